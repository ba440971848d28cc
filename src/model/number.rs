//! An exact decimal that keeps its places: 12.50 stays 12.50.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

/// A number (数值) as it stands in a cell: exact, with the decimal places it was written with.
///
/// Up to 28 significant digits; what is longer is refused by [`Number::from_str`] and stays text. Equality
/// is of the written form (12.50 ≠ 12.5); compare [`Number::value`] to compare amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number(Decimal);

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Something else than an optional minus, digits and at most one decimal point.
    #[error("不是数字")]
    NotANumber,
    /// More than 28 significant digits.
    #[error("数字太长，最多 28 位")]
    TooLong,
}

impl Number {
    /// The amount, for arithmetic.
    pub const fn value(self) -> Decimal {
        self.0
    }

    /// The number that shows exactly these digits and places.
    pub const fn of(value: Decimal) -> Self {
        Self(value)
    }
}

impl FromStr for Number {
    type Err = NumberError;

    /// Reads `-?digits[.digits]` in ASCII and nothing else, so that what is read is written back the same.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, places) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let padded = whole.len() > 1 && whole.starts_with('0');
        if !plain(whole) || !plain(places) || padded {
            return Err(NumberError::NotANumber);
        }
        let value = Decimal::from_str_exact(text).map_err(|_| NumberError::TooLong)?;
        if value.to_string() == text { Ok(Self(value)) } else { Err(NumberError::NotANumber) }
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Self {
        Self(Decimal::from(value))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_was_written() {
        for text in ["0", "12.50", "438.470", "-35", "12345678901234567.89", "0.000001"] {
            assert_eq!(
                text.parse::<Number>().map(|number| number.to_string()),
                Ok(text.to_owned())
            );
        }
    }

    #[test]
    fn refuses_what_it_could_not_write_back() {
        for text in ["", "-", "+5", "007", "1,000", "１２", "1e5", ".5", "5.", "-0", "3件"] {
            assert_eq!(text.parse::<Number>(), Err(NumberError::NotANumber), "{text}");
        }
        assert_eq!("1000000000000000000000000000000".parse::<Number>(), Err(NumberError::TooLong));
    }
}
