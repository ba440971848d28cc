//! N002 文号年份括号不是六角括号: `[2024]15号` for 〔2024〕15号.

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::{char_before, number, skip_blanks};
use crate::text::punctuation::is_han;

#[doc = include_str!("wrong_year_brackets.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "N002",
        name: "文号的年份没有用六角括号",
        severity: Severity::Warning,
        basis: "GB/T 9704—2012（发文字号的年份用六角括号“〔〕”括入）、GB/T 15834—2011",
        page: include_str!("wrong_year_brackets.md"),
    },
    looks: &[Look::Text(see)],
};

const OPENERS: [char; 9] = ['[', '(', '（', '﹝', '【', '［', '〔', '{', '〈'];
const CLOSERS: [char; 9] = [']', ')', '）', '﹞', '】', '］', '〕', '}', '〉'];

fn see(text: &Text<'_>) -> Vec<Slip> {
    text.text
        .char_indices()
        .filter(|(_, c)| OPENERS.contains(c))
        .filter_map(|(at, c)| year(text, at, c))
        .collect()
}

fn year(text: &Text<'_>, at: usize, opener: char) -> Option<Slip> {
    if !char_before(text.text, at).is_some_and(is_han) {
        return None;
    }
    let (year, rest) = number(skip_blanks(text.text.get(at + opener.len_utf8()..)?))?;
    let rest = skip_blanks(rest);
    let closer = rest.chars().next().filter(|c| CLOSERS.contains(c))?;
    let rest = rest.get(closer.len_utf8()..)?;
    let behind = skip_blanks(rest);
    let (_, behind) = number(behind.strip_prefix('第').unwrap_or(behind))?;
    if !skip_blanks(behind).starts_with('号') {
        return None;
    }
    let range = at..text.text.len() - rest.len();
    match year.len() {
        4 if (opener, closer) == ('〔', '〕') => None,
        4 if year.starts_with("19") || year.starts_with("20") => Some(
            text.slip(range, "文号的年份应当用六角括号括入")
                .becomes(Tier::Sure, &format!("〔{year}〕")),
        ),
        2 => Some(
            text.slip(range, "文号的年份应当写四位，用六角括号括入")
                .expecting(format!("〔20{year}〕"))
                .advise("核对文件，写全年份，用“〔〕”括入"),
        ),
        _ => None,
    }
}
