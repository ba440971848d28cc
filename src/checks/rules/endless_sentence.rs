//! P009 一逗到底: one sentence of ten commas and more.

use std::ops::Range;

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};

#[doc = include_str!("endless_sentence.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "P009",
        name: "一句话太长或该断句处用了逗号",
        severity: Severity::Hint,
        basis: "GB/T 15834—2011（句号用于句子末尾）",
        page: include_str!("endless_sentence.md"),
    },
    looks: &[Look::Text(see)],
};

const COMMAS: usize = 10;
const LONG: usize = 130;

fn see(text: &Text<'_>) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut start = 0;
    for (at, c) in text.text.char_indices() {
        if matches!(c, '。' | '！' | '？' | '；' | '：') {
            slips.extend(sentence(text, start..at));
            start = at + c.len_utf8();
        }
    }
    slips.extend(sentence(text, start..text.text.len()));
    slips
}

fn sentence(text: &Text<'_>, range: Range<usize>) -> Option<Slip> {
    const NEXT: &str = "，下一步，";
    let words = text.text.get(range.clone())?;
    let clauses: Vec<&str> = words.split('，').collect();
    if let Some(at) = words.find(NEXT).filter(|_| clauses.len() > 3) {
        let start = range.start + at;
        let edit = text.replace(start..start + '，'.len_utf8(), "。");
        let slip = text.slip(start..start + NEXT.len(), "现状说完了，“下一步”之前应当断句");
        return Some(slip.expecting("。下一步，").mended(Tier::Likely, "前面改用“。”", vec![edit]));
    }
    let counted =
        clauses.iter().filter(|clause| clause.contains(|c: char| c.is_ascii_digit())).count();
    let long =
        clauses.len() > COMMAS && words.chars().count() >= LONG && counted * 2 < clauses.len();
    long.then(|| {
        text.slip(range, format!("这一句有{}个逗号，太长", clauses.len() - 1))
            .advise("在意思说完的地方改用句号")
    })
}
