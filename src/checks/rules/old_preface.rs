//! Y011 前言仍旧版: 收费及减免 in a report of the present form.

use super::super::finding::Severity;
use super::super::rule::{About, Look, Rule, Slip, Text, texts_of};
use crate::model::{Form, Report, TextAt};

#[doc = include_str!("old_preface.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "Y011",
        name: "前言或标题仍是旧格式的",
        severity: Severity::Warning,
        basis: "国办公开办函〔2021〕30号、〔2019〕60号：年度报告由六个部分组成，没有“收费及减免情况”",
        page: include_str!("old_preface.md"),
    },
    looks: &[Look::Report(see)],
};

const OLD: [&str; 6] =
    ["收费及减免", "收费和减免", "收费减免", "费用及减免", "费用减免", "相关费用情况"];

fn see(report: &Report) -> Vec<Slip> {
    if report.form == Form::F2008 {
        return Vec::new();
    }
    let preface = report.sections.first().filter(|section| section.is_preface());
    let preface = preface.into_iter().flat_map(|section| texts_of(section, report.year));
    let listing = preface.filter(|text| {
        ["组成", "包括", "部分", "内容"].iter().any(|word| text.text.contains(word))
    });
    let all = report.sections.iter().flat_map(|section| texts_of(section, report.year));
    let headings = all.filter(|text| matches!(text.at, TextAt::Heading(_)));
    listing.chain(headings).filter_map(|text| old(&text)).collect()
}

fn old(text: &Text<'_>) -> Option<Slip> {
    let (at, word) = OLD.iter().find_map(|word| Some((text.text.find(word)?, word)))?;
    let rest = text.text.get(at + word.len()..)?;
    let end = at + word.len() + if rest.starts_with("情况") { "情况".len() } else { 0 };
    let slip = text.slip(at..end, "现行格式没有这一部分，是旧格式留下的");
    Some(slip.advise("按现行的六个部分改写"))
}
