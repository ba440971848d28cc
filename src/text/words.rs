//! 词: where a caret stops that moves by words.
//!
//! Runs of 汉字 are cut by the longest word of the lexicon at each place, a 汉字 in no word stands alone. A number goes with
//! its unit (12.5%, 3 件, 2017年), a Latin word is one, a mark is one with its twins (——). Blanks belong to no word.

use std::ops::Range;

use crate::text::grapheme::graphemes;
use crate::text::lexicon::{LONGEST, WORDS};
use crate::text::punctuation::{is_digit, is_han, is_number_suffix};

/// Units that a number takes along, the longer first.
const UNITS: [&str; 34] = [
    "平方公里",
    "平方米",
    "工作日",
    "百分点",
    "个百分点",
    "万元",
    "亿元",
    "万人",
    "人次",
    "件次",
    "万件",
    "万条",
    "年度",
    "小时",
    "分钟",
    "个月",
    "公里",
    "年",
    "月",
    "日",
    "时",
    "分",
    "件",
    "条",
    "项",
    "人",
    "次",
    "个",
    "份",
    "号",
    "元",
    "万",
    "亿",
    "期",
];

/// Bytes of a run of 汉字 after which it is cut at fixed places, so that no move has to read a book without commas.
const RUN: usize = 1536;

/// What a grapheme is to the cutting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Han,
    Digit,
    Latin,
    Mark(char),
}

fn kind(c: char) -> Kind {
    match c {
        _ if is_han(c) => Kind::Han,
        _ if is_digit(c) => Kind::Digit,
        _ if c.is_whitespace() => Kind::Blank,
        _ if c.is_alphanumeric() => Kind::Latin,
        _ => Kind::Mark(c),
    }
}

/// The words of a text as byte ranges; blanks lie between them.
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// The words of a text, see [`words`].
#[derive(Debug, Clone)]
pub struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
            let (first, len) = first_word(rest);
            let word = self.at..self.at + len;
            self.at = word.end;
            if first != Kind::Blank {
                return Some(word);
            }
        }
    }
}

/// The word at a place (that of a double click): the one that covers it, the one before the text's end, or none between
/// blanks.
pub fn word_at(text: &str, offset: usize) -> Option<Range<usize>> {
    let at = offset.min(last_start(text));
    from_anchor(text, at).take_while(|word| word.start <= at).last().filter(|word| at < word.end)
}

/// The start of the first word after a place; the text's end if there is none.
pub fn next_word(text: &str, offset: usize) -> usize {
    from_anchor(text, offset)
        .map(|word| word.start)
        .find(|start| *start > offset)
        .unwrap_or(text.len())
}

/// The start of the last word that begins before a place; 0 if there is none.
pub fn previous_word(text: &str, offset: usize) -> usize {
    let Some((before, _)) =
        text.get(..offset).map(str::trim_end).and_then(|head| head.char_indices().next_back())
    else {
        return 0;
    };
    from_anchor(text, before)
        .map(|word| word.start)
        .take_while(|start| *start < offset)
        .last()
        .unwrap_or(0)
}

fn last_start(text: &str) -> usize {
    text.char_indices().next_back().map_or(0, |(at, _)| at)
}

/// The words from a safe place before `at`.
fn from_anchor(text: &str, at: usize) -> Words<'_> {
    Words { text, at: anchor(text, at) }
}

/// A place at or before `at` where a word surely begins: after a Chinese mark or a blank that follows no digit, or at a
/// fixed distance within a run that has neither.
fn anchor(text: &str, at: usize) -> usize {
    let Some(head) = text.get(..at) else { return 0 };
    let mut after: Option<(usize, char)> = None;
    for (place, c) in head.char_indices().rev() {
        if let Some((start, next)) = after
            && parts(c, next)
        {
            return start;
        }
        if at - place > RUN {
            return text.ceil_char_boundary((at / RUN).saturating_sub(1) * RUN);
        }
        after = Some((place, c));
    }
    0
}

/// Whether a word surely begins between these two.
fn parts(c: char, next: char) -> bool {
    let closes = matches!(c, '。' | '，' | '、' | '；' | '：' | '）' | '”' | '》');
    closes && (is_han(next) || next.is_ascii_alphabetic())
}

/// The kind and bytes of the first word; for blanks, of all of them.
fn first_word(text: &str) -> (Kind, usize) {
    let first = text.chars().next().map_or(Kind::Blank, kind);
    let len = match first {
        Kind::Han => han_len(text),
        Kind::Digit => number_len(text),
        _ => run_len(text, |c| kind(c) == first || (first == Kind::Latin && is_digit(c))),
    };
    (first, len)
}

/// Bytes of the graphemes from the start whose first character is `wanted`; one at least.
fn run_len(text: &str, wanted: impl Fn(char) -> bool) -> usize {
    let stop =
        graphemes(text).skip(1).find(|(_, grapheme)| !grapheme.chars().next().is_some_and(&wanted));
    stop.map_or(text.len(), |(at, _)| at)
}

