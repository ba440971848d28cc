//! A figure (数值) of a sentence: how much of what, in which unit, of when, and how sure that reading is.

use std::ops::Range;

use rust_decimal::Decimal;

use super::vocabulary::Vocabulary;
use crate::model::{Measure, Period};

/// A number in a paragraph that tells how much there was of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Bytes of the number with its qualifying words and its unit: `近86余件`; of a statement that there was none, the
    /// statement.
    pub bytes: Range<usize>,
    /// Bytes of the number alone; empty where none is written.
    pub digits: Range<usize>,
    /// The amount, exact, with the places it was written with. 80.5万人次 is 805000 人次; 万元 is a unit.
    pub value: Decimal,
    /// Which way the true amount may differ.
    pub bound: Bound,
    /// Unit (计量单位); empty where the sentence gives none.
    pub unit: &'static str,
    /// Place of the indicator in the vocabulary, where it is one of those.
    pub indicator: Option<usize>,
    /// Bytes of the words that say what it is of; they may stand behind the number, or in an earlier part of the sentence.
    pub label: Range<usize>,
    /// Bytes of the way by which something was done (渠道), empty where none is named.
    pub channel: Range<usize>,
    /// The days that it is of; of an amount at a date, that day.
    pub period: Period,
    /// What sort of amount it is.
    pub measure: Measure,
    /// What it does in its sentence.
    pub role: Role,
    /// The figure that a change, a share or an earlier amount belongs to, by its place among the paragraph's figures.
    pub of: Option<usize>,
    /// The total of which it is a part (其中), by its place among the paragraph's figures.
    pub parent: Option<usize>,
    /// Which 其中 of its total it belongs to, from 0: parts told twice are two complete sets.
    pub group: u8,
    /// Whether its words say no more than what its indicator is: 养老服务方面的申请 are not all applications.
    pub is_plain: bool,
    /// Whether it is the rest (其他、其余), so that the parts with it are complete.
    pub is_rest: bool,
    /// Other readings; none where the sentence leaves no choice.
    pub doubts: Vec<Doubt>,
    /// Bytes of the sentence.
    pub sentence: Range<usize>,
}

impl Figure {
    /// Whether the sentence leaves no choice (否则待确认).
    pub const fn is_sure(&self) -> bool {
        self.doubts.is_empty()
    }

    /// What it is of: the name of its indicator, else the words of the sentence.
    pub fn name(&self, text: &str, vocabulary: &Vocabulary) -> String {
        let known = self.indicator.and_then(|at| vocabulary.indicators().get(at));
        let words = || text.get(self.label.clone()).unwrap_or_default().replace(['\n', ' '], "");
        known.map_or_else(words, |known| known.name.clone())
    }

    /// Whether it was said in words that there was none.
    pub fn is_statement(&self) -> bool {
        self.digits.is_empty()
    }
}

/// Which way the true amount may differ from the number (约数).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Bound {
    /// 86
    #[default]
    Exact,
    /// 约86, 86左右
    About,
    /// 86余, 超86, 86以上
    AtLeast,
    /// 近86, 不足86
    AtMost,
}

impl Bound {
    /// As scripts read it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
        }
    }

    /// As it is shown before a number.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exact => "",
            Self::About => "约",
            Self::AtLeast => "不少于",
            Self::AtMost => "不超过",
        }
    }
}

/// What a figure does in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// It says how much.
    Amount,
    /// 由A增加到B: the A.
    Before,
    /// 增长9.2%, 增长1.5倍: change against the year before or what was named.
    Growth(Way),
    /// 增加9件: the difference.
    Difference(Way),
    /// 占33.9%
    Share,
    /// 是2013年的1.5倍
    Times,
    /// 办结率100%
    Rate,
}

/// Which way something went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// 增长
    Up,
    /// 下降
    Down,
}

/// Why a reading is not sure, with what else it could be (待确认).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// 第二季度累计: the period could be this one.
    Period(Period),
    /// 分别: there are not as many names as numbers.
    Pairing,
    /// 12,34: the groups of digits are wrong.
    Grouping,
    /// 由14项增加到16项: nothing says of when the first is.
    Since,
}

/// What is known of a paragraph besides its text.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The year of the report.
    pub year: i16,
    /// Headings above the paragraph; what they name counts as said before.
    pub headings: &'a str,
}
