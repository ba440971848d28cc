//! F031 正文漏列表内的项: results are listed one by one, and one that the table has is not among them.

use rust_decimal::Decimal;

use super::super::finding::Severity;
use super::super::prose::{Prose, Told, told};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::prose::{Passage, Role};

#[doc = include_str!("left_out.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F031",
        name: "正文漏列了表内的项",
        severity: Severity::Hint,
        basis: "国办公开办函〔2021〕30号表三“三、本年度办理结果”：正文逐项列举的，宜与表列全",
        page: include_str!("left_out.md"),
    },
    looks: &[Look::Prose(see)],
};

/// The results of an application, each with the words that name it.
const RESULTS: &[(&str, &str)] = &[
    ("res.open", "予以公开"),
    ("res.part", "部分公开"),
    ("res.deny", "不予公开"),
    ("res.unable", "无法提供"),
    ("res.refuse", "不予处理"),
    ("res.other", "其他处理"),
];

fn see(prose: &Prose<'_>) -> Vec<Slip> {
    prose.passages.iter().enumerate().filter_map(|(at, passage)| slip(prose, at, passage)).collect()
}

fn slip(prose: &Prose<'_>, at: usize, passage: &Passage<'_>) -> Option<Slip> {
    let tied = prose.tied.get(at)?;
    let told_here: Vec<Told<'_>> = passage
        .figures
        .iter()
        .zip(tied)
        .map(|(figure, tied)| Told { passage, figure, tied })
        .collect();
    let listed = |key: &str| {
        told_here.iter().any(|told| prose.key(told) == key && told.figure.role == Role::Amount)
    };
    let both = listed("res.both");
    let said = |key: &str| listed(key) || both && (key == "res.open" || key == "res.part");
    if RESULTS.iter().filter(|(key, _)| said(key)).count() < 3 {
        return None;
    }
    let value = |key: &str| {
        let known = prose.vocabulary.indicators().iter().find(|known| known.key == key)?;
        prose.book.values(known, "件").first().map(|source| source.value)
    };
    let missing: Vec<(&str, Decimal)> = RESULTS
        .iter()
        .filter(|(key, _)| !said(key))
        .filter_map(|(key, name)| Some((*name, value(key).filter(|value| !value.is_zero())?)))
        .collect();
    let last =
        told_here.iter().rfind(|told| RESULTS.iter().any(|(key, _)| prose.key(told) == *key))?;
    if missing.is_empty() {
        return None;
    }
    let rest: Vec<String> = missing.iter().map(|(name, value)| format!("{name}{value}")).collect();
    let message = format!("办理结果列到这里，表三另有{}，没有写进正文", rest.join("、"));
    Some(last.slip(message, rest.join("、"), vec![told("补写漏列的项，或写明只列主要的几项")]))
}
