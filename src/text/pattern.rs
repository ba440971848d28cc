//! What is looked for in prose: words, pinyin, a number or a regular expression; and what a place that was found becomes.

use std::ops::Range;

use regex::Regex;

use crate::text::numeral::half_width_char;
use crate::text::search::{Query, find_all};

/// How the typed is meant (方式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum How {
    /// 文字: these characters; case and width do not count.
    #[default]
    Words,
    /// 拼音: 汉字 by their syllables or initials; `ysqgk` finds 依申请公开.
    Pinyin,
    /// 数字: the same number however it is written, and never a part of a longer one: `1024` finds 1,024 and １０２４.
    Digits,
    /// 正则: a regular expression; `$1` in the replacement is its first group.
    Regex,
}

impl How {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Words, Self::Pinyin, Self::Digits, Self::Regex];

    /// The word shown to the user.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Words => "文字",
            Self::Pinyin => "拼音",
            Self::Digits => "数字",
            Self::Regex => "正则",
        }
    }

    /// The next one, round the end.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Words => Self::Pinyin,
            Self::Pinyin => Self::Digits,
            Self::Digits => Self::Regex,
            Self::Regex => Self::Words,
        }
    }
}

/// What is looked for.
pub struct Pattern(Kind);

enum Kind {
    Words(String),
    Pinyin(Query),
    Digits { number: String, unit: String },
    Regex(Regex),
}

impl Pattern {
    /// Reads what was typed.
    ///
    /// # Errors
    /// One sentence: what is wrong with it, and how it should be.
    pub fn new(how: How, typed: &str) -> Result<Self, String> {
        Ok(Self(match how {
            How::Words => Kind::Words(typed.to_owned()),
            How::Pinyin => {
                let letter = |c: char| half_width_char(c).is_ascii_alphabetic() || c == ' ';
                if !typed.chars().all(letter) {
                    return Err("方式“拼音”里只打字母，如 ysqgk、yishenqing".to_owned());
                }
                Kind::Pinyin(Query::new(typed))
            }
            How::Digits => number(typed.trim())?,
            How::Regex => Kind::Regex(Regex::new(typed).map_err(|error| wrong(typed, &error))?),
        }))
    }

    /// Every place in a text, as bytes, one after the other without overlap; none of them is empty.
    pub fn find_all(&self, text: &str) -> Vec<Range<usize>> {
        match &self.0 {
            Kind::Words(words) => find_all(text, words),
            Kind::Pinyin(query) => query.find_all(text),
            Kind::Digits { number, unit } => {
                let same = |token: &Range<usize>| {
                    text.get(token.clone()).is_some_and(|found| plain(found) == *number)
                };
                let tokens = numbers(text).into_iter().filter(same);
                tokens.filter_map(|token| with_unit(text, token, unit)).collect()
            }
            Kind::Regex(regex) => regex
                .find_iter(text)
                .map(|found| found.range())
                .filter(|at| !at.is_empty())
                .collect(),
        }
    }

    /// What stands at a place of the text afterwards: `with`, in which a regular expression's groups are filled.
    pub fn replacement(&self, text: &str, place: &Range<usize>, with: &str) -> String {
        let Kind::Regex(regex) = &self.0 else { return with.to_owned() };
        let mut out = String::new();
        if let Some(groups) = regex.captures_at(text, place.start) {
            groups.expand(with, &mut out);
        }
        out
    }
}

fn wrong(typed: &str, error: &regex::Error) -> String {
    let said = error.to_string();
    let cause = said.lines().last().unwrap_or_default().trim_start_matches("error: ");
    format!("正则“{typed}”写得不对：看括号、方括号是否成对，反斜杠后面是否有字 [{cause}]")
}

/// A number and what must follow it.
fn number(typed: &str) -> Result<Kind, String> {
    let first = numbers(typed).into_iter().next().filter(|token| token.start == 0);
    let token = first.filter(|_| !typed.is_empty());
    let token = token.ok_or("方式“数字”里先打一个数，后面可以带单位，如 1024、12.5%、86件")?;
    let number = plain(typed.get(token.clone()).unwrap_or_default());
    let unit = typed.get(token.end..).unwrap_or_default().trim_start().to_owned();
    Ok(Kind::Digits { number, unit })
}

