//! What may not stand in a cell of a statutory form: no count is negative, broken or in words.

use rust_decimal::Decimal;

use super::amount::Amount;
use super::sheet::{At, Sheet};
use crate::model::{Number, NumberError};
use crate::text::numeral::half_width;

/// What sort of number a cell of a form takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A count (件、条、项、人): a whole number from 0 on.
    Count,
    /// A sum of money: from 0 on, at most six decimal places.
    Money,
    /// A change (增/减): a whole number with a sign.
    Change,
}

/// Why a cell is wrong by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// Words from which no number can be read.
    Words,
    /// A number written in another way than in plain digits; what it says.
    Spelling(Decimal),
    /// Below 0.
    Negative,
    /// Decimal places where things are counted, or more than six in an amount.
    Broken,
    /// So large that it can only be a slip: a thousand million or more, or more digits than can be reckoned with.
    Huge,
}

/// The least count that nobody believes.
const HUGE: i64 = 1_000_000_000;

/// What sort of number a cell takes, by its unit and its header.
pub fn kind(sheet: &Sheet<'_>, at: At) -> Kind {
    let header = sheet.form.columns.get(at.column).and_then(|column| column.label.last());
    if header.is_some_and(|label| label.contains('增') && label.contains('减')) {
        Kind::Change
    } else if sheet.unit(at).ends_with('元') {
        Kind::Money
    } else {
        Kind::Count
    }
}

/// Why what stands in a cell may not stand there, if so. Blank and 不适用 are no flaws.
pub fn flaw(sheet: &Sheet<'_>, at: At) -> Option<Flaw> {
    let kind = kind(sheet, at);
    let (value, plain) = match sheet.amount(at) {
        Amount::Blank | Amount::None | Amount::Missing => return None,
        Amount::Words if endless(sheet, at) => return Some(Flaw::Huge),
        Amount::Words => return Some(Flaw::Words),
        Amount::Plain(value) => (value, true),
        Amount::Said(value) => (value, false),
    };
    let places = value.normalize().scale();
    let too_many = if kind == Kind::Money { places > 6 } else { places > 0 };
    if value < Decimal::ZERO && kind != Kind::Change {
        Some(Flaw::Negative)
    } else if too_many {
        Some(Flaw::Broken)
    } else if kind != Kind::Money && value.abs() >= Decimal::from(HUGE) {
        Some(Flaw::Huge)
    } else if plain || (kind == Kind::Change && signed(sheet, at)) || priced(sheet, at) {
        None
    } else {
        Some(Flaw::Spelling(value))
    }
}

/// Whether it is a number of more digits than can be reckoned with.
fn endless(sheet: &Sheet<'_>, at: At) -> bool {
    let text = sheet.cell(at).map(ToString::to_string).unwrap_or_default();
    half_width(&text).trim().parse::<Number>() == Err(NumberError::TooLong)
}

/// Whether it is written +5, as a change may be.
fn signed(sheet: &Sheet<'_>, at: At) -> bool {
    let text = sheet.cell(at).map(ToString::to_string).unwrap_or_default();
    text.strip_prefix('+').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether it is an amount with its unit, as the form of 2019 has it (251000元、25.1万元): the header there names none.
fn priced(sheet: &Sheet<'_>, at: At) -> bool {
    let text = sheet.cell(at).map(ToString::to_string).unwrap_or_default();
    let digits = text.strip_suffix("万元").or_else(|| text.strip_suffix('元')).unwrap_or_default();
    let header = sheet.form.columns.get(at.column).and_then(|column| column.label.last());
    let unnamed = header.is_some_and(|label| !label.contains('元'));
    unnamed
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}
