//! N001 日期写法不规范: a day without 日, a year of two digits, a nought before a month or day.

use std::ops::Range;

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, DIGITS, Look, Rule, Slip, Text};
use super::super::scan::{char_before, digits, number, skip_blanks};

#[doc = include_str!("date_writing.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "N001",
        name: "日期写法不规范",
        severity: Severity::Hint,
        basis: "GB/T 15835—2011（年份不简写）、GB/T 9704—2012（月、日不编虚位）",
        page: include_str!("date_writing.md"),
    },
    looks: &[Look::Words(&DIGITS, see)],
};

fn see(text: &Text<'_>) -> Vec<Slip> {
    let whole = text.text;
    digits(whole)
        .filter_map(|run| {
            no_day(text, &run).or_else(|| short_year(text, &run)).or_else(|| noughts(text, &run))
        })
        .collect()
}

/// 12月31止
fn no_day(text: &Text<'_>, run: &Range<usize>) -> Option<Slip> {
    let month: u8 =
        text.text.get(run.clone())?.parse().ok().filter(|month| (1..=12).contains(month))?;
    let rest = skip_blanks(text.text.get(run.end..)?).strip_prefix('月')?;
    let (day, rest) = number(skip_blanks(rest))?;
    let day: u8 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    rest.starts_with(['止', '起', '，', '。', '）']).then(|| {
        let range = run.start..text.text.len() - rest.len();
        text.slip(range, "日期漏了“日”字").becomes(Tier::Likely, &format!("{month}月{day}日"))
    })
}

/// 24年3月
fn short_year(text: &Text<'_>, run: &Range<usize>) -> Option<Slip> {
    let year = text.text.get(run.clone()).filter(|year| year.len() == 2)?;
    let left = char_before(text.text, run.start);
    let counts =
        |c: char| c.is_ascii_alphanumeric() || "近第每过满共约第.—-－～~至前、".contains(c);
    let rest = text.text.get(run.end..)?.strip_prefix('年')?;
    let (month, rest) = number(rest)?;
    let month: u8 = month.parse().ok()?;
    ((1..=12).contains(&month) && rest.starts_with('月') && !left.is_some_and(counts)).then(|| {
        let range = run.start..run.end + '年'.len_utf8();
        text.slip(range, "年份不能只写两位").becomes(Tier::Likely, &format!("20{year}年"))
    })
}

/// 2024年03月05日
fn noughts(text: &Text<'_>, run: &Range<usize>) -> Option<Slip> {
    let year = text.text.get(run.clone()).filter(|year| year.len() == 4)?;
    let rest = text.text.get(run.end..)?.strip_prefix('年')?;
    let (month, rest) = number(rest)?;
    let mut rest = rest.strip_prefix('月')?;
    let mut plain = format!("{year}年{}月", month.trim_start_matches('0'));
    let mut has_nought = month.starts_with('0');
    if let Some((day, behind)) = number(rest)
        && let Some(behind) = behind.strip_prefix('日')
    {
        plain.push_str(day.trim_start_matches('0'));
        plain.push('日');
        has_nought |= day.starts_with('0');
        rest = behind;
    }
    has_nought.then(|| {
        let range = run.start..text.text.len() - rest.len();
        text.slip(range, "月、日之前不补0").becomes(Tier::Sure, &plain)
    })
}
