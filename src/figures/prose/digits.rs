//! Digits as they stand in prose: with points, with groups, in full width, without end; and those that are parts of codes.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::text::numeral::half_width_char;

/// A run of digits with points and group commas.
pub(super) struct Run {
    pub(super) value: Option<Decimal>,
    /// Digits before the point.
    pub(super) whole: usize,
    pub(super) bytes: Range<usize>,
    pub(super) is_misgrouped: bool,
    pub(super) is_plain: bool,
}

/// The longest number that is one.
const LONGEST: usize = 24;

/// Reads the digits that begin at a place.
pub(super) fn run(text: &str, at: usize) -> Run {
    let mut plain = String::new();
    let (mut end, mut groups, mut point) = (at, 0, None);
    let (mut is_misgrouped, mut is_plain) = (false, true);
    let mut rest = text.get(at..).unwrap_or_default().chars().peekable();
    while let Some(c) = rest.next() {
        let half = half_width_char(c);
        let wide = c != half;
        let digit_next = rest.peek().is_some_and(|next| half_width_char(*next).is_ascii_digit());
        let joins = match half {
            '0'..='9' => true,
            '.' => digit_next && (!wide || plain.len() <= LONGEST),
            // A full-width comma groups only full-width digits; else it parts two numbers.
            ',' => digit_next && (!wide || rest.peek().is_some_and(|next| !next.is_ascii())),
            _ => false,
        };
        if !joins {
            break;
        }
        end += c.len_utf8();
        match half {
            '.' if point.is_some() => is_plain = false,
            '.' => {
                point = Some(plain.len());
                plain.push('.');
            }
            ',' => {
                let group: Vec<char> = rest.clone().take(4).map(half_width_char).collect();
                let three = group.iter().take_while(|c| c.is_ascii_digit()).count() == 3;
                is_misgrouped |= !three || point.is_some() || (groups == 0 && plain.len() > 3);
                groups += 1;
            }
            digit if plain.len() <= LONGEST => plain.push(digit),
            _ => is_plain = false,
        }
    }
    let whole = point.unwrap_or(plain.len());
    let value = plain.parse().ok().filter(|_| is_plain && plain.len() <= LONGEST);
    Run { value, whole, bytes: at..end, is_misgrouped, is_plain }
}

/// Whether letters or signs make the digits part of a code, an address or a formula.
pub(super) fn is_part_of_code(before: &str, after: &str) -> bool {
    let code = |c: char| {
        c.is_ascii_alphabetic()
            || matches!(
                c,
                '@' | '/' | '_' | '#' | '&' | '+' | '×' | '＋' | '*' | '=' | '|' | '№' | '＃'
            )
    };
    let last = before.chars().next_back();
    let mut next = after.chars();
    let first = next.next();
    let second = next.next();
    let decimal_tail =
        last == Some('.') && before.chars().rev().nth(1).is_some_and(|c| c.is_ascii_alphanumeric());
    let clock = matches!(first, Some(':' | '：')) && second.is_some_and(|c| c.is_ascii_digit());
    let clock_tail = matches!(last, Some(':'))
        && before.chars().rev().nth(1).is_some_and(|c| c.is_ascii_digit());
    last.is_some_and(code) || first.is_some_and(code) || decimal_tail || clock || clock_tail
}

/// Behind the rest of a code.
pub(super) fn code_end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let part = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '@' | '/' | '_' | '#' | '&' | '+' | '×' | '*' | '=' | '.' | ':' | '-')
    };
    from + rest.find(|c| !part(c)).unwrap_or(rest.len())
}

/// The first character that is no blank, and where it stands.
pub(super) fn behind(text: &str, at: usize) -> (usize, Option<char>) {
    let rest = text.get(at..).unwrap_or_default();
    let blank = |c: char| matches!(c, ' ' | '\u{3000}' | '\n' | '\u{a0}');
    let length: usize = rest.chars().take_while(|c| blank(*c)).take(4).map(char::len_utf8).sum();
    let at = at + length;
    (at, text.get(at..).and_then(|rest| rest.chars().next()))
}
