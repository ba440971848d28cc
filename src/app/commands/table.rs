//! Commands in a table.

use crate::app::action::Effect;
use crate::app::caret::Caret;
use crate::app::command::{Command, Menu, free, moving, needs_writing};
use crate::app::focus::Focus;
use crate::app::grid::{self, Grid, Kind, Line};
use crate::app::input::Input;
use crate::app::spot::Spot;
use crate::app::state::State;
use crate::model::Cell;
use crate::model::Id;
use crate::model::Table;
use crate::model::TextAt;
use crate::text::numeral;

use super::{cell, filling};

const HERE: &[Focus] = &[Focus::Table];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "table.edit",
        title: "改单元格",
        hint: "改值",
        about: "改光标处的单元格；直接打数字则重填",
        menu: Menu::Table,
        places: HERE,
        keys: &["f2", "e"],
        run: edit,
        blocked: free,
    },
    Command {
        id: "table.fold",
        title: "折叠或展开一组行",
        hint: "折叠",
        about: "把光标所在的一组行折成一行合计，或把它展开",
        menu: Menu::Table,
        places: HERE,
        keys: &["space"],
        run: fold,
        blocked: free,
    },
    moving("table.up", "上一行", &["up", "k"], |state| step(state, -1, 0)).within(HERE),
    moving("table.down", "下一行", &["down", "j"], |state| step(state, 1, 0)).within(HERE),
    moving("table.enter", "下一行；空表则逐格填写", &["enter"], filling::enter).within(HERE),
    moving("table.left", "左一列", &["left", "shift-tab", "h"], |state| step(state, 0, -1))
        .within(HERE),
    moving("table.right", "右一列", &["right", "tab", "l"], |state| step(state, 0, 1)).within(HERE),
    moving("table.page_up", "上一页", &["pgup"], |state| step(state, -10, 0)).within(HERE),
    moving("table.page_down", "下一页", &["pgdn"], |state| step(state, 10, 0)).within(HERE),
    moving("table.first_column", "第一列", &["home"], |state| step(state, 0, isize::MIN))
        .within(HERE),
    moving("table.last_column", "最后一列", &["end"], |state| step(state, 0, isize::MAX))
        .within(HERE),
    moving("table.first_row", "第一行", &["ctrl-home", "g"], |state| step(state, isize::MIN, 0))
        .within(HERE),
    moving("table.last_row", "最后一行", &["ctrl-end", "G"], |state| {
        step(state, isize::MAX, 0)
    })
    .within(HERE),
    moving(
        "table.overwrite",
        "重填这一格",
        &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "-", "/"],
        overwrite,
    )
    .within(HERE),
    moving("table.clear", "清空这一格", &["del", "backspace"], cell::clear).within(HERE),
    Command {
        id: "table.zeros",
        title: "空格补 0",
        hint: "补0",
        about: "把光标所在勾稽关系里的空格都填成 0；可以撤销",
        menu: Menu::Table,
        places: &[Focus::Table, Focus::Filling],
        keys: &["ctrl-n"],
        run: cell::fill_zeros,
        blocked: needs_writing,
    },
];

/// Gives the keys to a table.
pub(in crate::app) fn enter(state: &mut State, table: Id) {
    if state.grid.table != table {
        let folds = std::mem::take(&mut state.grid.folds);
        state.grid = Grid { table, folds, ..Grid::default() };
    }
    let spot = state.report().and_then(|report| Spot::of(report, TextAt::Caption(table)));
    if let Some(spot) = spot.filter(|spot| state.page.caret.spot != *spot) {
        state.page.show(Caret::before(spot));
    }
    state.focus.push(Focus::Table);
}

pub(super) fn open(state: &State) -> Option<&Table> {
    state.report()?.table(state.grid.table)
}

/// Moves the cursor by lines and columns as they are shown, staying within the table.
pub(super) fn step(state: &mut State, rows: isize, columns: isize) -> Vec<Effect> {
    let Some(last_column) = open(state).map(|table| table.columns.len().saturating_sub(1)) else {
        return Vec::new();
    };
    if !state.grid.held {
        state.grid.mark = None;
    }
    let row = state.sheets.pane().filter(|_| rows != 0).and_then(|sheet| {
        let line = sheet.stop(sheet.line_of(state.grid.row), rows);
        Some(sheet.lines.get(line)?.rows.start)
    });
    state.grid.row = row.unwrap_or(state.grid.row);
    state.grid.column = state.grid.column.saturating_add_signed(columns).min(last_column);
    Vec::new()
}

/// The folded group that the cursor stands on, if it does.
pub(super) fn folded(state: &State) -> Option<Line> {
    let sheet = state.sheets.pane()?;
    let line = sheet.lines.get(sheet.line_of(state.grid.row))?;
    (line.kind == Kind::Folded).then(|| line.clone())
}

/// Opens the folded group that the cursor stands on; the cursor is on its first row then.
pub(super) fn unfold(state: &mut State) -> bool {
    let Some(group) = folded(state) else { return false };
    let mut folds = std::mem::take(&mut state.grid.folds);
    if let Some(table) = open(state) {
        folds.set(table, &group, false);
    }
    state.grid.folds = folds;
    true
}

/// Folds the group in which the cursor stands, or opens the one on which it stands.
fn fold(state: &mut State) -> Vec<Effect> {
    if unfold(state) {
        return Vec::new();
    }
    let row = state.grid.row;
    let Some(table) = open(state) else { return Vec::new() };
    let Some(group) = grid::group_of(table, row) else {
        state.warn("这一行不在可以折叠的一组里");
        return Vec::new();
    };
    let mut folds = std::mem::take(&mut state.grid.folds);
    if let Some(table) = open(state) {
        folds.set(table, &group, true);
    }
    state.grid.folds = folds;
    state.grid.row = group.rows.start;
    Vec::new()
}

fn begin(state: &mut State, text: &str) -> Vec<Effect> {
    if let Some(reason) = state.read_only() {
        state.warn(reason);
    } else if let Some(group) = folded(state) {
        unfold(state);
        state.tell(format!("这一行是 {} 项之和，已展开，请逐项填", group.rows.len()));
    } else {
        state.grid.input = Input::holding(text);
        state.focus.push(Focus::Cell);
    }
    Vec::new()
}

/// Begins the cell anew with a phrase from an input method.
pub(in crate::app) fn begin_cell(state: &mut State, text: &str) {
    begin(state, &numeral::half_width(text));
}

fn edit(state: &mut State) -> Vec<Effect> {
    let text = open(state)
        .and_then(|table| table.cell(state.grid.row, state.grid.column))
        .map(Cell::to_string);
    begin(state, &text.unwrap_or_default())
}

/// A digit typed on a cell begins it anew.
fn overwrite(state: &mut State) -> Vec<Effect> {
    let digit = state.last_typed.map(String::from).unwrap_or_default();
    begin(state, &digit)
}
