//! Whether an identity holds in a line of a table, and by how much it does not.

use rust_decimal::Decimal;

use super::amount::Amount;
use super::repair::{Repair, repairs};
use super::sheet::{At, Sheet};
use super::ties::{Tie, Ties};
use crate::forms::Relation;

/// What an identity says of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It holds, and every cell is filled in.
    Holds,
    /// It holds if 0 is put into the blank cells (补 0？).
    FillZero,
    /// It does not hold, also with 0 in the blank cells.
    Off(Sides),
    /// A cell holds words or is not there, or a sum is too long to reckon: nothing can be said.
    Unread,
}

/// The two sums of an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sides {
    /// Sum of the left side.
    pub left: Decimal,
    /// Sum of the right side.
    pub right: Decimal,
    /// Left minus right.
    pub difference: Decimal,
}

/// A line in which an identity does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap<'t, 'f> {
    /// The identity in its line, with the cells that it sees.
    pub tie: &'t Tie<'f>,
    /// Sum of the left side.
    pub left: Decimal,
    /// Sum of the right side.
    pub right: Decimal,
    /// Left minus right.
    pub difference: Decimal,
    /// Cells that are blank and were tried with 0.
    pub blanks: Vec<At>,
    /// Changes that would mend it, the likeliest first; none for a bound.
    pub repairs: Vec<Repair>,
}

/// What an identity says of a line, with some cells thought changed.
pub(super) fn answer(tie: &Tie<'_>, sheet: &Sheet<'_>, changed: &[(At, Decimal)]) -> Answer {
    let sum = |cells: &[At]| {
        cells.iter().try_fold(Decimal::ZERO, |sum, at| sum.checked_add(sheet.value(*at, changed)?))
    };
    let sides = sum(&tie.left).zip(sum(&tie.right));
    let Some((left, right, difference)) =
        sides.and_then(|(left, right)| Some((left, right, left.checked_sub(right)?)))
    else {
        return Answer::Unread;
    };
    let holds = match tie.identity.relation {
        Relation::AtMost { .. } => left <= right,
        Relation::Needs { .. } => left <= Decimal::ZERO || right > Decimal::ZERO,
        Relation::Sum { .. } | Relation::Balance { .. } => left == right,
    };
    if !holds {
        Answer::Off(Sides { left, right, difference })
    } else if tie.cells().any(|at| sheet.amount(at) == Amount::Blank) {
        Answer::FillZero
    } else {
        Answer::Holds
    }
}

impl Tie<'_> {
    /// What it says of a table.
    pub fn answer(&self, sheet: &Sheet<'_>) -> Answer {
        answer(self, sheet, &[])
    }

    /// The cells that are blank.
    pub fn blanks(&self, sheet: &Sheet<'_>) -> Vec<At> {
        self.cells().filter(|at| sheet.amount(*at) == Amount::Blank).collect()
    }
}

impl<'f> Ties<'f> {
    pub(super) fn gap_of<'t>(
        &'t self,
        tie: &'t Tie<'f>,
        sides: Sides,
        sheet: &Sheet<'_>,
    ) -> Gap<'t, 'f> {
        let Sides { left, right, difference } = sides;
        let repairs =
            if tie.identity.is_hard() { repairs(self, tie, difference, sheet) } else { Vec::new() };
        Gap { tie, left, right, difference, blanks: tie.blanks(sheet), repairs }
    }
}

/// Whether only the total was filled in and none of its parts (只填总计): a habit of its own rather than a wrong sum.
pub fn only_total(tie: &Tie<'_>, sheet: &Sheet<'_>) -> bool {
    let is_sum = matches!(tie.identity.relation, Relation::Sum { .. });
    let total = tie.left.first().and_then(|at| sheet.amount(*at).value());
    is_sum
        && total.is_some_and(|total| !total.is_zero())
        && tie.right.iter().all(|at| sheet.amount(*at) == Amount::Blank)
}
