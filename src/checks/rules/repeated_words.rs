//! T020 重字: 保障保障, 县县人民政府.

use std::ops::Range;

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::{char_at, char_before, runs};
use crate::text::punctuation::{is_han, is_numeral};

#[doc = include_str!("repeated_words.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "T020",
        name: "有重复的字词",
        severity: Severity::Warning,
        basis: "《党政机关公文处理工作条例》（中办发〔2012〕14号）（依据待核）：公文应当文字精练、用语准确",
        page: include_str!("repeated_words.md"),
    },
    looks: &[Look::Text(see)],
};

/// Pairs that are said twice on purpose.
const MEANT: [&str; 18] = [
    "研究", "商量", "讨论", "考虑", "学习", "了解", "打听", "休息", "意思", "介绍", "检查", "调查",
    "比较", "高兴", "认真", "许多", "一步", "层层",
];
/// A word that ends one term and begins the next.
const NEXT: [(&str, &[&str]); 12] = [
    (
        "公开",
        &["目录", "指南", "内容", "形式", "渠道", "方式", "范围", "属性", "平台", "条例", "专栏"],
    ),
    ("工作", &["人员", "机制", "要点", "方案", "报告", "部署", "计划", "制度", "日"]),
    ("服务", &["中心", "大厅", "对象", "热线", "质量", "水平", "站"]),
    ("管理", &["局", "办法", "机制", "人员", "制度", "委员会", "处"]),
    ("机构", &["改革", "编制", "职能", "建设"]),
    ("部门", &["预算", "决算", "文件", "规章", "之间"]),
    ("规范", &["性文件"]),
    ("信息", &["公开", "化", "系统", "平台", "中心", "处理"]),
    ("申请", &["人", "表"]),
    ("行政", &["机关", "部门", "行为"]),
    ("建设", &["项目", "局", "部门"]),
    ("情况", &["报告", "说明", "通报"]),
];

fn see(text: &Text<'_>) -> Vec<Slip> {
    let mut slips: Vec<Slip> = runs(text.text, is_han).flat_map(|run| in_run(text, &run)).collect();
    slips.extend(text.text.match_indices("的的").filter_map(|(at, word)| {
        let end = at + word.len();
        let other = char_at(text.text, end).is_some_and(|c| "确士".contains(c))
            || char_before(text.text, at) == Some('目');
        (!other).then(|| text.slip(at..end, "“的”重复了").becomes(Tier::Sure, "的"))
    }));
    let places = ["县县人民政府", "镇镇人民政府", "乡乡人民政府", "市市人民政府", "区区人民政府"];
    slips.extend(places.iter().flat_map(|word| text.text.match_indices(word)).map(|(at, word)| {
        let once = word.chars().skip(1).collect::<String>();
        text.slip(at..at + word.len(), "机关名称里重了一个字").becomes(Tier::Likely, &once)
    }));
    slips
}

/// Two to six characters twice, or around 可以, within a run of Chinese characters.
fn in_run(text: &Text<'_>, run: &Range<usize>) -> Vec<Slip> {
    let chars: Vec<(usize, char)> = text
        .text
        .get(run.clone())
        .unwrap_or_default()
        .char_indices()
        .map(|(at, c)| (run.start + at, c))
        .collect();
    let same = |one: usize, other: usize, count: usize| {
        (0..count).all(|step| match (chars.get(one + step), chars.get(other + step)) {
            (Some((_, a)), Some((_, b))) => a == b,
            _ => false,
        })
    };
    let byte = |at: usize| chars.get(at).map_or(run.end, |(byte, _)| *byte);
    let mut slips = Vec::new();
    let mut at = 0;
    while at + 3 < chars.len() {
        let twice = (2..=6).rev().find(|count| same(at, at + count, *count));
        let around = same(at, at + 4, 2)
            && text.text.get(byte(at + 2)..).is_some_and(|rest| rest.starts_with("可以"));
        let before_it = at > 0 && chars.get(at - 1).is_some_and(|(_, c)| *c == '可');
        let (start, end, keep) = match twice {
            Some(count) => (byte(at), byte(at + 2 * count), byte(at)..byte(at + count)),
            None if around && before_it => (byte(at - 1), byte(at + 6), byte(at + 2)..byte(at + 6)),
            None => {
                at += 1;
                continue;
            }
        };
        // 务服务服务中心: the pair may begin at any of these places.
        let turns = (1..6).take_while(|step| {
            twice.is_some_and(|count| *step < count && same(at + step, at + step + count, count))
        });
        let mut turned = turns.filter_map(|step| {
            let count = twice?;
            let word = text.text.get(byte(at + step)..byte(at + step + count))?;
            Some(is_meant(text.text, word, byte(at + step + 2 * count)))
        });
        let meant_otherwise = turned.any(|meant| meant);
        at = chars.partition_point(|(byte, _)| *byte < end);
        let kept = text.text.get(keep).unwrap_or_default();
        if !meant_otherwise && !is_meant(text.text, kept, end) {
            let found = text.text.get(start..end).unwrap_or_default();
            slips.push(
                text.slip(start..end, format!("“{found}”重复了")).becomes(Tier::Likely, kept),
            );
        }
    }
    slips
}

fn is_meant(text: &str, word: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    let first = word.chars().next().unwrap_or_default();
    let one = word.chars().all(|c| c == first);
    let numerals = word.chars().any(is_numeral) && word.chars().count() < 4;
    let counted = matches!(first, '一' | '逐' | '每' | '层' | '某' | '步' | '点' | '件');
    let next = NEXT
        .iter()
        .any(|(known, next)| *known == word && next.iter().any(|next| rest.starts_with(next)));
    one || numerals || counted || next || MEANT.contains(&word)
}
