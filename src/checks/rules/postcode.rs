//! C002 邮政编码有误: not six digits, of no province, or other than last year.

use std::ops::Range;

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Subject, Text, texts};
use super::super::scan::number;

#[doc = include_str!("postcode.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "C002",
        name: "邮政编码有误",
        severity: Severity::Warning,
        basis: "邮政编码为 6 位数字，前两位表示省级邮区；年报应提供可用的联系方式",
        page: include_str!("postcode.md"),
    },
    looks: &[Look::Project(see)],
};

fn see(subject: &Subject<'_>) -> Vec<Slip> {
    let mut all = texts(subject.report).flat_map(postcodes).peekable();
    if all.peek().is_none() {
        return Vec::new();
    }
    let last: Vec<&str> = subject
        .previous
        .into_iter()
        .flat_map(|report| texts(report).flat_map(postcodes))
        .map(|(_, _, code)| code)
        .collect();
    all.filter_map(|(text, range, code)| wrong(&text, range, code, &last)).collect()
}

fn wrong(text: &Text<'_>, range: Range<usize>, code: &str, last: &[&str]) -> Option<Slip> {
    let area: u8 = code.get(..2).and_then(|area| area.parse().ok()).unwrap_or_default();
    let same = last.first().filter(|last| last.len() == 6);
    let message = if code.len() != 6 {
        format!("邮政编码有{}位，应为6位", code.len())
    } else if !(1..=86).contains(&area) {
        format!("没有以{}开头的邮政编码", code.get(..2).unwrap_or_default())
    } else {
        same.filter(|_| !last.contains(&code))
            .map(|last| format!("与上年报告的邮政编码{last}不同"))?
    };
    let slip = text.slip(range, message);
    Some(match same {
        Some(last) => slip.becomes(Tier::Likely, last),
        None => slip.expecting("6位数字").advise("核对后改正"),
    })
}

/// Each with its text and place.
fn postcodes(text: Text<'_>) -> impl Iterator<Item = (Text<'_>, Range<usize>, &str)> {
    let whole = text.text;
    let labels = whole.match_indices("邮编").chain(whole.match_indices("邮政编码"));
    labels.filter_map(move |(at, label)| {
        let rest = whole
            .get(at + label.len()..)?
            .trim_start_matches(['：', ':', '为', ' ', '\u{3000}', '是']);
        let (code, _) = number(rest).filter(|(code, _)| !code.contains('.'))?;
        let start = whole.len() - rest.len();
        Some((text, start..start + code.len(), code))
    })
}
