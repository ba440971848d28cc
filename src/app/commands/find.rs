//! Commands that look for something.

use crate::app::action::Effect;
use crate::app::command::{Command, Menu, needs_report};
use crate::app::focus::Focus;
use crate::app::matches;
use crate::app::matches::Reach;
use crate::app::overlay;
use crate::app::state::State;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "find.text",
        title: "查找",
        hint: "找",
        about: "在本年报里找汉字、数字或字母，边打边找",
        menu: Menu::Find,
        places: &[],
        keys: &["ctrl-f"],
        run: text,
        blocked: needs_report,
    },
    Command {
        id: "find.replace",
        title: "替换",
        hint: "",
        about: "把一处处文字换成别的：选区、本节、本年报或全部年度，先看再换，一次撤销",
        menu: Menu::Find,
        places: &[],
        keys: &["ctrl-r"],
        run: replace,
        blocked: needs_report,
    },
    Command {
        id: "find.years",
        title: "在全部年度里查找",
        hint: "",
        about: "列出每一年里的每一处，回车过去；查找时按 Tab 也是",
        menu: Menu::Find,
        places: &[],
        keys: &[],
        run: years,
        blocked: needs_report,
    },
    Command {
        id: "find.text_letter",
        title: "查找（斜杠键）",
        hint: "",
        about: "同 Ctrl-F",
        menu: Menu::Move,
        places: &[Focus::Outline, Focus::Text],
        keys: &["/"],
        run: text,
        blocked: needs_report,
    },
    Command {
        id: "find.next",
        title: "下一处",
        hint: "下一处",
        about: "下一个查到的词；没有在查时，下一个问题",
        menu: Menu::Find,
        places: &[],
        keys: &["f8"],
        run: next,
        blocked: needs_report,
    },
    Command {
        id: "find.previous",
        title: "上一处",
        hint: "上一处",
        about: "上一个查到的词；没有在查时，上一个问题",
        menu: Menu::Find,
        places: &[],
        keys: &["f7"],
        run: previous,
        blocked: needs_report,
    },
    Command {
        id: "find.next_letter",
        title: "下一处（字母键）",
        hint: "",
        about: "同 F8",
        menu: Menu::Move,
        places: &[Focus::Outline, Focus::Text, Focus::Table, Focus::Findings],
        keys: &["n"],
        run: next,
        blocked: needs_report,
    },
    Command {
        id: "find.previous_letter",
        title: "上一处（字母键）",
        hint: "",
        about: "同 F7",
        menu: Menu::Move,
        places: &[Focus::Outline, Focus::Text, Focus::Table, Focus::Findings],
        keys: &["p"],
        run: previous,
        blocked: needs_report,
    },
];

fn text(state: &mut State) -> Vec<Effect> {
    overlay::start_search(state, "");
    Vec::new()
}

fn replace(state: &mut State) -> Vec<Effect> {
    overlay::start_replacing(state);
    Vec::new()
}

/// Lists what was looked for last; asks for it where nothing was.
fn years(state: &mut State) -> Vec<Effect> {
    let query = state.find.query.clone();
    if query.is_empty() {
        overlay::start_search(state, "");
        state.tell("打出要找的，按 Tab 列出全部年度里的每一处");
        return Vec::new();
    }
    state.matches.how = state.find.how;
    state.matches.reach = Reach::Years;
    matches::open(state, &query, None);
    Vec::new()
}

fn next(state: &mut State) -> Vec<Effect> {
    walk(state, true)
}

fn previous(state: &mut State) -> Vec<Effect> {
    walk(state, false)
}

fn walk(state: &mut State, forward: bool) -> Vec<Effect> {
    state.pause();
    if state.find.query.is_empty() || state.focus.pane() == Focus::Findings {
        super::check::walk(state, forward);
    } else {
        state.walk_hits(forward);
    }
    Vec::new()
}
