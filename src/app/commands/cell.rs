//! Commands while a cell is typed in, and what fills cells.

use crate::app::action::Effect;
use crate::app::command::{Command, moving};
use crate::app::focus::Focus;
use crate::app::grid::{self, Put};
use crate::app::prompt::Asked;
use crate::app::state::State;
use crate::edit::Edit;
use crate::model::Cell;
use crate::model::Override;
use crate::model::Table;

use super::table::{folded, open, step, unfold};

const HERE: &[Focus] = &[Focus::Cell];

pub(super) const COMMANDS: &[Command] = &[
    moving("cell.down", "填好，往下", &["enter", "down"], |state| commit(state, 1, 0)).within(HERE),
    moving("cell.up", "填好，往上", &["up"], |state| commit(state, -1, 0)).within(HERE),
    moving("cell.right", "填好，往右", &["tab"], |state| commit(state, 0, 1)).within(HERE),
    moving("cell.left", "填好，往左", &["shift-tab"], |state| commit(state, 0, -1)).within(HERE),
    moving("cell.leave", "填好，结束", &["esc"], leave).within(HERE),
    moving("cell.backspace", "删前一字", &["backspace"], |state| in_line(state, "backspace"))
        .within(HERE),
    moving("cell.delete", "删后一字", &["del"], |state| in_line(state, "del")).within(HERE),
    moving("cell.caret_left", "光标左移", &["left"], |state| in_line(state, "left")).within(HERE),
    moving("cell.caret_right", "光标右移", &["right"], |state| in_line(state, "right"))
        .within(HERE),
    moving("cell.home", "光标到首", &["home"], |state| in_line(state, "home")).within(HERE),
    moving("cell.end", "光标到尾", &["end"], |state| in_line(state, "end")).within(HERE),
];

pub(super) fn in_line(state: &mut State, key: &str) -> Vec<Effect> {
    if let Ok(key) = key.parse() {
        state.grid.input.press(key);
    }
    Vec::new()
}

/// Puts what was typed into the cell and moves on; what cannot stand there is told and stays to be mended.
fn commit(state: &mut State, rows: isize, columns: isize) -> Vec<Effect> {
    let text = state.grid.input.text().to_owned();
    if put(state, &text) {
        state.focus.pop();
        step(state, rows, columns);
        unfold(state);
    }
    Vec::new()
}

/// Esc: fills the cell and ends; a second Esc lets go of what was refused.
fn leave(state: &mut State) -> Vec<Effect> {
    let text = state.grid.input.text().to_owned();
    if state.grid.refused.as_deref() == Some(text.as_str()) {
        state.grid.refused = None;
        state.focus.pop();
        state.tell(format!("没有收下“{text}”，这一格还是原来的"));
    } else if put(state, &text) {
        state.focus.pop();
    } else {
        state.grid.refused = Some(text);
    }
    Vec::new()
}

/// Puts a text into the cursor's cell; false where it cannot stand there, which is told.
pub(super) fn put(state: &mut State, text: &str) -> bool {
    state.grid.refused = None;
    let Some(table) = open(state) else { return true };
    let place = (state.grid.row, state.grid.column);
    let form = state.form_of(table);
    let accepted = match grid::accept(form, table, place, text) {
        Ok(accepted) => accepted,
        Err(why) => {
            state.warn(why);
            return false;
        }
    };
    if table.cell(place.0, place.1) == Some(&accepted.cell) {
        return true;
    }
    if needs_reason(state, table, place, &accepted.cell) {
        state.grid.unexplained = Some((place, accepted.cell));
        state.focus.pop();
        state.prompt.ask(Asked::Reason, "");
        state.focus.push(Focus::Prompt);
        return false;
    }
    let title = format!(
        "填“{}”为 {}",
        grid::cell_name(state.form_of(table), table, place),
        grid::shown(&accepted.cell, true)
    );
    if fill(state, &title, &[(place, accepted.cell)])
        && let Some(note) = accepted.note
    {
        state.tell(note);
    }
    true
}

/// Whether a computed cell, all that it is made of being filled in, is given another value by hand.
fn needs_reason(state: &State, table: &Table, place: (usize, usize), cell: &Cell) -> bool {
    let computed = grid::computed(state.form_of(table), table, place);
    let Some((sum, whole)) = computed else { return false };
    let was_right = [Some(&sum), Some(&Cell::Blank)].contains(&table.cell(place.0, place.1));
    whole && was_right && *cell != sum && *cell != Cell::Blank
}

