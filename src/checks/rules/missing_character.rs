//! T021 专名漏字: 政府息公开 for 政府信息公开.

use std::ops::Range;

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::{char_before, words};

#[doc = include_str!("missing_character.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "T021",
        name: "常用名称漏了字",
        severity: Severity::Warning,
        basis: "《政府信息公开条例》（国务院令第711号）及国务院办公厅通知所用的名称",
        page: include_str!("missing_character.md"),
    },
    looks: &[Look::Text(see)],
};

/// By first character.
const NAMES: &[(&str, &str)] = &[
    ("中华人民共国", "中华人民共和国"),
    ("中华人民和国", "中华人民共和国"),
    ("中华民共和国", "中华人民共和国"),
    ("中华人共和国", "中华人民共和国"),
    ("人民政网", "人民政府网"),
    ("依申公开", "依申请公开"),
    ("依请公开", "依申请公开"),
    ("信息公开年报告", "信息公开年度报告"),
    ("公开工情况", "公开工作情况"),
    ("公开作情况", "公开工作情况"),
    ("国务办公厅", "国务院办公厅"),
    ("国务院公厅", "国务院办公厅"),
    ("国务院办厅", "国务院办公厅"),
    ("存在的要问题", "存在的主要问题"),
    ("存在主的问题", "存在的主要问题"),
    ("总体况", "总体情况"),
    ("改进况", "改进情况"),
    ("政府信息公开条列", "政府信息公开条例"),
    ("政府信息公工作", "政府信息公开工作"),
    ("政府信息开工作", "政府信息公开工作"),
    ("政府信息公年", "政府信息公开年"),
    ("政府息公开", "政府信息公开"),
    ("政府信公开", "政府信息公开"),
    ("政府门网站", "政府门户网站"),
    ("政府户网站", "政府门户网站"),
    ("行政讼", "行政诉讼"),
    ("规性文件", "规范性文件"),
    ("规范性件", "规范性文件"),
];

fn see(text: &Text<'_>) -> Vec<Slip> {
    words(text.text, NAMES)
        .filter(|(range, _)| !begins_inside(text.text, range))
        .map(|(range, (_, right))| {
            text.slip(range, format!("漏了字，应为“{right}”")).becomes(Tier::Sure, right)
        })
        .collect()
}

/// 银行政讼: the first character may end another word.
fn begins_inside(text: &str, range: &Range<usize>) -> bool {
    text.get(range.clone()) == Some("行政讼") && char_before(text, range.start) == Some('银')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order() {
        for pair in NAMES.windows(2) {
            assert!(pair[0].0.chars().next() <= pair[1].0.chars().next(), "{}", pair[1].0);
        }
        assert!(NAMES.iter().all(|(wrong, right)| !right.contains(wrong)));
    }
}
