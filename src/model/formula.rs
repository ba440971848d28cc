//! How the cells of a row or column follow from others, as data in the table.

use serde::{Deserialize, Serialize};

/// A formula (公式) of a row or column. Its keys name rows where it is a row's and columns where it is a column's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Formula {
    /// The sum (合计) of others.
    Sum(Vec<String>),
    /// One less others (差).
    Difference {
        /// What is taken from.
        of: String,
        /// What is taken off.
        less: Vec<String>,
    },
    /// One as a share (比重) of another, in percent.
    Share {
        /// The part.
        part: String,
        /// The whole.
        whole: String,
        /// Decimal places of the percentage.
        #[serde(default = "two")]
        places: u32,
    },
    /// The growth (增速) of one over another, in percent.
    Growth {
        /// The later number.
        now: String,
        /// The earlier one.
        base: String,
        /// Decimal places of the percentage.
        #[serde(default = "two")]
        places: u32,
    },
    /// A single quarter (单季) from two numbers cumulative from January on.
    Single {
        /// Cumulative until the end of the quarter.
        until: String,
        /// Cumulative until its beginning.
        before: String,
    },
}

const fn two() -> u32 {
    2
}

impl Formula {
    /// Every key that it names.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let (first, more): (Option<[&String; 2]>, &[String]) = match self {
            Self::Sum(parts) => (None, parts),
            Self::Difference { of, less } => (Some([of, of]), less),
            Self::Share { part, whole, .. } => (Some([part, whole]), &[]),
            Self::Growth { now, base, .. } => (Some([now, base]), &[]),
            Self::Single { until, before } => (Some([until, before]), &[]),
        };
        first.into_iter().flatten().chain(more).map(String::as_str)
    }

    /// Whether it gives a percentage.
    pub const fn is_rate(&self) -> bool {
        matches!(self, Self::Share { .. } | Self::Growth { .. })
    }

    /// What it is called.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Sum(_) => "合计",
            Self::Difference { .. } => "差",
            Self::Share { .. } => "比重",
            Self::Growth { .. } => "增速",
            Self::Single { .. } => "单季数",
        }
    }
}
