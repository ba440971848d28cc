//! F018 表头与格式不符: rows or columns are missing, not of the form, or called otherwise.

use super::super::filled::Filled;
use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Spot};
use crate::model::{Column, Row};
use crate::text::numeral::half_width_char;

#[doc = include_str!("other_form.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F018",
        name: "行或列与规定的表格不符",
        severity: Severity::Warning,
        basis: "国办公开办函〔2021〕30号、〔2019〕60号所附表格，国办发〔2014〕32号统计表",
        page: include_str!("other_form.md"),
    },
    looks: &[Look::Filled(see)],
};

fn see(table: &Filled<'_>) -> Vec<Slip> {
    let whole = [missing(table, "行"), missing(table, "列")];
    let whole = whole.into_iter().flatten().chain(extra(table));
    whole.chain(headers(table)).chain(heads(table)).collect()
}

/// Keys and innermost labels of the form's rows or columns.
fn known<'a>(table: &'a Filled<'_>, what: &str) -> Vec<(&'a str, &'a str)> {
    let form = table.form();
    if what == "行" {
        form.rows.iter().map(|row| (row.key.as_str(), last(&row.label))).collect()
    } else {
        form.columns.iter().map(|column| (column.key.as_str(), last(&column.label))).collect()
    }
}

/// Keys and innermost labels of the table's own rows or columns, and where each stands.
fn own<'a>(table: &'a Filled<'_>, what: &str) -> Vec<(&'a str, &'a str, Spot)> {
    if what == "行" {
        let rows = table.table.rows.iter();
        rows.map(|row| (row.key.as_str(), last(&row.label), head(table, row))).collect()
    } else {
        let columns = table.table.columns.iter();
        columns.map(|own| (own.key.as_str(), last(&own.label), top(table, own))).collect()
    }
}

/// The head of a row.
fn head(table: &Filled<'_>, row: &Row) -> Spot {
    Spot::Cell { table: table.table.id, row: row.id, column: None }
}

/// The first cell of a column: where a finding on its header is shown.
fn top(table: &Filled<'_>, column: &Column) -> Spot {
    let column = Some(column.key.clone());
    match table.table.rows.first() {
        Some(row) => Spot::Cell { table: table.table.id, row: row.id, column },
        None => Spot::Table(table.table.id),
    }
}

fn last(label: &[String]) -> &str {
    label.last().map_or("", String::as_str)
}

/// Labels named in a message before it says how many more there are.
const NAMED: usize = 3;

fn missing(table: &Filled<'_>, what: &str) -> Option<Slip> {
    let here = own(table, what);
    let known = known(table, what).into_iter();
    let labels: Vec<&str> = known
        .filter(|(key, _)| !here.iter().any(|(own, ..)| own == key))
        .map(|(_, label)| label)
        .collect();
    let count = labels.len();
    let named: Vec<String> = labels.iter().take(NAMED).map(|label| format!("“{label}”")).collect();
    let and = if count > NAMED { "等" } else { "" };
    let named = named.join("、");
    (count > 0).then(|| Slip {
        at: Spot::Table(table.table.id),
        found: String::new(),
        expected: labels.join("；"),
        message: format!("缺{count}{what}：{named}{and}；看得到它们的勾稽关系没有查"),
        fixes: told(format!("补上缺的{what}")),
    })
}

fn extra(table: &Filled<'_>) -> Vec<Slip> {
    ["行", "列"]
        .into_iter()
        .flat_map(|what| {
            let known = known(table, what);
            let own = own(table, what).into_iter();
            own.filter(move |(key, ..)| !known.iter().any(|(own, _)| own == key))
                .map(move |(_, label, at)| (what, label, at))
        })
        .map(|(what, label, at)| Slip {
            at,
            found: label.to_owned(),
            expected: String::new(),
            message: format!("“{label}”不是规定表格里的{what}"),
            fixes: told(format!("数并入规定的{what}后删去这一{what}")),
        })
        .collect()
}

/// Columns that are called otherwise.
fn headers(table: &Filled<'_>) -> Vec<Slip> {
    let columns = table.table.columns.iter();
    columns
        .filter_map(|column| {
            let due = last(&table.form().column(&column.key)?.label);
            called(last(&column.label), due, "列", top(table, column))
        })
        .collect()
}

/// Rows that are called otherwise, but for those of which the form's wording is not certain.
fn heads(table: &Filled<'_>) -> Vec<Slip> {
    let rows = table.table.rows.iter();
    rows.filter_map(|row| {
        let due = table.form().row(&row.key).filter(|due| !due.from_memory)?;
        called(last(&row.label), last(&due.label), "行", head(table, row))
    })
    .collect()
}

fn called(own: &str, due: &str, what: &str, at: Spot) -> Option<Slip> {
    (plain(own) != plain(due)).then(|| Slip {
        at,
        found: own.to_owned(),
        expected: due.to_owned(),
        message: format!("{what}名写作“{own}”，规定的是“{due}”"),
        fixes: told(format!("改为“{due}”；确实填的是另一项的，数也要重填")),
    })
}

/// A label without blanks, in half-width forms and one sort of quotation marks.
fn plain(label: &str) -> String {
    let kept = label.chars().filter(|c| !c.is_whitespace()).map(half_width_char);
    kept.map(|c| if matches!(c, '“' | '”' | '「' | '」') { '"' } else { c }).collect()
}

fn told(title: String) -> Vec<Fix> {
    vec![Fix { tier: Tier::Told, title, edits: Vec::new() }]
}
