//! Reviewing place by place: agree, return, comment, by digits alone.

use crate::app::action::{Effect, Kept};
use crate::app::caret::Caret;
use crate::app::command::{Command, Menu, moving, needs_report};
use crate::app::focus::Focus;
use crate::app::noting::{self, Note};
use crate::app::picker::{Entry, Picker, Purpose, Target};
use crate::app::prompt::Asked;
use crate::app::reviewing::{About, Base, Only};
use crate::app::spot::Spot;
use crate::app::state::State;
use crate::checks;
use crate::model::{Id, TextAt};
use crate::project::anchor_of;
use crate::review::{Comment, Seen, Verdict, Whereabouts, meaning};

const HERE: &[Focus] = &[Focus::Review];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "review.start",
        title: "审阅",
        hint: "",
        about: "逐处看变动、问题和意见：1同意 2退回 3意见",
        menu: Menu::Review,
        places: &[],
        keys: &[],
        run: |state| open(state, Only::Telling),
        blocked: needs_report,
    },
    Command {
        id: "review.compare",
        title: "比去年",
        hint: "比去年",
        about: "逐处看与去年不同的地方；再按一次回来",
        menu: Menu::Review,
        places: &[],
        keys: &["f9"],
        run: compare,
        blocked: needs_report,
    },
    Command {
        id: "review.base",
        title: "换比较对象",
        hint: "",
        about: "与去年、别的年度或者这份年报以前的版本比",
        menu: Menu::Review,
        places: &[],
        keys: &[],
        run: bases,
        blocked: needs_report,
    },
    moving("review.agree", "同意", &["1", "a"], agree)
        .within(HERE)
        .told("", "这一处看过了，同意；到下一处"),
    moving("review.return", "退回", &["2", "r"], give_back)
        .within(HERE)
        .told("", "这一处要改：写明理由"),
    moving("review.comment", "写意见", &["3", "c"], comment)
        .within(HERE)
        .told("", "给这一处写一条意见"),
    moving("review.skip", "跳过", &["4", "s", "f8", "n", "enter"], |state| go(state, true))
        .within(HERE)
        .told("下一处", "不作决定，看下一处"),
    moving("review.edit", "直接改", &["5", "e", "f2"], edit)
        .within(HERE)
        .told("改", "到正文或表格里改这一处"),
    moving("review.basis", "看依据", &["6"], basis)
        .within(HERE)
        .told("", "列出或收起每个问题的依据"),
    moving("review.reply", "答复", &["7"], reply).within(HERE).told("", "答复这一处的意见"),
    moving("review.resolve", "处理意见", &["8"], resolve)
        .within(HERE)
        .told("", "意见记为已解决或重新打开；建议采纳或不采纳"),
    moving("review.propose", "提建议", &["0"], propose)
        .within(HERE)
        .told("", "建议把这一处改成什么，由起草人采纳或不采纳"),
    moving("review.back", "收回上一步", &["9", "u", "ctrl-z"], take_back)
        .within(HERE)
        .told("", "收回上一次同意、退回或意见"),
    moving("review.previous", "上一处", &["f7", "p"], |state| go(state, false))
        .within(HERE)
        .told("上一处", "回到上一处"),
    moving("review.only", "换只看", &["tab"], only)
        .within(HERE)
        .told("只看", "只看变动、问题、意见，或者全部"),
    moving("review.up", "上移一行", &["up", "k"], |state| scroll(state, -1)).within(HERE),
    moving("review.down", "下移一行", &["down", "j"], |state| scroll(state, 1)).within(HERE),
    moving("review.page_up", "上一屏", &["pgup"], |state| scroll(state, -10)).within(HERE),
    moving("review.page_down", "下一屏", &["pgdn"], |state| scroll(state, 10)).within(HERE),
    moving("review.leave", "结束审阅", &["esc"], leave).within(HERE).told("返回", "回到原来的地方"),
];

fn open(state: &mut State, only: Only) -> Vec<Effect> {
    state.pause();
    state.reviewing.only = only;
    state.reviewing.top = 0;
    state.find_places();
    state.focus.back_to(Focus::Outline);
    state.focus.push(Focus::Review);
    if state.reviewing.places.is_empty() {
        state.tell("没有要看的地方；Tab 换成看全部");
    }
    if let Some(behind) = state.clock_behind() {
        state.warn(behind);
    }
    state.check()
}

