//! Sections, and the paragraphs and tables in them.

use serde::{Deserialize, Serialize};

use super::id::Id;
use super::link::Link;
use super::table::Table;

/// A section (章节): its heading and what stands below it up to the next heading.
///
/// A report holds its sections in reading order; nesting follows from the levels.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Section {
    /// Stays with the section through every change.
    #[serde(default)]
    pub id: Id,
    /// 0 = the preface (前言), which has no heading; 1 to 4 = 一、（一）1.（1）.
    pub level: u8,
    /// The heading without its number; empty for the preface.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// `None`: the number follows from place and level. `Some`: the number that the source printed instead, empty for a
    /// heading without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Paragraphs and tables directly below the heading.
    #[serde(default)]
    pub blocks: Vec<Block>,
}

/// What stands below a heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph of prose.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

impl Block {
    /// The id of the paragraph or table.
    pub const fn id(&self) -> Id {
        match self {
            Self::Paragraph(paragraph) => paragraph.id,
            Self::Table(table) => table.id,
        }
    }

    /// The paragraph, if it is one.
    pub const fn paragraph(&self) -> Option<&Paragraph> {
        match self {
            Self::Paragraph(paragraph) => Some(paragraph),
            Self::Table(_) => None,
        }
    }

    /// Bytes of its text or its cells, roughly.
    pub fn weight(&self) -> usize {
        match self {
            Self::Paragraph(paragraph) => paragraph.text.len() + 32,
            Self::Table(table) => table.weight(),
        }
    }

    /// The table, if it is one.
    pub const fn table(&self) -> Option<&Table> {
        match self {
            Self::Table(table) => Some(table),
            Self::Paragraph(_) => None,
        }
    }
}

/// A paragraph (段落): plain text without line breaks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Paragraph {
    /// Stays with the paragraph through every change.
    #[serde(default)]
    pub id: Id,
    /// The text; the first-line indent is shown, not stored.
    pub text: String,
    /// Figures in the text that are tied to their sources (关联), in the order of the text, none within another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
}

impl Paragraph {
    /// A paragraph of plain text.
    pub const fn new(id: Id, text: String) -> Self {
        Self { id, text, links: Vec::new() }
    }
}

impl Section {
    /// Whether this is the preface (前言).
    pub const fn is_preface(&self) -> bool {
        self.level == 0
    }

    /// Bytes of its heading and what stands below it, roughly.
    pub fn weight(&self) -> usize {
        self.title.len() + self.blocks.iter().map(Block::weight).sum::<usize>()
    }

    /// The paragraphs, tables left out.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().filter_map(Block::paragraph)
    }

    /// The tables, paragraphs left out.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(Block::table)
    }

    /// The tables directly below the heading, to be changed.
    pub fn tables_mut(&mut self) -> impl Iterator<Item = &mut Table> {
        self.blocks.iter_mut().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) => None,
        })
    }
}
