//! Commands that add, remove, move and name rows and columns of the office's own tables; a statutory form is as it is.

use crate::app::action::Effect;
use crate::app::command::{Command, Menu, needs_writing};
use crate::app::focus::Focus;
use crate::app::prompt::Asked;
use crate::app::state::State;
use crate::edit::Edit;
use crate::model::Cell;
use crate::model::{Column, Row, Table};

use super::block;
use super::table::{open, unfold};

const HERE: &[Focus] = &[Focus::Table];

/// A command on the rows and columns of an own table.
const fn shaping(
    (id, title, about): (&'static str, &'static str, &'static str),
    keys: &'static [&'static str],
    run: fn(&mut State) -> Vec<Effect>,
) -> Command {
    let (menu, places) = (Menu::Table, HERE);
    Command { id, title, hint: "", about, menu, places, keys, run, blocked: own }
}

pub(super) const COMMANDS: &[Command] = &[
    shaping(("shape.row", "加一行", "在光标所在的行下面加一行"), &["ins"], |state| {
        ask(state, Asked::NewRow)
    }),
    shaping(("shape.column", "加一列", "在光标所在的列右边加一列"), &[], |state| {
        ask(state, Asked::NewColumn)
    }),
    shaping(("shape.row_name", "改行标", "改光标所在行的名称"), &[], |state| {
        ask(state, Asked::RowName)
    }),
    shaping(("shape.column_name", "改列标", "改光标所在列的名称"), &[], |state| {
        ask(state, Asked::ColumnName)
    }),
    shaping(
        ("shape.row_unit", "行单位", "这一行的计量单位，如 件、人次、万元"),
        &[],
        |state| ask(state, Asked::RowUnit),
    ),
    shaping(
        ("shape.column_unit", "列单位", "这一列的计量单位；行有单位的以行为准"),
        &[],
        |state| ask(state, Asked::ColumnUnit),
    ),
    shaping(
        ("shape.row_up", "行上移", "把光标所在的行往上移一行"),
        &["["],
        |state| move_row(state, false),
    ),
    shaping(
        ("shape.row_down", "行下移", "把光标所在的行往下移一行"),
        &["]"],
        |state| move_row(state, true),
    ),
    shaping(
        ("shape.column_left", "列左移", "把光标所在的列往左移一列"),
        &["<"],
        |state| move_column(state, false),
    ),
    shaping(
        ("shape.column_right", "列右移", "把光标所在的列往右移一列"),
        &[">"],
        |state| move_column(state, true),
    ),
    shaping(("shape.row_gone", "删这一行", "删去光标所在的行；可以撤销"), &[], remove_row),
    shaping(("shape.column_gone", "删这一列", "删去光标所在的列；可以撤销"), &[], remove_column),
];

/// Needs a table of the office's own that may be changed.
pub(super) fn own(state: &State) -> Option<String> {
    let prescribed = open(state).is_some_and(|table| state.form_of(table).is_some());
    let why = "这张表的行和列是规定好的，不能增删改；只有本单位自己的表可以";
    needs_writing(state).or_else(|| prescribed.then(|| why.to_owned()))
}

fn ask(state: &mut State, asked: Asked) -> Vec<Effect> {
    if opens(state) {
        return Vec::new();
    }
    let Some(table) = open(state) else { return Vec::new() };
    let label = match asked {
        Asked::RowName => table.rows.get(state.grid.row).and_then(|row| row.label.last()),
        Asked::ColumnName => {
            table.columns.get(state.grid.column).and_then(|column| column.label.last())
        }
        Asked::RowUnit => table.rows.get(state.grid.row).map(|row| &row.unit),
        Asked::ColumnUnit => table.columns.get(state.grid.column).map(|column| &column.unit),
        _ => None,
    };
    let label = label.cloned().unwrap_or_default();
    state.prompt.ask(asked, &label);
    state.focus.push(Focus::Prompt);
    Vec::new()
}

/// Opens the folded group that the cursor stands on, so that it is seen which row is meant.
fn opens(state: &mut State) -> bool {
    let opened = unfold(state);
    if opened {
        state.tell("这一组已展开，请先移到要改的那一行");
    }
    opened
}

/// Adds or names a row or column as it was answered.
pub(in crate::app) fn named(state: &mut State, asked: Asked, name: &str) {
    let (row, column) = (state.grid.row, state.grid.column);
    let id = state.ids.give();
    let Some(table) = open(state) else { return };
    let mut to = table.clone();
    let title = match asked {
        Asked::NewRow => {
            let label = beside(table.rows.get(row).map(|row| row.label.as_slice()), name);
            let near = table.rows.get(row).cloned().unwrap_or_default();
            let cells = vec![Cell::Blank; table.columns.len()];
            let new =
                Row { id, label, unit: near.unit, measure: near.measure, cells, ..Row::default() };
            to.rows.insert((row + 1).min(table.rows.len()), new);
            state.grid.row = row + 1;
            format!("加一行“{name}”")
        }
        Asked::NewColumn => {
            let near = table.columns.get(column).cloned().unwrap_or_default();
            let label = beside(Some(&near.label), name);
            let new = Column { key: free_key(table), label, ..near };
            let at = (column + 1).min(table.columns.len());
            to.columns.insert(at, new);
            for row in &mut to.rows {
                row.cells.insert(at.min(row.cells.len()), Cell::Blank);
            }
            state.grid.column = at;
            format!("加一列“{name}”")
        }
        Asked::RowName => {
            let Some(found) = to.rows.get_mut(row) else { return };
            found.label = beside(Some(&found.label), name);
            format!("行标改为“{name}”")
        }
        _ => {
            let Some(found) = to.columns.get_mut(column) else { return };
            found.label = beside(Some(&found.label), name);
            format!("列标改为“{name}”")
        }
    };
    reshape(state, &title, to);
}

