//! The form of a table (表式): its columns and rows, which cells exist, and the identities among them.

use serde::Deserialize;

use super::identity::Identity;
use crate::model::Measure;
use crate::model::{Form, Formula};

/// What a table must look like (表式).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableForm {
    /// Stable key such as `applications`; `Table::form` holds it.
    pub key: String,
    /// Generations of the report in which the table stands; empty for a form of the office's own, good for all.
    #[serde(default)]
    pub of: Vec<Form>,
    /// Name of the table, without number.
    pub title: String,
    /// The document that prescribes it (依据).
    #[serde(default)]
    pub basis: String,
    /// What is printed above the row heads.
    #[serde(default)]
    pub stub: String,
    /// Columns, left to right.
    pub columns: Vec<ColumnForm>,
    /// Rows, top to bottom.
    pub rows: Vec<RowForm>,
    /// What must hold among the cells (勾稽关系).
    #[serde(default)]
    pub identities: Vec<Identity>,
}

/// A column of a form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnForm {
    /// Stable key such as `c7`.
    pub key: String,
    /// Header from the outermost to the innermost, word for word.
    pub label: Vec<String>,
    /// A few characters for narrow screens.
    #[serde(default)]
    pub short: String,
    /// Unit (计量单位), empty where the row gives it.
    #[serde(default)]
    pub unit: String,
    /// What sort of amount stands in the column.
    #[serde(default)]
    pub measure: Measure,
    /// How its cells follow from those of other columns, if they do.
    #[serde(default)]
    pub formula: Option<Formula>,
    /// What is counted (口径), in our words.
    #[serde(default)]
    pub note: String,
    /// How else the innermost label is found in published reports.
    #[serde(default)]
    pub variants: Vec<String>,
}

/// A row of a form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowForm {
    /// Stable key such as `r24`.
    pub key: String,
    /// Row head from the outermost to the innermost, word for word; a row whose label begins another's heads its group.
    pub label: Vec<String>,
    /// A few characters for narrow screens.
    #[serde(default)]
    pub short: String,
    /// Unit (计量单位), empty where the column gives it.
    #[serde(default)]
    pub unit: String,
    /// What sort of amount stands in the row.
    #[serde(default)]
    pub measure: Measure,
    /// How its cells follow from those of other rows, if they do.
    #[serde(default)]
    pub formula: Option<Formula>,
    /// Keys of the columns in which the row has a cell; empty for all.
    #[serde(default)]
    pub columns: Vec<String>,
    /// What is counted (口径), in our words.
    #[serde(default)]
    pub note: String,
    /// How else the innermost label is found in published reports.
    #[serde(default)]
    pub variants: Vec<String>,
    /// The wording of the label is from memory and was not compared with the original: hint at it, never insist.
    #[serde(default)]
    pub from_memory: bool,
}

impl TableForm {
    /// The row with this key.
    pub fn row(&self, key: &str) -> Option<&RowForm> {
        self.rows.iter().find(|row| row.key == key)
    }

    /// The column with this key.
    pub fn column(&self, key: &str) -> Option<&ColumnForm> {
        self.columns.iter().find(|column| column.key == key)
    }

    /// Whether the form has a cell there; the cells of a table that its form lacks stay blank.
    pub fn has(&self, row: &str, column: &str) -> bool {
        self.column(column).is_some() && self.row(row).is_some_and(|row| row.has(column))
    }

    /// Every cell that the form has, row by row.
    pub fn cells(&self) -> impl Iterator<Item = (&RowForm, &ColumnForm)> {
        self.rows.iter().flat_map(|row| {
            let own = self.columns.iter().filter(|column| row.has(&column.key));
            own.map(move |column| (row, column))
        })
    }
}

impl ColumnForm {
    /// The short label, or where there is none the innermost full one.
    pub fn brief(&self) -> &str {
        brief(&self.short, &self.label)
    }
}

impl RowForm {
    /// The short label, or where there is none the innermost full one.
    pub fn brief(&self) -> &str {
        brief(&self.short, &self.label)
    }

    /// Whether the row has a cell in a column of this key.
    pub fn has(&self, column: &str) -> bool {
        self.columns.is_empty() || self.columns.iter().any(|own| own == column)
    }

    /// Unit of the row's cell in a column: the row's own, else the column's.
    pub fn unit<'a>(&'a self, column: &'a ColumnForm) -> &'a str {
        if self.unit.is_empty() { &column.unit } else { &self.unit }
    }

    /// What sort of amount the row's cell in a column is: whichever of the two is more than a flow, the row's first.
    pub fn measure(&self, column: &ColumnForm) -> Measure {
        if self.measure == Measure::Flow { column.measure } else { self.measure }
    }
}

fn brief<'a>(short: &'a str, label: &'a [String]) -> &'a str {
    if short.is_empty() { label.last().map_or("", String::as_str) } else { short }
}
