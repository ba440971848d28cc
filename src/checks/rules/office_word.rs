//! T002 本单位禁用的词: a word that the office has put on its list.

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Spot, Subject, Text, texts};
use super::super::scan::Quoted;
use super::super::words::{Forbidden, is_in_force};

#[doc = include_str!("office_word.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "T002",
        name: "用了本单位词表里禁用的词",
        severity: Severity::Warning,
        basis: "本单位词表（words.ron）所载的出处；政治表述、职务、届次的写法只由本单位维护，程序不内判",
        page: include_str!("office_word.md"),
    },
    looks: &[Look::Project(see)],
};

fn see(subject: &Subject<'_>) -> Vec<Slip> {
    let period = subject.report.period;
    let holds =
        |entry: &&Forbidden| !entry.word.is_empty() && is_in_force(entry.from, entry.until, period);
    let all: Vec<&Forbidden> = subject.words.forbidden.iter().filter(holds).collect();
    if all.is_empty() {
        return Vec::new();
    }
    texts(subject.report)
        .flat_map(|text| all.iter().flat_map(|entry| found(&text, entry)).collect::<Vec<Slip>>())
        .collect()
}

fn found(text: &Text<'_>, entry: &Forbidden) -> Vec<Slip> {
    let places = text
        .text
        .match_indices(entry.word.as_str())
        .filter(|(at, _)| !stands_in(text.text, *at, (&entry.word, &entry.to)));
    let slips = places.map(|(at, word)| {
        let source =
            if entry.source.is_empty() { String::new() } else { format!("（{}）", entry.source) };
        let slip = text.slip(at..at + word.len(), format!("本单位词表里禁用“{word}”{source}"));
        if entry.to.is_empty() {
            slip.advise("换一个说法")
        } else {
            slip.becomes(Tier::Likely, &entry.to)
        }
    });
    let titles = Quoted::titles(text.text);
    slips
        .filter(|slip| !matches!(&slip.at, Spot::Text(_, range) if titles.covers(range.start)))
        .collect()
}

/// Whether the word at a place is part of the right one: 残疾儿 in 残疾儿童.
pub(super) fn stands_in(text: &str, at: usize, (word, right): (&str, &str)) -> bool {
    right.match_indices(word).any(|(inside, _)| {
        at.checked_sub(inside)
            .and_then(|start| text.get(start..))
            .is_some_and(|rest| rest.starts_with(right))
    })
}
