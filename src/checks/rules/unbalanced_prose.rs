//! F023 正文收办不平: received and carried over, done and carried on, told in one paragraph and not balanced.

use rust_decimal::Decimal;

use super::super::finding::Severity;
use super::super::prose::{Prose, Told, told};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::prose::{Bound, Passage, Role};
use crate::figures::tying::Tied;

#[doc = include_str!("unbalanced_prose.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F023",
        name: "正文收到与办结、结转不平",
        severity: Severity::Warning,
        basis: "国办公开办函〔2021〕30号表三：本年新收加上年结转，等于办理结果总计加结转下年度",
        page: include_str!("unbalanced_prose.md"),
    },
    looks: &[Look::Prose(see)],
};

fn see(prose: &Prose<'_>) -> Vec<Slip> {
    prose
        .passages
        .iter()
        .zip(prose.tied)
        .filter_map(|(passage, tied)| slip(prose, passage, tied))
        .collect()
}

fn slip(prose: &Prose<'_>, passage: &Passage<'_>, tied: &[Tied]) -> Option<Slip> {
    let one = |key: &str| {
        let mut here = passage
            .figures
            .iter()
            .zip(tied)
            .map(|(figure, tied)| Told { passage, figure, tied })
            .filter(|told| {
                let plain = told.figure.role == Role::Amount && told.figure.bound == Bound::Exact;
                plain && prose.key(told) == key
            });
        let first = here.next()?;
        here.all(|other| other.figure.value == first.figure.value).then_some(first)
    };
    let (received, done, next) = (one("req.recv")?, one("req.done")?, one("req.next")?);
    let carried = one("req.carried");
    let before = carried.as_ref().map_or(Decimal::ZERO, |told| told.figure.value);
    let coming = received.figure.value.checked_add(before)?;
    let going = done.figure.value.checked_add(next.figure.value)?;
    let words =
        passage.paragraph.text.get(received.figure.sentence.start..received.figure.bytes.start)?;
    let is_new = ["新收", "本年收", "本年度收"].iter().any(|word| words.contains(word));
    let including = carried.is_some() && !is_new && received.figure.value == going;
    // Without the number carried over the paragraph says too little.
    if coming == going || including || carried.is_none() {
        return None;
    }
    let message = format!(
        "收到{}+上年结转{before}={coming}，办结{}+结转下年度{}={going}，差{}",
        received.figure.value,
        done.figure.value,
        next.figure.value,
        (coming - going).abs()
    );
    Some(next.slip(message, String::new(), vec![told("对照表三核对四个数")]))
}
