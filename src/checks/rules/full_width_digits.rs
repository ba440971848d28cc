//! N006 全角数字: ２０２４ for 2024.

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::runs;
use crate::text::numeral::half_width;

#[doc = include_str!("full_width_digits.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "N006",
        name: "数字用了全角",
        severity: Severity::Hint,
        basis: "GB/T 15835—2011（阿拉伯数字使用正体；文稿中应用半角）",
        page: include_str!("full_width_digits.md"),
    },
    looks: &[Look::Text(see)],
};

fn see(text: &Text<'_>) -> Vec<Slip> {
    let wide = |c: char| matches!(c, '０'..='９' | '．' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
    runs(text.text, wide)
        .filter_map(|run| {
            let found = text.text.get(run.clone())?;
            let trimmed = found.trim_matches(|c: char| c == '．');
            let start = run.start + found.len() - found.trim_start_matches('．').len();
            let has_digit = trimmed.chars().any(|c| ('０'..='９').contains(&c));
            has_digit.then(|| {
                text.slip(start..start + trimmed.len(), "数字应当用半角")
                    .becomes(Tier::Sure, &half_width(trimmed))
            })
        })
        .collect()
}
