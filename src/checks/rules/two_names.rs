//! T009 称谓两样: 特困供养人员 here, 特困人员供养 there.

use super::super::finding::{Severity, Tier};
use super::super::prose::Prose;
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::Quoted;
use crate::model::{Section, TextAt};

#[doc = include_str!("two_names.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "T009",
        name: "同一事物字序不同的两种叫法",
        severity: Severity::Hint,
        basis: "通行的公文要求：同一事物前后用同一个名称",
        page: include_str!("two_names.md"),
    },
    looks: &[Look::Prose(see)],
};

/// Shorter words may well be two things.
const LONG: usize = 5;

fn see(prose: &Prose<'_>) -> Vec<Slip> {
    let named = prose.vocabulary.spelled().flat_map(|(_, spellings)| turned(spellings));
    let pairs: Vec<(&str, &str)> = named.collect();
    pairs.into_iter().filter_map(|pair| slip(prose, pair)).collect()
}

/// Pairs of spellings made of the same characters in another order.
fn turned(spellings: &[String]) -> Vec<(&str, &str)> {
    let sorted = |word: &str| {
        let mut chars: Vec<char> = word.chars().collect();
        chars.sort_unstable();
        chars
    };
    // Phrases with a verb are turned as the sentence wants.
    let names = |word: &&String| {
        word.chars().count() >= LONG && !word.contains("公开") && !word.contains("申请")
    };
    let names: Vec<&String> = spellings.iter().filter(names).collect();
    let mut pairs = Vec::new();
    for (at, one) in names.iter().enumerate() {
        for other in names.iter().skip(at + 1) {
            if sorted(one) == sorted(other) {
                pairs.push((one.as_str(), other.as_str()));
            }
        }
    }
    pairs
}

fn slip(prose: &Prose<'_>, (one, other): (&str, &str)) -> Option<Slip> {
    let places = |word: &str| -> Vec<(TextAt, usize)> {
        let paragraphs = prose.subject.report.sections.iter().flat_map(Section::paragraphs);
        let free = paragraphs.flat_map(|paragraph| {
            let titles = Quoted::titles(&paragraph.text);
            let found = paragraph.text.match_indices(word).map(|(at, _)| at);
            found
                .filter(move |at| !titles.covers(*at))
                .map(|at| (TextAt::Paragraph(paragraph.id), at))
                .collect::<Vec<_>>()
        });
        free.collect()
    };
    let (ones, others) = (places(one), places(other));
    let (rare, seldom, common, often) = if ones.len() <= others.len() {
        (one, &ones, other, &others)
    } else {
        (other, &others, one, &ones)
    };
    let (at, start) = seldom.first().copied().filter(|_| !often.is_empty())?;
    let text = prose.subject.report.text(at)?;
    let text = Text { at, text, year: prose.subject.report.year };
    let message = format!("这里叫“{rare}”，别处叫“{common}”（{}处）", often.len());
    Some(text.slip(start..start + rare.len(), message).becomes(Tier::Likely, common))
}
