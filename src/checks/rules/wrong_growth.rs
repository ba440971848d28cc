//! F026 增减与两年的数不符: a change that this year's and last year's numbers do not give.

use rust_decimal::{Decimal, RoundingStrategy};

use super::super::finding::Severity;
use super::super::prose::{Prose, Told, told};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::prose::{Role, Way};
use crate::figures::tying::Verdict;

#[doc = include_str!("wrong_growth.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F026",
        name: "增减与两年的数不符",
        severity: Severity::Warning,
        basis: "GB/T 8170—2008（依据待核）；增速=（本年−上年）÷上年，按所写位数四舍五入；增、减的字样与方向一致",
        page: include_str!("wrong_growth.md"),
    },
    looks: &[Look::Prose(see)],
};

fn see(prose: &Prose<'_>) -> Vec<Slip> {
    let wrong = prose.figures().filter(|told| {
        let change = matches!(told.figure.role, Role::Growth(_) | Role::Difference(_));
        change && told.tied.verdict == Verdict::Wrong
    });
    wrong.filter_map(|told| slip(prose, &told)).collect()
}

fn slip(prose: &Prose<'_>, change: &Told<'_>) -> Option<Slip> {
    let source = change.tied.sources.first()?;
    let places = change.figure.value.scale();
    let mut due =
        source.value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    due.rescale(places);
    let down = due.is_sign_negative() && !due.is_zero();
    let said_down =
        matches!(change.figure.role, Role::Growth(Way::Down) | Role::Difference(Way::Down));
    let way = |down: bool| if down { "减少" } else { "增加" };
    let unit = change.figure.unit;
    let name = prose.name(change);
    let message = format!(
        "“{name}”写{}{}{unit}，{}，应为{}{}{unit}",
        way(said_down),
        change.figure.value,
        source.what,
        way(down),
        due.abs()
    );
    let mut fixes = Vec::new();
    if down == said_down || due == Decimal::ZERO {
        fixes.push(change.rewrite(&due.abs().to_string(), ""));
    } else {
        fixes.push(told("方向写反了：改写“增”“减”的字样和数"));
    }
    fixes.push(told("去年的数调整过口径的，写明调整"));
    Some(change.slip(message, format!("{}{unit}", due.abs()), fixes))
}
