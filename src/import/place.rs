//! Where in the report a repair or doubt is, as the command line's JSON tells it.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

use crate::model::{Block, Id, Report};

/// A place (位置) in an imported report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The section; none for the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<Id>,
    /// Numbers of the section and those above it, such as `一（二）`; empty for the title and the preface.
    pub number: String,
    /// Heading of the section; `标题` for the title, `前言` for the preface.
    pub title: String,
    /// Which paragraph of the section, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<usize>,
    /// Id of the paragraph or table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// From and to in Unicode scalars of the paragraph, the end not within.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chars: Option<[usize; 2]>,
    /// From and to in UTF-8 bytes of the paragraph, the end not within.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<[usize; 2]>,
    /// The words meant.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub quote: String,
}

/// A place while the report is still being put together: indices, and bytes of the paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Spot {
    Title,
    Section(usize),
    Block(usize, usize, Range<usize>),
}

impl Spot {
    /// The place as it stands in the finished report.
    pub(super) fn place(&self, report: &Report) -> Place {
        let (at, block, range) = match self {
            Self::Title => return Place::heading(None, String::new(), "标题".to_owned()),
            Self::Section(at) => (*at, None, 0..0),
            Self::Block(at, block, range) => (*at, Some(*block), range.clone()),
        };
        let Some(section) = report.sections.get(at) else {
            return Place::heading(None, String::new(), String::new());
        };
        let title = if section.is_preface() { "前言".to_owned() } else { section.title.clone() };
        let mut place = Place::heading(Some(section.id), path_number(report, at), title);
        let Some(block) = block else { return place };
        let Some(found) = section.blocks.get(block) else { return place };
        place.id = Some(found.id());
        if let Some(paragraph) = found.paragraph() {
            let before = section.blocks.iter().take(block).filter_map(Block::paragraph).count();
            place.paragraph = Some(before + 1);
            place.mark(&paragraph.text, range);
        }
        place
    }
}

impl Place {
    fn heading(section: Option<Id>, number: String, title: String) -> Self {
        let quote = String::new();
        Self { section, number, title, paragraph: None, id: None, chars: None, bytes: None, quote }
    }

    /// Marks a range of the paragraph; an empty one marks nothing.
    fn mark(&mut self, text: &str, range: Range<usize>) {
        let Some(quote) = text.get(range.clone()).filter(|quote| !quote.is_empty()) else { return };
        let before = text.get(..range.start).unwrap_or_default().chars().count();
        self.chars = Some([before, before + quote.chars().count()]);
        self.bytes = Some([range.start, range.end]);
        quote.clone_into(&mut self.quote);
    }
}

/// The words shown to the user: `一（二）第 3 段`, `前言第 1 段`, `标题`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.number.is_empty() { &self.title } else { &self.number })?;
        match (self.paragraph, self.id) {
            (Some(paragraph), _) => write!(f, "第 {paragraph} 段"),
            (None, Some(_)) => f.write_str("的表格"),
            (None, None) => Ok(()),
        }
    }
}

/// Numbers of the section and those above it, without the points between them: `一（二）`.
fn path_number(report: &Report, at: usize) -> String {
    let printed = report.printed_numbers();
    let mut steps: Vec<&str> = Vec::new();
    let mut level = u8::MAX;
    for (section, number) in report.sections.iter().zip(&printed).take(at + 1).rev() {
        if section.level < level && section.level > 0 {
            level = section.level;
            steps.push(number.trim_end_matches(['、', '.', '．']));
        }
    }
    steps.into_iter().rev().collect()
}
