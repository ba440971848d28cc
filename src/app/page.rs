//! The rows of text that are on the screen, and the caret among them.
//!
//! One layout serves drawing, caret, moving and searching. It is made here, after each action, so that drawing only reads.

use std::ops::Range;

use crate::edit::Edit;
use crate::editor::layouts::Layouts;
use crate::model::Report;
use crate::model::TextAt;
use crate::model::Year;
use crate::text::width::Widths;
use crate::text::wrap::Change;

use super::caret::Caret;
use super::counts::Counts;
use super::grid;
use super::pen::Pen;
use super::spot::Spot;
use super::ties::Ties;

/// One row of the text pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRow {
    /// What stands on it.
    pub spot: Spot,
    /// Which row of it, counted from 0 behind the blank rows before it; none for those blank rows.
    pub index: Option<usize>,
    /// Cells before the text.
    pub indent: usize,
    /// First byte of the text on this row.
    pub start: usize,
    /// Byte behind the last.
    pub end: usize,
    /// The same in what is shown, the signs around numbers counted.
    pub shown: Range<usize>,
    /// The number of the heading, on its first row.
    pub number: String,
}

/// What is shown of the open report.
#[derive(Debug, Default)]
pub struct Page {
    /// Where the caret stands.
    pub caret: Caret,
    /// Where a selection began; what lies between it and the caret is selected.
    pub mark: Option<Caret>,
    /// Whether moving the caret keeps the selection.
    pub(super) held: bool,
    /// The rows on the screen, top to bottom.
    pub rows: Vec<PageRow>,
    /// Column and row of the caret in the prose area; none where it stands in a table.
    pub cursor: Option<(usize, usize)>,
    /// How long the text at the caret is.
    pub counts: Counts,
    top: (Spot, usize),
    layouts: Layouts<TextAt>,
    /// The numbers of the headings, and of which report they are; made again when its build has changed.
    numbers: Vec<String>,
    numbered: Option<Year>,
}

/// The size and widths that the page is laid out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    /// Cells of a full line.
    pub(super) width: usize,
    /// Rows on the screen.
    pub(super) height: usize,
    /// How wide glyphs are here.
    pub(super) widths: Widths,
    /// Whether 。，、 hang past the margin; the width leaves them room.
    pub(super) hanging: bool,
}

impl Page {
    /// Brings the layouts up to a change that has just been made.
    pub fn follow(&mut self, edit: &Edit, (report, ties): (&Report, &Ties)) {
        match edit {
            Edit::ReplaceText { at: at @ TextAt::Paragraph(id), .. } if ties.has_signs(*id) => {
                // Its signs move with it: laid out anew.
                self.counts.forget(*at);
                self.layouts.forget(at);
            }
            Edit::ReplaceText { at, start, removed, inserted } => {
                let change =
                    Change { at: *start, removed: removed.len(), inserted: inserted.len() };
                self.counts.forget(*at);
                // In a long report the text at the caret is found without a search.
                let spot = self.caret.spot;
                let here = spot.text_at(report).filter(|here| here == at);
                let text = here.map_or_else(|| report.text(*at), |_| spot.text(report));
                self.layouts.edited(at, text.unwrap_or_default(), change);
            }
            _ => self.forget_all(),
        }
    }

    /// No layout is right any more.
    pub fn forget_all(&mut self) {
        self.layouts.clear();
        self.counts.forget_all();
        self.numbered = None;
    }

    /// The number that a heading is printed with, by its place.
    pub fn number(&self, section: usize) -> &str {
        self.numbers.get(section).map_or("", String::as_str)
    }

    /// The user has paused: what is not counted at each key is.
    pub fn rest(&mut self, report: &Report) {
        self.counts.rest(report, self.caret.spot);
    }

    /// Puts the caret somewhere else; nothing is selected any more.
    pub fn jump(&mut self, caret: Caret) {
        self.caret = caret;
        self.unmark();
    }

