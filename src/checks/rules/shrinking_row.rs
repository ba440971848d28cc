//! F103 累计数变小: a number cumulative from January on is less than the one before.

use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Spot};
use crate::figures::{Stage, stages};
use crate::model::{Measure, Row, Table};

#[doc = include_str!("shrinking_row.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F103",
        name: "累计数变小",
        severity: Severity::Warning,
        basis: "自年初累计的数只增不减（统计数据审核的通行做法）；变小的，不是累计口径不一，就是有一个数写错",
        page: include_str!("shrinking_row.md"),
    },
    looks: &[Look::Table(see)],
};

fn see(table: &Table) -> Vec<Slip> {
    let rows = table.rows.iter().enumerate();
    rows.flat_map(|(at, row)| {
        let stages: Vec<Stage> = stages(table, at)
            .into_iter()
            .filter(|stage| table.measure(at, stage.column) == Measure::Cumulative)
            .collect();
        falls(&stages)
            .into_iter()
            .filter_map(|(before, after)| slip(table, row, &before, &after))
            .collect::<Vec<_>>()
    })
    .collect()
}

/// Neighbours from the same day on of which the later is less.
fn falls(stages: &[Stage]) -> Vec<(Stage, Stage)> {
    let pairs = stages.iter().zip(stages.iter().skip(1));
    let fallen = pairs.filter(|(before, after)| {
        before.period.from() == after.period.from() && after.value < before.value
    });
    fallen.map(|(before, after)| (before.clone(), after.clone())).collect()
}

/// Units in which a number at a date is counted rather than an amount of a period.
const HEADS: [&str; 5] = ["人", "名", "户", "个", "家"];

fn slip(table: &Table, row: &Row, before: &Stage, after: &Stage) -> Option<Slip> {
    let column = table.columns.get(after.column)?;
    let earlier = table.columns.get(before.column)?;
    let name = |label: &[String]| label.last().cloned().unwrap_or_default();
    let units = if before.unit == after.unit {
        String::new()
    } else {
        format!("，单位也由“{}”变为“{}”", before.unit, after.unit)
    };
    let less = before.value.checked_sub(after.value)?;
    let little = less.checked_mul(10.into()).is_some_and(|ten| ten <= before.value);
    let is_state = little && before.unit == after.unit && HEADS.contains(&after.unit.as_str());
    let title = if is_state {
        "如果是期末的人数（户数），把这一行标作时点数，不按累计"
    } else {
        "核对两个数的口径和单位，改成同一口径的自年初累计数"
    };
    Some(Slip {
        at: Spot::Cell { table: table.id, row: row.id, column: Some(column.key.clone()) },
        found: after.value.to_string(),
        expected: format!("不小于{}", before.value),
        message: format!(
            "“{}”自年初累计，{}为{}，{}反为{}，少了{less}{units}",
            row.label.join("·"),
            name(&earlier.label),
            before.value,
            name(&column.label),
            after.value
        ),
        fixes: vec![Fix { tier: Tier::Told, title: title.to_owned(), edits: Vec::new() }],
    })
}
