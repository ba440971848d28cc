//! S092 发布之后又改过: a published report that says something else than what was published.

use super::super::finding::Severity;
use super::super::rule::{About, Rule};

#[doc = include_str!("changed_since_public.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S092",
        name: "发布之后又改过",
        severity: Severity::Error,
        basis: "公布的年报不再改动，发现有误另作更正（《政府信息公开条例》第六条（依据待核）：及时、准确公开）",
        page: include_str!("changed_since_public.md"),
    },
    // What it rests on stands beside the report: the project looks.
    looks: &[],
};
