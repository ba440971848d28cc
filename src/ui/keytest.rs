//! The key test: which sure keys have arrived, and the last keys with their bytes.

use crate::app::Area;
use crate::app::State;
use crate::text::fit::Align;

use super::Caret;
use super::canvas::{Canvas, at};
use super::theme::Theme;

/// Cells of a key in the list, and of the bytes and the name of one that was pressed.
const KEY: u16 = 10;
const BYTES: usize = 22;
const NAME: usize = 12;

/// Heading, the sure keys with their ticks, what was pressed, the newest at the bottom.
pub(super) fn draw(state: &State, theme: &Theme, canvas: &mut Canvas<'_>, area: Area) -> Caret {
    canvas.fill(area, theme.ink);
    let head = Area { height: 1, ..area };
    canvas.fill(head, theme.sheet);
    let room = usize::from(area.width).saturating_sub(1);
    let title = "按键测试：把键一个个按一遍；按 Esc 两次结束，写出报告";
    canvas.put(at(head, 1, 0).fit(room, Align::Left), title, theme.sheet);
    let (mut x, mut y) = (1, 1);
    for (name, arrived) in state.key_test.sure() {
        if x + KEY > area.width {
            (x, y) = (1, y + 1);
        }
        let tick = if arrived { "[x] " } else { "[ ] " };
        let behind =
            canvas.put(at(area, x, y), tick, if arrived { theme.good } else { theme.faint });
        canvas.put(at(area, behind, y), &name, theme.ink);
        x += KEY;
    }
    let top = y + 2;
    let rows = area.height.saturating_sub(top);
    let heard = &state.key_test.heard;
    let first = heard.len().saturating_sub(usize::from(rows));
    let mut caret = Caret { x: area.x, y: area.y + top.min(area.height - 1), typing: false };
    for (y, heard) in (top..area.height).zip(heard.iter().skip(first)) {
        let x = canvas.put(at(area, 1, y).fit(BYTES, Align::Left), &heard.bytes, theme.faint);
        let x = canvas.put(at(area, x, y).fit(NAME, Align::Left), &heard.name, theme.accent);
        canvas.put(at(area, x, y), &heard.does, theme.ink);
        caret.y = area.y + y;
    }
    caret
}
