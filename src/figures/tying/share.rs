//! 占33.9%: a share of a total that the sentence, the paragraph or the table tells.

use rust_decimal::Decimal;

use super::change::rounded;
use super::{Against, Source, Tied, Verdict};
use crate::figures::prose::{Bound, Figure, Passage, Role, Vocabulary};

/// How many figures back a total is looked for.
const NEAR: usize = 40;

impl Against<'_> {
    /// A share of every total that it may be of; the nearest first.
    pub(super) fn share(&self, passage: &Passage<'_>, at: usize) -> Tied {
        let Some(share) = passage
            .figures
            .get(at)
            .filter(|share| share.unit == "%" && share.bound == Bound::Exact)
        else {
            return Tied::unplaced();
        };
        let Some(of) = share.of else { return Tied::unplaced() };
        let Some(part) = passage.figures.get(of).filter(|part| part.bound == Bound::Exact) else {
            return Tied::unplaced();
        };
        let mut sources: Vec<Source> = Vec::new();
        for total in totals(passage, (of, share), self.vocabulary) {
            let told = total.name(&passage.paragraph.text, self.vocabulary);
            let what = format!("{}÷{}（{told}）", part.value, total.value);
            sources.extend(source(part.value, total.value, what));
        }
        let table = part.indicator.and_then(|at| self.vocabulary.indicators().get(at));
        let handled =
            table.filter(|known| known.key.starts_with("res.") || known.key.starts_with("req."));
        let due = handled.iter().flat_map(|_| self.of_requests());
        let due: Vec<Source> = due
            .filter_map(|total| {
                source(
                    part.value,
                    total.value,
                    format!("{}÷{}（{}）", part.value, total.value, total.what),
                )
            })
            .collect();
        let is_told = !sources.is_empty();
        sources.extend(due);
        match sources
            .iter()
            .position(|source| rounded(source.value, share.value.scale()) == share.value)
        {
            Some(right) => Tied {
                verdict: Verdict::Right,
                sources: sources.into_iter().skip(right).take(1).collect(),
            },
            None if is_told => Tied { verdict: Verdict::Wrong, sources },
            None => Tied::unplaced(),
        }
    }

    /// The totals that parts of the applications are shares of.
    fn of_requests(&self) -> Vec<Source> {
        let keys = ["req.done", "req.recv", "req.handled"];
        let known =
            self.vocabulary.indicators().iter().filter(|known| keys.contains(&known.key.as_str()));
        known.flat_map(|known| self.now.values(known, "件")).collect()
    }
}

fn source(part: Decimal, total: Decimal, what: String) -> Option<Source> {
    if total.is_zero() {
        return None;
    }
    let value = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(total)?;
    Some(Source { what, value, cells: Vec::new(), figure: None })
}

/// The totals before a part that it can be a share of: its own first, then the one that is named, then larger amounts in the
/// same unit, whole ones before parts, the nearest first.
fn totals<'p>(
    passage: &'p Passage<'_>,
    (at, share): (usize, &Figure),
    vocabulary: &Vocabulary,
) -> Vec<&'p Figure> {
    let Some(part) = passage.figures.get(at) else { return Vec::new() };
    let own = part.parent.and_then(|parent| passage.figures.get(parent));
    let fits = |total: &&Figure| {
        let role = matches!(total.role, Role::Amount) && !total.is_statement();
        role && total.unit == part.unit && total.value >= part.value
    };
    // Among parts that are told with their shares, the amount before is a part as well and no total.
    let is_part = |place: usize| {
        let same = |other: &Figure| other.role == Role::Share && other.of == Some(place);
        passage.figures.iter().any(|other| same(other) && other.bytes != share.bytes)
    };
    let before = passage.figures.iter().enumerate().take(at).rev().take(NEAR);
    let before = before.filter(|(place, total)| fits(total) && !is_part(*place));
    let text = passage.paragraph.text.as_str();
    let words = text.get(part.bytes.end..share.bytes.start).unwrap_or_default();
    let mut all: Vec<&Figure> = before.map(|(_, total)| total).collect();
    let named = |total: &Figure| {
        let known = total.indicator.and_then(|at| vocabulary.indicators().get(at));
        let own = known.and_then(|known| known.own.last());
        own.is_some_and(|own| vocabulary.spellings(own).iter().any(|word| words.contains(word)))
    };
    all.sort_by_key(|total| (!named(total), total.parent.is_some()));
    own.into_iter().chain(all).collect()
}
