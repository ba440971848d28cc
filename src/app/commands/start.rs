//! Commands of the start page, by digits.

use crate::app::action::Effect;
use crate::app::command::{Command, moving};
use crate::app::focus::Focus;
use crate::app::prompt::Asked;

const HERE: &[Focus] = &[Focus::Start];

pub(super) const COMMANDS: &[Command] = &[
    moving("start.open", "打开项目", &["1"], |state| super::run(state, "file.open")).within(HERE),
    moving("start.new", "新建项目", &["2"], |state| super::run(state, "file.new")).within(HERE),
    moving("start.roll", "从去年结转", &["3"], |state| {
        state.prompt.ask(Asked::Roll, "");
        state.focus.push(Focus::Prompt);
        Vec::new()
    })
    .within(HERE),
    moving("start.help", "帮助", &["4"], |state| super::run(state, "help.keys")).within(HERE),
    moving("start.quit", "退出", &["5"], |_| vec![Effect::Quit]).within(HERE),
];
