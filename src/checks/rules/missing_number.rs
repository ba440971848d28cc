//! F028 漏写数字: a measure word with no number before it.

use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use crate::model::TextAt;

#[doc = include_str!("missing_number.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F028",
        name: "量词前漏写数字",
        severity: Severity::Error,
        basis: "《政府信息公开条例》第六条（依据待核）：行政机关应当及时、准确地公开政府信息；数字漏写的句子没有说出数来",
        page: include_str!("missing_number.md"),
    },
    looks: &[Look::Text(see)],
};

/// Words that want a number between them and the measure word behind them.
const COUNTED: &[&str] = &[
    "政府信息",
    "提示信息",
    "政务信息",
    "公开信息",
    "发布信息",
    "各类信息",
    "动态信息",
    "信息",
    "主动公开",
    "累计公开",
    "共公开",
    "发布",
    "共发布",
    "收到",
    "共收到",
    "受理",
    "公开申请",
    "依申请公开",
    "申请",
    "解读稿件",
    "行政复议",
    "行政诉讼",
    "规范性文件",
    "推送",
    "建议",
    "提案",
    "举办培训",
    "培训",
    "召开会议",
];
/// Measure words that can follow.
const MEASURES: &[&str] = &["条", "件", "篇", "次", "份", "期", "人次"];

fn see(text: &Text<'_>) -> Vec<Slip> {
    if !matches!(text.at, TextAt::Paragraph(_)) {
        return Vec::new();
    }
    let mut slips = Vec::new();
    for measure in MEASURES {
        for (at, _) in text.text.match_indices(measure) {
            slips.extend(slip(text, at, measure));
        }
    }
    slips
}

fn slip(text: &Text<'_>, at: usize, measure: &str) -> Option<Slip> {
    let after = text.text.get(at + measure.len()..)?;
    if !(after.is_empty() || after.starts_with(['。', '，', '；', '、', '（', ','])) {
        return None;
    }
    let before = text.text.get(..at)?;
    let bare = before.trim_end_matches([' ', '\u{3000}', '\u{a0}', '_']);
    let word = COUNTED.iter().filter(|word| bare.ends_with(*word)).max_by_key(|word| word.len())?;
    let gap = before.len() > bare.len();
    let joined = format!("{word}{measure}");
    // 信息条 is a word of screens, 申请件 and 建议件 are kinds of papers.
    let is_word = !gap
        && [
            "申请件",
            "建议件",
            "提案件",
            "申请份",
            "信息次",
            "申请次",
            "培训次",
            "发布次",
            "收到次",
            "建议次",
            "培训期",
            "信息期",
            "受理件",
            "发布件",
        ]
        .contains(&joined.as_str());
    let total = ["共", "累计", "合计", "全年", "另"]
        .iter()
        .any(|total| bare.get(..bare.len() - word.len()).is_some_and(|head| head.ends_with(total)));
    if is_word && !total {
        return None;
    }
    let start = bare.len() - word.len();
    let bytes = start..at + measure.len();
    let found = text.text.get(bytes.clone())?.to_owned();
    Some(Slip {
        at: text.spot(bytes),
        message: format!("“{found}”的“{measure}”前没有数字"),
        found,
        expected: String::new(),
        fixes: vec![Fix {
            tier: Tier::Told,
            title: "补上数字；没有的写0".to_owned(),
            edits: Vec::new(),
        }],
    })
}
