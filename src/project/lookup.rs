//! Past figures side by side (查数): every cell and every amount of the prose that any year of the project has.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Project;
use crate::figures::prose::{Bound, Figure, Passage, Role, Vocabulary, passages};
use crate::figures::tying::FigureAt;
use crate::figures::{Amount, amount, growth};
use crate::model::{Measure, Report, Section, Source, Table, Year};

/// How many years stand side by side.
pub const YEARS: usize = 5;

/// Characters that the words of a sentence must have to name a series.
const LEAST: usize = 2;

/// By what the figures of several years are known to be of one thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A cell: what makes the tables of several years one, and the keys of row and column.
    Cell(String, String, String),
    /// An amount of the prose: its name, its unit, and which part of the year it is of.
    Told(String, String, String),
}

/// Where the newest figure of a series stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// In a cell.
    Cell(Source),
    /// In a sentence.
    Sentence(FigureAt),
}

/// A figure through the years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// By what it is found in every year.
    pub key: Key,
    /// Row head and column head, innermost: `一、本年新收政府信息公开申请数量／总计`; of the prose what it is of.
    pub name: String,
    /// The heads with all above them, by which it is found too.
    pub path: String,
    /// Unit, empty where none is given.
    pub unit: String,
    /// What each year's report says, the oldest year first; years without it are left out.
    pub values: Vec<(Year, String)>,
    /// Where the newest figure that says anything stands.
    pub origin: Origin,
    /// The sentence of that figure; empty for a cell.
    pub sentence: String,
}

impl Series {
    /// The value of the newest year that has one.
    pub fn newest(&self) -> Option<&(Year, String)> {
        self.values.iter().rev().find(|(_, value)| !value.is_empty())
    }

    /// Growth of the newest year against the one before, in per cent, where both are numbers.
    pub fn growth(&self) -> Option<Decimal> {
        let mut back = self.values.iter().rev();
        let (now, last) = (back.next()?, back.next()?);
        (now.0 == last.0 + 1).then_some(())?;
        growth(last.1.parse().ok()?, now.1.parse().ok()?)
    }
}

impl Project {
    /// Every cell of the reports up to a year and every amount of their prose, in the order of the newest, tables first.
    pub fn series(&self, until: Year, vocabulary: &Vocabulary) -> Vec<Series> {
        let reports = || self.reports.range(..=until).rev().take(YEARS).map(|(_, report)| report);
        let mut all = List::default();
        for report in reports() {
            for table in report.sections.iter().flat_map(Section::tables) {
                for one in cells(report.year, table) {
                    all.add(report.year, one);
                }
            }
        }
        for report in reports() {
            for passage in &passages(report, vocabulary) {
                for figure in &passage.figures {
                    if let Some(one) = told(report, passage, figure, vocabulary) {
                        all.add(report.year, one);
                    }
                }
            }
        }
        all.order.retain(|series| series.newest().is_some());
        all.order
    }

    /// The series of a cell; none where the cell holds no figure.
    pub fn series_of(&self, source: &Source) -> Option<Series> {
        let report = self.reports.get(&source.year)?;
        let tables = report.sections.iter().flat_map(Section::tables);
        let mut cells = tables.flat_map(|table| cells(report.year, table));
        cells.find(|one| one.origin == Origin::Cell(source.clone()))
    }

    /// What every report says of a thing, by year; blank where its cell is.
    pub fn values_of(&self, key: &Key, vocabulary: &Vocabulary) -> BTreeMap<Year, String> {
        let mut found = BTreeMap::new();
        for (year, report) in &self.reports {
            let value = match key {
                Key::Cell(..) => {
                    let tables = report.sections.iter().flat_map(Section::tables);
                    let mut cells = tables.flat_map(|table| cells(*year, table));
                    cells.find(|one| one.key == *key).and_then(|one| one.values.into_iter().next())
                }
                Key::Told(..) => passages(report, vocabulary)
                    .iter()
                    .flat_map(|passage| passage.figures.iter().map(move |figure| (passage, figure)))
                    .filter_map(|(passage, figure)| told(report, passage, figure, vocabulary))
                    .find(|one| one.key == *key)
                    .and_then(|one| one.values.into_iter().next()),
            };
            found.extend(value);
        }
        found
    }
}

