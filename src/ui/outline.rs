//! The outline pane: one report, section or table a line, its state at the right.

use crate::app::Area;
use crate::app::Focus;
use crate::app::OutlineRow;
use crate::app::State;
use crate::text::fit::Align;

use super::Caret;
use super::canvas::{Canvas, at};
use super::theme::Theme;

/// Draws the outline; the caret stands on the chosen line while the outline has the keys.
pub(super) fn draw(
    state: &State,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
    area: Area,
) -> Option<Caret> {
    if area.is_empty() || state.project().is_none() {
        return None;
    }
    let rows = state.outline.rows(state);
    let chosen = state.outline.index(&rows);
    let has_keys = state.focus.pane() == Focus::Outline;
    let mut caret = None;
    if rows.is_empty() {
        canvas.put(at(area, 1, 1), "还没有年报。F10 菜单里可以新建、导入", theme.ink);
    }
    for (y, (index, row)) in (0..area.height).zip(rows.iter().enumerate().skip(state.outline.top)) {
        line(row, (state, theme), canvas, Area { y: area.y + y, height: 1, ..area });
        if index == chosen {
            let style = if has_keys { theme.chosen } else { theme.resting };
            canvas.tint(Area { y: area.y + y, height: 1, ..area }, style);
            caret = has_keys.then_some(Caret { x: area.x, y: area.y + y, typing: false });
        }
    }
    caret
}

fn line(row: &OutlineRow, (state, theme): (&State, &Theme), canvas: &mut Canvas<'_>, area: Area) {
    let mark = match row.open {
        Some(true) => state.marks.open,
        Some(false) => state.marks.folded,
        None => " ",
    };
    let open_year = row.depth == 0 && state.year() == Some(row.node.year());
    let style = if open_year { theme.accent } else { theme.ink };
    let indent = u16::try_from(row.depth * 2).unwrap_or(u16::MAX).min(area.width / 2);
    // A blank before it and one behind.
    let note_width = canvas.widths.of(&row.note) + 2;
    let x = canvas.put(at(area, indent + 1, 0), mark, style) + 1;
    let room = usize::from(area.width).saturating_sub(usize::from(x) + note_width);
    let x = canvas.put(at(area, x, 0).fit(room, Align::Left), &row.title, style);
    let bad = row.note.contains('错') || row.note == "读不懂";
    let note = if bad { theme.error } else { theme.faint };
    canvas.put(at(area, x + 1, 0), &row.note, note);
}
