//! The state as cells: drawing reads and never changes anything.

mod canvas;
mod card;
mod chart;
mod filling;
mod findings;
mod grid;
mod keytest;
mod lookup;
mod matches;
mod menu;
mod outline;
mod page;
mod paste;
mod picker;
mod reviewing;
mod start;
mod status;
pub mod svg;
pub mod text;
pub mod theme;
mod trend;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::Area;
use crate::app::Focus;
use crate::app::SMALLEST;
use crate::app::State;
use crate::app::panes;

use canvas::{Canvas, at};
pub use theme::Theme;

/// Where the terminal's own cursor stands, and whether something is typed there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caret {
    /// Column.
    pub x: u16,
    /// Row.
    pub y: u16,
    /// A bar, since text is typed here; else a block.
    pub typing: bool,
}

/// Draws the whole screen. Input methods put their window where the returned caret is.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) -> Option<Caret> {
    let mut canvas = Canvas::new(buffer, &state.widths, theme.ink);
    let panes = panes(state);
    if panes.title.is_empty() {
        too_small(state, theme, &mut canvas);
        return None;
    }
    let mut caret = None;
    status::title(state, theme, &mut canvas, panes.title);
    if state.focus.has(Focus::Start) {
        caret = Some(start::draw(theme, &mut canvas, panes.content));
    }
    caret = caret.or(outline::draw(state, theme, &mut canvas, panes.outline));
    separator(theme, &mut canvas, panes.separator);
    if !panes.content.is_empty() && state.report().is_some() {
        let table = state.focus.has(Focus::Table) && state.focus.pane() != Focus::Outline;
        let drawn = if state.focus.pane() == Focus::Review {
            reviewing::draw(state, theme, &mut canvas, panes.content)
        } else if state.focus.pane() == Focus::Filling {
            filling::draw(state, theme, &mut canvas, panes.content)
        } else if table {
            grid::draw(state, theme, &mut canvas, panes.content)
        } else {
            page::draw(state, theme, &mut canvas, panes)
        };
        caret = drawn.filter(|_| state.focus.pane() != Focus::Outline).or(caret);
    }
    if state.focus.pane() == Focus::Findings {
        caret = findings::draw(state, theme, &mut canvas, panes.sheet);
    }
    status::remark(state, theme, &mut canvas, panes.remark);
    status::state_line(state, theme, &mut canvas, panes.state);
    status::hints(state, theme, &mut canvas, panes.hint);
    match state.focus.top() {
        Focus::Picker => Some(picker::draw(state, theme, &mut canvas, panes.sheet)),
        Focus::Paste => paste::draw(state, theme, &mut canvas, (panes.sheet, panes.remark)),
        Focus::Menu => menu::draw(state, theme, &mut canvas, panes.title),
        Focus::Prompt => status::prompt(state, theme, &mut canvas, panes.remark),
        Focus::KeyTest => Some(keytest::draw(state, theme, &mut canvas, panes.sheet)),
        Focus::Trend => Some(trend::draw(state, theme, &mut canvas, panes.sheet)),
        Focus::Matches => Some(matches::draw(state, theme, &mut canvas, panes.sheet)),
        Focus::Choice => Some(status::choice(state, theme, &mut canvas, panes)),
        Focus::Card => Some(card::draw(state, theme, &mut canvas, panes)),
        _ => caret,
    }
}

fn separator(theme: &Theme, canvas: &mut Canvas<'_>, area: Area) {
    for y in area.y..area.y + area.height {
        canvas.put(at(area, 0, y - area.y), "|", theme.separator);
    }
}

fn too_small(state: &State, theme: &Theme, canvas: &mut Canvas<'_>) {
    let area = Area { x: 0, y: 0, width: state.size.columns, height: state.size.rows };
    let now = state.size;
    let lines = [
        "窗口太小".to_owned(),
        format!("现 {}×{}", now.columns, now.rows),
        format!("至少 {}×{}", SMALLEST.columns, SMALLEST.rows),
        "Ctrl-S 存 Ctrl-Q 退".to_owned(),
    ];
    for (y, line) in (0..area.height).zip(lines) {
        canvas.put(at(area, 0, y), &line, theme.ink);
    }
}

/// An area as the drawing library has it.
const fn rect(area: Area) -> Rect {
    Rect { x: area.x, y: area.y, width: area.width, height: area.height }
}
