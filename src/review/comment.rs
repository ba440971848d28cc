//! Comments (批注): what was said of words or a cell, the answers, and a change that is proposed.

use std::ops::Range;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::anchor::{self, Beside, Found};
use super::record::Anchor;
use crate::edit::Edit;
use crate::model::{Cell, Id, Report, TextAt};

/// A comment (批注) with its answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its own id, unique within the review.
    pub id: Id,
    /// What it is about.
    pub at: Anchor,
    /// What stands beside the words it is about.
    #[serde(default, skip_serializing_if = "Beside::is_empty")]
    pub beside: Beside,
    /// The comment and the answers to it, oldest first.
    #[serde(default)]
    pub thread: Vec<Remark>,
    /// What is to stand there instead, where that is proposed (修改建议).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<Suggestion>,
    /// Whether it has been settled (已解决).
    #[serde(default)]
    pub resolved: bool,
}

/// One contribution to a thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Who wrote it.
    pub by: String,
    /// When.
    pub when: Timestamp,
    /// What was said.
    pub text: String,
}

/// A change that is proposed (修改建议), to be taken (采纳) or refused (不采纳).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// What is to stand in the place of the words or the value.
    pub to: String,
    /// What became of it; none while nobody has decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Decision>,
}

/// What became of a suggestion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Whether it was taken.
    pub taken: bool,
    /// Who decided.
    pub by: String,
    /// When.
    pub when: Timestamp,
}

/// Where what a comment is about stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whereabouts {
    /// These bytes of a text.
    Words(TextAt, Range<usize>),
    /// A cell that holds the value still: its row, and its column counted from 0.
    Cell(Id, Id, usize),
    /// The section, the table or the report as a whole.
    Whole,
    /// Several places may be meant, and nothing tells which.
    Several,
    /// The words are gone, the cell holds something else: what stands there now.
    Changed(String),
    /// The paragraph, the cell or the section is gone.
    Gone,
}

impl Whereabouts {
    /// Whether what was commented on still stands there.
    pub const fn stands(&self) -> bool {
        matches!(self, Self::Words(..) | Self::Cell(..) | Self::Whole)
    }
}

impl Comment {
    /// Where what it is about stands now.
    pub fn whereabouts(&self, report: &Report) -> Whereabouts {
        whereabouts(report, &self.at, &self.beside)
    }

    /// The words or the value that it is about; empty where it is about more.
    pub fn quote(&self) -> &str {
        self.at.quote()
    }

    /// The edit that takes the suggestion; none where there is none, or where the words are not to be found.
    pub fn taken(&self, report: &Report) -> Option<Edit> {
        let to = &self.suggestion.as_ref()?.to;
        match self.whereabouts(report) {
            Whereabouts::Words(at, words) => Some(Edit::ReplaceText {
                at,
                start: words.start,
                removed: report.text(at)?.get(words)?.to_owned(),
                inserted: to.clone(),
            }),
            Whereabouts::Cell(table, row, column) => {
                Some(Edit::SetCell { table, row, column, to: Cell::from(to.as_str()) })
            }
            _ => None,
        }
    }

    /// Whether it holds a suggestion that nobody has decided on.
    pub fn is_proposal(&self) -> bool {
        self.suggestion.as_ref().is_some_and(|one| one.decided.is_none())
    }

    /// Whether it waits for somebody: not settled, or a suggestion not decided on.
    pub fn is_open(&self) -> bool {
        !self.resolved && self.suggestion.as_ref().is_none_or(|one| one.decided.is_none())
    }
}

/// Where what an anchor is about stands now.
pub fn whereabouts(report: &Report, at: &Anchor, beside: &Beside) -> Whereabouts {
    let in_text = |at: TextAt, text: &str, quote: &str| match anchor::find(text, quote, beside) {
        Found::At(words) => Whereabouts::Words(at, words),
        Found::Several => Whereabouts::Several,
        Found::Gone => Whereabouts::Changed(text.to_owned()),
    };
    let whole = |there: bool| if there { Whereabouts::Whole } else { Whereabouts::Gone };
    match at {
        Anchor::Words { paragraph, quote } => match anchor::text_of(report, *paragraph) {
            Some((at, text)) => in_text(at, text, quote),
            None => Whereabouts::Gone,
        },
        Anchor::Cell { table, row, column, value } => {
            let found = report.table(*table).and_then(|found| {
                let at = found.columns.iter().position(|known| known.key == *column)?;
                Some((at, found.cell(found.row_index(*row)?, at)?.to_string()))
            });
            match found {
                None => Whereabouts::Gone,
                Some((at, now)) if now == *value => Whereabouts::Cell(*table, *row, at),
                Some((_, now)) => Whereabouts::Changed(now),
            }
        }
        Anchor::Section(id) => whole(report.section_index(*id).is_some()),
        Anchor::Table(id) => whole(report.table(*id).is_some()),
        Anchor::Report { quote } if quote.is_empty() => Whereabouts::Whole,
        Anchor::Report { quote } => in_text(TextAt::Title, &report.title, quote),
    }
}
