//! Every number of a sentence against what it should equal (勾稽): cells, sums of cells, other sentences, last year.
//!
//! Pure: figures that were read and tables go in, a verdict for each figure comes out, with the partner and its value. Where
//! a table counts in two lawful ways (收到申请 with or without those carried over) either is right, and the one that
//! matched is told.

mod book;
mod change;
mod live;
mod others;
mod share;
mod sums;

pub use book::{Book, CellAt};
pub use live::{Live, TiedPassage};
pub use others::others;
pub use sums::{How, Sum, sums};

use std::ops::Range;

use rust_decimal::Decimal;

use super::prose::{Bound, Figure, Passage, Role, Vocabulary};
use crate::model::{Id, Year};

/// What was found of one figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tied {
    /// The verdict.
    pub verdict: Verdict,
    /// What it was compared with, the best first: the one that matched, or all that did not.
    pub sources: Vec<Source>,
}

/// How a figure stands to its partners.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It equals one of them.
    Right,
    /// It has partners and equals none.
    Wrong,
    /// Nothing is known that it should equal.
    Unplaced,
}

/// A partner of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What it is, for the reader: 表三（七）总计, 去年表三（一）.
    pub what: String,
    /// Its value.
    pub value: Decimal,
    /// The cells of which it is made.
    pub cells: Vec<CellAt>,
    /// The figure that it is.
    pub figure: Option<FigureAt>,
}

/// A figure of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FigureAt {
    /// The report's year.
    pub year: Year,
    /// The paragraph.
    pub paragraph: Id,
    /// Its bytes.
    pub bytes: Range<usize>,
}

/// What figures are tied against.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    /// The tables of this year.
    pub now: &'a Book<'a>,
    /// The tables of the year before.
    pub last: Option<&'a Book<'a>>,
    /// The prose of the year before.
    pub told: &'a [Passage<'a>],
    /// The vocabulary by which both were read.
    pub vocabulary: &'a Vocabulary,
}

impl Tied {
    const fn unplaced() -> Self {
        Self { verdict: Verdict::Unplaced, sources: Vec::new() }
    }

    /// Right if one of the partners agrees, and that one first.
    fn of(figure: &Figure, mut sources: Vec<Source>) -> Self {
        if sources.is_empty() {
            return Self::unplaced();
        }
        match sources.iter().position(|source| agrees(figure, source.value)) {
            Some(at) => {
                sources.swap(0, at);
                sources.truncate(1);
                Self { verdict: Verdict::Right, sources }
            }
            None => Self { verdict: Verdict::Wrong, sources },
        }
    }
}

