//! F040 同一指标计量单位前后不同: 名 in one quarter, 人次 in the next.

use super::super::finding::Severity;
use super::super::prose::{Prose, Told, told};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::prose::Role;

#[doc = include_str!("other_unit.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F040",
        name: "同一指标前后单位不同",
        severity: Severity::Warning,
        basis: "《中华人民共和国统计法》第二条（依据待核）、统计制度的通行要求：同一指标的计量单位应当一致，人次与人数不是一个口径",
        page: include_str!("other_unit.md"),
    },
    looks: &[Look::Prose(see)],
};

/// Units of people, which are of different counts.
const PEOPLE: &[&str] = &["人", "人次", "名", "户", "户次"];

fn see(prose: &Prose<'_>) -> Vec<Slip> {
    let mut last: Vec<(String, Told<'_>)> = Vec::new();
    let mut slips = Vec::new();
    for told in prose.figures() {
        let counted = told.figure.role == Role::Amount
            && PEOPLE.contains(&told.figure.unit)
            && told.figure.parent.is_none();
        let Some(stem) = stem(prose, &told).filter(|_| counted) else { continue };
        match last.iter_mut().find(|(known, _)| *known == stem) {
            Some((_, before)) => {
                if before.figure.unit != told.figure.unit
                    && before.figure.period != told.figure.period
                {
                    slips.push(slip(prose, &told, before));
                }
                *before = told;
            }
            None => last.push((stem, told)),
        }
    }
    slips
}

/// What is counted, whatever the unit: the first part of the indicator's key.
fn stem(prose: &Prose<'_>, told: &Told<'_>) -> Option<String> {
    let key = prose.key(told);
    (!key.is_empty()).then(|| key.split('.').next().unwrap_or_default().to_owned())
}

fn slip(prose: &Prose<'_>, now: &Told<'_>, before: &Told<'_>) -> Slip {
    let message = format!(
        "“{}”这里用“{}”，前一期是“{}”（{}），口径不同不能相比",
        prose.name(now),
        now.figure.unit,
        before.figure.unit,
        before.amount()
    );
    now.slip(message, before.figure.unit.to_owned(), vec![told("统一单位；口径变了的写明")])
}
