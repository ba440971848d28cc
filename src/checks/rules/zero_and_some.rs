//! F027 零与有矛盾: none was received, and yet something was done about it.

use super::super::finding::Severity;
use super::super::prose::{Prose, Told, told};
use super::super::rule::{About, Look, Rule, Slip, Spot};
use crate::figures::prose::Role;
use crate::model::{Section, TextAt};

#[doc = include_str!("zero_and_some.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F027",
        name: "一处说没有一处说有",
        severity: Severity::Warning,
        basis: "《政府信息公开条例》第六条（依据待核）：行政机关应当及时、准确地公开政府信息",
        page: include_str!("zero_and_some.md"),
    },
    looks: &[Look::Prose(see)],
};

/// Words that tell that applications were dealt with.
const DEALT: &[&str] = &[
    "按申请人要求",
    "按申请人的要求",
    "应申请人要求",
    "向申请人提供了",
    "已答复申请人",
    "均已答复申请人",
    "申请均已办结",
    "申请均按时办结",
    "申请均按期办结",
];

fn see(prose: &Prose<'_>) -> Vec<Slip> {
    let zeros: Vec<Told<'_>> = prose.figures().filter(|told| told.figure.is_statement()).collect();
    let mut slips: Vec<Slip> = zeros.iter().filter_map(|zero| some(prose, zero)).collect();
    if let Some(zero) = zeros.iter().find(|zero| prose.key(zero) == "req.recv") {
        slips.extend(dealt(prose, zero));
    }
    slips
}

/// A number above nought of what another sentence says there was none of.
fn some(prose: &Prose<'_>, zero: &Told<'_>) -> Option<Slip> {
    let key = prose.key(zero);
    let other = prose.figures().find(|told| {
        let counts = told.figure.role == Role::Amount
            && told.figure.is_plain
            && told.figure.period == zero.figure.period;
        prose.key(told) == key && counts && !told.figure.value.is_zero()
    })?;
    let message = format!("这里说没有“{}”，另一处写{}", prose.name(zero), other.amount());
    Some(zero.slip(message, String::new(), vec![told("核对两处，改掉不实的一处")]))
}

/// Words elsewhere that tell of applications although there were none.
fn dealt(prose: &Prose<'_>, zero: &Told<'_>) -> Vec<Slip> {
    let paragraphs = prose.subject.report.sections.iter().flat_map(Section::paragraphs);
    let mut slips = Vec::new();
    for paragraph in paragraphs {
        for word in DEALT {
            let Some(at) = paragraph.text.find(word) else { continue };
            let sentence =
                zero.passage.paragraph.text.get(zero.figure.bytes.clone()).unwrap_or_default();
            slips.push(Slip {
                at: Spot::Text(TextAt::Paragraph(paragraph.id), at..at + word.len()),
                found: (*word).to_owned(),
                expected: String::new(),
                message: format!("这里写“{word}”，另一处说“{sentence}”，两处矛盾"),
                fixes: vec![told("没有申请的，删去这句；有申请的，改正“未收到”的说法")],
            });
            break;
        }
    }
    slips
}
