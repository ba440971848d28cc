//! Y001 残留上年年份: title, period or count of the year before.

use std::ops::Range;

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text, texts_of};
use super::super::scan::{Quoted, after, before, char_before, digits, skip_blanks};
use crate::model::{Report, TextAt, Year};

#[doc = include_str!("old_year.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "Y001",
        name: "上年的年份没有改",
        severity: Severity::Error,
        basis: "《政府信息公开条例》（国务院令第711号）第四十九条、第五十条：年度报告报告的是上一年度的情况",
        page: include_str!("old_year.md"),
    },
    looks: &[Look::Report(see)],
};

fn see(report: &Report) -> Vec<Slip> {
    let mut slips = titled(report);
    for (place, section) in report.sections.iter().enumerate() {
        for text in
            texts_of(section, report.year).filter(|text| matches!(text.at, TextAt::Paragraph(_)))
        {
            let years: Vec<Range<usize>> = years(text.text, report.year - 1);
            if years.is_empty() {
                continue;
            }
            let titles = Quoted::titles(text.text);
            let free = years.iter().filter(|range| !titles.covers(range.start));
            let wrong: Vec<&Range<usize>> =
                free.filter(|range| period(&text, range) || counted(&text, range)).collect();
            slips.extend(
                wrong.iter().map(|range| slip(&text, (*range).clone(), "这里还是上年的年份")),
            );
            let opening = place == 0 && wrong.is_empty();
            let named = years.iter().filter(|range| opening && prefaced(&text, range));
            slips.extend(named.map(|range| slip(&text, range.clone(), "前言里还是上年的年份")));
        }
    }
    slips
}

fn slip(text: &Text<'_>, range: Range<usize>, message: &str) -> Slip {
    let blank = text.text.get(range.clone()).is_some_and(|found| found.contains(' '));
    let gap = if blank { " " } else { "" };
    text.slip(range, message).becomes(Tier::Likely, &format!("{}{gap}年", text.year))
}

/// Every place where a year stands, 年 counted in.
fn years(text: &str, year: Year) -> Vec<Range<usize>> {
    let digits = year.to_string();
    text.match_indices(digits.as_str())
        .filter_map(|(at, found)| {
            let rest = text.get(at + found.len()..)?;
            let behind = skip_blanks(rest).strip_prefix('年')?;
            let apart = !char_before(text, at).is_some_and(|c| c.is_ascii_digit());
            apart.then(|| at..text.len() - behind.len())
        })
        .collect()
}

fn titled(report: &Report) -> Vec<Slip> {
    let text = Text { at: TextAt::Title, text: &report.title, year: report.year };
    let all: Vec<Range<usize>> = digits(text.text)
        .filter(|run| {
            run.len() == 4
                && text.text.get(run.end..).is_some_and(|rest| skip_blanks(rest).starts_with('年'))
        })
        .collect();
    let own = report.year.to_string();
    let has_own = text.text.contains(&own);
    let first = all.into_iter().next().filter(|_| !has_own);
    first
        .map(|run| {
            text.slip(run, format!("题名里的年份不是报告年度{own}")).becomes(Tier::Likely, &own)
        })
        .into_iter()
        .collect()
}

/// The sentence around a place, as far as it matters.
fn around<'a>(text: &Text<'a>, range: &Range<usize>) -> (&'a str, &'a str) {
    let ends = |c: char| matches!(c, '。' | '；' | '！' | '？');
    let left = before(text.text, range.start, 60).rsplit(ends).next().unwrap_or_default();
    let right = after(text.text, range.end, 80).split(ends).next().unwrap_or_default();
    (left, right)
}

/// 统计期限自2023年1月1日起至2023年12月31日止
fn period(text: &Text<'_>, range: &Range<usize>) -> bool {
    let (left, right) = around(text, range);
    let told = ["统计期限", "统计时间", "统计时段", "起止", "所列数据", "数据统计"]
        .iter()
        .any(|word| left.contains(word) || right.contains(word));
    let plain: String = right.chars().filter(|c| *c != ' ').take(6).collect();
    let edge = plain.starts_with("1月1日") || plain.starts_with("12月31日");
    told && edge && !left.ends_with("上年")
}

/// 2023年，我局新收申请75件
fn counted(text: &Text<'_>, range: &Range<usize>) -> bool {
    let opens = char_before(text.text, range.start)
        .is_none_or(|c| matches!(c, '。' | '；' | ' ' | '\u{3000}'));
    let (_, right) = around(text, range);
    let right = right.trim_start_matches(['度', '，', ' ']);
    let own = !years(text.text, text.year).is_empty();
    let other = [
        "比", "较", "同期", "增长", "下降", "减少", "增加", "底", "末", "以来", "至", "—", "-",
        "年报", "报告",
    ];
    let span = right.starts_with(|c: char| {
        c.is_ascii_digit() || matches!(c, '底' | '末' | '以' | '至' | '—' | '-' | '起' | '第')
    });
    let Some(deed) = ["公开", "收到", "新收", "受理", "发布", "制发", "办结"]
        .iter()
        .filter_map(|verb| right.find(verb))
        .min()
    else {
        return false;
    };
    let verb = right.get(deed..).unwrap_or_default();
    let near = right.get(..deed).is_some_and(|subject| subject.chars().count() <= 16);
    let amount = verb.chars().take(24).any(|c| c.is_ascii_digit());
    opens && near && amount && !own && !span && !other.iter().any(|word| right.contains(word))
}

/// 现公布2023年政府信息公开工作年度报告
fn prefaced(text: &Text<'_>, range: &Range<usize>) -> bool {
    let (left, right) = around(text, range);
    let right = right.trim_start_matches(['度', ' ']);
    let own =
        right.starts_with("政府信息公开工作年度报告") || right.starts_with("政府信息公开年度报告");
    let deed = ["编制", "公布", "现将", "形成", "撰写"].iter().any(|word| left.contains(word));
    own && deed && !left.contains('上') && years(text.text, text.year).is_empty()
}
