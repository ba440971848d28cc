//! S091 签名之后又改过: a section or table that was changed after it was signed.

use super::super::finding::Severity;
use super::super::rule::{About, Rule};

#[doc = include_str!("fallen_signature.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S091",
        name: "签名之后又改过",
        severity: Severity::Warning,
        basis: "签批以签名时的内容为准，改动之后要重新签（审签流程）",
        page: include_str!("fallen_signature.md"),
    },
    // What it rests on stands beside the report: the project looks.
    looks: &[],
};
