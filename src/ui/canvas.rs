//! Cells that are drawn on: every glyph with the width that this terminal gives it.

use std::borrow::Cow;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::Style;

use crate::app::Area;
use crate::text::fit::{Align, fit_to};
use crate::text::grapheme::graphemes;
use crate::text::visible::visible;
use crate::text::width::Widths;

use super::rect;

/// The symbol of a cell that the wide glyph before it covers.
const COVERED: &str = "";

/// A place within an area to write at, and how many cells to fill from there on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    area: Area,
    x: u16,
    y: u16,
    cells: Option<(usize, Align)>,
}

/// The place at a column and a row of an area, both from 0.
pub(super) const fn at(area: Area, x: u16, y: u16) -> Slot {
    Slot { area, x, y, cells: None }
}

impl Slot {
    /// Exactly so many cells: text is padded or cut.
    pub(super) const fn fit(self, cells: usize, align: Align) -> Self {
        Self { cells: Some((cells, align)), ..self }
    }
}

/// The screen while it is drawn.
pub(super) struct Canvas<'a> {
    buffer: &'a mut Buffer,
    /// How wide glyphs are here.
    pub(super) widths: &'a Widths,
}

impl<'a> Canvas<'a> {
    /// A blank screen.
    pub(super) fn new(buffer: &'a mut Buffer, widths: &'a Widths, ink: Style) -> Self {
        let area = buffer.area;
        buffer.reset();
        buffer.set_style(area, ink);
        Self { buffer, widths }
    }

    /// Blanks an area in a style; wide glyphs that reach into it from outside are blanked whole.
    pub(super) fn fill(&mut self, area: Area, style: Style) {
        for y in area.y..area.y + area.height {
            for x in area.x..area.x + area.width {
                self.set((x, y), " ", style);
            }
        }
    }

    /// Changes the style of an area and leaves its glyphs.
    pub(super) fn tint(&mut self, area: Area, style: Style) {
        self.buffer.set_style(rect(area), style);
    }

    /// Writes text into a slot; what does not fit is left out whole. Gives back the column behind it.
    pub(super) fn put(&mut self, slot: Slot, text: &str, style: Style) -> u16 {
        match slot.cells {
            Some((cells, align)) => {
                let fitted = fit_to(text, cells, align, self.widths);
                self.write(slot, &fitted, style)
            }
            None => self.write(slot, text, style),
        }
    }

    fn write(&mut self, slot: Slot, text: &str, style: Style) -> u16 {
        let Slot { area, y, .. } = slot;
        let (widths, first) = (self.widths, usize::from(area.x + slot.x));
        let end = usize::from(area.x + area.width);
        if y >= area.height || slot.x > area.width {
            return slot.x.max(area.width);
        }
        let row = self.row(area.y + y);
        if let (Some(left), true) = (first.checked_sub(1), covered(row, first)) {
            set(row, left, " ");
        }
        let mut x = first;
        let mut whole = true;
        for (_, grapheme) in graphemes(text) {
            let shown = visible(grapheme);
            if let Cow::Borrowed(shown) = shown {
                whole = glyph(row, (&mut x, end), (shown, style), widths);
            } else {
                for (_, part) in graphemes(&shown) {
                    whole = whole && glyph(row, (&mut x, end), (part, style.reversed()), widths);
                }
            }
            if !whole {
                break;
            }
        }
        if x > first && covered(row, x) {
            set(row, x, " ");
        }
        let reached = u16::try_from(x).unwrap_or(u16::MAX).saturating_sub(area.x);
        if whole { reached } else { reached.max(area.width) }
    }

    /// The cells of a row of the screen, from its first column.
    fn row(&mut self, y: u16) -> &mut [Cell] {
        let width = usize::from(self.buffer.area.width);
        let start = usize::from(y) * width;
        self.buffer.content.get_mut(start..start + width).unwrap_or_default()
    }

    /// Sets one cell; the other half of a wide glyph that stood here is blanked.
    fn set(&mut self, (x, y): (u16, u16), symbol: &str, style: Style) {
        let covered = self.symbol((x, y)) == Some(COVERED);
        if let (true, Some(left)) = (covered, x.checked_sub(1)) {
            self.blank((left, y));
        }
        if self.symbol((x + 1, y)) == Some(COVERED) {
            self.blank((x + 1, y));
        }
        self.mark((x, y), symbol, style);
    }

    fn mark(&mut self, (x, y): (u16, u16), symbol: &str, style: Style) {
        if let Some(cell) = self.buffer.cell_mut(Position { x, y }) {
            cell.set_symbol(symbol).set_style(style);
        }
    }

    fn blank(&mut self, (x, y): (u16, u16)) {
        if let Some(cell) = self.buffer.cell_mut(Position { x, y }) {
            cell.set_symbol(" ");
        }
    }

    fn symbol(&self, (x, y): (u16, u16)) -> Option<&str> {
        self.buffer.cell(Position { x, y }).map(ratatui::buffer::Cell::symbol)
    }
}

/// Writes one glyph and goes behind it; says whether it fitted before the end.
fn glyph(
    row: &mut [Cell],
    (x, end): (&mut usize, usize),
    (grapheme, style): (&str, Style),
    widths: &Widths,
) -> bool {
    let width = widths.glyph(grapheme).clamp(1, 2);
    if *x + width > end {
        return false;
    }
    for (at, symbol) in [grapheme, COVERED].into_iter().take(width).enumerate() {
        if let Some(cell) = row.get_mut(*x + at) {
            cell.set_symbol(symbol).set_style(style);
        }
    }
    *x += width;
    true
}

fn covered(row: &[Cell], x: usize) -> bool {
    row.get(x).is_some_and(|cell| cell.symbol() == COVERED)
}

fn set(row: &mut [Cell], x: usize, symbol: &str) {
    if let Some(cell) = row.get_mut(x) {
        cell.set_symbol(symbol);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;

    fn row(buffer: &Buffer) -> Vec<&str> {
        buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn a_sheet_over_half_a_glyph_leaves_no_half() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        let mut canvas = Canvas::new(&mut buffer, &Widths::NARROW, Style::new());
        let all = Area { x: 0, y: 0, width: 6, height: 1 };
        canvas.put(at(all, 0, 0), "政府年", Style::new());
        canvas.fill(Area { x: 1, width: 2, ..all }, Style::new());
        assert_eq!(row(&buffer), [" ", " ", " ", " ", "年", ""]);
    }

    #[test]
    fn a_glyph_that_does_not_fit_is_left_out_whole() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
        let mut canvas = Canvas::new(&mut buffer, &Widths::NARROW, Style::new());
        canvas.put(at(Area { x: 0, y: 0, width: 3, height: 1 }, 0, 0), "政府", Style::new());
        assert_eq!(row(&buffer), ["政", "", " "]);
    }
}
