//! C009 联系块标签不齐: one label of the contact lacks the colon that the others have.

use std::ops::Range;

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::{char_before, skip_blanks};

#[doc = include_str!("uneven_labels.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "C009",
        name: "联系方式的标签写法不一",
        severity: Severity::Hint,
        basis: "GB/T 15834—2011（冒号用于提示下文；同一并列项目的写法应当一致）",
        page: include_str!("uneven_labels.md"),
    },
    looks: &[Look::Words(&LABELS, see)],
};

const LABELS: [&str; 13] = [
    "通信地址",
    "通讯地址",
    "联系地址",
    "地址",
    "邮政编码",
    "邮编",
    "联系电话",
    "咨询电话",
    "电话",
    "传真",
    "电子邮箱",
    "邮箱",
    "网址",
];

fn see(text: &Text<'_>) -> Vec<Slip> {
    let mut labels: Vec<Range<usize>> = Vec::new();
    for label in LABELS {
        for (at, found) in text.text.match_indices(label) {
            let range = at..at + found.len();
            let inside =
                |known: &Range<usize>| known.start <= range.start && range.end <= known.end;
            if !labels.iter().rev().take(LABELS.len()).any(inside) && starts(text.text, at) {
                labels.push(range);
            }
        }
    }
    labels.sort_by_key(|label| label.start);
    labels.dedup_by(|inner, outer| inner.end <= outer.end);
    let has_colon = |label: &Range<usize>| {
        text.text.get(label.end..).is_some_and(|rest| skip_blanks(rest).starts_with(['：', ':']))
    };
    let with = labels.iter().filter(|label| has_colon(label)).count();
    let bare = labels.iter().filter(|label| !has_colon(label) && has_value(text.text, label));
    let slips: Vec<Slip> = bare.map(|label| slip(text, label)).collect();
    if with > slips.len() && with > 1 { slips } else { Vec::new() }
}

fn starts(text: &str, at: usize) -> bool {
    char_before(text, at).is_none_or(|c| {
        matches!(c, '（' | '(' | '；' | ';' | '，' | ',' | '、' | '。' | '：' | ' ' | '\u{3000}')
    })
}

/// Whether the value follows at once.
fn has_value(text: &str, label: &Range<usize>) -> bool {
    let rest = text.get(label.end..).unwrap_or_default();
    skip_blanks(rest).starts_with(|c: char| c.is_ascii_alphanumeric())
}

fn slip(text: &Text<'_>, label: &Range<usize>) -> Slip {
    let word = text.text.get(label.clone()).unwrap_or_default();
    let rest = text.text.get(label.end..).unwrap_or_default();
    let blanks = rest.len() - skip_blanks(rest).len();
    let edit = text.replace(label.start..label.end + blanks, &format!("{word}："));
    text.slip(label.clone(), format!("其他各项都有冒号，“{word}”后面没有"))
        .expecting(format!("{word}："))
        .mended(Tier::Sure, format!("改为“{word}：”"), vec![edit])
}
