//! The places that a reviewer looks at (审阅): what differs from last year, what is wrong, what was commented on.

use super::Project;
use crate::checks::{Finding, Place, Spot};
use crate::model::{Id, Report, Section, TextAt, Year};
use crate::review::{Anchor, Comment, Paired, Part, Review, Verdict, compare, meaning};
use crate::text::diff::{Fate, Piece};

/// A heading, a paragraph or a table to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewPlace {
    /// Where it is; what is gone stands at the heading of its section.
    pub spot: Spot,
    /// The section, paragraph or table.
    pub of: Id,
    /// The section that it stands in.
    pub section: Id,
    /// The heading, piece by piece, where the place is one.
    pub heading: Vec<Piece>,
    /// A paragraph or table with its partner of last year.
    pub pair: Option<Paired>,
    /// Indices of the findings about it that are open.
    pub findings: Vec<usize>,
    /// The comments on it.
    pub comments: Vec<Id>,
    /// Hash of what stands there.
    pub content: String,
    /// Whether it differs from last year, or there is no last year to compare with.
    pub changed: bool,
    /// What this reviewer decided on just this content.
    pub verdict: Option<Verdict>,
}

impl Project {
    /// Every heading, paragraph and table of a year's report in reading order, with what a reviewer has to know of it.
    pub fn review_places(&self, year: Year, who: &str, findings: &[Finding]) -> Vec<ReviewPlace> {
        let Some(report) = self.reports.get(&year) else { return Vec::new() };
        let nothing = Review::default();
        let review = self.reviews.get(&year).unwrap_or(&nothing);
        let previous = year.checked_sub(1).and_then(|year| self.reports.get(&year));
        let parts = match previous {
            Some(previous) => compare(previous, report).parts,
            None => alone(report),
        };
        let mut places = Vec::new();
        let mut section = report.sections.first();
        for part in parts {
            section = part.new.and_then(|at| report.sections.get(at)).or(section);
            if let Some(section) = section {
                let compared = previous.is_some();
                places.extend(heading(&part, section, compared));
                places.extend(
                    part.blocks.into_iter().map(|pair| block(pair, section, (report, compared))),
                );
            }
        }
        for place in &mut places {
            place.findings = about(place, findings);
            place.comments =
                review.comments.iter().filter(|one| is_on(place, one)).map(|one| one.id).collect();
            place.verdict = review
                .seen
                .iter()
                .rev()
                .find(|seen| seen.by == who && seen.of == place.of && seen.content == place.content)
                .map(|seen| seen.verdict);
        }
        places
    }
}

/// The parts of a report that has nothing to be compared with.
fn alone(report: &Report) -> Vec<Part> {
    let blank = Report { sections: Vec::new(), ..report.clone() };
    compare(&blank, report).parts
}

fn heading(part: &Part, section: &Section, compared: bool) -> Option<ReviewPlace> {
    let bare = Part { blocks: Vec::new(), ..part.clone() };
    let gone = part.new.is_none();
    (!section.is_preface() || gone).then(|| ReviewPlace {
        spot: Spot::Text(TextAt::Heading(section.id), 0..0),
        of: section.id,
        section: section.id,
        heading: part.heading.clone(),
        pair: None,
        findings: Vec::new(),
        comments: Vec::new(),
        content: meaning::of_text(&format!("{}{:?}", section.title, part.old.filter(|_| gone))),
        changed: !compared || bare.is_changed(),
        verdict: None,
    })
}