    /// The layout of one text is not right any more.
    pub fn forget(&mut self, at: TextAt) {
        self.layouts.forget(&at);
    }

    /// Nothing is selected any more.
    pub fn unmark(&mut self) {
        (self.mark, self.held) = (None, false);
    }

    /// Shows a place at the top of the screen.
    pub fn show(&mut self, caret: Caret) {
        self.jump(caret);
        self.top = (caret.spot, 0);
    }

    /// Puts the caret where an edit has just been made.
    pub fn go_to_edit(&mut self, edit: &Edit, report: Option<&Report>) {
        let Some(report) = report else { return };
        // Of several changes that are one to the user, the text he typed in is where it happened.
        let typed = |edit: &&Edit| matches!(edit, Edit::ReplaceText { .. });
        let first = match edit {
            Edit::Group(edits) => edits.iter().find(typed).or(edits.first()).unwrap_or(edit),
            _ => edit,
        };
        let caret = match first {
            Edit::ReplaceText { at, start, inserted, .. } => {
                Spot::of(report, *at).map(|spot| Caret::at(spot, start + inserted.len()))
            }
            Edit::SetNumber { section, .. } | Edit::SetLevel { section, .. } => {
                report.section_index(*section).map(|index| Caret::before(Spot::Heading(index)))
            }
            Edit::InsertSections { at, .. } | Edit::RemoveSections { at, .. } => Some(
                Caret::before(Spot::first_of(report, *at).unwrap_or_else(|| Spot::last(report))),
            ),
            Edit::InsertBlocks { section, at, .. } | Edit::RemoveBlocks { section, at, .. } => {
                report.section_index(*section).map(|index| Caret::before(Spot::Block(index, *at)))
            }
            Edit::SetCell { table, .. } => {
                Spot::of(report, TextAt::Caption(*table)).map(Caret::before)
            }
            _ => None,
        };
        self.caret = caret.unwrap_or(self.caret);
    }

    /// Makes the caret stand on something and the screen show it.
    pub(super) fn settle(&mut self, (report, ties): (&Report, &Ties), frame: Frame) {
        if self.numbered != Some(report.year) {
            self.numbers = report.printed_numbers();
            self.numbered = Some(report.year);
        }
        self.clamp(report);
        self.counts.take(report, self.caret.spot);
        let height = frame.height.max(1);
        let mut pen =
            Pen { report, frame, layouts: &mut self.layouts, numbers: &self.numbers, ties };
        let at = pen.row_of(self.caret);
        if !pen.exists(self.top) || self.top > at {
            self.top = at;
        }
        if pen.distance(self.top, at, height).is_none() {
            self.top = pen.back(at, height - 1);
        }
        self.rows = pen.rows(self.top, height);
        self.cursor = pen.cursor(self.caret, &self.rows);
    }

    fn clamp(&mut self, report: &Report) {
        let exists = match self.caret.spot {
            Spot::Title => true,
            Spot::Heading(section) => {
                report.sections.get(section).is_some_and(|section| !section.is_preface())
            }
            spot @ Spot::Block(..) => spot.block(report).is_some(),
        };
        if !exists {
            let near =
                self.caret.spot.section().and_then(|section| Spot::first_of(report, section));
            self.caret = Caret::before(near.unwrap_or_else(|| Spot::last(report)));
        }
        if let Some(text) = self.caret.spot.text(report) {
            let mut offset = self.caret.offset.min(text.len());
            while !text.is_char_boundary(offset) {
                offset -= 1;
            }
            let near = |link: Range<usize>| {
                if offset - link.start < link.end - offset { link.start } else { link.end }
            };
            self.caret.offset = link_around(report, self.caret.spot, offset).map_or(offset, near);
        } else if let Some(table) = self.caret.spot.block(report).and_then(|block| block.table()) {
            self.caret.offset = self.caret.offset.min(grid::preview_height(table) - 1);
        }
    }

