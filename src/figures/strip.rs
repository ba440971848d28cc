//! The check strip (校验) below the grid: for each column whether its balance holds, or by how much it does not.

use rust_decimal::Decimal;

use super::amount::Amount;
use super::answer::Answer;
use super::sheet::Sheet;
use super::ties::{Tie, Ties};
use crate::forms::{Along, Relation, TableForm};
use crate::model::Table;

/// What the strip shows below one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark<'f> {
    /// Key of the column.
    pub column: &'f str,
    /// What the identity is called, such as 一+二=三（七）+四.
    pub name: &'f str,
    /// How it stands.
    pub state: State,
}

/// How the balance of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Both sides are this much: `✓64`.
    Even(Decimal),
    /// Both sides are this much if 0 is put into the blanks: `✓64 补0？`.
    FillZero(Decimal),
    /// Left minus right: `差-1`.
    Off(Decimal),
    /// Nothing was filled in yet.
    Blank,
    /// A cell holds words: nothing can be said.
    Unread,
}

/// The strip of a table: for each column its balance (A1), or where the form has none its total by columns (A4).
///
/// For one keystroke; a caller that keeps the [`Ties`] of the form can ask [`Ties::strip`].
pub fn strip<'f>(table: &Table, form: &'f TableForm) -> Vec<Mark<'f>> {
    Ties::of(form).strip(&Sheet::of(table, form))
}

impl<'f> Ties<'f> {
    /// The strip of a table that was already read.
    pub fn strip(&self, sheet: &Sheet<'_>) -> Vec<Mark<'f>> {
        let balance = |tie: &&Tie<'f>| {
            let of_rows = tie.identity.over == Along::Rows;
            of_rows && matches!(tie.identity.relation, Relation::Balance { .. })
        };
        let total = |tie: &&Tie<'f>| {
            let single = sheet.form.rows.len() == 1 && tie.identity.over == Along::Columns;
            single && matches!(tie.identity.relation, Relation::Sum { .. })
        };
        if self.all.iter().any(|tie| balance(&tie)) {
            self.all.iter().filter(balance).map(|tie| mark(tie, tie.line, sheet)).collect()
        } else {
            let totals = self.all.iter().filter(total);
            totals.filter_map(|tie| Some(mark(tie, total_of(tie)?, sheet))).collect()
        }
    }
}

/// Key of the total's column.
fn total_of<'f>(tie: &Tie<'f>) -> Option<&'f str> {
    tie.identity.relation.sides().0.first().map(String::as_str)
}

fn mark<'f>(tie: &Tie<'f>, column: &'f str, sheet: &Sheet<'_>) -> Mark<'f> {
    let left = || {
        let values = tie.left.iter().filter_map(|at| sheet.amount(*at).value());
        values.fold(Decimal::ZERO, Decimal::saturating_add)
    };
    let state = match tie.answer(sheet) {
        _ if tie.cells().all(|at| sheet.amount(at) == Amount::Blank) => State::Blank,
        Answer::Holds => State::Even(left()),
        Answer::FillZero => State::FillZero(left()),
        Answer::Off(sides) => State::Off(sides.difference),
        Answer::Unread => State::Unread,
    };
    Mark { column, name: &tie.identity.name, state }
}
