//! Places in the flow of a report: title, headings, paragraphs and tables in reading order.

use std::cmp::Ordering;

use crate::model::Block;
use crate::model::Report;
use crate::model::TextAt;

/// A place in the flow. The order is the reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Spot {
    /// The title of the report.
    #[default]
    Title,
    /// The heading of the section with this index.
    Heading(usize),
    /// The block with this index in the section with this index.
    Block(usize, usize),
}

impl Ord for Spot {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |spot: &Self| match *spot {
            Self::Title => (0, 0),
            Self::Heading(section) => (section + 1, 0),
            Self::Block(section, block) => (section + 1, block + 1),
        };
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Spot {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Spot {
    /// The next place, if there is one.
    pub fn next(self, report: &Report) -> Option<Self> {
        let (section, block) = match self {
            Self::Title => return Self::first_of(report, 0),
            Self::Heading(section) => (section, 0),
            Self::Block(section, block) => (section, block + 1),
        };
        if block < report.sections.get(section)?.blocks.len() {
            return Some(Self::Block(section, block));
        }
        Self::first_of(report, section + 1)
    }

    /// The place before, if there is one.
    pub fn previous(self, report: &Report) -> Option<Self> {
        match self {
            Self::Title => None,
            Self::Block(section, 0) if report.sections.get(section)?.is_preface() => {
                Self::last_before(report, section)
            }
            Self::Block(section, 0) => Some(Self::Heading(section)),
            Self::Block(section, block) => Some(Self::Block(section, block - 1)),
            Self::Heading(section) => Self::last_before(report, section),
        }
    }

    /// Heading of the section, or its first block where it has no heading; of a later section where it has neither.
    pub fn first_of(report: &Report, section: usize) -> Option<Self> {
        let found = report.sections.get(section)?;
        if !found.is_preface() {
            Some(Self::Heading(section))
        } else if found.blocks.is_empty() {
            Self::first_of(report, section + 1)
        } else {
            Some(Self::Block(section, 0))
        }
    }

    fn last_before(report: &Report, section: usize) -> Option<Self> {
        let Some(before) = section.checked_sub(1) else { return Some(Self::Title) };
        let found = report.sections.get(before)?;
        match found.blocks.len().checked_sub(1) {
            Some(last) => Some(Self::Block(before, last)),
            None if found.is_preface() => Self::last_before(report, before),
            None => Some(Self::Heading(before)),
        }
    }

    /// The last place of the report.
    pub fn last(report: &Report) -> Self {
        Self::last_before(report, report.sections.len()).unwrap_or_default()
    }

    /// Index of the section it stands in; none for the title.
    pub const fn section(self) -> Option<usize> {
        match self {
            Self::Title => None,
            Self::Heading(section) | Self::Block(section, _) => Some(section),
        }
    }

    /// The block, if it is one.
    pub fn block(self, report: &Report) -> Option<&Block> {
        match self {
            Self::Block(section, block) => report.sections.get(section)?.blocks.get(block),
            Self::Title | Self::Heading(_) => None,
        }
    }

    /// The text that can be typed in here; none in a table.
    pub fn text_at(self, report: &Report) -> Option<TextAt> {
        match self {
            Self::Title => Some(TextAt::Title),
            Self::Heading(section) => Some(TextAt::Heading(report.sections.get(section)?.id)),
            Self::Block(..) => Some(TextAt::Paragraph(self.block(report)?.paragraph()?.id)),
        }
    }

    /// The text that stands here; none in a table.
    pub fn text(self, report: &Report) -> Option<&str> {
        match self {
            Self::Title => Some(&report.title),
            Self::Heading(section) => Some(&report.sections.get(section)?.title),
            Self::Block(..) => Some(&self.block(report)?.paragraph()?.text),
        }
    }

    /// Where a text stands in the flow.
    pub fn of(report: &Report, at: TextAt) -> Option<Self> {
        Some(match at {
            TextAt::Title => Self::Title,
            TextAt::Heading(id) => Self::Heading(report.section_index(id)?),
            TextAt::Paragraph(id) | TextAt::Caption(id) => {
                let (section, block) = report.block_index(id)?;
                Self::Block(section, block)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Paragraph, Section};

    fn section(level: u8, blocks: usize) -> Section {
        let blocks = vec![Block::Paragraph(Paragraph::default()); blocks];
        Section { level, blocks, ..Section::default() }
    }

    #[test]
    fn the_flow_is_the_same_forwards_and_backwards() {
        for sections in [
            vec![],
            vec![section(0, 0)],
            vec![section(0, 2), section(1, 0), section(2, 1), section(1, 2)],
            vec![section(0, 0), section(1, 1)],
            vec![section(1, 0)],
        ] {
            let mut report = Report::new(2024, String::new()).unwrap();
            report.sections = sections;
            let forwards: Vec<Spot> =
                std::iter::successors(Some(Spot::Title), |spot| spot.next(&report)).collect();
            let last = Spot::last(&report);
            let mut backwards: Vec<Spot> =
                std::iter::successors(Some(last), |spot| spot.previous(&report)).collect();
            backwards.reverse();
            assert_eq!(forwards, backwards);
            assert!(forwards.is_sorted());
        }
    }
}
