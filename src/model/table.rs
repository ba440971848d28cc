//! Statistical tables: header trees, rows and cells.

use serde::{Deserialize, Serialize};

use super::cell::Cell;
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
    /// One cell a column.
    pub cells: Vec<Cell>,
}

/// What sort of amount a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
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
    /// The cell at a row and a column counted from 0.
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.rows.get(row)?.cells.get(column)
    }

    /// Where the row with this key or id stands.
    pub fn row_index(&self, id: Id) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id)
    }
}
