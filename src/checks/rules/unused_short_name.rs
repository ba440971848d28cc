//! S011 简称未用: 以下简称《办法》 and never again.

use std::ops::Range;

use super::super::finding::Severity;
use super::super::rule::{About, Look, Rule, Slip, Text, texts};
use super::super::scan::{Quoted, after};
use crate::model::Report;

#[doc = include_str!("unused_short_name.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S011",
        name: "定义的简称后文没有用到",
        severity: Severity::Hint,
        basis: "GB/T 9704—2012（公文用语简明）；简称先注明后使用，注明而不用是多余",
        page: include_str!("unused_short_name.md"),
    },
    looks: &[Look::Report(see)],
};

struct Short<'a> {
    text: Text<'a>,
    /// Which text of the report.
    place: usize,
    /// The name with its marks.
    range: Range<usize>,
    name: &'a str,
}

fn see(report: &Report) -> Vec<Slip> {
    let all: Vec<Text<'_>> = texts(report).collect();
    let found: Vec<Short<'_>> =
        all.iter().enumerate().flat_map(|(place, text)| defined(*text, place)).collect();
    found
        .iter()
        .filter(|short| {
            !all.iter()
                .enumerate()
                .skip(short.place)
                .any(|(place, text)| used(short, text.text, place == short.place))
        })
        .map(|short| {
            let words = short.text.text.get(short.range.clone()).unwrap_or_default();
            short
                .text
                .slip(short.range.clone(), format!("简称{words}后文没有用到"))
                .advise("删去这个简称；后文另有叫法的改成一样")
        })
        .collect()
}

/// Whether the short name stands in a text, behind its definition if that is there.
fn used(short: &Short<'_>, text: &str, here: bool) -> bool {
    let from = if here { short.range.end } else { 0 };
    let Some(rest) = text.get(from..) else { return false };
    let words = short.text.text.get(short.range.clone()).unwrap_or_default();
    if words.starts_with('《') && !rest.contains(words) {
        // A bare 条例 is meant for it too, but not one at the end of another title.
        let titles = Quoted::titles(text);
        return rest.match_indices(short.name).any(|(at, _)| !titles.covers(from + at));
    }
    rest.contains(short.name)
}

fn defined(text: Text<'_>, place: usize) -> Vec<Short<'_>> {
    const REACH: usize = 60;
    let mut found = Vec::new();
    for (at, word) in text.text.match_indices("简称") {
        let start = at + word.len();
        let inner = after(text.text, start, REACH);
        let Some(inner) = inner.find(['）', ')']).and_then(|end| inner.get(..end)) else {
            continue;
        };
        let mut rest = inner;
        while let Some(at) = rest.find(['《', '“']) {
            let Some(name) = rest.get(at + '《'.len_utf8()..) else { break };
            let Some(end) = name.find(['》', '”']) else { break };
            let from = start + inner.len() - name.len();
            let marks = '《'.len_utf8();
            let range = from - marks..from + end + marks;
            found.extend(name.get(..end).filter(|name| !name.is_empty()).map(|name| Short {
                text,
                place,
                range,
                name,
            }));
            rest = name.get(end..).unwrap_or_default();
        }
    }
    found
}
