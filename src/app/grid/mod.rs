//! The open table: how it is laid out, the cursor in it, and what is told of the cursor's cell.

mod below;
mod block;
mod filling;
mod folds;
mod formula;
mod labels;
mod lines;
mod paste;
mod sheet;
mod sheets;
mod tied;
mod totals;
mod tsv;
mod verdict;
mod written;

pub use below::Below;
pub use block::Span;
pub use filling::Progress;
pub use folds::{Folds, sum};
pub use labels::cell_name;
pub use lines::{Kind, Line, lines};
pub use paste::{Change, Paste, Way, is_block};
pub use sheet::{MARGIN, Room, Sheet, folded_label};
pub use sheets::{Parts, Sheets};
pub use tied::{Mark, Tied};
pub use totals::{Put, computed, following};
pub use verdict::{Accepted, accept};

pub(super) use block::text as block_text;
pub(super) use filling::asked;
pub(super) use lines::{preview_height, searchable};
pub(super) use written::{give_keys, read as formula_read, written as formula_written};

use crate::forms::TableForm;
use crate::model::Cell;
use crate::model::Id;
use crate::model::Row;
use crate::model::Table;

use super::input::Input;
use super::marks::Marks;

/// The open table: which one, which cell, what is being typed.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// The table.
    pub table: Id,
    /// Row of the cursor, counted from 0.
    pub row: usize,
    /// Column of the cursor, counted from 0.
    pub column: usize,
    /// First line shown.
    pub top: usize,
    /// First column shown.
    pub left: usize,
    /// What is being typed into the cell.
    pub input: Input,
    /// Which groups of rows are folded away.
    pub folds: Folds,
    /// What the identities say of the table.
    pub tied: Tied,
    /// Where a marked block began; it reaches to the cursor.
    pub(super) mark: Option<(usize, usize)>,
    /// Whether moving the cursor keeps the block.
    pub(super) held: bool,
    /// A pasted block that waits for an answer.
    pub paste: Paste,
    /// What was typed and refused last: the next Esc lets go of it.
    pub(super) refused: Option<String>,
    /// The cell on which the cursor has rested: only of it the explanation (口径) is told.
    pub(super) rested: Option<(Id, usize, usize)>,
    /// A total filled in by hand, for which a reason is asked.
    pub(super) unexplained: Option<Put>,
}

impl Grid {
    /// Puts the cursor on a cell; a group of rows that it lies in is opened.
    pub(super) fn show(&mut self, table: &Table, (row, column): (usize, usize)) {
        (self.row, self.column) = (row, column);
        if let Some(group) = group_of(table, row) {
            self.folds.set(table, &group, false);
        }
    }
}

/// The group that can be folded and that a row lies in.
pub(super) fn group_of(table: &Table, row: usize) -> Option<Line> {
    let all = lines(table);
    let group = (0..all.len()).filter(|index| lines::can_fold(&all, *index));
    group.filter_map(|index| all.get(index)).find(|group| group.rows.contains(&row)).cloned()
}

/// What a cell shows: `_` where nothing was filled in, nothing where the form has no such cell.
pub fn shown(cell: &Cell, exists: bool) -> String {
    if *cell == Cell::Blank && exists { "_".to_owned() } else { cell.to_string() }
}

/// Whether the statutory form has this cell; in a table of the office's own every cell is one.
pub fn exists(form: Option<&TableForm>, table: &Table, row: usize, column: usize) -> bool {
    let keys = table.rows.get(row).zip(table.columns.get(column));
    form.zip(keys).is_none_or(|(form, (row, column))| form.has(&row.key, &column.key))
}

/// Whether nothing at all stands in a table.
pub fn is_blank(table: &Table) -> bool {
    table.rows.iter().all(|row| row.cells.iter().all(|cell| *cell == Cell::Blank))
}

/// How many cells are filled, of how many that there are.
pub fn filled(form: Option<&TableForm>, table: &Table) -> (usize, usize) {
    let places = (0..table.rows.len())
        .flat_map(|row| (0..table.columns.len()).map(move |column| (row, column)));
    let there = places.filter(|(row, column)| exists(form, table, *row, *column));
    there.fold((0, 0), |(filled, all), (row, column)| {
        let blank = table.cell(row, column).is_none_or(|cell| *cell == Cell::Blank);
        (filled + usize::from(!blank), all + 1)
    })
}

/// The head of a column: the innermost part of its label.
pub fn head(table: &Table, column: usize) -> &str {
    table.columns.get(column).and_then(|column| column.label.last()).map_or("", String::as_str)
}

/// The full label of a path, outermost first.
pub fn path(label: &[String], marks: &Marks) -> String {
    label.join(&format!(" {} ", marks.into))
}

/// The unit of a cell: the row's, else the column's.
pub fn unit<'t>(table: &'t Table, row: &'t Row, column: usize) -> &'t str {
    table.columns.get(column).map_or(row.unit.as_str(), |column| row.unit(column))
}
