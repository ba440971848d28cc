//! What is shown of the place under review: both states of it, findings, comments, what was decided.

use crate::checks::{Finding, Severity};
use crate::model::Report;
use crate::project::{ReviewPlace, told_changes};
use crate::review::{
    Comment, Echo, Paired, Seen, TablePair, TextPair, Verdict, Whereabouts, meaning,
};
use crate::text::diff::{Fate, Piece, differs};

use super::reviewing::Base;
use super::state::State;

/// What a line of the pane is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// What the report says.
    Text,
    /// What it is compared with, and what is beside the point.
    Faint,
    /// A finding.
    Finding(Severity),
    /// A decision, an answered comment.
    Good,
    /// A comment that waits.
    Waiting,
}

/// Which of the two states a line tells, so that they can stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The earlier one.
    Old,
    /// The present one.
    New,
    /// Neither.
    None,
}

/// A line of the pane: a word at its left, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewLine {
    /// 去年, 今年, 意见.
    pub label: String,
    /// What it says; changes stand in «».
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
    /// Which state it tells.
    pub side: Side,
}

fn line(label: &str, text: impl Into<String>, tone: Tone) -> ReviewLine {
    ReviewLine { label: label.to_owned(), text: text.into(), tone, side: Side::None }
}

/// What the two states are called.
#[derive(Clone, Copy)]
struct Names {
    old: &'static str,
    new: &'static str,
    /// With 没有这一段 behind it.
    then: &'static str,
}

impl Names {
    const fn of(base: &Base) -> Self {
        match base {
            Base::LastYear => Self { old: "去年", new: "今年", then: "去年" },
            Base::Year(_) => Self { old: "那年", new: "今年", then: "那一年" },
            Base::Version(..) => Self { old: "原来", new: "现在", then: "那时" },
        }
    }

    fn earlier(self, text: String) -> ReviewLine {
        ReviewLine { side: Side::Old, ..line(self.old, text, Tone::Faint) }
    }

    fn present(self, text: String) -> ReviewLine {
        ReviewLine { side: Side::New, ..line(self.new, text, Tone::Text) }
    }
}

impl State {
    /// What is shown of the place that is looked at: both states, findings, comments, the decision.
    pub fn review_lines(&self) -> Vec<ReviewLine> {
        let (Some(place), Some(report)) = (self.reviewing.place(), self.report()) else {
            return Vec::new();
        };
        let names = Names::of(&self.reviewing.base);
        let (mut lines, below) = match &place.pair {
            Some(Paired::Text(pair)) => (text_lines(pair, names), Vec::new()),
            // A table has many cells: what is said of it stands above them.
            Some(Paired::Table(pair)) => (Vec::new(), table_lines(pair, names)),
            None if place.stray => (Vec::new(), Vec::new()),
            None => (heading_lines(place, names), Vec::new()),
        };
        lines.extend(self.since_line(place));
        lines.extend(self.findings_here().flat_map(|finding| self.finding_lines(finding)));
        let comments = self.review().into_iter().flat_map(|review| &review.comments);
        for comment in comments.filter(|comment| place.comments.contains(&comment.id)) {
            lines.extend(comment_lines(comment, report));
        }
        lines.extend(place.verdict.map(|verdict| match verdict {
            Verdict::Agreed => line("已看", "同意", Tone::Good),
            Verdict::Returned => line("已看", "退回", Tone::Waiting),
        }));
        lines.extend(below);
        lines
    }

    /// What has changed since this reviewer looked at the place.
    fn since_line(&self, place: &ReviewPlace) -> Option<ReviewLine> {
        let Seen { content, verdict, when, .. } = place.since.as_ref()?;
        let word = if *verdict == Verdict::Agreed { "同意" } else { "退回" };
        let was = self.review()?.signed.get(content);
        let now = self.report().and_then(|report| meaning::said(report, place.of));
        let how = was.zip(now).map(|(was, now)| told_changes(was, &now)).unwrap_or_default();
        let how = if how.is_empty() { String::new() } else { format!("：{how}") };
        Some(line("看后", format!("{}{word}之后又改过{how}", day(*when)), Tone::Waiting))
    }

    fn finding_lines(&self, finding: &Finding) -> Vec<ReviewLine> {
        let tone = Tone::Finding(finding.severity);
        let told = format!("{} {}", finding.rule, finding.message);
        let mut lines = vec![line(finding.severity.word(), told, tone)];
        if self.reviewing.basis {
            lines.push(line("依据", finding.basis.as_ref(), Tone::Faint));
        }
        lines
    }
}

/// A text with its changes in «», as one of the two states has it.
fn marked(pieces: &[Piece], new: bool) -> String {
    let (own, other) =
        if new { (Fate::Added, Fate::Removed) } else { (Fate::Removed, Fate::Added) };
    let whole = pieces.iter().all(|piece| piece.fate != Fate::Kept);
    let pieces = pieces.iter().filter(|piece| piece.fate != other);
    let told = pieces.map(|piece| {
        if piece.fate == own && !whole { format!("«{}»", piece.text) } else { piece.text.clone() }
    });
    told.collect()
}

