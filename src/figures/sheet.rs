//! A table read by the keys of its form, however its rows and columns stand.

use rust_decimal::Decimal;

use super::amount::{Amount, amount};
use crate::forms::TableForm;
use crate::model::{Cell, Row, Table};

/// A cell of a form: row and column counted from 0 in the form, not in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// Row of the form.
    pub row: usize,
    /// Column of the form.
    pub column: usize,
}

/// What a table says in every cell of its form. What a table lacks of its form is [`Amount::Missing`].
#[derive(Debug, Clone)]
pub struct Sheet<'a> {
    /// The form.
    pub form: &'a TableForm,
    table: &'a Table,
    rows: Vec<Option<usize>>,
    columns: Vec<Option<usize>>,
    amounts: Vec<Amount>,
}

impl<'a> Sheet<'a> {
    /// Reads every cell of a table once.
    pub fn of(table: &'a Table, form: &'a TableForm) -> Self {
        let same = |at: usize, key: &str, keys: &[&str]| {
            let here = keys.get(at).is_some_and(|own| *own == key);
            if here { Some(at) } else { keys.iter().position(|own| *own == key) }
        };
        let own: Vec<&str> = table.rows.iter().map(|row| row.key.as_str()).collect();
        let rows = form.rows.iter().enumerate().map(|(at, row)| same(at, &row.key, &own)).collect();
        let own: Vec<&str> = table.columns.iter().map(|column| column.key.as_str()).collect();
        let columns =
            form.columns.iter().enumerate().map(|(at, known)| same(at, &known.key, &own)).collect();
        let mut sheet = Self { form, table, rows, columns, amounts: Vec::new() };
        sheet.amounts = sheet.all().map(|at| sheet.read(at)).collect();
        sheet
    }

    fn all(&self) -> impl Iterator<Item = At> + use<> {
        let (rows, columns) = (self.rows.len(), self.columns.len());
        (0..rows).flat_map(move |row| (0..columns).map(move |column| At { row, column }))
    }

    /// Every cell that the form has, row by row.
    pub fn cells(&self) -> impl Iterator<Item = At> {
        self.all().filter(|at| self.has(*at))
    }

    fn has(&self, at: At) -> bool {
        let column = self.form.columns.get(at.column);
        column.is_some_and(|column| {
            self.form.rows.get(at.row).is_some_and(|row| row.has(&column.key))
        })
    }

    fn read(&self, at: At) -> Amount {
        self.cell(at).map_or(Amount::Missing, |cell| amount(cell, self.unit(at)))
    }

    /// The cell itself; none where the table lacks its row or column.
    pub fn cell(&self, at: At) -> Option<&'a Cell> {
        let column = self.columns.get(at.column).copied().flatten()?;
        self.row(at)?.cells.get(column)
    }

    /// The row of the table in which a cell stands.
    pub fn row(&self, at: At) -> Option<&'a Row> {
        self.table.rows.get(self.rows.get(at.row).copied().flatten()?)
    }

    /// Unit of a cell by the form.
    pub fn unit(&self, at: At) -> &'a str {
        let row = self.form.rows.get(at.row);
        let column = self.form.columns.get(at.column);
        row.zip(column).map_or("", |(row, column)| row.unit(column))
    }

    /// What a cell counts for.
    pub fn amount(&self, at: At) -> Amount {
        let index = at.row * self.columns.len() + at.column;
        self.amounts.get(index).copied().unwrap_or(Amount::Missing)
    }

    /// The number that a cell counts for, with some cells thought changed.
    pub(super) fn value(&self, at: At, changed: &[(At, Decimal)]) -> Option<Decimal> {
        let thought = changed.iter().find(|(cell, _)| *cell == at).map(|(_, value)| *value);
        thought.or_else(|| self.amount(at).value())
    }

    /// Whether nothing at all was filled in.
    pub fn is_blank(&self) -> bool {
        self.cells().all(|at| matches!(self.amount(at), Amount::Blank | Amount::Missing))
    }

    /// Row and column keys of a cell.
    pub fn keys(&self, at: At) -> (&'a str, &'a str) {
        let row = self.form.rows.get(at.row).map_or("", |row| row.key.as_str());
        (row, self.form.columns.get(at.column).map_or("", |column| column.key.as_str()))
    }

    /// The cell with these keys, if the form has it.
    pub fn at(&self, row: &str, column: &str) -> Option<At> {
        let at = At {
            row: self.form.rows.iter().position(|known| known.key == row)?,
            column: self.form.columns.iter().position(|known| known.key == column)?,
        };
        self.has(at).then_some(at)
    }
}
