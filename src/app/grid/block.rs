//! A marked block of cells (选块), and what it is as text for spreadsheets.

use std::ops::RangeInclusive;

use crate::app::state::State;
use crate::model::Cell;
use crate::model::Table;

use super::tsv;

/// The rows and columns of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Rows, both ends within.
    pub rows: RangeInclusive<usize>,
    /// Columns, both ends within.
    pub columns: RangeInclusive<usize>,
}

impl Span {
    /// Whether a cell of some rows lies in it.
    pub fn holds(&self, rows: &std::ops::Range<usize>, column: usize) -> bool {
        let within = *self.rows.start() < rows.end && rows.start <= *self.rows.end();
        within && self.columns.contains(&column)
    }

    /// Every cell of it, row by row.
    pub(in crate::app) fn cells(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let columns = self.columns.clone();
        self.rows.clone().flat_map(move |row| columns.clone().map(move |column| (row, column)))
    }

    /// How large it is: 3 行 2 列.
    pub(in crate::app) fn size(&self) -> String {
        format!("{} 行 {} 列", self.rows.clone().count(), self.columns.clone().count())
    }
}

impl State {
    /// The marked block of the open table, if there is one; a folded group counts with all its rows.
    pub fn marked(&self) -> Option<Span> {
        let mark = self.grid.mark?;
        let sheet = self.sheets.pane()?;
        let rows = |row: usize| {
            let line = sheet.lines.get(sheet.line_of(row));
            line.map_or(row..row + 1, |line| line.rows.clone())
        };
        let (one, other) = (rows(mark.0), rows(self.grid.row));
        let last = one.end.max(other.end).saturating_sub(1);
        let column = self.grid.column;
        Some(Span {
            rows: one.start.min(other.start)..=last,
            columns: mark.1.min(column)..=mark.1.max(column),
        })
    }

    /// The block, or the cursor's cell where none is marked.
    pub(in crate::app) fn span(&self) -> Span {
        let (row, column) = (self.grid.row, self.grid.column);
        self.marked().unwrap_or(Span { rows: row..=row, columns: column..=column })
    }
}

/// A block as tab-separated text; the whole table goes with its labels.
pub(in crate::app) fn text(table: &Table, span: &Span) -> String {
    let shown = |row: usize, column: usize| table.cell(row, column).map(Cell::to_string);
    let whole = span.rows.clone().count() == table.rows.len()
        && span.columns.clone().count() == table.columns.len()
        && table.rows.len() > 1;
    let label = |label: &[String]| label.join("／");
    let mut rows: Vec<Vec<String>> = Vec::new();
    if whole {
        let heads = table.columns.iter().map(|column| label(&column.label));
        rows.push(std::iter::once(String::new()).chain(heads).collect());
    }
    for row in span.rows.clone() {
        let mut cells: Vec<String> = Vec::new();
        if whole {
            cells.extend(table.rows.get(row).map(|row| label(&row.label)));
        }
        cells.extend(span.columns.clone().map(|column| shown(row, column).unwrap_or_default()));
        rows.push(cells);
    }
    tsv::write(&rows)
}
