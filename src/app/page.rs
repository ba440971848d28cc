//! The rows of text that are on the screen, and the caret among them.
//!
//! One layout serves drawing, caret, moving and searching. It is made here, after each action, so that drawing only reads.

use crate::edit::Edit;
use crate::editor::caret as editor;
use crate::editor::layouts::Layouts;
use crate::model::Report;
use crate::model::Section;
use crate::model::TextAt;
use crate::text::width::Widths;
use crate::text::wrap::{Change, INDENT, Layout, Measure};

use super::caret::Caret;
use super::grid;
use super::spot::Spot;

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
    /// The number of the heading, on its first row.
    pub number: String,
}

/// What is shown of the open report.
#[derive(Debug, Default)]
pub struct Page {
    /// Where the caret stands.
    pub caret: Caret,
    /// The rows on the screen, top to bottom.
    pub rows: Vec<PageRow>,
    /// Column and row of the caret in the prose area; none where it stands in a table.
    pub cursor: Option<(usize, usize)>,
    top: (Spot, usize),
    layouts: Layouts<TextAt>,
    numbers: Vec<String>,
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
}

impl Page {
    /// Brings the layouts up to a change that has just been made.
    pub fn follow(&mut self, edit: &Edit, report: &Report) {
        match edit {
            Edit::ReplaceText { at, start, removed, inserted } => {
                let change =
                    Change { at: *start, removed: removed.len(), inserted: inserted.len() };
                self.layouts.edited(at, report.text(*at).unwrap_or_default(), change);
            }
            _ => self.forget_all(),
        }
    }

    /// No layout is right any more.
    pub fn forget_all(&mut self) {
        self.layouts.clear();
    }

    /// Shows a place at the top of the screen.
    pub fn show(&mut self, caret: Caret) {
        self.caret = caret;
        self.top = (caret.spot, 0);
    }