    /// The caret some rows further down (or up), in the column it keeps to.
    pub(super) fn moved(
        &mut self,
        (report, ties): (&Report, &Ties),
        frame: Frame,
        rows: isize,
    ) -> Caret {
        let caret = self.caret;
        let mut pen =
            Pen { report, frame, layouts: &mut self.layouts, numbers: &self.numbers, ties };
        let goal = caret.goal.unwrap_or_else(|| pen.column(caret));
        let mut at = pen.row_of(caret);
        for _ in 0..rows.unsigned_abs() {
            let next = if rows > 0 { pen.next_row(at) } else { pen.previous_row(at) };
            let Some(next) = next else { break };
            at = next;
        }
        pen.caret_on(at, goal)
    }

    /// The offset before the grapheme before the caret, if there is one in its text.
    pub(super) fn left(&mut self, (report, ties): (&Report, &Ties), frame: Frame) -> Option<usize> {
        let Caret { spot, offset, .. } = self.caret;
        let mut pen =
            Pen { report, frame, layouts: &mut self.layouts, numbers: &self.numbers, ties };
        let reached = pen.left(spot, offset)?;
        Some(link_around(report, spot, reached).map_or(reached, |link| link.start))
    }

    /// The caret at the beginning or the end of its row.
    pub(super) fn edge(
        &mut self,
        (report, ties): (&Report, &Ties),
        frame: Frame,
        end: bool,
    ) -> Caret {
        let caret = self.caret;
        let mut pen =
            Pen { report, frame, layouts: &mut self.layouts, numbers: &self.numbers, ties };
        let at = pen.row_of(caret);
        let reached = if end { pen.row_end(at) } else { pen.caret_on(at, 0) };
        Caret { goal: None, ..reached }
    }

    /// The caret at a row and a column of the screen; none on a blank row.
    pub(super) fn caret_at(
        &mut self,
        (report, ties): (&Report, &Ties),
        frame: Frame,
        (row, column): (usize, usize),
    ) -> Option<Caret> {
        let shown = self.rows.get(row)?.clone();
        let index = shown.index?;
        let mut pen =
            Pen { report, frame, layouts: &mut self.layouts, numbers: &self.numbers, ties };
        let offset = match shown.spot.text(report) {
            Some(_) if shown.spot == Spot::Title => shown.start,
            Some(_) => pen.offset_at(shown.spot, index, column)?,
            None => index,
        };
        Some(Caret::at(shown.spot, offset))
    }

    /// Shows the next or the previous screenful; the caret keeps its place on the screen.
    pub(super) fn turn(&mut self, (report, ties): (&Report, &Ties), frame: Frame, forward: bool) {
        let rows = isize::try_from(frame.height.saturating_sub(2).max(1)).unwrap_or(1);
        let by = if forward { rows } else { -rows };
        let caret = self.moved((report, ties), frame, by);
        let top = self.top;
        let mut pen =
            Pen { report, frame, layouts: &mut self.layouts, numbers: &self.numbers, ties };
        self.top = if forward {
            pen.on(top, rows.unsigned_abs())
        } else {
            pen.back(top, rows.unsigned_abs())
        };
        let last = pen.back((Spot::last(report), usize::MAX), frame.height.saturating_sub(1));
        self.top = self.top.min(last);
        self.caret = caret;
    }
}

/// The bytes of the tied figure that has a place of a text inside, not at its edge: a caret passes it in one step.
pub(super) fn link_around(report: &Report, spot: Spot, offset: usize) -> Option<Range<usize>> {
    let paragraph = spot.block(report)?.paragraph()?;
    let byte = |at: usize| paragraph.text.char_indices().nth(at).map(|(byte, _)| byte);
    paragraph.links.iter().find_map(|link| {
        let end = byte(link.to).unwrap_or(paragraph.text.len());
        byte(link.from)
            .map(|start| start..end)
            .filter(|link| link.start < offset && offset < link.end)
    })
}
