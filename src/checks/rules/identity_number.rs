//! C005 身份证号: eighteen digits whose region, birth date and check digit are right.

use std::ops::Range;

use super::super::cells::in_cells;
use super::super::finding::{Severity, Tier};
use super::super::rule::{About, DIGITS, Look, Rule, Slip, Text};
use super::super::scan::{runs, stands_alone};
use crate::model::Table;
use jiff::civil::Date;

#[doc = include_str!("identity_number.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "C005",
        name: "正文出现身份证号",
        severity: Severity::Error,
        basis: "GB 11643—1999《公民身份号码》；《政府信息公开条例》（国务院令第711号）第十五条（依据待核）（个人隐私不得公开）",
        page: include_str!("identity_number.md"),
    },
    looks: &[Look::Words(&DIGITS, see), Look::Table(in_table)],
};

fn in_table(table: &Table) -> Vec<Slip> {
    in_cells(table, see)
}

fn see(text: &Text<'_>) -> Vec<Slip> {
    candidates(text.text)
        .filter(|range| text.text.get(range.clone()).is_some_and(is_valid))
        .map(|range| slip(text, range))
        .collect()
}

fn slip(text: &Text<'_>, range: Range<usize>) -> Slip {
    let found = text.text.get(range.clone()).unwrap_or_default();
    let masked = mask(found);
    text.slip(range, "正文出现身份证号，应当隐去").becomes(Tier::Likely, &masked)
}

/// The first six and the last four, stars between.
pub(super) fn mask(number: &str) -> String {
    let tail = number.len().saturating_sub(4);
    let stars = "*".repeat(tail.saturating_sub(6));
    format!(
        "{}{stars}{}",
        number.get(..6).unwrap_or_default(),
        number.get(tail..).unwrap_or_default()
    )
}

/// Runs of fifteen or eighteen digits, the last of eighteen may be X.
pub(super) fn candidates(text: &str) -> impl Iterator<Item = Range<usize>> {
    runs(text, |c| c.is_ascii_digit() || matches!(c, 'X' | 'x')).filter(|run| {
        let found = text.get(run.clone()).unwrap_or_default();
        let body = found.strip_suffix(['X', 'x']).unwrap_or(found);
        let long = found.len() == 18 || (found.len() == 15 && body.len() == 15);
        long && body.bytes().all(|byte| byte.is_ascii_digit()) && stands_alone(text, run)
    })
}

const REGIONS: [u8; 34] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
    53, 54, 61, 62, 63, 64, 65, 71, 81, 82,
];

/// Whether a number of eighteen digits is of a region and of a day that exist.
pub(super) fn is_plausible(number: &str) -> bool {
    let part = |range: Range<usize>| {
        number.get(range).and_then(|part| part.parse::<i16>().ok()).unwrap_or_default()
    };
    let region =
        u8::try_from(part(0..2)).is_ok_and(|region| REGIONS.contains(&region) || region == 83);
    let (year, month, day) = if number.len() == 18 {
        (part(6..10), part(10..12), part(12..14))
    } else {
        (1900 + part(6..8), part(8..10), part(10..12))
    };
    let small = |number: i16| i8::try_from(number).unwrap_or_default();
    let born = Date::new(year, small(month), small(day)).is_ok() && (1890..=2100).contains(&year);
    region && born
}

pub(super) fn is_valid(number: &str) -> bool {
    number.len() == 18
        && is_plausible(number)
        && check_digit(number) == number.chars().last().map(|c| c.to_ascii_uppercase())
}

/// GB 11643—1999: the weighted sum of seventeen digits, modulo 11, names the eighteenth.
fn check_digit(number: &str) -> Option<char> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: Option<u32> =
        number.chars().zip(WEIGHTS).map(|(c, weight)| Some(c.to_digit(10)? * weight)).sum();
    "10X98765432".chars().nth(usize::try_from(sum? % 11).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_own_examples_hold() {
        for number in ["11010519491231002X", "440524188001010014"] {
            assert_eq!(check_digit(number), number.chars().last(), "{number}");
        }
        assert!(
            is_valid("11010519491231002X")
                && !is_valid("110105194912310021")
                && !is_valid("110105194902300021")
        );
        assert_eq!(mask("11010519491231002X"), "110105********002X");
    }
}
