//! Word documents of the old binary format (doc, and wps where WPS wrote the same format) to pieces.
//!
//! A young library reads the format; it stands behind this one function, and what it stumbles over is a damaged file.

use std::io::Cursor;
use std::panic::catch_unwind;

use office_oxide::ir::{Element, InlineContent, List, Paragraph, Section, Table};
use office_oxide::{Document, DocumentFormat};

use super::book::has_name;
use super::error::ImportError;
use super::piece::{Body, Fix, Mark, Piece, Source, What};
use super::sheet::Sheet;
use super::{reflow, running};

/// Elements within elements.
const DEEPEST: usize = 16;

/// Whether bytes are a compound file with a Word document inside.
pub(super) fn is_doc(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xd0\xcf\x11\xe0") && has_name(bytes, "WordDocument")
}

/// Reads a Word document of the old format.
pub(super) fn read(bytes: &[u8]) -> Result<Source, ImportError> {
    if has_name(bytes, "EncryptedPackage") {
        return Err(ImportError::Encrypted);
    }
    let owned = bytes.to_vec();
    let parsed = catch_unwind(move || {
        let document = Document::from_reader(Cursor::new(owned), DocumentFormat::Doc);
        document.map(|document| document.to_ir())
    });
    let document = parsed.map_err(|_| ImportError::Damaged)?.map_err(|error| {
        let told = error.to_string().to_lowercase();
        let locked = ["encrypt", "password"].iter().any(|word| told.contains(word));
        if locked { ImportError::Encrypted } else { ImportError::Damaged }
    })?;
    let mut reader = Reader::default();
    for section in &document.sections {
        reader.elements(&section.elements, 0);
        reader.running(section);
    }
    if let Some(last) = reader.pieces.last_mut() {
        last.fixes.append(&mut reader.fixes);
        last.doubts.append(&mut reader.doubts);
    }
    Ok(Source { pieces: reader.pieces, encoding: None })
}

#[derive(Default)]
struct Reader {
    pieces: Vec<Piece>,
    fixes: Vec<Fix>,
    doubts: Vec<String>,
}

impl Reader {
    fn elements(&mut self, elements: &[Element], depth: usize) {
        if depth > DEEPEST {
            self.doubt("嵌套太深的内容没有导入");
            return;
        }
        for element in elements {
            match element {
                Element::Heading(heading) => {
                    self.text(&words(&heading.content), Mark::Heading(heading.level));
                }
                Element::Paragraph(paragraph) => self.paragraph(paragraph),
                Element::Table(table) => self.table(table),
                Element::List(list) => self.list(list, depth),
                Element::TextBox(frame) => {
                    self.elements(&frame.content, depth + 1);
                    self.doubt("有文本框，文字收在它所在的位置，请核对");
                }
                Element::Footnote(note) | Element::Endnote(note) => {
                    let before = self.pieces.len();
                    self.elements(&note.content, depth + 1);
                    if self.pieces.len() > before {
                        self.fixes.push(Fix::new(What::Footnote, "", ""));
                    }
                }
                Element::Image(_) => self.doubt("有图片，没有导入"),
                Element::CodeBlock(_) => self.doubt("有一段内容没有导入"),
                _ => {}
            }
        }
    }

    /// Tells something once.
    fn doubt(&mut self, words: &str) {
        if !self.doubts.iter().any(|doubt| doubt == words) {
            self.doubts.push(words.to_owned());
        }
    }

    fn text(&mut self, text: &str, mark: Mark) {
        for line in text.split(['\n', '\u{b}']) {
            let line = line.trim_matches([' ', '\t', '\r', '\u{3000}', '\u{a0}', '\u{7}', '\u{c}']);
            if !line.is_empty() {
                self.pieces.push(Piece::text(line, mark));
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let text = words(&paragraph.content);
        let indented = text.starts_with('\u{3000}')
            || paragraph.first_line_indent_twips.is_some_and(|indent| indent > 0);
        self.text(&text, if indented { Mark::Begins } else { Mark::None });
    }

    /// The items of a list with the numbers that the program would print, as far as the library tells them.
    fn list(&mut self, list: &List, depth: usize) {
        let first = list.start_number.unwrap_or(1);
        for (number, item) in (first..).zip(&list.items) {
            let before = self.pieces.len();
            self.elements(&item.content, depth + 1);
            if let Some(nested) = &item.nested {
                self.list(nested, depth + 1);
            }
            let Some(piece) = self.pieces.get_mut(before) else { continue };
            let Body::Text(text) = &mut piece.body else { continue };
            piece.mark = Mark::Apart;
            if list.ordered {
                let printed = format!("{number}.");
                text.insert_str(0, &printed);
                piece.fixes.push(Fix::new(What::Numbering, "", printed));
                self.doubt("有自动编号，旧格式里读不准编号的样子（一、或 1.），请核对标题的编号");
            }
        }
    }

    fn table(&mut self, table: &Table) {
        let mut sheet = Sheet::default();
        let mut nested = false;
        for (at, row) in table.rows.iter().enumerate() {
            while sheet.height() <= at {
                sheet.row();
            }
            for cell in &row.cells {
                nested |= cell.content.iter().any(|element| matches!(element, Element::Table(_)));
                let size = (cell.col_span.max(1) as usize, cell.row_span.max(1) as usize);
                let down = size.1.min(table.rows.len() - at);
                sheet.put(at, &inside(&cell.content), (size.0, down));
            }
        }
        if let Some(caption) = table.caption.as_deref().filter(|caption| !caption.is_empty()) {
            self.pieces.push(Piece::text(caption, Mark::Caption));
        }
        self.pieces.push(Piece { body: Body::Sheet(sheet), ..Piece::default() });
        if nested {
            self.doubt("表格里套着表格，里面的一张没有导入");
        }
    }

    /// The words in the heads and feet of pages, which are left out.
    fn running(&mut self, section: &Section) {
        let all = [
            &section.header,
            &section.footer,
            &section.first_page_header,
            &section.first_page_footer,
            &section.even_page_header,
            &section.even_page_footer,
        ];
        for text in all.into_iter().flatten().map(|one| inside(&one.content)) {
            let silent = reflow::is_page_number(&text)
                || running::is_draft_mark(&text)
                || !text.chars().any(char::is_alphabetic);
            if !silent && self.fixes.iter().all(|fix| fix.before != text) {
                self.fixes.push(Fix::new(What::Running, text, ""));
            }
        }
    }
}

/// The text of a paragraph.
fn words(content: &[InlineContent]) -> String {
    let mut text = String::new();
    for inline in content {
        match inline {
            InlineContent::Text(span) => text.push_str(&span.text),
            InlineContent::LineBreak => text.push('\n'),
            InlineContent::FootnoteRef(note) | InlineContent::EndnoteRef(note) => {
                text.extend(["[", &note.note_id.to_string(), "]"]);
            }
            _ => {}
        }
    }
    text
}

/// The paragraphs of a cell in one line.
fn inside(elements: &[Element]) -> String {
    let mut text = String::new();
    for element in elements {
        let line = match element {
            Element::Paragraph(paragraph) => words(&paragraph.content),
            Element::Heading(heading) => words(&heading.content),
            _ => continue,
        };
        line.split('\n').for_each(|line| {
            reflow::glue(&mut text, line.trim_matches(['\u{3000}', '\u{7}']));
        });
    }
    text
}
