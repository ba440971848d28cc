//! P002 括号引号不配对: an opening mark without its closing one, or the reverse.

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text, texts_of};
use super::super::scan::{before, begins_clause, char_at};
use crate::model::{Report, TextAt};
use crate::text::punctuation::{is_closer, is_numeral, is_opener};

#[doc = include_str!("unpaired_mark.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "P002",
        name: "括号、引号或书名号不配对",
        severity: Severity::Warning,
        basis: "GB/T 15834—2011（括号、引号、书名号成对使用）",
        page: include_str!("unpaired_mark.md"),
    },
    looks: &[Look::Report(see)],
};

/// A mark without its other half: where, and its kind as a place in [`PAIRS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Single {
    at: usize,
    kind: usize,
    opens: bool,
}

const PAIRS: [(&str, &str); 6] = [
    ("（(", "）)"),
    ("[［〔【﹝", "]］〕】﹞"),
    ("《", "》"),
    ("〈", "〉"),
    ("“", "”"),
    ("‘", "’"),
];
const QUOTES: usize = 4;

fn see(report: &Report) -> Vec<Slip> {
    let title = Text { at: TextAt::Title, text: &report.title, year: report.year };
    let mut slips = told(&title, &singles(title.text));
    for section in &report.sections {
        let all: Vec<(Text<'_>, Vec<Single>)> =
            texts_of(section, report.year).map(|text| (text, singles(text.text))).collect();
        let joined = across(all);
        slips.extend(joined.iter().flat_map(|(text, singles)| told(text, singles)));
    }
    slips
}

/// Without the marks whose other half stands in the next text: a page break has cut the paragraph.
fn across<T>(mut all: Vec<(T, Vec<Single>)>) -> Vec<(T, Vec<Single>)> {
    for next in 1..all.len() {
        let (before, behind) = all.split_at_mut(next);
        let (Some((_, left)), Some((_, right))) = (before.last_mut(), behind.first_mut()) else {
            continue;
        };
        while let (Some(one), Some(other)) = (left.last(), right.first()) {
            if !one.opens || other.opens || one.kind != other.kind {
                break;
            }
            left.pop();
            right.remove(0);
        }
    }
    all
}

fn singles(text: &str) -> Vec<Single> {
    let mut open: Vec<Single> = Vec::new();
    let mut alone = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is_opener(*c) || is_closer(*c)) {
        if let Some(kind) = PAIRS.iter().position(|(openers, _)| openers.contains(c)) {
            open.push(Single { at, kind, opens: true });
        } else if let Some(kind) = PAIRS.iter().position(|(_, closers)| closers.contains(c)) {
            let reach = open.len().saturating_sub(8);
            match open.iter().skip(reach).rposition(|single| single.kind == kind) {
                Some(place) => {
                    alone.extend(open.drain(reach + place + 1..));
                    open.pop();
                }
                None if counts_or_elides(text, at, c) => {}
                None => alone.push(Single { at, kind, opens: false }),
            }
        }
    }
    alone.extend(open);
    alone.sort_by_key(|single| single.at);
    alone
}

/// 1） and don’t.
fn counts_or_elides(text: &str, at: usize, c: char) -> bool {
    let head = before(text, at, 3);
    let number: usize = head
        .chars()
        .rev()
        .take_while(|c| c.is_ascii_alphanumeric() || is_numeral(*c))
        .map(char::len_utf8)
        .sum();
    match c {
        ')' | '）' => (1..=6).contains(&number) && begins_clause(text, at - number),
        '’' => head.ends_with(|c: char| c.is_ascii_alphabetic()),
        _ => false,
    }
}

fn told(text: &Text<'_>, singles: &[Single]) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut rest = singles.iter().peekable();
    while let Some(single) = rest.next() {
        let twin = |next: &&Single| {
            single.kind >= QUOTES && next.kind == single.kind && next.opens == single.opens
        };
        match rest.next_if(|next| twin(next)) {
            Some(next) => slips.extend(turned(text, if single.opens { next } else { single })),
            None => slips.extend(half(text, single)),
        }
    }
    slips
}

/// “阳光政府“
fn turned(text: &Text<'_>, single: &Single) -> Option<Slip> {
    let mark = char_at(text.text, single.at)?;
    let (opener, closer) = PAIRS.get(single.kind)?;
    let to = if single.opens { closer } else { opener };
    Some(
        text.slip(single.at..single.at + mark.len_utf8(), "引号的方向有误")
            .becomes(Tier::Likely, to),
    )
}

fn half(text: &Text<'_>, single: &Single) -> Option<Slip> {
    let mark = char_at(text.text, single.at)?;
    let missing = if single.opens { "右" } else { "左" };
    let slip =
        text.slip(single.at..single.at + mark.len_utf8(), format!("“{mark}”没有{missing}半边"));
    Some(slip.advise(format!("补上{missing}半边，或删去这一半")))
}
