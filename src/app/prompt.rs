//! One line that is asked for: what to find, which folder to open.

use crate::text::numeral;
use crate::text::pattern::How;

use super::action::Effect;
use super::focus::Focus;
use super::input::Input;
use super::key::{Code, Key};
use super::matches::Reach;
use super::state::State;

/// What the line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Asked {
    /// Text to find in the report; searched while typing.
    #[default]
    Find,
    /// Text to replace; searched while typing.
    Replace,
    /// What to replace it by.
    With,
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
    /// A comment on the place under review.
    Comment,
    /// Why the place under review is given back.
    Return,
    /// An answer to a comment.
    Reply,
    /// What is to stand in the place of some words (修改建议).
    Suggest,
    /// What published words or a published figure should have been (更正).
    CorrectTo,
    /// Why that is so.
    CorrectWhy,
    /// The folder of a project of which next year's draft is to be made (结转).
    Roll,
    /// Why a total is filled in by hand.
    Reason,
    /// Why a finding may stand.
    Waiver,
    /// The label of a new row.
    NewRow,
    /// The label of a new column.
    NewColumn,
    /// Another label for a row.
    RowName,
    /// Another label for a column.
    ColumnName,
    /// The unit of a row.
    RowUnit,
    /// The unit of a column.
    ColumnUnit,
    /// How a row follows from others.
    RowFormula,
    /// How a column follows from others.
    ColumnFormula,
}

impl Asked {
    /// Whether its hits are shown while it is typed.
    pub const fn looks(self) -> bool {
        matches!(self, Self::Find | Self::Replace)
    }

