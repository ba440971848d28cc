//! Which findings may stand because somebody has explained them: this year, or last year in the same words.

use jiff::Timestamp;

use crate::checks::{Finding, InTable, Place, Waived};
use crate::model::{Id, Report, TextAt, Year};
use crate::review::{Anchor, Review, Waiver};

use super::Project;

/// A year's report with what is about it.
#[derive(Clone, Copy)]
struct Beside<'a> {
    report: &'a Report,
    review: &'a Review,
}

impl Project {
    fn beside(&self, year: Year) -> Option<Beside<'_>> {
        Some(Beside { report: self.reports.get(&year)?, review: self.reviews.get(&year)? })
    }

    /// Marks what was explained, this year or the year before.
    ///
    /// What lapsed is marked on the finding that stands in its place now. A waiver of last year holds for the same rule
    /// and the same words or value, and says so; it is not carried on to a third year.
    pub(super) fn explain(&self, year: Year, findings: &mut [Finding]) {
        let before = year.checked_sub(1).and_then(|year| self.beside(year));
        if let Some(own) = self.beside(year) {
            let waivers = &own.review.waivers;
            let mut alive = vec![false; waivers.len()];
            for finding in findings.iter_mut().filter(|finding| !finding.firm) {
                let found = waivers.iter().position(|one| covers(one, finding, own.report));
                if let Some((index, waiver)) = found.and_then(|at| Some((at, waivers.get(at)?))) {
                    alive.iter_mut().skip(index).take(1).for_each(|it| *it = true);
                    finding.waived = Some(told(waiver, None));
                }
            }
            let dead = waivers.iter().zip(alive).filter(|(_, alive)| !alive);
            for (waiver, _) in dead {
                let mut open = findings.iter_mut().filter(|one| one.waived.is_none());
                let here = open.find(|one| one.lapsed.is_none() && is_about(waiver, one));
                if let Some(finding) = here {
                    finding.lapsed = Some(told(waiver, None));
                }
            }
        }
        let Some(before) = before else { return };
        let Some(now) = self.reports.get(&year) else { return };
        for finding in findings.iter_mut().filter(|one| !one.firm && one.waived.is_none()) {
            let waivers = before.review.waivers.iter();
            let mut same = waivers.filter(|waiver| is_carried(waiver, before.report, finding, now));
            finding.waived = same.next_back().map(|waiver| told(waiver, Some(before.report.year)));
        }
    }

    /// The waivers of a year that hold for none of its findings any more (已失效).
    pub fn lapsed<'a>(&'a self, year: Year, findings: &'a [Finding]) -> Vec<&'a Waiver> {
        let Some(Beside { report, review }) = self.beside(year) else { return Vec::new() };
        let held =
            |waiver: &&Waiver| findings.iter().any(|one| !one.firm && covers(waiver, one, report));
        review.waivers.iter().filter(|waiver| !held(waiver)).collect()
    }

    /// The waiver of a year that lets a finding stand, by its index among them.
    pub fn waiver_of(&self, finding: &Finding) -> Option<usize> {
        let Beside { report, review } = self.beside(finding.year)?;
        review.waivers.iter().position(|waiver| covers(waiver, finding, report))
    }
}

/// A waiver that would let this finding stand; none where the law leaves no room for one.
pub fn waiver(
    finding: &Finding,
    report: &Report,
    reason: &str,
    (by, when): (&str, Timestamp),
) -> Option<Waiver> {
    (!finding.firm).then(|| Waiver {
        rule: finding.rule.to_owned(),
        at: anchor(finding, report),
        found: finding.found.clone(),
        expected: finding.expected.clone(),
        reason: reason.to_owned(),
        by: by.to_owned(),
        when,
    })
}

/// What a waiver of this finding is tied to.
fn anchor(finding: &Finding, report: &Report) -> Anchor {
    match &finding.place {
        Place::Report {} => Anchor::Report { quote: String::new() },
        Place::Text(place) => {
            let words = place.words.as_ref().map(|words| words.quote.clone());
            let all = || report.text(place.at).unwrap_or_default().to_owned();
            match (place.at, words) {
                (TextAt::Title, words) => Anchor::Report { quote: words.unwrap_or_else(all) },
                (TextAt::Heading(id), None) => Anchor::Section(id),
                (TextAt::Heading(id) | TextAt::Paragraph(id) | TextAt::Caption(id), words) => {
                    Anchor::Words { paragraph: id, quote: words.unwrap_or_else(all) }
                }
            }
        }
        Place::Table(place) => match (&place.words, place.row_id, &place.column) {
            (Some(words), _, _) => {
                Anchor::Words { paragraph: place.id, quote: words.quote.clone() }
            }
            (None, Some(row), Some(column)) => Anchor::Cell {
                table: place.id,
                row,
                column: column.clone(),
                value: value(report, place).unwrap_or_default(),
            },
            _ => Anchor::Table(place.id),
        },
    }
}

/// What stands now in the cell of a place.
fn value(report: &Report, place: &InTable) -> Option<String> {
    let table = report.table(place.id)?;
    let column =
        table.columns.iter().position(|known| Some(&known.key) == place.column.as_ref())?;
    Some(table.cell(table.row_index(place.row_id?)?, column)?.to_string())
}

