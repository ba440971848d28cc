//! Numbered items in prose (序次语): 一、（一）1. 1、（1）① 一是 第一.

use super::scan::{begins_clause, number};
use crate::text::numeral::{from_chinese, from_circled};
use crate::text::punctuation::is_numeral;

/// How an item is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// 一、
    Han,
    /// （一）
    HanInBrackets,
    /// 1.
    Digit,
    /// 1、
    DigitAndComma,
    /// （1）
    DigitInBrackets,
    /// ①
    Circle,
    /// 一是
    Is,
    /// 第一
    Ordinal,
}

/// The number at the head of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) kind: Kind,
    pub(super) number: u32,
    /// Bytes it takes.
    pub(super) len: usize,
}

/// The number at the start of a text.
pub(super) fn marker(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    if let Some(number) = from_circled(first) {
        return Some(Marker { kind: Kind::Circle, number, len: first.len_utf8() });
    }
    if matches!(first, '（' | '(') {
        return bracketed(text, first);
    }
    if first == '第' {
        let (number, rest) = chinese(text.get(first.len_utf8()..)?)?;
        let ends = rest.starts_with(['，', '、', '：']);
        return ends.then(|| Marker { kind: Kind::Ordinal, number, len: text.len() - rest.len() });
    }
    if let Some((number, rest)) = chinese(text) {
        let kind = [('、', Kind::Han), ('是', Kind::Is)]
            .into_iter()
            .find(|(sign, _)| rest.starts_with(*sign))?;
        return Some(Marker {
            kind: kind.1,
            number,
            len: text.len() - rest.len() + kind.0.len_utf8(),
        });
    }
    let (digits, _) =
        number(text).filter(|(digits, _)| !digits.contains('.') && digits.len() < 3)?;
    let rest = text.get(digits.len()..)?;
    let sign = rest.chars().next().filter(|c| matches!(c, '.' | '．' | '、'))?;
    let kind = if sign == '、' { Kind::DigitAndComma } else { Kind::Digit };
    Some(Marker { kind, number: digits.parse().ok()?, len: digits.len() + sign.len_utf8() })
}

fn bracketed(text: &str, opener: char) -> Option<Marker> {
    let inner = text.get(opener.len_utf8()..)?;
    let (kind, number, rest) = if let Some((number, rest)) = chinese(inner) {
        (Kind::HanInBrackets, number, rest)
    } else {
        let short = |(digits, _): &(&str, &str)| digits.len() < 3 && !digits.contains('.');
        let (digits, rest) = number(inner).filter(short)?;
        (Kind::DigitInBrackets, digits.parse().ok()?, rest)
    };
    let rest = rest.strip_prefix(['）', ')'])?;
    Some(Marker { kind, number, len: text.len() - rest.len() })
}

/// A short Chinese number at the start of a text, and what follows.
fn chinese(text: &str) -> Option<(u32, &str)> {
    let end: usize = text.chars().take(4).take_while(|c| is_numeral(*c)).map(char::len_utf8).sum();
    let number = from_chinese(text.get(..end)?).filter(|_| end > 0)?;
    Some((number, text.get(end..)?))
}

/// Every 一是, 二是 … of a text that begins a clause, with its place.
pub(super) fn spoken(text: &str) -> Vec<(usize, Marker)> {
    let places = text.match_indices('是').filter_map(|(at, _)| {
        let head = text.get(..at)?;
        let start = at
            - head
                .chars()
                .rev()
                .take(3)
                .take_while(|c| is_numeral(*c))
                .map(char::len_utf8)
                .sum::<usize>();
        let found = marker(text.get(start..)?).filter(|found| found.kind == Kind::Is)?;
        begins_clause(text, start).then_some((start, found))
    });
    places.collect()
}

/// Cuts 一是…二是… into lists, each from its 一是 on.
pub(super) fn spoken_lists(text: &str) -> Vec<Vec<(usize, Marker)>> {
    let mut lists: Vec<Vec<(usize, Marker)>> = Vec::new();
    for item in spoken(text) {
        match lists.last_mut().filter(|_| item.1.number != 1) {
            Some(list) => list.push(item),
            None => lists.push(vec![item]),
        }
    }
    lists
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn markers_are_read() {
        for (text, kind, number, len) in [
            ("一、概述", Kind::Han, 1, 6),
            ("（十二）平台", Kind::HanInBrackets, 12, 12),
            ("3.网站", Kind::Digit, 3, 2),
            ("3、网站", Kind::DigitAndComma, 3, 4),
            ("(4)网站", Kind::DigitInBrackets, 4, 3),
            ("②网站", Kind::Circle, 2, 3),
            ("二是公开", Kind::Is, 2, 6),
            ("第三，公开", Kind::Ordinal, 3, 6),
        ] {
            assert_eq!(marker(text), Some(Marker { kind, number, len }), "{text}");
        }
        for text in ["公开", "3.5万", "一般", "第一季度", "（略）", "2024.", ""] {
            assert_eq!(marker(text), None, "{text}");
        }
    }

    #[test]
    fn lists_in_a_sentence_begin_anew() {
        let text = "问题：一是慢；二是少，之一是好。措施：一是快；二是多；三是广。";
        let lists: Vec<usize> = spoken_lists(text).iter().map(Vec::len).collect();
        assert_eq!(lists, [2, 3]);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>()) {
            if let Some(found) = marker(&text) {
                prop_assert!(text.get(found.len..).is_some());
            }
            spoken_lists(&text);
        }
    }
}
