//! The blocks of a Word document in reading order.

use std::collections::BTreeMap;

use super::numbering::Numbering;
use super::styles::Styles;
use super::{paragraph, piece, table};
use crate::import::piece::{Fix, Mark, Piece, What};
use crate::import::xml::Element;

/// Blocks inside blocks that are followed.
const DEPTH: usize = 40;

/// A document being read.
pub(super) struct Body {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    /// Texts of foot- and endnotes by kind and id.
    notes: BTreeMap<(String, String), String>,
    /// Addresses by relation.
    links: BTreeMap<String, String>,
    /// Notes and text boxes that stand below the block that names them.
    pub(super) after: Vec<Piece>,
    /// How many notes were named so far.
    numbered: usize,
    depth: usize,
    pieces: Vec<Piece>,
}

impl Body {
    pub(super) fn new(styles: Styles, numbering: Numbering) -> Self {
        Self {
            styles,
            numbering,
            notes: BTreeMap::new(),
            links: BTreeMap::new(),
            after: Vec::new(),
            numbered: 0,
            depth: 0,
            pieces: Vec::new(),
        }
    }

    /// Takes in the notes of one kind.
    pub(super) fn notes(&mut self, root: Option<&Element>, kind: &str) {
        for note in root.iter().flat_map(|root| root.elements()) {
            let text: Vec<String> = note
                .descendants()
                .into_iter()
                .filter(|one| one.name == "p")
                .map(paragraph::plain)
                .filter(|text| !text.trim().is_empty())
                .collect();
            let id = note.attribute("id").unwrap_or_default().to_owned();
            self.notes.insert((kind.to_owned(), id), text.join(""));
        }
    }

    /// Takes in the addresses that links lead to.
    pub(super) fn links(&mut self, root: Option<&Element>) {
        for link in root.iter().flat_map(|root| root.elements()) {
            if link.attribute("TargetMode") == Some("External")
                && let (Some(id), Some(target)) = (link.attribute("Id"), link.attribute("Target"))
            {
                self.links.insert(id.to_owned(), target.to_owned());
            }
        }
    }

    /// Where a link leads.
    pub(super) fn link(&self, id: &str) -> Option<&str> {
        self.links.get(id).map(String::as_str)
    }

    /// The mark of a note, whose text is put below the block.
    pub(super) fn note(&mut self, kind: &str, id: &str) -> String {
        self.numbered += 1;
        let mark = format!("[{}]", self.numbered);
        let text = self.notes.get(&(kind.to_owned(), id.to_owned())).map(|text| text.trim());
        let text = format!("{mark} {}", text.unwrap_or_default());
        let mut note = Piece::text(text.trim(), Mark::Apart);
        let before = if kind == "footnote" { "脚注" } else { "尾注" };
        note.fixes.push(Fix::new(What::Footnote, before, text.trim()));
        self.after.push(note);
        mark
    }

    /// The blocks inside an element, in order.
    pub(super) fn blocks(&mut self, parent: &Element) {
        if self.depth > DEPTH {
            return;
        }
        self.depth += 1;
        for block in parent.elements() {
            self.block(block);
        }
        self.depth -= 1;
    }

    fn block(&mut self, block: &Element) {
        match block.name.as_str() {
            "p" => {
                let made = paragraph::pieces(self, block);
                self.pieces.extend(made);
            }
            "tbl" => {
                if let Some(cell) = table::only_cell(block) {
                    self.blocks(cell);
                } else {
                    let made = table::pieces(self, block);
                    self.pieces.extend(made);
                }
            }
            "sdt" => {
                if let Some(inside) = block.child("sdtContent") {
                    self.blocks(inside);
                }
            }
            "ins" | "moveTo" | "smartTag" | "customXml" => self.blocks(block),
            "mc:AlternateContent" => {
                if let Some(one) = chosen(block) {
                    self.blocks(one);
                }
            }
            "altChunk" => {
                let mut lost = piece("", Mark::Apart);
                lost.doubts.push("文档里嵌着另一个文件，没有导入".to_owned());
                self.pieces.push(lost);
            }
            _ => {}
        }
        let after = std::mem::take(&mut self.after);
        self.pieces.extend(after);
    }

    /// The pieces of a text box or nested table, apart from those read so far.
    pub(super) fn inside(&mut self, parent: &Element) -> Vec<Piece> {
        let before = std::mem::take(&mut self.pieces);
        let after = std::mem::take(&mut self.after);
        self.blocks(parent);
        let made = std::mem::replace(&mut self.pieces, before);
        self.after.splice(0..0, after);
        made
    }

    /// Everything read.
    pub(super) fn end(self) -> Vec<Piece> {
        self.pieces
    }
}

/// The one of two renderings that is meant for programs that know more.
pub(super) fn chosen(alternatives: &Element) -> Option<&Element> {
    alternatives.child("mc:Choice").or_else(|| alternatives.child("mc:Fallback"))
}
