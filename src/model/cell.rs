//! One cell of a table: number, blank, not applicable, or text.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::number::Number;

/// What stands in a cell (单元格). Blank, `0` and `/` are three different things; blank is never counted as 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cell {
    /// Nothing was filled in.
    #[default]
    Blank,
    /// `/`: the row or column does not apply to this office (不适用).
    NotApplicable,
    /// An exact number.
    Number(Number),
    /// Anything else, kept as it was written; never a text that would read as one of the others.
    Text(String),
}

impl Cell {
    /// The number, where there is one.
    pub fn number(&self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Blank | Self::NotApplicable | Self::Text(_) => None,
        }
    }
}

impl FromStr for Cell {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text {
            "" => Self::Blank,
            "/" => Self::NotApplicable,
            _ => text.parse().map_or_else(|_| Self::Text(text.to_owned()), Self::Number),
        })
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        let Ok(cell) = text.parse();
        cell
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank => Ok(()),
            Self::NotApplicable => f.write_str("/"),
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// A cell is stored as the text a person sees in it: `"61"`, `""`, `"/"`.
impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Written)
    }
}

/// Reads a cell from a quoted text, or from a whole number that somebody typed without quotes.
struct Written;

impl Visitor<'_> for Written {
    type Value = Cell;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("单元格（写在引号里，如 \"12.50\"、\"/\"、\"\"）")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Cell, E> {
        Ok(Cell::from(text))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Cell, E> {
        Ok(Cell::from(value.to_string().as_str()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Cell, E> {
        Ok(Cell::from(value.to_string().as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_values_and_text_are_kept_apart() {
        for (text, cell) in [
            ("", Cell::Blank),
            ("/", Cell::NotApplicable),
            ("0", Cell::Number(Number::from(0))),
            ("3件", Cell::Text("3件".to_owned())),
        ] {
            assert_eq!(Cell::from(text), cell);
            assert_eq!(cell.to_string(), text);
        }
    }
}
