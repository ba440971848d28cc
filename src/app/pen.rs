//! Finding rows in the flow of a report: what stands on which row, and which row is so many rows away.

use crate::editor::caret as editor;
use crate::editor::layouts::Layouts;
use crate::model::Block;
use crate::model::Report;
use crate::model::Section;
use crate::model::TextAt;
use crate::text::wrap::{INDENT, Layout, Measure};

use super::caret::Caret;
use super::grid;
use super::page::{Frame, PageRow};
use super::spot::Spot;
use super::ties::{Shown, Ties};

/// Lays out what is asked for. Rows are told as (spot, row), where the rows of a spot count from its leading blank row on.
pub(super) struct Pen<'a> {
    pub(super) report: &'a Report,
    pub(super) frame: Frame,
    pub(super) layouts: &'a mut Layouts<TextAt>,
    pub(super) numbers: &'a [String],
    pub(super) ties: &'a Ties,
}

/// A row: which text, and which row of it.
pub(super) type RowAt = (Spot, usize);

impl<'a> Pen<'a> {
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

    /// A text as it is shown, with the signs around its numbers.
    fn shown(&self, spot: Spot) -> Option<Shown<'a>> {
        let text = spot.text(self.report)?;
        let paragraph = spot.block(self.report).and_then(Block::paragraph);
        Some(paragraph.map_or_else(|| Shown::plain(text), |own| self.ties.shown(own)))
    }

    /// The byte before the grapheme before another, if there is one; no sign is stopped at.
    pub(super) fn left(&mut self, spot: Spot, offset: usize) -> Option<usize> {
        let shown = self.shown(spot)?;
        let layout = self.layout(spot)?;
        let mut place = shown.place(offset);
        loop {
            place = editor::left(&shown.text, layout, place)?;
            let byte = shown.byte(place);
            if byte < offset {
                return Some(byte);
            }
        }
    }

    /// The byte at a row and a column of a text.
    pub(super) fn offset_at(&mut self, spot: Spot, row: usize, column: usize) -> Option<usize> {
        let shown = self.shown(spot)?;
        let place = self.layout(spot)?.offset_at(&shown.text, row, column);
        Some(shown.byte(place))
    }

    /// The layout of a heading or a paragraph; the title and tables have none.
    pub(super) fn layout(&mut self, spot: Spot) -> Option<&Layout> {
        if spot == Spot::Title {
            return None;
        }
        let (at, shown) = (spot.text_at(self.report)?, self.shown(spot)?);
        let indent = match spot {
            Spot::Heading(section) => {
                self.frame.widths.of(self.numbers.get(section).map_or("", String::as_str))
            }
            Spot::Title | Spot::Block(..) => INDENT,
        };
        let hanging = self.frame.hanging;
        let measure =
            Measure { indent, hanging, ..Measure::new(self.frame.width, self.frame.widths) };
        Some(self.layouts.of(&at, &shown.text, measure))
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

    pub(super) fn exists(&mut self, at: RowAt) -> bool {
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
    pub(super) fn row_of(&mut self, caret: Caret) -> RowAt {
        if caret.spot == Spot::Title {
            let row = self.title_rows().iter().rposition(|(start, _)| *start <= caret.offset);
            return (Spot::Title, row.unwrap_or(0));
        }
        (caret.spot, self.lead(caret.spot) + self.cell_of(caret).0)
    }

    /// Row and column of the caret in its text.
    fn cell_of(&mut self, caret: Caret) -> (usize, usize) {
        let Some(shown) = self.shown(caret.spot) else { return (caret.offset, 0) };
        let Some(layout) = self.layout(caret.spot) else { return (caret.offset, 0) };
        let place = shown.place(caret.offset);
        let (row, column) = layout.cell_of(&shown.text, place);
        let above = row.checked_sub(1).and_then(|above| Some((above, layout.rows().get(above)?)));
        match above {
            Some((above, laid)) if caret.upper && shown.byte(laid.end) == caret.offset => {
                (above, laid.indent + laid.width)
            }
            _ => (row, column),
        }
    }

    pub(super) fn column(&mut self, caret: Caret) -> usize {
        self.cell_of(caret).1
    }

    /// The caret behind the last glyph of a row.
    pub(super) fn row_end(&mut self, at: RowAt) -> Caret {
        let row = at.1.saturating_sub(self.lead(at.0));
        let end = self.layout(at.0).and_then(|layout| layout.rows().get(row)).map(|laid| laid.end);
        match end.zip(self.shown(at.0)) {
            Some((end, shown)) => Caret { upper: true, ..Caret::at(at.0, shown.byte(end)) },
            None => self.caret_on(at, 0),
        }
    }

    /// The caret on a row, as near to a column as can be; a blank row gives the first row of what it leads.
    pub(super) fn caret_on(&mut self, at: RowAt, column: usize) -> Caret {
        if at.0 == Spot::Title {
            let start = self.title_rows().get(at.1).map_or(0, |(start, _)| *start);
            return Caret { spot: Spot::Title, offset: start, goal: Some(column), upper: false };
        }
        let lead = self.lead(at.0);
        let row = at.1.saturating_sub(lead);
        let offset = self.offset_at(at.0, row, column).unwrap_or(row);
        Caret { spot: at.0, offset, goal: Some(column), upper: false }
    }

    /// The next row that a caret can stand on.
    pub(super) fn next_row(&mut self, at: RowAt) -> Option<RowAt> {
        if at.1 + 1 < self.height(at.0) {
            return Some((at.0, at.1 + 1));
        }
        let next = at.0.next(self.report)?;
        Some((next, self.lead(next)))
    }

    pub(super) fn previous_row(&mut self, at: RowAt) -> Option<RowAt> {
        if at.1 > self.lead(at.0) {
            return Some((at.0, at.1 - 1));
        }
        let before = at.0.previous(self.report)?;
        Some((before, self.height(before) - 1))
    }

    /// The row so many rows further on, at most the last.
    pub(super) fn on(&mut self, at: RowAt, mut rows: usize) -> RowAt {
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
    pub(super) fn back(&mut self, at: RowAt, mut rows: usize) -> RowAt {
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
    pub(super) fn distance(&mut self, from: RowAt, to: RowAt, limit: usize) -> Option<usize> {
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
    pub(super) fn rows(&mut self, top: RowAt, height: usize) -> Vec<PageRow> {
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
        let empty = PageRow { spot, index, indent: 0, start: 0, end: 0, shown: 0..0, number };
        let Some(row) = index else { return empty };
        if spot == Spot::Title {
            let (start, end) = self.title_rows().get(row).copied().unwrap_or_default();
            return PageRow { start, end, shown: start..end, ..empty };
        }
        let Some(shown) = self.shown(spot) else { return empty };
        let Some(layout) = self.layout(spot) else { return empty };
        let Some(laid) = layout.rows().get(row) else { return empty };
        let (start, end) = (shown.byte(laid.start), shown.byte(laid.end));
        PageRow { indent: laid.indent, start, end, shown: laid.start..laid.end, ..empty }
    }

    pub(super) fn cursor(&mut self, caret: Caret, rows: &[PageRow]) -> Option<(usize, usize)> {
        let at = self.row_of(caret);
        let index = at.1 - self.lead(caret.spot);
        let column = self.column(caret);
        let row = rows.iter().position(|row| row.spot == caret.spot && row.index == Some(index))?;
        caret.spot.text(self.report).is_some().then_some((column, row))
    }
}
