//! S009 第五部分空: the part on problems says 无.

use super::super::finding::Severity;
use super::super::rule::{About, Look, Rule, Slip, Text, texts_of};
use crate::model::{Report, Section, TextAt};

#[doc = include_str!("empty_problems.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S009",
        name: "存在的主要问题部分没有内容",
        severity: Severity::Warning,
        basis: "《政府信息公开条例》（国务院令第711号）第五十条第四项：政府信息公开工作存在的主要问题及改进情况",
        page: include_str!("empty_problems.md"),
    },
    looks: &[Look::Report(see)],
};

fn see(report: &Report) -> Vec<Slip> {
    let Some((heading, texts)) = problems(report) else { return Vec::new() };
    let words: String =
        texts.iter().flat_map(|text| text.text.chars()).filter(|c| !c.is_whitespace()).collect();
    let count = words.chars().count();
    let bare = words.trim_end_matches(['。', '，']);
    let none =
        ["无", "暂无", "没有", "没有问题", "无问题", "不存在问题", "本年度无"].contains(&bare);
    if count == 0 || (count >= 10 && !none) {
        return Vec::new();
    }
    let text = texts.into_iter().find(|text| !text.text.trim().is_empty()).unwrap_or(heading);
    let message = format!("“{}”只有{count}个字", heading.text);
    vec![text.slip(0..text.text.len(), message).advise("写明存在的主要问题和改进情况")]
}

/// The first-level section on problems: its heading, and the paragraphs of it and of what stands below.
pub(super) fn problems(report: &Report) -> Option<(Text<'_>, Vec<Text<'_>>)> {
    let is_meant = |section: &Section| {
        section.level == 1 && ["问题", "不足"].iter().any(|word| section.title.contains(word))
    };
    let index = report.sections.iter().position(is_meant)?;
    let section = report.sections.get(index)?;
    let heading = Text { at: TextAt::Heading(section.id), text: &section.title, year: report.year };
    let below = report.sections.iter().skip(index).take(report.subtree(index));
    let texts = below.flat_map(|section| texts_of(section, report.year));
    Some((heading, texts.filter(|text| matches!(text.at, TextAt::Paragraph(_))).collect()))
}
