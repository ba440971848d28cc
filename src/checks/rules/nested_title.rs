//! P006 书名号嵌套: 《…《…》…》 for 《…〈…〉…》.

use std::ops::Range;

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};

#[doc = include_str!("nested_title.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "P006",
        name: "书名号或引号里又用了同样的符号",
        severity: Severity::Hint,
        basis: "GB/T 15834—2011（书名号里面还要用书名号时，外面用双书名号，里面用单书名号；引号同）",
        page: include_str!("nested_title.md"),
    },
    looks: &[Look::Words(&["《", "“"], see)],
};

const KINDS: [[&str; 4]; 2] = [["《", "》", "〈", "〉"], ["“", "”", "‘", "’"]];

fn see(text: &Text<'_>) -> Vec<Slip> {
    KINDS.iter().flat_map(|kind| nested(text, kind)).collect()
}

fn nested(text: &Text<'_>, [opener, closer, inner_opener, inner_closer]: &[&str; 4]) -> Vec<Slip> {
    let mut open: Vec<usize> = Vec::new();
    let mut inner: Vec<Range<usize>> = Vec::new();
    let mut slips = Vec::new();
    for (at, c) in text.text.char_indices() {
        if opener.contains(c) {
            open.push(at);
        } else if closer.contains(c) {
            match (open.pop(), open.len()) {
                (Some(start), 1) => inner.push(start..at + closer.len()),
                // The outermost pair is complete: what stands inside is nested indeed.
                (Some(_), 0) => slips.append(&mut inner),
                _ => {}
            }
        }
    }
    slips
        .into_iter()
        .map(|range| {
            let edits = vec![
                text.replace(range.start..range.start + opener.len(), inner_opener),
                text.replace(range.end - closer.len()..range.end, inner_closer),
            ];
            let words = text
                .text
                .get(range.start + opener.len()..range.end - closer.len())
                .unwrap_or_default();
            let to = format!("{inner_opener}{words}{inner_closer}");
            let message = format!("“{opener}{closer}”里面应当用“{inner_opener}{inner_closer}”");
            text.slip(range, message).expecting(to).mended(
                Tier::Sure,
                format!("里面改为“{inner_opener}{inner_closer}”"),
                edits,
            )
        })
        .collect()
}
