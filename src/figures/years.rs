//! What must follow from last year's report (跨年): carried-over applications, documents in force, standing items.

use rust_decimal::Decimal;

use super::amount::Amount;
use super::sheet::{At, Sheet};
use crate::forms::{Along, TableForm};

/// A relation between a cell of this year and cells of this and last year: opening = last + plus − minus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Code such as `C1`.
    pub code: &'static str,
    /// How it reads on the screen.
    pub name: &'static str,
    /// Key of the form.
    pub form: &'static str,
    /// What its keys name.
    pub over: Along,
    /// The cell of this year that must follow.
    pub opening: &'static str,
    /// Cells of last year that are added.
    pub last: &'static [&'static str],
    /// Cells of this year that are added.
    pub plus: &'static [&'static str],
    /// Cells of this year that are taken off.
    pub minus: &'static [&'static str],
    /// Whether a breach is wrong; else it must be explained, for lawful reasons are many.
    pub hard: bool,
}

/// Every relation across years. Each holds wherever both years' forms have its rows or columns: carried-over
/// applications also from the form of 2019 to that of 2021, the others within one form only.
pub const LINKS: &[Link] = &[
    Link {
        code: "C1",
        name: "上年结转=去年的结转下年度",
        form: "applications",
        over: Along::Rows,
        opening: "r2",
        last: &["r25"],
        plus: &[],
        minus: &[],
        hard: true,
    },
    Link {
        code: "C2",
        name: "现行有效=去年现行有效+本年制发−本年废止",
        form: "disclosure",
        over: Along::Columns,
        opening: "valid",
        last: &["valid"],
        plus: &["made"],
        minus: &["repeal"],
        hard: false,
    },
    Link {
        code: "C6",
        name: "上一年项目数量=去年的上一年项目数量+去年增减",
        form: "disclosure",
        over: Along::Columns,
        opening: "previous",
        last: &["previous", "change"],
        plus: &[],
        minus: &[],
        hard: false,
    },
];

/// A cell that does not follow from last year's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The relation.
    pub link: &'static Link,
    /// Key of the column (if it ties rows) or row (if it ties columns).
    pub line: String,
    /// The cell of this year.
    pub at: At,
    /// What it counts for; none if it is blank.
    pub found: Option<Decimal>,
    /// What follows from last year.
    pub expected: Decimal,
    /// The sum of last year's cells alone.
    pub last: Decimal,
    /// Cells of this year that took part besides `at`, those added and those taken off.
    pub with: (Decimal, Decimal),
    /// Whether a cell of last year was blank and counted as 0.
    pub blanks: bool,
}

/// Every cell of a table that does not follow from the same table of last year. Words anywhere leave a line unjudged, and
/// a table in which nothing was filled in has none.
pub fn steps(now: &Sheet<'_>, last: &Sheet<'_>) -> Vec<Step> {
    if now.is_blank() || last.is_blank() {
        return Vec::new();
    }
    let links = LINKS.iter().filter(|link| link.form == now.form.key);
    links
        .flat_map(|link| lines(now.form, link.over).into_iter().map(move |line| (link, line)))
        .filter_map(|(link, line)| step(link, line, now, last))
        .collect()
}

fn lines(form: &TableForm, over: Along) -> Vec<&str> {
    match over {
        Along::Rows => form.columns.iter().map(|column| column.key.as_str()).collect(),
        Along::Columns => form.rows.iter().map(|row| row.key.as_str()).collect(),
    }
}

fn step(link: &'static Link, line: &str, now: &Sheet<'_>, last: &Sheet<'_>) -> Option<Step> {
    let cell = |sheet: &Sheet<'_>, key: &str| match link.over {
        Along::Rows => sheet.at(key, line),
        Along::Columns => sheet.at(line, key),
    };
    let sum = |sheet: &Sheet<'_>, keys: &[&str]| {
        keys.iter().try_fold(Decimal::ZERO, |sum, key| {
            sum.checked_add(sheet.amount(cell(sheet, key)?).value()?)
        })
    };
    let at = cell(now, link.opening)?;
    let before = sum(last, link.last)?;
    let with = (sum(now, link.plus)?, sum(now, link.minus)?);
    let expected = before.checked_add(with.0)?.checked_sub(with.1)?;
    let amount = now.amount(at);
    let value = amount.value()?;
    let blanks = link.last.iter().filter_map(|key| cell(last, key));
    let blanks = blanks.into_iter().any(|at| last.amount(at) == Amount::Blank);
    let found = (amount != Amount::Blank).then_some(value);
    let off = Step { link, line: line.to_owned(), at, found, expected, last: before, with, blanks };
    (value != expected).then_some(off)
}
