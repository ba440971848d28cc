//! A paragraph cut into what matters for its numbers: amounts, times, words with a meaning, marks.

use std::ops::Range;

use super::han;
use super::numbers::{self, Amount};
use super::vocabulary::{Meaning, Vocabulary};
use crate::text::punctuation::ends_sentence;

/// One piece of a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    pub(super) bytes: Range<usize>,
    pub(super) what: What,
}

/// A piece among the others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Here<'i> {
    pub(super) items: &'i [Item],
    pub(super) at: usize,
    pub(super) item: &'i Item,
}

impl<'i> Here<'i> {
    /// The pieces behind it.
    pub(super) fn behind(self) -> &'i [Item] {
        self.items.get(self.at + 1..).unwrap_or_default()
    }

    /// The next piece.
    pub(super) fn next(self) -> Option<&'i What> {
        self.behind().first().map(|item| &item.what)
    }

    /// The pieces from a place up to it.
    pub(super) fn since(self, from: usize) -> &'i [Item] {
        self.items.get(from..self.at).unwrap_or_default()
    }
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    /// A number with a unit.
    Amount(Amount),
    /// A time, or a part of one.
    Time(Time),
    /// A word of the vocabulary or one that orders numbers: its pattern.
    Word(usize),
    /// A mark that parts.
    Mark(Mark),
}

/// A part of a time that is written with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    /// 2017年
    Year(i16),
    /// 2017年底
    YearEnd(i16),
    /// 2015—2017年
    Years(i16, i16),
    /// 8月, 1至6月
    Months(i8, i8),
    /// 6月底
    MonthEnd(i8),
    /// 31日
    Day(i8),
}

/// A mark, by what it parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// 。！？
    Stop,
    /// ；
    Semicolon,
    /// ，
    Comma,
    /// 、
    Pause,
    /// ：
    Colon,
    /// （
    Open,
    /// ）
    Close,
}

/// How far a name in quotation marks may reach, in bytes.
const QUOTED: usize = 75;
/// How far a title in 《》 may reach.
const TITLED: usize = 400;

/// The pieces of a paragraph in order.
pub(super) fn items(text: &str, vocabulary: &Vocabulary) -> Vec<Item> {
    let mut found = Vec::new();
    let mut words = vocabulary
        .finder()
        .find_iter(text)
        .map(|word| (word.start()..word.end(), word.pattern().as_usize()))
        .peekable();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        // Words that begin before this place and were not swallowed by a number.
        while let Some((bytes, pattern)) = words.next_if(|(bytes, _)| bytes.start <= at) {
            let free = found.last().is_none_or(|last: &Item| last.bytes.end <= bytes.start);
            if free && bytes.start == at {
                found.push(Item { bytes, what: What::Word(pattern) });
            }
        }
        at = step(text, at, c, &mut found);
    }
    found
}

/// Reads what stands at a place and gives back where to go on.
fn step(text: &str, at: usize, c: char, found: &mut Vec<Item>) -> usize {
    let next = at + c.len_utf8();
    if let Some(mark) = mark(c) {
        // A mark inside a word of the vocabulary is none.
        if found.last().is_none_or(|last| last.bytes.end <= at) {
            found.push(Item { bytes: at..next, what: What::Mark(mark) });
        }
        return next;
    }
    match c {
        '《' => closing(text, next, '》', TITLED).unwrap_or(next),
        '“' => closing(text, next, '”', QUOTED)
            .filter(|end| !text.get(next..*end).unwrap_or_default().contains('。'))
            .unwrap_or(next),
        '〔' => closing(text, next, '〕', 30).unwrap_or(next),
        '〈' => closing(text, next, '〉', TITLED).unwrap_or(next),
        '0'..='9' | '０'..='９' => digits(text, at, found),
        _ if han::is_han_digit(c) => in_han(text, at, next, found),
        _ => next,
    }
}

/// Behind the closing mark, if it is near enough.
fn closing(text: &str, from: usize, mark: char, reach: usize) -> Option<usize> {
    let mut end = (from + reach).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(from..end)?.find(mark).map(|found| from + found + mark.len_utf8())
}

fn mark(c: char) -> Option<Mark> {
    Some(match c {
        '；' | ';' => Mark::Semicolon,
        '，' | ',' | '､' => Mark::Comma,
        '、' => Mark::Pause,
        '：' | ':' => Mark::Colon,
        '（' | '(' => Mark::Open,
        '）' | ')' => Mark::Close,
        _ if ends_sentence(c) => Mark::Stop,
        _ => return None,
    })
}

/// A number in digits.
fn digits(text: &str, at: usize, found: &mut Vec<Item>) -> usize {
    let read = numbers::read(text, at);
    let free = found.last().is_none_or(|last| last.bytes.end <= at);
    for item in read.items {
        if free || matches!(item.what, What::Amount(_)) {
            found.push(item);
        }
    }
    read.end
}

/// A number in 汉字, where it is an amount; else the character is passed over.
fn in_han(text: &str, at: usize, next: usize, found: &mut Vec<Item>) -> usize {
    if found.last().is_some_and(|last| last.bytes.end > at) {
        return next;
    }
    match han::read_han(text, at) {
        Some(item) => {
            let end = item.bytes.end;
            found.push(item);
            end
        }
        None => next.max(han::han_end(text, at)),
    }
}

impl Item {
    /// What the word means; nothing if it is none.
    pub(super) fn meaning(&self, vocabulary: &Vocabulary) -> Meaning {
        match self.what {
            What::Word(pattern) => vocabulary.meaning(pattern),
            _ => Meaning::default(),
        }
    }
}
