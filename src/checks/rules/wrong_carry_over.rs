//! F012 上年结转≠去年结转下年度: what was carried over is not what last year's report carried on.

use super::super::filled::{Filled, Yearly};
use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::{Step, steps};

#[doc = include_str!("wrong_carry_over.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F012",
        name: "上年结转与去年结转下年度不等",
        severity: Severity::Error,
        basis: "国办公开办函〔2021〕30号、〔2019〕60号表三：上年结转即上年年报“四、结转下年度继续办理”，逐列相等",
        page: include_str!("wrong_carry_over.md"),
    },
    looks: &[Look::Yearly(see)],
};

fn see(yearly: &Yearly<'_>) -> Vec<Slip> {
    let Some(last) = yearly.last else { return Vec::new() };
    let steps = steps(&yearly.now.sheet, &last.sheet);
    steps.iter().filter(|step| step.link.hard).map(|step| slip(yearly.now, step)).collect()
}

fn slip(table: &Filled<'_>, step: &Step) -> Slip {
    let (at, due) = (step.at, step.expected);
    let blank = if step.blanks { "（去年为空白，按0算）" } else { "" };
    let column = table.column(at.column);
    let message = match step.found {
        Some(found) => format!(
            "{column}：上年结转为{found}，去年年报结转下年度为{due}{blank}，差{}",
            found.checked_sub(due).unwrap_or_default().abs()
        ),
        None => format!("{column}：上年结转空白，去年年报结转下年度为{due}"),
    };
    let other = "今年的数没有错的，更正去年年报并说明原因".to_owned();
    Slip {
        at: table.spot(at),
        found: table.written(at),
        expected: due.to_string(),
        message,
        fixes: vec![
            table.fix(at, due, format!("{}改为{due}", table.cell(at))),
            Fix { tier: Tier::Told, title: other, edits: Vec::new() },
        ],
    }
}
