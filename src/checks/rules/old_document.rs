//! Y002 去年的文件: last year’s 工作要点 in this year’s report.

use super::super::finding::Severity;
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::{after, before, char_before};
use crate::model::TextAt;

#[doc = include_str!("old_document.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "Y002",
        name: "引用的是上年的工作要点",
        severity: Severity::Hint,
        basis: "通行的编写要求：报告年度的工作按当年的工作要点开展",
        page: include_str!("old_document.md"),
    },
    looks: &[Look::Words(&YEARLY, see)],
};

/// Documents that are made anew each year.
const YEARLY: [&str; 9] = [
    "政务公开工作要点",
    "政府信息公开工作要点",
    "政务公开重点工作",
    "工作要点",
    "重点工作安排",
    "工作安排",
    "重点任务分工",
    "考评细则",
    "考核方案",
];
/// Words around it that say that the year before is meant.
const MEANT: [&str; 8] = ["上年", "去年", "上一年", "总结", "回顾", "延续", "对照上", "年度报告"];

fn see(text: &Text<'_>) -> Vec<Slip> {
    if !matches!(text.at, TextAt::Paragraph(_)) {
        return Vec::new();
    }
    let (last, own) = (format!("{}年", text.year - 1), format!("{}年", text.year));
    let places = text.text.match_indices(last.as_str()).map(|(at, _)| at);
    places.filter_map(|at| slip(text, at, (&last, &own))).collect()
}

fn slip(text: &Text<'_>, at: usize, (last, own): (&str, &str)) -> Option<Slip> {
    let behind = after(text.text, at + last.len(), 24);
    let title = behind.split(['》', '。', '；', '，', '《', '、']).next().unwrap_or_default();
    let kind = YEARLY.iter().find(|kind| title.contains(*kind))?;
    let end = at + last.len() + title.find(kind)? + kind.len();
    let (left, right) = (before(text.text, at, 30), after(text.text, end, 30));
    let left = left.rsplit(['。', '；']).next().unwrap_or_default();
    let right = right.split(['。', '；']).next().unwrap_or_default();
    let said = MEANT.iter().any(|word| left.contains(word) || right.contains(word));
    let both = left.contains(own) || right.contains(own);
    let apart = !char_before(text.text, at).is_some_and(|c| c.is_ascii_digit());
    (apart && !said && !both).then(|| {
        text.slip(at..end, format!("引用的是{last}的“{kind}”，报告年度是{own}"))
            .advise(format!("核对是不是应为{own}的；确是{last}的文件，写一句说明"))
    })
}
