//! F101 公式写错: a formula names what is not there, or comes back to itself.

use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Spot};
use crate::figures::{Fault, FormulaFault, faults};
use crate::model::Table;

#[doc = include_str!("broken_formula.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F101",
        name: "公式写错",
        severity: Severity::Error,
        basis: "公式里的键名要是本表的行（列）键名，不能绕回自己（本程序的表格约定）",
        page: include_str!("broken_formula.md"),
    },
    looks: &[Look::Table(see)],
};

fn see(table: &Table) -> Vec<Slip> {
    faults(table).into_iter().filter_map(|fault| slip(table, &fault)).collect()
}

fn slip(table: &Table, fault: &FormulaFault) -> Option<Slip> {
    let what = if fault.of_row { "行" } else { "列" };
    let (key, label, at) = if fault.of_row {
        let row = table.rows.get(fault.at)?;
        (&row.key, &row.label, Spot::Cell { table: table.id, row: row.id, column: None })
    } else {
        let column = table.columns.get(fault.at)?;
        (&column.key, &column.label, Spot::Table(table.id))
    };
    let label = label.last().unwrap_or(key);
    let (found, message, title) = match &fault.fault {
        Fault::Unknown(unknown) => (
            unknown.clone(),
            format!("“{label}”{what}的公式用到“{unknown}”，表里没有键名为“{unknown}”的{what}"),
            format!("把“{unknown}”改成本表的{what}键名"),
        ),
        Fault::Cycle => (
            key.clone(),
            format!("“{label}”{what}的公式绕了一圈又用到自己，算不出来"),
            format!("去掉公式里用到这一{what}自己的那一项"),
        ),
    };
    let fixes = vec![Fix { tier: Tier::Told, title, edits: Vec::new() }];
    Some(Slip { at, found, expected: String::new(), message, fixes })
}
