//! S093 审阅记录不是这份年报的: records about another report.

use super::super::finding::Severity;
use super::super::rule::{About, Rule};

#[doc = include_str!("strange_review.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S093",
        name: "审阅记录不是这份年报的",
        severity: Severity::Warning,
        basis: "审阅记录以段落、表格的编号指明所说的地方，换了年报就对不上（审签流程）",
        page: include_str!("strange_review.md"),
    },
    // What it rests on stands beside the report: the project looks.
    looks: &[],
};
