//! Reviewing (审阅): the places to look at, one after the other, decided by digits.

use crate::checks::{Finding, Severity, Spot};
use crate::model::TextAt;
use crate::project::{ReviewPlace, still_stands};
use crate::review::{Comment, Paired, TablePair, TextPair, Verdict};
use crate::text::diff::{Fate, Piece, differs};

use super::state::State;

/// Which places are walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Only {
    /// What differs from last year, what is wrong, what was commented on.
    #[default]
    Telling,
    /// What differs from last year.
    Changed,
    /// What is wrong.
    Wrong,
    /// What was commented on.
    Commented,
    /// Everything.
    All,
}

impl Only {
    /// The word in the title of the pane.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Telling => "变动、问题和意见",
            Self::Changed => "变动",
            Self::Wrong => "问题",
            Self::Commented => "意见",
            Self::All => "全部",
        }
    }

    /// The next in turn.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Telling => Self::Changed,
            Self::Changed => Self::Wrong,
            Self::Wrong => Self::Commented,
            Self::Commented => Self::All,
            Self::All => Self::Telling,
        }
    }

    fn takes(self, place: &ReviewPlace) -> bool {
        let (wrong, commented) = (!place.findings.is_empty(), !place.comments.is_empty());
        match self {
            Self::Telling => place.changed || wrong || commented,
            Self::Changed => place.changed,
            Self::Wrong => wrong,
            Self::Commented => commented,
            Self::All => true,
        }
    }
}

/// The places of the open report and the one that is looked at.
#[derive(Debug, Clone, Default)]
pub struct Reviewing {
    /// The places that are walked, in reading order.
    pub places: Vec<ReviewPlace>,
    /// How many others there are: the same as last year, and nothing to say of them.
    pub passed_over: usize,
    /// Index of the one looked at.
    pub at: usize,
    /// Which are walked.
    pub only: Only,
    /// Whether the basis of each finding is shown.
    pub basis: bool,
    /// First line shown.
    pub top: usize,
}

impl Reviewing {
    /// The place that is looked at.
    pub fn place(&self) -> Option<&ReviewPlace> {
        self.places.get(self.at)
    }

    /// How many of the places have been decided on.
    pub fn decided(&self) -> usize {
        self.places.iter().filter(|place| place.verdict.is_some()).count()
    }
}

/// What a line of the pane is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// What the report says.
    Text,
    /// What last year's report said, and what is beside the point.
    Faint,
    /// A finding.
    Finding(Severity),
    /// A decision, an answered comment.
    Good,
    /// A comment that waits.
    Waiting,
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
}

fn line(label: &str, text: impl Into<String>, tone: Tone) -> ReviewLine {
    ReviewLine { label: label.to_owned(), text: text.into(), tone }
}

impl State {
    /// Finds the places anew; the one looked at stays the one looked at.
    pub(super) fn find_places(&mut self) {
        let (Some(project), Some(year)) = (self.project(), self.year()) else { return };
        let all = project.review_places(year, &self.user, &self.findings.list);
        let only = self.reviewing.only;
        let count = all.len();
        let looked_at = self.reviewing.place().map(|place| (place.of, place.pair.is_some()));
        let places: Vec<ReviewPlace> = all.into_iter().filter(|place| only.takes(place)).collect();
        let same =
            places.iter().position(|place| Some((place.of, place.pair.is_some())) == looked_at);
        let last = places.len().saturating_sub(1);
        let reviewing = &mut self.reviewing;
        reviewing.at = same.unwrap_or(reviewing.at).min(last);
        reviewing.passed_over = count - places.len();
        reviewing.places = places;
    }

