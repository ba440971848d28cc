//! F015 与去年相差悬殊: a number more than five times last year's, or less than a fifth of it.

use rust_decimal::Decimal;

use super::super::filled::{Filled, Yearly};
use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::{At, Kind, kind};
use crate::forms::Relation;
use crate::model::Measure;

#[doc = include_str!("sudden_change.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F015",
        name: "与去年相差五倍以上",
        severity: Severity::Hint,
        basis: "统计数据审核的通行做法：与上年同口径数相比变动过大的，核实原因",
        page: include_str!("sudden_change.md"),
    },
    looks: &[Look::Yearly(see)],
};

/// Times by which a number may grow or shrink.
const TIMES: Decimal = Decimal::from_parts(5, 0, 0, false, 0);
/// Below this last year's number says too little to compare with.
const LEAST: Decimal = Decimal::TEN;

fn see(yearly: &Yearly<'_>) -> Vec<Slip> {
    let (now, Some(last)) = (yearly.now, yearly.last) else { return Vec::new() };
    let cells = now.sheet.cells().filter(|at| is_compared(now, *at));
    cells.filter_map(|at| slip(now, last, at)).collect()
}

/// Counts of a whole year that are no part of a total: if the total has not jumped, its parts may.
fn is_compared(table: &Filled<'_>, at: At) -> bool {
    let form = table.form();
    let measure = form.rows.get(at.row).zip(form.columns.get(at.column));
    let flow = measure.is_some_and(|(row, column)| row.measure(column) == Measure::Flow);
    let part = table.ties.affected(at).any(|tie| {
        matches!(tie.identity.relation, Relation::Sum { .. }) && tie.right.contains(&at)
    });
    flow && !part && kind(&table.sheet, at) == Kind::Count
}

fn slip(now: &Filled<'_>, last: &Filled<'_>, at: At) -> Option<Slip> {
    let (row, column) = now.sheet.keys(at);
    let then = last.sheet.at(row, column).filter(|then| is_same(now, at, last, *then))?;
    let before = last.sheet.amount(then).value()?;
    let found = now.written(at);
    let value = now.sheet.amount(at).value().filter(|_| !found.is_empty())?;
    if before < LEAST {
        return None;
    }
    let (more, less) = (value > before.checked_mul(TIMES)?, value.checked_mul(TIMES)? < before);
    let how = if more { "增加到五倍以上" } else { "不到五分之一" };
    let title = "核对是否多写或少写了一位、口径是否改变；确实如此的，正文里最好说明";
    (more || less).then(|| Slip {
        at: now.spot(at),
        found,
        expected: format!("去年{before}"),
        message: format!("{}为{value}，去年{before}，{how}", now.cell(at)),
        fixes: vec![Fix { tier: Tier::Told, title: title.to_owned(), edits: Vec::new() }],
    })
}

/// Whether both years' forms call the cell the same.
fn is_same(now: &Filled<'_>, at: At, last: &Filled<'_>, then: At) -> bool {
    let labels = |table: &Filled<'_>, at: At| {
        let row = table.form().rows.get(at.row).map(|row| row.label.clone());
        (row, table.form().columns.get(at.column).map(|column| column.label.clone()))
    };
    labels(now, at) == labels(last, then)
}
