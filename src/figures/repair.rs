//! The smallest changes that would mend a failing identity: one cell, or a part together with its total.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::amount::Amount;
use super::answer::{Answer, answer};
use super::flaw::{Kind, kind};
use super::sheet::{At, Sheet};
use super::ties::{Tie, Ties};
use crate::forms::Relation;

/// One cell and what should stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The cell.
    pub at: At,
    /// What stands there, blank counted as 0.
    pub from: Decimal,
    /// What should stand there.
    pub to: Decimal,
}

/// A change that would mend a failing identity (改法).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The cell to be changed.
    pub change: Change,
    /// Its total, or a part of it, that has to change by as much; none where the one cell is enough.
    pub with: Option<Change>,
    /// Whether only two neighbouring digits change places (68 ↔ 86).
    pub transposed: bool,
    /// How many failing hard identities would hold afterwards.
    pub mends: usize,
    /// How many hard identities that hold would fail afterwards.
    pub breaks: usize,
}

/// Repairs shown where every one of them would break another identity.
const FEW: usize = 3;

/// What would mend a tie whose left side exceeds its right by a difference, the likeliest first.
///
/// Best is one cell whose change breaks nothing else; then a part together with its total, for an office that fills in
/// a wrong part adds it up wrong as well; only where there is neither, a cell that breaks another identity. Among equals
/// come transposed digits, then cells that mend several failing identities at once.
pub(super) fn repairs(
    ties: &Ties<'_>,
    tie: &Tie<'_>,
    difference: Decimal,
    sheet: &Sheet<'_>,
) -> Vec<Repair> {
    let Some(more) = Decimal::ZERO.checked_sub(difference) else { return Vec::new() };
    let left = tie.left.iter().map(|at| (*at, more));
    let right = tie.right.iter().map(|at| (*at, difference));
    let by = left.chain(right).filter_map(|(at, by)| Some((change(at, by, sheet)?, by)));
    let alone: Vec<(Repair, Decimal)> =
        by.map(|(change, by)| (weigh(ties, change, None, sheet), by)).collect();
    let clean = |repair: &Repair| repair.breaks == 0;
    let mut found: Vec<Repair> = if alone.iter().any(|(repair, _)| clean(repair)) {
        alone.into_iter().map(|(repair, _)| repair).filter(clean).collect()
    } else {
        let paired = alone.iter().flat_map(|(repair, by)| pairs(ties, repair.change, *by, sheet));
        let paired: Vec<Repair> = paired.collect();
        if paired.is_empty() {
            alone.into_iter().map(|(repair, _)| repair).collect()
        } else {
            paired
        }
    };
    found.sort_by_key(|repair| (repair.breaks, !repair.transposed, Reverse(repair.mends)));
    if !found.iter().any(clean) {
        found.truncate(FEW);
    }
    found
}

/// The cell changed by so much; none where nothing can stand there that way.
fn change(at: At, by: Decimal, sheet: &Sheet<'_>) -> Option<Change> {
    let amount = sheet.amount(at);
    if amount == Amount::None {
        return None;
    }
    let from = amount.value()?;
    let to = from.checked_add(by)?;
    let possible = to >= Decimal::ZERO || kind(sheet, at) == Kind::Change;
    possible.then_some(Change { at, from, to })
}

/// What a change would do to the identities that see its cells.
fn weigh(ties: &Ties<'_>, change: Change, with: Option<Change>, sheet: &Sheet<'_>) -> Repair {
    let changed: Vec<(At, Decimal)> =
        [Some(change), with].into_iter().flatten().map(|own| (own.at, own.to)).collect();
    let (mut mends, mut breaks) = (0, 0);
    let sees = |tie: &&Tie<'_>| changed.iter().any(|(at, _)| tie.sees(*at));
    for tie in ties.all.iter().filter(|tie| tie.identity.is_hard()).filter(sees) {
        let before = matches!(answer(tie, sheet, &[]), Answer::Off(_));
        let after = matches!(answer(tie, sheet, &changed), Answer::Off(_));
        mends += usize::from(before && !after);
        breaks += usize::from(!before && after);
    }
    Repair { change, with, transposed: is_transposed(change.from, change.to), mends, breaks }
}

/// The change together with an equal one of its total, or of a part of it, where the two break nothing and mend more
/// than one identity.
fn pairs(ties: &Ties<'_>, own: Change, by: Decimal, sheet: &Sheet<'_>) -> Vec<Repair> {
    let sums =
        ties.affected(own.at).filter(|tie| matches!(tie.identity.relation, Relation::Sum { .. }));
    let partners = sums.flat_map(|tie| tie.cells().filter(|at| pairs_in(tie, own.at, *at)));
    partners
        .filter_map(|at| Some(weigh(ties, own, Some(change(at, by, sheet)?), sheet)))
        .filter(|repair| repair.breaks == 0 && repair.mends > 1)
        .collect()
}

/// Whether one of two cells is the total in a sum and the other a part.
fn pairs_in(tie: &Tie<'_>, one: At, other: At) -> bool {
    tie.left.contains(&one) != tie.left.contains(&other)
}

/// Whether two neighbouring digits have changed places and nothing else: 68 and 86, 120 and 102.
pub fn is_transposed(one: Decimal, other: Decimal) -> bool {
    let digits = |value: Decimal| value.to_string().into_bytes();
    let (one, other) = (digits(one), digits(other));
    if one.len() != other.len() {
        return false;
    }
    let differ: Vec<(usize, (u8, u8))> =
        one.into_iter().zip(other).enumerate().filter(|(_, (one, other))| one != other).collect();
    match differ.as_slice() {
        [(first, (a, b)), (second, (c, d))] => second - first == 1 && (a, b) == (d, c),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transposed_digits_are_known() {
        for (one, other, is) in [
            ("68", "86", true),
            ("120", "102", true),
            ("12.5", "15.2", false),
            ("12.50", "12.05", true),
            ("68", "68", false),
            ("123", "321", false),
            ("1234", "2143", false),
            ("9", "90", false),
        ] {
            assert_eq!(is_transposed(one.parse().unwrap(), other.parse().unwrap()), is, "{one}");
        }
    }
}
