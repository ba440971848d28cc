//! CSV: one file a table, for spreadsheets and for `import --table`, which reads it back.
//!
//! The first row holds the full labels of the columns, the steps of a header joined by ／ (a ／ or \ within a step has a \
//! before it); the first column holds the keys of the rows, the second their full labels. Cells stand as they are kept:
//! a number with its places, nothing for blank, `/` for not applicable.

use std::io;
use std::io::Write;

use crate::model::{Report, Section, Table};

use super::{Export, labels};

/// Head of the column of row keys.
const KEYS: &str = "键";
/// Head of the column of row labels.
const LABELS: &str = "项目";

/// A table as a file of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Name of the file without its ending: the key of the form, else the id of the table.
    pub name: String,
    /// Its bytes, in UTF-8.
    pub bytes: Vec<u8>,
}

/// Every table of a report as a file, in reading order. A second table of one form is named by its id.
///
/// # Errors
/// None in practice: it writes to memory.
pub fn sheets(report: &Report) -> io::Result<Vec<Sheet>> {
    let mut sheets: Vec<Sheet> = Vec::new();
    for table in report.sections.iter().flat_map(Section::tables) {
        let taken = sheets.iter().any(|sheet| sheet.name == table.form);
        let name =
            if table.form.is_empty() || taken { table.id.to_string() } else { table.form.clone() };
        let mut bytes = Vec::new();
        write_table(table, &mut bytes)?;
        sheets.push(Sheet { name, bytes });
    }
    Ok(sheets)
}

/// Writes every table one after the other, an empty line and a line with its name before each but an only one.
pub(super) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let sheets = sheets(export.report)?;
    let several = sheets.len() > 1;
    for (at, sheet) in sheets.iter().enumerate() {
        if several {
            writeln!(out, "{}{}", if at > 0 { "\n" } else { "" }, sheet.name)?;
        }
        out.write_all(&sheet.bytes)?;
    }
    Ok(())
}

fn write_table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    let heads = table.columns.iter().map(|column| labels::exact(&column.label, ""));
    writer.write_record([KEYS.to_owned(), LABELS.to_owned()].into_iter().chain(heads))?;
    for row in &table.rows {
        let heads = [row.key.clone(), labels::exact(&row.label, "")].into_iter();
        writer.write_record(heads.chain(row.cells.iter().map(ToString::to_string)))?;
    }
    writer.flush()
}
