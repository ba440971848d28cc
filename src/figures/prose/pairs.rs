//! 分别: names and numbers that pair in order.

use std::ops::Range;

use super::figure::Doubt;
use super::reader::Reader;
use super::scan::{Here, Item, Mark, What};
use super::vocabulary::Concepts;

/// Names that wait for their numbers.
pub(super) struct Pairs {
    names: Vec<(Range<usize>, Concepts)>,
    /// The numbers, by their place among the items.
    numbers: Vec<usize>,
}

/// A number's name.
pub(super) struct Paired {
    pub(super) name: Range<usize>,
    pub(super) said: Concepts,
    pub(super) doubt: Option<Doubt>,
}

/// How many items ahead numbers are looked for, and names behind.
const REACH: usize = 64;

impl Pairs {
    /// The pairs of a 分别, if numbers without names of their own follow.
    pub(super) fn ahead(reader: &Reader<'_>, here: Here<'_>) -> Option<Self> {
        let Here { items, at, .. } = here;
        let numbers = numbers(reader, items, at);
        let names = names(reader, items, at);
        (numbers.len() > 1 && names.len() > 1).then_some(Self { names, numbers })
    }

    /// The name of the number at an item; in doubt if there are not as many of the one as of the other.
    pub(super) fn next(&mut self, at: usize) -> Option<Paired> {
        let place = self.numbers.iter().position(|number| *number == at)?;
        let doubt = (self.names.len() != self.numbers.len()).then_some(Doubt::Pairing);
        let (name, said) = self.names.get(place.min(self.names.len() - 1))?.clone();
        Some(Paired { name, said, doubt })
    }
}

/// The numbers behind a 分别 with nothing between them but 、 and 和.
fn numbers(reader: &Reader<'_>, items: &[Item], at: usize) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut end: Option<usize> = None;
    for (at, item) in items.iter().enumerate().skip(at + 1).take(REACH) {
        match &item.what {
            What::Amount(_) => {
                let gap =
                    end.and_then(|end| reader.text.get(end..item.bytes.start)).unwrap_or_default();
                let joins = ["和", "与", "及", "以及", "、", "，", "，以及", "、和", " ", ""];
                if !joins.contains(&gap.trim_end_matches(['约', '为', ' '])) {
                    break;
                }
                found.push(at);
                end = Some(item.bytes.end);
            }
            What::Mark(Mark::Pause) => {}
            What::Mark(Mark::Comma) if end.is_some() => {}
            What::Mark(_) => break,
            What::Word(_) | What::Time(_) if end.is_some() => break,
            What::Word(_) | What::Time(_) => {}
        }
    }
    found
}

/// The names before a 分别, parted by 、 and 和, back to the last mark or number.
fn names(reader: &Reader<'_>, items: &[Item], at: usize) -> Vec<(Range<usize>, Concepts)> {
    let end = items.get(at).map_or(0, |item| item.bytes.start);
    let back = items.iter().enumerate().take(at).rev().take(REACH);
    let mut depth = 0_usize;
    let stop = back.into_iter().find(|(_, item)| match item.what {
        What::Mark(Mark::Close) => {
            depth += 1;
            false
        }
        What::Mark(Mark::Open) if depth > 0 => {
            depth -= 1;
            false
        }
        What::Mark(Mark::Pause) | What::Word(_) | What::Time(_) => false,
        What::Mark(_) | What::Amount(_) => depth == 0,
    });
    let from = stop.map_or(reader.sentence.start, |(_, item)| item.bytes.end);
    let mut names = Vec::new();
    let mut start = from;
    let text = reader.text.get(from..end).unwrap_or_default();
    for (at, c) in text.char_indices() {
        let joins = matches!(c, '、' | '和' | '与' | '及')
            && !text.get(at..).is_some_and(|rest| rest.starts_with("与会"));
        if joins {
            names.push(start..from + at);
            start = from + at + c.len_utf8();
        }
    }
    names.push(start..end);
    let said = |bytes: &Range<usize>| {
        let mut said = Concepts::default();
        let inside = items
            .iter()
            .filter(|item| bytes.start <= item.bytes.start && item.bytes.end <= bytes.end);
        inside.for_each(|item| said.join(&item.meaning(reader.vocabulary).concepts));
        said
    };
    let kept = names.into_iter().filter(|name| !reader.label(name.clone()).is_empty());
    kept.map(|name| (name.clone(), said(&name))).collect()
}
