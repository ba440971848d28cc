//! How much a cell says, for arithmetic: a number, nothing, not applicable, or words.

use rust_decimal::Decimal;

use crate::model::Cell;
use crate::model::Number;
use crate::text::numeral::half_width_char;

/// What a cell counts for in a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// A number as it should be written.
    Plain(Decimal),
    /// A text that says one number, such as `3件`, `１２` or `1,204`.
    Said(Decimal),
    /// Not applicable (不适用): counts as 0.
    None,
    /// Not filled in: tried with 0, and said so.
    Blank,
    /// Words, or a number too long to reckon with.
    Words,
    /// The table lacks the row or column.
    Missing,
}

impl Amount {
    /// The number it counts for; none where no sum can be made of it.
    pub const fn value(self) -> Option<Decimal> {
        match self {
            Self::Plain(value) | Self::Said(value) => Some(value),
            Self::None | Self::Blank => Some(Decimal::ZERO),
            Self::Words | Self::Missing => None,
        }
    }
}

/// What a cell counts for. An amount in 万元 is worth ten thousand times its digits where the unit of the cell is 元.
pub fn amount(cell: &Cell, unit: &str) -> Amount {
    match cell {
        Cell::Blank => Amount::Blank,
        Cell::NotApplicable => Amount::None,
        Cell::Number(number) => Amount::Plain(number.value()),
        Cell::Text(text) => said(text, unit),
    }
}

/// Signs and words for 不适用, besides `/`.
const NOTHING: [&str; 9] = ["-", "--", "—", "——", "–", "一", "不适用", "无此项", "\\"];

/// Units that people write into a cell, with what they multiply by.
const UNITS: [(&str, i64); 11] = [
    ("万元", 10_000),
    ("人次", 1),
    ("元", 1),
    ("件", 1),
    ("个", 1),
    ("条", 1),
    ("项", 1),
    ("次", 1),
    ("篇", 1),
    ("人", 1),
    ("名", 1),
];

fn said(text: &str, unit: &str) -> Amount {
    let plain: String = text.trim().chars().map(half_width_char).collect();
    let plain = plain.trim();
    if plain.is_empty() {
        return Amount::Blank;
    }
    if plain == "/" || NOTHING.contains(&plain) {
        return Amount::None;
    }
    let written = UNITS.iter().find_map(|(word, times)| Some((plain.strip_suffix(word)?, *times)));
    let (digits, times) = match written {
        // 25.1万元 in a cell that counts 元, and 251000元 in one that counts 万元, are of another size.
        Some((digits, 10_000)) if unit == "万元" => (digits, 1),
        Some((_, 1)) if unit == "万元" && plain.ends_with('元') => return Amount::Words,
        Some(found) => found,
        None => (plain, 1),
    };
    number(digits.trim_end())
        .and_then(|value| value.checked_mul(Decimal::from(times)))
        .map_or(Amount::Words, Amount::Said)
}

/// The unit that is written into a cell behind its number, such as 名 in `108788名`; none where there is no number before.
pub fn written_unit(cell: &Cell) -> Option<String> {
    let Cell::Text(text) = cell else { return None };
    let plain: String = text.trim().chars().map(half_width_char).collect();
    let digits =
        plain.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '+' | '-'))?;
    let (number, unit) = plain.split_at_checked(digits)?;
    let counted = self::number(number).is_some() && unit.chars().all(char::is_alphabetic);
    counted.then(|| unit.to_owned())
}

/// A number with a plus, leading zeros or proper grouping by threes.
fn number(text: &str) -> Option<Decimal> {
    let signless = text.strip_prefix('+').unwrap_or(text);
    let ungrouped = if signless.contains(',') { ungroup(signless)? } else { signless.to_owned() };
    let trimmed = ungrouped.trim_start_matches('0');
    let bare = trimmed.is_empty() || trimmed.starts_with('.');
    let padded = ungrouped.starts_with('0');
    let digits = match (padded, bare) {
        (true, true) => format!("0{trimmed}"),
        (true, false) => trimmed.to_owned(),
        (false, _) => ungrouped,
    };
    digits.parse::<Number>().ok().map(Number::value)
}

/// `1,204` without its comma; none where the groups are not of three digits.
fn ungroup(text: &str) -> Option<String> {
    let whole = text.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next()?.trim_start_matches('-');
    let right = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    right.then(|| text.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, unit: &str) -> Amount {
        amount(&Cell::from(text), unit)
    }

    #[test]
    fn a_text_that_says_one_number_is_that_number() {
        for (text, value) in [
            ("3件", 3),
            ("１２", 12),
            ("1,204", 1204),
            ("+5", 5),
            ("007", 7),
            (" 8 ", 8),
            ("00", 0),
            ("-1,204件", -1204),
        ] {
            assert_eq!(of(text, "件"), Amount::Said(Decimal::from(value)), "{text}");
        }
        assert_eq!(of("25.1万元", "元"), Amount::Said("251000.0".parse().unwrap()));
        assert_eq!(of("25.1万元", "万元"), Amount::Said("25.1".parse().unwrap()));
    }

    #[test]
    fn nothing_and_blank_are_two_things() {
        for text in ["/", "／", "-", "—", "－", "不适用"] {
            assert_eq!(of(text, "件"), Amount::None, "{text}");
        }
        for text in ["", " ", "\u{3000}"] {
            assert_eq!(of(text, "件"), Amount::Blank, "{text:?}");
        }
        assert_eq!(of("0", "件"), Amount::Plain(Decimal::ZERO));
    }

    #[test]
    fn words_are_no_number() {
        for text in ["约3件", "12,34", "三", "3、4", "251000元", "1000000000000000000000000000000"]
        {
            assert_eq!(of(text, "万元"), Amount::Words, "{text}");
        }
    }
}