/// Series in the order in which they were met.
#[derive(Default)]
struct List {
    order: Vec<Series>,
    known: BTreeMap<Key, usize>,
}

impl List {
    /// Adds a figure of a year; of two of one thing in one year the first counts.
    fn add(&mut self, year: Year, one: Series) {
        let at = *self.known.entry(one.key.clone()).or_insert_with(|| {
            self.order.push(Series { values: Vec::new(), ..one.clone() });
            self.order.len() - 1
        });
        let Some(series) = self.order.get_mut(at) else { return };
        if series.values.first().is_some_and(|(known, _)| *known == year) {
            return;
        }
        if series.newest().is_none() {
            (series.origin, series.sentence) = (one.origin, one.sentence);
        }
        let value = one.values.into_iter().next();
        series.values.splice(0..0, value);
    }
}

/// What makes tables of several years one: their form, else their caption without the year.
pub(super) fn key_of(table: &Table) -> String {
    if table.form.is_empty() {
        table.caption.chars().filter(|c| !c.is_ascii_digit()).collect()
    } else {
        table.form.clone()
    }
}

/// The cells of a table, each with its one value.
fn cells(year: Year, table: &Table) -> Vec<Series> {
    let rows = table.rows.iter();
    let cells = rows.flat_map(|row| {
        table.columns.iter().zip(&row.cells).filter_map(move |(column, cell)| {
            let unit = row.unit(column);
            // Words are no figure, and a cell that the form lacks is none either.
            matches!(amount(cell, unit), Amount::Plain(_) | Amount::None | Amount::Blank)
                .then_some(())?;
            let last = |label: &[String]| label.last().cloned().unwrap_or_default();
            let source =
                Source { year, table: table.name(), row: row.name(), column: column.key.clone() };
            Some(Series {
                key: Key::Cell(key_of(table), source.row.clone(), source.column.clone()),
                name: format!("{}／{}", last(&row.label), last(&column.label)),
                path: format!("{} {}", row.label.join(" "), column.label.join(" ")),
                unit: unit.to_owned(),
                values: vec![(year, cell.to_string())],
                origin: Origin::Cell(source),
                sentence: String::new(),
            })
        })
    });
    cells.collect()
}

/// An amount of the prose, with its one value; none of what is a part, a bound, in doubt, or of another year.
fn told(
    report: &Report,
    passage: &Passage<'_>,
    figure: &Figure,
    vocabulary: &Vocabulary,
) -> Option<Series> {
    let text = passage.paragraph.text.as_str();
    let name = figure.name(text, vocabulary);
    let known = figure.indicator.and_then(|at| vocabulary.indicators().get(at));
    // Of what the tables count, words besides may mean a part: 养老服务方面的申请.
    let is_all = figure.is_plain || known.is_none_or(|known| known.ties.is_empty());
    let is_whole = figure.role == Role::Amount
        && figure.bound == Bound::Exact
        && !figure.is_statement()
        && is_all
        && name.chars().count() >= LEAST
        && figure.period.to().year() == report.year;
    let part = match figure.measure {
        Measure::State => String::new(),
        _ if figure.period == report.period => String::new(),
        _ => figure.period.to_string().replace(&report.year.to_string(), "").trim().to_owned(),
    };
    let shown = if part.is_empty() { name.clone() } else { format!("{name}（{part}）") };
    let sentence = text.get(figure.sentence.clone()).unwrap_or_default().trim().replace('\n', "");
    is_whole.then(|| Series {
        key: Key::Told(name, figure.unit.to_owned(), part),
        path: sentence.clone(),
        name: shown,
        unit: figure.unit.to_owned(),
        values: vec![(report.year, figure.value.to_string())],
        origin: Origin::Sentence(FigureAt {
            year: report.year,
            paragraph: passage.paragraph.id,
            bytes: figure.bytes.clone(),
        }),
        sentence,
    })
}
