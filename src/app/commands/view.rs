//! Commands that change what is looked at.

use crate::app::action::Effect;
use crate::app::command::{Command, Menu, free, needs_report};
use crate::app::focus::Focus;
use crate::app::outline::Node;
use crate::app::picker::{Entry, Picker, Purpose, Target};
use crate::app::state::State;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "view.pane",
        title: "换栏",
        hint: "换栏",
        about: "在目录和正文之间换",
        menu: Menu::View,
        places: &[Focus::Outline, Focus::Text, Focus::Table, Focus::Typing],
        keys: &["f6"],
        run: pane,
        blocked: needs_report,
    },
    Command {
        id: "view.pane_tab",
        title: "换栏（Tab）",
        hint: "",
        about: "同 F6",
        menu: Menu::Move,
        places: &[Focus::Outline, Focus::Text],
        keys: &["tab"],
        run: pane,
        blocked: needs_report,
    },
    Command {
        id: "view.outline",
        title: "目录",
        hint: "",
        about: "回到目录",
        menu: Menu::View,
        places: &[Focus::Text, Focus::Table],
        keys: &["o"],
        run: outline,
        blocked: needs_report,
    },
    Command {
        id: "view.go",
        title: "转到章节",
        hint: "转到",
        about: "按名称或拼音首字母转到一节或一张表",
        menu: Menu::View,
        places: &[],
        keys: &["ctrl-g"],
        run: go,
        blocked: needs_report,
    },
    Command {
        id: "view.mouse",
        title: "鼠标",
        hint: "",
        about: "开关鼠标：滚轮和单击；开着时，终端自带的选择和粘贴要按住 Shift",
        menu: Menu::View,
        places: &[],
        keys: &[],
        run: mouse,
        blocked: free,
    },
    Command {
        id: "view.repaint",
        title: "重画",
        hint: "",
        about: "重新量字宽，把屏幕重画一遍",
        menu: Menu::View,
        places: &[],
        keys: &["ctrl-l"],
        run: |_| vec![Effect::Repaint],
        blocked: free,
    },
    Command {
        id: "view.back",
        title: "返回",
        hint: "",
        about: "退一步，什么也不会丢",
        menu: Menu::Move,
        places: &[Focus::Start, Focus::Outline, Focus::Text, Focus::Table, Focus::Findings],
        keys: &["esc"],
        run: back,
        blocked: free,
    },
];

fn mouse(state: &mut State) -> Vec<Effect> {
    state.settings.mouse = !state.settings.mouse;
    let on = state.settings.mouse;
    state.tell(if on {
        "鼠标开了：滚轮翻动，单击定位；终端自带的选择按住 Shift。要一直开，在 settings.ron 写 mouse: true"
    } else {
        "鼠标关了，选择和粘贴归终端"
    });
    vec![Effect::Mouse(on)]
}

fn pane(state: &mut State) -> Vec<Effect> {
    state.pause();
    if state.focus.pane() == Focus::Outline {
        state.focus.push(Focus::Text);
    } else {
        return outline(state);
    }
    Vec::new()
}

fn outline(state: &mut State) -> Vec<Effect> {
    let here = state.here();
    state.focus.back_to(Focus::Outline);
    if let Some(node) = here {
        state.outline.reveal(node);
    }
    Vec::new()
}

fn back(state: &mut State) -> Vec<Effect> {
    let in_text = state.focus.top() == Focus::Text;
    if in_text && state.page.mark.is_some() {
        state.page.unmark();
    } else if in_text && !state.find.query.is_empty() {
        state.find.give_up();
    } else if state.focus.top() == Focus::Table && super::block::unmark(state) {
        state.tell("已取消选块");
    } else if in_text {
        return outline(state);
    } else if !state.focus.pop() {
        // At rest: a digit now means the F-key of that number.
        state.escaped = true;
        state.tell("按数字 1…9、0 相当于 F1…F10：1 帮助 2 编辑 5 校核 6 换栏 7、8 上下一处 0 菜单；退出按 Ctrl-Q");
    }
    Vec::new()
}

fn go(state: &mut State) -> Vec<Effect> {
    let Some(report) = state.report() else { return Vec::new() };
    let numbers = report.printed_numbers();
    let mut entries = Vec::new();
    for (section, number) in report.sections.iter().zip(numbers) {
        let title = if section.is_preface() { "前言".to_owned() } else { section.title.clone() };
        let indent = "  ".repeat(usize::from(section.level.saturating_sub(1)));
        let target = Target::Node(Node::Section(report.year, section.id));
        let shown = format!("{indent}{number}{title}");
        entries.push(Entry {
            title: shown,
            note: String::new(),
            about: String::new(),
            also: title,
            blocked: None,
            target,
        });
        for table in section.tables() {
            let target = Target::Node(Node::Table(report.year, table.id));
            let title = format!("{indent}  表 {}", table.caption);
            entries.push(Entry {
                title,
                note: format!("{} 行", table.rows.len()),
                about: String::new(),
                also: table.form.clone(),
                blocked: None,
                target,
            });
        }
    }
    state.picker = Picker::new(Purpose::Places, "转到（汉字、拼音首字母）", entries);
    state.focus.push(Focus::Picker);
    Vec::new()
}
