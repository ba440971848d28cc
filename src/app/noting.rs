//! Comments, suggestions and corrections: what they are tied to, what is typed, and what is decided on them by digit.

use crate::model::{Id, TextAt};
use crate::project::{anchor_of, words_anchor};
use crate::review::{
    Anchor, Beside, Comment, Correction, Decision, Remark, Suggestion, Whereabouts,
};
use crate::text::sentence;

use super::action::Effect;
use super::card::{Card, Choosable};
use super::commands;
use super::correcting;
use super::focus::Focus;
use super::mending::Deed;
use super::prompt::Asked;
use super::review_lines::day;
use super::reviewing::About;
use super::state::State;

/// What can be done with a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Note {
    /// Opens its card.
    Open(Id),
    /// Answers it.
    Answer(Id),
    /// Settles it, or opens it again.
    Settle(Id),
    /// Takes its suggestion.
    Take(Id),
    /// Refuses its suggestion.
    Refuse(Id),
    /// Leaves everything as it is.
    Leave,
}

/// What the words or the cell at the caret are, to be commented on: what is selected, else the sentence or the cell.
pub(super) fn anchor_here(state: &State) -> Result<(Anchor, Beside), String> {
    let report = state.report().ok_or("还没有打开年报")?;
    if state.focus.has(Focus::Table) && state.focus.pane() != Focus::Text {
        let table = report.table(state.grid.table).ok_or("没有打开表格")?;
        let here = table.rows.get(state.grid.row).zip(table.columns.get(state.grid.column));
        let (row, column) = here.ok_or("光标不在单元格里")?;
        let value = table.cell(state.grid.row, state.grid.column).map(ToString::to_string);
        let (table, row, column) = (table.id, row.id, column.key.clone());
        let value = value.unwrap_or_default();
        return Ok((Anchor::Cell { table, row, column, value }, Beside::default()));
    }
    let selection = state.selection();
    if selection.is_some_and(|one| one.from.0 != one.to.0) {
        return Err("选区跨了段落；一条意见说一段里的字，请分开选".to_owned());
    }
    let spot = state.page.caret.spot;
    let (Some(at), Some(text)) = (spot.text_at(report), spot.text(report)) else {
        return Err("光标在表上；回车进到表里，在那一格上写".to_owned());
    };
    let chosen = selection.map(|one| one.from.1..one.to.1);
    let sentence = || {
        let all = sentence::sentences(text);
        let offset = state.page.caret.offset;
        all.iter().find(|range| offset < range.end).or(all.last()).cloned().unwrap_or_default()
    };
    match at {
        TextAt::Title => Ok((Anchor::Report { quote: text.to_owned() }, Beside::default())),
        TextAt::Heading(id) | TextAt::Caption(id) => {
            Ok(words_anchor(id, text, chosen.unwrap_or(0..text.len())))
        }
        TextAt::Paragraph(id) => Ok(words_anchor(id, text, chosen.unwrap_or_else(sentence))),
    }
}

/// Asks for a line about something; it may hold a first answer.
pub(super) fn ask(state: &mut State, asked: Asked, about: About, answer: &str) -> Vec<Effect> {
    state.pause();
    state.reviewing.about = about;
    state.prompt.ask(asked, answer);
    state.focus.push(Focus::Prompt);
    Vec::new()
}

/// Asks what is to stand in the place of words or of a value.
pub(super) fn propose(state: &mut State, anchor: (Anchor, Beside)) -> Vec<Effect> {
    let quote = anchor.0.quote().to_owned();
    if matches!(anchor.0, Anchor::Section(_) | Anchor::Table(_)) || quote.contains('\n') {
        state.warn("修改建议要说清改哪几个字或哪一格：5 到那里，选中文字或停在格上再提");
        return Vec::new();
    }
    ask(state, Asked::Suggest, About::Anchor(anchor.0, anchor.1), &quote)
}

/// What the line that was asked for will be tied to.
pub(super) fn target(state: &State) -> Option<(Anchor, Beside)> {
    match &state.reviewing.about {
        About::Anchor(at, beside) => Some((at.clone(), beside.clone())),
        _ => Some(anchor_of(state.report()?, state.reviewing.place()?)),
    }
}

