//! The records of a review: comments, waivers and sign-offs.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

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
}

/// What a comment or waiver is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Anchor {
    /// Words in a paragraph; the words themselves are kept, to be found again when the text moves.
    Words {
        /// The paragraph.
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
}

/// A comment (批注) with its answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its own id, unique within the review.
    pub id: Id,
    /// What it is about.
    pub at: Anchor,
    /// The comment and the answers to it, oldest first.
    pub thread: Vec<Remark>,
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

/// A finding that somebody explained (豁免): it lives as long as the words or the value it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// Code of the rule.
    pub rule: String,
    /// What it is about.
    pub at: Anchor,
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
    /// When.
    pub when: Timestamp,
}
