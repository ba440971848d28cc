//! One line that is asked for: what to find, which folder to open.

use crate::text::numeral;

use super::action::Effect;
use super::focus::Focus;
use super::input::Input;
use super::key::{Code, Key};
use super::state::State;

/// What the line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Asked {
    /// Text to find in the report; searched while typing.
    #[default]
    Find,
    /// Folder of a project to open.
    Open,
    /// File to import.
    Import,
    /// Full name of the agency of a new project.
    Agency,
    /// Year of the first report of a new project.
    Year,
    /// The title of the report.
    Title,
    /// Why a total is filled in by hand.
    Reason,
}

impl Asked {
    /// The words before the line.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Find => "查找",
            Self::Open => "打开项目（文件夹）",
            Self::Import => "导入文件（md、txt）",
            Self::Agency => "单位全称",
            Self::Year => "报告年度",
            Self::Title => "年报标题",
            Self::Reason => "手填合计的理由",
        }
    }
}

/// The line that is asked for.
#[derive(Debug, Clone, Default)]
pub struct Prompt {
    /// What it is for.
    pub asked: Asked,
    /// What was typed.
    pub input: Input,
    /// What was answered to the question before: the agency, while the year is asked.
    pub before: String,
    /// What was asked for last time, by ↑.
    last_find: String,
}

impl Prompt {
    /// Asks for a line; it may hold a first answer.
    pub fn ask(&mut self, asked: Asked, answer: &str) {
        self.asked = asked;
        self.input = Input::holding(answer);
    }

    fn keep(&mut self) {
        if self.asked == Asked::Find && !self.input.text().is_empty() {
            self.input.text().clone_into(&mut self.last_find);
        }
    }
}

/// A key while a line is asked for.
pub(super) fn press(state: &mut State, key: Key) -> Vec<Effect> {
    match key.code {
        Code::Enter => return accept(state),
        Code::Esc => cancel(state),
        Code::Char('c') if key.ctrl => cancel(state),
        Code::Up if state.prompt.asked == Asked::Find => {
            state.prompt.input = Input::holding(&state.prompt.last_find.clone());
            state.look();
        }
        Code::Char('v') if key.ctrl => {
            state.prompt.input.insert(&state.clipboard.clone());
            state.look();
        }
        _ => {
            if state.prompt.input.press(key) {
                state.look();
            }
        }
    }
    Vec::new()
}

fn cancel(state: &mut State) {
    state.prompt.keep();
    if state.prompt.asked == Asked::Find {
        state.find.give_up();
    }
    state.focus.pop();
    super::commands::leave_unexplained(state);
}

fn accept(state: &mut State) -> Vec<Effect> {
    state.prompt.keep();
    let answer = state.prompt.input.text().trim().to_owned();
    if answer.is_empty() {
        state.focus.pop();
        super::commands::leave_unexplained(state);
        return Vec::new();
    }
    match state.prompt.asked {
        Asked::Find => {
            state.focus.pop();
            if state.focus.pane() == Focus::Findings {
                state.focus.back_to(Focus::Text);
            }
            state.tell_hits();
            // F7 and F8 do not walk what was not found.
            if state.find.hits.is_empty() {
                state.find.give_up();
            }
        }
        Asked::Open => {
            state.focus.pop();
            return vec![Effect::Open(answer)];
        }
        Asked::Import => {
            state.focus.pop();
            return vec![Effect::Import(answer)];
        }
        Asked::Agency => {
            state.prompt.before = answer;
            state.prompt.ask(Asked::Year, "");
        }
        Asked::Year => return create(state, &answer),
        Asked::Title => {
            state.focus.pop();
            super::commands::retitle(state, &answer);
        }
        Asked::Reason => {
            state.focus.pop();
            super::commands::explain(state, &answer);
        }
    }
    Vec::new()
}

fn create(state: &mut State, answer: &str) -> Vec<Effect> {
    if let Ok(year @ 2008..=2100) = numeral::half_width(answer).parse() {
        state.focus.pop();
        let agency = state.prompt.before.clone();
        vec![Effect::Create { folder: agency.clone(), agency, year }]
    } else {
        state.warn("年度应是四位数字，如 2024");
        Vec::new()
    }
}
