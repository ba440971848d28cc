//! T008 同义重复: 累计共, 截至…为止, 约…左右.

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::char_at;

#[doc = include_str!("said_twice.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "T008",
        name: "同一个意思说了两遍",
        severity: Severity::Hint,
        basis: "《党政机关公文处理工作条例》（中办发〔2012〕14号）（依据待核）：公文应当文字精练",
        page: include_str!("said_twice.md"),
    },
    looks: &[Look::Words(&WORDS, see)],
};

/// The phrases alone.
const WORDS: [&str; 12] = [
    "累计共计",
    "累计共",
    "总计共",
    "合计共",
    "共累计",
    "共计共",
    "总共合计",
    "截至目前为止",
    "截止目前为止",
    "目的是为了",
    "免费赠送",
    "亲自莅临",
];

const PHRASES: [(&str, &str); 12] = [
    ("累计共计", "累计"),
    ("累计共", "累计"),
    ("总计共", "总计"),
    ("合计共", "合计"),
    ("共累计", "累计"),
    ("共计共", "共计"),
    ("总共合计", "合计"),
    ("截至目前为止", "截至目前"),
    ("截止目前为止", "截至目前"),
    ("目的是为了", "目的是"),
    ("免费赠送", "赠送"),
    ("亲自莅临", "到"),
];

fn see(text: &Text<'_>) -> Vec<Slip> {
    let mut behind = 0;
    let mut found: Vec<(usize, &(&str, &str))> = PHRASES
        .iter()
        .flat_map(|phrase| text.text.match_indices(phrase.0).map(move |(at, _)| (at, phrase)))
        .collect();
    found.sort_by_key(|(at, phrase)| (*at, std::cmp::Reverse(phrase.0.len())));
    let mut slips = Vec::new();
    for (at, (word, to)) in found {
        let other = char_at(text.text, at + word.len()).is_some_and(|c| "同享建产识青".contains(c));
        if at >= behind && !other {
            behind = at + word.len();
            slips.push(
                text.slip(at..behind, format!("“{word}”把一个意思说了两遍"))
                    .becomes(Tier::Likely, to),
            );
        }
    }
    slips
}