fn told(waiver: &Waiver, since: Option<Year>) -> Waived {
    Waived {
        reason: waiver.reason.clone(),
        by: waiver.by.clone(),
        when: waiver.when,
        carried_from: since,
    }
}

/// Whether the waiver is of this rule, and says by whom and why.
fn is_of(waiver: &Waiver, finding: &Finding) -> bool {
    let signed = !waiver.reason.trim().is_empty() && !waiver.by.trim().is_empty();
    signed && waiver.rule == finding.rule
}

/// Whether what the rule said then is what it says now; a waiver written by hand need not say.
fn says_the_same(waiver: &Waiver, finding: &Finding) -> bool {
    let silent = waiver.found.is_empty() && waiver.expected.is_empty();
    silent || (waiver.found == finding.found && waiver.expected == finding.expected)
}

/// Whether the waiver lets this finding stand: the words or the value are still those that were explained.
fn covers(waiver: &Waiver, finding: &Finding, report: &Report) -> bool {
    is_of(waiver, finding)
        && says_the_same(waiver, finding)
        && match (&waiver.at, &finding.place) {
            // A whole section may have been explained, whatever its heading says.
            (Anchor::Section(section), Place::Text(place)) => place.at == TextAt::Heading(*section),
            (Anchor::Table(table), Place::Table(place)) => place.id == *table,
            (at, _) => *at == anchor(finding, report),
        }
}

/// Whether the waiver was of this rule at this place, whatever stands there now.
fn is_about(waiver: &Waiver, finding: &Finding) -> bool {
    is_of(waiver, finding)
        && match (&waiver.at, &finding.place) {
            (Anchor::Words { paragraph, .. }, Place::Text(place)) => match place.at {
                TextAt::Heading(id) | TextAt::Paragraph(id) => id == *paragraph,
                _ => false,
            },
            (Anchor::Words { paragraph: id, .. } | Anchor::Table(id), Place::Table(place)) => {
                place.id == *id
            }
            (Anchor::Cell { table, row, column, .. }, Place::Table(place)) => {
                place.id == *table
                    && place.row_id == Some(*row)
                    && place.column.as_ref() == Some(column)
            }
            (Anchor::Section(section), Place::Text(place)) => place.at == TextAt::Heading(*section),
            (Anchor::Report { .. }, Place::Text(place)) => place.at == TextAt::Title,
            (Anchor::Report { .. }, Place::Report {}) => true,
            _ => false,
        }
}

/// Whether the same rule was let pass last year for the same words or value in the same part of the report.
fn is_carried(waiver: &Waiver, last: &Report, finding: &Finding, now: &Report) -> bool {
    is_of(waiver, finding)
        && says_the_same(waiver, finding)
        && match (&waiver.at, anchor(finding, now)) {
            (
                Anchor::Words { paragraph, quote },
                Anchor::Words { paragraph: here, quote: words },
            ) => {
                let stood = text_of(last, waiver).is_some_and(|text| text.contains(quote.as_str()));
                *quote == words && stood && part(last, *paragraph) == part(now, here)
            }
            (Anchor::Cell { table, row, column, value }, Anchor::Cell { value: here, .. }) => {
                let Place::Table(place) = &finding.place else { return false };
                let same = keys(last, *table, *row);
                same == Some((place.table.as_str(), place.row.as_deref().unwrap_or_default()))
                    && place.column.as_ref() == Some(column)
                    && *value == here
            }
            (Anchor::Section(then), Anchor::Section(here)) => part(last, *then) == part(now, here),
            (Anchor::Table(then), Anchor::Table(here)) => {
                let form = |report: &Report, id| report.table(id).map(|table| table.form.clone());
                form(last, *then).is_some_and(|key| !key.is_empty())
                    && form(last, *then) == form(now, here)
            }
            (Anchor::Report { quote }, Anchor::Report { quote: words }) => *quote == words,
            _ => false,
        }
}

/// The text that the words of a waiver stood in.
fn text_of<'a>(report: &'a Report, waiver: &Waiver) -> Option<&'a str> {
    let Anchor::Words { paragraph, .. } = &waiver.at else { return None };
    [TextAt::Paragraph, TextAt::Heading, TextAt::Caption]
        .into_iter()
        .find_map(|at| report.text(at(*paragraph)))
}

/// The heading of the first level that a section, a paragraph or a table stands under: what stays the same over the years.
fn part(report: &Report, id: Id) -> Option<&str> {
    let at = report.section_index(id).or_else(|| Some(report.block_index(id)?.0))?;
    let above = report.sections.get(..=at)?;
    above.iter().rev().find(|section| section.level <= 1).map(|section| section.title.as_str())
}

/// The keys of a row: of its table's form, and its own.
fn keys(report: &Report, table: Id, row: Id) -> Option<(&str, &str)> {
    let table = report.table(table).filter(|table| !table.form.is_empty())?;
    let row = table.rows.get(table.row_index(row)?)?;
    Some((table.form.as_str(), row.key.as_str()))
}
