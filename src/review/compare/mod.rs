//! Comparing two reports (比较): this year's with last year's, or two versions of one.
//!
//! Sections are matched first, also where they were renamed or moved; then the paragraphs and tables in them. Texts are
//! told piece by piece ([`crate::text::diff`]), tables by cell with difference and growth.

mod counts;
mod likeness;
mod paragraphs;
mod sections;
mod tables;

use crate::model::{Block, Id, Paragraph, Report, Section};
use crate::text::diff::{Piece, diff, differs};

pub use counts::Counts;
pub use tables::{CellPair, TablePair};

/// What is different between an old and a new report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The report's title, piece by piece.
    pub title: Vec<Piece>,
    /// Every section of either report in the order of the new one; one that is gone stands behind the one it followed.
    pub parts: Vec<Part>,
}

/// A section of the old report and the one it became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Index of the section in the old report; none if it is new.
    pub old: Option<usize>,
    /// Index of the section in the new report; none if it is gone.
    pub new: Option<usize>,
    /// The heading, piece by piece.
    pub heading: Vec<Piece>,
    /// It stands elsewhere among the sections that both have.
    pub moved: bool,
    /// Its level is another.
    pub releveled: bool,
    /// What stands in it, in order.
    pub blocks: Vec<Paired>,
}

/// A paragraph or a table of one report and its partner in the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paired {
    /// Paragraphs.
    Text(TextPair),
    /// Tables.
    Table(TablePair),
}

/// A paragraph and its partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextPair {
    /// The paragraph of the old report.
    pub old: Option<Id>,
    /// The paragraph of the new report.
    pub new: Option<Id>,
    /// The text, piece by piece.
    pub pieces: Vec<Piece>,
    /// Whether the one only says again what the other said.
    pub echo: Echo,
}

/// Whether a paragraph only says again what another said (雷同).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Echo {
    /// It says something else, or is too short to tell.
    Own,
    /// Word for word the same.
    Verbatim,
    /// The same but for its numbers.
    Numbers,
}

impl Comparison {
    /// Whether nothing at all is different.
    pub fn is_same(&self) -> bool {
        !differs(&self.title) && !self.parts.iter().any(Part::is_changed)
    }
}

impl Part {
    /// Whether anything in it, its heading or its place is different.
    pub fn is_changed(&self) -> bool {
        let paired = self.old.is_some() && self.new.is_some();
        !paired
            || self.moved
            || self.releveled
            || differs(&self.heading)
            || self.blocks.iter().any(Paired::is_changed)
    }
}

impl Paired {
    /// Whether the two are different, or one is missing.
    pub fn is_changed(&self) -> bool {
        match self {
            Self::Text(pair) => pair.old.is_none() || pair.new.is_none() || differs(&pair.pieces),
            Self::Table(pair) => pair.is_changed(),
        }
    }
}

/// Compares two reports. Time and memory grow with their length; the work for pairs that are alike, not the same, is
/// bounded.
pub fn compare(old: &Report, new: &Report) -> Comparison {
    let parts = sections::matched(old, new).into_iter().map(|pair| {
        let (was, is) = (
            pair.old.and_then(|at| old.sections.get(at)),
            pair.new.and_then(|at| new.sections.get(at)),
        );
        Part {
            old: pair.old,
            new: pair.new,
            heading: diff(title(was), title(is)),
            moved: pair.moved,
            releveled: was.zip(is).is_some_and(|(was, is)| was.level != is.level),
            blocks: blocks(was, is),
        }
    });
    Comparison { title: diff(&old.title, &new.title), parts: parts.collect() }
}

fn title(section: Option<&Section>) -> &str {
    section.map_or("", |section| &section.title)
}

/// Each pair stands where the new section has it, what is gone behind what it followed.
fn blocks(old: Option<&Section>, new: Option<&Section>) -> Vec<Paired> {
    let (old, new) = (list(old), list(new));
    let partners = tables::partners(&old, &new);
    let aligned = paragraphs::aligned(&old, &new, &partners).into_iter();
    aligned.map(|(was, is)| paired(at(&old, was), at(&new, is))).collect()
}

fn at<'a>(blocks: &[&'a Block], index: Option<usize>) -> Option<&'a Block> {
    blocks.get(index?).copied()
}

fn list(section: Option<&Section>) -> Vec<&Block> {
    section.into_iter().flat_map(|section| &section.blocks).collect()
}

fn paired(old: Option<&Block>, new: Option<&Block>) -> Paired {
    let (was, is) = (old.and_then(Block::table), new.and_then(Block::table));
    if was.is_some() || is.is_some() {
        return Paired::Table(tables::pair(was, is));
    }
    let (was, is) = (old.and_then(Block::paragraph), new.and_then(Block::paragraph));
    let (before, after) = (said(was), said(is));
    Paired::Text(TextPair {
        old: was.map(|paragraph| paragraph.id),
        new: is.map(|paragraph| paragraph.id),
        echo: likeness::echo(before, after),
        pieces: diff(before, after),
    })
}

fn said(paragraph: Option<&Paragraph>) -> &str {
    paragraph.map_or("", |paragraph| &paragraph.text)
}