fn text_lines(pair: &TextPair, names: Names) -> Vec<ReviewLine> {
    let faint = |text: String| line("", text, Tone::Faint);
    let (old, new) = (marked(&pair.pieces, false), marked(&pair.pieces, true));
    let mut lines = match (pair.old, pair.new) {
        (None, _) => vec![names.present(new), faint(format!("{}没有这一段", names.then))],
        (_, None) => {
            vec![names.earlier(old), faint(format!("{}没有这一段了", names.new))]
        }
        _ if !differs(&pair.pieces) => {
            vec![names.present(new), faint(format!("与{}一字不差", names.then))]
        }
        _ => vec![names.earlier(old), names.present(new)],
    };
    if pair.echo == Echo::Numbers {
        let text = format!("除数字外与{}完全相同", names.then);
        lines.push(line(Severity::Hint.word(), text, Tone::Finding(Severity::Hint)));
    }
    lines
}

fn table_lines(pair: &TablePair, names: Names) -> Vec<ReviewLine> {
    let mut lines: Vec<ReviewLine> = match (pair.old, pair.new) {
        (None, _) => vec![line("", format!("{}没有这张表", names.then), Tone::Faint)],
        (_, None) => vec![line("", format!("{}没有这张表了", names.new), Tone::Faint)],
        _ => Vec::new(),
    };
    for (name, pieces) in [("表题", &pair.caption), ("表注", &pair.notes)] {
        if differs(pieces) {
            lines.push(names.earlier(format!("{name}：{}", marked(pieces, false))));
            lines.push(names.present(format!("{name}：{}", marked(pieces, true))));
        }
    }
    let cells = pair.cells.iter();
    lines.extend(cells.map(|cell| {
        let text = format!("{}／{}：{}", cell.labels.0, cell.labels.1, cell.told());
        line("", text, Tone::Text)
    }));
    if pair.same > 0 {
        lines.push(line("", format!("另有 {} 格与{}相同", pair.same, names.then), Tone::Faint));
    }
    lines
}

fn heading_lines(place: &ReviewPlace, names: Names) -> Vec<ReviewLine> {
    let changed = differs(&place.heading);
    let new = names.present(marked(&place.heading, true));
    let old = marked(&place.heading, false);
    let mut lines =
        if changed && !old.is_empty() { vec![names.earlier(old), new] } else { vec![new] };
    if !place.fate.is_empty() {
        lines.push(line("", place.fate, Tone::Faint));
    }
    lines
}

fn comment_lines(comment: &Comment, report: &Report) -> Vec<ReviewLine> {
    let tone = if comment.is_open() { Tone::Waiting } else { Tone::Good };
    let last = comment.thread.len().saturating_sub(1);
    let quote = comment.quote();
    let mut lines = Vec::new();
    if !quote.is_empty() {
        let shown: String = quote.chars().take(QUOTED).collect();
        let more = if quote.chars().nth(QUOTED).is_some() { ".." } else { "" };
        let text = format!("“{shown}{more}”{}", whereabouts(comment, report));
        lines.push(line("所指", text, Tone::Faint));
    }
    for (at, remark) in comment.thread.iter().enumerate() {
        let mut text = format!("{} {}：{}", remark.by, day(remark.when), remark.text);
        if at == last {
            text.push_str(if comment.resolved { "（已解决）" } else { "（未解决）" });
        }
        lines.push(line(if at == 0 { "意见" } else { "答复" }, text, tone));
    }
    if let Some(suggestion) = &comment.suggestion {
        let to = if suggestion.to.is_empty() { "删去" } else { suggestion.to.as_str() };
        let fate = match &suggestion.decided {
            None => "（8 采纳或不采纳）".to_owned(),
            Some(one) if one.taken => format!("（{} {}已采纳）", one.by, day(one.when)),
            Some(one) => format!("（{} {}不采纳）", one.by, day(one.when)),
        };
        lines.push(line("建议", format!("改为：{to}{fate}"), tone));
    }
    lines
}

/// Characters of the words commented on that are shown.
const QUOTED: usize = 30;

/// What has become of what a comment is about, where it is not there as it was.
fn whereabouts(comment: &Comment, report: &Report) -> String {
    let taken = comment.suggestion.as_ref().and_then(|one| one.decided.as_ref());
    match comment.whereabouts(report) {
        _ if taken.is_some_and(|one| one.taken) => String::new(),
        Whereabouts::Words(..) | Whereabouts::Cell(..) | Whereabouts::Whole => String::new(),
        Whereabouts::Several => "（原文已改，有几处这样的字，说不准是哪一处）".to_owned(),
        Whereabouts::Changed(now) if matches!(comment.at, crate::review::Anchor::Cell { .. }) => {
            format!("（这一格已改成 {}）", if now.is_empty() { "空" } else { &now })
        }
        Whereabouts::Changed(_) => "（原文已改）".to_owned(),
        Whereabouts::Gone => "（所说的地方已不在）".to_owned(),
    }
}

/// The day as people say it.
pub(super) fn day(when: jiff::Timestamp) -> String {
    when.to_zoned(jiff::tz::TimeZone::system()).strftime("%-m月%-d日").to_string()
}
