//! What a report must be, made so where that loses nothing, else refused.

use crate::model::{Block, Cell, DEEPEST, Ids, Report, Row, Table};

use super::fault::Fault;
use super::scan::Place;

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
    let mut lines = text.split('\n').enumerate();
    let found = lines.find(|(_, line)| line.contains(&quoted) && line.contains("cells"));
    match found.and_then(|(index, line)| Some((index, line.split_once(&quoted)?.0))) {
        Some((index, before)) if !row.id.is_empty() => {
            let at = Place { line: index + 1, column: before.chars().count() + 1 };
            Fault::at(text, at, row.what)
        }
        _ => Fault::plain(row.what),
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Cell, Id};
    use crate::store::arbitrary::example;
    use crate::store::layout::file;
    use crate::store::open;

    /// A report as somebody may type it: no header, no format, no ids.
    const BY_HAND: &str = "\u{feff}// 试写\r\n(year: 2024, title: \"年报\", form: F2021, period: \"2024\", sections: [\r\n\
        (level: 1, title: \"总体情况\", number: None, blocks: [Paragraph(text: \"一句。\"), Table(\
        columns: [(key: \"a\"), (key: \"b\")], rows: [(cells: [7]), (id: \"x\", cells: []), (id: \"x\", cells: [\"\", \"/\"])])]),\r\n])";

    #[test]
    fn a_file_written_by_hand_gets_ids_and_blanks() {
        let text = crate::store::read::text_of(BY_HAND.into()).unwrap();
        let read = open::report(&text, None).unwrap();
        assert_eq!(read.given, 5); // section, paragraph, table, the first row, the second x
        let mut ids: Vec<Id> = read.value.ids().collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 6);
        let table = read.value.sections[0].tables().next().unwrap();
        let cells: Vec<_> = table.rows.iter().map(|row| row.cells.clone()).collect();
        let number = Cell::from("7");
        assert_eq!(
            cells,
            [[number, Cell::Blank], [Cell::Blank, Cell::Blank], [Cell::Blank, Cell::NotApplicable]]
        );
        assert_eq!(open::report(&text, None).unwrap().value, read.value); // the same ids each time
        let again = open::report(&file(&read.value).unwrap(), None).unwrap();
        assert_eq!((again.value, again.given), (read.value, 0));
    }

    /// What is said of the example after a piece of it was replaced.
    fn said(from: &str, to: &str) -> String {
        let good = file(&example()).unwrap();
        assert!(good.contains(from), "{from}");
        let read = open::report(&good.replacen(from, to, 1), Some(2024));
        read.map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn what_no_report_can_be_is_refused_by_name() {
        assert_eq!(
            said("cells: [\"12\", \"15\"]", "cells: [\"12\", \"15\", \"27\"]"),
            "第 38 行第 18 列：表“applications”第 1 行“本年新收”有 3 格，而表只有 2 列\n\
             37 |           rows: [\n\
             38 |             (id: \"r1\", key: \"r1\", label: [\"本年新收\"], cells...\n   \
             |                  ^\n\
             39 |             (id: \"r2\", key: \"r2\", label: [\"上年结转\"], cells..."
        );
        assert_eq!(
            said("level: 1", "level: 0"),
            "第 2 节“总体情况”的层级是 0；0 是前言，只能放在最前面"
        );
        assert_eq!(said("level: 1", "level: 5"), "第 2 节“总体情况”的层级是 5，只能是 1 到 4");
        assert_eq!(
            said("year: 2024", "year: 2023"),
            "文件名说是 2024 年，里面写的却是 2023 年，请改正其一"
        );
    }
}
