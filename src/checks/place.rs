//! Where a finding is, in the words of people and in the numbers of programs.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::rule::Spot;
use crate::model::Block;
use crate::model::Id;
use crate::model::Report;
use crate::model::Row;
use crate::model::Section;
use crate::model::Table;
use crate::model::TextAt;
use crate::model::Year;

/// A place in a report (位置). As JSON: only the fields that mean something there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Place {
    /// The report as a whole.
    Report {},
    /// A heading, a paragraph or the report's title.
    Text(InText),
    /// A table, or a row or cell of it.
    Table(InTable),
}

impl Place {
    /// As people say it: `一（二）第 3 段`; of a table its key.
    pub fn words(&self) -> String {
        match self {
            Self::Report {} => String::new(),
            Self::Table(place) => place.table.clone(),
            Self::Text(place) => {
                let section = if place.number.is_empty() { &place.title } else { &place.number };
                let paragraph = place.paragraph.map(|number| format!("第 {number} 段"));
                format!("{section}{}", paragraph.unwrap_or_default())
            }
        }
    }
}

/// A place in prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InText {
    /// Which text it is.
    #[serde(skip)]
    pub at: TextAt,
    /// The section; none for the report's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<Id>,
    /// The section's number with those above it: `一（二）`.
    pub number: String,
    /// The section's heading; `前言` for the preface, `标题` for the report's title.
    pub title: String,
    /// Which paragraph of the section, from 1; none for a heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<usize>,
    /// The paragraph.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// The words meant, if not the whole.
    #[serde(flatten)]
    pub words: Option<Words>,
}

/// A place in a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InTable {
    /// Key of the statutory form, or the table's id where it has none.
    pub table: String,
    /// Key of the row, or its id where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// Key of the column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The table itself.
    pub id: Id,
    /// The row itself.
    #[serde(skip)]
    pub row_id: Option<Id>,
    /// The words meant, of the caption.
    #[serde(flatten)]
    pub words: Option<Words>,
}

/// A stretch of a text, from 0, half open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// In Unicode scalars.
    pub chars: [usize; 2],
    /// In UTF-8 bytes.
    pub bytes: [usize; 2],
    /// The words as they stand.
    pub quote: String,
}

impl Words {
    /// The same words after a change of the text before or behind them: `start` is its byte, then what was removed and
    /// what was inserted. None if it touched them.
    #[must_use]
    pub fn after(self, start: usize, (removed, inserted): (&str, &str)) -> Option<Self> {
        let [first, last] = self.bytes;
        if last <= start {
            return Some(self);
        }
        let moved =
            |at: usize, removed: usize, inserted: usize| Some(at.checked_sub(removed)? + inserted);
        let byte = |at| moved(at, removed.len(), inserted.len());
        let glyph = |at| moved(at, removed.chars().count(), inserted.chars().count());
        let [from, to] = self.chars;
        (start + removed.len() <= first).then_some(())?;
        Some(Self { bytes: [byte(first)?, byte(last)?], chars: [glyph(from)?, glyph(to)?], ..self })
    }

    /// The words at a range of bytes; none where it is empty or cuts a character.
    pub fn of(text: &str, range: &Range<usize>) -> Option<Self> {
        Self::counted(text, range, (0, 0))
    }

    /// The same, where it is known how many characters stand before some byte that is no later.
    fn counted(text: &str, range: &Range<usize>, known: (usize, usize)) -> Option<Self> {
        let quote = text.get(range.clone()).filter(|quote| !quote.is_empty())?;
        let first = known.1 + text.get(known.0..range.start)?.chars().count();
        let chars = [first, first + quote.chars().count()];
        Some(Self { chars, bytes: [range.start, range.end], quote: quote.to_owned() })
    }
}

/// Where everything stands in one report, asked once for all its findings.
pub struct Places<'a> {
    report: &'a Report,
    /// The number path of each section.
    paths: Vec<String>,
    /// Section index and block index of each section (its heading is block 0), paragraph and table.
    index: BTreeMap<Id, (usize, usize)>,
    /// In which text characters were counted last, up to which byte, and how many: what is found in one text is mostly
    /// placed in order, and a long text is not counted from its beginning for each.
    counted: Cell<Option<(TextAt, usize, usize)>>,
}

impl<'a> Places<'a> {
    /// Looks where everything stands.
    pub fn of(report: &'a Report) -> Self {
        let mut index = BTreeMap::new();
        for (at, section) in report.sections.iter().enumerate() {
            index.insert(section.id, (at, 0));
            for (block, place) in section.blocks.iter().zip(1..) {
                index.insert(block.id(), (at, place));
            }
        }
        Self { report, paths: paths(report), index, counted: Cell::new(None) }
    }

    pub(super) const fn year(&self) -> Year {
        self.report.year
    }

    /// Sorts findings as a reader meets them: section, block, row or byte.
    pub(super) fn order(&self, spot: &Spot) -> (usize, usize, usize) {
        let of =
            |id: &Id| self.index.get(id).map_or((0, 0), |(section, block)| (section + 1, *block));
        let ((section, block), inner) = match spot {
            Spot::Report => ((0, 0), 0),
            Spot::Text(TextAt::Title, range) => ((0, 0), range.start + 1),
            Spot::Text(
                TextAt::Heading(id) | TextAt::Paragraph(id) | TextAt::Caption(id),
                range,
            ) => (of(id), range.start),
            Spot::Cell { table, row, .. } => (
                of(table),
                self.report.table(*table).and_then(|table| table.row_index(*row)).unwrap_or(0) + 1,
            ),
            Spot::Table(id) => (of(id), 0),
        };
        (section, block, inner)
    }

