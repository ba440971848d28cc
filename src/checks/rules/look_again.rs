//! F192 关联的数更新后没有复看: a tied figure that was renewed, and nobody has looked at the words around it.

use super::super::finding::Severity;
use super::super::rule::{About, Rule};

#[doc = include_str!("look_again.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F192",
        name: "关联的数更新后没有复看",
        severity: Severity::Warning,
        basis: "数字更新后，前后的“增长”“其中”等说法要有人看过（编制流程）",
        page: include_str!("look_again.md"),
    },
    // What it rests on stands beside the report: the project looks.
    looks: &[],
};
