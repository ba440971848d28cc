//! Y003 今年、以来: 今年, 去年, 2017年以来 in a report on a year that is over.

use std::ops::Range;

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::{Quoted, char_at, char_before, skip_blanks};

#[doc = include_str!("this_year.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "Y003",
        name: "已结束的年度写作“今年”或“以来”",
        severity: Severity::Hint,
        basis: "《政府信息公开条例》（国务院令第711号）第四十九条：年度报告在次年公布，所报告的年度已经结束",
        page: include_str!("this_year.md"),
    },
    looks: &[Look::Words(&["今年", "去年", "以来"], see)],
};

fn see(text: &Text<'_>) -> Vec<Slip> {
    let own = text.year.to_string();
    let words = [("今年", format!("{own}年")), ("去年", "上年".to_owned())];
    let mut found: Vec<(Range<usize>, String)> = words
        .iter()
        .flat_map(|(word, to)| {
            text.text.match_indices(word).map(move |(at, word)| (at..at + word.len(), to.clone()))
        })
        .filter(|(range, _)| !other_word(text.text, range))
        .collect();
    found.extend(text.text.match_indices(own.as_str()).filter_map(|(at, _)| since(text, at)));
    if found.is_empty() {
        return Vec::new();
    }
    let quoted = Quoted::of(text.text);
    let free = found.into_iter().filter(|(range, _)| !quoted.covers(range.start));
    free.map(|(range, to)| {
        let words = text.text.get(range.clone()).unwrap_or_default();
        let message = format!("年度已经结束，“{words}”应当直接写年份");
        text.slip(range, message).becomes(Tier::Likely, &to)
    })
    .collect()
}

fn other_word(text: &str, range: &Range<usize>) -> bool {
    let left = char_before(text, range.start).is_some_and(|c| "过当失如现迄".contains(c));
    left || char_at(text, range.end).is_some_and(|c| matches!(c, '代' | '级' | '龄'))
}

/// 2017年以来 in the report on 2017
fn since(text: &Text<'_>, at: usize) -> Option<(Range<usize>, String)> {
    let rest = text.text.get(at + text.year.to_string().len()..)?;
    let behind = skip_blanks(rest).strip_prefix('年')?;
    let year = at..text.text.len() - behind.len();
    let behind = behind.strip_prefix('度').unwrap_or(behind).strip_prefix("以来")?;
    Some((at..text.text.len() - behind.len(), text.text.get(year)?.to_owned()))
}
