//! F191 关联的数与来源不符: a tied figure whose cell says something else, is gone, or whose words were changed behind it.

use super::super::finding::Severity;
use super::super::rule::{About, Rule};

#[doc = include_str!("loose_link.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F191",
        name: "关联的数与来源不符",
        severity: Severity::Error,
        basis: "正文中的数与报表一致；关联的数以来源单元格为准（编制流程）",
        page: include_str!("loose_link.md"),
    },
    // What it rests on stands beside the report: the project looks.
    looks: &[],
};
