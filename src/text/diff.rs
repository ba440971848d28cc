//! What changed between two texts (差异), told as a reader would tell it.
//!
//! Compared are graphemes, but a number with its unit, a date and a Latin word are each one whole: 86件 is never told as
//! 8 that stayed and 6件 that came. What is left over between two changes is then tidied to words.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::grapheme::graphemes;
use super::punctuation::{is_digit, is_han};
use super::words::words;

/// What became of a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// In both texts.
    Kept,
    /// Only in the old text.
    Removed,
    /// Only in the new text.
    Added,
}

/// A stretch of text and what became of it. Of two that stand for each other the removed one comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What became of it.
    pub fate: Fate,
    /// The stretch, never empty.
    pub text: String,
}

/// Atoms of both texts, multiplied, above which only the common beginning and end are told apart: no paragraph of a
/// report is so long, and nobody should wait for one.
const FAR: usize = 40_000_000;

/// The pieces that make of one text the other: without the added ones they are the old text, without the removed ones
/// the new.
pub fn diff(old: &str, new: &str) -> Vec<Piece> {
    let (before, after) = (atoms(old), atoms(new));
    // Counted by lengths: the index that an operation gives for the side it does not touch is not to be relied on.
    let (mut was, mut is) = (0, 0);
    let mut spans = Vec::new();
    for op in operations(&texts(old, &before), &texts(new, &after)) {
        let (gone, come) = (op.old_range().len(), op.new_range().len());
        let span = Span {
            old: bytes(&before, was..was + gone, old.len()),
            new: bytes(&after, is..is + come, new.len()),
        };
        (was, is) = (was + gone, is + come);
        spans.push((matches!(op, DiffOp::Equal { .. }), span));
    }
    let mut pieces = Pieces::default();
    for (kept, span) in tidied(spans, old, new) {
        if kept {
            pieces.push(Fate::Kept, old.get(span.old));
        } else {
            pieces.push(Fate::Removed, old.get(span.old));
            pieces.push(Fate::Added, new.get(span.new));
        }
    }
    pieces.0
}

/// Whether two texts that were told in these pieces are different at all.
pub fn differs(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| piece.fate != Fate::Kept)
}

/// The text that pieces make: the old one, or the new.
pub fn patched(pieces: &[Piece], new: bool) -> String {
    let other = if new { Fate::Removed } else { Fate::Added };
    pieces.iter().filter(|piece| piece.fate != other).map(|piece| piece.text.as_str()).collect()
}

/// Bytes of a stretch in both texts.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    old: Range<usize>,
    new: Range<usize>,
}

#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn push(&mut self, fate: Fate, text: Option<&str>) {
        let Some(text) = text.filter(|text| !text.is_empty()) else { return };
        match self.0.last_mut() {
            Some(last) if last.fate == fate => last.text.push_str(text),
            _ => self.0.push(Piece { fate, text: text.to_owned() }),
        }
    }
}

/// The atoms of a text as byte ranges, without gaps.
fn atoms(text: &str) -> Vec<Range<usize>> {
    let mut atoms: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for word in words(text) {
        let Some(own) = text.get(word.clone()) else { continue };
        split(text, at..word.start, &mut atoms);
        let whole =
            own.chars().next().is_some_and(|c| is_digit(c) || c.is_alphanumeric() && !is_han(c));
        if !whole {
            split(text, word.clone(), &mut atoms);
        } else if continues_date(text, atoms.last(), own) {
            if let Some(last) = atoms.last_mut() {
                last.end = word.end;
            }
        } else {
            atoms.push(word.clone());
        }
        at = word.end;
    }
    split(text, at..text.len(), &mut atoms);
    atoms
}

/// Whether a number with its unit goes on with the date that the last atom began: 2024年 3月 1日.
fn continues_date(text: &str, last: Option<&Range<usize>>, own: &str) -> bool {
    let begun = last.and_then(|last| text.get(last.clone())).unwrap_or_default();
    let digits = begun.chars().next().is_some_and(is_digit);
    digits
        && (begun.ends_with('年') && own.ends_with('月')
            || begun.ends_with('月') && own.ends_with('日'))
}

/// Every grapheme of a stretch as an atom of its own.
fn split(text: &str, range: Range<usize>, atoms: &mut Vec<Range<usize>>) {
    let start = range.start;
    for (at, grapheme) in text.get(range).map(graphemes).into_iter().flatten() {
        atoms.push(start + at..start + at + grapheme.len());
    }
}