    /// The place that a rule meant.
    pub fn place(&self, spot: &Spot) -> Place {
        match spot {
            Spot::Report => Place::Report {},
            Spot::Text(TextAt::Caption(id), range) => {
                let words = self.words(TextAt::Caption(*id), range);
                Place::Table(InTable { words, ..self.table(*id) })
            }
            Spot::Text(at, range) => {
                let words = self.words(*at, range);
                Place::Text(InText { words, ..self.text(*at) })
            }
            Spot::Table(id) => Place::Table(self.table(*id)),
            Spot::Cell { table, row, column } => Place::Table(InTable {
                row: Some(self.row_key(*table, *row)),
                row_id: Some(*row),
                column: column.clone(),
                ..self.table(*table)
            }),
        }
    }

    fn words(&self, at: TextAt, range: &Range<usize>) -> Option<Words> {
        let text = self.report.text(at)?;
        let known = self.counted.get().filter(|(of, byte, _)| *of == at && *byte <= range.start);
        let words =
            Words::counted(text, range, known.map_or((0, 0), |(_, byte, chars)| (byte, chars)))?;
        self.counted.set(Some((at, words.bytes[0], words.chars[0])));
        Some(words)
    }

    fn text(&self, at: TextAt) -> InText {
        let (TextAt::Heading(id) | TextAt::Paragraph(id) | TextAt::Caption(id)) = at else {
            let title = "标题".to_owned();
            let number = String::new();
            return InText {
                at,
                section: None,
                number,
                title,
                paragraph: None,
                id: None,
                words: None,
            };
        };
        let (index, block) = self.index.get(&id).copied().unwrap_or_default();
        let section = self.report.sections.get(index);
        let before = section.map_or(0, |section| {
            section
                .blocks
                .iter()
                .take(block)
                .filter(|block| matches!(block, Block::Paragraph(_)))
                .count()
        });
        let inside = matches!(at, TextAt::Paragraph(_));
        InText {
            at,
            section: section.map(|section| section.id),
            number: self.paths.get(index).cloned().unwrap_or_default(),
            title: section.map(title_of).unwrap_or_default(),
            paragraph: inside.then_some(before),
            id: inside.then_some(id),
            words: None,
        }
    }

    fn table(&self, id: Id) -> InTable {
        let table = self.report.table(id).map_or_else(|| id.to_string(), Table::name);
        InTable { table, row: None, column: None, id, row_id: None, words: None }
    }

    fn row_key(&self, table: Id, row: Id) -> String {
        let rows = self.report.table(table).map(|table| table.rows.as_slice()).unwrap_or_default();
        let known = rows.iter().find(|known| known.id == row);
        known.map_or_else(|| row.to_string(), Row::name)
    }
}

fn title_of(section: &Section) -> String {
    if section.is_preface() { "前言".to_owned() } else { section.title.clone() }
}

/// The number of each section with those above it: `一`, `一（二）`, `一（二）3`.
fn paths(report: &Report) -> Vec<String> {
    let mut above: Vec<(u8, String)> = Vec::new();
    let numbers = report.printed_numbers();
    report
        .sections
        .iter()
        .zip(numbers)
        .map(|(section, number)| {
            above.retain(|(level, _)| *level < section.level);
            let own = number.trim_end_matches(['、', '.', '．']);
            let path = format!("{}{own}", above.last().map_or("", |(_, path)| path.as_str()));
            above.push((section.level, path.clone()));
            path
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_counted_in_characters_and_in_bytes() {
        let words = Words::of("共A条𠮷", &(3..4)).unwrap();
        assert_eq!((words.chars, words.bytes, words.quote.as_str()), ([1, 2], [3, 4], "A"));
        assert_eq!(Words::of("共A条𠮷", &(7..11)).unwrap().chars, [3, 4]);
        assert_eq!(Words::of("共A条", &(1..4)), None); // cuts 共
        assert_eq!(Words::of("共", &(0..0)), None);
    }

    #[test]
    fn a_number_carries_those_above_it() {
        let mut report = Report::new(2024, String::new()).unwrap();
        let levels = [0, 1, 2, 2, 3, 1, 3];
        report.sections = levels.map(|level| Section { level, ..Section::default() }).to_vec();
        assert_eq!(paths(&report), ["", "一", "一（一）", "一（二）", "一（二）1", "二", "二1"]);
    }

    #[test]
    fn words_go_along_with_changes_around_them() {
        let words = |text: &str| Words::of(text, &text.find("办结").map_or(0..0, |at| at..at + 6));
        let found = words("全年办结3件").unwrap();
        let typed = |start, removed, inserted| found.clone().after(start, (removed, inserted));
        assert_eq!(typed(0, "", "到底"), words("到底全年办结3件"));
        assert_eq!(typed(0, "全", ""), words("年办结3件"));
        assert_eq!(typed(12, "3", "5"), words("全年办结5件"));
        assert_eq!(typed(9, "", "了"), None, "typed among them");
        assert_eq!(typed(9, "结", ""), None);
        assert_eq!(typed(3, "年办", ""), None);
    }

    proptest! {
        #[test]
        fn any_range_of_any_text_is_answered(text in any::<String>(), start in 0usize..40, length in 0usize..40) {
            if let Some(words) = Words::of(&text, &(start..start + length)) {
                prop_assert_eq!(words.chars[1] - words.chars[0], words.quote.chars().count());
            }
        }
    }
}
