//! F001 表内合计不符: a total is not the sum of its parts.

use super::super::filled::Filled;
use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::{At, Gap, only_total};
use crate::forms::Relation;

#[doc = include_str!("wrong_total.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F001",
        name: "合计与分项之和不符",
        severity: Severity::Error,
        basis: "国办公开办函〔2021〕30号、〔2019〕60号所附表格，国办发〔2014〕32号统计表：总计等于各分项之和",
        page: include_str!("wrong_total.md"),
    },
    looks: &[Look::Ties(see)],
};

fn see(table: &Filled<'_>) -> Vec<Slip> {
    let sums = table.ties.all.iter().filter(|tie| {
        let is_sum = matches!(tie.identity.relation, Relation::Sum { .. });
        let explained = |at: &At| !table.is_statutory() && table.is_overridden(*at);
        is_sum && !only_total(tie, &table.sheet) && !tie.left.iter().any(explained)
    });
    sums.filter_map(|tie| table.ties.gap(tie, &table.sheet))
        .filter_map(|gap| slip(table, &gap))
        .fold(Vec::new(), told_once)
}

/// Row and column that fail because of one and the same cell are told once.
fn told_once(mut slips: Vec<Slip>, slip: Slip) -> Vec<Slip> {
    let same = |known: &&mut Slip| {
        known.at == slip.at && known.expected == slip.expected && known.fixes == slip.fixes
    };
    match slips.iter_mut().find(same) {
        Some(known) => known.message = format!("{}；{}", known.message, slip.message),
        None => slips.push(slip),
    }
    slips
}

/// A failing equality: told where its only repair is, else at its total or the last cell on its right.
pub(super) fn slip(table: &Filled<'_>, gap: &Gap<'_, '_>) -> Option<Slip> {
    let usual = match gap.tie.identity.relation {
        Relation::Sum { .. } => gap.tie.left.first(),
        Relation::Balance { .. } | Relation::AtMost { .. } | Relation::Needs { .. } => {
            gap.tie.right.last()
        }
    };
    let clean: Vec<_> = gap.repairs.iter().filter(|repair| repair.breaks == 0).collect();
    let here = match clean.as_slice() {
        [only] => Some(*only),
        _ => gap.repairs.iter().find(|repair| Some(&repair.change.at) == usual),
    };
    let at = here.map(|repair| repair.change.at).or_else(|| usual.copied())?;
    let mut fixes: Vec<Fix> = gap.repairs.iter().map(|repair| table.mend(repair)).collect();
    if fixes.is_empty() {
        let title = "核对这一行列的各格，没有哪一格单独改了就能相符".to_owned();
        fixes.push(Fix { tier: Tier::Told, title, edits: Vec::new() });
    }
    Some(Slip {
        at: table.spot(at),
        found: table.written(at),
        expected: here.map(|repair| repair.change.to.to_string()).unwrap_or_default(),
        message: table.told(gap),
        fixes,
    })
}