fn texts<'a>(text: &'a str, atoms: &[Range<usize>]) -> Vec<&'a str> {
    atoms.iter().map(|atom| text.get(atom.clone()).unwrap_or_default()).collect()
}

/// Bytes of a run of atoms.
fn bytes(atoms: &[Range<usize>], run: Range<usize>, end: usize) -> Range<usize> {
    let start = |at: usize| atoms.get(at).map_or(end, |atom| atom.start);
    start(run.start)..start(run.end)
}

fn operations(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let same = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let (rest, other) = (old.len() - same, new.len() - same);
    if rest.saturating_mul(other) <= FAR {
        return capture_diff_slices(Algorithm::Myers, old, new);
    }
    let back = old.iter().rev().zip(new.iter().rev());
    let tail = back.take(rest.min(other)).take_while(|(old, new)| old == new).count();
    vec![
        DiffOp::Equal { old_index: 0, new_index: 0, len: same },
        DiffOp::Replace {
            old_index: same,
            old_len: rest - tail,
            new_index: same,
            new_len: other - tail,
        },
        DiffOp::Equal { old_index: old.len() - tail, new_index: new.len() - tail, len: tail },
    ]
}

/// Kept and changed stretches in turn, tidied: a kept 汉字 that stands alone between two changes belongs to them, and a
/// change that begins or ends within a word takes in the word.
fn tidied(spans: Vec<(bool, Span)>, old: &str, new: &str) -> Vec<(bool, Span)> {
    let edges = Edges::of(new);
    let last = spans.len().saturating_sub(1);
    let mut tidy: Vec<(bool, Span)> = Vec::new();
    for (index, (kept, span)) in spans.into_iter().enumerate() {
        if !kept {
            push(&mut tidy, false, span);
            continue;
        }
        let (from, to) = (index > 0, index < last);
        let words = new.get(span.new.clone()).unwrap_or_default();
        if from && to && stands_alone(words) {
            push(&mut tidy, false, span);
            continue;
        }
        // What of the kept stretch lies within a word that a change cuts, at its beginning and at its end.
        let head =
            if from { edges.after(span.new.start).min(span.new.end) - span.new.start } else { 0 };
        let tail = if to {
            span.new.end - edges.before(span.new.end).max(span.new.start + head)
        } else {
            0
        };
        let cut = |range: &Range<usize>| (range.start + head, range.end - tail);
        let ((a, b), (c, d)) = (cut(&span.old), cut(&span.new));
        push(&mut tidy, false, Span { old: span.old.start..a, new: span.new.start..c });
        push(&mut tidy, true, Span { old: a..b, new: c..d });
        push(&mut tidy, false, Span { old: b..span.old.end, new: d..span.new.end });
    }
    debug_assert!(
        tidy.iter().all(|(_, span)| old.get(span.old.clone()).is_some()),
        "on boundaries"
    );
    tidy
}

fn push(tidy: &mut Vec<(bool, Span)>, kept: bool, span: Span) {
    if span.old.is_empty() && span.new.is_empty() {
        return;
    }
    match tidy.last_mut() {
        Some((was, last)) if *was == kept => {
            last.old.end = span.old.end;
            last.new.end = span.new.end;
        }
        _ => tidy.push((kept, span)),
    }
}

fn stands_alone(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_han) && chars.next().is_none()
}

/// Where the words of 汉字 begin and end.
struct Edges(Vec<Range<usize>>);

impl Edges {
    fn of(text: &str) -> Self {
        let han = |word: &Range<usize>| {
            text.get(word.clone()).is_some_and(|word| word.chars().all(is_han))
        };
        Self(words(text).filter(han).collect())
    }

    /// The word that has a byte inside, neither at its beginning nor at its end.
    fn around(&self, at: usize) -> Option<&Range<usize>> {
        let index = self.0.partition_point(|word| word.end <= at);
        self.0.get(index).filter(|word| word.start < at)
    }

    /// The end of the word that is cut at a byte; the byte itself where none is.
    fn after(&self, at: usize) -> usize {
        self.around(at).map_or(at, |word| word.end)
    }

