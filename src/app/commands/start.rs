//! Commands of the start page, by digits.

use crate::app::action::Effect;
use crate::app::command::{Command, Menu, free};
use crate::app::focus::Focus;
use crate::app::state::State;

const fn digit(
    id: &'static str,
    title: &'static str,
    keys: &'static [&'static str],
    run: fn(&mut State) -> Vec<Effect>,
) -> Command {
    Command {
        id,
        title,
        hint: "",
        about: "",
        menu: Menu::Move,
        places: &[Focus::Start],
        keys,
        run,
        blocked: free,
    }
}

pub(super) const COMMANDS: &[Command] = &[
    digit("start.open", "打开项目", &["1"], |state| super::run(state, "file.open")),
    digit("start.new", "新建项目", &["2"], |state| super::run(state, "file.new")),
    digit("start.help", "帮助", &["3"], |state| super::run(state, "help.keys")),
    digit("start.quit", "退出", &["4"], |_| vec![Effect::Quit]),
];
