//! Figures in a sentence that were put there from a table and stay tied to it (关联).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::report::Year;

/// A figure in a paragraph that is tied to its source (关联). It stands beside the plain text: whoever reads the file
/// sees the words, where they come from, and what the source said when somebody last looked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// First character of the figure in the paragraph, counted from 0.
    pub from: usize,
    /// The character behind the figure.
    pub to: usize,
    /// The figure as it stands in the text, with its unit: `86件`.
    pub quote: String,
    /// The cell it was taken from.
    pub source: Source,
    /// What the cell said when the figure was put in or last renewed.
    pub value: String,
    /// The figure was renewed, and nobody has looked yet whether the words around it still hold (复看).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub look_again: bool,
}

/// A cell of a report of the project, written `2024/applications/r1/c7`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    /// Year of the report.
    pub year: Year,
    /// Key of the table's form, or the table's id where it has none.
    pub table: String,
    /// Key of the row, or its id where it has none.
    pub row: String,
    /// Key of the column.
    pub column: String,
}

/// The text does not name a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("来源应写成 年度/表/行/列，如 2024/applications/r1/c7")]
pub struct SourceError;

impl Link {
    /// The link moved by so many characters.
    fn shifted(&self, by: isize) -> Self {
        let moved = |at: usize| at.saturating_add_signed(by);
        Self { from: moved(self.from), to: moved(self.to), ..self.clone() }
    }

    /// Whether the quoted figure stands in a text where the link says.
    pub fn stands_in(&self, text: &str) -> bool {
        let count = self.to.saturating_sub(self.from);
        text.chars().skip(self.from).take(count).eq(self.quote.chars())
    }
}

/// The links of a stretch of characters, told from its beginning; what lies only partly in it is left out.
pub fn within(links: &[Link], from: usize, to: usize) -> Vec<Link> {
    let inside = links.iter().filter(|link| link.from >= from && link.to <= to);
    inside.map(|link| link.shifted(-from.cast_signed())).collect()
}

/// Links so many characters further on.
pub fn moved_on(links: &[Link], by: usize) -> Vec<Link> {
    links.iter().map(|link| link.shifted(by.cast_signed())).collect()
}

/// The links of a paragraph after characters `from..to` of its text were replaced by `count` others: what stands behind
/// moves along, what was touched is tied no more.
pub fn after_change(links: &[Link], from: usize, to: usize, count: usize) -> Vec<Link> {
    let by = count.cast_signed() - (to - from).cast_signed();
    let kept = links.iter().filter_map(|link| {
        if link.to <= from {
            Some(link.clone())
        } else if link.from >= to {
            Some(link.shifted(by))
        } else {
            None
        }
    });
    kept.collect()
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}/{}", self.year, self.table, self.row, self.column)
    }
}

impl FromStr for Source {
    type Err = SourceError;

    fn from_str(text: &str) -> Result<Self, SourceError> {
        let mut parts = text.split('/');
        let mut next = || parts.next().filter(|part| !part.is_empty()).ok_or(SourceError);
        let source = Self {
            year: next()?.parse().map_err(|_| SourceError)?,
            table: next()?.to_owned(),
            row: next()?.to_owned(),
            column: next()?.to_owned(),
        };
        if parts.next().is_some() { Err(SourceError) } else { Ok(source) }
    }
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn link(from: usize, quote: &str) -> Link {
        Link {
            from,
            to: from + quote.chars().count(),
            quote: quote.to_owned(),
            source: "2024/applications/r1/c7".parse().unwrap(),
            value: "86".to_owned(),
            look_again: false,
        }
    }

    #[test]
    fn a_source_is_read_as_written() {
        let source: Source = "2024/applications/r1/c7".parse().unwrap();
        assert_eq!(source.to_string(), "2024/applications/r1/c7");
        for wrong in ["", "2024", "2024/a/b", "2024/a/b/c/d", "二〇二四/a/b/c", "2024//b/c"] {
            assert_eq!(wrong.parse::<Source>(), Err(SourceError), "{wrong}");
        }
    }

    #[test]
    fn what_is_typed_beside_a_figure_leaves_it_tied() {
        let links = [link(2, "86件")]; // 收到86件。
        let at = |from, to, count| {
            after_change(&links, from, to, count).first().map(|link| (link.from, link.to))
        };
        assert_eq!(at(0, 0, 2), Some((4, 7)));
        assert_eq!(at(2, 2, 1), Some((3, 6))); // just before it
        assert_eq!(at(5, 5, 3), Some((2, 5))); // just behind it
        assert_eq!(at(0, 2, 0), Some((0, 3)));
        assert_eq!(at(3, 3, 1), None); // within it
        assert_eq!(at(1, 3, 0), None);
        assert_eq!(at(4, 6, 9), None);
    }

    proptest! {
        /// A link that is kept still quotes what stands there, whatever is typed around it.
        #[test]
        fn a_kept_link_is_right(
            before in r"\p{Han}{0,6}", behind in r"\p{Han}{0,6}", from in 0usize..16, length in 0usize..6, put in r"\p{Han}{0,4}",
        ) {
            let text = format!("{before}86件{behind}");
            let link = link(before.chars().count(), "86件");
            prop_assert!(link.stands_in(&text));
            let chars: Vec<char> = text.chars().collect();
            let from = from.min(chars.len());
            let to = (from + length).min(chars.len());
            let changed: String = chars[..from].iter().chain(&put.chars().collect::<Vec<_>>()).chain(&chars[to..]).collect();
            for link in after_change(&[link], from, to, put.chars().count()) {
                prop_assert!(link.stands_in(&changed), "{changed} {link:?}");
            }
        }
    }
}
