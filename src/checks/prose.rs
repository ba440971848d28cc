//! The prose of a report as rules see it: its figures, and what each was tied to.

use super::finding::{Fix, Mend, Tier};
use super::rule::{Slip, Spot, Subject};
use crate::figures::prose::{Bound, Figure, Passage, Vocabulary};
use crate::figures::tying::{Book, Source, Sum, Tied};
use crate::model::TextAt;

/// The figures of a report and of the year before, tied.
#[derive(Debug, Clone, Copy)]
pub struct Prose<'a> {
    /// The report and what it is compared with.
    pub subject: &'a Subject<'a>,
    /// The paragraphs that hold figures.
    pub passages: &'a [Passage<'a>],
    /// What was found of each figure.
    pub tied: &'a [Vec<Tied>],
    /// Totals and their parts.
    pub sums: &'a [Sum],
    /// The tables of this year.
    pub book: &'a Book<'a>,
    /// The vocabulary by which the figures were read.
    pub vocabulary: &'a Vocabulary,
}

/// One figure where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The paragraph.
    pub passage: &'a Passage<'a>,
    /// The figure.
    pub figure: &'a Figure,
    /// What was found of it.
    pub tied: &'a Tied,
}

impl<'a> Prose<'a> {
    /// Every figure in order.
    pub fn figures(&self) -> impl Iterator<Item = Told<'a>> {
        self.passages.iter().zip(self.tied).flat_map(|(passage, tied)| {
            passage.figures.iter().zip(tied).map(move |(figure, tied)| Told {
                passage,
                figure,
                tied,
            })
        })
    }

    /// What a figure is of.
    pub fn name(&self, told: &Told<'_>) -> String {
        told.figure.name(&told.passage.paragraph.text, self.vocabulary)
    }

    /// Key of its indicator; empty where it has none.
    pub fn key(&self, told: &Told<'_>) -> &'a str {
        let known = told.figure.indicator.and_then(|at| self.vocabulary.indicators().get(at));
        known.map_or("", |known| known.key.as_str())
    }
}

impl Told<'_> {
    /// Where it is.
    pub fn spot(&self) -> Spot {
        Spot::Text(TextAt::Paragraph(self.passage.paragraph.id), self.figure.bytes.clone())
    }

    /// Its number and unit as they stand.
    pub fn words(&self) -> String {
        self.passage
            .paragraph
            .text
            .get(self.figure.bytes.clone())
            .unwrap_or_default()
            .replace(['\n', ' '], "")
    }

    /// Its number and unit.
    pub fn amount(&self) -> String {
        format!("{}{}", self.figure.value, self.figure.unit)
    }

    /// What a rule says of it.
    pub fn slip(&self, message: String, expected: String, fixes: Vec<Fix>) -> Slip {
        Slip { at: self.spot(), found: self.words(), expected, message, fixes }
    }

    /// Writes another number in the place of this one. Where none stands, or one that only bounds, the writer must write.
    pub fn rewrite(&self, to: &str, why: &str) -> Fix {
        let digits = self.passage.paragraph.text.get(self.figure.digits.clone());
        let Some(digits) = digits.filter(|digits| !digits.is_empty()) else {
            return Fix { tier: Tier::Told, title: format!("{why}改为{to}"), edits: Vec::new() };
        };
        let title = format!("{why}“{digits}”改为{to}");
        let exact = self.figure.bound == Bound::Exact && !digits.contains('\n');
        let edit = || Mend::Replace {
            at: TextAt::Paragraph(self.passage.paragraph.id),
            start: self.figure.digits.start,
            removed: digits.to_owned(),
            inserted: to.to_owned(),
        };
        let edits: Vec<Mend> = exact.then(edit).into_iter().collect();
        Fix { tier: if exact { Tier::Likely } else { Tier::Told }, title, edits }
    }
}

/// A fix that only says what to do.
pub(super) fn told(title: &str) -> Fix {
    Fix { tier: Tier::Told, title: title.to_owned(), edits: Vec::new() }
}

/// Partners with their values: 表三（七）总计 是 87；… 是 82.
pub(super) fn listed(sources: &[Source]) -> String {
    let one = |source: &Source| format!("{}是{}", source.what, source.value.normalize());
    sources.iter().take(3).map(one).collect::<Vec<_>>().join("，")
}
