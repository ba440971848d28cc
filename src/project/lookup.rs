//! Past figures side by side (查数): every cell that any year of the project has, with its last five years.

use std::collections::BTreeMap;

use super::Project;
use crate::figures::{Amount, amount, growth};
use crate::model::{Report, Section, Source, Table, Year};

/// How many years stand side by side.
pub const YEARS: usize = 5;

/// A cell through the years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Row head and column head, innermost: `一、本年新收政府信息公开申请数量／总计`.
    pub name: String,
    /// The heads with all above them, by which it is found too.
    pub path: String,
    /// Unit, empty where none is given.
    pub unit: String,
    /// What each year's report says, the oldest year first; years without the cell are left out.
    pub values: Vec<(Year, String)>,
    /// The newest cell that says anything.
    pub source: Source,
}

impl Series {
    /// The value of the newest year that has one.
    pub fn newest(&self) -> Option<&(Year, String)> {
        self.values.iter().rev().find(|(_, value)| !value.is_empty())
    }

    /// Growth of the newest year against the one before, in per cent, where both are numbers.
    pub fn growth(&self) -> Option<rust_decimal::Decimal> {
        let mut back = self.values.iter().rev();
        let (now, last) = (back.next()?, back.next()?);
        (now.0 == last.0 + 1).then_some(())?;
        growth(last.1.parse().ok()?, now.1.parse().ok()?)
    }
}

impl Project {
    /// Every cell of the reports up to a year, statutory tables and the office's own, in the order of the newest.
    pub fn series(&self, until: Year) -> Vec<Series> {
        let reports: Vec<&Report> =
            self.reports.range(..=until).rev().take(YEARS).map(|(_, report)| report).collect();
        let mut order: Vec<Series> = Vec::new();
        let mut known: BTreeMap<(String, String, String), usize> = BTreeMap::new();
        for report in reports {
            for table in report.sections.iter().flat_map(Section::tables) {
                for (source, name, cell) in cells(report.year, table) {
                    let key = (key_of(table), source.row.clone(), source.column.clone());
                    let at = *known.entry(key).or_insert_with(|| {
                        let Name { short, path, unit } = name;
                        order.push(Series {
                            name: short,
                            path,
                            unit,
                            values: Vec::new(),
                            source: source.clone(),
                        });
                        order.len() - 1
                    });
                    if let Some(series) = order.get_mut(at) {
                        if series.newest().is_none() {
                            series.source = source;
                        }
                        series.values.insert(0, (report.year, cell));
                    }
                }
            }
        }
        order.retain(|series| series.newest().is_some());
        order
    }
}

/// What makes tables of several years one: their form, else their caption without the year.
fn key_of(table: &Table) -> String {
    if table.form.is_empty() {
        table.caption.chars().filter(|c| !c.is_ascii_digit()).collect()
    } else {
        table.form.clone()
    }
}

/// What a cell is called.
struct Name {
    short: String,
    path: String,
    unit: String,
}

fn cells(year: Year, table: &Table) -> Vec<(Source, Name, String)> {
    let rows = table.rows.iter();
    let cells = rows.flat_map(|row| {
        table.columns.iter().zip(&row.cells).filter_map(move |(column, cell)| {
            let unit = row.unit(column);
            // Words are no figure, and a cell that the form lacks is none either.
            matches!(amount(cell, unit), Amount::Plain(_) | Amount::None | Amount::Blank)
                .then_some(())?;
            let last = |label: &[String]| label.last().cloned().unwrap_or_default();
            let name = Name {
                short: format!("{}／{}", last(&row.label), last(&column.label)),
                path: format!("{} {}", row.label.join(" "), column.label.join(" ")),
                unit: unit.to_owned(),
            };
            let source =
                Source { year, table: table.name(), row: row.name(), column: column.key.clone() };
            Some((source, name, cell.to_string()))
        })
    });
    cells.collect()
}
