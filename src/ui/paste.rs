//! What a pasted block would change, before anything is changed.

use crate::app::Area;
use crate::app::State;
use crate::app::grid;
use crate::text::fit::Align;

use super::Caret;
use super::canvas::{Canvas, at};
use super::theme::Theme;

/// The sheet: how the block was laid on the table, what is missing, each change old and new; below it the answers.
pub(super) fn draw(
    state: &State,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
    (area, answers): (Area, Area),
) -> Option<Caret> {
    let table = state.report()?.table(state.grid.table)?;
    let form = state.form_of(table);
    let paste = &state.grid.paste;
    canvas.fill(area, theme.ink);
    let head = Area { height: 1, ..area };
    canvas.fill(head, theme.sheet);
    let counted =
        format!("粘贴预览：{}，改 {} 格，{} 格不变", paste.how, paste.changes.len(), paste.same);
    let width = usize::from(area.width);
    canvas.put(at(head, 1, 0).fit(width - 1, Align::Left), &counted, theme.sheet);
    let told = paste.told.iter().map(|text| (text.clone(), theme.warning));
    let shown = |cell| grid::shown(cell, true);
    let changes = paste.changes.iter().map(|change| {
        let name = grid::cell_name(form, table, change.place);
        (format!("{name}  {} > {}", shown(&change.from), shown(&change.to)), theme.ink)
    });
    let lines = told.chain(changes).skip(paste.top);
    for (y, (text, style)) in (1..area.height).zip(lines) {
        canvas.put(at(area, 1, y).fit(width - 1, Align::Left), &text, style);
    }
    canvas.fill(answers, theme.ink);
    let last = answers.height.saturating_sub(1);
    let mut x = 1;
    for (number, (_, title)) in (1..).zip(paste.ways()) {
        let style = if number == 1 { theme.chosen } else { theme.ink };
        x = canvas.put(at(answers, x, last), &format!("{number} {title}"), style) + 2;
    }
    Some(Caret { x: answers.x + 1, y: answers.y + last, typing: false })
}
