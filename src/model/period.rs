//! Reporting periods: a year, quarters, months, a day, or any stretch of days.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A stretch of days (报告期), both ends within it.
///
/// Written the short way wherever there is one: `2017`, `2017Q1`, `2017Q1-Q2` (from January on), `2017-08`,
/// `2017-08..2017-12`, `2017-12-31`, `2017-01-15..2017-03-02`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    from: Date,
    to: Date,
}

/// The text is no period, or ends before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("读不懂的期间，应如 2017、2017Q1、2017Q1-Q2、2017-08..2017-12 或 2017-12-31")]
pub struct PeriodError;

impl Period {
    /// The days from the first to the last.
    pub fn new(from: Date, to: Date) -> Result<Self, PeriodError> {
        if from <= to { Ok(Self { from, to }) } else { Err(PeriodError) }
    }

    /// The whole calendar year.
    pub fn year(year: i16) -> Result<Self, PeriodError> {
        Self::months(year, 1, 12)
    }

    /// Whole months of one year, both within it.
    pub fn months(year: i16, first: i8, last: i8) -> Result<Self, PeriodError> {
        let from = Date::new(year, first, 1).map_err(|_| PeriodError)?;
        let to = Date::new(year, last, 1).map_err(|_| PeriodError)?.last_of_month();
        Self::new(from, to)
    }

    /// The first day.
    pub const fn from(&self) -> Date {
        self.from
    }

    /// The last day.
    pub const fn to(&self) -> Date {
        self.to
    }

    /// First and last month, if the period is whole months of one year.
    fn whole_months(self) -> Option<(i8, i8)> {
        let whole = self.from.day() == 1 && self.to == self.to.last_of_month();
        (whole && self.from.year() == self.to.year()).then(|| (self.from.month(), self.to.month()))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.from.year();
        match self.whole_months() {
            Some((1, 12)) => write!(f, "{year:04}"),
            Some((first, last)) if first % 3 == 1 && last == first + 2 => {
                write!(f, "{year:04}Q{}", last / 3)
            }
            Some((1, last)) if last % 3 == 0 => write!(f, "{year:04}Q1-Q{}", last / 3),
            Some((first, last)) if first == last => write!(f, "{year:04}-{first:02}"),
            Some((first, last)) => write!(f, "{year:04}-{first:02}..{year:04}-{last:02}"),
            None if self.from == self.to => write!(f, "{}", self.from),
            None => write!(f, "{}..{}", self.from, self.to),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        if let Some((first, last)) = text.split_once("..") {
            let (first, last): (Self, Self) = (first.parse()?, last.parse()?);
            return Self::new(first.from, last.to);
        }
        if let Some((year, quarters)) = text.split_once('Q') {
            let year = number(year)?;
            let (first, last) = quarters.split_once("-Q").unwrap_or((quarters, quarters));
            let (first, last): (i8, i8) = (number(first)?, number(last)?);
            let known = (1..=4).contains(&first) && (1..=4).contains(&last);
            return if known {
                Self::months(year, first * 3 - 2, last * 3)
            } else {
                Err(PeriodError)
            };
        }
        let mut parts = text.split('-');
        let year = number(parts.next().unwrap_or_default())?;
        match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Self::year(year),
            (Some(month), None, _) => Self::months(year, number(month)?, number(month)?),
            (Some(month), Some(day), None) => {
                let date =
                    Date::new(year, number(month)?, number(day)?).map_err(|_| PeriodError)?;
                Self::new(date, date)
            }
            _ => Err(PeriodError),
        }
    }
}

fn number<N: FromStr>(text: &str) -> Result<N, PeriodError> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().map_err(|_| PeriodError) } else { Err(PeriodError) }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn is_written_the_short_way() {
        for text in [
            "2017",
            "2017Q1",
            "2017Q3",
            "2017Q1-Q2",
            "2017Q1-Q3",
            "2017-08",
            "2017-08..2017-12",
            "2017-12-31",
            "2017-01-15..2017-03-02",
            "2016-12-31..2017-01-01",
        ] {
            assert_eq!(
                text.parse::<Period>().map(|period| period.to_string()),
                Ok(text.to_owned())
            );
        }
        let long = |text: &str| text.parse::<Period>().map(|period| period.to_string());
        assert_eq!(long("2017-01-01..2017-12-31"), Ok("2017".to_owned()));
        assert_eq!(long("2017Q1-Q4"), Ok("2017".to_owned()));
    }

    #[test]
    fn refuses_what_is_no_period() {
        for text in [
            "",
            "二〇一七",
            "2017Q5",
            "2017-02-30",
            "2017-13",
            "2018..2017",
            "2017Q3-Q2",
            "2017-1-1-1",
            "+2017",
        ] {
            assert_eq!(text.parse::<Period>(), Err(PeriodError), "{text}");
        }
    }

    proptest! {
        #[test]
        fn is_read_back_as_written(year in 1900i16..2100, start in 0i32..365, length in 0i32..800) {
            let from = Date::new(year, 1, 1).unwrap() + jiff::Span::new().days(start);
            let period = Period::new(from, from + jiff::Span::new().days(length)).unwrap();
            prop_assert_eq!(period.to_string().parse(), Ok(period));
        }
    }
}
