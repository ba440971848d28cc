//! F029 列举的项数不符: “六部分” with five things listed.

use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use crate::model::TextAt;
use crate::text::numeral::from_chinese;

#[doc = include_str!("listed_parts.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F029",
        name: "列举的项数与所说不符",
        severity: Severity::Hint,
        basis: "通行的编写要求：说几部分就列几部分",
        page: include_str!("listed_parts.md"),
    },
    looks: &[Look::Words(KINDS, see)],
};

/// What is counted.
const KINDS: &[&str] = &["个部分", "部分", "个方面", "方面", "项内容", "大部分"];
/// Words that open the list.
const OPENERS: &[&str] = &["由", "包括", "分为", "包含", "分别为", "分别是", "主要有", "涵盖"];

fn see(text: &Text<'_>) -> Vec<Slip> {
    if !matches!(text.at, TextAt::Paragraph(_)) {
        return Vec::new();
    }
    let mut slips = Vec::new();
    let mut from = 0;
    for sentence in text.text.split_inclusive('。') {
        slips.extend(slip(text, sentence, from));
        from += sentence.len();
    }
    slips
}

fn slip(text: &Text<'_>, sentence: &str, from: usize) -> Option<Slip> {
    let (at, kind) = KINDS
        .iter()
        .filter_map(|kind| Some((sentence.find(kind)?, *kind)))
        .min_by_key(|(at, kind)| (*at, std::cmp::Reverse(kind.len())))?;
    let number: String = {
        let digits: Vec<char> = sentence
            .get(..at)?
            .chars()
            .rev()
            .take_while(|c| "一二两三四五六七八九十0123456789".contains(*c))
            .collect();
        digits.into_iter().rev().collect()
    };
    let count = number.parse().ok().or_else(|| from_chinese(&number))?;
    let start = at - number.len();
    let before = sentence.get(..start)?.trim_end_matches(['等', '共', '这', '，']);
    let list = before_list(before).or_else(|| behind_list(sentence.get(at + kind.len()..)?))?;
    let items = items(list);
    if items < 2 || count < 3 || items >= count {
        return None;
    }
    let bytes = from + start..from + at + kind.len();
    let found = text.text.get(bytes.clone())?.to_owned();
    Some(Slip {
        at: text.spot(bytes),
        message: format!("说“{found}”，只列出{items}项"),
        found,
        expected: items.to_string(),
        fixes: vec![Fix {
            tier: Tier::Told,
            title: "补上漏列的一项，或改写项数".to_owned(),
            edits: Vec::new(),
        }],
    })
}

/// The list between an opener and the number: 由…、…等六部分.
fn before_list(before: &str) -> Option<&str> {
    let open = OPENERS.iter().filter_map(|open| Some(before.rfind(open)? + open.len())).max()?;
    let list = before.get(open..)?;
    (list.contains('、') && !list.contains(['，', '；'])).then_some(list)
}

/// The list behind it: 六部分：…、…, 六部分，包括….
fn behind_list(behind: &str) -> Option<&str> {
    let rest = behind.trim_start_matches(['组', '成', '内', '容']);
    let rest = rest.strip_prefix(['，', '：', ':'])?;
    let list = OPENERS.iter().find_map(|open| rest.strip_prefix(open)).unwrap_or(rest);
    let list = list.trim_start_matches(['：', ':']);
    let end = list.find(['。', '；', '，']).unwrap_or(list.len());
    list.get(..end).filter(|list| list.contains('、'))
}

/// How many things a list names at most: 和 may join the last two, or stand within one. Where the others end alike
/// (…情况), the words before 和 must end so too to be one of them.
fn items(list: &str) -> u32 {
    let list = list.trim_end_matches(['等', '。']);
    let pieces: Vec<&str> = list.split('、').collect();
    let ending = |piece: &str| piece.chars().rev().take(2).collect::<Vec<_>>();
    let (last, others) =
        pieces.split_last().map_or(("", [].as_slice()), |(last, others)| (*last, others));
    let alike = others
        .first()
        .is_some_and(|first| others.iter().all(|other| ending(other) == ending(first)));
    let joined = ['和', '及', '与'].iter().any(|sign| {
        last.split_once(*sign).is_some_and(|(before, _)| {
            !alike
                || others
                    .first()
                    .is_some_and(|first| ending(before.trim_end_matches('以')) == ending(first))
        })
    });
    u32::try_from(pieces.len() + usize::from(joined)).unwrap_or(u32::MAX)
}
