//! S016 一事两说: 成立了…领导小组 in two paragraphs.

use std::ops::Range;

use super::super::finding::Severity;
use super::super::rule::{About, Look, Rule, Slip, texts};
use crate::model::{Report, TextAt};
use crate::text::punctuation::is_stop;

#[doc = include_str!("done_twice.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S016",
        name: "同一件事前后说了两遍",
        severity: Severity::Hint,
        basis: "GB/T 9704—2012：公文应当简明；同一件事在一处说清",
        page: include_str!("done_twice.md"),
    },
    looks: &[Look::Report(see)],
};

/// What happens once a year.
const DEEDS: [&str; 10] = [
    "成立了",
    "组建了",
    "召开了",
    "印发了",
    "制定了",
    "修订了",
    "出台了",
    "建立了",
    "举办了",
    "开通了",
];
/// Characters that two objects must have in common from the start.
const LONG: usize = 8;

fn see(report: &Report) -> Vec<Slip> {
    let mut known: Vec<(String, TextAt)> = Vec::new();
    let mut slips = Vec::new();
    for text in texts(report).filter(|text| matches!(text.at, TextAt::Paragraph(_))) {
        for (range, deed) in deeds(text.text) {
            let told = known.iter().any(|(before, at)| *before == deed && *at != text.at);
            if told {
                let slip = text.slip(range, format!("“{deed}……”前面已经说过"));
                slips.push(slip.advise("留一处，另一处删去或改为“如前所述”"));
            } else {
                known.push((deed, text.at));
            }
        }
    }
    slips
}

/// What was done: the verb and the beginning of what it was done to.
fn deeds(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    for deed in DEEDS {
        for (at, _) in text.match_indices(deed) {
            let start = at + deed.len();
            let object = text.get(start..).unwrap_or_default();
            let plain = |c: &char| !matches!(c, '“' | '”' | '《' | '》' | ' ');
            let words: String =
                object.chars().filter(plain).take_while(|c| !is_stop(*c)).take(LONG).collect();
            let vague = words.contains(|c: char| c.is_ascii_digit() || "一各多几".contains(c));
            if words.chars().count() < LONG || vague {
                continue;
            }
            let end = text
                .get(start..)
                .unwrap_or_default()
                .char_indices()
                .nth(LONG)
                .map_or(text.len(), |(end, _)| start + end);
            found.push((at..end, format!("{deed}{words}")));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}
