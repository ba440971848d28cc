//! Commands that check the report and walk what was found.

use crate::app::action::Effect;
use crate::app::caret::Caret;
use crate::app::command::{Command, Menu, moving, needs_report};
use crate::app::focus::Focus;
use crate::app::spot::Spot;
use crate::app::state::State;
use crate::checks::{Finding, Place};
use crate::model::Report;
use crate::model::TextAt;

const HERE: &[Focus] = &[Focus::Findings];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "check.run",
        title: "校核",
        hint: "校核",
        about: "查一遍这份年报，列出问题",
        menu: Menu::Check,
        places: &[],
        keys: &["f5"],
        run: check,
        blocked: needs_report,
    },
    moving("check.go", "到这一处", &["enter", "f2"], go)
        .told("到正文", "到这个问题所在的地方")
        .within(HERE),
    moving("check.up", "上一个问题", &["up", "k"], |state| step(state, -1)).within(HERE),
    moving("check.down", "下一个问题", &["down", "j"], |state| step(state, 1)).within(HERE),
    moving("check.page_up", "上一页", &["pgup"], |state| step(state, -8)).within(HERE),
    moving("check.page_down", "下一页", &["pgdn"], |state| step(state, 8)).within(HERE),
    moving("check.first", "第一个问题", &["home"], |state| step(state, isize::MIN)).within(HERE),
    moving("check.last", "最后一个问题", &["end"], |state| step(state, isize::MAX)).within(HERE),
];

fn check(state: &mut State) -> Vec<Effect> {
    state.pause();
    // From now on F7 and F8 walk the findings and no longer what was searched for.
    state.find.give_up();
    if state.focus.top() == Focus::Findings {
        state.focus.pop();
    } else {
        state.focus.back_to(if state.focus.has(Focus::Text) {
            Focus::Text
        } else {
            Focus::Outline
        });
        state.focus.push(Focus::Text);
        state.focus.push(Focus::Findings);
    }
    state.check()
}

fn step(state: &mut State, by: isize) -> Vec<Effect> {
    let last = state.findings.list.len().saturating_sub(1);
    state.findings.chosen = state.findings.chosen.saturating_add_signed(by).min(last);
    show_chosen(state);
    Vec::new()
}

fn go(state: &mut State) -> Vec<Effect> {
    if state.findings.list.is_empty() {
        return Vec::new();
    }
    show_chosen(state);
    state.focus.pop();
    enter_chosen(state);
    Vec::new()
}

/// Goes to the next or the previous finding, round the end.
pub(super) fn walk(state: &mut State, forward: bool) {
    let count = state.findings.list.len();
    if count == 0 {
        let checked = state.findings.checked;
        state.tell(if checked {
            "没有问题"
        } else {
            "还没有校核；按 F5 校核，或按 Ctrl-F 查找"
        });
        return;
    }
    let seen = state.findings.seen;
    let chosen = state.findings.chosen;
    state.findings.chosen = match (seen, forward) {
        (false, _) => chosen,
        (true, true) => (chosen + 1) % count,
        (true, false) => (chosen + count - 1) % count,
    };
    show_chosen(state);
    if state.focus.pane() != Focus::Findings {
        enter_chosen(state);
    }
}

/// Gives the keys to where the chosen finding is: the text, or the cell of a table.
fn enter_chosen(state: &mut State) {
    let Some(finding) = state.findings.list.get(state.findings.chosen) else { return };
    let cell = match &finding.place {
        Place::Table(place) => Some((place.id, place.row_id, place.column.clone())),
        Place::Text(_) | Place::Report {} => None,
    };
    state.focus.back_to(Focus::Outline);
    state.focus.push(Focus::Text);
    let Some((id, row, column)) = cell else { return };
    super::table::enter(state, id);
    let Some(table) = state.report().and_then(|report| report.table(id)) else { return };
    let row = row.and_then(|row| table.row_index(row));
    let column = table.columns.iter().position(|own| Some(&own.key) == column.as_ref());
    let cell = (row.unwrap_or(0), column.unwrap_or(0));
    state.show_cell(cell.0, cell.1);
}

/// Puts the caret where the chosen finding is.
fn show_chosen(state: &mut State) {
    state.findings.seen = true;
    let Some(finding) = state.findings.list.get(state.findings.chosen).cloned() else { return };
    let caret = state.report().and_then(|report| caret_of(report, &finding));
    if let Some(caret) = caret {
        state.page.jump(caret);
    }
    let of = format!("（{}/{}）", state.findings.chosen + 1, state.findings.list.len());
    state.tell(format!("{} {} {}{of}", finding.severity.word(), finding.rule, finding.message));
}

fn caret_of(report: &Report, finding: &Finding) -> Option<Caret> {
    match &finding.place {
        Place::Text(place) => {
            let start = place.words.as_ref().map_or(0, |words| words.bytes[0]);
            Some(Caret::at(Spot::of(report, place.at)?, start))
        }
        Place::Table(place) => Some(Caret::before(Spot::of(report, TextAt::Caption(place.id))?)),
        Place::Report {} => Some(Caret::before(Spot::Title)),
    }
}
