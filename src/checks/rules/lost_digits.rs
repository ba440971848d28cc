//! X005 疑丢字: 201911日, 〔202130号.

use std::ops::Range;

use super::super::finding::Severity;
use super::super::rule::{About, DIGITS, Look, Rule, Slip, Text};
use super::super::scan::{char_before, digits, skip_blanks};

#[doc = include_str!("lost_digits.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "X005",
        name: "数字之间像是丢了字",
        severity: Severity::Warning,
        basis: "通行的年月日、文号写法：年、月、日之间和“〔”“〕”之间各有其字",
        page: include_str!("lost_digits.md"),
    },
    looks: &[Look::Words(&DIGITS, see)],
};

fn see(text: &Text<'_>) -> Vec<Slip> {
    digits(text.text).filter_map(|run| slip(text, &run)).collect()
}

/// 201911日, 20241月, 〔202130号: the signs between were lost in copying and cannot be guessed.
fn slip(text: &Text<'_>, run: &Range<usize>) -> Option<Slip> {
    let found = text.text.get(run.clone())?;
    let rest = text.text.get(run.end..)?;
    let sign = skip_blanks(rest).chars().next()?;
    let year = found.get(..4).and_then(|year| year.parse::<u16>().ok())?;
    let dated = (1990..=2100).contains(&year) && (5..=8).contains(&found.len());
    let date = dated && matches!(sign, '日' | '月');
    let number = dated && sign == '号' && char_before(text.text, run.start) == Some('〔');
    let alone = !char_before(text.text, run.start)
        .is_some_and(|c| c.is_ascii_alphanumeric() || "-—.：:".contains(c));
    if !(date || number) || !alone {
        return None;
    }
    let end = run.end + rest.len() - skip_blanks(rest).len() + sign.len_utf8();
    let lost = if number { "“〕”和序号" } else { "“年”“月”" };
    Some(
        text.slip(run.start..end, format!("这里像是丢了字（{lost}），不能由程序补"))
            .advise("对照原文补全"),
    )
}
