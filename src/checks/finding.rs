//! A finding (问题): what is wrong, where, by which rule, and what would mend it.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::Serialize;

use super::place::Place;
use crate::model::Id;
use crate::model::TextAt;
use crate::model::Year;

/// One thing that a rule found wrong (问题). As JSON it is an element of `findings` in the output of `check`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Code of the rule, such as `S001`.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Year of the report.
    pub year: Year,
    /// Where it is.
    pub place: Place,
    /// What stands there; empty where something is missing.
    pub found: String,
    /// What should stand there; empty where only the office can say.
    pub expected: String,
    /// One sentence for the reader: what is wrong.
    pub message: String,
    /// The law, notice or standard that says so, as it was in force for the year of the report.
    pub basis: Cow<'static, str>,
    /// What would mend it, the most certain first.
    pub fixes: Vec<Fix>,
    /// Why it may stand, if somebody has said so.
    pub waived: Option<Waived>,
    /// What was said of this place before the words or the value changed (已失效): it lets nothing stand any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lapsed: Option<Waived>,
    /// Whether no waiver can let it stand: an identity inside a statutory table (表内勾稽).
    #[serde(skip)]
    pub firm: bool,
}

/// How much a finding matters (级别).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// 错: stands in the way of 定稿.
    Error,
    /// 警: must be mended or explained.
    Warning,
    /// 示: worth a look.
    Hint,
}

impl Severity {
    /// The word shown to the user.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "错",
            Self::Warning => "警",
            Self::Hint => "示",
        }
    }
}

/// A way to mend a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// How certain it is.
    pub tier: Tier,
    /// What it does, in the words of a menu entry.
    pub title: String,
    /// The changes, to be made together; none where a person must write.
    pub edits: Vec<Mend>,
}

/// How certain a fix is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// 确定: may be made in bulk after the difference was shown.
    Sure,
    /// 建议: one at a time, by somebody who looks.
    Likely,
    /// 只提示: says what to do, changes nothing itself.
    Told,
}

impl Tier {
    /// The word shown to the user.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sure => "确定",
            Self::Likely => "建议",
            Self::Told => "提示",
        }
    }
}

/// One change that a fix makes, as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mend {
    /// Takes `removed` out of a text at a byte offset and puts `inserted` there.
    Replace {
        /// Which text.
        at: TextAt,
        /// Byte offset, on a character boundary.
        start: usize,
        /// What must stand there now.
        removed: String,
        /// What stands there afterwards.
        inserted: String,
    },
    /// Gives a heading the number that follows from its place.
    DeriveNumber {
        /// The section.
        section: Id,
    },
    /// Fills a cell.
    SetCell {
        /// The table.
        table: Id,
        /// The row.
        row: Id,
        /// Key of the column.
        column: String,
        /// As it is typed.
        to: String,
    },
    /// Adds an empty first-level section.
    AddSection {
        /// Behind this section and all below it; `None`: as the first.
        after: Option<Id>,
        /// Its heading, without number.
        title: String,
    },
}

/// Why a finding may stand (豁免).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waived {
    /// The reason that was given.
    pub reason: String,
    /// Who gave it.
    pub by: String,
    /// When.
    pub when: Timestamp,
    /// The year in whose review it was said, where that is the year before (去年已说明).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried_from: Option<Year>,
}

/// How many findings there are of each severity, the waived ones apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// 错
    pub error: usize,
    /// 警
    pub warning: usize,
    /// 示
    pub hint: usize,
    /// 已豁免, of any severity.
    pub waived: usize,
}

impl Counts {
    /// Counts findings.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            let count = match (&finding.waived, finding.severity) {
                (Some(_), _) => &mut counts.waived,
                (None, Severity::Error) => &mut counts.error,
                (None, Severity::Warning) => &mut counts.warning,
                (None, Severity::Hint) => &mut counts.hint,
            };
            *count += 1;
        }
        counts
    }
}
