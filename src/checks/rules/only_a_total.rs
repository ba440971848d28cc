//! F008 只填总计: a total without any of its parts.

use super::super::filled::Filled;
use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::{Tie, only_total};

#[doc = include_str!("only_a_total.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F008",
        name: "只填了总计没有填分项",
        severity: Severity::Warning,
        basis: "国办公开办函〔2021〕30号、〔2019〕60号表三、表四和国办发〔2014〕32号统计表：分项与总计都要填报",
        page: include_str!("only_a_total.md"),
    },
    looks: &[Look::Filled(see)],
};

fn see(table: &Filled<'_>) -> Vec<Slip> {
    let ties = table.ties.all.iter().filter(|tie| only_total(tie, &table.sheet));
    ties.filter_map(|tie| slip(table, tie)).collect()
}

fn slip(table: &Filled<'_>, tie: &Tie<'_>) -> Option<Slip> {
    let at = *tie.left.first()?;
    let total = table.written(at);
    Some(Slip {
        at: table.spot(at),
        found: total.clone(),
        expected: String::new(),
        message: format!("只填了{}的{total}，{}个分项都是空白", table.cell(at), tie.right.len()),
        fixes: vec![Fix {
            tier: Tier::Told,
            title: "按台账把各分项填上，没有的填0".to_owned(),
            edits: Vec::new(),
        }],
    })
}
