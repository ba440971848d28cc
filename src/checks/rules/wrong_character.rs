//! T010 错别字: words that input methods get wrong.

use std::ops::Range;

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::{before, char_at, char_before, words};
use super::super::typos::{Right, TYPOS};

#[doc = include_str!("wrong_character.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "T010",
        name: "有错别字",
        severity: Severity::Hint,
        basis: "《现代汉语词典》的词形；《国家通用语言文字法》第九条（国家机关以规范汉字为公务用字）",
        page: include_str!("wrong_character.md"),
    },
    looks: &[Look::Text(see)],
};

/// Wrong, right, and the words of which one must follow.
const BEFORE: [(&str, &str, &[&str]); 5] = [
    (
        "反应",
        "反映",
        &["意见", "问题", "诉求", "的问题", "强烈的问题", "了问题", "出的问题", "群众", "社情"],
    ),
    (
        "登陆",
        "登录",
        &[
            "网站",
            "平台",
            "“",
            "系统",
            "公众号",
            "账号",
            "门户",
            "www",
            "http",
            "后台",
            "政府",
            "市政府",
            "县政府",
            "中国",
            "我局",
        ],
    ),
    (
        "己",
        "已",
        &[
            "完成",
            "公开",
            "经公开",
            "办结",
            "全部",
            "建成",
            "实现",
            "形成",
            "答复",
            "印发",
            "纳入",
            "整改",
            "上线",
            "按期",
            "按时",
        ],
    ),
    ("重要性认识", "重要性的认识", &["。", "，", "；"]),
    ("生活有效保障", "生活得到有效保障", &["。", "，", "；"]),
];

fn see(text: &Text<'_>) -> Vec<Slip> {
    let mut slips: Vec<Slip> = words(text.text, TYPOS)
        .filter_map(|(range, (_, right))| typo(text, range, right))
        .collect();
    slips.extend(BEFORE.iter().flat_map(|entry| {
        text.text
            .match_indices(entry.0)
            .filter_map(move |(at, wrong)| in_context(text, at..at + wrong.len(), entry))
    }));
    slips
}

fn typo(text: &Text<'_>, range: Range<usize>, right: &Right) -> Option<Slip> {
    let left = char_before(text.text, range.start).is_some_and(|c| right.not_behind.contains(c));
    let behind = char_at(text.text, range.end).is_some_and(|c| right.not_before.contains(c));
    (!left && !behind).then(|| slip(text, range, right.word))
}

fn in_context(
    text: &Text<'_>,
    range: Range<usize>,
    (wrong, right, next): &(&str, &str, &[&str]),
) -> Option<Slip> {
    let rest = text.text.get(range.end..)?;
    let left = before(text.text, range.start, 2);
    let other = match *wrong {
        "己" => left.ends_with(['自', '知', '克', '利', '律', '异', '戊']),
        "反应" => ["快速", "应急", "化学", "不良", "连锁", "舆情"].contains(&left),
        _ => false,
    };
    (next.iter().any(|word| rest.starts_with(word)) && !other).then(|| slip(text, range, right))
}

fn slip(text: &Text<'_>, range: Range<usize>, right: &str) -> Slip {
    let wrong = text.text.get(range.clone()).unwrap_or_default();
    let message = format!("“{wrong}”应为“{right}”");
    text.slip(range, message).becomes(Tier::Likely, right)
}