/// The verdicts on all figures, paragraph by paragraph, in their order.
pub fn tie(passages: &[Passage<'_>], against: Against<'_>) -> Vec<Vec<Tied>> {
    let sums = sums(passages);
    let mut all: Vec<Vec<Tied>> = Vec::with_capacity(passages.len());
    for (at, passage) in passages.iter().enumerate() {
        let one = |(place, figure): (usize, &Figure)| {
            let tied = against.figure(passage, place, figure);
            if tied.verdict == Verdict::Unplaced { sums_verdict(&sums, at, place) } else { tied }
        };
        all.push(passage.figures.iter().enumerate().map(one).collect());
    }
    all
}

/// A figure that takes part in a sum of the sentence is right or wrong by that.
fn sums_verdict(sums: &[Sum], passage: usize, figure: usize) -> Tied {
    let here = |sum: &&Sum| {
        sum.passage == passage && (sum.total == Some(figure) || sum.parts.contains(&figure))
    };
    let mut all = sums.iter().filter(here);
    match all.next() {
        Some(sum) if sum.is_even() => Tied { verdict: Verdict::Right, sources: vec![sum.source()] },
        Some(sum) if sum.is_wrong() => {
            Tied { verdict: Verdict::Wrong, sources: vec![sum.source()] }
        }
        _ => Tied::unplaced(),
    }
}

/// Whether a figure says what a value is, as far as it binds itself.
pub fn agrees(figure: &Figure, value: Decimal) -> bool {
    let said = figure.value;
    match figure.bound {
        Bound::Exact => said == value,
        Bound::AtLeast => value >= said,
        Bound::AtMost => value <= said,
        Bound::About => {
            let off = (said - value).abs();
            off.checked_mul(Decimal::TEN).is_some_and(|off| off <= value.abs())
        }
    }
}

impl Against<'_> {
    fn figure(&self, passage: &Passage<'_>, at: usize, figure: &Figure) -> Tied {
        match figure.role {
            Role::Amount | Role::Before => self.amount(passage, figure),
            Role::Growth(_) | Role::Difference(_) => self.change(passage, at),
            Role::Share => self.share(passage, at),
            Role::Times | Role::Rate => Tied::unplaced(),
        }
    }

    /// An amount against the cells that its indicator names, in the year that it is of.
    fn amount(&self, passage: &Passage<'_>, figure: &Figure) -> Tied {
        let mut sources = self.cells(passage, figure);
        if sources.is_empty() {
            sources = self.told_then(passage, figure);
        }
        let tied = Tied::of(figure, sources);
        // Words besides those of the indicator may narrow it: then only what agrees is said.
        if tied.verdict == Verdict::Wrong && (!figure.is_plain || !figure.is_sure()) {
            return Tied::unplaced();
        }
        tied
    }

    /// What an amount should equal in the tables.
    fn cells(&self, passage: &Passage<'_>, figure: &Figure) -> Vec<Source> {
        let Some(indicator) = figure.indicator.and_then(|at| self.vocabulary.indicators().get(at))
        else {
            return Vec::new();
        };
        let parent = figure.parent.and_then(|at| passage.figures.get(at)?.indicator);
        let same = parent
            .and_then(|at| self.vocabulary.indicators().get(at))
            .is_some_and(|parent| parent.key == indicator.key);
        let year = figure.period.to().year();
        let whole = figure.period == self.now.period(year)
            || figure.period.from() == figure.period.to()
                && figure.period.to() == self.now.period(year).to();
        if same || !whole {
            return Vec::new();
        }
        let earlier = self.last.filter(|last| last.year() == year);
        let mut sources = Vec::new();
        if let Some(last) = earlier {
            sources = last.values(indicator, figure.unit);
            for source in &mut sources {
                source.what.insert_str(0, "去年");
            }
            // 2023年 left standing in the report of 2024 is found by the numbers of 2024.
            if figure.role == Role::Amount
                && figure.is_plain
                && !sources.iter().any(|source| agrees(figure, source.value))
            {
                sources = Vec::new();
            }
        }
        let own = self.now.year() == year
            || earlier.is_some() && sources.is_empty() && figure.role == Role::Amount;
        if own {
            sources.extend(self.now.values(indicator, figure.unit));
        }
        sources
    }

    /// What the same indicator was a year before: by the tables, else by the prose.
    fn year_before(&self, passage: &Passage<'_>, figure: &Figure) -> Vec<Source> {
        let indicator = figure.indicator.and_then(|at| self.vocabulary.indicators().get(at));
        let mut sources = Vec::new();
        if let (Some(indicator), Some(last)) = (indicator, self.last) {
            sources = last.values(indicator, figure.unit);
            for source in &mut sources {
                source.what.insert_str(0, "去年");
            }
        }
        sources.extend(self.told_before(passage, figure).map(|(source, _)| source));
        sources
    }

    /// What last year's report said of the same days, where a sentence repeats it.
    fn told_then(&self, passage: &Passage<'_>, figure: &Figure) -> Vec<Source> {
        let is_now = figure.period.to().year() == self.year();
        if is_now || !figure.is_plain || figure.parent.is_some() || self.told.is_empty() {
            return Vec::new();
        }
        let told = self.told_before(passage, figure);
        told.filter(|(_, told)| told.period == figure.period).map(|(source, _)| source).collect()
    }

    /// The amounts of the same thing in last year's prose.
    fn told_before<'f>(
        &'f self,
        passage: &Passage<'_>,
        figure: &'f Figure,
    ) -> impl Iterator<Item = (Source, &'f Figure)> {
        let name = figure.name(&passage.paragraph.text, self.vocabulary);
        let all = self
            .told
            .iter()
            .flat_map(|earlier| earlier.figures.iter().map(move |told| (earlier, told)));
        all.filter_map(move |(earlier, told)| {
            let same = told.role == Role::Amount
                && told.unit == figure.unit
                && told.bound == Bound::Exact
                && told.parent.is_none() == figure.parent.is_none()
                && told.measure == figure.measure
                && told.name(&earlier.paragraph.text, self.vocabulary) == name;
            let source = || Source {
                what: "去年正文".to_owned(),
                value: told.value,
                cells: Vec::new(),
                figure: Some(FigureAt {
                    year: self.year() - 1,
                    paragraph: earlier.paragraph.id,
                    bytes: told.bytes.clone(),
                }),
            };
            same.then(|| (source(), told))
        })
    }

    /// The year of the report.
    pub const fn year(&self) -> Year {
        self.now.year()
    }
}