fn block(pair: Paired, section: &Section, (report, compared): (&Report, bool)) -> ReviewPlace {
    let (spot, of, content) = match &pair {
        Paired::Text(text) => {
            let here = text.new.and_then(|id| report.paragraph(id));
            let words: String = text.pieces.iter().map(|piece| piece.text.as_str()).collect();
            match here {
                Some(own) => (
                    Spot::Text(TextAt::Paragraph(own.id), 0..0),
                    own.id,
                    meaning::of_text(&own.text),
                ),
                None => (
                    Spot::Text(TextAt::Heading(section.id), 0..0),
                    text.old.unwrap_or_default(),
                    meaning::of_text(&format!("删去{words}")),
                ),
            }
        }
        Paired::Table(table) => {
            let here = table.new.and_then(|id| report.table(id));
            if let Some(own) = here {
                (Spot::Table(own.id), own.id, meaning::of_table(own))
            } else {
                let of = table.old.unwrap_or_default();
                let at = Spot::Text(TextAt::Heading(section.id), 0..0);
                (at, of, meaning::of_text("删去的表"))
            }
        }
    };
    let changed = !compared || pair.is_changed();
    ReviewPlace {
        spot,
        of,
        section: section.id,
        heading: Vec::new(),
        pair: Some(pair),
        findings: Vec::new(),
        comments: Vec::new(),
        content,
        changed,
        verdict: None,
    }
}

/// The open findings about a place.
fn about(place: &ReviewPlace, findings: &[Finding]) -> Vec<usize> {
    let gone = place.pair.as_ref().is_some_and(|pair| match pair {
        Paired::Text(pair) => pair.new.is_none(),
        Paired::Table(pair) => pair.new.is_none(),
    });
    let here = |finding: &Finding| match (&finding.place, &place.spot) {
        _ if gone => false,
        (Place::Text(found), Spot::Text(at, _)) => found.at == *at,
        (Place::Table(found), Spot::Table(id)) => found.id == *id,
        _ => false,
    };
    let open = findings.iter().enumerate().filter(|(_, finding)| finding.waived.is_none());
    open.filter(|(_, finding)| here(finding)).map(|(index, _)| index).collect()
}

fn is_on(place: &ReviewPlace, comment: &Comment) -> bool {
    match &comment.at {
        Anchor::Words { paragraph, .. } => *paragraph == place.of,
        Anchor::Cell { table, .. } | Anchor::Table(table) => *table == place.of,
        Anchor::Section(section) => *section == place.of && place.pair.is_none(),
        Anchor::Report { .. } => false,
    }
}

/// Whether what a comment is about still stands there.
pub fn still_stands(report: &Report, comment: &Comment) -> bool {
    match &comment.at {
        Anchor::Words { paragraph, quote } => {
            let text = report.paragraph(*paragraph).map(|found| found.text.as_str());
            let heading =
                || Some(report.sections.get(report.section_index(*paragraph)?)?.title.as_str());
            text.or_else(heading).is_some_and(|text| text.contains(quote))
        }
        Anchor::Cell { table, row, column, value } => report.table(*table).is_some_and(|found| {
            let at = found.columns.iter().position(|known| known.key == *column);
            let cell =
                found.row_index(*row).zip(at).and_then(|(row, column)| found.cell(row, column));
            cell.is_some_and(|cell| cell.to_string() == *value)
        }),
        Anchor::Section(id) => report.section_index(*id).is_some(),
        Anchor::Table(id) => report.table(*id).is_some(),
        Anchor::Report { quote } => report.title.contains(quote),
    }
}

/// What a comment on a place is tied to: the first words that are new there, else its first sentence.
pub fn anchor_of(report: &Report, place: &ReviewPlace) -> Anchor {
    match &place.spot {
        Spot::Table(id) => Anchor::Table(*id),
        Spot::Text(TextAt::Paragraph(id), _) => {
            let text = report.paragraph(*id).map_or("", |found| found.text.as_str());
            let added = match &place.pair {
                Some(Paired::Text(pair)) => {
                    pair.pieces.iter().find(|piece| piece.fate == Fate::Added)
                }
                _ => None,
            };
            let first = || {
                let range =
                    crate::text::sentence::sentences(text).into_iter().next().unwrap_or_default();
                text.get(range).unwrap_or_default().to_owned()
            };
            let quote = added.map_or_else(first, |piece| piece.text.clone());
            Anchor::Words { paragraph: *id, quote }
        }
        _ => Anchor::Section(place.section),
    }
}
