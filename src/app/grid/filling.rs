//! Filling a table cell by cell (逐格填写): which cells are asked for, and how far one has come.

use std::collections::BTreeSet;

use crate::app::state::State;
use crate::figures::{Sheet, Ties};
use crate::forms::{Relation, TableForm};
use crate::model::Cell;
use crate::model::Table;

use super::exists;
use super::tied::position;

/// How far one has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The cell that is asked for, counted from 1.
    pub at: usize,
    /// How many are asked for.
    pub all: usize,
    /// How many of them are filled.
    pub filled: usize,
}

/// The cells that are asked for, row by row: those that there are, but for totals and formulas, which follow
/// by themselves.
pub(in crate::app) fn asked(form: Option<&TableForm>, table: &Table) -> Vec<(usize, usize)> {
    let totals = form.map(|form| totals(form, table)).unwrap_or_default();
    let by_formula = |(row, column): (usize, usize)| {
        let row = table.rows.get(row).is_some_and(|row| row.formula.is_some());
        row || table.columns.get(column).is_some_and(|column| column.formula.is_some())
    };
    let columns = table.columns.len();
    let all = (0..table.rows.len()).flat_map(|row| (0..columns).map(move |column| (row, column)));
    all.filter(|place| !totals.contains(place) && !by_formula(*place))
        .filter(|place| exists(form, table, place.0, place.1))
        .collect()
}

fn totals(form: &TableForm, table: &Table) -> BTreeSet<(usize, usize)> {
    let (sheet, ties) = (Sheet::of(table, form), Ties::of(form));
    let sums = ties.all.iter().filter(|tie| matches!(tie.identity.relation, Relation::Sum { .. }));
    sums.filter_map(|tie| position(table, &sheet, *tie.left.first()?)).collect()
}

impl State {
    /// How far filling the open table cell by cell has come.
    pub fn filling(&self) -> Option<Progress> {
        let table = self.report()?.table(self.grid.table)?;
        let asked = asked(self.form_of(table), table);
        let here = asked.iter().position(|place| *place == (self.grid.row, self.grid.column))?;
        let blank = |place: &&(usize, usize)| {
            table.cell(place.0, place.1).is_none_or(|cell| *cell == Cell::Blank)
        };
        let filled = asked.len() - asked.iter().filter(blank).count();
        Some(Progress { at: here + 1, all: asked.len(), filled })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Catalogue;
    use crate::model::{Form, Ids};

    #[test]
    fn totals_are_not_asked_for() {
        let forms = Catalogue::built_in();
        for (key, count) in [("applications", 24 * 6), ("litigation", 12), ("disclosure", 10)] {
            let form = forms.form(Form::F2021, key).unwrap();
            let table = form.blank(&mut Ids::of_text("table"));
            assert_eq!(asked(Some(form), &table).len(), count, "{key}");
        }
    }
}
