//! S017 总体情况过长: more than a thousand characters.

use super::super::finding::Severity;
use super::super::rule::{About, Look, Rule, Slip, Text};
use crate::model::{Form, Report, Section, TextAt};

#[doc = include_str!("long_overview.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S017",
        name: "总体情况超过一千字",
        severity: Severity::Hint,
        basis: "部分地方的编写要求：总体情况篇幅原则上不超过一千字；国家的通知有没有规定字数，依据待核",
        page: include_str!("long_overview.md"),
    },
    looks: &[Look::Report(see)],
};

/// Characters that some offices are asked to stay below.
const LONGEST: usize = 1000;

fn see(report: &Report) -> Vec<Slip> {
    if report.form == Form::F2008 {
        return Vec::new();
    }
    let named = |section: &&Section| {
        section.level == 1 && ["总体情况", "概述"].iter().any(|word| section.title.contains(word))
    };
    let Some(at) = report.sections.iter().position(|section| named(&section)) else {
        return Vec::new();
    };
    let below = report.sections.iter().skip(at).take(report.subtree(at).max(1));
    let long: usize = below
        .flat_map(Section::paragraphs)
        .map(|paragraph| paragraph.text.chars().filter(|c| !c.is_whitespace()).count())
        .sum();
    let Some(section) = report.sections.get(at).filter(|_| long > LONGEST) else {
        return Vec::new();
    };
    let text = Text { at: TextAt::Heading(section.id), text: &section.title, year: report.year };
    let slip =
        text.slip(0..section.title.len(), format!("总体情况有{long}字，一般不超过{LONGEST}字"));
    vec![slip.advise("压缩套话，留下做了什么和数；本单位没有字数要求的，写一句说明")]
}