/// What was typed as a comment, a suggestion or an answer.
pub(super) fn said(state: &mut State, asked: Asked, text: &str) -> Vec<Effect> {
    let (by, when) = state.signed();
    let remark = Remark { by, when, text: text.to_owned() };
    let effects = match (asked, &state.reviewing.about) {
        (Asked::Reply, About::Comment(id)) => {
            let id = *id;
            let effects = change(state, "答复意见", id, |one| one.thread.push(remark));
            state.tell("答复已记下");
            effects
        }
        (Asked::Suggest, _) => {
            let Some((at, beside)) = target(state) else { return Vec::new() };
            if at.quote() == text {
                state.tell("与原文一样，没有记建议");
                return Vec::new();
            }
            let remark = Remark { text: "建议修改".to_owned(), ..remark };
            let suggestion = Some(Suggestion { to: text.to_owned(), decided: None });
            let told = format!("已记建议：“{}”改为“{text}”", at.quote());
            let id = state.ids.give();
            let thread = vec![remark];
            let comment = Comment { id, at, beside, thread, suggestion, resolved: false };
            let effects =
                state.change_review("提修改建议", |review| review.comments.push(comment));
            state.tell(told);
            effects
        }
        (Asked::Return, _) => {
            let said = new_comment(state, remark);
            return commands::give_back_with(state, said);
        }
        _ => {
            let said = new_comment(state, remark);
            let effects = state.change_review("写意见", |review| review.comments.extend(said));
            state.tell("意见已记下；写意见的地方改动时会跟着走");
            effects
        }
    };
    state.page.unmark();
    if state.focus.has(Focus::Review) {
        state.find_places();
    }
    effects
}

fn new_comment(state: &mut State, remark: Remark) -> Option<Comment> {
    let (at, beside) = target(state)?;
    let id = state.ids.give();
    let thread = vec![remark];
    Some(Comment { id, at, beside, thread, suggestion: None, resolved: false })
}

/// Changes one comment by a step of its own.
fn change(
    state: &mut State,
    title: &str,
    id: Id,
    change: impl FnOnce(&mut Comment),
) -> Vec<Effect> {
    state.change_review(title, |review| {
        if let Some(one) = review.comments.iter_mut().find(|one| one.id == id) {
            change(one);
        }
    })
}

fn comment(state: &State, id: Id) -> Option<&Comment> {
    state.review()?.comments.iter().find(|one| one.id == id)
}

/// The comments at the caret: on the paragraph or heading, or on the cell.
pub(super) fn comments_here(state: &State) -> Vec<&Comment> {
    let Ok((here, _)) = anchor_here(state) else { return Vec::new() };
    let same = |one: &&Comment| match (&one.at, &here) {
        (
            Anchor::Cell { table, row, column, .. },
            Anchor::Cell { table: of, row: at, column: key, .. },
        ) => (table, row, column) == (of, at, key),
        (at, here) => at.of() == here.of() && !matches!(at, Anchor::Cell { .. }),
    };
    state.review().into_iter().flat_map(|review| &review.comments).filter(same).collect()
}

/// Opens the card of a comment, or of several to choose from.
pub(super) fn open(state: &mut State, ids: &[Id]) -> Vec<Effect> {
    match ids {
        [] => {
            state.tell("这里没有意见；要写一条，用“写意见”");
            Vec::new()
        }
        [only] => act(state, Note::Open(*only)),
        many => {
            let lines = many.iter().filter_map(|id| comment(state, *id)).zip(1..);
            let lines: Vec<String> =
                lines.map(|(one, number)| format!("{number} {}", summary(one))).collect();
            let choices = many.iter().zip(1..).map(|(id, number)| Choosable {
                title: format!("第{number}条"),
                blocked: None,
                deed: Deed::Note(Note::Open(*id)),
            });
            let choices = choices.collect();
            state.card = Card {
                title: format!("意见（{} 条）", many.len()),
                lines,
                choices,
                ..Card::default()
            };
            state.focus.push(Focus::Card);
            Vec::new()
        }
    }
}

/// `李四 11月24日：请核对（未解决）`
fn summary(comment: &Comment) -> String {
    let first = comment.thread.first();
    let said = first.map(|one| format!("{} {}：{}", one.by, day(one.when), one.text));
    let state = if comment.is_open() { "（未解决）" } else { "（已解决）" };
    format!("{}{state}", said.unwrap_or_else(|| "（没有写字）".to_owned()))
}

/// Does what was chosen for a comment.
pub(super) fn act(state: &mut State, note: Note) -> Vec<Effect> {
    match note {
        Note::Open(id) => card(state, id),
        Note::Answer(id) => ask(state, Asked::Reply, About::Comment(id), ""),
        Note::Settle(id) => settle(state, id),
        Note::Take(id) => take(state, id),
        Note::Refuse(id) => decide(state, id, false),
        Note::Leave => Vec::new(),
    }
}

