//! C007 住址到门牌: a village, group and house number, or a unit and room.

use std::ops::Range;

use super::super::finding::Severity;
use super::super::rule::{About, DIGITS, Look, Rule, Slip, Text};
use super::super::scan::{before, digits, number, skip_blanks};
use crate::text::punctuation::is_han;

#[doc = include_str!("home_address.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "C007",
        name: "住址写到门牌或户",
        severity: Severity::Warning,
        basis: "《政府信息公开条例》（国务院令第711号）第十五条（依据待核）（个人隐私不得公开）；网站检查要求家庭住址只留到乡镇、街道",
        page: include_str!("home_address.md"),
    },
    looks: &[Look::Words(&DIGITS, see)],
};

const OFFICE: [&str; 12] = [
    "地址",
    "办公",
    "查阅",
    "窗口",
    "大厅",
    "服务站",
    "服务中心",
    "位于",
    "地点",
    "邮寄",
    "受理点",
    "联系",
];

fn see(text: &Text<'_>) -> Vec<Slip> {
    let mut behind = 0;
    let mut slips = Vec::new();
    for run in digits(text.text) {
        if run.start < behind {
            continue;
        }
        let Some(range) = group(text.text, &run).or_else(|| room(text.text, &run)) else {
            continue;
        };
        behind = range.end;
        if !OFFICE.iter().any(|word| before(text.text, range.start, 24).contains(word)) {
            slips.push(
                text.slip(range, "住址写到了门牌，应只留到乡镇、街道")
                    .advise("改写为乡镇、街道，或删去"),
            );
        }
    }
    slips
}

/// 民安村3组18号
fn group(text: &str, run: &Range<usize>) -> Option<Range<usize>> {
    let head = text.get(..run.start)?;
    let place =
        head.chars().next_back().filter(|c| matches!(c, '村' | '屯' | '庄' | '寨' | '区'))?;
    let rest = text.get(run.end..)?.strip_prefix(['组', '社', '队'])?;
    let (_, rest) = number(skip_blanks(rest))?;
    let rest = rest.strip_prefix(['号', '户'])?;
    let name: usize =
        head.chars().rev().skip(1).take(2).take_while(|c| is_han(*c)).map(char::len_utf8).sum();
    Some(run.start - place.len_utf8() - name..text.len() - rest.len())
}

/// 5栋2单元301室
fn room(text: &str, run: &Range<usize>) -> Option<Range<usize>> {
    let rest = text.get(run.end..)?;
    let (_, rest) = ["栋", "幢", "号楼", "座"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .and_then(number)
        .unwrap_or(("", rest));
    let rest = rest.strip_prefix("单元")?;
    let (_, rest) = number(rest)?;
    Some(run.start..text.len() - rest.strip_prefix(['室', '号', '户'])?.len())
}