fn han_len(text: &str) -> usize {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST);
    let longest = ends.filter(|end| text.get(..*end).is_some_and(is_word)).last();
    let len = longest.unwrap_or(0);
    let single = graphemes(text).next().map_or(0, |(_, grapheme)| grapheme.len());
    if joins_on(text, len) { single } else { len.max(single) }
}

/// Whether a cut here would fall inside a grapheme.
fn joins_on(text: &str, len: usize) -> bool {
    let last = text.get(..len).map_or(0, last_start);
    len > 0
        && text
            .get(last..)
            .and_then(|rest| graphemes(rest).next())
            .is_some_and(|(_, g)| last + g.len() != len)
}

fn is_word(text: &str) -> bool {
    WORDS.binary_search(&text).is_ok()
}

/// A number with its points, commas, percent sign and unit.
fn number_len(text: &str) -> usize {
    let mut len = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joint =
            matches!(c, '.' | ',' | '．') && chars.peek().is_some_and(|(_, next)| is_digit(*next));
        if !is_digit(c) && !joint {
            break;
        }
        len = at + c.len_utf8();
    }
    let rest = text.get(len..).unwrap_or_default();
    let suffix = rest.chars().next().filter(|c| is_number_suffix(*c)).map(char::len_utf8);
    let unit = UNITS.iter().filter(|unit| rest.starts_with(**unit)).map(|unit| unit.len()).max();
    let whole = len + suffix.or(unit).unwrap_or(0);
    if !joins_on(text, whole) {
        return whole;
    }
    graphemes(text)
        .take_while(|(at, _)| *at < whole)
        .last()
        .map_or(whole, |(at, grapheme)| at + grapheme.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> String {
        words(text).filter_map(|word| text.get(word)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn the_lexicon_is_sorted() {
        assert!(WORDS.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(WORDS.iter().all(|word| (2..=LONGEST).contains(&word.chars().count())));
        assert!(WORDS.iter().all(|word| word.chars().all(is_han)));
    }

    #[test]
    fn cuts_words() {
        for (text, want) in [
            ("政府信息公开工作年度报告", "政府信息公开|工作年度报告"),
            ("依申请公开情况", "依申请公开|情况"),
            ("制发规范性文件3件。", "制|发|规范性文件|3件|。"),
            (
                "因政府信息公开被申请行政复议、提起行政诉讼",
                "因|政府信息公开|被|申|请|行政复议|、|提|起|行政诉讼",
            ),
            ("增长12.5%，共1,024.5万元", "增长|12.5%|，|共|1,024.5万元"),
            ("2017年度 open data——是", "2017年度|open|data|——|是"),
            ("国发〔2017〕24号", "国|发|〔|2017|〕|24号"),
            ("", ""),
        ] {
            assert_eq!(cut(text), want, "{text}");
        }
    }

    #[test]
    fn moves_by_words() {
        let text = "主动公开 政府信息，3件";
        assert_eq!(next_word(text, 0), 13);
        assert_eq!(next_word(text, 13), 25);
        assert_eq!(next_word(text, 28), text.len());
        assert_eq!(previous_word(text, text.len()), 28);
        assert_eq!(previous_word(text, 13), 0);
        assert_eq!(previous_word(text, 16), 13);
        assert_eq!(word_at(text, 3), Some(0..12));
        assert_eq!(word_at(text, 12), None);
        assert_eq!(word_at(text, text.len()), Some(28..32));
        assert_eq!(word_at("", 0), None);
    }

    proptest! {
        #[test]
        fn moving_right_and_left_stops_at_the_same_places(text in "[主动公开政府信息年月，。、（） a-c0-9.%\u{301}\u{200B}👩]{0,60}") {
            let starts: Vec<usize> = words(&text).map(|word| word.start).collect();
            let mut right = Vec::new();
            let mut at = 0;
            while at < text.len() {
                at = next_word(&text, at);
                right.push(at);
            }
            let wanted: Vec<usize> = starts.iter().copied().filter(|start| *start > 0).chain((!text.is_empty()).then_some(text.len())).collect();
            prop_assert_eq!(&right, &wanted);
            let mut left = Vec::new();
            while at > 0 {
                at = previous_word(&text, at);
                left.push(at);
            }
            left.reverse();
            let wanted: Vec<usize> = (!text.is_empty()).then_some(0).into_iter().chain(starts.into_iter().filter(|start| *start > 0)).collect();
            prop_assert_eq!(left, wanted);
        }

        #[test]
        fn words_are_whole_graphemes(text in "\\PC{0,60}") {
            let ends: Vec<usize> = graphemes(&text).map(|(at, grapheme)| at + grapheme.len()).collect();
            for word in words(&text) {
                prop_assert!(ends.contains(&word.end));
            }
        }
    }
}
