//! Commands that fill a table cell by cell: one question a cell, Enter for the next.

use crate::app::action::Effect;
use crate::app::command::{Command, Menu, moving, needs_writing};
use crate::app::focus::Focus;
use crate::app::grid::{self, asked};
use crate::app::input::Input;
use crate::app::state::State;
use crate::model::Cell;

use super::cell;
use super::table::open;

const HERE: &[Focus] = &[Focus::Filling];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "table.fill",
        title: "逐格填写",
        hint: "逐格填",
        about: "一格一格地问：有填表说明和去年的数，回车到下一格，自动的合计跳过",
        menu: Menu::Table,
        places: &[Focus::Table],
        keys: &["f"],
        run: begin,
        blocked: needs_writing,
    },
    moving("filling.next", "填好，下一格", &["enter", "down", "tab"], next)
        .told("下一格", "收下这一格，问下一格；没有打字时这一格不变")
        .within(HERE),
    moving("filling.back", "上一格", &["up", "shift-tab"], back)
        .told("上一格", "收下这一格，回到上一格")
        .within(HERE),
    moving("filling.leave", "结束逐格填写", &["esc"], leave).within(HERE),
    moving("filling.backspace", "删前一字", &["backspace"], |state| {
        cell::in_line(state, "backspace")
    })
    .within(HERE),
    moving("filling.delete", "删后一字", &["del"], |state| cell::in_line(state, "del"))
        .within(HERE),
    moving("filling.caret_left", "光标左移", &["left"], |state| cell::in_line(state, "left"))
        .within(HERE),
    moving("filling.caret_right", "光标右移", &["right"], |state| {
        cell::in_line(state, "right")
    })
    .within(HERE),
    moving("filling.home", "光标到首", &["home"], |state| cell::in_line(state, "home"))
        .within(HERE),
    moving("filling.end", "光标到尾", &["end"], |state| cell::in_line(state, "end")).within(HERE),
];

/// Begins with the first blank cell behind the cursor, or the first of all; where none is blank with the cursor's.
pub(super) fn begin(state: &mut State) -> Vec<Effect> {
    let Some(table) = open(state) else { return Vec::new() };
    let cells = asked(state.form_of(table), table);
    let here = (state.grid.row, state.grid.column);
    let blank = |place: &&(usize, usize)| table.cell(place.0, place.1) == Some(&Cell::Blank);
    let mut blanks = cells.iter().filter(blank);
    let first = blanks.clone().find(|place| **place >= here).or_else(|| blanks.next());
    let first = first.or_else(|| cells.iter().find(|place| **place >= here)).or(cells.first());
    let Some(first) = first.copied() else { return Vec::new() };
    super::block::unmark(state);
    ask(state, first);
    state.focus.push(Focus::Filling);
    Vec::new()
}

fn ask(state: &mut State, place: (usize, usize)) {
    (state.grid.row, state.grid.column) = place;
    state.grid.input = Input::default();
    state.grid.refused = None;
}

/// Takes what was typed; false where it cannot stand there, which is told.
fn take(state: &mut State) -> bool {
    let text = state.grid.input.text().to_owned();
    text.trim().is_empty() || cell::put(state, &text)
}

fn next(state: &mut State) -> Vec<Effect> {
    if !take(state) {
        return Vec::new();
    }
    match neighbour(state, true) {
        Some(place) => ask(state, place),
        None => end(state),
    }
    Vec::new()
}

fn back(state: &mut State) -> Vec<Effect> {
    if take(state) {
        match neighbour(state, false) {
            Some(place) => ask(state, place),
            None => state.tell("已经是第一格"),
        }
    }
    Vec::new()
}

fn neighbour(state: &State, forward: bool) -> Option<(usize, usize)> {
    let table = open(state)?;
    let cells = asked(state.form_of(table), table);
    let here = (state.grid.row, state.grid.column);
    if forward {
        cells.into_iter().find(|place| *place > here)
    } else {
        cells.into_iter().rfind(|place| *place < here)
    }
}

/// Esc: everything that was filled in stays; a second Esc lets go of what was refused.
fn leave(state: &mut State) -> Vec<Effect> {
    let text = state.grid.input.text().to_owned();
    if state.grid.refused.as_ref() == Some(&text) || take(state) {
        end(state);
    } else {
        state.grid.refused = Some(text);
    }
    Vec::new()
}

fn end(state: &mut State) {
    state.grid.refused = None;
    let done = state.filling();
    state.focus.pop();
    state.show_cell(state.grid.row, state.grid.column);
    if let Some(done) = done {
        let left = done.all - done.filled;
        state.tell(if left == 0 {
            format!("{} 格都填好了，合计已自动算出", done.all)
        } else {
            format!("已填 {} 格，还有 {left} 格空着；填的都留着", done.filled)
        });
    }
}

/// Enter in a table: of one in which nothing stands the cells are asked for one by one, else one line down.
pub(super) fn enter(state: &mut State) -> Vec<Effect> {
    let blank = open(state).is_some_and(grid::is_blank);
    if blank && state.read_only().is_none() {
        begin(state)
    } else {
        super::run(state, "table.down")
    }
}
