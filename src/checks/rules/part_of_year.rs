//! Y007 区间不含全年: figures that begin in some month or end with the third quarter.

use std::ops::Range;

use super::super::finding::Severity;
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::{after, char_before, digits, is_measure, skip_blanks};
use crate::model::TextAt;

#[doc = include_str!("part_of_year.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "Y007",
        name: "数据没有覆盖全年",
        severity: Severity::Warning,
        basis: "《政府信息公开条例》（国务院令第711号）第五十条：年度报告应当反映上一年度的情况",
        page: include_str!("part_of_year.md"),
    },
    looks: &[Look::Text(see)],
};

const DEEDS: [&str; 8] = ["制发", "公开", "发布", "收到", "受理", "答复", "回应", "编发"];

fn see(text: &Text<'_>) -> Vec<Slip> {
    if !matches!(text.at, TextAt::Paragraph(_)) {
        return Vec::new();
    }
    let starts = digits(text.text).filter_map(|run| from_month(text, &run));
    starts.chain(quarters(text)).collect()
}

/// 从3月份开始，发布……26条
fn from_month(text: &Text<'_>, run: &Range<usize>) -> Option<Slip> {
    let month: u8 =
        text.text.get(run.clone())?.parse().ok().filter(|month| (2..=12).contains(month))?;
    let head = text.text.get(..run.start)?.trim_end();
    let start =
        head.len() - head.chars().next_back().filter(|c| matches!(c, '从' | '自'))?.len_utf8();
    let rest = skip_blanks(text.text.get(run.end..)?).strip_prefix('月')?;
    let rest = rest.strip_prefix("份").unwrap_or(rest);
    let word = ["起开始", "开始", "以来", "起"].into_iter().find(|word| rest.starts_with(word))?;
    let rest = rest.get(word.len()..)?;
    let range = start..text.text.len() - rest.len();
    let sentence = after(text.text, range.end, 40).split(['。', '；']).next()?;
    let deed = DEEDS.iter().filter_map(|deed| sentence.find(deed)).min()?;
    let counted = digits(sentence).any(|run| {
        run.start > deed
            && sentence.get(run.end..).is_some_and(|rest| {
                skip_blanks(rest).starts_with(['件', '条', '个', '篇', '次', '期', '份', '项'])
            })
    });
    counted.then(|| {
        text.slip(range, format!("数据从{month}月起，没有覆盖统计期限的全年"))
            .advise("补上其余月份的数；确是那时才开始的写明原因")
    })
}

/// Quarters told one by one that end before the fourth.
fn quarters(text: &Text<'_>) -> Option<Slip> {
    let whole = text.text;
    let (_, _) = told(whole, "一季度")?;
    let last = told(whole, "三季度").or_else(|| told(whole, "二季度"))?;
    let year = ["四季度", "全年", "年末", "年底", "下半年", "12月", "年度内", "四个季度", "本年度"];
    if year.iter().any(|word| whole.contains(word)) {
        return None;
    }
    let ordinal = char_before(whole, last.0).filter(|c| *c == '第').map_or(0, char::len_utf8);
    let range = last.0 - ordinal..last.1;
    Some(text.slip(range, "按季度列数，没有第四季度或全年的数").advise("补上第四季度和全年的数"))
}

/// The last place where a quarter stands before a count.
fn told(text: &str, quarter: &str) -> Option<(usize, usize)> {
    let places = text.match_indices(quarter).filter(|(at, found)| {
        let behind =
            after(text, at + found.len(), 30).split(['。', '；']).next().unwrap_or_default();
        digits(behind).any(|run| {
            run.len() > 1 || behind.get(run.end..).is_some_and(|rest| rest.starts_with(is_measure))
        })
    });
    places.last().map(|(at, found)| (at, at + found.len()))
}
