//! The mouse, where the user has switched it on (鼠标): the wheel, and clicks that put caret and choice somewhere.

use super::action::{Effect, press};
use super::caret::Caret;
use super::commands;
use super::focus::Focus;
use super::geometry::{Area, panes};
use super::key::{Code, Key};
use super::matches;
use super::page::Page;
use super::picker;
use super::state::State;

/// Rows that one notch of the wheel moves.
const NOTCH: usize = 3;

/// Something done with the mouse, at a column and a row of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// Column, from 0.
    pub x: u16,
    /// Row, from 0.
    pub y: u16,
    /// What was done there.
    pub what: Pointing,
}

/// What was done with the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointing {
    /// The left button went down.
    Click,
    /// The wheel went up.
    WheelUp,
    /// The wheel went down.
    WheelDown,
}

/// Does what the mouse asks for. A question is answered by keys alone.
pub(super) fn act(state: &mut State, mouse: Mouse) -> Vec<Effect> {
    if matches!(state.focus.top(), Focus::Choice | Focus::Prompt | Focus::Trend | Focus::KeyTest) {
        return Vec::new();
    }
    match mouse.what {
        Pointing::WheelUp => wheel(state, Code::Up),
        Pointing::WheelDown => wheel(state, Code::Down),
        Pointing::Click => click(state, mouse),
    }
}

fn wheel(state: &mut State, code: Code) -> Vec<Effect> {
    (0..NOTCH).flat_map(|_| press(state, Key::plain(code))).collect()
}

fn click(state: &mut State, mouse: Mouse) -> Vec<Effect> {
    state.message = None;
    let panes = panes(state);
    match state.focus.top() {
        Focus::Picker => in_picker(state, mouse, panes.sheet),
        Focus::Matches => in_matches(state, mouse, panes.sheet),
        Focus::Menu => Vec::new(),
        _ if within(panes.outline, mouse) => {
            let rows = state.outline.rows(state);
            let line = state.outline.top + usize::from(mouse.y - panes.outline.y);
            let node = rows.get(line).map(|row| row.node);
            node.map_or_else(Vec::new, |node| commands::open_node(state, node))
        }
        _ if within(panes.prose, mouse) && !state.focus.has(Focus::Table) => {
            in_text(state, mouse, panes.prose);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn in_text(state: &mut State, mouse: Mouse, prose: Area) {
    let (row, column) = (usize::from(mouse.y - prose.y), usize::from(mouse.x - prose.x));
    let caret: Option<Caret> = state
        .on_page(|page: &mut Page, report, frame| page.caret_at(report, frame, (row, column)))
        .flatten();
    if let Some(caret) = caret {
        state.pause();
        if !matches!(state.focus.top(), Focus::Text | Focus::Typing) {
            state.focus.back_to(Focus::Outline);
            state.focus.push(Focus::Text);
        }
        state.page.jump(caret);
    }
}

/// Chooses a line; a click on the chosen one takes it.
fn in_picker(state: &mut State, mouse: Mouse, sheet: Area) -> Vec<Effect> {
    let room = usize::from(state.picker.room(sheet.height));
    let top = state.picker.chosen.saturating_sub(room.saturating_sub(1));
    let Some(line) = line_of(sheet, mouse).map(|line| line + top) else { return Vec::new() };
    if line == state.picker.chosen {
        return picker::accept(state);
    }
    if line < state.picker.shown().len() {
        state.picker.chosen = line;
    }
    Vec::new()
}

fn in_matches(state: &mut State, mouse: Mouse, sheet: Area) -> Vec<Effect> {
    let line = line_of(sheet, mouse).map(|line| line + state.matches.top);
    let Some(line) = line.filter(|line| *line < state.matches.found.len()) else {
        return Vec::new();
    };
    if line == state.matches.chosen && state.matches.with.is_none() {
        return matches::press(state, Key::plain(Code::Enter));
    }
    state.matches.chosen = line;
    Vec::new()
}

/// The line of a list below its two heading rows.
fn line_of(sheet: Area, mouse: Mouse) -> Option<usize> {
    within(sheet, mouse).then(|| mouse.y - sheet.y)?.checked_sub(2).map(usize::from)
}

fn within(area: Area, mouse: Mouse) -> bool {
    (area.x..area.x + area.width).contains(&mouse.x)
        && (area.y..area.y + area.height).contains(&mouse.y)
}
