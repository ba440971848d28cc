//! F005 一+二≠三（七）+四: applications received and carried over are not those dealt with and carried on.

use super::super::filled::Filled;
use super::super::finding::Severity;
use super::super::rule::{About, Look, Rule, Slip};
use super::wrong_total::slip;
use crate::forms::Relation;

#[doc = include_str!("unbalanced_column.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F005",
        name: "一加二不等于三（七）加四",
        severity: Severity::Error,
        basis: "国办公开办函〔2021〕30号、〔2019〕60号表三：第一项加第二项之和，等于第三项加第四项之和",
        page: include_str!("unbalanced_column.md"),
    },
    looks: &[Look::Ties(see)],
};

fn see(table: &Filled<'_>) -> Vec<Slip> {
    let balances = table
        .ties
        .all
        .iter()
        .filter(|tie| matches!(tie.identity.relation, Relation::Balance { .. }));
    balances
        .filter_map(|tie| table.ties.gap(tie, &table.sheet))
        .filter_map(|gap| slip(table, &gap))
        .collect()
}
