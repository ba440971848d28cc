//! N008 数字与单位分在两段: a paragraph ends in a number and the next begins with its unit.

use super::super::finding::Severity;
use super::super::rule::{About, Look, Rule, Slip, Text};
use crate::model::{Report, Section, TextAt, Year};

#[doc = include_str!("number_cut_off.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "N008",
        name: "数字与单位被分在两段",
        severity: Severity::Hint,
        basis: "GB/T 15835—2011（一个用阿拉伯数字书写的数值应避免断行）",
        page: include_str!("number_cut_off.md"),
    },
    looks: &[Look::Report(see)],
};

fn see(report: &Report) -> Vec<Slip> {
    report.sections.iter().flat_map(|section| in_section(section, report.year)).collect()
}

fn in_section(section: &Section, year: Year) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut last: Option<&str> = None;
    for block in &section.blocks {
        let Some(paragraph) = block.paragraph() else {
            last = None;
            continue;
        };
        let text = Text { at: TextAt::Paragraph(paragraph.id), text: &paragraph.text, year };
        let cut = last.is_some_and(|last| last.trim_end().ends_with(|c: char| c.is_ascii_digit()));
        let unit =
            paragraph.text.chars().next().filter(|c| "年月日件条人次个篇份户万亿元期".contains(*c));
        if let Some(unit) = unit.filter(|_| cut && !is_heading(&paragraph.text)) {
            slips.push(
                text.slip(
                    0..unit.len_utf8(),
                    format!("上一段以数字结尾，这一段以“{unit}”开头，原来可能是一段"),
                )
                .advise("在段首按退格，与上一段接上"),
            );
        }
        last = Some(&paragraph.text);
    }
    slips
}

/// 人员情况, 年度工作: words that begin with a unit by chance.
fn is_heading(text: &str) -> bool {
    [
        "人员", "人民", "人大", "年度", "年报", "个人", "个别", "月报", "日常", "件数", "条例",
        "条件", "期间", "期限", "次数", "万", "元旦",
    ]
    .iter()
    .any(|word| text.starts_with(word))
}
