//! The list of all commands (命令), a file an area.

mod block;
mod cell;
mod check;
mod edit;
mod file;
mod filling;
mod find;
mod formula;
mod help;
mod insert;
mod linking;
mod lookup;
mod modal;
mod note;
mod outline;
mod review;
mod section;
mod select;
mod shape;
mod sign;
mod start;
mod structure;
mod table;
mod text;
mod view;

use super::action::Effect;
use super::command::Command;
use super::state::State;

pub(super) use block::{paste as paste_block, press as press_in_paste};
pub(super) use cell::{explain, leave_unexplained, with_totals};
pub(super) use check::{
    enter_chosen as enter_finding, show_only, walk as walk_findings, write_paper,
};
pub(super) use edit::{retitle, start_typing};
pub(super) use file::{ask_over, ask_path, choose_file, export_as};
pub(super) use formula::computed_by;
pub(super) use insert::insert_table;
pub(super) use lookup::{copy_figure, look_up_for_trend, take_figure, trend_of};
pub(super) use outline::open_node;
pub(super) use review::{choose_base, compare_with, give_back_with};
pub(super) use shape::{counted_in, named};
pub(super) use table::{begin_cell, enter as enter_table};

/// Every area, in the order of the menu.
const AREAS: &[&[Command]] = &[
    file::COMMANDS,
    edit::COMMANDS,
    select::COMMANDS,
    text::COMMANDS,
    modal::COMMANDS,
    section::COMMANDS,
    insert::COMMANDS,
    outline::COMMANDS,
    table::COMMANDS,
    filling::COMMANDS,
    block::COMMANDS,
    shape::COMMANDS,
    formula::COMMANDS,
    cell::COMMANDS,
    find::COMMANDS,
    lookup::COMMANDS,
    linking::COMMANDS,
    check::COMMANDS,
    review::COMMANDS,
    note::COMMANDS,
    sign::COMMANDS,
    view::COMMANDS,
    help::COMMANDS,
    start::COMMANDS,
];

/// Every command.
pub fn all() -> impl Iterator<Item = &'static Command> {
    AREAS.iter().flat_map(|area| area.iter())
}

/// Runs the command with this id, if it may be run now; else says why not.
pub(super) fn run(state: &mut State, id: &str) -> Vec<Effect> {
    let Some(command) = all().find(|command| command.id == id) else { return Vec::new() };
    if let Some(reason) = why_not(state, command) {
        state.warn(format!("{}：{reason}", command.title));
        return Vec::new();
    }
    (command.run)(state)
}

/// Why a command cannot be done now in the pane that is shown, if so.
pub fn why_not(state: &State, command: &Command) -> Option<String> {
    let pane = state.focus.pane();
    if command.works_in(pane) {
        return (command.blocked)(state);
    }
    let names: Vec<&str> = command.places.iter().map(|place| place_name(*place)).collect();
    Some(format!("只在{}里能用", names.join("、")))
}

const fn place_name(place: super::focus::Focus) -> &'static str {
    use super::focus::Focus;
    match place {
        Focus::Start => "开始页",
        Focus::Outline => "目录",
        Focus::Text => "正文",
        Focus::Typing => "编辑",
        Focus::Table => "表格",
        Focus::Cell => "单元格",
        Focus::Filling => "逐格填写",
        Focus::Findings => "问题清单",
        Focus::Review => "审阅",
        Focus::Picker
        | Focus::Menu
        | Focus::Prompt
        | Focus::Choice
        | Focus::Matches
        | Focus::Card
        | Focus::Paste
        | Focus::Trend
        | Focus::KeyTest => "输入框",
    }
}
