//! F045 单季数起落过大: cumulative amounts in sentences whose single periods differ five times.

use rust_decimal::Decimal;

use super::super::finding::Severity;
use super::super::prose::{Prose, Told, told};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::prose::{Bound, Role};
use crate::model::Measure;

#[doc = include_str!("uneven_growth.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F045",
        name: "累计数推出的单季数起落过大",
        severity: Severity::Hint,
        basis: "统计数据审核的通行做法：由累计数推出的各期单独数，相邻两期相差五倍以上的，核实原因",
        page: include_str!("uneven_growth.md"),
    },
    looks: &[Look::Prose(see)],
};

/// Times by which neighbours may differ.
const TIMES: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

fn see(prose: &Prose<'_>) -> Vec<Slip> {
    let mut series: Vec<(String, Vec<Told<'_>>)> = Vec::new();
    for told in prose.figures().filter(runs_on) {
        let key = format!("{}{}", prose.name(&told), told.figure.unit);
        match series.iter_mut().find(|(known, _)| *known == key) {
            Some((_, list)) => list.push(told),
            None => series.push((key, vec![told])),
        }
    }
    series.iter().flat_map(|(_, list)| steps(prose, list)).collect()
}

/// Exact amounts of one year, counted from January on.
fn runs_on(told: &Told<'_>) -> bool {
    let figure = told.figure;
    figure.measure == Measure::Cumulative
        && figure.role == Role::Amount
        && figure.bound == Bound::Exact
        && figure.parent.is_none()
        && figure.period.from().month() == 1
}

/// What came between one date and the next, each beside the one before.
fn steps(prose: &Prose<'_>, list: &[Told<'_>]) -> Vec<Slip> {
    let mut slips = Vec::new();
    for run in list.windows(3) {
        let [first, second, third] = run else { continue };
        let year = |told: &Told<'_>| told.figure.period.from().year();
        let ends = |told: &Told<'_>| told.figure.period.to();
        let days = |from: &Told<'_>, to: &Told<'_>| (ends(to) - ends(from)).get_days();
        let even = (days(first, second) - days(second, third)).abs() <= 5;
        if year(first) != year(third) || days(first, second) <= 0 || !even {
            continue;
        }
        let step = |from: &Told<'_>, to: &Told<'_>| to.figure.value.checked_sub(from.figure.value);
        let (Some(before), Some(after)) = (step(first, second), step(second, third)) else {
            continue;
        };
        if let Some(how) = leap(before, after) {
            slips.push(slip(prose, third, (before, after), how));
        }
    }
    slips
}

/// A step below 10 says too little to compare with, one that has fallen is another matter.
fn leap(before: Decimal, after: Decimal) -> Option<&'static str> {
    if before < Decimal::TEN || after <= Decimal::ZERO {
        return None;
    }
    let more = after > before.checked_mul(TIMES)?;
    let less = after.checked_mul(TIMES)? < before;
    match (more, less) {
        (true, _) => Some("增加到五倍以上"),
        (_, true) => Some("不到五分之一"),
        _ => None,
    }
}

fn slip(
    prose: &Prose<'_>,
    third: &Told<'_>,
    (before, after): (Decimal, Decimal),
    how: &str,
) -> Slip {
    let unit = third.figure.unit;
    let name = prose.name(third);
    let message =
        format!("按累计数推算，“{name}”上一期是{before}{unit}，这一期是{after}{unit}，{how}");
    third.slip(
        message,
        String::new(),
        vec![told("核对累计数有没有写错位、漏了一期；确实如此的写明原因")],
    )
}