/// The place of a number together with the unit behind it; none where another unit follows.
fn with_unit(text: &str, token: Range<usize>, unit: &str) -> Option<Range<usize>> {
    if unit.is_empty() {
        return Some(token);
    }
    let rest = text.get(token.end..)?;
    let gap = rest.len() - rest.trim_start_matches(' ').len();
    let behind = rest.get(gap..)?;
    let found = find_all(behind, unit).into_iter().next().filter(|at| at.start == 0)?;
    Some(token.start..token.end + gap + found.end)
}

/// Every number of a text, with its thousands separators and its decimal point.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let digit = |c: char| half_width_char(c).is_ascii_digit();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !digit(c) {
            continue;
        }
        let mut end = start + c.len_utf8();
        let mut pointed = false;
        while let Some(&(at, next)) = chars.peek() {
            let behind = text.get(at + next.len_utf8()..).unwrap_or_default();
            let point = !pointed && matches!(next, '.' | '．') && behind.starts_with(digit);
            let thousands = next == ',' && !pointed && three_digits(behind);
            if !digit(next) && !point && !thousands {
                break;
            }
            pointed |= point;
            end = at + next.len_utf8();
            chars.next();
        }
        found.push(start..end);
    }
    found
}

fn three_digits(behind: &str) -> bool {
    let digits = behind.chars().take_while(|c| half_width_char(*c).is_ascii_digit()).count();
    digits == 3
}

/// A number without separators, in half-width digits.
fn plain(number: &str) -> String {
    number.chars().map(half_width_char).filter(|c| *c != ',').collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found<'a>(how: How, typed: &str, text: &'a str) -> Vec<&'a str> {
        let places = Pattern::new(how, typed).unwrap().find_all(text);
        places.into_iter().filter_map(|place| text.get(place)).collect()
    }

    #[test]
    fn finds_what_is_meant() {
        for (how, typed, text, want) in [
            (How::Words, "公开", "公开，公开", vec!["公开", "公开"]),
            (How::Words, "gb/t", "按ＧＢ/T办", vec!["ＧＢ/T"]),
            (How::Pinyin, "ysqgk", "依申请公开和主动公开", vec!["依申请公开"]),
            (How::Pinyin, "gongkai", "公开、公开", vec!["公开", "公开"]),
            (How::Pinyin, "zfxx", "政府、信息", vec![]), // a mark in between is not swallowed
            (How::Pinyin, "GK", "公 开公开", vec!["公开"]),
            (
                How::Digits,
                "1024",
                "1024、1,024、１０２４、11024、1024.5",
                vec!["1024", "1,024", "１０２４"],
            ),
            (How::Digits, "24", "2024年、24件、1,024", vec!["24"]),
            (How::Digits, "24件", "24 件、24条", vec!["24 件"]),
            (How::Digits, "12.5%", "12.5％、12.5", vec!["12.5％"]),
            (How::Regex, "第.条", "第一条、第十条", vec!["第一条", "第十条"]),
            (How::Regex, "x*", "一x二", vec!["x"]),
        ] {
            assert_eq!(found(how, typed, text), want, "{typed} in {text}");
        }
    }

    #[test]
    fn what_is_typed_wrongly_is_told() {
        for (how, typed, told) in [
            (How::Regex, "（(", "写得不对"),
            (How::Digits, "件", "先打一个数"),
            (How::Pinyin, "公开", "只打字母"),
        ] {
            let error = Pattern::new(how, typed).err().unwrap();
            assert!(error.contains(told), "{error}");
        }
    }

    #[test]
    fn groups_are_filled_in() {
        let pattern = Pattern::new(How::Regex, r"(\d+)月(\d+)日").unwrap();
        let text = "3月5日";
        let place = &pattern.find_all(text)[0];
        assert_eq!(pattern.replacement(text, place, "$2/$1"), "5/3");
    }

    proptest! {
        #[test]
        fn places_are_in_order_and_on_borders(text in "[公开年报０-９0-9,.，件a-z]{0,40}", typed in "[公开0-9a-z]{1,4}") {
            for how in How::ALL {
                let Ok(pattern) = Pattern::new(how, &typed) else { continue };
                let mut last = 0;
                for place in pattern.find_all(&text) {
                    prop_assert!(last <= place.start && place.start < place.end);
                    prop_assert!(text.get(place.clone()).is_some());
                    last = place.end;
                }
            }
        }
    }
}
