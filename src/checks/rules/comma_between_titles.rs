//! P005 书名号引号间顿号: 《甲》、《乙》.

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};

#[doc = include_str!("comma_between_titles.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "P005",
        name: "并列的书名号或引号之间用了顿号",
        severity: Severity::Hint,
        basis: "GB/T 15834—2011 4.5.3.5（标有引号、书名号的并列成分之间通常不用顿号）",
        page: include_str!("comma_between_titles.md"),
    },
    looks: &[Look::Words(&BETWEEN, see)],
};

const BETWEEN: [&str; 2] = ["》、《", "”、“"];

fn see(text: &Text<'_>) -> Vec<Slip> {
    let mut places: Vec<usize> =
        BETWEEN.iter().flat_map(|marks| text.text.match_indices(marks)).map(|(at, _)| at).collect();
    places.sort_unstable();
    let same = |one: &usize, other: &usize| {
        text.text
            .get(*one..*other)
            .is_some_and(|between| !between.contains(['。', '；', '！', '？']))
    };
    places.chunk_by(same).filter_map(|list| slip(text, list)).collect()
}

fn slip(text: &Text<'_>, list: &[usize]) -> Option<Slip> {
    let first = *list.first()?;
    let wide = '》'.len_utf8();
    let edits = list.iter().map(|at| text.replace(at + wide..at + 2 * wide, "")).collect();
    let marks = text.text.get(first..first + 3 * wide)?;
    let plain = marks.replace('、', "");
    let count = list.len();
    let message = if count > 1 {
        format!("并列各项之间通常不用顿号，这一句有{count}处")
    } else {
        "并列各项之间通常不用顿号".to_owned()
    };
    Some(text.slip(first..first + 3 * wide, message).expecting(plain).mended(
        Tier::Sure,
        "删去顿号",
        edits,
    ))
}
