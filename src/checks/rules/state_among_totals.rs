//! F106 累计表里的时点数: a row that holds numbers at dates stands below headers that say 累计.

use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Spot};
use crate::model::{Measure, Row, Table};

#[doc = include_str!("state_among_totals.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F106",
        name: "时点数列在累计数里",
        severity: Severity::Hint,
        basis: "期末数（时点数）不能累计，与自年初累计的数同列时要注明（统计数据审核的通行做法）",
        page: include_str!("state_among_totals.md"),
    },
    looks: &[Look::Table(see)],
};

fn see(table: &Table) -> Vec<Slip> {
    let says =
        table.columns.iter().any(|column| column.label.iter().any(|label| label.contains("累计")));
    let others = |wanted: Measure| table.rows.iter().any(|row| row.measure == wanted);
    let states = table.rows.iter().filter(|row| row.measure == Measure::State);
    if !says || !others(Measure::Cumulative) {
        return Vec::new();
    }
    states.map(|row| slip(table, row)).collect()
}

fn slip(table: &Table, row: &Row) -> Slip {
    let cells: Vec<String> =
        row.cells.iter().map(ToString::to_string).filter(|cell| !cell.is_empty()).collect();
    Slip {
        at: Spot::Cell { table: table.id, row: row.id, column: None },
        found: cells.join("、"),
        expected: String::new(),
        message: format!(
            "“{}”是时点数（{}），列在“累计”的表头下，读的人会当作累计数",
            row.label.join("·"),
            cells.join("、")
        ),
        fixes: vec![Fix {
            tier: Tier::Told,
            title: "在行名或表注里写明是期末数，或者另列一栏".to_owned(),
            edits: Vec::new(),
        }],
    }
}
