//! Corrections (更正) to a published report: what is typed, and how it is told.

use crate::model::{Cell, Status};
use crate::review::{Anchor, Correction, Review};

use super::action::Effect;
use super::noting::{anchor_here, ask, target};
use super::prompt::Asked;
use super::reviewing::About;
use super::state::State;

/// Asks what the words or the cell at the caret should have been; the published report itself is left alone.
pub(super) fn correct(state: &mut State) -> Vec<Effect> {
    match anchor_here(state) {
        Err(why) => {
            state.warn(why);
            Vec::new()
        }
        Ok((at, beside)) => {
            let quote = at.quote().to_owned();
            ask(state, Asked::CorrectTo, About::Anchor(at, beside), &quote)
        }
    }
}

/// Why no correction can be written.
pub(super) fn why_no_correction(state: &State) -> Option<String> {
    let status = state.report().map(|report| report.status);
    match status {
        None => Some("还没有打开年报".to_owned()),
        Some(Status::Published) => None,
        Some(_) => Some("还没有发布，直接改就行；更正是给已发布的年报的".to_owned()),
    }
}

/// What should have stood there was typed: now why.
pub(super) fn corrected_to(state: &mut State, to: &str) {
    let was = target(state).map(|(at, _)| at.quote().to_owned()).unwrap_or_default();
    if was == to {
        state.focus.pop();
        state.tell("与公布的一样，没有写更正");
        return;
    }
    if matches!(&state.reviewing.about, About::Anchor(Anchor::Cell { .. }, _))
        && was.parse::<Cell>().is_ok_and(|cell| cell.number().is_some())
        && to.parse::<Cell>().is_ok_and(|cell| cell.number().is_none())
        && to != "/"
    {
        state.warn(format!("这一格公布的是数 {was}，更正后也应是数（或 /），不是“{to}”"));
        return;
    }
    to.clone_into(&mut state.prompt.before);
    state.prompt.ask(Asked::CorrectWhy, "");
}

/// The reason was typed: the correction is on record.
pub(super) fn corrected(state: &mut State, reason: &str) -> Vec<Effect> {
    let Some((at, beside)) = target(state) else { return Vec::new() };
    let number = state.review().map_or(1, Review::next_number);
    let (by, when) = state.signed();
    let (to, reason) = (std::mem::take(&mut state.prompt.before), reason.to_owned());
    let told = format!("更正 {number} 已记下：{} 更正为 {to}；公布的年报没有动", at.quote());
    let correction = Correction { number, at, beside, to, reason, by, when };
    let title = format!("更正 {number}");
    let effects = state.change_review(&title, |review| review.corrections.push(correction));
    state.page.unmark();
    state.tell(told);
    effects
}

/// `更正1 予以公开 28 更正为 29（2025年3月1日 王五：漏记一件）`
pub(super) fn told(one: &Correction) -> String {
    let was = if one.was().is_empty() { "空" } else { one.was() };
    let day =
        one.when.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y年%-m月%-d日").to_string();
    format!("更正{} {was} 更正为 {}（{day} {}：{}）", one.number, one.to, one.by, one.reason)
}
