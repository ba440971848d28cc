//! Commands that say what can be done.

use crate::app::action::Effect;
use crate::app::command::{Command, Menu, free};
use crate::app::focus::Focus;
use crate::app::keytest;
use crate::app::menu::MenuBar;
use crate::app::picker::{Entry, Picker, Purpose, Target};
use crate::app::state::State;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "help.keys",
        title: "帮助",
        hint: "帮助",
        about: "列出现在能用的键；打字筛选，回车执行",
        menu: Menu::Help,
        places: &[],
        keys: &["f1"],
        run: keys,
        blocked: free,
    },
    Command {
        id: "help.keys_letter",
        title: "帮助（问号键）",
        hint: "",
        about: "同 F1",
        menu: Menu::Move,
        places: &[Focus::Start, Focus::Outline, Focus::Text, Focus::Table, Focus::Findings],
        keys: &["?"],
        run: keys,
        blocked: free,
    },
    Command {
        id: "help.commands",
        title: "命令",
        hint: "命令",
        about: "按名称、拼音首字母或英文名找命令",
        menu: Menu::Help,
        places: &[],
        keys: &["ctrl-p"],
        run: commands,
        blocked: free,
    },
    Command {
        id: "help.commands_letter",
        title: "命令（冒号键）",
        hint: "",
        about: "同 Ctrl-P",
        menu: Menu::Move,
        places: &[Focus::Start, Focus::Outline, Focus::Text, Focus::Table, Focus::Findings],
        keys: &[":"],
        run: commands,
        blocked: free,
    },
    Command {
        id: "help.test_keys",
        title: "按键测试",
        hint: "",
        about: "看每个键送来什么、会做什么，哪些键到不了；写一份给技术人员的报告",
        menu: Menu::Help,
        places: &[],
        keys: &[],
        run: test_keys,
        blocked: free,
    },
    Command {
        id: "help.menu",
        title: "菜单",
        hint: "菜单",
        about: "打开菜单；用方向键或数字选",
        menu: Menu::Move,
        places: &[],
        keys: &["f10"],
        run: menu,
        blocked: free,
    },
];

fn keys(state: &mut State) -> Vec<Effect> {
    let pane = state.focus.pane();
    let here = super::all()
        .filter(|command| command.works_in(pane) && state.keymap.reaches(pane, command));
    let entries = here.map(|command| entry(state, command)).collect();
    state.picker = Picker::new(Purpose::Help, "帮助：这里能用的键（打字筛选，回车执行）", entries);
    state.focus.push(Focus::Picker);
    Vec::new()
}

fn commands(state: &mut State) -> Vec<Effect> {
    let named = |command: &'static Command| {
        let entry = entry(state, command);
        // The name is what key files call it by.
        let about = format!("{}  {}", entry.about, command.id).trim_start().to_owned();
        (command.menu == Menu::Move, Entry { about, ..entry })
    };
    let mut entries: Vec<(bool, Entry)> = super::all().map(named).collect();
    // What can be done now stands first, and moving about last.
    entries.sort_by_key(|(moves, entry)| (entry.blocked.is_some(), *moves));
    let entries = entries.into_iter().map(|(_, entry)| entry).collect();
    state.picker = Picker::new(Purpose::Commands, "命令（打字筛选，回车执行）", entries);
    state.focus.push(Focus::Picker);
    Vec::new()
}

fn entry(state: &State, command: &'static Command) -> Entry {
    let note = state.keymap.shown(command);
    let also = format!("{} {note}", command.id);
    let blocked = super::why_not(state, command);
    let target = Target::Command(command.id);
    Entry {
        title: command.title.to_owned(),
        note,
        about: command.about.to_owned(),
        also,
        blocked,
        target,
    }
}

fn test_keys(state: &mut State) -> Vec<Effect> {
    keytest::open(state, false);
    Vec::new()
}

fn menu(state: &mut State) -> Vec<Effect> {
    state.menu = MenuBar::default();
    state.focus.push(Focus::Menu);
    Vec::new()
}
