//! F041 元与万元相差一万倍: one amount ten thousand times another of the same thing.

use rust_decimal::Decimal;

use super::super::finding::{Fix, Severity};
use super::super::prose::{Prose, Told, told};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::prose::Role;

#[doc = include_str!("myriad.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F041",
        name: "元与万元混淆",
        severity: Severity::Warning,
        basis: "GB 3100—1993《国际单位制及其应用》、GB/T 15835—2011：数值与单位应当相配；同一金额相差一万倍，多是把元写成了万元",
        page: include_str!("myriad.md"),
    },
    looks: &[Look::Prose(see)],
};

fn see(prose: &Prose<'_>) -> Vec<Slip> {
    let money: Vec<(Told<'_>, String)> = prose
        .figures()
        .filter(|told| {
            matches!(told.figure.unit, "元" | "万元" | "亿元") && told.figure.role == Role::Amount
        })
        .map(|told| (told, prose.name(&told)))
        .collect();
    let mut slips = Vec::new();
    for (at, (told, name)) in money.iter().enumerate() {
        let mut before =
            money.iter().take(at).filter(|(_, known)| known == name && !name.is_empty());
        let clash = before.find(|(first, _)| pairs(first, told));
        if let Some((first, _)) = clash {
            slips.push(slip(told, first, name));
        }
    }
    slips
}

/// Whether the two are of one period, or a year apart, and ten thousand times apart in the same money.
fn pairs(one: &Told<'_>, other: &Told<'_>) -> bool {
    let size = |told: &Told<'_>| {
        let times = match told.figure.unit {
            "万元" => 10_000,
            "亿元" => 100_000_000,
            _ => 1,
        };
        told.figure.value.checked_mul(Decimal::from(times))
    };
    size(one).zip(size(other)).is_some_and(|(one, other)| is_myriad(one, other))
}

/// Whether one is ten thousand times the other, a tenth more or less.
pub(super) fn is_myriad(one: Decimal, other: Decimal) -> bool {
    let (small, large) = if one < other { (one, other) } else { (other, one) };
    if small.is_zero() {
        return false;
    }
    let ratio = large.checked_div(small).unwrap_or_default();
    (Decimal::from(9_000)..=Decimal::from(11_000)).contains(&ratio)
}

fn slip(now: &Told<'_>, first: &Told<'_>, name: &str) -> Slip {
    let message = format!(
        "“{name}”这里是{}，前面是{}，相差约一万倍，元和万元可能混了",
        now.amount(),
        first.amount()
    );
    let mut fixes: Vec<Fix> = Vec::new();
    if now.figure.unit == "万元" && now.figure.value > first.figure.value {
        let to =
            now.figure.value.checked_div(Decimal::from(10_000)).unwrap_or_default().normalize();
        fixes.push(now.rewrite(&to.to_string(), "按万元，"));
    }
    fixes.push(told("核对两处的单位"));
    now.slip(message, first.amount(), fixes)
}
