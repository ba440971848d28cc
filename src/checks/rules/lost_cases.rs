//! F011 上年未审结的案件没有下文: fewer cases in all than were pending at the end of last year.

use super::super::filled::{Filled, Yearly};
use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip};

#[doc = include_str!("lost_cases.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F011",
        name: "案件总计少于去年尚未审结的件数",
        severity: Severity::Hint,
        basis: "国办公开办函〔2021〕30号、〔2019〕60号表四：去年尚未审结的案件，今年或者审结，或者仍未审结；口径未核对，只作提示",
        page: include_str!("lost_cases.md"),
    },
    looks: &[Look::Yearly(see)],
};

/// Columns of each of the three groups: its total, its pending cases.
const GROUPS: &[(&str, &str)] = &[("v5", "v4"), ("d5", "d4"), ("a5", "a4")];

fn see(yearly: &Yearly<'_>) -> Vec<Slip> {
    let (now, Some(last)) = (yearly.now, yearly.last) else { return Vec::new() };
    if now.form().key != "litigation" || !now.is_statutory() {
        return Vec::new();
    }
    GROUPS.iter().filter_map(|group| slip(now, last, *group)).collect()
}

fn slip(now: &Filled<'_>, last: &Filled<'_>, (total, pending): (&str, &str)) -> Option<Slip> {
    let row = now.form().rows.first()?.key.as_str();
    let at = now.sheet.at(row, total)?;
    let then = last.sheet.at(row, pending)?;
    let found = now.written(at);
    let (value, before) = (now.sheet.amount(at).value()?, last.sheet.amount(then).value()?);
    (!found.is_empty() && value < before).then(|| Slip {
        at: now.spot(at),
        found,
        expected: format!("不小于{before}"),
        message: format!(
            "{}为{value}，去年年报{}有{before}件，少了的{}件没有下文",
            now.column(at.column),
            last.column(then.column),
            before.saturating_sub(value)
        ),
        fixes: vec![Fix {
            tier: Tier::Told,
            title: "逐件核对去年尚未审结的案件今年的结果；本单位不把上年未结计入总计的，写明口径"
                .to_owned(),
            edits: Vec::new(),
        }],
    })
}
