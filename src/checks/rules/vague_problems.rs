//! S014 问题与措施空泛: no list, no number, few words.

use super::super::finding::Severity;
use super::super::lists::{marker, spoken};
use super::super::rule::{About, Look, Rule, Slip};
use super::super::scan::{digits, skip_blanks};
use super::empty_problems::problems;
use crate::model::Report;

#[doc = include_str!("vague_problems.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S014",
        name: "问题和措施没有具体内容",
        severity: Severity::Hint,
        basis: "《政府信息公开条例》（国务院令第711号）第五十条第四项：主要问题及改进情况",
        page: include_str!("vague_problems.md"),
    },
    looks: &[Look::Report(see)],
};

const SHORT: usize = 200;

fn see(report: &Report) -> Vec<Slip> {
    let Some((_, texts)) = problems(report) else { return Vec::new() };
    let count: usize =
        texts.iter().map(|text| text.text.chars().filter(|c| !c.is_whitespace()).count()).sum();
    let concrete = texts.iter().any(|text| {
        let listed = marker(skip_blanks(text.text)).is_some() || !spoken(text.text).is_empty();
        listed || digits(text.text).next().is_some()
    });
    match texts.first() {
        Some(text) if (10..=SHORT).contains(&count) && !concrete => {
            let slip = text.slip(0..0, format!("问题和措施只有{count}字，没有分条，没有数"));
            vec![slip.expecting("分条写明问题和措施").advise("分条写明问题在哪里、改了什么")]
        }
        _ => Vec::new(),
    }
}
