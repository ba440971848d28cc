//! F002 手填的计算格: a computed cell was filled in by hand, with a reason that holds or one that no longer does.

use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Spot};
use crate::model::{Cell, Override, Row, Table};

#[doc = include_str!("overridden_total.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F002",
        name: "计算格是手填的",
        severity: Severity::Hint,
        basis: "统计数据审核的通行做法：不按公式计算而手工填写的数，要有理由、有人负责，数变了要重新说明",
        page: include_str!("overridden_total.md"),
    },
    looks: &[Look::Table(see)],
};

fn see(table: &Table) -> Vec<Slip> {
    let rows = table.rows.iter();
    rows.flat_map(|row| row.overrides.iter().map(move |own| slip(table, row, own))).collect()
}

fn slip(table: &Table, row: &Row, own: &Override) -> Slip {
    let at = table.columns.iter().position(|column| column.key == own.column);
    let column = at.and_then(|at| table.columns.get(at)).and_then(|column| column.label.last());
    let label = column.map_or("", String::as_str);
    let here = at.and_then(|at| row.cells.get(at));
    let reason = own.reason.trim();
    let row_label = row.label.last().map(|label| format!("“{label}”行")).unwrap_or_default();
    let cell = format!("{row_label}“{label}”列");
    let (message, todo) = match here {
        None => (
            format!("{row_label}记着一格手填的数（{}），现在没有这一列", own.value),
            "这一列已经删去的，去掉手填的记录".to_owned(),
        ),
        Some(_) if reason.is_empty() => (
            format!("{cell}的{}是手填的，没有写理由", own.value),
            "写明理由，或者改回按公式计算".to_owned(),
        ),
        Some(here) if *here == own.value => (
            format!("{cell}的{here}是手填的，理由：{reason}（{}）", own.by),
            "定稿前再看一次理由是否还成立".to_owned(),
        ),
        Some(here) => (
            format!(
                "{cell}手填的理由是对{}说的，现在填的是{}，理由不再算数",
                own.value,
                shown(here)
            ),
            "数没有再改动必要的改回原数，否则重新写明理由".to_owned(),
        ),
    };
    Slip {
        at: Spot::Cell { table: table.id, row: row.id, column: at.map(|_| own.column.clone()) },
        found: here.map(ToString::to_string).unwrap_or_default(),
        expected: String::new(),
        message,
        fixes: vec![Fix { tier: Tier::Told, title: todo, edits: Vec::new() }],
    }
}

fn shown(cell: &Cell) -> String {
    if *cell == Cell::Blank { "空白".to_owned() } else { cell.to_string() }
}
