//! S017 总体情况过长: more characters than the project lets it have.

use super::super::finding::Severity;
use super::super::rule::{About, Rule};

#[doc = include_str!("long_overview.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S017",
        name: "总体情况超过本单位的篇幅",
        severity: Severity::Hint,
        basis: "部分地方的编写要求：总体情况篇幅原则上不超过一千字；国家的通知有没有规定字数，依据待核",
        page: include_str!("long_overview.md"),
    },
    // How long it may be is a setting of the project: the project looks.
    looks: &[],
};
