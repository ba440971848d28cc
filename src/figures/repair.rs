//! The smallest changes that would mend a failing identity: one cell, or a part together with its total.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::amount::Amount;
use super::answer::{Answer, answer};
use super::flaw::{Kind, kind};
use super::sheet::{At, Sheet};
use super::ties::{Tie, Ties};

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
/// A change that breaks no other identity goes before one that does, and where there is such a change no other is
/// named. Then come transposed digits, then cells that mend several failing identities at once.
pub(super) fn repairs(
    ties: &Ties<'_>,
    tie: &Tie<'_>,
    difference: Decimal,
    sheet: &Sheet<'_>,
) -> Vec<Repair> {
    let Some(more) = Decimal::ZERO.checked_sub(difference) else { return Vec::new() };
    let left = tie.left.iter().map(|at| (*at, more));
    let right = tie.right.iter().map(|at| (*at, difference));
    let mut found: Vec<Repair> =
        left.chain(right).filter_map(|(at, by)| repair(ties, at, by, sheet)).collect();
    found.sort_by_key(|repair| {
        (repair.breaks > 0, !repair.transposed, Reverse(repair.mends), repair.breaks)
    });
    if found.iter().any(|repair| repair.breaks == 0) {
        found.retain(|repair| repair.breaks == 0);
    } else {
        found.truncate(FEW);
    }
    found
}

fn repair(ties: &Ties<'_>, at: At, by: Decimal, sheet: &Sheet<'_>) -> Option<Repair> {
    let amount = sheet.amount(at);
    if amount == Amount::None {
        return None;
    }
    let from = amount.value()?;
    let to = from.checked_add(by)?;
    let negative = to < Decimal::ZERO && kind(sheet, at) != Kind::Change;
    if negative {
        return None;
    }
    let (mut mends, mut breaks) = (0, 0);
    for other in ties.affected(at).filter(|other| other.identity.is_hard()) {
        let before = matches!(answer(other, sheet, None), Answer::Off(_));
        let after = matches!(answer(other, sheet, Some((at, to))), Answer::Off(_));
        mends += usize::from(before && !after);
        breaks += usize::from(!before && after);
    }
    let transposed = is_transposed(from, to);
    Some(Repair { change: Change { at, from, to }, transposed, mends, breaks })
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
