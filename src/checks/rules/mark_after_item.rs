//! S006 序次语后标点: 1、 for 1., （一）、 for （一）, 第一、 for 第一，.

use std::ops::Range;

use super::super::finding::{Severity, Tier};
use super::super::lists::{Kind, marker};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::skip_blanks;
use crate::model::TextAt;
use crate::text::punctuation::{is_han, is_numeral};

#[doc = include_str!("mark_after_item.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S006",
        name: "正文序次语后面的标点有误",
        severity: Severity::Hint,
        basis: "GB/T 15834—2011（序次语之后的点号）、GB/T 9704—2012 7.3.3（依据待核）",
        page: include_str!("mark_after_item.md"),
    },
    looks: &[Look::Text(see)],
};

fn see(text: &Text<'_>) -> Vec<Slip> {
    if !matches!(text.at, TextAt::Paragraph(_)) {
        return Vec::new();
    }
    let whole = text.text;
    let indent = whole.len() - skip_blanks(whole).len();
    let behind = whole
        .char_indices()
        .filter(|(_, c)| matches!(c, '。' | '；' | '：'))
        .map(|(at, c)| at + c.len_utf8());
    let wrong: Vec<(Range<usize>, String)> =
        std::iter::once(indent).chain(behind).filter_map(|at| marked(whole, at)).collect();
    let Some((range, to)) = wrong.first().cloned() else { return Vec::new() };
    let edits = wrong.iter().map(|(range, to)| text.replace(range.clone(), to)).collect();
    let title = match wrong.len() {
        1 => format!("改为“{to}”"),
        count => format!("改为“{to}”，这一段{count}处"),
    };
    vec![text.slip(range, format!("序次语应当写作“{to}”")).expecting(to).mended(
        Tier::Sure,
        title,
        edits,
    )]
}

fn marked(text: &str, at: usize) -> Option<(Range<usize>, String)> {
    let rest = text.get(at..)?;
    let found = marker(rest)?;
    let words = rest.get(..found.len)?;
    let behind = rest.get(found.len..)?;
    let next = behind.chars().next()?;
    match found.kind {
        Kind::DigitAndComma if is_han(next) => Some((at..at + found.len, words.replace('、', "."))),
        Kind::HanInBrackets | Kind::DigitInBrackets if matches!(next, '、' | '，' | '.') => {
            Some((at..at + found.len + next.len_utf8(), words.to_owned()))
        }
        Kind::Ordinal if next == '、' && !behind.chars().nth(1).is_some_and(is_numeral) => {
            Some((at..at + found.len + next.len_utf8(), format!("{words}，")))
        }
        _ => None,
    }
}