/// Fills a total by hand, with the reason that was asked for.
pub(in crate::app) fn explain(state: &mut State, reason: &str) {
    let Some((place, cell)) = state.grid.unexplained.take() else { return };
    let Some(table) = open(state) else { return };
    let (Some(row), Some(column)) = (table.rows.get(place.0), table.columns.get(place.1)) else {
        return;
    };
    let own = Override {
        column: column.key.clone(),
        value: cell.clone(),
        reason: reason.to_owned(),
        by: state.user.clone(),
        when: state.now,
    };
    let title = format!("手填“{}”为 {cell}", grid::cell_name(state.form_of(table), table, place));
    let told = Edit::SetOverrides { table: table.id, row: row.id, to: row.overridden_by(own) };
    let mut edits = filling(state, table, &[(place, cell)]);
    edits.push(told);
    if state.change(&title, Edit::Group(edits)) {
        state.tell("已手填并记下理由；按 Del 改回自动合计");
    }
}

/// The reason was not given: the total stays as it was.
pub(in crate::app) fn leave_unexplained(state: &mut State) {
    if let Some((_, cell)) = state.grid.unexplained.take() {
        state.tell(format!("没有写理由，没有改成 {cell}；合计仍由分项算出"));
    }
}

/// Empties the cursor's cell; a total that was filled in by hand is computed again.
pub(super) fn clear(state: &mut State) -> Vec<Effect> {
    if super::block::empty(state) {
        return Vec::new();
    }
    if let Some(group) = folded(state) {
        state.warn(format!("这一行是 {} 项之和；按空格展开", group.rows.len()));
        return Vec::new();
    }
    let Some(table) = open(state) else { return Vec::new() };
    let place = (state.grid.row, state.grid.column);
    let computed = grid::computed(state.form_of(table), table, place);
    let (Some(row), Some(column)) = (table.rows.get(place.0), table.columns.get(place.1)) else {
        return Vec::new();
    };
    let by_hand = row.overrides.iter().any(|own| own.column == column.key);
    let Some((sum, _)) = computed.filter(|_| by_hand) else {
        put(state, "");
        return Vec::new();
    };
    let title = format!("“{}”改回自动合计", grid::cell_name(state.form_of(table), table, place));
    let to = row.computed_again(&column.key);
    let told = Edit::SetOverrides { table: table.id, row: row.id, to };
    let mut edits = vec![told];
    edits.extend(filling(state, table, &[(place, sum)]));
    if state.change(&title, Edit::Group(edits)) {
        state.tell("已改回自动合计");
    }
    Vec::new()
}

/// Fills 0 into the blanks of the identities at the cursor.
pub(super) fn fill_zeros(state: &mut State) -> Vec<Effect> {
    let zeros = state.zeros();
    if zeros.is_empty() {
        state.warn("这里没有补 0 就能相等的勾稽关系");
        return Vec::new();
    }
    let count = zeros.len();
    let cells: Vec<Put> = zeros.into_iter().map(|place| (place, Cell::from("0"))).collect();
    if fill(state, &format!("{count} 个空格补 0"), &cells) {
        state.tell(format!("已把 {count} 个空格补成 0（Ctrl-Z 撤销）"));
    }
    Vec::new()
}

/// Fills cells of the open table, and the totals that follow, as one step.
pub(super) fn fill(state: &mut State, title: &str, cells: &[Put]) -> bool {
    let Some(table) = open(state) else { return false };
    let mut edits = filling(state, table, cells);
    let edit = if edits.len() == 1 { edits.remove(0) } else { Edit::Group(edits) };
    state.change(title, edit)
}

/// An edit that fills one cell, with the totals that follow from it; any other edit as it is.
pub(in crate::app) fn with_totals(state: &State, edit: Edit) -> Edit {
    let Edit::SetCell { table, row, column, to } = &edit else { return edit };
    let Some(table) = state.report().and_then(|report| report.table(*table)) else { return edit };
    let Some(row) = table.row_index(*row) else { return edit };
    Edit::Group(filling(state, table, &[((row, *column), to.clone())]))
}

fn filling(state: &State, table: &Table, cells: &[Put]) -> Vec<Edit> {
    let following = grid::following(state.form_of(table), table, cells);
    let all = cells.iter().cloned().chain(following);
    all.filter_map(|((row, column), to)| {
        let row = table.rows.get(row)?.id;
        Some(Edit::SetCell { table: table.id, row, column, to })
    })
    .collect()
}
