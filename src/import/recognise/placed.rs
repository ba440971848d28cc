//! What was read of a grid, by rows and columns of a form, and the table made of it.

use std::collections::{BTreeMap, BTreeSet};

use super::label::steps;
use crate::forms::TableForm;
use crate::model::{Cell, Column, Row, Table};

/// Cells of a form as far as they were found, and everything else that stood in the grid.
#[derive(Debug, Default)]
pub(super) struct Placed {
    cells: BTreeMap<(usize, usize), Cell>,
    /// Rows of the form that were found, with the innermost label as printed.
    pub(super) rows: BTreeMap<usize, String>,
    /// Columns of the form that were found, with the innermost label as printed.
    pub(super) columns: BTreeMap<usize, String>,
    /// Columns of the form whose headers were met, where cells go by their order.
    pub(super) heads: BTreeSet<usize>,
    /// Rows that the form lacks.
    pub(super) extra_rows: Vec<Extra>,
    /// Columns that the form lacks: header path, and what stands in which row.
    extra_columns: Vec<(Vec<String>, BTreeMap<usize, Cell>)>,
    /// Texts across the whole grid.
    pub(super) notes: Vec<String>,
    /// What has no place in the table.
    pub(super) unplaced: Vec<String>,
    pub(super) doubts: Vec<String>,
}

/// A row that the form lacks.
#[derive(Debug)]
pub(super) struct Extra {
    /// The row of the form behind which it stood.
    pub(super) after: Option<usize>,
    /// Its head as printed, outermost first.
    pub(super) path: Vec<String>,
    /// What stands in which column of the form.
    pub(super) cells: Vec<(usize, Cell)>,
}

impl Placed {
    /// Fills a cell; what is found a second time and differs is told.
    pub(super) fn put(&mut self, row: usize, column: usize, cell: Cell) {
        match self.cells.get(&(row, column)) {
            Some(known) if *known != Cell::Blank && *known != cell && cell != Cell::Blank => {
                self.unplaced.push(cell.to_string());
            }
            Some(_) if cell == Cell::Blank => {}
            _ => {
                self.cells.insert((row, column), cell);
            }
        }
    }

    /// Keeps a cell of a column that the form lacks; one beside a row that it lacks too has no place.
    pub(super) fn beside(&mut self, path: Vec<String>, row: Option<usize>, cell: Cell) {
        let Some(row) = row else { return self.unplaced.push(cell.to_string()) };
        match self.extra_columns.iter_mut().find(|(own, _)| *own == path) {
            Some((_, cells)) => {
                cells.insert(row, cell);
            }
            None => self.extra_columns.push((path, BTreeMap::from([(row, cell)]))),
        }
    }

    /// How many rows and columns the form lacks.
    pub(super) fn extra(&self) -> (usize, usize) {
        (self.extra_rows.len(), self.extra_columns.len())
    }

    /// How many cells were filled in with something.
    pub(super) fn filled(&self) -> usize {
        self.cells.values().filter(|cell| **cell != Cell::Blank).count()
    }

    /// The table: rows and columns of the form that were found, in its order, with its labels where the printed ones say
    /// the same; what the form lacks stands behind, under keys `x1`, `x2`….
    pub(super) fn table(&self, form: &TableForm) -> Table {
        let mut columns: Vec<Column> = self
            .columns
            .iter()
            .filter_map(|(at, printed)| {
                let known = form.columns.get(*at)?;
                Some(Column {
                    key: known.key.clone(),
                    label: label(&known.label, printed),
                    unit: known.unit.clone(),
                    measure: known.measure,
                    formula: known.formula.clone(),
                })
            })
            .collect();
        let own: Vec<usize> = self.columns.keys().copied().collect();
        for (number, (path, _)) in self.extra_columns.iter().enumerate() {
            columns.push(Column {
                key: format!("x{}", number + 1),
                label: path.clone(),
                ..Column::default()
            });
        }
        let mut rows = Vec::new();
        let mut extra = self.extra_rows.iter().enumerate().peekable();
        let mut add_extra = |rows: &mut Vec<Row>, until: Option<usize>| {
            while let Some((number, row)) = extra.next_if(|(_, row)| row.after == until) {
                rows.push(self.extra_row(number, row, &own));
            }
        };
        add_extra(&mut rows, None);
        for (at, printed) in &self.rows {
            let Some(known) = form.rows.get(*at) else { continue };
            let cells = own
                .iter()
                .map(|column| self.cells.get(&(*at, *column)).cloned().unwrap_or_default());
            let beside = self
                .extra_columns
                .iter()
                .map(|(_, cells)| cells.get(at).cloned().unwrap_or_default());
            rows.push(Row {
                key: known.key.clone(),
                label: label(&known.label, printed),
                unit: known.unit.clone(),
                measure: known.measure,
                formula: known.formula.clone(),
                cells: cells.chain(beside).collect(),
                ..Row::default()
            });
            add_extra(&mut rows, Some(*at));
        }
        for (number, row) in extra {
            rows.push(self.extra_row(number, row, &own));
        }
        Table {
            form: form.key.clone(),
            columns,
            rows,
            notes: self.notes.clone(),
            ..Table::default()
        }
    }

    fn extra_row(&self, number: usize, row: &Extra, own: &[usize]) -> Row {
        let cell = |column: &usize| {
            let found = row.cells.iter().find(|(at, _)| at == column);
            found.map(|(_, cell)| cell.clone()).unwrap_or_default()
        };
        let mut cells: Vec<Cell> = own.iter().map(cell).collect();
        cells.resize(own.len() + self.extra_columns.len(), Cell::Blank);
        Row { key: format!("x{}", number + 1), label: row.path.clone(), cells, ..Row::default() }
    }
}

/// The path of the form, with the innermost label as printed where that says something else.
fn label(known: &[String], printed: &str) -> Vec<String> {
    let plain = |steps: &[String]| steps.concat();
    let printed_steps = steps(printed);
    let same = (0..known.len()).any(|from| {
        let due: Vec<String> = known.iter().skip(from).flat_map(|step| steps(step)).collect();
        plain(&due) == plain(&printed_steps)
    });
    let mut label = known.to_vec();
    let own = printed.split('／').next_back().unwrap_or_default().trim();
    if let Some(leaf) = label.last_mut().filter(|_| !same && !own.is_empty()) {
        own.clone_into(leaf);
    }
    label
}
