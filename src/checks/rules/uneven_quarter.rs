//! F105 单季数起落过大: what falls into one quarter is five times that of the quarter before, or a fifth of it.

use rust_decimal::Decimal;

use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Spot};
use crate::figures::{Single, singles};
use crate::model::{Row, Table};

#[doc = include_str!("uneven_quarter.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F105",
        name: "单季数起落过大",
        severity: Severity::Hint,
        basis: "统计数据审核的通行做法：由累计数推出的各期单独数，相邻两期相差五倍以上的，核实原因",
        page: include_str!("uneven_quarter.md"),
    },
    looks: &[Look::Table(see)],
};

/// Times by which neighbours may differ.
const TIMES: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

fn see(table: &Table) -> Vec<Slip> {
    let rows = table.rows.iter().enumerate();
    rows.flat_map(|(at, row)| {
        let singles = singles(table, at);
        let pairs = singles.iter().zip(singles.iter().skip(1));
        pairs.filter_map(|(before, after)| slip(table, row, before, after)).collect::<Vec<_>>()
    })
    .collect()
}

/// A number below 10 says too little to compare with, one that has fallen is another matter.
fn slip(table: &Table, row: &Row, before: &Single, after: &Single) -> Option<Slip> {
    if before.value < Decimal::TEN || after.value < Decimal::ZERO || !alike(before, after) {
        return None;
    }
    let more = after.value > before.value.checked_mul(TIMES)?;
    let less = after.value.checked_mul(TIMES)? < before.value;
    let column = table.columns.get(after.column)?;
    let how = if more { "增加到五倍以上" } else { "不到五分之一" };
    let mixed = if before.mixed || after.mixed { "（各期单位不一）" } else { "" };
    (more || less).then(|| Slip {
        at: Spot::Cell { table: table.id, row: row.id, column: Some(column.key.clone()) },
        found: after.value.to_string(),
        expected: format!("上期{}", before.value),
        message: format!(
            "“{}”由累计数推出，{}为{}{}，{}为{}{}，{how}{mixed}",
            row.label.join("·"),
            before.period,
            before.value,
            before.unit,
            after.period,
            after.value,
            after.unit
        ),
        fixes: vec![Fix {
            tier: Tier::Told,
            title: "核对累计数有没有写错位、漏了一期；确实如此的写明原因".to_owned(),
            edits: Vec::new(),
        }],
    })
}

/// Whether two periods are about as long as each other.
fn alike(one: &Single, other: &Single) -> bool {
    let days = |single: &Single| (single.period.to() - single.period.from()).get_days();
    (days(one) - days(other)).abs() <= 5
}
