//! From draft to published (送审签批): the state of the report, and the signatures that go with it.

use crate::app::action::Effect;
use crate::app::choice::{Answer, Choice};
use crate::app::command::{Command, Menu, needs_report};
use crate::app::focus::Focus;
use crate::app::state::State;
use crate::checks::Counts;
use crate::edit::Edit;
use crate::model::{Id, Person, Role, Status};
use crate::review::{Review, Step, fallen, steps};

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "review.step",
        title: "送审签批",
        hint: "",
        about: "送审、退回、签发定稿、发布；签名记着签的是什么",
        menu: Menu::Review,
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
        menu: Menu::Review,
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
    let mut answers: Vec<Answer> =
        std::iter::once(Answer { title: "不动", run: |_| Vec::new() }).chain(on).collect();
    if answers.len() == 1 {
        state.tell("已经发布，不再流转；发现有误，用审阅菜单“写更正”");
        return Vec::new();
    }
    let again = mine_to_sign_again(state);
    let mut question = format!("这份年报现在是“{}”，下一步：", status.word());
    if !again.is_empty() {
        answers.push(Answer { title: "补签（只签改过的地方）", run: sign_again });
        let count = again.len();
        question = format!(
            "这份年报现在是“{}”，你签过的有 {count} 处后来改过（F5 列出 S091）。下一步：",
            status.word()
        );
    }
    state.choice = Choice { question, answers, way_out: 0 };
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
    state.pause();
    if !state.change(step.title, Edit::SetStatus(step.to)) {
        return Vec::new();
    }
    let mut effects = state.save_all();
    let (by, when) = state.signed();
    let login = login(state, &by);
    let act = |review: &mut Review| {
        let known = review.sign_offs.len();
        if step.signs {
            review.sign(&report, step.role, (&by, when));
        }
        review.sign_offs.iter_mut().skip(known).for_each(|one| one.login.clone_from(&login));
        if step.to == Status::Published {
            review.publish(&report, (&by, when));
        }
    };
    if step.signs || step.to == Status::Published {
        effects.extend(state.change_review_along(step.title, act));
    }
    let behind = state.clock_behind().map_or(String::new(), |told| format!("；{told}"));
    let advice = format!("{}{behind}", advice(state));
    state.tell(format!("已{}，现在是“{}”{advice}", step.title, step.to.word()));
    effects
}

/// What is to be known of the roles where they are only an agreement: nobody is listed, or an account is shared.
fn advice(state: &State) -> String {
    let people = state.project().map(|project| project.head.people.as_slice()).unwrap_or_default();
    if people.is_empty() {
        return "；没有登记人员，谁都可以办，名单在 project.ron 的 people 里".to_owned();
    }
    let login = &state.login;
    let own = people.iter().filter(|person| person.login == *login && !login.is_empty()).count();
    let known = people.iter().any(|person| person.name == *login) || own == 1;
    if login.is_empty() || known {
        return String::new();
    }
    format!("；账号 {login} 不是一个人专用的，名单只是约定，签名以写明的姓名和账号为准")
}

/// The login name where it is another word than the name that is signed: on a shared account they differ.
fn login(state: &State, by: &str) -> String {
    if state.login == by { String::new() } else { state.login.clone() }
}

/// What whoever sits here has signed and was changed since, in each role.
fn mine_to_sign_again(state: &State) -> Vec<(Id, Role)> {
    let (Some(report), Some(review)) = (state.report(), state.review()) else { return Vec::new() };
    let by = state.signed().0;
    let mine = |(of, role): &(Id, Role)| {
        let newest = review.sign_offs.iter().rev().find(|one| (one.of, one.role) == (*of, *role));
        newest.is_some_and(|one| one.by == by)
    };
    let roles = [Role::Drafter, Role::Reviewer, Role::Approver].into_iter();
    let fallen =
        roles.flat_map(|role| fallen(report, review, role).into_iter().map(move |of| (of, role)));
    fallen.filter(mine).collect()
}

/// Signs again what was changed since it was signed, and nothing else.
fn sign_again(state: &mut State) -> Vec<Effect> {
    let again = mine_to_sign_again(state);
    let Some(report) = state.report().cloned() else { return Vec::new() };
    let (by, when) = state.signed();
    let login = login(state, &by);
    let count = again.len();
    let effects = state.change_review("补签", |review| {
        let known = review.sign_offs.len();
        review.sign_parts(&report, &again, (&by, when));
        review.sign_offs.iter_mut().skip(known).for_each(|one| one.login.clone_from(&login));
    });
    state.tell(format!("已补签 {count} 处"));
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
    if let Some(reason) = fallen_before(state, step) {
        return Some(reason);
    }
    let open = if step.wants_clean { Counts::of(&project.findings(year)).error } else { 0 };
    (open > 0).then(|| {
        format!(
            "还有 {open} 处“错”没有改正也没有说明，不能{}；F5 列出，F8 逐处看",
            { if step.to == Status::Published { "发布" } else { "定稿" } }
        )
    })
}

/// Whether what the reviewer has signed was changed since: he looks again before the last signature.
fn fallen_before(state: &State, step: &Step) -> Option<String> {
    let (report, review) = state.report().zip(state.review())?;
    let before = match step.to {
        Status::Approved => Role::Reviewer,
        Status::Published => Role::Approver,
        _ => return None,
    };
    let fallen = fallen(report, review, before);
    let of = *fallen.first()?;
    let by = review.sign_offs.iter().rev().find(|one| (one.of, one.role) == (of, before));
    let by = by.map_or(String::new(), |one| one.by.clone());
    let place = crate::project::place_of(report, of, None);
    Some(format!(
        "{by}签过的有 {} 处后来改过（{place}…），要先由{by}看过补签，才能{}",
        fallen.len(),
        step.title
    ))
}

const fn word(role: Role) -> &'static str {
    match role {
        Role::Drafter => "起草人",
        Role::Reviewer => "审核人",
        Role::Approver => "签发人",
    }
}
