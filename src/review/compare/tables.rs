//! Which table became which, and what is different in its cells.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::figures::growth;
use crate::model::{Block, Cell, Column, Id, Row, Table};
use crate::text::diff::{Piece, diff, differs};

/// A table and its partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TablePair {
    /// The table of the old report.
    pub old: Option<Id>,
    /// The table of the new report.
    pub new: Option<Id>,
    /// The caption, piece by piece.
    pub caption: Vec<Piece>,
    /// Notes and source, piece by piece.
    pub notes: Vec<Piece>,
    /// The cells that are different, row by row.
    pub cells: Vec<CellPair>,
    /// How many cells are the same.
    pub same: usize,
}

/// A cell that is different, or that only one of the tables has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellPair {
    /// The row in the old and in the new table.
    pub rows: (Option<Id>, Option<Id>),
    /// Key of the row, or its id where it has none.
    pub row: String,
    /// Key of the column.
    pub column: String,
    /// Row head and column head, innermost.
    pub labels: (String, String),
    /// What the old table says; none if it has no such cell.
    pub old: Option<Cell>,
    /// What the new table says; none if it has no such cell.
    pub new: Option<Cell>,
}

impl TablePair {
    pub(super) fn is_changed(&self) -> bool {
        let paired = self.old.is_some() && self.new.is_some();
        !paired || !self.cells.is_empty() || differs(&self.caption) || differs(&self.notes)
    }
}

impl CellPair {
    /// New minus old, where both are numbers.
    pub fn difference(&self) -> Option<Decimal> {
        let (old, new) = self.numbers()?;
        new.checked_sub(old)
    }

    /// Growth in per cent, see [`growth`].
    pub fn growth(&self) -> Option<Decimal> {
        let (old, new) = self.numbers()?;
        growth(old, new)
    }

    /// `79 改为 86（+7，+8.9%）`
    pub fn told(&self) -> String {
        let shown = |cell: &Option<Cell>| match cell {
            None => "没有这一格".to_owned(),
            Some(Cell::Blank) => "空".to_owned(),
            Some(cell) => cell.to_string(),
        };
        let signed = |number: Decimal| {
            if number.is_sign_positive() { format!("+{number}") } else { number.to_string() }
        };
        let text = format!("{} 改为 {}", shown(&self.old), shown(&self.new));
        let Some(difference) = self.difference() else { return text };
        let growth = self.growth().map(|growth| format!("，{}%", signed(growth)));
        format!("{text}（{}{}）", signed(difference), growth.unwrap_or_default())
    }

    fn numbers(&self) -> Option<(Decimal, Decimal)> {
        let number = |cell: &Option<Cell>| Some(cell.as_ref()?.number()?.value());
        number(&self.old).zip(number(&self.new))
    }
}

/// Index pairs of the tables of two sections: by id, by form, by caption, then in order.
pub(super) fn partners(old: &[&Block], new: &[&Block]) -> Vec<(usize, usize)> {
    let (mut was, mut is) = (tables(old), tables(new));
    let mut pairs = Vec::new();
    let same: [fn(&Table, &Table) -> bool; 4] = [
        |old, new| old.id == new.id,
        |old, new| !old.form.is_empty() && old.form == new.form,
        |old, new| old.form == new.form && !old.caption.is_empty() && old.caption == new.caption,
        |old, new| old.form.is_empty() && new.form.is_empty(),
    ];
    for same in same {
        is.retain(|(at, new)| {
            let found = was.iter().position(|(_, old)| same(old, new));
            if let Some(found) = found {
                pairs.push((was.remove(found).0, *at));
            }
            found.is_none()
        });
    }
    pairs
}

/// Compares two tables, or tells all of one.
pub(super) fn pair(old: Option<&Table>, new: Option<&Table>) -> TablePair {
    let caption =
        |table: Option<&Table>| table.map_or("", |table| table.caption.as_str()).to_owned();
    let notes = |table: Option<&Table>| {
        let lines = table
            .map(|table| table.notes.iter().chain([&table.source]).cloned().collect::<Vec<_>>());
        lines.unwrap_or_default().join("\n").trim_end().to_owned()
    };
    let mut pair = TablePair {
        old: old.map(|table| table.id),
        new: new.map(|table| table.id),
        caption: diff(&caption(old), &caption(new)),
        notes: diff(&notes(old), &notes(new)),
        cells: Vec::new(),
        same: 0,
    };
    let blank = Table::default();
    let (old, new) = (old.unwrap_or(&blank), new.unwrap_or(&blank));
    let rows =
        |table: &Table| table.rows.iter().map(|row| sign(&row.key, &row.label)).collect::<Vec<_>>();
    let heads = |table: &Table| {
        table.columns.iter().map(|column| sign(&column.key, &column.label)).collect::<Vec<_>>()
    };
    let columns = lines(&heads(old), &heads(new));
    for (was, is) in lines(&rows(old), &rows(new)) {
        for (left, right) in &columns {
            let cell = |row: Option<usize>, column: &Option<usize>, table: &Table| {
                table.cell(row?, (*column)?).cloned()
            };
            let (before, after) = (cell(was, left, old), cell(is, right, new));
            // A blank cell that the other table does not have at all is no difference that anybody made.
            let worth =
                |cell: &Option<Cell>| cell.as_ref().is_some_and(|cell| *cell != Cell::Blank);
            if before == after {
                pair.same += usize::from(before.is_some());
            } else if worth(&before) || worth(&after) {
                let row = (was.and_then(|at| old.rows.get(at)), is.and_then(|at| new.rows.get(at)));
                let left = left.and_then(|at| old.columns.get(at));
                let column = right.and_then(|at| new.columns.get(at)).or(left);
                pair.cells.extend(column.map(|column| told(row, column, before, after)));
            }
        }
    }
    pair
}

fn told(
    (old, new): (Option<&Row>, Option<&Row>),
    column: &Column,
    before: Option<Cell>,
    after: Option<Cell>,
) -> CellPair {
    let row = new.or(old);
    let key = row.map_or(String::new(), Row::name);
    let last = |label: &[String]| label.last().cloned().unwrap_or_default();
    CellPair {
        rows: (old.map(|row| row.id), new.map(|row| row.id)),
        row: key,
        column: column.key.clone(),
        labels: (row.map_or(String::new(), |row| last(&row.label)), last(&column.label)),
        old: before,
        new: after,
    }
}

/// What makes two rows or columns one: their key, else their label.
fn sign(key: &str, label: &[String]) -> String {
    if key.is_empty() { label.join("／") } else { key.to_owned() }
}

/// Index pairs of rows or columns by their signs, in the order of the new table; what is gone comes last.
fn lines(old: &[String], new: &[String]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut known: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, sign) in old.iter().enumerate().rev() {
        known.entry(sign).or_default().push(at);
    }
    let mut pairs: Vec<(Option<usize>, Option<usize>)> = Vec::with_capacity(new.len());
    for (at, sign) in new.iter().enumerate() {
        pairs.push((known.get_mut(sign.as_str()).and_then(Vec::pop), Some(at)));
    }
    let mut gone: Vec<usize> = known.into_values().flatten().collect();
    gone.sort_unstable();
    pairs.extend(gone.into_iter().map(|was| (Some(was), None)));
    pairs
}

fn tables<'a>(blocks: &[&'a Block]) -> Vec<(usize, &'a Table)> {
    blocks.iter().enumerate().filter_map(|(at, block)| Some((at, block.table()?))).collect()
}
