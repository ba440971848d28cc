//! The menu bar and the menu below it.

use crate::app::Area;
use crate::app::Menu;
use crate::app::State;
use crate::app::why_not;
use crate::text::fit::Align;

use super::Caret;
use super::canvas::{Canvas, at};
use super::theme::Theme;

/// Draws the bar over the title row and the open menu below; the caret stands on the chosen line.
pub(super) fn draw(
    state: &State,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
    bar: Area,
) -> Option<Caret> {
    canvas.fill(bar, theme.sheet);
    let narrow = bar.width < 50;
    let mut x = u16::from(!narrow);
    let mut left = 0;
    for (index, menu) in Menu::BAR.iter().enumerate() {
        let style = if index == state.menu.group { theme.chosen } else { theme.sheet };
        if index == state.menu.group {
            left = x;
        }
        let open = index == state.menu.group;
        // In a narrow window the titles stand close, so that all of them are there.
        let text = match (open, narrow) {
            (true, _) => format!("[{}]", menu.title()),
            (false, false) => format!(" {} ", menu.title()),
            (false, true) => menu.title().to_owned(),
        };
        x = canvas.put(at(bar, x, 0), &text, if open { theme.title } else { style });
    }
    let commands = state.menu.commands();
    let width = if bar.width < 50 { bar.width } else { 36 };
    let height = u16::try_from(commands.len()).unwrap_or(0).min(state.size.rows.saturating_sub(4));
    let sheet = Area { x: left.min(bar.width - width), y: bar.y + 1, width, height };
    canvas.fill(sheet, theme.sheet);
    let top = state.menu.line.saturating_sub(usize::from(height.saturating_sub(1)));
    let mut caret = None;
    for (y, (index, command)) in (0..height).zip(commands.iter().enumerate().skip(top)) {
        let line = Area { y: sheet.y + y, height: 1, ..sheet };
        let digit = if index < 10 { format!("{} ", (index + 1) % 10) } else { "  ".to_owned() };
        let blocked = if why_not(state, command).is_some() { "（现在不能用）" } else { "" };
        let x = canvas.put(at(line, 1, 0), &digit, theme.sheet);
        let title = format!("{}{blocked}", command.title);
        let x = canvas.put(at(line, x, 0).fit(24, Align::Left), &title, theme.sheet);
        canvas.put(at(line, x, 0), &state.keymap.shown(command), theme.sheet);
        if index == state.menu.line {
            canvas.tint(line, theme.chosen);
            canvas.put(at(line, 0, 0), ">", theme.title);
            caret = Some(Caret { x: line.x, y: line.y, typing: false });
        }
    }
    caret
}
