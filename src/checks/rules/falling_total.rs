//! F044 累计数变小: what is counted from January on, and less at a later date.

use super::super::finding::Severity;
use super::super::prose::{Prose, Told, told};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::prose::Role;
use crate::model::Measure;

#[doc = include_str!("falling_total.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F044",
        name: "累计数比前一期还小",
        severity: Severity::Warning,
        basis: "统计常识：自年初起的累计数只增不减；变小的，是单季数误写成累计，或口径、单位变了",
        page: include_str!("falling_total.md"),
    },
    looks: &[Look::Prose(see)],
};

fn see(prose: &Prose<'_>) -> Vec<Slip> {
    let mut last: Vec<(String, Told<'_>)> = Vec::new();
    let mut slips = Vec::new();
    for told in prose.figures().filter(runs_on) {
        let stem = stem(prose, &told);
        match last.iter_mut().find(|(known, before)| *known == stem && kind(before) == kind(&told))
        {
            Some((_, before)) => {
                let (from, to) = (before.figure.period.from(), told.figure.period.to());
                let later = to > before.figure.period.to() && from.year() == to.year();
                if later && told.figure.value < before.figure.value {
                    slips.push(slip(prose, &told, before));
                }
                *before = told;
            }
            None => last.push((stem, told)),
        }
    }
    slips
}

/// Amounts counted from January on, and people at the end of a quarter told among them.
fn runs_on(told: &Told<'_>) -> bool {
    let figure = told.figure;
    let state = figure.measure == Measure::State && !figure.doubts.is_empty();
    figure.role == Role::Amount
        && figure.parent.is_none()
        && (figure.measure == Measure::Cumulative || state)
}

fn stem(prose: &Prose<'_>, told: &Told<'_>) -> String {
    match prose.key(told) {
        "" => prose.name(told),
        key => key.split('.').next().unwrap_or_default().to_owned(),
    }
}

/// Money or heads: only one is compared with the other.
fn kind(told: &Told<'_>) -> &'static str {
    match told.figure.unit {
        "元" | "万元" | "亿元" => "钱",
        "人" | "人次" | "名" | "户" | "户次" => "人",
        unit => unit,
    }
}

fn slip(prose: &Prose<'_>, now: &Told<'_>, before: &Told<'_>) -> Slip {
    let message = format!(
        "“{}”累计到{}为{}，比到{}的{}还少",
        prose.name(now),
        now.figure.period.to(),
        now.amount(),
        before.figure.period.to(),
        before.amount()
    );
    now.slip(
        message,
        format!("不少于{}", before.amount()),
        vec![told("核对是单季数还是累计数，口径、单位有没有变")],
    )
}
