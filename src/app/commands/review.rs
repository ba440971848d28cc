//! Reviewing place by place: agree, return, comment, by digits alone.

use crate::app::action::Effect;
use crate::app::caret::Caret;
use crate::app::command::{Command, Menu, moving, needs_report};
use crate::app::focus::Focus;
use crate::app::prompt::Asked;
use crate::app::reviewing::Only;
use crate::app::spot::Spot;
use crate::app::state::State;
use crate::checks;
use crate::model::TextAt;
use crate::project::anchor_of;
use crate::review::{Anchor, Comment, Remark, Review, Seen, Verdict};

const HERE: &[Focus] = &[Focus::Review];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "review.start",
        title: "审阅",
        hint: "",
        about: "逐处看变动、问题和意见：1同意 2退回 3意见",
        menu: Menu::Check,
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
        menu: Menu::Check,
        places: &[],
        keys: &["f9"],
        run: compare,
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
    moving("review.reply", "答复", &["7"], reply).within(HERE).told("", "答复这一处最后一条意见"),
    moving("review.resolve", "意见已解决", &["8"], resolve)
        .within(HERE)
        .told("", "把意见记为已解决，或重新打开"),
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
    state.check()
}

fn compare(state: &mut State) -> Vec<Effect> {
    if state.focus.top() == Focus::Review { leave(state) } else { open(state, Only::Changed) }
}

fn leave(state: &mut State) -> Vec<Effect> {
    state.focus.back_to(Focus::Outline);
    Vec::new()
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

/// Notes the decision, with a comment where there is one, and goes on.
fn decide(state: &mut State, verdict: Verdict, said: Option<Comment>) -> Vec<Effect> {
    let Some(place) = state.reviewing.place().cloned() else { return Vec::new() };
    let nth = state.reviewing.at + 1;
    let word = if verdict == Verdict::Agreed { "同意" } else { "退回" };
    let seen = Seen {
        by: state.user.clone(),
        of: place.of,
        content: place.content,
        verdict,
        when: state.now,
    };
    let effects = state.change_review(&format!("第{nth}处“{word}”"), |review| {
        review.seen.retain(|known| (&known.by, known.of) != (&seen.by, seen.of));
        review.seen.push(seen);
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
    if state.reviewing.place().is_some() {
        state.prompt.ask(asked, "");
        state.focus.push(Focus::Prompt);
    }
    Vec::new()
}

fn give_back(state: &mut State) -> Vec<Effect> {
    ask(state, Asked::Return)
}

fn comment(state: &mut State) -> Vec<Effect> {
    ask(state, Asked::Comment)
}

fn reply(state: &mut State) -> Vec<Effect> {
    if state.reviewing.place().is_some_and(|place| place.comments.is_empty()) {
        state.tell("这一处没有意见可以答复；3 写一条");
        return Vec::new();
    }
    ask(state, Asked::Reply)
}

/// What was typed as a comment, a reason or an answer.
pub(in crate::app) fn said(state: &mut State, asked: Asked, text: &str) -> Vec<Effect> {
    let remark = Remark { by: state.user.clone(), when: state.now, text: text.to_owned() };
    let last = state.reviewing.place().and_then(|place| place.comments.last().copied());
    let effects = match (asked, last) {
        (Asked::Reply, Some(id)) => state.change_review("答复意见", |review| {
            let found = review.comments.iter_mut().find(|comment| comment.id == id);
            if let Some(comment) = found {
                comment.thread.push(remark);
            }
        }),
        (Asked::Return, _) => {
            let said = new_comment(state, remark);
            return decide(state, Verdict::Returned, said);
        }
        _ => {
            let said = new_comment(state, remark);
            state.change_review("写意见", |review| review.comments.extend(said))
        }
    };
    state.find_places();
    effects
}

fn new_comment(state: &mut State, remark: Remark) -> Option<Comment> {
    let at: Anchor = anchor_of(state.report()?, state.reviewing.place()?);
    Some(Comment { id: state.ids.give(), at, thread: vec![remark], resolved: false })
}

fn resolve(state: &mut State) -> Vec<Effect> {
    let Some(id) = state.reviewing.place().and_then(|place| place.comments.last().copied()) else {
        state.tell("这一处没有意见");
        return Vec::new();
    };
    let settled = state.review().and_then(|review| review.comments.iter().find(|one| one.id == id));
    let title = if settled.is_some_and(|comment| comment.resolved) {
        "重新打开意见"
    } else {
        "解决意见"
    };
    let effects = state.change_review(title, |review: &mut Review| {
        let found = review.comments.iter_mut().find(|comment| comment.id == id);
        if let Some(comment) = found {
            comment.resolved = !comment.resolved;
        }
    });
    state.find_places();
    state.tell(format!("已{title}；按 9 撤销"));
    effects
}

fn take_back(state: &mut State) -> Vec<Effect> {
    let effects = state.take_review_back();
    state.find_places();
    effects
}

/// To the text or the table, ready to type; F9 or 审阅 leads back to this place.
fn edit(state: &mut State) -> Vec<Effect> {
    let Some((spot, report)) =
        state.reviewing.place().map(|place| place.spot.clone()).zip(state.report())
    else {
        return Vec::new();
    };
    let at = match spot {
        checks::Spot::Text(at, _) => at,
        checks::Spot::Table(id) => TextAt::Caption(id),
        _ => TextAt::Title,
    };
    let Some(found) = Spot::of(report, at) else { return Vec::new() };
    state.focus.back_to(Focus::Outline);
    state.focus.push(Focus::Text);
    state.page.show(Caret::before(found));
    match at {
        TextAt::Caption(id) => super::enter_table(state, id),
        _ => {
            super::start_typing(state);
        }
    }
    Vec::new()
}
