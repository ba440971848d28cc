//! From draft to published (送审签批): the state of the report, and the signatures that go with it.

use crate::app::action::Effect;
use crate::app::choice::{Answer, Choice};
use crate::app::command::{Command, Menu, needs_report};
use crate::app::focus::Focus;
use crate::app::state::State;
use crate::checks::Counts;
use crate::edit::Edit;
use crate::model::{Person, Role, Status};
use crate::review::{Step, steps};

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "review.step",
        title: "送审签批",
        hint: "",
        about: "送审、退回、签发定稿、发布；签名记着签的是什么",
        menu: Menu::Check,
        places: &[],
        keys: &[],
        run: ask,
        blocked: needs_report,
    },
    Command {
        id: "review.undo",
        title: "撤销审核操作",
        hint: "",
        about: "收回上一次签名、意见、同意或退回",
        menu: Menu::Check,
        places: &[],
        keys: &[],
        run: State::take_review_back,
        blocked: needs_report,
    },
];

/// What can be done to a report in its state; the first answer leaves everything as it is.
fn ask(state: &mut State) -> Vec<Effect> {
    let Some(status) = state.report().map(|report| report.status) else { return Vec::new() };
    let run = [first as fn(&mut State) -> Vec<Effect>, second];
    let on = steps(status).zip(run).map(|(step, run)| Answer { title: step.title, run });
    let answers: Vec<Answer> =
        std::iter::once(Answer { title: "不动", run: |_| Vec::new() }).chain(on).collect();
    if answers.len() == 1 {
        state.tell("已经发布，不再流转；发现有误，用更正说明");
        return Vec::new();
    }
    state.choice = Choice {
        question: format!("这份年报现在是“{}”，下一步：", status.word()),
        answers,
        way_out: 0,
    };
    state.focus.push(Focus::Choice);
    Vec::new()
}

fn first(state: &mut State) -> Vec<Effect> {
    take(state, 0)
}

fn second(state: &mut State) -> Vec<Effect> {
    take(state, 1)
}

fn take(state: &mut State, nth: usize) -> Vec<Effect> {
    let Some(report) = state.report().cloned() else { return Vec::new() };
    let Some(step) = steps(report.status).nth(nth) else { return Vec::new() };
    if let Some(reason) = why_not(state, step) {
        state.warn(reason);
        return Vec::new();
    }
    if !state.change(step.title, Edit::SetStatus(step.to)) {
        return Vec::new();
    }
    let mut effects = state.save_all();
    if step.signs {
        let (by, when) = (state.user.clone(), state.now);
        let sign =
            |review: &mut crate::review::Review| review.sign(&report, step.role, (&by, when));
        effects.extend(state.change_review(step.title, sign));
    }
    let alone = state.project().is_some_and(|project| project.head.people.is_empty());
    let advice = if alone {
        "；没有登记人员，谁都可以办，名单在 project.ron 的 people 里"
    } else {
        ""
    };
    state.tell(format!("已{}，现在是“{}”{advice}", step.title, step.to.word()));
    effects
}

/// Why a step may not be taken now: by this person, or because something is still wrong.
fn why_not(state: &State, step: &Step) -> Option<String> {
    let project = state.project()?;
    let people = &project.head.people;
    let fit = |person: &&Person| person.roles.contains(&step.role);
    let me = |person: &&Person| person.name == state.user || person.login == state.user;
    if !people.is_empty() && !people.iter().filter(fit).any(|person| me(&person)) {
        let names: Vec<&str> =
            people.iter().filter(fit).map(|person| person.name.as_str()).collect();
        let who = if names.is_empty() { "没有登记".to_owned() } else { names.join("、") };
        return Some(format!(
            "“{}”要由{}来办（{who}），现在是“{}”；共用账号时名单只是约定，可用 --user 写明是谁",
            step.title,
            word(step.role),
            state.user
        ));
    }
    let year = state.year()?;
    let open = if step.wants_clean { Counts::of(&project.findings(year)).error } else { 0 };
    (open > 0).then(|| {
        format!(
            "还有 {open} 处“错”没有改正也没有说明，不能{}；F5 列出，F8 逐处看",
            { if step.to == Status::Published { "发布" } else { "定稿" } }
        )
    })
}

const fn word(role: Role) -> &'static str {
    match role {
        Role::Drafter => "起草人",
        Role::Reviewer => "审核人",
        Role::Approver => "签发人",
    }
}
