//! N005 概数顿号: 三、四次 for 三四次.

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::{char_at, char_before};

#[doc = include_str!("comma_in_approximation.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "N005",
        name: "表示概数的相邻数字之间用了顿号",
        severity: Severity::Hint,
        basis: "GB/T 15834—2011（相邻或相近两数字连用表示概数，通常不用顿号）",
        page: include_str!("comma_in_approximation.md"),
    },
    looks: &[Look::Words(&["、"], see)],
};

const NUMERALS: &str = "一二三四五六七八九";

fn see(text: &Text<'_>) -> Vec<Slip> {
    text.text
        .match_indices('、')
        .filter_map(|(at, comma)| about(text, at, at + comma.len()))
        .collect()
}

fn about(text: &Text<'_>, at: usize, behind: usize) -> Option<Slip> {
    let place = |c: char| NUMERALS.chars().position(|known| known == c);
    let first = char_before(text.text, at)?;
    let second = char_at(text.text, behind)?;
    let start = at - first.len_utf8();
    let end = behind + second.len_utf8();
    let outer = char_before(text.text, start);
    let counted = char_at(text.text, end).filter(|c| "次天个人件家份名位周年".contains(*c))?;
    let rest = text.text.get(end..)?;
    let other = ["年级", "年度", "年期", "人称", "次会"].iter().any(|word| rest.starts_with(word));
    let listed = outer.is_some_and(|c| place(c).is_some() || "第、十百（(初".contains(c));
    (place(first)? + 1 == place(second)? && !other && !listed).then(|| {
        let range = start..end + counted.len_utf8();
        text.slip(range, "表示概数的两个相邻数字之间不用顿号")
            .becomes(Tier::Likely, &format!("{first}{second}{counted}"))
    })
}
