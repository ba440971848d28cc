//! Finding the words again that a comment is about (锚定): also after edits around them, never other words that look the
//! same.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::model::{Id, Report, TextAt};

/// What stood beside the words when they were last seen, to tell them from the same words elsewhere in the text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Beside {
    /// What stood right before them; empty at the beginning of the text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// What stood right behind them; empty at the end of the text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub after: String,
}

/// Where words are that were noted once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// These bytes of the text.
    At(Range<usize>),
    /// Several places may be meant, and nothing tells which.
    Several,
    /// The words are gone.
    Gone,
}

/// One change to a text: at a byte, so many bytes were replaced by so many others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replaced {
    /// First byte.
    pub start: usize,
    /// Bytes taken out.
    pub removed: usize,
    /// Bytes put in.
    pub inserted: usize,
}

/// Characters of neighbourhood that are kept at first; more, where the same words have the same neighbours elsewhere.
const REACH: usize = 8;

/// Characters of neighbourhood on one side that are enough where the other side was rewritten.
const ENOUGH: usize = 4;

impl Beside {
    /// Whether nothing is known.
    pub const fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    /// The neighbourhood of some bytes of a text: as much as tells them from every other place with the same words.
    pub fn of(text: &str, words: &Range<usize>) -> Self {
        let (before, after) = around(text, words);
        let quote = text.get(words.clone()).unwrap_or_default();
        let most = before.chars().count().max(after.chars().count());
        let mut reach = REACH;
        loop {
            let beside = Self { before: last(before, reach), after: first(after, reach) };
            if reach >= most || beside.whole(text, quote).len() == 1 {
                return beside;
            }
            reach *= 2;
        }
    }

    /// Every place of the words that has this neighbourhood on both sides.
    fn whole(&self, text: &str, quote: &str) -> Vec<Range<usize>> {
        let fits = |words: &Range<usize>| {
            let (before, after) = around(text, words);
            before.ends_with(&self.before) && after.starts_with(&self.after)
        };
        places(text, quote).into_iter().filter(fits).collect()
    }

    /// Every place of the words that has it on one side at least.
    fn half(&self, text: &str, quote: &str) -> Vec<Range<usize>> {
        let (near, next) = (last(&self.before, ENOUGH), first(&self.after, ENOUGH));
        let fits = |words: &Range<usize>| {
            let (before, after) = around(text, words);
            // Less than that was kept only where the text began or ended there.
            let left = if near.chars().count() < ENOUGH {
                before == near && !near.is_empty()
            } else {
                before.ends_with(&near)
            };
            let right = if next.chars().count() < ENOUGH {
                after == next && !next.is_empty()
            } else {
                after.starts_with(&next)
            };
            left || right
        };
        places(text, quote).into_iter().filter(fits).collect()
    }
}

/// Where the words are in the text now.
pub fn find(text: &str, quote: &str, beside: &Beside) -> Found {
    if quote.is_empty() {
        return Found::At(0..0);
    }
    if beside.is_empty() {
        // The whole text, or a record that a hand has written.
        return one(places(text, quote));
    }
    match one(beside.whole(text, quote)) {
        Found::Gone => one(beside.half(text, quote)),
        found => found,
    }
}

/// The neighbourhood of the words after a change to the text, where the change has left the words alone; none where it
/// has not, or where nobody knows where they are.
pub fn follow(
    (old, new): (&str, &str),
    quote: &str,
    beside: &Beside,
    change: Replaced,
) -> Option<Beside> {
    let Found::At(words) = find(old, quote, beside) else { return None };
    let moved = if change.start + change.removed <= words.start {
        let start = words.start + change.inserted - change.removed;
        start..start + words.len()
    } else if change.start >= words.end {
        words
    } else {
        return None;
    };
    (new.get(moved.clone()) == Some(quote)).then(|| Beside::of(new, &moved))
}

/// The one change that makes of one text the other: what both begin and end with is left alone.
pub fn replaced(old: &str, new: &str) -> Replaced {
    let (was, is) = (old.char_indices(), new.chars());
    let start = was.zip(is).find(|((_, was), is)| was != is).map(|((at, _), _)| at);
    let start = start.unwrap_or(old.len().min(new.len()));
    let tail = old.get(start..).unwrap_or_default().chars().rev();
    let other = new.get(start..).unwrap_or_default().chars().rev();
    let same: usize =
        tail.zip(other).take_while(|(was, is)| was == is).map(|(c, _)| c.len_utf8()).sum();
    Replaced { start, removed: old.len() - start - same, inserted: new.len() - start - same }
}

/// The text that a record names by the id of a paragraph, a section (its heading) or a table (its caption).
pub fn text_of(report: &Report, id: Id) -> Option<(TextAt, &str)> {
    [TextAt::Paragraph, TextAt::Heading, TextAt::Caption]
        .into_iter()
        .find_map(|at| Some((at(id), report.text(at(id))?)))
}

fn one(mut places: Vec<Range<usize>>) -> Found {
    match (places.pop(), places.is_empty()) {
        (None, _) => Found::Gone,
        (Some(only), true) => Found::At(only),
        (Some(_), false) => Found::Several,
    }
}

/// Every place of some words in a text, also where they overlap.
fn places(text: &str, quote: &str) -> Vec<Range<usize>> {
    let starts = text.char_indices().map(|(at, _)| at);
    let here = starts.filter(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(quote)));
    here.map(|at| at..at + quote.len()).collect()
}

