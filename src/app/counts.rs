//! 字数 of the paragraph and of the chapter at the caret; what has not changed is not counted again.

use std::collections::BTreeMap;

use crate::model::Id;
use crate::model::Report;
use crate::model::Section;
use crate::model::TextAt;
use crate::model::Year;
use crate::text::count::count;

use super::spot::Spot;

/// A chapter with more paragraphs than any office writes is not counted.
const LONG: usize = 2000;

/// How long the text at the caret is, as offices count.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    /// Of the text at the caret.
    pub here: usize,
    /// Of the chapter (一、二、…) that it stands in, paragraphs alone; none outside chapters.
    pub chapter: Option<usize>,
    /// Index of the heading of that chapter.
    pub heading: usize,
    known: BTreeMap<Id, usize>,
    /// Where the chapter was counted last: while one types there it is counted at each pause, not at each key.
    counted_at: Option<(Year, Spot)>,
}

impl Counts {
    /// A text has changed.
    pub(super) fn forget(&mut self, at: TextAt) {
        if let TextAt::Paragraph(id) = at {
            self.known.remove(&id);
        }
    }

    /// Everything has changed.
    pub(super) fn forget_all(&mut self) {
        self.known.clear();
        self.counted_at = None;
    }

    /// Counts at a place.
    pub(super) fn take(&mut self, report: &Report, spot: Spot) {
        self.here = match (spot.text_at(report), spot.text(report)) {
            (Some(TextAt::Paragraph(id)), Some(text)) => self.of(id, text),
            (_, text) => count(text.unwrap_or_default()).total(),
        };
        if self.counted_at != Some((report.year, spot)) {
            self.rest(report, spot);
        }
    }

    /// Counts the chapter at a place, which must have been taken.
    pub(super) fn rest(&mut self, report: &Report, spot: Spot) {
        self.counted_at = Some((report.year, spot));
        self.chapter = None;
        let Some(index) = spot.section() else { return };
        let above = report.sections.iter().take(index + 1).rposition(|section| section.level == 1);
        let Some(heading) = above else { return };
        let family: Vec<&Section> =
            report.sections.iter().skip(heading).take(report.subtree(heading).max(1)).collect();
        if family.iter().map(|section| section.blocks.len()).sum::<usize>() > LONG {
            return;
        }
        self.heading = heading;
        let paragraphs = family.into_iter().flat_map(Section::paragraphs);
        let total = paragraphs.map(|paragraph| self.of(paragraph.id, &paragraph.text)).sum();
        self.chapter = Some(total);
    }

    fn of(&mut self, id: Id, text: &str) -> usize {
        *self.known.entry(id).or_insert_with(|| count(text).total())
    }
}
