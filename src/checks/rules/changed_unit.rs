//! F104 同一行单位不一: cells of one row are counted in different units.

use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Spot};
use crate::figures::written_unit;
use crate::model::{Row, Table};

#[doc = include_str!("changed_unit.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F104",
        name: "同一指标的单位前后不一",
        severity: Severity::Warning,
        basis: "GB 3100—1993、GB/T 15835—2011：同一指标用同一计量单位；表内单位以表头、行首为准",
        page: include_str!("changed_unit.md"),
    },
    looks: &[Look::Table(see)],
};

fn see(table: &Table) -> Vec<Slip> {
    let own = table.form.is_empty();
    let rows = table.rows.iter().enumerate().filter(|_| own);
    rows.flat_map(|(at, row)| cells(table, at, row)).collect()
}

fn cells(table: &Table, at: usize, row: &Row) -> Vec<Slip> {
    let written: Vec<(usize, String)> = row
        .cells
        .iter()
        .enumerate()
        .filter_map(|(column, cell)| Some((column, written_unit(cell)?)))
        .collect();
    let differs = |(column, unit): &&(usize, String)| {
        let due = table.unit(at, *column);
        let other = written.iter().find(|(_, other)| other != unit);
        if due.is_empty() { other.is_some_and(|(first, _)| first < column) } else { due != unit }
    };
    written
        .iter()
        .filter(differs)
        .filter_map(|(column, unit)| {
            let head = table.columns.get(*column)?;
            let due = match table.unit(at, *column) {
                "" => written
                    .iter()
                    .find(|(_, other)| other != unit)
                    .map(|(_, other)| other.clone())?,
                due => due.to_owned(),
            };
            let name = |label: &[String]| label.last().cloned().unwrap_or_default();
            Some(Slip {
                at: Spot::Cell { table: table.id, row: row.id, column: Some(head.key.clone()) },
                found: row.cells.get(*column).map(ToString::to_string).unwrap_or_default(),
                expected: due.clone(),
                message: format!(
                    "“{}”行的单位是“{due}”，{}写作“{unit}”，不是一个口径的数不能相比、相减",
                    row.label.join("·"),
                    name(&head.label)
                ),
                fixes: vec![Fix {
                    tier: Tier::Told,
                    title: format!("核对是“{due}”还是“{unit}”，统一口径后格内只写数字"),
                    edits: Vec::new(),
                }],
            })
        })
        .collect()
}
