//! Commands on blocks of cells: mark, copy, paste, empty.

use crate::app::action::Effect;
use crate::app::command::{Command, Menu, free, moving, needs_writing};
use crate::app::focus::Focus;
use crate::app::grid::{self, Put, Way};
use crate::app::key::{Code, Key};
use crate::app::state::State;
use crate::model::Cell;

use super::cell;
use super::table::open;

const HERE: &[Focus] = &[Focus::Table];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "block.mark",
        title: "标记一块",
        hint: "",
        about: "从这一格起选；移动光标就选到哪里，再按一次取消",
        menu: Menu::Edit,
        places: HERE,
        keys: &["ctrl-b"],
        run: mark,
        blocked: free,
    },
    Command {
        id: "block.all",
        title: "选中整张表",
        hint: "",
        about: "选中所有的格；复制时带上行标和列标",
        menu: Menu::Edit,
        places: HERE,
        keys: &["ctrl-a"],
        run: all,
        blocked: free,
    },
    Command {
        id: "block.copy",
        title: "复制这一块",
        hint: "",
        about: "把选中的格按 Excel 的格式放进剪贴板；没有选中时是光标所在的一格",
        menu: Menu::Table,
        places: HERE,
        keys: &["ctrl-c"],
        run: copy,
        blocked: free,
    },
    Command {
        id: "block.paste",
        title: "粘贴到表里",
        hint: "",
        about: "把剪贴板里的一块放进表里；先看会改哪些格",
        menu: Menu::Table,
        places: HERE,
        keys: &["ctrl-v"],
        run: paste_own,
        blocked: needs_writing,
    },
    moving("block.left", "选左一格", &["shift-left"], |state| to(state, "table.left")).within(HERE),
    moving("block.right", "选右一格", &["shift-right"], |state| to(state, "table.right"))
        .within(HERE),
    moving("block.up", "选上一格", &["shift-up"], |state| to(state, "table.up")).within(HERE),
    moving("block.down", "选下一格", &["shift-down"], |state| to(state, "table.down")).within(HERE),
];

fn mark(state: &mut State) -> Vec<Effect> {
    state.grid.held = state.grid.mark.is_none();
    state.grid.mark = state.grid.held.then_some((state.grid.row, state.grid.column));
    state.tell(if state.grid.held {
        "从这一格起选；移动光标，再按 Ctrl-C 复制、Del 清空，Ctrl-B 取消"
    } else {
        "已取消选块"
    });
    Vec::new()
}

fn all(state: &mut State) -> Vec<Effect> {
    let Some(table) = open(state) else { return Vec::new() };
    let last = (table.rows.len().saturating_sub(1), table.columns.len().saturating_sub(1));
    (state.grid.row, state.grid.column) = last;
    state.grid.mark = Some((0, 0));
    Vec::new()
}

/// Moves as another command does, and marks what is passed over.
fn to(state: &mut State, moved_by: &str) -> Vec<Effect> {
    let here = (state.grid.row, state.grid.column);
    let (mark, held) = (state.grid.mark.unwrap_or(here), state.grid.held);
    state.grid.held = true;
    let effects = super::run(state, moved_by);
    (state.grid.mark, state.grid.held) = (Some(mark), held);
    effects
}

/// Lets go of the marked block; false where there is none.
pub(super) fn unmark(state: &mut State) -> bool {
    state.grid.held = false;
    state.grid.mark.take().is_some()
}

fn copy(state: &mut State) -> Vec<Effect> {
    let span = state.span();
    let Some(table) = open(state) else { return Vec::new() };
    let text = grid::block_text(table, &span);
    unmark(state);
    state.tell(format!(
        "已收下 {}，并发往本机剪贴板，可以贴到 Excel、WPS；若贴不出，用终端自带的选择复制",
        span.size()
    ));
    state.clipboard.clone_from(&text);
    vec![Effect::Copy(text)]
}

fn paste_own(state: &mut State) -> Vec<Effect> {
    if state.clipboard.is_empty() {
        state.warn("剪贴板是空的；从 Excel、网页粘贴请用终端自带的粘贴（右键或 Shift-Ins）");
        return Vec::new();
    }
    paste(state, &state.clipboard.clone())
}

/// Pastes into the open table: one number into the cursor's cell, a block after a look at what it would change.
pub(in crate::app) fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    unmark(state);
    if let Some(reason) = state.read_only() {
        state.warn(reason);
        return Vec::new();
    }
    if !grid::is_block(text) {
        cell::put(state, text.trim());
        return Vec::new();
    }
    let Some(paste) = state.paste_plan(text) else { return Vec::new() };
    if paste.changes.is_empty() && paste.told.is_empty() {
        state.tell(format!("粘贴的 {} 格和表里的一样，没有改动", paste.same));
        return Vec::new();
    }
    state.grid.paste = paste;
    state.focus.push(Focus::Paste);
    Vec::new()
}

/// A key while the preview of a paste stands.
pub(in crate::app) fn press(state: &mut State, key: Key) -> Vec<Effect> {
    let ways = state.grid.paste.ways();
    let lines = state.grid.paste.told.len() + state.grid.paste.changes.len();
    let page = usize::from(state.sheet_rows()).saturating_sub(2).max(1);
    let last = lines.saturating_sub(page);
    let top = &mut state.grid.paste.top;
    let index = match key.as_command().code {
        Code::Up => return scroll(top, top.saturating_sub(1)),
        Code::Down => return scroll(top, (*top + 1).min(last)),
        Code::PageUp => return scroll(top, top.saturating_sub(page)),
        Code::PageDown => return scroll(top, (*top + page).min(last)),
        Code::Home => return scroll(top, 0),
        Code::End => return scroll(top, last),
        Code::Enter => Some(0),
        Code::Esc | Code::Char('0') => ways.len().checked_sub(1),
        Code::Char('c') if key.ctrl => ways.len().checked_sub(1),
        Code::Char(digit) => digit.to_digit(10).and_then(|digit| (digit as usize).checked_sub(1)),
        _ => None,
    };
    let Some((way, _)) = index.and_then(|index| ways.get(index)).cloned() else {
        return Vec::new();
    };
    state.focus.pop();
    take(state, way);
    Vec::new()
}

fn scroll(top: &mut usize, to: usize) -> Vec<Effect> {
    *top = to;
    Vec::new()
}

fn take(state: &mut State, way: Way) {
    let cells = state.grid.paste.cells(way);
    let Some(first) = cells.first().map(|(place, _)| *place) else {
        state.tell("没有放入");
        return;
    };
    let count = cells.len();
    if cell::fill(state, &format!("粘贴 {count} 格"), &cells) {
        state.show_cell(first.0, first.1);
        state.tell(format!("已放入 {count} 格（Ctrl-Z 一次撤销）"));
    }
}

/// Empties the marked block as one step; false where none is marked.
pub(super) fn empty(state: &mut State) -> bool {
    let Some(span) = state.marked() else { return false };
    unmark(state);
    let Some(table) = open(state) else { return true };
    let filled = |place: &(usize, usize)| {
        table.cell(place.0, place.1).is_some_and(|cell| *cell != Cell::Blank)
    };
    let cells: Vec<Put> = span.cells().filter(filled).map(|place| (place, Cell::Blank)).collect();
    let count = cells.len();
    if count > 0 && cell::fill(state, &format!("清空 {count} 格"), &cells) {
        state.tell(format!("已清空 {count} 格（Ctrl-Z 撤销）"));
    }
    true
}
