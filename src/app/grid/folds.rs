//! Groups of rows that are folded away, and what stands on their lines instead: the sums.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::figures::{Amount, amount};
use crate::forms::TableForm;
use crate::model::Measure;
use crate::model::Number;
use crate::model::Table;

use super::lines::Line;
use super::{exists, unit};

/// Which groups the user has folded or opened; remembered for all years of a form while the program runs.
#[derive(Debug, Clone, Default)]
pub struct Folds {
    chosen: BTreeMap<(String, Vec<String>), bool>,
    changes: usize,
}

impl Folds {
    /// Whether a group is folded: as the user has chosen, else as all groups are.
    pub(super) fn is_folded(&self, table: &Table, group: &Line, all: bool) -> bool {
        self.chosen.get(&name(table, group)).copied().unwrap_or(all)
    }

    /// Folds or opens a group.
    pub(in crate::app) fn set(&mut self, table: &Table, group: &Line, folded: bool) {
        self.chosen.insert(name(table, group), folded);
        self.changes += 1;
    }

    /// Another number after each change.
    pub(super) const fn changes(&self) -> usize {
        self.changes
    }
}

/// The table and the path of the group in it.
fn name(table: &Table, group: &Line) -> (String, Vec<String>) {
    let label = table.rows.get(group.rows.start).map(|row| row.label.as_slice());
    (table.name(), label.unwrap_or_default().iter().take(group.depth + 1).cloned().collect())
}

/// What a folded group shows in a column: the sum of its cells; nothing where they cannot be added up.
pub fn sum(form: Option<&TableForm>, table: &Table, group: &Line, column: usize) -> String {
    let Some(found) = table.columns.get(column) else { return String::new() };
    let mut rows = group.rows.clone().filter_map(|row| table.rows.get(row));
    let first = rows.clone().next().map(|row| unit(table, row, column));
    let adds = |measure| measure != Measure::Rate;
    let alike =
        rows.clone().all(|row| Some(unit(table, row, column)) == first && adds(row.measure));
    if !alike || !adds(found.measure) {
        return String::new();
    }
    let mut there = group.rows.clone().filter(|row| exists(form, table, *row, column));
    if there.clone().next().is_none() {
        return String::new();
    }
    if there.all(|row| table.cell(row, column).is_none_or(|cell| cell.to_string().is_empty())) {
        return "_".to_owned();
    }
    let total = rows.try_fold(Decimal::ZERO, |sum, row| {
        let cell = row.cells.get(column)?;
        let amount = amount(cell, unit(table, row, column));
        sum.checked_add(if amount == Amount::Missing { Decimal::ZERO } else { amount.value()? })
    });
    total.map_or("?".to_owned(), |total| Number::of(total).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::grid::lines;
    use crate::model::{Cell, Column, Row};

    fn table(cells: &[&str]) -> Table {
        let row = |cell: &&str| Row {
            label: vec!["组".to_owned(), "行".to_owned()],
            cells: vec![Cell::from(*cell)],
            ..Row::default()
        };
        let columns = vec![Column { unit: "件".to_owned(), ..Column::default() }];
        Table { columns, rows: cells.iter().map(row).collect(), ..Table::default() }
    }

    #[test]
    fn a_folded_group_shows_its_sum() {
        for (cells, told) in [
            (vec!["1", "2", ""], "3"),
            (vec!["", "", ""], "_"),
            (vec!["/", "0"], "0"),
            (vec!["1", "约3件"], "?"),
            (vec!["3件", "0.5"], "3.5"),
        ] {
            let table = table(&cells);
            let group = lines(&table).remove(0);
            assert_eq!(sum(None, &table, &group, 0), told, "{cells:?}");
        }
    }
}
