//! Unsaved work of a session that ended badly: one question each, nothing done without an answer.

use std::path::PathBuf;

use crate::edit::{Edit, History};
use crate::model::Report;
use crate::model::Year;

use super::action::Effect;
use super::choice::{Answer, Choice};
use super::focus::Focus;
use super::state::State;

/// Unsaved work of an ended session (遗留的内容).
#[derive(Debug, Clone)]
pub struct Recovered {
    /// The report.
    pub year: Year,
    /// The file that it lies in.
    pub file: PathBuf,
    /// One sentence: whose, from when, how much.
    pub told: String,
    /// The report as it stood; none where the file is damaged.
    pub report: Option<Box<Report>>,
    /// What had been done to it.
    pub history: History,
    /// Where the user stood.
    pub place: String,
    /// Whether the report was changed on disk meanwhile, so that saving what is restored would cover that change.
    pub moved_on: bool,
}

const RESTORE: Answer = Answer { title: "恢复", run: restore };
const SHELVE: Answer = Answer { title: "不恢复，留作版本", run: shelve };
const LATER: Answer = Answer { title: "以后再说", run: later };

impl State {
    /// Asks about the next unsaved work, if there is any.
    pub(super) fn ask_recovery(&mut self) {
        let Some(recovered) = self.recovered.front() else { return };
        let there = self.project().is_some_and(|all| all.reports.contains_key(&recovered.year));
        let answers = if recovered.report.is_none() || !there {
            vec![LATER, SHELVE]
        } else if recovered.moved_on {
            vec![LATER, RESTORE, SHELVE]
        } else {
            vec![RESTORE, SHELVE, LATER]
        };
        let way_out = answers.iter().position(|answer| answer.title == LATER.title).unwrap_or(0);
        self.choice = Choice { question: recovered.told.clone(), answers, way_out };
        self.focus.push(Focus::Choice);
    }

    fn next_recovery(&mut self) -> Option<Recovered> {
        let answered = self.recovered.pop_front();
        self.ask_recovery();
        answered
    }
}

/// Puts the work in place of the report, with the steps that led to it, else as one step; it is not saved by that.
fn restore(state: &mut State) -> Vec<Effect> {
    let Some(Recovered { year, file, report: Some(report), history, place, .. }) =
        state.next_recovery()
    else {
        return Vec::new();
    };
    state.turn_to(year);
    state.outline.open_year(year);
    for id in report.ids() {
        state.ids.take(id);
    }
    if !state.go_on(year, &report, &history)
        && !state.change("恢复没存的内容", Edit::SetReport(report))
    {
        return Vec::new();
    }
    let asked = state.focus.top() == Focus::Choice && state.focus.pop();
    state.return_to(&place);
    if asked {
        state.focus.push(Focus::Choice);
    }
    state.tell(format!("已恢复 {year} 年报没存的内容，还没有保存（Ctrl-S 保存，Ctrl-Z 撤销）"));
    let mut effects = vec![Effect::Adopt(year, file)];
    effects.extend(state.check());
    effects
}

fn shelve(state: &mut State) -> Vec<Effect> {
    let recovered = state.next_recovery();
    recovered.into_iter().map(|it| Effect::Shelve(it.year, it.file)).collect()
}

fn later(state: &mut State) -> Vec<Effect> {
    if state.next_recovery().is_some() {
        state.tell("没有动它，下次打开时再问");
    }
    Vec::new()
}
