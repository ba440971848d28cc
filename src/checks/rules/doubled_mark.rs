//! P003 标点连用: two stops in a row, a wrong ellipsis.

use std::ops::Range;

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::{char_at, char_before, runs};
use crate::text::punctuation::is_han;

#[doc = include_str!("doubled_mark.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "P003",
        name: "点号连用或省略号有误",
        severity: Severity::Hint,
        basis: "GB/T 15834—2011（点号不连用；省略号为六个连点）",
        page: include_str!("doubled_mark.md"),
    },
    looks: &[Look::Text(see)],
};

fn see(text: &Text<'_>) -> Vec<Slip> {
    let stops = runs(text.text, |c| matches!(c, '，' | '。' | '；' | '：' | '、'));
    let dots = runs(text.text, |c| matches!(c, '.' | '…'));
    stops
        .filter_map(|run| doubled(text, run))
        .chain(dots.filter_map(|run| ellipsis(text, run)))
        .collect()
}

fn doubled(text: &Text<'_>, run: Range<usize>) -> Option<Slip> {
    let found = text.text.get(run.clone())?;
    let first = found.chars().next()?;
    let count = found.chars().count();
    if count < 2 {
        return None;
    }
    let same = found.chars().all(|c| c == first);
    if first == '。' && same && count > 2 {
        return Some(text.slip(run, "省略号应当是“……”").becomes(Tier::Likely, "……"));
    }
    let message = format!("标点连用“{found}”");
    if same {
        return Some(text.slip(run, message).becomes(Tier::Sure, first.encode_utf8(&mut [0; 4])));
    }
    let kept = if found.contains('。') { '。' } else { found.chars().last()? };
    Some(text.slip(run, message).becomes(Tier::Likely, kept.encode_utf8(&mut [0; 4])))
}

fn ellipsis(text: &Text<'_>, run: Range<usize>) -> Option<Slip> {
    let found = text.text.get(run.clone())?;
    let chinese = |c: Option<char>| {
        c.is_some_and(|c| is_han(c) || matches!(c, '，' | '。' | '》' | '”' | '）'))
    };
    let beside = chinese(char_before(text.text, run.start)) || chinese(char_at(text.text, run.end));
    let wrong = found == "…" || (found.len() > 2 && found.chars().all(|c| c == '.'));
    (wrong && beside).then(|| text.slip(run, "省略号应当是“……”").becomes(Tier::Likely, "……"))
}
