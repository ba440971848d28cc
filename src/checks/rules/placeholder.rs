//! S008 占位符残留: XX局, ____, （此处填写）, 　年　月　日.

use std::ops::Range;

use super::super::finding::Severity;
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::{after, before, char_at, char_before, in_address, runs, skip_blanks};
use crate::text::punctuation::{is_han, is_stop};

#[doc = include_str!("placeholder.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S008",
        name: "有没有填写的占位符",
        severity: Severity::Error,
        basis: "《政府信息公开条例》（国务院令第711号）第六条（依据待核）：公开政府信息应当及时、准确",
        page: include_str!("placeholder.md"),
    },
    looks: &[Look::Text(see)],
};

const ASKED: [&str; 14] = [
    "此处",
    "请填",
    "请补充",
    "请在此",
    "填写具体",
    "填写单位",
    "填写地点",
    "填写时间",
    "填写数",
    "待补",
    "待填",
    "待核实",
    "待确认",
    "待更新",
];
const WORDS: [&str; 6] =
    ["单击此处输入", "单击或点击此处", "在此输入", "示例文本", "示例文字", "请输入文字"];
const SURNAMES: &str = "张王李刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏";

fn see(text: &Text<'_>) -> Vec<Slip> {
    let mut found: Vec<Range<usize>> =
        runs(text.text, is_cross).filter(|run| crossed(text.text, run)).collect();
    let lines = runs(text.text, |c| matches!(c, '_' | '＿'))
        .filter(|run| run.len() > 1 && !in_address(text.text, run.start));
    found.extend(lines);
    found.extend(text.text.char_indices().filter_map(|(at, c)| bracketed(text.text, at, c)));
    found.extend(text.text.match_indices('年').filter_map(|(at, _)| no_date(text.text, at)));
    found.extend(
        text.text
            .match_indices("某某")
            .filter_map(|(at, word)| somebody(text.text, at, word.len())),
    );
    found.extend(
        WORDS
            .iter()
            .flat_map(|word| text.text.match_indices(word))
            .map(|(at, word)| at..at + word.len()),
    );
    found.sort_by_key(|range| range.start);
    found
        .into_iter()
        .map(|range| text.slip(range, "这里还没有填写").advise("填上内容，或删去"))
        .collect()
}

fn is_cross(c: char) -> bool {
    matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ' | '×' | '╳' | '✕')
}

/// XX科, 20XX年, X月; not A型X2, 12×34, 张××.
fn crossed(text: &str, run: &Range<usize>) -> bool {
    let count = text.get(run.clone()).map_or(0, |found| found.chars().count());
    let (left, right) = (char_before(text, run.start), char_at(text, run.end));
    let unit =
        right.is_some_and(|c| "年月日件条次人万项个局委办科厅市县区镇乡村街单部季元".contains(c));
    if before(text, run.start, 2) == "20" && count == 2 && right == Some('年') {
        return true;
    }
    let latin = |c: Option<char>| {
        c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '*' | '_' | '.' | '/'))
    };
    if latin(left) || latin(right) || in_address(text, run.start) {
        return false;
    }
    let han = |c: Option<char>| c.is_some_and(is_han);
    let name = left.is_some_and(|c| SURNAMES.contains(c)) && !unit;
    match count {
        1 => {
            unit && (han(left) || left.is_none_or(is_stop))
                && text.get(run.clone()).is_none_or(|found| found != "×")
        }
        _ => !name && (han(left) || han(right) || (left.is_none() && right.is_none())),
    }
}

/// （此处填写地点）, 【待补】, （　）
fn bracketed(text: &str, at: usize, opener: char) -> Option<Range<usize>> {
    const REACH: usize = 30;
    let closer = match opener {
        '（' | '(' => ['）', ')'],
        '【' | '[' | '［' => ['】', ']'],
        _ => return None,
    };
    let start = at + opener.len_utf8();
    let rest = after(text, start, REACH);
    let inner = rest.get(..rest.find(closer)?)?;
    let end = start + inner.len() + char_at(text, start + inner.len())?.len_utf8();
    let blank = inner.trim_matches([' ', '\u{3000}', '\u{a0}']);
    let asked = ASKED.iter().any(|word| blank.starts_with(word))
        || matches!(blank, "待定" | "略去" | "单位名称" | "填写");
    let listed = blank.is_empty() && char_at(text, end).is_none();
    ((blank.is_empty() && !listed) || asked).then_some(at..end)
}

/// 　年　月　日
fn no_date(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at + '年'.len_utf8()..)?;
    let month = skip_blanks(rest);
    let behind = month.strip_prefix('月')?;
    let day = skip_blanks(behind).strip_prefix('日')?;
    let apart = month.len() < rest.len();
    apart.then_some(at..text.len() - day.len())
}

fn somebody(text: &str, at: usize, wide: usize) -> Option<Range<usize>> {
    let right = char_at(text, at + wide)?;
    let named = char_before(text, at).is_some_and(|c| SURNAMES.contains(c));
    ("局市县区镇乡委科厅街单部".contains(right) && !named)
        .then_some(at..at + wide + right.len_utf8())
}
