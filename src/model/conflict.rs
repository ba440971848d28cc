//! Where two people changed the same thing differently, until somebody has decided.

use serde::{Deserialize, Serialize};

use super::id::Id;
use super::textat::TextAt;

/// A conflict (冲突) that a merge has left: one variant stands in its place, this keeps the other, so that neither is lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// What both changed.
    pub at: Disputed,
    /// What stood there before, empty where nothing did.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// The variant that does not stand there; `None`: the other one removed it.
    pub other: Option<String>,
}

/// What two people have changed differently.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Disputed {
    /// A text.
    Text(TextAt),
    /// A cell.
    Cell {
        /// The table.
        table: Id,
        /// The row.
        row: Id,
        /// Key of the column.
        column: String,
    },
    /// A row of a table, or its head.
    Row {
        /// The table.
        table: Id,
        /// The row.
        row: Id,
    },
    /// A section, or something of its heading other than the words.
    Section(Id),
    /// A paragraph or table as a whole.
    Block(Id),
    /// Something of the report or the project, by the name that it has in the file.
    Field(String),
}
