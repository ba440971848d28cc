//! Commands that select text and take it along.

use crate::app::action::Effect;
use crate::app::caret::Caret;
use crate::app::clip::Clip;
use crate::app::command::{Command, Menu, moving, needs_report, needs_writing};
use crate::app::focus::Focus;
use crate::app::spot::Spot;
use crate::app::state::State;
use crate::text::sentence::sentence_at;

const HERE: &[Focus] = &[Focus::Text, Focus::Typing];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "select.mark",
        title: "标记选区",
        hint: "",
        about: "从这里起选；移动光标就选到哪里，再按一次取消",
        menu: Menu::Edit,
        places: HERE,
        keys: &["ctrl-b"],
        run: mark,
        blocked: needs_report,
    },
    Command {
        id: "select.all",
        title: "选中本段",
        hint: "",
        about: "选中光标所在的一段或一个标题",
        menu: Menu::Edit,
        places: HERE,
        keys: &["ctrl-a"],
        run: all,
        blocked: needs_report,
    },
    Command {
        id: "select.sentence",
        title: "选中本句",
        hint: "",
        about: "选中光标所在的一句；再按一次，连下一句也选中",
        menu: Menu::Edit,
        places: HERE,
        keys: &["ctrl-n"],
        run: sentence,
        blocked: needs_report,
    },
    Command {
        id: "edit.cut",
        title: "剪切",
        hint: "",
        about: "把选中的文字收进剪贴板并删去",
        menu: Menu::Edit,
        places: HERE,
        keys: &["ctrl-x"],
        run: cut,
        blocked: needs_writing,
    },
    moving("select.left", "选前一字", &["shift-left"], |state| to(state, "text.left")).within(HERE),
    moving("select.right", "选后一字", &["shift-right"], |state| to(state, "text.right"))
        .within(HERE),
    moving("select.up", "选到上一行", &["shift-up"], |state| to(state, "text.up")).within(HERE),
    moving("select.down", "选到下一行", &["shift-down"], |state| to(state, "text.down"))
        .within(HERE),
    moving("select.home", "选到行首", &["shift-home"], |state| to(state, "text.home")).within(HERE),
    moving("select.end", "选到行尾", &["shift-end"], |state| to(state, "text.end")).within(HERE),
];

fn mark(state: &mut State) -> Vec<Effect> {
    state.page.held = state.page.mark.is_none();
    state.page.mark = state.page.held.then_some(state.page.caret);
    state.tell(if state.page.held {
        "选区从这里起；移动光标，再按 Ctrl-C 复制、Ctrl-X 剪切，Ctrl-B 取消"
    } else {
        "已取消选区"
    });
    Vec::new()
}

fn all(state: &mut State) -> Vec<Effect> {
    let spot = state.page.caret.spot;
    let Some(length) = state.report().and_then(|report| spot.text(report)).map(str::len) else {
        return Vec::new();
    };
    if spot != Spot::Title {
        state.page.mark = Some(Caret::before(spot));
        state.page.caret = Caret::at(spot, length);
    }
    Vec::new()
}

/// The sentence at the caret; where one is selected already, the next one too.
fn sentence(state: &mut State) -> Vec<Effect> {
    let caret = state.page.caret;
    let Some(text) = state.report().and_then(|report| caret.spot.text(report)) else {
        return Vec::new();
    };
    let here = sentence_at(text, caret.offset);
    let mark = state.page.mark.filter(|mark| mark.spot == caret.spot && mark.offset < caret.offset);
    if caret.spot != Spot::Title {
        state.page.mark = mark.or(Some(Caret::at(caret.spot, here.start)));
        state.page.caret = Caret::at(caret.spot, here.end);
    }
    Vec::new()
}

/// Moves as another command does, and selects what is passed over.
fn to(state: &mut State, moved_by: &str) -> Vec<Effect> {
    let (mark, held) = (state.page.mark.unwrap_or(state.page.caret), state.page.held);
    state.page.held = true;
    let effects = super::run(state, moved_by);
    (state.page.mark, state.page.held) = (Some(mark), held);
    effects
}

fn cut(state: &mut State) -> Vec<Effect> {
    let text =
        state.report().zip(state.selection()).map(|(report, selection)| selection.text(report));
    let Some(text) = text else {
        state.warn("没有选中文字；按 Ctrl-B 标记，再移动光标，或按 Shift-方向键");
        return Vec::new();
    };
    let taken =
        state.report().zip(state.selection()).map(|(report, stretch)| Clip::of(report, &stretch));
    if state.replace_selection("剪切", "") && state.selection().is_none() {
        state.clipboard.clone_from(&text);
        state.clip = taken.unwrap_or_default();
        state.tell(format!("已剪切 {} 字（Ctrl-V 粘贴，Ctrl-Z 撤销）", text.chars().count()));
        return vec![Effect::Copy(text)];
    }
    Vec::new()
}
