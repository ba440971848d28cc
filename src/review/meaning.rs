//! What a section or a table says (含义), as a short hash: what a signature and a "seen" mark are bound to.
//!
//! Not the bytes of a file: another layout, another order of fields, a new format or a new id changes nothing here.

use sha2::{Digest, Sha256};

use crate::model::{Block, Id, Report, Row, Section, Table};

/// Hash of a text: a paragraph, a heading.
pub fn of_text(text: &str) -> String {
    let mut meaning = Meaning::default();
    meaning.tell(text);
    meaning.short()
}

/// Hash of a table: labels, units, cells, notes and source, in order.
pub fn of_table(table: &Table) -> String {
    let mut meaning = Meaning::default();
    meaning.table(table);
    meaning.short()
}

/// Hash of a section without what stands below its subheadings and without its tables: heading, level and paragraphs.
pub fn of_section(section: &Section) -> String {
    let mut meaning = Meaning::default();
    meaning.tell(&section.level.to_string());
    meaning.tell(&section.title);
    for block in &section.blocks {
        match block {
            Block::Paragraph(paragraph) => meaning.tell(&paragraph.text),
            // Where the table stands belongs to the section; what it says is signed for itself.
            Block::Table(_) => meaning.tell("表"),
        }
    }
    meaning.short()
}

/// Hash of what is signed under an id: a section or a table. None if there is neither.
pub fn of(report: &Report, id: Id) -> Option<String> {
    let section = report.section_index(id).and_then(|index| report.sections.get(index));
    section.map(of_section).or_else(|| report.table(id).map(of_table))
}

/// Every section and table of a report, in reading order: what a signature of the whole report is made of.
pub fn signed_parts(report: &Report) -> impl Iterator<Item = Id> {
    report.sections.iter().flat_map(|section| {
        std::iter::once(section.id).chain(section.tables().map(|table| table.id))
    })
}

/// What is signed under an id in words, as its hash stands for it: headings and paragraphs a line each, tables row by row.
pub fn said(report: &Report, id: Id) -> Option<String> {
    let section = report.section_index(id).and_then(|index| report.sections.get(index));
    if let Some(section) = section {
        let texts = section.paragraphs().map(|paragraph| paragraph.text.as_str());
        return Some(
            std::iter::once(section.title.as_str()).chain(texts).collect::<Vec<_>>().join("\n"),
        );
    }
    let table = report.table(id)?;
    let line = |row: &Row| {
        let label = row.label.last().map_or("", String::as_str);
        let cells: Vec<String> = row.cells.iter().map(ToString::to_string).collect();
        format!("{label}：{}", cells.join("，"))
    };
    let lines = std::iter::once(table.caption.clone()).chain(table.rows.iter().map(line));
    Some(lines.chain(table.notes.iter().cloned()).collect::<Vec<_>>().join("\n"))
}

#[derive(Default)]
struct Meaning(Sha256);

impl Meaning {
    /// Takes in a text with its length, so that two texts are never taken for one.
    fn tell(&mut self, text: &str) {
        self.0.update(text.len().to_string().as_bytes());
        self.0.update(b":");
        self.0.update(text.as_bytes());
    }

    fn labels(&mut self, label: &[String]) {
        self.tell(&label.len().to_string());
        for part in label {
            self.tell(part);
        }
    }

    fn table(&mut self, table: &Table) {
        self.tell(&table.form);
        self.tell(&table.caption);
        for column in &table.columns {
            self.labels(&column.label);
            self.tell(&column.unit);
        }
        for row in &table.rows {
            self.labels(&row.label);
            self.tell(&row.unit);
            for cell in &row.cells {
                self.tell(&cell.to_string());
            }
        }
        for note in &table.notes {
            self.tell(note);
        }
        self.tell(&table.source);
    }

    /// The first 16 hexadecimal digits: enough that no two texts of an office ever share them.
    fn short(self) -> String {
        use std::fmt::Write;

        let mut short = String::new();
        for byte in self.0.finalize().iter().take(8) {
            // Writing to a text cannot fail.
            let _ = write!(short, "{byte:02x}");
        }
        short
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, Column, Paragraph};

    fn section(texts: &[&str]) -> Section {
        let paragraph = |text: &&str| {
            Block::Paragraph(Paragraph { text: (*text).to_owned(), ..Paragraph::default() })
        };
        Section {
            level: 1,
            title: "总体情况".to_owned(),
            blocks: texts.iter().map(paragraph).collect(),
            ..Section::default()
        }
    }

    #[test]
    fn one_changed_digit_is_another_meaning() {
        assert_ne!(
            of_section(&section(&["收到申请86件。"])),
            of_section(&section(&["收到申请68件。"]))
        );
        assert_ne!(of_section(&section(&["甲", "乙"])), of_section(&section(&["甲乙"])));
        assert_ne!(of_text("86"), of_text("68"));
        assert_eq!(of_text("收到申请86件。").len(), 16);
    }

    #[test]
    fn ids_and_keys_mean_nothing() {
        let mut other = section(&["收到申请86件。"]);
        other.id = "x1".parse().unwrap();
        assert_eq!(of_section(&other), of_section(&section(&["收到申请86件。"])));
    }

    #[test]
    fn blank_zero_and_not_applicable_are_three_meanings() {
        let table = |text: &str| Table {
            columns: vec![Column::default()],
            rows: vec![Row { cells: vec![Cell::from(text)], ..Row::default() }],
            ..Table::default()
        };
        let (blank, zero, none) =
            (of_table(&table("")), of_table(&table("0")), of_table(&table("/")));
        assert!(blank != zero && zero != none && blank != none);
    }
}