fn card(state: &mut State, id: Id) -> Vec<Effect> {
    let (Some(comment), Some(report)) = (comment(state, id), state.report()) else {
        return Vec::new();
    };
    let mut lines: Vec<String> = comment
        .thread
        .iter()
        .map(|one| format!("{} {}：{}", one.by, day(one.when), one.text))
        .collect();
    let quote = comment.quote();
    if let Some(suggestion) = &comment.suggestion {
        lines.push(format!("建议：“{quote}”改为“{}”", suggestion.to));
    } else if !quote.is_empty() {
        lines.insert(0, format!("所指：“{quote}”"));
    }
    let gone = match comment.whereabouts(report) {
        where_to if where_to.stands() => None,
        Whereabouts::Several => Some("有几处这样的字，说不准是哪一处"),
        _ => Some("所指的原文已改"),
    };
    lines.extend(gone.map(str::to_owned));
    let why = || state.read_only().or(gone.map(str::to_owned));
    let choice = |title: &str, blocked, note| Choosable {
        title: title.to_owned(),
        blocked,
        deed: Deed::Note(note),
    };
    let mut choices = Vec::new();
    if comment.is_proposal() {
        choices.push(choice("采纳", why(), Note::Take(id)));
        choices.push(choice("不采纳", None, Note::Refuse(id)));
    }
    choices.push(choice("答复", None, Note::Answer(id)));
    let settle = if comment.resolved { "重新打开" } else { "记为已解决" };
    choices.push(choice(settle, None, Note::Settle(id)));
    choices.push(choice("返回", None, Note::Leave));
    let title = if comment.suggestion.is_some() { "修改建议" } else { "意见" }.to_owned();
    let chosen = choices.len() - 1;
    state.card = Card { title, lines, choices, chosen, top: 0 };
    state.focus.push(Focus::Card);
    Vec::new()
}

/// Settles a comment, or opens it again.
pub(super) fn settle(state: &mut State, id: Id) -> Vec<Effect> {
    let title = if comment(state, id).is_some_and(|one| one.resolved) {
        "重新打开意见"
    } else {
        "解决意见"
    };
    let effects = change(state, title, id, |one| one.resolved = !one.resolved);
    renew(state);
    state.tell(format!("已{title}；{}", undo_hint(state)));
    effects
}

fn renew(state: &mut State) {
    if state.focus.has(Focus::Review) {
        state.find_places();
    }
}

fn undo_hint(state: &State) -> &'static str {
    if state.focus.pane() == Focus::Review {
        "按 9 撤销"
    } else {
        "用“撤销审核操作”收回"
    }
}

/// Puts what was proposed in its place, as one step that can be undone.
fn take(state: &mut State, id: Id) -> Vec<Effect> {
    let made = comment(state, id)
        .zip(state.report())
        .and_then(|(comment, report)| comment.taken(report))
        .map(|edit| commands::with_totals(state, edit));
    let Some(edit) = made else {
        state.warn("所指的原文已改，不能照建议替换；5 到那里自己改");
        return Vec::new();
    };
    if !state.change("采纳建议", edit) {
        return Vec::new();
    }
    decide(state, id, true)
}

/// Notes what became of a suggestion; what was taken was taken by the step before, and is taken back with it.
fn decide(state: &mut State, id: Id, taken: bool) -> Vec<Effect> {
    let (by, when) = state.signed();
    let decision = Decision { taken, by, when };
    let title = if taken { "采纳建议" } else { "不采纳建议" };
    let decided = |review: &mut crate::review::Review| {
        let found = review.comments.iter_mut().find(|one| one.id == id);
        let suggestion = found.and_then(|one| one.suggestion.as_mut());
        if let Some(one) = suggestion {
            one.decided = Some(decision);
        }
    };
    let effects = if taken {
        state.change_review_along(title, decided)
    } else {
        state.change_review(title, decided)
    };
    renew(state);
    let undo = if taken { "Ctrl-Z 撤销" } else { undo_hint(state) };
    state.tell(format!("已{title}（{undo}）"));
    effects
}

impl State {
    /// What is noted on the words or the cell at the caret: corrections first, then comments that wait.
    pub fn notes_at_caret(&self) -> Vec<String> {
        let Some(review) = self.review() else { return Vec::new() };
        if review.comments.is_empty() && review.corrections.is_empty() {
            return Vec::new();
        }
        let Ok((here, _)) = anchor_here(self) else { return Vec::new() };
        let on = |one: &&&Correction| match (&one.at, &here) {
            (Anchor::Cell { .. }, Anchor::Cell { table, row, column, .. }) => {
                matches!(&one.at, Anchor::Cell { table: of, row: at, column: key, .. } if (of, at, key) == (table, row, column))
            }
            (at, here) => at.of() == here.of() && !matches!(at, Anchor::Cell { .. }),
        };
        let corrected = review.corrected();
        let corrections = corrected.iter().filter(on).map(|one| correcting::told(one));
        let open = comments_here(self).into_iter().filter(|one| one.is_open());
        let comments = open.map(|one| format!("意见 {}", summary(one)));
        corrections.chain(comments).collect()
    }
}
