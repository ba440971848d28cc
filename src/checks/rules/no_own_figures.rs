//! S012 模板话、无数字: no figure of one’s own, and 部分地区.

use super::super::finding::Severity;
use super::super::rule::{About, Look, Rule, Slip, Text, texts};
use super::super::scan::{digits, is_measure, skip_blanks};
use crate::model::Report;

#[doc = include_str!("no_own_figures.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S012",
        name: "全文没有本单位数据而有泛泛之词",
        severity: Severity::Warning,
        basis: "《政府信息公开条例》（国务院令第711号）第五十条：年度报告应当包括各项情况的数据",
        page: include_str!("no_own_figures.md"),
    },
    looks: &[Look::Report(see)],
};

const VAGUE: [&str; 8] = [
    "部分地区",
    "一些地区",
    "有的地方",
    "有些地方",
    "个别地区",
    "一些地方",
    "各地区普遍",
    "有些单位",
];

fn see(report: &Report) -> Vec<Slip> {
    if report.sections.iter().any(|section| section.tables().next().is_some()) {
        return Vec::new();
    }
    let all: Vec<Text<'_>> = texts(report).collect();
    if all.iter().any(|text| has_figure(text.text)) {
        return Vec::new();
    }
    let vague = all.iter().find_map(|text| {
        VAGUE.iter().find_map(|word| Some((text, text.text.find(word)?, word.len())))
    });
    vague
        .map(|(text, at, wide)| {
            text.slip(at..at + wide, "全文没有一个本单位的数，这里却说别处的情况")
                .advise("写上本单位的数据，删去不是本单位的话")
        })
        .into_iter()
        .collect()
}

fn has_figure(text: &str) -> bool {
    digits(text).any(|run| {
        let behind = text.get(run.end..).map(skip_blanks).unwrap_or_default();
        behind.starts_with(|c: char| is_measure(c) || matches!(c, '%' | '％' | '.' | ','))
    })
}
