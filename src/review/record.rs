//! The records of a review: comments, waivers and sign-offs.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::comment::Comment;
use super::log::Change;
use super::publishing::{Correction, Published};
use crate::model::Id;
use crate::model::Role;

/// Everything that is about one report (审阅).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Review {
    /// Comments (批注), oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// Findings that were explained and let pass (豁免).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<Waiver>,
    /// Signatures (签批), oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sign_offs: Vec<SignOff>,
    /// What was signed, seen or published, by its hash: who finds it changed sees what has changed since.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub signed: BTreeMap<String, String>,
    /// What each reviewer has looked at and decided (已看), by content: what changes is to be looked at again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<Seen>,
    /// Sentences taken over from an earlier report that nobody has looked at yet (待更新), in reading order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pending: Vec<Pending>,
    /// Changes that were saved (留痕), oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// What was published, once it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Published>,
    /// Corrections to what was published (更正).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

/// What a comment or waiver is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Anchor {
    /// Words in a paragraph; the words themselves are kept, to be found again when the text moves.
    Words {
        /// The paragraph, the section in whose heading they stand, or the table in whose caption.
        paragraph: Id,
        /// The words as they stood.
        quote: String,
    },
    /// A cell.
    Cell {
        /// The table.
        table: Id,
        /// The row.
        row: Id,
        /// Key of the column.
        column: String,
        /// The value as it stood.
        value: String,
    },
    /// A whole section.
    Section(Id),
    /// A whole table.
    Table(Id),
    /// The report as a whole, or words of its title.
    Report {
        /// The words as they stood; empty for the whole.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        quote: String,
    },
}

impl Anchor {
    /// The words or the value as they stood; empty where it is about more.
    pub fn quote(&self) -> &str {
        match self {
            Self::Words { quote, .. } | Self::Report { quote } => quote,
            Self::Cell { value, .. } => value,
            Self::Section(_) | Self::Table(_) => "",
        }
    }

    /// What it names in the report; none for the report itself.
    pub const fn of(&self) -> Option<Id> {
        match self {
            Self::Words { paragraph: id, .. }
            | Self::Cell { table: id, .. }
            | Self::Section(id)
            | Self::Table(id) => Some(*id),
            Self::Report { .. } => None,
        }
    }
}

/// A finding that somebody explained (豁免): it lives as long as the words or the value it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// Code of the rule.
    pub rule: String,
    /// What it is about.
    pub at: Anchor,
    /// What the rule found there; with what it expected, what was explained. Empty in both: whatever it says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub found: String,
    /// What the rule expected there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub expected: String,
    /// Why the finding may stand.
    pub reason: String,
    /// Who says so.
    pub by: String,
    /// When.
    pub when: Timestamp,
}

/// A signature (签批).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOff {
    /// The section or table that was signed.
    pub of: Id,
    /// Hash of the meaning that was seen.
    pub content: String,
    /// In which part.
    pub role: Role,
    /// Who signed.
    pub by: String,
    /// Under which login name (登录名), where that is another word.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub login: String,
    /// When.
    pub when: Timestamp,
}

/// A place that a reviewer has decided on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Who looked.
    pub by: String,
    /// The section, paragraph or table.
    pub of: Id,
    /// Hash of what stood there.
    pub content: String,
    /// What was decided.
    pub verdict: Verdict,
    /// When.
    pub when: Timestamp,
}

/// What a reviewer decided on a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// 同意
    Agreed,
    /// 退回
    Returned,
}

/// A sentence that was taken over from an earlier report (待更新). It is pending as long as it stands there word for word
/// and this record is kept: a sentence that was touched is no longer the one that was taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// The paragraph.
    pub paragraph: Id,
    /// The sentence as it was taken over.
    pub quote: String,
    /// What in it will be of another year.
    pub why: Vec<Stale>,
}

/// What makes a sentence one of its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stale {
    /// A number.
    Figure,
    /// The year, or a word for it such as 今年.
    Year,
    /// A meeting, a speech or a document of that year.
    Meeting,
    /// Somebody's title or name.
    Title,
}

impl Stale {
    /// The words shown to the user.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Figure => "数字是旧的",
            Self::Year => "年份或“今年”一类的词是旧的",
            Self::Meeting => "会议、讲话或文件可能是旧的",
            Self::Title => "领导职务或姓名可能变了",
        }
    }
}

impl Pending {
    /// Whether the sentence still stands as it was taken over.
    pub fn stands_in(&self, text: &str) -> bool {
        text.contains(&self.quote)
    }
}