    /// What is shown of the place that is looked at: last year and this year, findings, comments, the decision.
    pub fn review_lines(&self) -> Vec<ReviewLine> {
        let (Some(place), Some(report)) = (self.reviewing.place(), self.report()) else {
            return Vec::new();
        };
        let mut lines = match &place.pair {
            Some(Paired::Text(pair)) => text_lines(pair),
            Some(Paired::Table(pair)) => table_lines(pair),
            None => heading_lines(place),
        };
        let findings = place.findings.iter().filter_map(|index| self.findings.list.get(*index));
        lines.extend(findings.flat_map(|finding| self.finding_lines(finding)));
        let comments = self.review().into_iter().flat_map(|review| &review.comments);
        for comment in comments.filter(|comment| place.comments.contains(&comment.id)) {
            lines.extend(comment_lines(comment, still_stands(report, comment)));
        }
        lines.extend(place.verdict.map(|verdict| match verdict {
            Verdict::Agreed => line("已看", "同意", Tone::Good),
            Verdict::Returned => line("已看", "退回", Tone::Waiting),
        }));
        lines
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

    /// What the place that is looked at is called: `三、收到… 第4段`.
    pub fn review_place_name(&self) -> String {
        let (Some(place), Some(report)) = (self.reviewing.place(), self.report()) else {
            return String::new();
        };
        let index = report.section_index(place.section);
        let section = index.and_then(|index| report.sections.get(index));
        let number = index
            .and_then(|index| report.printed_numbers().get(index).cloned())
            .unwrap_or_default();
        let title = section
            .map_or("", |section| if section.is_preface() { "前言" } else { &section.title });
        let nth = |id| section?.paragraphs().position(|paragraph| paragraph.id == id);
        let within = match &place.spot {
            Spot::Text(TextAt::Paragraph(id), _) => {
                nth(*id).map_or(String::new(), |nth| format!(" 第{}段", nth + 1))
            }
            Spot::Table(_) => " 表".to_owned(),
            _ if place.pair.is_some() => " 删去的".to_owned(),
            _ => " 标题".to_owned(),
        };
        format!("{number}{title}{within}")
    }
}

/// A text with its changes in «», as one of the two years has it.
pub(super) fn marked(pieces: &[Piece], new: bool) -> String {
    let (own, other) =
        if new { (Fate::Added, Fate::Removed) } else { (Fate::Removed, Fate::Added) };
    let whole = pieces.iter().all(|piece| piece.fate != Fate::Kept);
    let pieces = pieces.iter().filter(|piece| piece.fate != other);
    let told = pieces.map(|piece| {
        if piece.fate == own && !whole { format!("«{}»", piece.text) } else { piece.text.clone() }
    });
    told.collect()
}

fn text_lines(pair: &TextPair) -> Vec<ReviewLine> {
    let same = !differs(&pair.pieces);
    match (pair.old, pair.new) {
        (None, _) => vec![
            line("今年", marked(&pair.pieces, true), Tone::Text),
            line("", "去年没有这一段", Tone::Faint),
        ],
        (_, None) => vec![
            line("去年", marked(&pair.pieces, false), Tone::Faint),
            line("", "今年没有这一段了", Tone::Faint),
        ],
        _ if same => vec![
            line("今年", marked(&pair.pieces, true), Tone::Text),
            line("", "与去年一字不差", Tone::Faint),
        ],
        _ => vec![
            line("去年", marked(&pair.pieces, false), Tone::Faint),
            line("今年", marked(&pair.pieces, true), Tone::Text),
        ],
    }
}

fn table_lines(pair: &TablePair) -> Vec<ReviewLine> {
    let mut lines: Vec<ReviewLine> = match (pair.old, pair.new) {
        (None, _) => vec![line("", "去年没有这张表", Tone::Faint)],
        (_, None) => vec![line("", "今年没有这张表了", Tone::Faint)],
        _ => Vec::new(),
    };
    let cells = pair.cells.iter();
    lines.extend(cells.map(|cell| {
        let text = format!("{}／{}：{}", cell.labels.0, cell.labels.1, cell.told());
        line("", text, Tone::Text)
    }));
    if pair.same > 0 {
        lines.push(line("", format!("另有 {} 格与去年相同", pair.same), Tone::Faint));
    }
    lines
}

fn heading_lines(place: &ReviewPlace) -> Vec<ReviewLine> {
    let changed = differs(&place.heading);
    let new = line("今年", marked(&place.heading, true), Tone::Text);
    let old = marked(&place.heading, false);
    if changed && !old.is_empty() { vec![line("去年", old, Tone::Faint), new] } else { vec![new] }
}

fn comment_lines(comment: &Comment, stands: bool) -> Vec<ReviewLine> {
    let tone = if comment.resolved { Tone::Good } else { Tone::Waiting };
    let last = comment.thread.len().saturating_sub(1);
    let lines = comment.thread.iter().enumerate().map(|(at, remark)| {
        let day = remark.when.to_zoned(jiff::tz::TimeZone::UTC).strftime("%-m月%-d日").to_string();
        let mut text = format!("{} {day}：{}", remark.by, remark.text);
        if at == last {
            text.push_str(if comment.resolved { "（已解决）" } else { "（未解决）" });
            text.push_str(if stands { "" } else { "（原文已改）" });
        }
        line(if at == 0 { "意见" } else { "答复" }, text, tone)
    });
    lines.collect()
}
