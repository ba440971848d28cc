//! Commands that say how a row or column of an own table follows from others.

use crate::app::action::Effect;
use crate::app::command::{Command, Menu};
use crate::app::focus::Focus;
use crate::app::grid;
use crate::app::prompt::Asked;
use crate::app::state::State;
use crate::edit::Edit;
use crate::figures::{Due, computed, faults};
use crate::model::{Cell, Number, Table};

use super::shape::own;
use super::table::open;

const fn command(
    (id, title, about): (&'static str, &'static str, &'static str),
    run: fn(&mut State) -> Vec<Effect>,
) -> Command {
    let (menu, places, keys) = (Menu::Table, &[Focus::Table], &[]);
    Command { id, title, hint: "", about, menu, places, keys, run, blocked: own }
}

pub(super) const COMMANDS: &[Command] = &[
    command(
        ("shape.row_formula", "行公式", "这一行由别的行算出：合计、差、比重、增速、单季数"),
        |state| ask(state, Asked::RowFormula),
    ),
    command(
        ("shape.column_formula", "列公式", "这一列由别的列算出：合计、差、比重、增速、单季数"),
        |state| ask(state, Asked::ColumnFormula),
    ),
];

fn ask(state: &mut State, asked: Asked) -> Vec<Effect> {
    let of_row = asked == Asked::RowFormula;
    let Some(table) = open(state) else { return Vec::new() };
    let at = if of_row { state.grid.row } else { state.grid.column };
    let written = grid::formula_written(table, of_row, at).unwrap_or_default();
    state.prompt.ask(asked, &written);
    state.focus.push(Focus::Prompt);
    Vec::new()
}

/// Gives the row or column of the cursor the formula that was written, and fills what it gives into blank cells.
pub(in crate::app) fn computed_by(state: &mut State, of_row: bool, written: &str) {
    let Some(table) = open(state) else { return };
    let at = if of_row { state.grid.row } else { state.grid.column };
    let mut to = table.clone();
    grid::give_keys(&mut to);
    let formula = match grid::formula_read(&to, of_row, at, written) {
        Ok(formula) => formula,
        Err(why) => return state.warn(why),
    };
    let taken = formula.is_none();
    if of_row {
        to.rows.iter_mut().skip(at).take(1).for_each(|row| row.formula.clone_from(&formula));
    } else {
        to.columns.iter_mut().skip(at).take(1).for_each(|own| own.formula.clone_from(&formula));
    }
    if faults(&to).iter().any(|fault| fault.of_row == of_row) {
        return state.warn("公式绕了一圈又用到自己，算不出来；没有改");
    }
    fill(&mut to);
    let what = if of_row { "行" } else { "列" };
    let title =
        if taken { format!("取消{what}公式") } else { format!("{what}公式 {written}") };
    if state.change(&title, Edit::SetTable { to: Box::new(to) }) {
        state.tell(if taken {
            "已取消公式，数照旧留着".to_owned()
        } else {
            format!("这一{what}由公式算出，分项改了就跟着变；要手填的，写理由")
        });
    }
}

/// Puts what formulas give into the cells in which nothing stands.
fn fill(table: &mut Table) {
    let due = computed(table);
    for own in due {
        let Due::Number { value, blanks: false } = own.due else { continue };
        let cell = table.rows.get_mut(own.row).and_then(|row| row.cells.get_mut(own.column));
        if let Some(cell) = cell.filter(|cell| **cell == Cell::Blank) {
            *cell = Cell::Number(Number::of(value));
        }
    }
}
