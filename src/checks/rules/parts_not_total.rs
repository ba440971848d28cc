//! F022 分项之和与总数不等: parts that claim to be complete and do not add up.

use super::super::finding::Severity;
use super::super::prose::{Prose, Told, told};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::tying::{How, Sum};

#[doc = include_str!("parts_not_total.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F022",
        name: "分项之和与总数不等",
        severity: Severity::Warning,
        basis: "统计常识：写了“其他”“按……分”或同一总数再分一次的，各项应当正好加成总数",
        page: include_str!("parts_not_total.md"),
    },
    looks: &[Look::Prose(see)],
};

fn see(prose: &Prose<'_>) -> Vec<Slip> {
    let wrong = prose.sums.iter().filter(|sum| {
        let uneven = sum.is_complete && !sum.is_loose && sum.sum != sum.value;
        uneven && (sum.how != How::OfWhich || !sum.is_over())
    });
    wrong.filter_map(|sum| slip(prose, sum)).collect()
}

fn slip(prose: &Prose<'_>, sum: &Sum) -> Option<Slip> {
    let (passage, tied) = (prose.passages.get(sum.passage)?, prose.tied.get(sum.passage)?);
    let at = |place: usize| {
        Some(Told { passage, figure: passage.figures.get(place)?, tied: tied.get(place)? })
    };
    let total = at(sum.total?)?;
    let last = at(*sum.parts.last()?)?;
    let parts: Vec<String> = sum
        .parts
        .iter()
        .filter_map(|place| at(*place))
        .map(|part| part.figure.value.to_string())
        .collect();
    let again =
        if sum.how == How::Again { "同一总数前面已经分完，再分一次的" } else { "" };
    let name = prose.name(&total);
    let message = format!(
        "{again}{}={}，“{name}”为{}，差{}",
        parts.join("+"),
        sum.sum,
        total.amount(),
        (sum.sum - sum.value).abs()
    );
    let mut fixes = Vec::new();
    let due = last.figure.value + sum.value - sum.sum;
    if last.figure.is_rest && !due.is_sign_negative() {
        fixes.push(last.rewrite(&due.to_string(), "“其他”"));
    }
    fixes.push(told("核对各项和总数"));
    Some(last.slip(message, String::new(), fixes))
}
