//! F010 有此数却没有由来: a number that can only come of another, which is 0.

use super::super::filled::Filled;
use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::Gap;
use crate::forms::Relation;

#[doc = include_str!("nothing_behind.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F010",
        name: "有这个数却没有它的由来",
        severity: Severity::Warning,
        basis: "按国办发〔2014〕32号统计表各项的含义推出：有人受训就办过班，收了费就有申请；可以说明",
        page: include_str!("nothing_behind.md"),
    },
    looks: &[Look::Ties(see)],
};

fn see(table: &Filled<'_>) -> Vec<Slip> {
    let ties = table.ties.all.iter();
    ties.filter(|tie| matches!(tie.identity.relation, Relation::Needs { .. }))
        .filter_map(|tie| table.ties.gap(tie, &table.sheet))
        .filter_map(|gap| slip(table, &gap))
        .collect()
}

fn slip(table: &Filled<'_>, gap: &Gap<'_, '_>) -> Option<Slip> {
    let at = *gap.tie.left.first()?;
    let of: Vec<String> = gap.tie.right.iter().map(|at| table.cell(*at)).collect();
    let (of, name) = (of.join("、"), &gap.tie.identity.name);
    let none = if gap.blanks.is_empty() { "为0" } else { "为0或者没有填" };
    Some(Slip {
        at: table.spot(at),
        found: table.written(at),
        expected: String::new(),
        message: format!("{name}：这里填了{}，{of}却{none}", gap.left),
        fixes: vec![Fix {
            tier: Tier::Told,
            title: format!("核对两处，补上{of}，或者改正这一格；确实如此的写明原因"),
            edits: Vec::new(),
        }],
    })
}
