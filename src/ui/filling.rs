//! The question for one cell of a table: what is counted there, what stood there in other years, and the field.

use crate::app::Area;
use crate::app::State;
use crate::model::Cell;
use crate::text::fit::Align;

use super::Caret;
use super::canvas::{Canvas, at};
use super::status::put_wrapped;
use super::theme::Theme;

/// Draws the question; the caret stands in the field.
pub(super) fn draw(
    state: &State,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
    area: Area,
) -> Option<Caret> {
    let table = state.report()?.table(state.grid.table)?;
    let (told, done) = (state.below()?, state.filling()?);
    let width = usize::from(area.width) - 1;
    let mut y = 0;
    let mut line = |canvas: &mut Canvas<'_>, text: &str, style| {
        canvas.put(at(area, 1, y).fit(width, Align::Left), text, style);
        y += 1;
    };
    let progress =
        format!("逐格填写  第 {} 格，共 {} 格，已填 {} 格", done.at, done.all, done.filled);
    line(canvas, &progress, theme.heading);
    // Where there are few rows, nothing stands between what is needed.
    let airy = area.height >= 14;
    let gap = |canvas: &mut Canvas<'_>, line: &mut dyn FnMut(&mut Canvas<'_>, &str, _)| {
        if airy {
            line(canvas, "", theme.ink);
        }
    };
    gap(canvas, &mut line);
    let row = if told.row.is_empty() { "（只有一行）" } else { &told.row };
    line(canvas, row, theme.ink);
    line(canvas, &told.column, theme.ink);
    gap(canvas, &mut line);
    let now = match table.cell(state.grid.row, state.grid.column)? {
        Cell::Blank => "现在 未填".to_owned(),
        cell => format!("现在 {cell}"),
    };
    line(canvas, format!("{now}  {}", told.years.join("  ")).trim_end(), theme.ink);
    let label = "填 ";
    let field = y;
    canvas.put(at(area, 1, field), label, theme.accent);
    let x = 1 + u16::try_from(canvas.widths.of(label)).ok()?;
    let input = &state.grid.input;
    let slot = Area {
        x: area.x + x,
        y: area.y + field,
        width: area.width.saturating_sub(x + 1).min(24),
        height: 1,
    };
    canvas.tint(slot, theme.resting);
    let behind = canvas.put(at(slot, 0, 0), input.text(), theme.resting);
    let unit = crate::app::grid::unit(table, table.rows.get(state.grid.row)?, state.grid.column);
    canvas.put(at(area, x + behind.max(8) + 1, field), unit, theme.faint);
    let notes = Area {
        y: area.y + field + 1 + u16::from(airy),
        height: area.height.saturating_sub(field + 1 + u16::from(airy)),
        ..area
    };
    if !told.note.is_empty() {
        put_wrapped(canvas, notes, &format!("口径 {}", told.note), theme.faint);
    }
    let before = u16::try_from(canvas.widths.of(&input.before_caret())).ok()?;
    let caret = slot.x + before.min(slot.width.saturating_sub(1));
    Some(Caret { x: caret, y: slot.y, typing: true })
}
