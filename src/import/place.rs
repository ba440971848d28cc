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

/// Turns spots into places, what is common to many of them worked out once.
pub(super) struct Places<'r> {
    report: &'r Report,
    /// For every section the numbers of it and those above it.
    numbers: Vec<String>,
    /// For every block how many paragraphs stand before it in its section.
    before: Vec<Vec<usize>>,
    /// The newest range told: its block, and where it began in bytes and in characters.
    newest: ((usize, usize), usize, usize),
}

impl<'r> Places<'r> {
    pub(super) fn of(report: &'r Report) -> Self {
        let before = report.sections.iter().map(|section| {
            let mut paragraphs = 0;
            let count = |block: &Block| {
                let before = paragraphs;
                paragraphs += usize::from(block.paragraph().is_some());
                before
            };
            section.blocks.iter().map(count).collect()
        });
        let before = before.collect();
        Self { report, numbers: path_numbers(report), before, newest: ((0, 0), 0, 0) }
    }

    /// The place of a spot as it stands in the finished report.
    pub(super) fn place(&mut self, spot: &Spot) -> Place {
        let (at, block, range) = match spot {
            Spot::Title => return Place::heading(None, String::new(), "标题".to_owned()),
            Spot::Section(at) => (*at, None, 0..0),
            Spot::Block(at, block, range) => (*at, Some(*block), range.clone()),
        };
        let Some(section) = self.report.sections.get(at) else {
            return Place::heading(None, String::new(), String::new());
        };
        let title = if section.is_preface() { "前言".to_owned() } else { section.title.clone() };
        let mut place = Place::heading(
            Some(section.id),
            self.numbers.get(at).cloned().unwrap_or_default(),
            title,
        );
        let Some(block) = block else { return place };
        let Some(found) = section.blocks.get(block) else { return place };
        place.id = Some(found.id());
        if let Some(paragraph) = found.paragraph() {
            let before = self.before.get(at).and_then(|before| before.get(block)).copied();
            place.paragraph = before.map(|before| before + 1);
            let chars = self.chars((at, block), &paragraph.text, range.start);
            place.mark(&paragraph.text, range, chars);
        }
        place
    }

    /// How many characters stand before a byte of a paragraph, counted on from the newest place if that is before it.
    fn chars(&mut self, block: (usize, usize), text: &str, byte: usize) -> usize {
        let (newest, from, chars) = self.newest;
        let goes_on = newest == block && from <= byte;
        let (from, chars) = if goes_on { (from, chars) } else { (0, 0) };
        let chars = chars + text.get(from..byte).unwrap_or_default().chars().count();
        self.newest = (block, byte, chars);
        chars
    }
}

impl Place {
    fn heading(section: Option<Id>, number: String, title: String) -> Self {
        let quote = String::new();
        Self { section, number, title, paragraph: None, id: None, chars: None, bytes: None, quote }
    }

    /// Marks a range of the paragraph that begins behind so many characters; an empty one marks nothing.
    fn mark(&mut self, text: &str, range: Range<usize>, before: usize) {
        let Some(quote) = text.get(range.clone()).filter(|quote| !quote.is_empty()) else { return };
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

/// For every section the numbers of it and those above it, without the points between them: `一（二）`.
fn path_numbers(report: &Report) -> Vec<String> {
    let printed = report.printed_numbers();
    let mut above: Vec<(u8, &str)> = Vec::new();
    let paths = report.sections.iter().zip(&printed).map(|(section, number)| {
        if section.level > 0 {
            while above.last().is_some_and(|(level, _)| *level >= section.level) {
                above.pop();
            }
            above.push((section.level, number.trim_end_matches(['、', '.', '．'])));
        }
        above.iter().map(|(_, number)| *number).collect()
    });
    paths.collect()
}
