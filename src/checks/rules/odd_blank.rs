//! X004 非规范空格: no-break and other odd blanks, and blanks between characters.

use std::ops::Range;

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::{char_at, char_before, runs};
use crate::model::TextAt;
use crate::text::punctuation::{is_han, is_mark};

#[doc = include_str!("odd_blank.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "X004",
        name: "文中有多余或非规范的空格",
        severity: Severity::Hint,
        basis: "GB/T 15834—2011、GB/T 9704—2012（汉字之间、标点与汉字之间不空格，段首空二字由格式给出）",
        page: include_str!("odd_blank.md"),
    },
    looks: &[Look::Text(see)],
};

fn see(text: &Text<'_>) -> Vec<Slip> {
    if !matches!(text.at, TextAt::Paragraph(_)) {
        return Vec::new();
    }
    let odd: Vec<Range<usize>> =
        runs(text.text, is_blank).filter(|run| is_odd(text.text, run)).collect();
    let Some(first) = odd.first().cloned() else { return Vec::new() };
    let edits = odd
        .iter()
        .map(|run| {
            let kept = if keeps_one(text.text, run) { " " } else { "" };
            text.replace(run.clone(), kept)
        })
        .collect();
    let message = match odd.len() {
        1 => "有多余或非规范的空格".to_owned(),
        count => format!("这一段有{count}处多余或非规范的空格"),
    };
    vec![text.slip(first, message).mended(Tier::Likely, "删去空格", edits)]
}

fn is_blank(c: char) -> bool {
    c == ' ' || c == '\u{3000}' || is_special(c)
}

fn is_special(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
}

/// Blanks at the ends are the indent and what the typing left behind; both are shown nowhere.
fn is_odd(text: &str, run: &Range<usize>) -> bool {
    let (Some(left), Some(right)) = (char_before(text, run.start), char_at(text, run.end)) else {
        return false;
    };
    let chinese = |c: char| is_han(c) || (!c.is_ascii() && is_mark(c));
    let blanks = text.get(run.clone()).unwrap_or_default();
    let wide = blanks.chars().count() > 1;
    (chinese(left) && chinese(right))
        || blanks.chars().any(is_special)
        || (wide && !(left.is_ascii_digit() && is_han(right)))
}

/// Between Latin words one blank stays.
fn keeps_one(text: &str, run: &Range<usize>) -> bool {
    let latin =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, ',' | '.'));
    latin(char_before(text, run.start)) && latin(char_at(text, run.end))
}
