//! What became of a place (历史): who changed it, when, from what to what; who signed it; what was corrected.

use jiff::Timestamp;

use super::Project;
use super::beside::{told_changes, word};
use crate::checks::{Spot, place, spoken_at};
use crate::model::{Block, Id, Report, TextAt, Year};
use crate::review::{Anchor, Change, Correction, Review, SignOff, Standing, meaning, signatures};

/// Something that happened to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub when: Timestamp,
    /// Who did it.
    pub by: String,
    /// What.
    pub what: String,
}

/// A cell: its row, and the key of its column.
pub type CellAt = (Id, String);

impl Project {
    /// What became of a paragraph, a section with all in it, a table, or one cell of it; the oldest first.
    pub fn history(&self, year: Year, of: Id, cell: Option<&CellAt>) -> Vec<Event> {
        let Some((report, review)) = self.reports.get(&year).zip(self.reviews.get(&year)) else {
            return Vec::new();
        };
        let mut events: Vec<Event> = changed(report, review, (of, cell));
        events.extend(signed(report, review, of));
        let here = |one: &&Correction| is_at(&one.at, of, cell);
        events.extend(review.corrected().into_iter().filter(here).map(|one| Event {
            when: one.when,
            by: one.by.clone(),
            what: format!("更正 {}：{}", one.number, corrected(one)),
        }));
        events.extend(review.published.iter().map(|one| Event {
            when: one.when,
            by: one.by.clone(),
            what: "发布".to_owned(),
        }));
        events.sort_by_key(|event| event.when);
        events
    }
}

/// `28 更正为 29，因为漏记一件`
pub(super) fn corrected(one: &Correction) -> String {
    let was = if one.was().is_empty() { "空" } else { one.was() };
    format!("{was} 更正为 {}，理由：{}", one.to, one.reason)
}

fn changed(report: &Report, review: &Review, (of, cell): (Id, Option<&CellAt>)) -> Vec<Event> {
    let whole = report.section_index(of).is_some();
    let here = |change: &&Change| {
        change.of == of && cell.is_none_or(|cell| change.cell.as_ref() == Some(cell))
            || whole && change.section == of
    };
    let named = whole || cell.is_none();
    let event = |change: &Change| {
        let at = if named && change.of != of || change.cell.is_some() && cell.is_none() {
            format!("{}：", place_of(report, change.of, change.cell.as_ref()))
        } else {
            String::new()
        };
        let what = format!("{at}{}", how(report, review, change));
        Event { when: change.when, by: change.by.clone(), what }
    };
    review.changes.iter().filter(here).map(event).collect()
}

/// What a change made of what, as far as what came of it is still known: `“86件”改为“87件”`.
pub(super) fn how(report: &Report, review: &Review, change: &Change) -> String {
    let value = |text: &str| if text.is_empty() { "空".to_owned() } else { text.to_owned() };
    if change.cell.is_some() {
        return format!("{} 改为 {}", value(&change.was), value(&change.now));
    }
    if change.now.is_empty() {
        return format!("删去“{}”", short(&change.was));
    }
    let later = review.changes.iter().filter(|one| one.of == change.of && one.cell.is_none());
    let texts = later.map(|one| one.was.as_str()).chain(text_of(report, change.of));
    let now = texts.into_iter().find(|text| meaning::of_text(text) == change.now);
    match now {
        Some(now) if change.was.is_empty() => format!("写了“{}”", short(now)),
        Some(now) => told_changes(&change.was, now),
        None => format!("原来是“{}”", short(&change.was)),
    }
}

fn text_of(report: &Report, id: Id) -> Option<&str> {
    crate::review::anchor::text_of(report, id).map(|(_, text)| text)
}

fn short(text: &str) -> String {
    const SHOWN: usize = 40;
    let begin: String = text.chars().take(SHOWN).collect();
    if text.chars().nth(SHOWN).is_some() { format!("{begin}..") } else { begin }
}

/// The signatures under what the place belongs to.
fn signed(report: &Report, review: &Review, of: Id) -> Vec<Event> {
    let section = report.block_index(of).and_then(|(at, block)| {
        let section = report.sections.get(at)?;
        Some(match section.blocks.get(block)? {
            Block::Table(table) => table.id,
            Block::Paragraph(_) => section.id,
        })
    });
    let part = section.unwrap_or(of);
    let newest = signatures(report, review);
    let standing = |one: &SignOff| {
        let found = newest.iter().find(|(newest, _)| *newest == one);
        match found {
            Some((_, Standing::Fallen)) => "（之后改过，已失效）",
            Some(_) => "",
            None => "（后来重签过）",
        }
    };
    let mine = review.sign_offs.iter().filter(|one| one.of == part);
    mine.map(|one| Event {
        when: one.when,
        by: one.by.clone(),
        what: format!("{}签名{}", word(one.role), standing(one)),
    })
    .collect()
}

fn is_at(anchor: &Anchor, of: Id, cell: Option<&CellAt>) -> bool {
    let own = match (anchor, cell) {
        (Anchor::Cell { row, column, .. }, Some((at, key))) => (row, column) == (at, key),
        (_, Some(_)) => false,
        (_, None) => true,
    };
    own && anchor.of() == Some(of)
}

/// What a place is called: `三《收到…》第2段`, `《…》表“予以公开”行“总计”列`.
pub fn place_of(report: &Report, of: Id, cell: Option<&CellAt>) -> String {
    let spot = match cell {
        Some((row, column)) if report.table(of).is_some() => {
            Spot::Cell { table: of, row: *row, column: Some(column.clone()) }
        }
        _ if report.table(of).is_some() => Spot::Table(of),
        _ if report.paragraph(of).is_some() => Spot::Text(TextAt::Paragraph(of), 0..0),
        _ if report.section_index(of).is_some() => Spot::Text(TextAt::Heading(of), 0..0),
        _ => return "（已不在的一段）".to_owned(),
    };
    spoken_at(&place(report, &spot), report, "")
}

/// What the place of a comment, a waiver or a correction is called.
pub fn anchor_name(report: &Report, anchor: &Anchor) -> String {
    match anchor {
        Anchor::Report { .. } => "全文".to_owned(),
        Anchor::Cell { table, row, column, .. } => {
            place_of(report, *table, Some(&(*row, column.clone())))
        }
        Anchor::Words { paragraph: id, .. } | Anchor::Section(id) | Anchor::Table(id) => {
            place_of(report, *id, None)
        }
    }
}
