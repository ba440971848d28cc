//! F003 超过上限: a number is greater than one that it should be a part of.

use super::super::filled::Filled;
use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::Gap;
use crate::forms::Relation;

#[doc = include_str!("above_bound.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F003",
        name: "分项大于所属的总数",
        severity: Severity::Warning,
        basis: "按国办公开办函〔2021〕30号、〔2019〕60号表二和国办发〔2014〕32号统计表各项的含义推出，可以说明",
        page: include_str!("above_bound.md"),
    },
    looks: &[Look::Ties(see)],
};

fn see(table: &Filled<'_>) -> Vec<Slip> {
    let bounds = table
        .ties
        .all
        .iter()
        .filter(|tie| matches!(tie.identity.relation, Relation::AtMost { .. }));
    bounds
        .filter_map(|tie| table.ties.gap(tie, &table.sheet))
        .filter_map(|gap| slip(table, &gap))
        .collect()
}

fn slip(table: &Filled<'_>, gap: &Gap<'_, '_>) -> Option<Slip> {
    let at = *gap.tie.left.first()?;
    let title = format!("按“{}”核对各格；确实如此的写明原因", gap.tie.identity.name);
    Some(Slip {
        at: table.spot(at),
        found: table.written(at),
        expected: format!("不大于{}", gap.right),
        message: table.told(gap),
        fixes: vec![Fix { tier: Tier::Told, title, edits: Vec::new() }],
    })
}
