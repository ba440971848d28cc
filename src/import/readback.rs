//! A file that was written, read again and compared with the report it was written from.

use crate::model::{Block, Cell, Report, Table};

use super::{ImportError, Options, read};

/// How much of a file shows what the report says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Every word and figure.
    All,
    /// The figures of the tables.
    Tables,
}

/// Where a file says something else than the report; none where they agree. Blanks, line breaks and the layout of labels
/// are not compared, every other character, number and empty cell is.
///
/// # Errors
/// If the file cannot be read at all.
pub fn differs(
    name: &str,
    bytes: &[u8],
    report: &Report,
    extent: Extent,
) -> Result<Option<String>, ImportError> {
    let options =
        Options { year: Some(report.year), form: Some(report.form), ..Options::default() };
    let imported = read(name, bytes, &options)?;
    let (wanted, found) = (said(report, extent), said(&imported.report, extent));
    let at = (0..wanted.len().max(found.len())).find(|at| wanted.get(*at) != found.get(*at));
    Ok(at.map(|at| {
        let show = |lines: &[String]| lines.get(at).map_or("（没有）", |line| line).to_owned();
        format!("原稿是“{}”，读回来是“{}”", show(&wanted), show(&found))
    }))
}

/// What a report says, a line a heading, paragraph, caption, note or row of figures.
fn said(report: &Report, extent: Extent) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut say = |text: &str| {
        let plain: String =
            text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        if !plain.is_empty() {
            lines.push(plain);
        }
    };
    if extent == Extent::All {
        say(&report.title);
    }
    for (section, number) in report.sections.iter().zip(report.printed_numbers()) {
        if extent == Extent::All && !section.is_preface() {
            say(&format!("{number}{}", section.title));
        }
        for block in &section.blocks {
            match block {
                Block::Paragraph(paragraph) if extent == Extent::All => say(&paragraph.text),
                Block::Paragraph(_) => {}
                Block::Table(table) => {
                    if extent == Extent::All {
                        say(&table.caption);
                    }
                    for row in figures(table) {
                        say(&row);
                    }
                    if extent == Extent::All {
                        table.notes.iter().for_each(|note| say(note));
                        say(&table.source);
                    }
                }
            }
        }
    }
    lines
}

/// The rows of a table, blanks shown; rows that are nothing but blank say nothing.
fn figures(table: &Table) -> Vec<String> {
    let rows = table.rows.iter().filter(|row| row.cells.iter().any(|cell| *cell != Cell::Blank));
    let shown = |cell: &Cell| match cell {
        Cell::Blank => "空".to_owned(),
        Cell::Number(number) => number.value().normalize().to_string(),
        other => other.to_string(),
    };
    rows.map(|row| {
        let label = row.label.last().map(String::as_str).unwrap_or_default();
        let cells: Vec<String> = row.cells.iter().map(shown).collect();
        // A unit behind the label is part of it in some formats.
        let label = label.split('（').next().unwrap_or_default();
        format!("{label}：{}", cells.join("，"))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "示例局2023年报告\n\n一、总体情况\n　　公开 5 条。\n\n项目\t数\n甲\t0\n乙\t/\n";

    #[test]
    fn the_first_difference_is_shown() {
        let report = read("a.txt", TEXT.as_bytes(), &Options::default()).unwrap().report;
        let differs = |text: &str| differs("a.txt", text.as_bytes(), &report, Extent::All).unwrap();
        assert_eq!(differs(TEXT), None);
        assert_eq!(
            differs(&TEXT.replace("5 条", "6 条")).as_deref(),
            Some("原稿是“公开5条。”，读回来是“公开6条。”")
        );
        assert_eq!(
            differs(&TEXT.replace("甲\t0", "甲\t")).as_deref(),
            Some("原稿是“甲：0”，读回来是“乙：/”")
        );
    }
}
