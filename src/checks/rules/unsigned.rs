//! S013 无落款日期: no date near the end.

use super::super::finding::Severity;
use super::super::rule::{About, Look, Rule, Slip, Text, texts};
use super::super::scan::{after, char_before};
use super::late_publication::dates;
use crate::model::{Report, TextAt};
use crate::text::punctuation::is_numeral;

#[doc = include_str!("unsigned.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S013",
        name: "文末没有落款或公布日期",
        severity: Severity::Hint,
        basis: "GB/T 9704—2012（公文标注发文机关署名和成文日期）；《政府信息公开条例》第四十九条（公布时限）",
        page: include_str!("unsigned.md"),
    },
    looks: &[Look::Report(see)],
};

fn see(report: &Report) -> Vec<Slip> {
    let all = texts(report)
        .filter(|text| matches!(text.at, TextAt::Paragraph(_)) && !text.text.trim().is_empty());
    let all: Vec<Text<'_>> = all.collect();
    let dated = all
        .iter()
        .rev()
        .take(5)
        .any(|text| !dates(text.text).is_empty() || in_characters(text.text));
    match all.last() {
        Some(last) if all.len() > 2 && !dated => {
            let slip =
                last.slip(0..0, "文末没有落款日期，也没有写明公布日期").expecting("单位和公布日期");
            vec![slip.advise("写明公布的单位和日期")]
        }
        _ => Vec::new(),
    }
}

/// 二〇二五年一月二十日
fn in_characters(text: &str) -> bool {
    text.match_indices('年').any(|(at, _)| {
        let year = char_before(text, at).is_some_and(is_numeral);
        let behind = after(text, at + '年'.len_utf8(), 8);
        year && behind.contains('月') && behind.contains('日')
    })
}
