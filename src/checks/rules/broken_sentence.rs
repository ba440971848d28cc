//! P008 断句: a full stop before 并 or 以及.

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::skip_blanks;

#[doc = include_str!("broken_sentence.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "P008",
        name: "连词之前断了句",
        severity: Severity::Hint,
        basis: "GB/T 15834—2011（句号用于句子末尾；分句之间用逗号或分号）",
        page: include_str!("broken_sentence.md"),
    },
    looks: &[Look::Words(&["并", "以及", "及其"], see)],
};

const OTHER: [&str; 16] = [
    "并非", "并不", "并未", "并没", "并购", "并联", "并列", "并行", "并网", "并轨", "并案", "并入",
    "并重", "并存", "并发", "并无",
];

fn see(text: &Text<'_>) -> Vec<Slip> {
    text.text.match_indices('。').filter_map(|(at, stop)| broken(text, at, stop.len())).collect()
}

fn broken(text: &Text<'_>, at: usize, wide: usize) -> Option<Slip> {
    let rest = skip_blanks(text.text.get(at + wide..)?);
    let word = ["并且", "并", "以及", "及其"].into_iter().find(|word| rest.starts_with(word))?;
    if OTHER.iter().any(|other| rest.starts_with(other)) {
        return None;
    }
    let end = text.text.len() - rest.len() + word.len();
    let edit = text.replace(at..at + wide, "，");
    let slip = text
        .slip(at..end, format!("“{word}”承接前文，前面不应断句"))
        .expecting(format!("，{word}"));
    Some(slip.mended(Tier::Likely, "句号改为“，”", vec![edit]))
}
