//! F014 收费量级可疑: an amount in 万元 that looks like 元.

use rust_decimal::Decimal;

use super::super::filled::{Filled, Yearly};
use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::{Amount, At};
use crate::model::{Agency, Kind, Level};

#[doc = include_str!("doubtful_amount.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F014",
        name: "金额疑为把元填成万元",
        severity: Severity::Warning,
        basis: "国办公开办函〔2021〕30号表二：本年收费金额的单位是万元；国办发〔2014〕32号统计表：费用和经费的单位是万元",
        page: include_str!("doubtful_amount.md"),
    },
    looks: &[Look::Yearly(see)],
};

/// 元 in a 万元.
const TEN_THOUSAND: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);
/// Times by which an amount may differ from last year's before the unit is doubted.
const THOUSAND: Decimal = Decimal::from_parts(1_000, 0, 0, false, 0);

fn see(yearly: &Yearly<'_>) -> Vec<Slip> {
    let table = yearly.now;
    let cells = table.sheet.cells().filter(|at| table.sheet.unit(*at) == "万元");
    cells.filter_map(|at| slip(yearly, at)).collect()
}

fn slip(yearly: &Yearly<'_>, at: At) -> Option<Slip> {
    let table = yearly.now;
    let (Amount::Plain(value) | Amount::Said(value)) = table.sheet.amount(at) else { return None };
    let before = yearly.last.and_then(|last| last_year(table, last, at));
    let doubt = jump(value, before).or_else(|| too_much(value, yearly.agency))?;
    let smaller = value >= TEN_THOUSAND;
    let to = value.checked_div(TEN_THOUSAND).map(|to| to.normalize()).filter(|_| smaller);
    let set = to.map(|to| table.fix(at, to, format!("填的是元：改为{to}万元")));
    let told = Fix {
        tier: Tier::Told,
        title: "确实是这么多万元的，写明原因".to_owned(),
        edits: Vec::new(),
    };
    Some(Slip {
        at: table.spot(at),
        found: table.written(at),
        expected: to.map(|to| to.to_string()).unwrap_or_default(),
        message: format!("{}{value}万元{doubt}，单位是不是填错了", table.row(at.row)),
        fixes: set.into_iter().chain([told]).collect(),
    })
}

/// The same cell of last year, where its form has it.
fn last_year(table: &Filled<'_>, last: &Filled<'_>, at: At) -> Option<Decimal> {
    let (row, column) = table.sheet.keys(at);
    let own = last.sheet.at(row, column).filter(|own| last.sheet.unit(*own) == "万元")?;
    last.sheet.amount(own).value().filter(|value| !value.is_zero())
}

fn jump(value: Decimal, before: Option<Decimal>) -> Option<String> {
    let before = before.filter(|_| value > Decimal::ZERO)?;
    let times = |more: Decimal, less: Decimal| {
        less.checked_mul(THOUSAND).is_some_and(|limit| more >= limit)
    };
    if times(value, before) {
        Some(format!("，是去年{before}万元的一千倍以上"))
    } else if times(before, value) {
        Some(format!("，不到去年{before}万元的千分之一"))
    } else {
        None
    }
}

/// What an office of this level hardly collects in a year: a county's department a hundred million 元, a city's ten times
/// as much. Governments and provincial departments are not doubted by size alone.
fn too_much(value: Decimal, agency: &Agency) -> Option<String> {
    let limit = match (agency.kind, agency.level) {
        (Kind::Department, Level::County) | (_, Level::Township) => TEN_THOUSAND,
        (Kind::Department, Level::City) => TEN_THOUSAND.checked_mul(Decimal::TEN)?,
        (Kind::Department | Kind::Government, _) => return None,
    };
    (value >= limit).then(|| "，大得不像本级一年的金额".to_owned())
}
