//! The headings that a report of each generation must have, in order.

use serde::Deserialize;

use crate::model::Form;
use crate::model::Year;

/// The first-level sections of one or more generations.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outline {
    /// Generations that it holds for.
    pub of: Vec<Form>,
    /// The document that prescribes it (依据).
    pub basis: String,
    /// Sections in their order.
    pub sections: Vec<SectionForm>,
}

/// A first-level section of a report.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionForm {
    /// Stable key such as `applications`, the same in every generation.
    pub key: String,
    /// The heading without number, word for word.
    pub title: String,
    /// A first-level heading with any of these words is meant to be this section.
    pub keywords: Vec<String>,
    /// Whether the law demands it; others are customary.
    #[serde(default = "yes")]
    pub required: bool,
    /// Whether the heading has a number; an annex has none.
    #[serde(default = "yes")]
    pub numbered: bool,
    /// First year in which it is found, where that is later than the generation's.
    #[serde(default)]
    pub since: Option<Year>,
    /// Keys of the tables that stand in it.
    #[serde(default)]
    pub tables: Vec<String>,
    /// What is told there, in our words.
    #[serde(default)]
    pub note: String,
    /// Second-level headings that it usually has.
    #[serde(default)]
    pub parts: Vec<PartForm>,
}

/// A second-level heading, customary rather than prescribed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartForm {
    /// The heading without number.
    pub title: String,
    /// A heading with any of these words is meant to be this part.
    pub keywords: Vec<String>,
}

impl SectionForm {
    /// Whether a first-level heading is meant to be this section.
    pub fn is_meant_by(&self, heading: &str) -> bool {
        self.keywords.iter().any(|word| heading.contains(word.as_str()))
    }

    /// Whether reports of this year have it.
    pub fn is_in(&self, year: Year) -> bool {
        self.since.is_none_or(|since| since <= year)
    }
}

impl PartForm {
    /// Whether a second-level heading is meant to be this part.
    pub fn is_meant_by(&self, heading: &str) -> bool {
        self.keywords.iter().any(|word| heading.contains(word.as_str()))
    }
}

const fn yes() -> bool {
    true
}
