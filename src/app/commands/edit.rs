//! Commands that begin and end editing, and take it back.

use crate::app::action::Effect;
use crate::app::clip::Clip;
use crate::app::command::{Command, Menu, free, needs_report, needs_writing};
use crate::app::focus::Focus;
use crate::app::prompt::Asked;
use crate::app::spot::Spot;
use crate::app::state::State;
use crate::app::typing;
use crate::edit::Edit;
use crate::model::TextAt;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "edit.start",
        title: "编辑",
        hint: "编辑",
        about: "在光标处改这一段或这个标题；Esc 结束",
        menu: Menu::Edit,
        places: &[Focus::Text],
        keys: &["f2", "enter", "e"],
        run: start,
        blocked: needs_report,
    },
    Command {
        id: "edit.leave",
        title: "结束编辑",
        hint: "",
        about: "回到浏览；改动都留着，可以撤销",
        menu: Menu::Move,
        places: &[Focus::Typing],
        keys: &["esc"],
        run: leave,
        blocked: free,
    },
    Command {
        id: "edit.undo",
        title: "撤销",
        hint: "撤销",
        about: "收回上一步，并说明收回的是什么",
        menu: Menu::Edit,
        places: &[],
        keys: &["ctrl-z"],
        run: undo,
        blocked: needs_report,
    },
    Command {
        id: "edit.redo",
        title: "重做",
        hint: "重做",
        about: "把撤销的再做一遍",
        menu: Menu::Edit,
        places: &[],
        keys: &["ctrl-y"],
        run: redo,
        blocked: needs_report,
    },
    Command {
        id: "edit.copy",
        title: "复制",
        hint: "",
        about: "把选中的文字放进剪贴板；没有选中时是光标所在的一段",
        menu: Menu::Edit,
        places: &[Focus::Text, Focus::Typing],
        keys: &["ctrl-c"],
        run: copy,
        blocked: needs_report,
    },
    Command {
        id: "edit.paste",
        title: "粘贴",
        hint: "",
        about: "放入剪贴板里的文字",
        menu: Menu::Edit,
        places: &[Focus::Text, Focus::Typing, Focus::Cell],
        keys: &["ctrl-v"],
        run: paste,
        blocked: needs_writing,
    },
    Command {
        id: "edit.title",
        title: "改年报标题",
        hint: "",
        about: "改这份年报的标题",
        menu: Menu::Edit,
        places: &[],
        keys: &[],
        run: title,
        blocked: needs_writing,
    },
];

fn start(state: &mut State) -> Vec<Effect> {
    let table =
        state.report().and_then(|report| Some(state.page.caret.spot.block(report)?.table()?.id));
    if let Some(table) = table {
        super::table::enter(state, table);
    } else if state.page.caret.spot == Spot::Title {
        return run_title(state);
    } else {
        start_typing(state);
    }
    Vec::new()
}

/// Begins typing at the caret; says why not where that is so.
pub(in crate::app) fn start_typing(state: &mut State) {
    match state.read_only() {
        Some(reason) => state.warn(reason),
        None => state.focus.push(Focus::Typing),
    }
}

fn leave(state: &mut State) -> Vec<Effect> {
    state.pause();
    state.page.unmark();
    state.focus.pop();
    Vec::new()
}

/// What was done to the report and its review as one is taken back as one.
fn undo(state: &mut State) -> Vec<Effect> {
    if let Some(reason) = state.read_only() {
        state.warn(reason);
        return Vec::new();
    }
    let effects = state.take_back_along();
    state.travel(false);
    effects
}

fn redo(state: &mut State) -> Vec<Effect> {
    match state.read_only() {
        Some(reason) => state.warn(reason),
        None => state.travel(true),
    }
    Vec::new()
}

fn copy(state: &mut State) -> Vec<Effect> {
    let selected =
        state.report().zip(state.selection()).map(|(report, selection)| selection.text(report));
    let whole = || {
        state
            .report()
            .and_then(|report| state.page.caret.spot.text(report))
            .unwrap_or_default()
            .to_owned()
    };
    let text = selected.unwrap_or_else(whole);
    let taken = state.report().map(|report| match state.selection() {
        Some(selection) => Clip::of(report, &selection),
        None => Clip::whole(report, state.page.caret.spot),
    });
    state.clip = taken.unwrap_or_default();
    state.page.unmark();
    if text.is_empty() {
        state.warn("这里没有文字可以复制");
        return Vec::new();
    }
    state.tell(format!(
        "已收下 {} 字，并发往本机剪贴板；若在别处贴不出，用终端自带的选择复制",
        text.chars().count()
    ));
    state.clipboard.clone_from(&text);
    vec![Effect::Copy(text)]
}

fn paste(state: &mut State) -> Vec<Effect> {
    if state.clipboard.is_empty() {
        state.warn("剪贴板是空的；从别处粘贴请用终端自带的粘贴（右键或 Shift-Ins）");
        return Vec::new();
    }
    typing::paste(state, &state.clipboard.clone())
}

fn run_title(state: &mut State) -> Vec<Effect> {
    if let Some(reason) = state.read_only() {
        state.warn(reason);
        return Vec::new();
    }
    title(state)
}

fn title(state: &mut State) -> Vec<Effect> {
    let now = state.report().map(|report| report.title.replace('\n', "｜")).unwrap_or_default();
    state.prompt.ask(Asked::Title, &now);
    state.focus.push(Focus::Prompt);
    Vec::new()
}

/// Gives the report another title; `｜` stands for the break between its lines.
pub(in crate::app) fn retitle(state: &mut State, to: &str) {
    let Some(report) = state.report() else { return };
    let (removed, inserted) = (report.title.clone(), to.replace('｜', "\n"));
    if removed != inserted {
        state
            .change("改标题", Edit::ReplaceText { at: TextAt::Title, start: 0, removed, inserted });
    }
}
