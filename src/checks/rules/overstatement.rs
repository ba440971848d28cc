//! T007 绝对化或不当: 基本上全部, 圆满, 社会敏感.

use super::super::finding::Severity;
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::Quoted;

#[doc = include_str!("overstatement.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "T007",
        name: "有绝对化或自相矛盾的说法",
        severity: Severity::Hint,
        basis: "《党政机关公文处理工作条例》（中办发〔2012〕14号）（依据待核）：公文应当实事求是、用语规范准确",
        page: include_str!("overstatement.md"),
    },
    looks: &[Look::Words(&WORDS, see)],
};

/// The phrases alone.
const WORDS: [&str; 17] = [
    "万无一失",
    "使全体群众",
    "使全县群众",
    "使全市群众",
    "使所有群众",
    "圆满",
    "基本上全部",
    "基本上都",
    "基本全部",
    "大体全部",
    "所有社会敏感",
    "百分之百满意",
    "社会敏感",
    "让全体群众",
    "让全市群众",
    "让所有群众",
    "零失误",
];

const PHRASES: [(&str, &str); 17] = [
    ("万无一失", "说得太满"),
    ("使全体群众", "不可能人人如此"),
    ("使全县群众", "不可能人人如此"),
    ("使全市群众", "不可能人人如此"),
    ("使所有群众", "不可能人人如此"),
    ("圆满", "是评价，不是事实"),
    ("基本上全部", "“基本上”与“全部”矛盾"),
    ("基本上都", "“基本上”与“都”矛盾"),
    ("基本全部", "“基本”与“全部”矛盾"),
    ("大体全部", "“大体”与“全部”矛盾"),
    ("所有社会敏感", "说法不当，公开的范围由条例规定"),
    ("百分之百满意", "说得太满"),
    ("社会敏感", "说法不当，公开的范围由条例规定"),
    ("让全体群众", "不可能人人如此"),
    ("让全市群众", "不可能人人如此"),
    ("让所有群众", "不可能人人如此"),
    ("零失误", "说得太满"),
];

fn see(text: &Text<'_>) -> Vec<Slip> {
    let found: Vec<_> = PHRASES
        .iter()
        .flat_map(|phrase| text.text.match_indices(phrase.0).map(move |(at, _)| (at, phrase)))
        .collect();
    if found.is_empty() {
        return Vec::new();
    }
    let quoted = Quoted::of(text.text);
    let inside = |at: usize, word: &str| {
        found
            .iter()
            .any(|(other, phrase)| *other < at && at + word.len() <= *other + phrase.0.len())
    };
    found
        .iter()
        .filter(|(at, phrase)| !quoted.covers(*at) && !inside(*at, phrase.0))
        .map(|(at, (word, why))| {
            text.slip(*at..*at + word.len(), format!("“{word}”{why}")).advise("改成事实和数")
        })
        .collect()
}
