//! Statistical tables: header trees, rows and cells.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::cell::Cell;
use super::formula::Formula;
use super::id::Id;

/// A statistical table (统计表). Every row has as many cells as there are columns.
///
/// Labels are kept as they were printed, so that the file can be read without this program; the keys tie them to
/// a statutory form (表式).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Table {
    /// Stays with the table through every change.
    pub id: Id,
    /// Key of the statutory form, such as `applications`; empty for a table of the office's own.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub form: String,
    /// Caption (表题), empty where the section heading says it all.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub caption: String,
    /// Boxhead (宾栏), left to right.
    pub columns: Vec<Column>,
    /// Rows, top to bottom.
    pub rows: Vec<Row>,
    /// Notes (注) printed below.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Source (资料来源) printed below.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// A column and the header above it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Column {
    /// Stable key such as `c7`.
    pub key: String,
    /// Header from the outermost to the innermost; neighbours that share the beginning share a merged header.
    pub label: Vec<String>,
    /// Unit (计量单位), empty where the row gives it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What sort of amount stands in the column.
    #[serde(skip_serializing_if = "Measure::is_flow")]
    pub measure: Measure,
    /// How its cells follow from those of other columns, if they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<Formula>,
}

/// A row, its head (主栏) and its cells.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Row {
    /// Stays with the row through every change.
    pub id: Id,
    /// Stable key such as `r24`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// Row head from the outermost to the innermost; neighbours that share the beginning form a group.
    pub label: Vec<String>,
    /// Unit (计量单位), empty where the column gives it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What sort of amount stands in the row.
    #[serde(skip_serializing_if = "Measure::is_flow")]
    pub measure: Measure,
    /// How its cells follow from those of other rows, if they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<Formula>,
    /// One cell a column.
    pub cells: Vec<Cell>,
    /// Computed cells of the row that were filled in by hand, at most one a column.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Override>,
}

/// A computed cell, such as a total, that was filled in by hand (手填), and why. It speaks for the value that was
/// explained: once another stands there, it says nothing any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// Key of the column.
    pub column: String,
    /// What was filled in.
    pub value: Cell,
    /// Why (理由), in the office's own words.
    pub reason: String,
    /// Who gave the reason.
    pub by: String,
    /// When.
    pub when: Timestamp,
}

/// What sort of amount a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Hash)]
pub enum Measure {
    /// An amount of one period (流量): periods add up.
    #[default]
    Flow,
    /// An amount from January on (累计).
    Cumulative,
    /// An amount at a date (时点数): periods do not add up.
    State,
    /// A rate or share (比率): nothing adds up.
    Rate,
}

impl Measure {
    /// Whether this is the default, which files leave out.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde's skip_serializing_if passes a reference"
    )]
    fn is_flow(&self) -> bool {
        *self == Self::Flow
    }
}

impl Table {
    /// Bytes of its labels and cells, roughly.
    pub fn weight(&self) -> usize {
        const CELL: usize = 8;
        let rows = self.rows.iter();
        let labels = rows.map(|row| row.label.iter().map(String::len).sum::<usize>());
        self.caption.len() + labels.sum::<usize>() + self.rows.len() * self.columns.len() * CELL
    }

    /// By what places and links name it: the key of its form, else its id.
    pub fn name(&self) -> String {
        if self.form.is_empty() { self.id.to_string() } else { self.form.clone() }
    }

    /// The cell at a row and a column counted from 0.
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.rows.get(row)?.cells.get(column)
    }

    /// Unit (计量单位) of a cell: the row's own, else the column's.
    pub fn unit(&self, row: usize, column: usize) -> &str {
        let own = self.rows.get(row).map_or("", |row| row.unit.as_str());
        if own.is_empty() {
            self.columns.get(column).map_or("", |column| &column.unit)
        } else {
            own
        }
    }

    /// What sort of amount stands in a cell: whichever of row and column is more than a flow, the row first.
    pub fn measure(&self, row: usize, column: usize) -> Measure {
        let own = self.rows.get(row).map_or(Measure::Flow, |row| row.measure);
        let column = self.columns.get(column).map_or(Measure::Flow, |column| column.measure);
        if own == Measure::Flow { column } else { own }
    }

    /// Why a computed cell holds what was filled in by hand: none where the cell was not overridden, no reason was given,
    /// or something else stands there by now.
    pub fn overridden(&self, row: usize, column: usize) -> Option<&Override> {
        let key = &self.columns.get(column)?.key;
        self.rows.get(row)?.overridden(key, self.cell(row, column)?)
    }

    /// Puts a value into the cell of a row and a column by their keys; says whether there is such a cell.
    pub fn set(&mut self, row: &str, column: &str, to: Cell) -> bool {
        let column = self.columns.iter().position(|known| known.key == column);
        let row = self.rows.iter_mut().find(|known| known.key == row);
        let cell = row.zip(column).and_then(|(row, column)| row.cells.get_mut(column));
        cell.map(|cell| *cell = to).is_some()
    }

    /// Where the row with this id stands.
    pub fn row_index(&self, id: Id) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id)
    }
}

impl Row {
    /// Unit (计量单位) of the row's cell in a column: the row's own, else the column's.
    pub fn unit<'a>(&'a self, column: &'a Column) -> &'a str {
        if self.unit.is_empty() { &column.unit } else { &self.unit }
    }

    /// By what places and links name it: its key, else its id.
    pub fn name(&self) -> String {
        if self.key.is_empty() { self.id.to_string() } else { self.key.clone() }
    }

    /// Why the cell in the column of this key may hold this, if it was overridden and the reason speaks for that.
    pub fn overridden(&self, column: &str, cell: &Cell) -> Option<&Override> {
        let own = self.overrides.iter().find(|own| own.column == column)?;
        (own.value == *cell && !own.reason.trim().is_empty()).then_some(own)
    }

    /// The overrides of the row with this one put in, in place of an earlier one of the same column: what
    /// `Edit::SetOverrides` wants.
    pub fn overridden_by(&self, new: Override) -> Vec<Override> {
        let mut overrides = self.computed_again(&new.column);
        overrides.push(new);
        overrides
    }

    /// The overrides of the row without that of a column.
    pub fn computed_again(&self, column: &str) -> Vec<Override> {
        self.overrides.iter().filter(|own| own.column != column).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_override_speaks_for_one_value() {
        let columns = vec![Column { key: "c7".to_owned(), ..Column::default() }];
        let row = Row { cells: vec![Cell::from("5")], ..Row::default() };
        let mut table = Table { columns, rows: vec![row], ..Table::default() };
        assert_eq!(table.overridden(0, 0), None);
        let own = Override {
            column: "c7".to_owned(),
            value: Cell::from("5"),
            reason: "两件合并答复".to_owned(),
            by: "张三".to_owned(),
            when: Timestamp::UNIX_EPOCH,
        };
        table.rows[0].overrides = table.rows[0].overridden_by(own.clone());
        table.rows[0].overrides = table.rows[0].overridden_by(own.clone());
        assert_eq!(table.overridden(0, 0), Some(&own));
        assert_eq!(table.rows[0].overrides.len(), 1);
        assert_eq!(table.rows[0].computed_again("c7"), []);
        table.rows[0].cells[0] = Cell::from("6");
        assert_eq!(table.overridden(0, 0), None);
        table.rows[0].cells[0] = Cell::from("5");
        table.rows[0].overrides[0].reason = " ".to_owned();
        assert_eq!(table.overridden(0, 0), None);
    }
}
