//! Y090 沿用往年的句子没有更新: a sentence of an earlier year that nobody has touched since the draft was made of it.

use super::super::finding::Severity;
use super::super::rule::{About, Rule};

#[doc = include_str!("not_updated.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "Y090",
        name: "沿用往年的句子没有更新",
        severity: Severity::Warning,
        basis: "结转的草稿：沿用往年文字的句子，改过或者看过才算本年的（编制流程）",
        page: include_str!("not_updated.md"),
    },
    // What it rests on stands beside the report: the project looks.
    looks: &[],
};
