//! Word documents to pieces: paragraphs with their numbers written out, tables with their merged cells, footnotes and text
//! boxes; what is left out is told.
//!
//! Headings are decided later by their numbers; a style says only how a line was set off. An indented paragraph begins a
//! paragraph of its own, one that is not may be the other half of a paragraph that a page break cut.

mod body;
mod numbering;
mod paragraph;
mod styles;
mod table;

use super::error::ImportError;
use super::package::Package;
use super::piece::{Fix, Mark, Piece, Source, What};
use super::xml::{self, Element};
use super::{reflow, running};

use body::Body;
use numbering::Numbering;
use styles::Styles;

/// Whether an archive is a Word document.
pub(super) fn is_docx(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK")
        && Package::open(bytes).is_ok_and(|package| package.has("word/document.xml"))
}

/// Reads a Word document.
pub(super) fn read(bytes: &[u8]) -> Result<Source, ImportError> {
    let mut package = Package::open(bytes)?;
    let mut part = |name: &str| -> Result<Option<Element>, ImportError> {
        package.part(name)?.map(|bytes| xml::read(&bytes)).transpose()
    };
    let document = part("word/document.xml")?.ok_or(ImportError::Damaged)?;
    let styles = part("word/styles.xml")?.map(|root| Styles::of(&root)).unwrap_or_default();
    let numbering = part("word/numbering.xml")?.map(|root| Numbering::of(&root));
    let notes = [("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")];
    let mut body = Body::new(styles, numbering.unwrap_or_default());
    for (name, kind) in notes {
        body.notes(part(name)?.as_ref(), kind);
    }
    body.links(part("word/_rels/document.xml.rels")?.as_ref());
    let comments = part("word/comments.xml")?;
    let comments =
        comments.map_or(0, |root| root.elements().filter(|one| one.name == "comment").count());
    let inside = document.child("body").ok_or(ImportError::Damaged)?;
    body.blocks(inside);
    let mut pieces = body.end();
    if comments > 0 {
        told(&mut pieces, format!("文档里有 {comments} 条批注，没有导入"));
    }
    let running = running_heads(&mut package)?;
    if let Some(last) = pieces.last_mut() {
        last.fixes.extend(running);
    }
    Ok(Source { pieces, encoding: None })
}

/// Tells a doubt about the document as a whole with its last piece.
fn told(pieces: &mut [Piece], doubt: String) {
    if let Some(last) = pieces.last_mut() {
        last.doubts.push(doubt);
    }
}

/// The words in the heads and feet of pages, which are left out: page numbers and our own mark of a draft in silence.
fn running_heads(package: &mut Package<'_>) -> Result<Vec<Fix>, ImportError> {
    let is_running =
        |name: &String| ["word/header", "word/footer"].iter().any(|start| name.starts_with(start));
    let mut fixes: Vec<Fix> = Vec::new();
    for name in package.names().into_iter().filter(is_running) {
        let Some(bytes) = package.part(&name)? else { continue };
        let root = xml::read(&bytes)?;
        for paragraph in root.descendants().into_iter().filter(|one| one.name == "p") {
            let texts = paragraph.descendants().into_iter().filter(|one| one.name == "t");
            let text: String = texts.map(Element::text).collect();
            let text = text.trim();
            let plain = text.is_empty()
                || reflow::is_page_number(text)
                || !text.chars().any(char::is_alphanumeric)
                || text.chars().all(|c| c.is_ascii_digit())
                || running::is_draft_mark(text);
            if !plain && fixes.iter().all(|fix| fix.before != text) {
                fixes.push(Fix::new(What::Running, text, ""));
            }
        }
    }
    Ok(fixes)
}

/// A text set off in this way.
fn piece(text: &str, mark: Mark) -> Piece {
    Piece::text(text.trim_matches([' ', '\t', '\u{3000}', '\u{a0}']), mark)
}
