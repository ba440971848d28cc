//! Y010 日期不存在: 2月30日, 13月1日.

use std::ops::Range;

use super::super::finding::Severity;
use super::super::rule::{About, DIGITS, Look, Rule, Slip, Text};
use super::super::scan::{
    before, char_before, digits, in_address, number, skip_blanks, stands_alone,
};
use jiff::civil::Date;

#[doc = include_str!("no_such_date.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "Y010",
        name: "日期不存在",
        severity: Severity::Error,
        basis: "GB/T 7408（依据待核）（公历日期）；GB/T 15835—2011（公历年、月、日用阿拉伯数字）",
        page: include_str!("no_such_date.md"),
    },
    looks: &[Look::Words(&DIGITS, see)],
};

fn see(text: &Text<'_>) -> Vec<Slip> {
    digits(text.text).filter_map(|run| spoken(text, &run).or_else(|| dashed(text, &run))).collect()
}

/// 11月31日, 2023年2月29日
fn spoken(text: &Text<'_>, run: &Range<usize>) -> Option<Slip> {
    let month: i8 = text.text.get(run.clone()).filter(|month| month.len() <= 2)?.parse().ok()?;
    let rest = skip_blanks(text.text.get(run.end..)?).strip_prefix('月')?;
    let (day, rest) = number(skip_blanks(rest))?;
    let day: i8 = day.parse().ok()?;
    let rest = skip_blanks(rest).strip_prefix(['日', '号'])?;
    if char_before(text.text, run.start).is_some_and(|c| matches!(c, '.' | ',')) {
        return None;
    }
    let head = text.text.get(..run.start)?.trim_end();
    let year =
        head.strip_suffix('年').map(|head| before(head.trim_end(), head.trim_end().len(), 4));
    let year: Option<i16> = year.and_then(|year| year.parse().ok()).filter(|year| *year > 1800);
    // Of an unknown year the 29th of February may be right.
    let exists = Date::new(year.unwrap_or(2024), month, day).is_ok();
    (!exists).then(|| slip(text, run.start..text.text.len() - rest.len()))
}

/// 2024-02-30
fn dashed(text: &Text<'_>, run: &Range<usize>) -> Option<Slip> {
    let year = text
        .text
        .get(run.clone())
        .filter(|year| year.len() == 4 && (year.starts_with("19") || year.starts_with("20")))?;
    let (month, rest) = number(text.text.get(run.end..)?.strip_prefix('-')?)?;
    let (day, rest) = number(rest.strip_prefix('-')?)?;
    let apart = stands_alone(text.text, run)
        && !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
    let coded = rest.starts_with('号')
        || char_before(text.text, run.start).is_some_and(|c| matches!(c, '号' | '第'));
    let shape = !coded
        && month.len() == 2
        && day.len() == 2
        && char_before(text.text, run.start) != Some('-');
    let exists = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).is_ok();
    (apart && shape && !exists && !in_address(text.text, run.start))
        .then(|| slip(text, run.start..text.text.len() - rest.len()))
}

fn slip(text: &Text<'_>, range: Range<usize>) -> Slip {
    let words = text.text.get(range.clone()).unwrap_or_default();
    let message = format!("公历里没有{words}");
    text.slip(range, message).advise("查实际日期后改正")
}
