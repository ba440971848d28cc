//! What a report must be, made so where that loses nothing, else refused.

use crate::model::{Block, Cell, DEEPEST, Ids, Report, Row, Table};

use super::fault::Fault;
use super::scan::{What, pieces};

/// Gives ids where they are missing or doubled and fills short rows with blanks; says how many ids were given.
///
/// # Errors
/// A section on a level that there is not, or a row with more cells than the table has columns.
pub(super) fn settle(report: &mut Report, text: &str) -> Result<usize, Fault> {
    levels(report)?;
    for section in &mut report.sections {
        for block in &mut section.blocks {
            if let Block::Table(table) = block {
                pad(table).map_err(|row| locate(row, text))?;
            }
        }
    }
    Ok(report.give_ids(&mut Ids::of_text(text)))
}

fn levels(report: &Report) -> Result<(), Fault> {
    for (index, section) in report.sections.iter().enumerate() {
        let place = index + 1;
        let title = &section.title;
        if section.level == 0 && index > 0 {
            let what = format!("第 {place} 节“{title}”的层级是 0；0 是前言，只能放在最前面");
            return Err(Fault::plain(what));
        }
        if section.level > DEEPEST {
            let level = section.level;
            let what = format!("第 {place} 节“{title}”的层级是 {level}，只能是 1 到 {DEEPEST}");
            return Err(Fault::plain(what));
        }
    }
    Ok(())
}

/// A row with more cells than columns.
struct TooLong {
    what: String,
    id: String,
}

fn pad(table: &mut Table) -> Result<(), TooLong> {
    let columns = table.columns.len();
    for (index, row) in table.rows.iter_mut().enumerate() {
        let cells = row.cells.len();
        if cells > columns {
            let name = if table.caption.is_empty() { &table.form } else { &table.caption };
            let what = format!(
                "表“{name}”第 {} 行“{}”有 {cells} 格，而表只有 {columns} 列",
                index + 1,
                head(row)
            );
            return Err(TooLong { what, id: row.id.to_string() });
        }
        row.cells.resize(columns, Cell::Blank);
    }
    Ok(())
}

fn head(row: &Row) -> String {
    if row.label.is_empty() { row.key.clone() } else { row.label.join("／") }
}

/// Points at the row by its id, where the file gives it one.
fn locate(row: TooLong, text: &str) -> Fault {
    let quoted = format!("\"{}\"", row.id);
    let line = |number: usize| text.split('\n').nth(number - 1).unwrap_or_default();
    let written = |number: usize| line(number).contains(&quoted) && line(number).contains("cells");
    let place = pieces(text)
        .into_iter()
        .find(|piece| piece.what == What::Text && !row.id.is_empty() && written(piece.from.line));
    match place {
        Some(piece) => Fault::at(text, piece.from, row.what),
        None => Fault::plain(row.what),
    }
}
