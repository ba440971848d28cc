//! The text of a Word document: title, headings, paragraphs, the measures of the page.

use std::io;

use crate::forms::Catalogue;
use crate::model::{Block, Report, Section, Table};

use super::super::Export;
use super::super::sheet::Sheet;
use super::super::xml::Xml;
use super::{parts, table};

/// Characters of the title that stand in one line: 156 mm of 22 pt.
const TITLE_LINE: usize = 20;

/// A line break that is only for the eye; it reads back as none.
const SOFT: [(&str, &str); 2] = [("w:type", "textWrapping"), ("w:clear", "none")];

/// Characters of a Latin word that is not broken and too long to be filled up around.
const LONG_WORD: usize = 12;

pub(super) fn document(
    export: &Export<'_>,
    forms: &Catalogue,
    has_header: bool,
) -> io::Result<Vec<u8>> {
    let report = export.report;
    let mut xml = Xml::file()?;
    xml.open("w:document", &parts::SPACES)?;
    xml.open("w:body", &[])?;
    title(&mut xml, &report.title)?;
    for (section, number) in report.sections.iter().zip(report.printed_numbers()) {
        heading(&mut xml, section, &number)?;
        for block in &section.blocks {
            match block {
                Block::Paragraph(words) => paragraph(&mut xml, "", &words.text)?,
                Block::Table(table) => write_table(&mut xml, table, report, forms)?,
            }
        }
    }
    page(&mut xml, has_header)?;
    xml.done()
}

/// The title, a line each for whose it is and what it is, and an empty line below.
fn title(xml: &mut Xml, title: &str) -> io::Result<()> {
    if title.is_empty() {
        return Ok(());
    }
    for line in title.split('\n') {
        match parted(line) {
            None => paragraph(xml, "Title", line)?,
            Some((agency, name)) => {
                begin(xml, "Title")?;
                run(xml, |xml| {
                    words(xml, agency)?;
                    xml.empty("w:br", &SOFT)?;
                    words(xml, name)
                })?;
                xml.close()?;
            }
        }
    }
    paragraph(xml, "", "")
}

/// A line of the title that is too long for one, parted where its sense is: before the year.
fn parted(line: &str) -> Option<(&str, &str)> {
    line.chars().nth(TITLE_LINE)?;
    let year = line.char_indices().find(|(at, _)| {
        let digits = line.get(*at..).unwrap_or_default().bytes().take_while(u8::is_ascii_digit);
        *at > 0 && digits.count() == 4
    });
    line.split_at_checked(year?.0)
}

fn heading(xml: &mut Xml, section: &Section, number: &str) -> io::Result<()> {
    if section.is_preface() {
        return Ok(());
    }
    let style = format!("Heading{}", section.level.clamp(1, 4));
    paragraph(xml, &style, &format!("{number}{}", section.title))
}

/// Opens a paragraph of a style; none is body text.
fn begin(xml: &mut Xml, style: &str) -> io::Result<()> {
    xml.open("w:p", &[])?;
    if style.is_empty() {
        return Ok(());
    }
    xml.open("w:pPr", &[])?;
    xml.empty("w:pStyle", &[("w:val", style)])?;
    xml.close()
}

/// A paragraph of a style. One with a long address is not justified: what is left of its line would be torn apart.
fn paragraph(xml: &mut Xml, style: &str, text: &str) -> io::Result<()> {
    let address = |word: &str| word.len() >= LONG_WORD;
    if style.is_empty() && text.split(|c: char| !c.is_ascii_graphic()).any(address) {
        xml.open("w:p", &[])?;
        xml.open("w:pPr", &[])?;
        xml.empty("w:jc", &[("w:val", "left")])?;
        xml.close()?;
    } else {
        begin(xml, style)?;
    }
    if !text.is_empty() {
        run(xml, |xml| words(xml, text))?;
    }
    xml.close()
}

fn run(xml: &mut Xml, inside: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
    xml.open("w:r", &[])?;
    inside(xml)?;
    xml.close()
}

/// Words as the text of a run; tabs are marks of their own.
pub(super) fn words(xml: &mut Xml, text: &str) -> io::Result<()> {
    for (at, part) in text.split('\t').enumerate() {
        if at > 0 {
            xml.empty("w:tab", &[])?;
        }
        if !part.is_empty() {
            xml.holding("w:t", &[("xml:space", "preserve")], part)?;
        }
    }
    Ok(())
}

fn write_table(xml: &mut Xml, table: &Table, report: &Report, forms: &Catalogue) -> io::Result<()> {
    if !table.caption.is_empty() {
        paragraph(xml, "Caption", &table.caption)?;
    }
    table::write(xml, &Sheet::of(table, forms.form(report.form, &table.form)))?;
    for note in &table.notes {
        paragraph(xml, "TableNote", &format!("注：{note}"))?;
    }
    if !table.source.is_empty() {
        paragraph(xml, "TableNote", &format!("资料来源：{}", table.source))?;
    }
    // What stands between two tables keeps them two.
    begin(xml, "TableText")?;
    xml.close()
}

/// A4 with margins of 37, 26, 35 and 28 mm; the page number 7 mm below the text.
fn page(xml: &mut Xml, has_header: bool) -> io::Result<()> {
    xml.open("w:sectPr", &[])?;
    if has_header {
        for kind in ["default", "even"] {
            xml.empty("w:headerReference", &[("w:type", kind), ("r:id", "rId6")])?;
        }
    }
    for (kind, id) in [("default", "rId4"), ("even", "rId5")] {
        xml.empty("w:footerReference", &[("w:type", kind), ("r:id", id)])?;
    }
    xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")])?;
    xml.empty(
        "w:pgMar",
        &[
            ("w:top", "2098"),
            ("w:right", "1474"),
            ("w:bottom", "1984"),
            ("w:left", "1587"),
            ("w:header", "1247"),
            ("w:footer", "1400"),
            ("w:gutter", "0"),
        ],
    )?;
    xml.empty("w:pgNumType", &[("w:fmt", "decimal"), ("w:start", "1")])?;
    xml.empty("w:docGrid", &[("w:type", "lines"), ("w:linePitch", "579")])?;
    xml.close()
}