fn around<'a>(text: &'a str, words: &Range<usize>) -> (&'a str, &'a str) {
    let before = text.get(..words.start).unwrap_or_default();
    (before, text.get(words.end..).unwrap_or_default())
}

fn first(text: &str, count: usize) -> String {
    text.chars().take(count).collect()
}

fn last(text: &str, count: usize) -> String {
    let all = text.chars().count();
    text.chars().skip(all.saturating_sub(count)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "全年新收申请3件，办结3件，结转下年度3件。";

    /// The bytes of the nth place of some words.
    fn nth(text: &str, words: &str, nth: usize) -> Range<usize> {
        places(text, words).swap_remove(nth)
    }

    #[test]
    fn the_same_words_elsewhere_are_other_words() {
        for at in 0..3 {
            let words = nth(TEXT, "3件", at);
            let beside = Beside::of(TEXT, &words);
            assert_eq!(find(TEXT, "3件", &beside), Found::At(words));
        }
        let beside = Beside::of(TEXT, &nth(TEXT, "3件", 0));
        // The first is rewritten: the second does not take its place.
        assert_eq!(find("全年新收申请5件，办结3件，结转下年度3件。", "3件", &beside), Found::Gone);
        assert_eq!(find("办结3件。", "3件", &beside), Found::Gone);
        assert_eq!(find(TEXT, "3件", &Beside::default()), Found::Several);
    }

    #[test]
    fn edits_around_the_words_leave_them_found() {
        let beside = Beside::of(TEXT, &nth(TEXT, "3件", 1));
        for text in [
            "全年共新收政府信息公开申请4件，办结3件，结转下年度1件。",
            "办结3件，结转下年度3件。",
            "全年新收申请3件，已办结3件，结转下年度无。",
        ] {
            assert_eq!(
                find(text, "3件", &beside),
                Found::At(nth(text, "3件", usize::from(text.starts_with("全年新收")))),
                "{text}"
            );
        }
    }

    #[test]
    fn the_only_change_between_two_texts() {
        for (old, new, want) in [
            ("收到3件", "收到13件", (6, 0, 1)),
            ("收到3件", "收到3件", (10, 0, 0)),
            ("甲甲甲", "甲甲", (6, 3, 0)),
            ("", "新", (0, 0, 3)),
        ] {
            let is = replaced(old, new);
            assert_eq!((is.start, is.removed, is.inserted), want, "{old} {new}");
        }
    }

    /// A change somewhere in a text of `length` characters.
    type Change = (usize, usize, String);

    fn changes() -> impl Strategy<Value = Vec<Change>> {
        prop::collection::vec((0usize..40, 0usize..6, "[三3件，收办结申请]{0,5}"), 1..12)
    }

    proptest! {
        /// However a text is edited: what is pointed at are the words, word for word; and as long as nobody touched them,
        /// they are these very words and no others that look the same.
        #[test]
        fn an_anchor_never_points_at_the_wrong_words(
            text in "[三3件，收办结申请]{1,40}", from in 0usize..40, long in 1usize..5, changes in changes(),
        ) {
            let chars: Vec<char> = text.chars().collect();
            let from = from % chars.len();
            let quote: String = chars.iter().skip(from).take(long).collect();
            // Each character with its own number: what becomes of it can be told.
            let mut kept: Vec<(char, Option<usize>)> = chars.iter().copied().zip((0..).map(Some)).collect();
            let mine: Vec<Option<usize>> = (from..from + quote.chars().count()).map(Some).collect();
            let start: usize = chars.iter().take(from).map(|c| c.len_utf8()).sum();
            let mut beside = Beside::of(&text, &(start..start + quote.len()));
            let (mut text, mut touched) = (text, false);
            for (at, gone, put) in changes {
                let at = at.min(kept.len());
                let gone = gone.min(kept.len() - at);
                let bytes = |range: Range<usize>| -> usize { kept.iter().skip(range.start).take(range.len()).map(|(c, _)| c.len_utf8()).sum() };
                let change = Replaced { start: bytes(0..at), removed: bytes(at..at + gone), inserted: put.len() };
                kept.splice(at..at + gone, put.chars().map(|c| (c, None)));
                let new: String = kept.iter().map(|(c, _)| c).collect();
                let whole = kept.windows(mine.len()).any(|run| run.iter().map(|(_, id)| *id).eq(mine.iter().copied()));
                touched |= !whole;
                if let Some(moved) = follow((&text, &new), &quote, &beside, change) {
                    beside = moved;
                }
                text = new;
                match find(&text, &quote, &beside) {
                    Found::At(words) => {
                        prop_assert_eq!(text.get(words.clone()), Some(quote.as_str()));
                        let here = text.get(..words.start).unwrap().chars().count();
                        let ids: Vec<_> = kept.iter().skip(here).take(mine.len()).map(|(_, id)| *id).collect();
                        prop_assert!(touched || ids == mine, "{text} {words:?}");
                    }
                    other => prop_assert!(touched, "{other:?} in {text}"),
                }
            }
        }

        #[test]
        fn one_change_makes_one_text_of_another(old in "[三3件，]{0,9}", new in "[三3件，]{0,9}") {
            let Replaced { start, removed, inserted } = replaced(&old, &new);
            let put = new.get(start..start + inserted).unwrap();
            let mut patched = old;
            patched.replace_range(start..start + removed, put);
            prop_assert_eq!(patched, new);
        }
    }
}