    /// The beginning of the word that is cut at a byte.
    fn before(&self, at: usize) -> usize {
        self.around(at).map_or(at, |word| word.start)
    }
}

/// Characters of unchanged text shown beside a change.
const BESIDE: usize = 16;

/// `[-old-]{+new+}`; long stretches without a change are cut short, and say by how much.
pub fn marked(pieces: &[Piece]) -> String {
    let last = pieces.len().saturating_sub(1);
    let pieces = pieces.iter().enumerate().map(|(at, piece)| match piece.fate {
        Fate::Kept => shortened(&piece.text, at > 0, at < last),
        Fate::Removed => format!("[-{}-]", piece.text),
        Fate::Added => format!("{{+{}+}}", piece.text),
    });
    pieces.collect()
}

fn shortened(text: &str, before: bool, after: bool) -> String {
    let length = text.chars().count();
    let (head, tail) = (if before { BESIDE } else { 0 }, if after { BESIDE } else { 0 });
    if head + tail == 0 || length <= head + tail + BESIDE {
        return text.to_owned();
    }
    let begin: String = text.chars().take(head).collect();
    let end: String = text.chars().skip(length - tail).collect();
    format!("{begin}〈略{}字〉{end}", length - head - tail)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `[-removed-]` and `{+added+}`, as the command line prints it.
    fn told(old: &str, new: &str) -> String {
        marked(&diff(old, new))
    }

    #[test]
    fn numbers_dates_and_units_are_whole() {
        for (old, new, want) in [
            ("新收申请68件。", "新收申请86件。", "新收申请[-68件-]{+86件+}。"),
            ("办理12.5%", "办理12.6%", "办理[-12.5%-]{+12.6%+}"),
            ("2023年3月1日起", "2023年3月2日起", "[-2023年3月1日-]{+2023年3月2日+}起"),
            ("2023年，我局", "2024年，我局", "[-2023年-]{+2024年+}，我局"),
            ("发布1,254条", "发布1,255条", "发布[-1,254条-]{+1,255条+}"),
            ("APP上线", "App上线", "[-APP-]{+App+}上线"),
        ] {
            assert_eq!(told(old, new), want);
        }
    }

    #[test]
    fn changes_are_tidied_to_words() {
        for (old, new, want) in [
            ("完善公开方法", "完善公开办法", "完善公开[-方法-]{+办法+}"),
            ("加强督查，及时整改。", "加强检查，及时整改。", "加强[-督查-]{+检查+}，及时整改。"),
            ("没有变化。", "没有变化。", "没有变化。"),
            ("", "新写的一段。", "{+新写的一段。+}"),
            ("删去的一段。", "", "[-删去的一段。-]"),
            ("", "", ""),
        ] {
            assert_eq!(told(old, new), want);
        }
    }

    #[test]
    fn a_very_long_text_is_compared_at_its_ends() {
        let (old, new) = ("甲乙".repeat(20_000), "丙丁".repeat(20_000));
        let pieces = diff(&format!("始{old}终"), &format!("始{new}终"));
        let fates: Vec<Fate> = pieces.iter().map(|piece| piece.fate).collect();
        assert_eq!(fates, [Fate::Kept, Fate::Removed, Fate::Added, Fate::Kept]);
    }

    proptest! {
        #[test]
        fn what_is_patched_is_the_other_text(
            old in r"[\p{Han}0-9a-c年月日件，。%（）〔〕 \u{301}]{0,60}",
            new in r"[\p{Han}0-9a-c年月日件，。%（）〔〕 \u{301}]{0,60}",
        ) {
            let pieces = diff(&old, &new);
            prop_assert_eq!(patched(&pieces, false), old);
            prop_assert_eq!(patched(&pieces, true), new);
        }

        #[test]
        fn an_edited_text_differs_only_where_it_was_edited(
            text in r"[一二三公开信息工作申请，。0-9]{10,80}", at in 0usize..80, put in r"[\p{Han}]{1,4}",
        ) {
            let cut: usize = text.char_indices().map(|(at, _)| at).nth(at % text.chars().count()).unwrap();
            let new = [text.get(..cut).unwrap(), &put, text.get(cut..).unwrap()].concat();
            let pieces = diff(&text, &new);
            prop_assert_eq!(patched(&pieces, false), text);
            prop_assert_eq!(patched(&pieces, true), new);
        }
    }
}
