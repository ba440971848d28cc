//! N007 千分位分隔有误: 12,34 for 1,234.

use std::ops::Range;

use super::super::finding::Severity;
use super::super::rule::{About, DIGITS, Look, Rule, Slip, Text};
use super::super::scan::{char_at, char_before, in_address, is_measure, runs};

#[doc = include_str!("wrong_grouping.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "N007",
        name: "数字的千分位分隔有误",
        severity: Severity::Warning,
        basis: "GB/T 15835—2011（四位以上的整数可用千分撇或千分空分节，从小数点起向左每三位一节）",
        page: include_str!("wrong_grouping.md"),
    },
    looks: &[Look::Words(&DIGITS, see)],
};

fn see(text: &Text<'_>) -> Vec<Slip> {
    runs(text.text, |c| c.is_ascii_digit() || c == ',')
        .filter_map(|run| grouped(text, run))
        .collect()
}

fn grouped(text: &Text<'_>, run: Range<usize>) -> Option<Slip> {
    let found = text.text.get(run.clone())?;
    let groups: Vec<&str> = found.split(',').collect();
    let (first, more) = groups.split_first()?;
    let plain = first.is_empty() || more.is_empty() || more.iter().any(|group| group.len() < 2);
    let left = char_before(text.text, run.start);
    let listed = left.is_some_and(|c| c.is_ascii_alphanumeric() || "第表图.、-—条款".contains(c));
    let is_year =
        |group: &&str| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
    let behind =
        char_at(text.text, run.end).filter(|c| is_measure(*c) && *c != '期' && *c != '批')?;
    let right = more.iter().all(|group| group.len() == 3) && first.len() <= 3;
    // 11,12号, 15,16日 stand for two.
    let two =
        groups.len() == 2 && groups.iter().all(|group| group.len() == 2) && "个号".contains(behind);
    if plain
        || listed
        || right
        || two
        || groups.iter().any(is_year)
        || in_address(text.text, run.start)
    {
        return None;
    }
    let bare = found.replace(',', "");
    Some(
        text.slip(run, format!("“{found}”的分节不是每三位一节，可能漏了或多了数字"))
            .advise(format!("查原始数字：是{bare}的，去掉逗号；漏了数字的补上")),
    )
}
