//! Commands of the outline.

use crate::app::action::Effect;
use crate::app::caret::Caret;
use crate::app::command::{Command, moving};
use crate::app::focus::Focus;
use crate::app::geometry::panes;
use crate::app::outline::Node;
use crate::app::spot::Spot;
use crate::app::state::State;
use crate::model::TextAt;

const HERE: &[Focus] = &[Focus::Outline];

pub(super) const COMMANDS: &[Command] = &[
    moving("outline.enter", "打开所选", &["enter"], enter)
        .told("打开", "打开所选的年报、章节或表")
        .within(HERE),
    moving("outline.up", "上一行", &["up", "k"], |state| step(state, -1)).within(HERE),
    moving("outline.down", "下一行", &["down", "j"], |state| step(state, 1)).within(HERE),
    moving("outline.page_up", "上一页", &["pgup"], |state| page(state, -1)).within(HERE),
    moving("outline.page_down", "下一页", &["pgdn"], |state| page(state, 1)).within(HERE),
    moving("outline.first", "第一行", &["home", "ctrl-home", "g"], |state| {
        step(state, isize::MIN)
    })
    .within(HERE),
    moving("outline.last", "最后一行", &["end", "ctrl-end", "G"], |state| {
        step(state, isize::MAX)
    })
    .within(HERE),
    moving("outline.unfold", "展开", &["right", "l"], unfold).within(HERE),
    moving("outline.fold", "折叠", &["left", "h"], fold).within(HERE),
    moving("outline.toggle", "展开或折叠", &["space"], toggle).within(HERE),
];

fn step(state: &mut State, by: isize) -> Vec<Effect> {
    let rows = state.outline.rows(state);
    let last = rows.len().saturating_sub(1);
    let index = state.outline.index(&rows).saturating_add_signed(by).min(last);
    if let Some(row) = rows.get(index) {
        state.outline.chosen = Some(row.node);
        follow(state, row.node);
    }
    Vec::new()
}

/// Beside the outline the text shows what is chosen.
fn follow(state: &mut State, node: Node) {
    if state.year() == Some(node.year()) {
        show(state, node);
    }
}

fn page(state: &mut State, by: isize) -> Vec<Effect> {
    let rows = isize::try_from(panes(state).outline.height).unwrap_or(10);
    step(state, by * (rows - 1).max(1))
}

fn unfold(state: &mut State) -> Vec<Effect> {
    let rows = state.outline.rows(state);
    let Some(row) = rows.get(state.outline.index(&rows)) else { return Vec::new() };
    match row.open {
        Some(false) => state.outline.set_open(row.node, true),
        Some(true) => return step(state, 1),
        None => {}
    }
    Vec::new()
}

fn fold(state: &mut State) -> Vec<Effect> {
    let rows = state.outline.rows(state);
    let index = state.outline.index(&rows);
    let Some(row) = rows.get(index) else { return Vec::new() };
    if row.open == Some(true) {
        state.outline.set_open(row.node, false);
    } else if let Some(above) = rows.iter().take(index).rev().find(|above| above.depth < row.depth)
    {
        state.outline.chosen = Some(above.node);
        follow(state, above.node);
    }
    Vec::new()
}

fn toggle(state: &mut State) -> Vec<Effect> {
    let rows = state.outline.rows(state);
    if let Some(row) = rows.get(state.outline.index(&rows))
        && let Some(open) = row.open
    {
        state.outline.set_open(row.node, !open);
    }
    Vec::new()
}

fn enter(state: &mut State) -> Vec<Effect> {
    let rows = state.outline.rows(state);
    match rows.get(state.outline.index(&rows)) {
        Some(row) => open_node(state, row.node),
        None => Vec::new(),
    }
}

/// Shows a report, a section or a table, and gives it the keys.
pub(in crate::app) fn open_node(state: &mut State, node: Node) -> Vec<Effect> {
    let broken =
        state.broken().find(|(year, _)| *year == node.year()).map(|(_, why)| why.to_owned());
    if let Some(why) = broken {
        state.fail(why);
        return Vec::new();
    }
    let turned = state.year() != Some(node.year());
    state.turn_to(node.year());
    state.outline.reveal(node);
    state.focus.back_to(Focus::Outline);
    state.focus.push(Focus::Text);
    show(state, node);
    if let Node::Table(_, table) = node {
        super::table::enter(state, table);
    }
    if turned { state.check() } else { Vec::new() }
}

/// Puts the caret on what a line of the outline stands for, at the top of the page.
fn show(state: &mut State, node: Node) {
    let Some(report) = state.report() else { return };
    let spot = match node {
        Node::Report(_) => Some(Spot::Title),
        Node::Section(_, id) => {
            report.section_index(id).and_then(|index| Spot::first_of(report, index))
        }
        Node::Table(_, id) => Spot::of(report, TextAt::Caption(id)),
    };
    if let Some(spot) = spot {
        state.page.show(Caret::before(spot));
    }
}
