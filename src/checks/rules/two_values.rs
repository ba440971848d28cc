//! F024 同一指标前后数值不同: one indicator of one period with two values in one report.

use super::super::finding::Severity;
use super::super::prose::{Prose, Told, told};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::prose::{Bound, Role};
use crate::figures::tying::Verdict;

#[doc = include_str!("two_values.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F024",
        name: "同一指标前后数值不同",
        severity: Severity::Warning,
        basis: "《政府信息公开条例》第六条（依据待核）：行政机关应当及时、准确地公开政府信息；同一份报告里同一个数应当一致",
        page: include_str!("two_values.md"),
    },
    looks: &[Look::Prose(see)],
};

/// How many characters words of the office's own must have in common to name one thing.
const LONG: usize = 5;

fn see(prose: &Prose<'_>) -> Vec<Slip> {
    let all: Vec<(Told<'_>, String)> =
        prose.figures().filter(counts).map(|told| (told, prose.name(&told))).collect();
    let mut slips = Vec::new();
    for (at, (told, name)) in all.iter().enumerate() {
        let known = !prose.key(told).is_empty();
        let says_all = if known { told.figure.is_plain } else { name.chars().count() >= LONG };
        if !says_all {
            continue;
        }
        let mut earlier = all.iter().take(at).filter(|(other, called)| {
            called == name && same(told, other) && (!known || other.figure.is_plain)
        });
        let clash = earlier.clone().all(|(other, _)| other.figure.value != told.figure.value);
        if let Some((first, _)) =
            earlier.next().filter(|(first, _)| clash && !is_myriad(first, told))
        {
            slips.push(slip(told, first, name));
        }
    }
    slips
}

/// Amounts that stand for the whole of something: no parts, no bounds, nothing in doubt.
fn counts(told: &Told<'_>) -> bool {
    let figure = told.figure;
    figure.role == Role::Amount
        && figure.bound == Bound::Exact
        && figure.parent.is_none()
        && figure.is_sure()
        && !figure.is_statement()
}

fn same(one: &Told<'_>, other: &Told<'_>) -> bool {
    let (a, b) = (one.figure, other.figure);
    let apart = one.passage.paragraph.id != other.passage.paragraph.id || a.sentence != b.sentence;
    apart && (a.unit, a.period, a.measure) == (b.unit, b.period, b.measure)
}

/// Ten thousand times as much is another mistake: 元 for 万元.
fn is_myriad(one: &Told<'_>, other: &Told<'_>) -> bool {
    super::myriad::is_myriad(one.figure.value, other.figure.value)
}

/// The one that agrees with the tables holds; else the one that was told first.
fn slip(told_now: &Told<'_>, first: &Told<'_>, name: &str) -> Slip {
    let message = format!(
        "“{name}”这里是{}，前面写的是{}（“{}”）",
        told_now.amount(),
        first.amount(),
        sentence(first)
    );
    let (expected, now) = (first.figure.value.to_string(), told_now.figure.value.to_string());
    let fix = match (told_now.tied.verdict, first.tied.verdict) {
        (Verdict::Right, Verdict::Right) => told("两处各与一个来源相符，核对口径"),
        (Verdict::Right, _) => first.rewrite(&now, "前面一处与这里一致，"),
        (Verdict::Wrong, Verdict::Wrong) => told("两处都与来源不符，按来源改"),
        _ => told_now.rewrite(&expected, "同前面一致，"),
    };
    told_now.slip(message, expected, vec![fix, told("口径不同的，写明各是什么口径")])
}

fn sentence(told: &Told<'_>) -> String {
    let text =
        told.passage.paragraph.text.get(told.figure.sentence.clone()).unwrap_or_default().trim();
    let short: String = text.chars().take(24).collect();
    if short.len() < text.len() { format!("{short}……") } else { short }
}
