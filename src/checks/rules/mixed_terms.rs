//! T006 政务公开/政府信息公开混称: the title says one, the text the other.

use super::super::finding::Severity;
use super::super::rule::{About, Look, Rule, Slip, Text, texts};
use super::super::scan::{Quoted, before};
use crate::model::{Report, TextAt};

#[doc = include_str!("mixed_terms.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "T006",
        name: "“政务公开”与“政府信息公开”混称",
        severity: Severity::Hint,
        basis: "《政府信息公开条例》（国务院令第711号）：法定名称为“政府信息公开工作年度报告”；政务公开的范围更宽",
        page: include_str!("mixed_terms.md"),
    },
    looks: &[Look::Report(see)],
};

const TERM: &str = "政务公开";
const NAMES: [&str; 22] = [
    "领导小组",
    "办",
    "栏",
    "专栏",
    "专区",
    "专题",
    "平台",
    "网",
    "科",
    "股",
    "处",
    "中心",
    "标准化",
    "规范化",
    "要点",
    "目录",
    "信息",
    "日",
    "工作要点",
    "事项标准",
    "体验",
    "窗口",
];

fn see(report: &Report) -> Vec<Slip> {
    if !report.title.contains("政府信息公开") {
        return Vec::new();
    }
    let mut found: Vec<(Text<'_>, usize)> = Vec::new();
    for text in texts(report)
        .filter(|text| matches!(text.at, TextAt::Paragraph(_)) && text.text.contains(TERM))
    {
        let quoted = Quoted::of(text.text);
        let places = text.text.match_indices(TERM).map(|(at, _)| at).filter(|at| {
            let behind = text.text.get(at + TERM.len()..).unwrap_or_default();
            let named = NAMES.iter().any(|name| behind.starts_with(name))
                || before(text.text, *at, 2) == "基层";
            !quoted.covers(*at) && !named
        });
        found.extend(places.map(|at| (text, at)));
    }
    match found.first() {
        Some((text, at)) if found.len() > 2 => {
            let message = format!("题名是“政府信息公开”，正文{}次称“政务公开”", found.len());
            let slip = text.slip(*at..*at + TERM.len(), message).expecting("政府信息公开");
            vec![slip.advise("说的是条例规定的工作，改称“政府信息公开”；确指政务公开的不改")]
        }
        _ => Vec::new(),
    }
}
