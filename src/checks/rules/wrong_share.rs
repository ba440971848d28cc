//! F025 占比与分子分母不符: a percentage that the two numbers do not give, and shares that do not make up 100%.

use rust_decimal::Decimal;

use super::super::finding::{Fix, Severity};
use super::super::prose::{Prose, Told, told};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::prose::Role;
use crate::figures::tying::Verdict;

#[doc = include_str!("wrong_share.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F025",
        name: "占比与分子分母不符",
        severity: Severity::Warning,
        basis: "GB/T 8170—2008《数值修约规则与极限数值的表示和判定》（依据待核）；占比=分子÷分母，按所写位数四舍五入",
        page: include_str!("wrong_share.md"),
    },
    looks: &[Look::Prose(see)],
};

fn see(prose: &Prose<'_>) -> Vec<Slip> {
    let wrong = prose
        .figures()
        .filter(|told| told.figure.role == Role::Share && told.tied.verdict == Verdict::Wrong);
    wrong.filter_map(|told| slip(prose, &told)).collect()
}

fn slip(prose: &Prose<'_>, share: &Told<'_>) -> Option<Slip> {
    let source = share.tied.sources.first()?;
    let places = share.figure.value.scale();
    let due = round(source.value, places);
    let of = share.passage.figures.get(share.figure.of?)?;
    let name = of.name(&share.passage.paragraph.text, prose.vocabulary);
    let message = format!("“{name}”占{}%，{}={due}%", share.figure.value, source.what);
    let fixes: Vec<Fix> =
        vec![share.rewrite(&due.to_string(), ""), told("分母不是这个数的，写明占什么的比例")];
    Some(share.slip(message, format!("{due}%"), fixes))
}

fn round(value: Decimal, places: u32) -> Decimal {
    let mut value =
        value.round_dp_with_strategy(places, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    value.rescale(places);
    value
}