    /// Puts the caret where an edit has just been made.
    pub fn go_to_edit(&mut self, edit: &Edit, report: Option<&Report>) {
        let Some(report) = report else { return };
        let first = match edit {
            Edit::Group(edits) => edits.first().unwrap_or(edit),
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
    pub(super) fn settle(&mut self, report: &Report, frame: Frame) {
        self.numbers = report.printed_numbers();
        self.clamp(report);
        let height = frame.height.max(1);
        let mut pen = Pen { report, frame, layouts: &mut self.layouts, numbers: &self.numbers };
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
            self.caret.offset = offset;
        } else if let Some(table) = self.caret.spot.block(report).and_then(|block| block.table()) {
            self.caret.offset = self.caret.offset.min(grid::preview_height(table) - 1);
        }
    }

    /// The caret some rows further down (or up), in the column it keeps to.
    pub(super) fn moved(&mut self, report: &Report, frame: Frame, rows: isize) -> Caret {
        let caret = self.caret;
        let mut pen = Pen { report, frame, layouts: &mut self.layouts, numbers: &self.numbers };
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
    pub(super) fn left(&mut self, report: &Report, frame: Frame) -> Option<usize> {
        let Caret { spot, offset, .. } = self.caret;
        let mut pen = Pen { report, frame, layouts: &mut self.layouts, numbers: &self.numbers };
        editor::left(spot.text(report)?, pen.layout(spot)?, offset)
    }

    /// The caret at the beginning or the end of its row.
    pub(super) fn edge(&mut self, report: &Report, frame: Frame, end: bool) -> Caret {
        let caret = self.caret;
        let mut pen = Pen { report, frame, layouts: &mut self.layouts, numbers: &self.numbers };
        let at = pen.row_of(caret);
        let reached = pen.caret_on(at, if end { usize::MAX } else { 0 });
        Caret { goal: None, ..reached }
    }

    /// Shows the next or the previous screenful; the caret keeps its place on the screen.
    pub(super) fn turn(&mut self, report: &Report, frame: Frame, forward: bool) {
        let rows = isize::try_from(frame.height.saturating_sub(2).max(1)).unwrap_or(1);
        let by = if forward { rows } else { -rows };
        let caret = self.moved(report, frame, by);
        let top = self.top;
        let mut pen = Pen { report, frame, layouts: &mut self.layouts, numbers: &self.numbers };
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

/// Lays out what is asked for. Rows are told as (spot, row), where the rows of a spot count from its leading blank row on.
struct Pen<'a> {
    report: &'a Report,
    frame: Frame,
    layouts: &'a mut Layouts<TextAt>,
    numbers: &'a [String],
}

type RowAt = (Spot, usize);

impl Pen<'_> {
    /// Blank rows before a spot.
    fn lead(&self, spot: Spot) -> usize {
        match spot {
            Spot::Title => 0,
            Spot::Heading(section) => {
                usize::from(self.report.sections.get(section).is_some_and(|found| found.level == 1))
            }
            Spot::Block(section, 0)
                if self.report.sections.get(section).is_some_and(Section::is_preface) =>
            {
                1
            }
            Spot::Block(..) => usize::from(spot.text(self.report).is_none()),
        }
    }

    /// The layout of a heading or a paragraph; the title and tables have none.
    fn layout(&mut self, spot: Spot) -> Option<&Layout> {
        if spot == Spot::Title {
            return None;
        }
        let (at, text) = (spot.text_at(self.report)?, spot.text(self.report)?);
        let indent = match spot {
            Spot::Heading(section) => {
                self.frame.widths.of(self.numbers.get(section).map_or("", String::as_str))
            }
            Spot::Title | Spot::Block(..) => INDENT,
        };
        let measure = Measure { indent, ..Measure::new(self.frame.width, self.frame.widths) };
        Some(self.layouts.of(&at, text, measure))
    }

    /// The rows of the title: it keeps its own line breaks.
    fn title_rows(&self) -> Vec<(usize, usize)> {
        let measure = Measure { indent: 0, ..Measure::new(self.frame.width, self.frame.widths) };
        let mut rows = Vec::new();
        let mut start = 0;
        for line in self.report.title.split('\n') {
            let layout = Layout::new(line, measure);
            rows.extend(layout.rows().iter().map(|row| (start + row.start, start + row.end)));
            start += line.len() + 1;
        }
        rows
    }

    fn height(&mut self, spot: Spot) -> usize {
        if spot == Spot::Title {
            return self.title_rows().len();
        }
        let lead = self.lead(spot);
        match self.layout(spot) {
            Some(layout) => lead + layout.rows().len().max(1),
            None => {
                lead + spot
                    .block(self.report)
                    .and_then(|block| block.table())
                    .map_or(1, grid::preview_height)
            }
        }
    }

    fn exists(&mut self, at: RowAt) -> bool {
        let there = match at.0 {
            Spot::Title => true,
            Spot::Heading(section) => {
                self.report.sections.get(section).is_some_and(|found| !found.is_preface())
            }
            spot @ Spot::Block(..) => spot.block(self.report).is_some(),
        };
        there && at.1 < self.height(at.0)
    }

    /// The row that the caret stands on.
    fn row_of(&mut self, caret: Caret) -> RowAt {
        if caret.spot == Spot::Title {
            let row = self.title_rows().iter().rposition(|(start, _)| *start <= caret.offset);
            return (Spot::Title, row.unwrap_or(0));
        }
        let lead = self.lead(caret.spot);
        let text = caret.spot.text(self.report).unwrap_or_default();
        let row = self
            .layout(caret.spot)
            .map_or(caret.offset, |layout| layout.cell_of(text, caret.offset).0);
        (caret.spot, lead + row)
    }

    fn column(&mut self, caret: Caret) -> usize {
        let text = caret.spot.text(self.report).unwrap_or_default();
        self.layout(caret.spot).map_or(0, |layout| layout.cell_of(text, caret.offset).1)
    }

    /// The caret on a row, as near to a column as can be; a blank row gives the first row of what it leads.
    fn caret_on(&mut self, at: RowAt, column: usize) -> Caret {
        if at.0 == Spot::Title {
            let start = self.title_rows().get(at.1).map_or(0, |(start, _)| *start);
            return Caret { spot: Spot::Title, offset: start, goal: Some(column) };
        }
        let lead = self.lead(at.0);
        let text = at.0.text(self.report).unwrap_or_default();
        let row = at.1.saturating_sub(lead);
        let offset = self.layout(at.0).map_or(row, |layout| layout.offset_at(text, row, column));
        Caret { spot: at.0, offset, goal: Some(column) }
    }

    /// The next row that a caret can stand on.
    fn next_row(&mut self, at: RowAt) -> Option<RowAt> {
        if at.1 + 1 < self.height(at.0) {
            return Some((at.0, at.1 + 1));
        }
        let next = at.0.next(self.report)?;
        Some((next, self.lead(next)))
    }

    fn previous_row(&mut self, at: RowAt) -> Option<RowAt> {
        if at.1 > self.lead(at.0) {
            return Some((at.0, at.1 - 1));
        }
        let before = at.0.previous(self.report)?;
        Some((before, self.height(before) - 1))
    }

    /// The row so many rows further on, at most the last.
    fn on(&mut self, at: RowAt, mut rows: usize) -> RowAt {
        let (mut spot, mut row) = at;
        loop {
            let left = self.height(spot) - 1 - row.min(self.height(spot) - 1);
            if rows <= left {
                return (spot, row + rows);
            }
            let Some(next) = spot.next(self.report) else { return (spot, row + left) };
            rows -= left + 1;
            (spot, row) = (next, 0);
        }
    }

    /// The row so many rows further back, at least the first.
    fn back(&mut self, at: RowAt, mut rows: usize) -> RowAt {
        let mut spot = at.0;
        let mut row = at.1.min(self.height(spot) - 1);
        loop {
            if rows <= row {
                return (spot, row - rows);
            }
            let Some(before) = spot.previous(self.report) else { return (spot, 0) };
            rows -= row + 1;
            row = self.height(before) - 1;
            spot = before;
        }
    }

    /// Rows from one down to another, if fewer than `limit`.
    fn distance(&mut self, from: RowAt, to: RowAt, limit: usize) -> Option<usize> {
        let (mut spot, mut rows) = (from.0, 0);
        let mut first = from.1;
        while spot != to.0 {
            rows += self.height(spot) - first;
            first = 0;
            spot = spot.next(self.report)?;
            if rows >= limit {
                return None;
            }
        }
        let rows = rows + to.1.checked_sub(first)?;
        (rows < limit).then_some(rows)
    }

    /// The rows on a screen that begins here.
    fn rows(&mut self, top: RowAt, height: usize) -> Vec<PageRow> {
        let mut rows = Vec::with_capacity(height);
        let (mut here, mut first) = (Some(top.0), top.1);
        while let Some(spot) = here {
            let (lead, all) = (self.lead(spot), self.height(spot));
            for row in first..all {
                if rows.len() == height {
                    return rows;
                }
                rows.push(self.page_row(spot, row.checked_sub(lead)));
            }
            first = 0;
            here = spot.next(self.report);
        }
        rows
    }

    fn page_row(&mut self, spot: Spot, index: Option<usize>) -> PageRow {
        let number = match spot {
            Spot::Heading(section) if index == Some(0) => {
                self.numbers.get(section).cloned().unwrap_or_default()
            }
            _ => String::new(),
        };
        let empty = PageRow { spot, index, indent: 0, start: 0, end: 0, number };
        let Some(row) = index else { return empty };
        if spot == Spot::Title {
            let (start, end) = self.title_rows().get(row).copied().unwrap_or_default();
            return PageRow { start, end, ..empty };
        }
        let Some(layout) = self.layout(spot) else { return empty };
        let Some(laid) = layout.rows().get(row) else { return empty };
        PageRow { indent: laid.indent, start: laid.start, end: laid.end, ..empty }
    }

    fn cursor(&mut self, caret: Caret, rows: &[PageRow]) -> Option<(usize, usize)> {
        let at = self.row_of(caret);
        let index = at.1 - self.lead(caret.spot);
        let column = self.column(caret);
        let row = rows.iter().position(|row| row.spot == caret.spot && row.index == Some(index))?;
        caret.spot.text(self.report).is_some().then_some((column, row))
    }
}
