//! F013 现行有效不连续: documents in force, or standing items, do not follow from last year's.

use super::super::filled::{Filled, Yearly};
use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::{Step, steps};

#[doc = include_str!("broken_series.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F013",
        name: "现行有效件数与去年接不上",
        severity: Severity::Warning,
        basis: "国办公开办函〔2021〕30号表二、〔2019〕60号表二：年末数由上年末数和本年增减推出；到期失效、机构改革可以说明",
        page: include_str!("broken_series.md"),
    },
    looks: &[Look::Yearly(see)],
};

fn see(yearly: &Yearly<'_>) -> Vec<Slip> {
    let Some(last) = yearly.last else { return Vec::new() };
    let steps = steps(&yearly.now.sheet, &last.sheet);
    steps.iter().filter(|step| !step.link.hard).map(|step| slip(yearly.now, step)).collect()
}

fn slip(table: &Filled<'_>, step: &Step) -> Slip {
    let (at, due) = (step.at, step.expected);
    let (more, less) = step.with;
    let follows = if step.link.plus.is_empty() {
        format!("按去年年报应为{due}")
    } else {
        format!("去年现行有效{}，加本年制发{more}，减本年废止{less}，应为{due}", step.last)
    };
    let blank = if step.blanks { "（去年为空白，按0算）" } else { "" };
    let found = step.found.map_or("空白".to_owned(), |found| found.to_string());
    let written = "确有原因的（到期失效、机构改革划转、清理口径变化），写明原因".to_owned();
    let told = Fix { tier: Tier::Told, title: written, edits: Vec::new() };
    let set = table.fix(at, due, format!("{}改为{due}", table.cell(at)));
    Slip {
        at: table.spot(at),
        found: table.written(at),
        expected: due.to_string(),
        message: format!("{}{follows}{blank}，填的是{found}", table.row(at.row)),
        fixes: if due.is_sign_negative() { vec![told] } else { vec![set, told] },
    }
}