fn compare(state: &mut State) -> Vec<Effect> {
    if state.focus.top() == Focus::Review {
        return leave(state);
    }
    if state.reviewing.base == Base::LastYear {
        tell_no_last_year(state);
    }
    let told = state.message.take();
    let effects = open(state, Only::Changed);
    state.message = state.message.take().or(told);
    effects
}

/// Says that there is nothing to compare with, and what to do about it.
fn tell_no_last_year(state: &mut State) {
    let last = state.year().and_then(|year| year.checked_sub(1));
    let known =
        state.project().zip(last).is_some_and(|(one, last)| one.reports.contains_key(&last));
    if let Some(last) = last.filter(|_| !known) {
        state.warn(format!("没有 {last} 年的年报可比，整份都列出来；可以先导入，或换一个比较对象"));
    }
}

fn leave(state: &mut State) -> Vec<Effect> {
    state.focus.back_to(Focus::Outline);
    Vec::new()
}

/// Asks for the versions of the report; with the other years they are what it can be compared with.
fn bases(state: &mut State) -> Vec<Effect> {
    state.year().map(Effect::Versions).into_iter().collect()
}

/// Lists what the report can be compared with.
pub(in crate::app) fn choose_base(state: &mut State, versions: Vec<Kept>) {
    let (Some(project), Some(year)) = (state.project(), state.year()) else { return };
    let entry = |title: String, about: &str, target: Target| Entry {
        title,
        note: String::new(),
        about: about.to_owned(),
        also: String::new(),
        blocked: None,
        target,
    };
    let last = year.checked_sub(1);
    let years = project.reports.keys().rev().copied().filter(|one| *one != year);
    let years = years.map(|one| {
        if Some(one) == last {
            let about = "逐处看与去年不同的地方";
            entry(format!("{one} 年报（去年）"), about, Target::Base(Base::LastYear))
        } else {
            let about = "逐处看与那一年不同的地方";
            entry(format!("{one} 年报"), about, Target::Base(Base::Year(one)))
        }
    });
    let versions = versions.into_iter().map(|kept| {
        let about = "逐处看从那时以来改了什么";
        entry(format!("{year} 年报 {}", kept.name), about, Target::Version(kept))
    });
    let entries: Vec<Entry> = years.chain(versions).collect();
    if entries.is_empty() {
        state.tell("项目里只有这一份年报，也没有以前的版本，没有别的可比");
        return;
    }
    state.picker = Picker::new(Purpose::Bases, "与什么比较（年度、以前的版本）", entries);
    state.focus.push(Focus::Picker);
}

/// Compares with something else from now on.
pub(in crate::app) fn compare_with(state: &mut State, base: Base) -> Vec<Effect> {
    state.reviewing.base = base;
    state.reviewing.at = 0;
    open(state, Only::Changed)
}

/// To the next place or the one before; at an end it says so.
fn go(state: &mut State, forward: bool) -> Vec<Effect> {
    let last = state.reviewing.places.len().saturating_sub(1);
    let next = if forward { state.reviewing.at + 1 } else { state.reviewing.at.wrapping_sub(1) };
    if next > last {
        state.tell(if forward { "已是最后一处" } else { "已是第一处" });
    } else {
        state.reviewing.at = next;
        state.reviewing.top = 0;
    }
    Vec::new()
}

fn scroll(state: &mut State, by: isize) -> Vec<Effect> {
    let last = state.review_lines().len().saturating_sub(1);
    state.reviewing.top = state.reviewing.top.saturating_add_signed(by).min(last);
    Vec::new()
}

fn only(state: &mut State) -> Vec<Effect> {
    state.reviewing.only = state.reviewing.only.next();
    state.reviewing.top = 0;
    state.find_places();
    state.tell(format!(
        "只看：{}（{} 处）",
        state.reviewing.only.word(),
        state.reviewing.places.len()
    ));
    Vec::new()
}

fn basis(state: &mut State) -> Vec<Effect> {
    state.reviewing.basis = !state.reviewing.basis;
    Vec::new()
}

fn agree(state: &mut State) -> Vec<Effect> {
    decide(state, Verdict::Agreed, None)
}

/// Gives the place back, with what was said of it.
pub(in crate::app) fn give_back_with(state: &mut State, said: Option<Comment>) -> Vec<Effect> {
    decide(state, Verdict::Returned, said)
}