/// Gives the row or column of the cursor the unit that was answered.
pub(in crate::app) fn counted_in(state: &mut State, of_row: bool, answer: &str) {
    let (row, column) = (state.grid.row, state.grid.column);
    let Some(table) = open(state) else { return };
    let unit = if answer == "无" { "" } else { answer };
    let mut to = table.clone();
    if of_row {
        to.rows.iter_mut().skip(row).take(1).for_each(|own| unit.clone_into(&mut own.unit));
    } else {
        to.columns.iter_mut().skip(column).take(1).for_each(|own| unit.clone_into(&mut own.unit));
    }
    let what = if of_row { "行" } else { "列" };
    reshape(state, &format!("{what}单位改为“{answer}”"), to);
}

/// A label in the same group as another.
fn beside(near: Option<&[String]>, name: &str) -> Vec<String> {
    let outer = near.and_then(|label| label.split_last()).map(|(_, outer)| outer.to_vec());
    let mut label = outer.unwrap_or_default();
    label.push(name.to_owned());
    label
}

/// A key that no column has yet.
fn free_key(table: &Table) -> String {
    let taken = |key: &String| table.columns.iter().any(|column| column.key == *key);
    let mut keys = (table.columns.len() + 1..).map(|number| format!("c{number}"));
    keys.find(|key| !taken(key)).unwrap_or_default()
}

fn move_row(state: &mut State, down: bool) -> Vec<Effect> {
    if opens(state) {
        return Vec::new();
    }
    let row = state.grid.row;
    let Some(table) = open(state) else { return Vec::new() };
    let Some(other) = neighbour(row, table.rows.len(), down) else {
        state.tell("已经到头了");
        return Vec::new();
    };
    let mut to = table.clone();
    to.rows.swap(row, other);
    if reshape(state, if down { "行下移" } else { "行上移" }, to) {
        state.grid.row = other;
    }
    Vec::new()
}

fn move_column(state: &mut State, right: bool) -> Vec<Effect> {
    let column = state.grid.column;
    let Some(table) = open(state) else { return Vec::new() };
    let Some(other) = neighbour(column, table.columns.len(), right) else {
        state.tell("已经到头了");
        return Vec::new();
    };
    let mut to = table.clone();
    to.columns.swap(column, other);
    for row in &mut to.rows {
        if column.max(other) < row.cells.len() {
            row.cells.swap(column, other);
        }
    }
    if reshape(state, if right { "列右移" } else { "列左移" }, to) {
        state.grid.column = other;
    }
    Vec::new()
}

fn neighbour(at: usize, count: usize, forward: bool) -> Option<usize> {
    let other = if forward { at + 1 } else { at.checked_sub(1)? };
    (at < count && other < count).then_some(other)
}

fn remove_row(state: &mut State) -> Vec<Effect> {
    if opens(state) {
        return Vec::new();
    }
    let row = state.grid.row;
    let Some(table) = open(state) else { return Vec::new() };
    if table.rows.len() < 2 {
        state.warn("表里只剩这一行，不能再删");
        return Vec::new();
    }
    let mut to = table.clone();
    let gone = to.rows.remove(row.min(table.rows.len() - 1));
    let name = gone.label.last().cloned().unwrap_or_default();
    if reshape(state, &format!("删去“{name}”行"), to) {
        state.tell(format!("已删去“{name}”行（Ctrl-Z 撤销）"));
    }
    Vec::new()
}

fn remove_column(state: &mut State) -> Vec<Effect> {
    let column = state.grid.column;
    let Some(table) = open(state) else { return Vec::new() };
    if table.columns.len() < 2 {
        state.warn("表里只剩这一列，不能再删");
        return Vec::new();
    }
    let mut to = table.clone();
    let gone = to.columns.remove(column.min(table.columns.len() - 1));
    for row in &mut to.rows {
        if column < row.cells.len() {
            row.cells.remove(column);
        }
        row.overrides.retain(|own| own.column != gone.key);
    }
    let name = gone.label.last().cloned().unwrap_or_default();
    if reshape(state, &format!("删去“{name}”列"), to) {
        state.tell(format!("已删去“{name}”列（Ctrl-Z 撤销）"));
    }
    Vec::new()
}

fn reshape(state: &mut State, title: &str, to: Table) -> bool {
    block::unmark(state);
    state.change(title, Edit::SetTable { to: Box::new(to) })
}
