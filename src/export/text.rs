//! Plain text as it is pasted into a mail or a web form: headings flush, paragraphs with two blanks before them, tables
//! separated by tabs.
//!
//! Reads back as the same report where the report came from a text. What plain text cannot tell: keys and units of a
//! table, ids, a heading without a number, a title that does not name a report.

use std::io;
use std::io::Write;

use crate::model::{Block, Table};

use super::{Export, labels};

/// Two blanks before a paragraph (段首空二字).
const INDENT: &str = "　　";

/// Writes a report as plain text in UTF-8.
pub(super) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let report = export.report;
    if let Some(mark) = export.mark() {
        writeln!(out, "【{mark}】\n")?;
    }
    if !report.title.is_empty() {
        writeln!(out, "{}", report.title)?;
    }
    for (section, number) in report.sections.iter().zip(report.printed_numbers()) {
        writeln!(out)?;
        if !section.is_preface() {
            writeln!(out, "{number}{}", section.title)?;
        }
        for block in &section.blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    writeln!(out, "{INDENT}{}", one_line(&paragraph.text))?;
                }
                Block::Table(table) => write_table(table, out)?,
            }
        }
    }
    Ok(())
}

/// A blank line parts a table from one before it.
fn write_table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out)?;
    if !table.caption.is_empty() {
        writeln!(out, "{INDENT}{}", one_line(&table.caption))?;
    }
    let columns = table.columns.iter().map(|column| labels::flat(&column.label, &column.unit));
    line(std::iter::once("项目".to_owned()).chain(columns), out)?;
    for row in &table.rows {
        let cells = row.cells.iter().map(ToString::to_string);
        line(std::iter::once(labels::flat(&row.label, &row.unit)).chain(cells), out)?;
    }
    for note in &table.notes {
        writeln!(out, "{INDENT}注：{}", one_line(note))?;
    }
    if !table.source.is_empty() {
        writeln!(out, "{INDENT}资料来源：{}", one_line(&table.source))?;
    }
    Ok(())
}

fn line(cells: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<String> = cells.map(|cell| one_line(&cell)).collect();
    writeln!(out, "{}", cells.join("\t"))
}

/// A tab or line break inside a text would be read as structure.
fn one_line(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}