/// Notes the decision, with a comment where there is one, and goes on.
fn decide(state: &mut State, verdict: Verdict, said: Option<Comment>) -> Vec<Effect> {
    let Some(place) = state.reviewing.place().cloned() else { return Vec::new() };
    let nth = state.reviewing.at + 1;
    let word = if verdict == Verdict::Agreed { "同意" } else { "退回" };
    let (by, when) = state.signed();
    let told = state.report().and_then(|report| meaning::said(report, place.of));
    let kept = (place.content.clone(), told);
    let seen = Seen { by, of: place.of, content: place.content, verdict, when };
    let effects = state.change_review(&format!("第{nth}处“{word}”"), |review| {
        review.seen.retain(|known| (&known.by, known.of) != (&seen.by, seen.of));
        review.seen.push(seen);
        if let (content, Some(told)) = kept {
            review.signed.insert(content, told);
        }
        review.comments.extend(said);
    });
    state.find_places();
    go(state, true);
    state.tell(format!(
        "已记“{word}”第{nth}处；已看 {}/{}；按 9 撤销",
        state.reviewing.decided(),
        state.reviewing.places.len()
    ));
    effects
}

fn ask(state: &mut State, asked: Asked) -> Vec<Effect> {
    if state.reviewing.place().is_none() {
        return Vec::new();
    }
    noting::ask(state, asked, About::Place, "")
}

fn give_back(state: &mut State) -> Vec<Effect> {
    ask(state, Asked::Return)
}

fn comment(state: &mut State) -> Vec<Effect> {
    ask(state, Asked::Comment)
}

/// Proposes other words for those that are new here, else for the first sentence.
fn propose(state: &mut State) -> Vec<Effect> {
    let anchor =
        state.report().zip(state.reviewing.place()).map(|(report, place)| anchor_of(report, place));
    anchor.map(|anchor| noting::propose(state, anchor)).unwrap_or_default()
}

/// The comments on the place that is looked at.
fn comments(state: &State) -> Vec<Id> {
    state.reviewing.place().map(|place| place.comments.clone()).unwrap_or_default()
}

fn reply(state: &mut State) -> Vec<Effect> {
    match comments(state).as_slice() {
        [] => {
            state.tell("这一处没有意见可以答复；3 写一条");
            Vec::new()
        }
        [only] => noting::act(state, Note::Answer(*only)),
        many => noting::open(state, many),
    }
}

/// Settles the one comment that is there, or opens it again; where there is more to decide, its card.
fn resolve(state: &mut State) -> Vec<Effect> {
    let ids = comments(state);
    let all = state.review().into_iter().flat_map(|review| &review.comments);
    let proposes = all.filter(|one| ids.contains(&one.id)).any(Comment::is_proposal);
    match ids.as_slice() {
        [] => {
            state.tell("这一处没有意见");
            Vec::new()
        }
        [only] if !proposes => noting::settle(state, *only),
        many => noting::open(state, many),
    }
}

fn take_back(state: &mut State) -> Vec<Effect> {
    let effects = state.take_review_back();
    state.find_places();
    effects
}

/// To the text or the table, ready to type; F9 or 审阅 leads back to this place. Where a comment is about words or a cell,
/// to these.
fn edit(state: &mut State) -> Vec<Effect> {
    let Some((place, report)) = state.reviewing.place().zip(state.report()) else {
        return Vec::new();
    };
    if place.stray && !place.comments.is_empty() {
        state.tell("所说的地方已不在这份年报里");
        return Vec::new();
    }
    let review = state.review().into_iter().flat_map(|review| &review.comments);
    let mut open = review.filter(|one| place.comments.contains(&one.id) && one.is_open());
    let meant = open.next().map(|one| one.whereabouts(report));
    let (at, offset) = match (&meant, &place.spot) {
        (Some(Whereabouts::Words(at, words)), _) => (*at, words.start),
        (Some(Whereabouts::Cell(table, ..)), _) => (TextAt::Caption(*table), 0),
        (_, checks::Spot::Text(at, _)) => (*at, 0),
        (_, checks::Spot::Table(id)) => (TextAt::Caption(*id), 0),
        _ => (TextAt::Title, 0),
    };
    let cell = match meant {
        Some(Whereabouts::Cell(table, row, column)) => {
            report.table(table).and_then(|table| Some((table.row_index(row)?, column)))
        }
        _ => None,
    };
    let Some(found) = Spot::of(report, at) else { return Vec::new() };
    state.focus.back_to(Focus::Outline);
    state.focus.push(Focus::Text);
    state.page.show(Caret::at(found, offset));
    match at {
        TextAt::Caption(id) => {
            super::enter_table(state, id);
            if let Some((row, column)) = cell {
                state.show_cell(row, column);
            }
        }
        _ => super::start_typing(state),
    }
    Vec::new()
}