    /// The words before the line.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Find => "查找",
            Self::Replace => "替换",
            Self::With => "换成",
            Self::Open => "打开项目（文件夹）",
            Self::Import => "导入文件或文件夹（写路径）",
            Self::Agency => "单位全称",
            Self::Year => "报告年度",
            Self::Title => "年报标题",
            Self::Comment => "意见",
            Self::Return => "退回的理由",
            Self::Reply => "答复",
            Self::Suggest => "改为",
            Self::CorrectTo => "更正为",
            Self::CorrectWhy => "更正的理由",
            Self::Roll => "从去年结转：打开项目（文件夹）",
            Self::Reason => "手填合计的理由",
            Self::Waiver => "说明理由",
            Self::NewRow => "新行的名称",
            Self::NewColumn => "新列的名称",
            Self::RowName => "行的名称",
            Self::ColumnName => "列的名称",
            Self::RowUnit => "行的单位（写 无 取消）",
            Self::ColumnUnit => "列的单位（写 无 取消）",
            Self::RowFormula => "本行=（甲+乙 甲-乙 甲/乙 甲比乙 合计 无）",
            Self::ColumnFormula => "本列=（甲+乙 甲-乙 甲/乙 甲比乙 合计 无）",
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
        if self.asked.looks() && !self.input.text().is_empty() {
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
        Code::F(2) if state.prompt.asked.looks() => {
            state.find.how = state.find.how.next();
            state.look();
        }
        Code::Tab if state.prompt.asked == Asked::Find => everywhere(state),
        Code::Char('f') if key.ctrl && state.prompt.asked == Asked::Find => everywhere(state),
        Code::Tab if matches!(state.prompt.asked, Asked::Replace | Asked::With) => {
            state.matches.widen();
        }
        Code::Up if state.prompt.asked.looks() => {
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

/// Looks in all reports at once and lists what is there.
fn everywhere(state: &mut State) {
    let query = state.prompt.input.text().to_owned();
    if query.is_empty() {
        return;
    }
    state.prompt.keep();
    state.focus.pop();
    state.matches.how = state.find.how;
    state.matches.reach = Reach::Years;
    super::matches::open(state, &query, None);
}

/// The words before the line as it is now: how the typed is meant and where it is looked for.
pub fn label(state: &State) -> String {
    let asked = state.prompt.asked;
    let (how, reach) = (state.find.how.word(), state.matches.reach.word());
    match asked {
        Asked::Find if state.find.how != How::Words => format!("查找（{how}）"),
        Asked::Replace => format!("替换（{how}，{reach}）"),
        Asked::With => format!("把“{}”换成（{reach}）", state.find.query),
        Asked::CorrectTo | Asked::Suggest => {
            let quote: String = state.reviewing.quote().chars().take(12).collect();
            format!("“{quote}”{}", asked.label())
        }
        _ => asked.label().to_owned(),
    }
}

fn cancel(state: &mut State) {
    state.prompt.keep();
    match state.prompt.asked {
        Asked::Find => state.find.give_up(),
        Asked::Replace | Asked::With => state.go_back_from_search(),
        _ => {}
    }
    state.focus.pop();
    super::commands::leave_unexplained(state);
}

fn accept(state: &mut State) -> Vec<Effect> {
    state.prompt.keep();
    let typed = state.prompt.input.text().to_owned();
    let answer = typed.trim().to_owned();
    if state.prompt.asked == Asked::With {
        state.focus.pop();
        let query = state.find.query.clone();
        state.matches.how = state.find.how;
        super::matches::open(state, &query, Some(typed));
        return Vec::new();
    }
    if answer.is_empty() {
        state.focus.pop();
        super::commands::leave_unexplained(state);
        return Vec::new();
    }
    match state.prompt.asked {
        Asked::Find => found(state),
        Asked::Replace => {
            if let Some(trouble) = state.find.trouble.clone() {
                state.warn(trouble);
            } else {
                let with = state.matches.with.clone().unwrap_or_default();
                state.prompt.ask(Asked::With, &with);
            }
        }
        Asked::With => {}
        Asked::Open | Asked::Import => {
            state.focus.pop();
            let open = state.prompt.asked == Asked::Open;
            return vec![if open { Effect::Open(answer) } else { Effect::Import(answer) }];
        }
        Asked::Roll => {
            state.focus.pop();
            return vec![Effect::OpenAndRoll(answer)];
        }
        Asked::Agency => {
            state.prompt.before = answer;
            state.prompt.ask(Asked::Year, "");
        }
        Asked::Year => return create(state, &answer),
        Asked::CorrectTo => super::correcting::corrected_to(state, &answer),
        asked => {
            state.focus.pop();
            return answered(state, asked, &answer);
        }
    }
    Vec::new()
}

/// Hands an answer to the command that asked for it.
fn answered(state: &mut State, asked: Asked, answer: &str) -> Vec<Effect> {
    match asked {
        Asked::Comment | Asked::Return | Asked::Reply | Asked::Suggest => {
            return super::noting::said(state, asked, answer);
        }
        Asked::CorrectWhy => return super::correcting::corrected(state, answer),
        Asked::Waiver => return super::mending::explain(state, answer),
        Asked::Title => super::commands::retitle(state, answer),
        Asked::Reason => super::commands::explain(state, answer),
        Asked::NewRow | Asked::NewColumn | Asked::RowName | Asked::ColumnName => {
            super::commands::named(state, asked, answer);
        }
        Asked::RowUnit | Asked::ColumnUnit => {
            super::commands::counted_in(state, asked == Asked::RowUnit, answer);
        }
        Asked::RowFormula | Asked::ColumnFormula => {
            super::commands::computed_by(state, asked == Asked::RowFormula, answer);
        }
        // These are answered where they are accepted.
        Asked::Find
        | Asked::Replace
        | Asked::With
        | Asked::Open
        | Asked::Import
        | Asked::Agency
        | Asked::CorrectTo
        | Asked::Roll
        | Asked::Year => {}
    }
    Vec::new()
}

/// The search stands; F7 and F8 do not walk what was not found.
fn found(state: &mut State) {
    state.focus.pop();
    if state.focus.pane() == Focus::Findings {
        state.focus.back_to(Focus::Text);
    }
    state.tell_hits();
    if state.find.hits.is_empty() {
        state.find.give_up();
    }
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
