//! Figures over the years (走势): the same things in every report, gaps and changes of the form told; single quarters too.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Project;
use super::figures::{Told, figures};
use super::lookup::{Key, Series, key_of};
use super::quarters::quarters;
use crate::figures::prose::Vocabulary;
use crate::model::{Form, Report, Section, Year};

/// Quarters of a year.
const QUARTERS: [&str; 4] = ["Q1", "Q2", "Q3", "Q4"];

/// One or several figures over time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trend {
    /// The times, the earliest first, none left out.
    pub points: Vec<Point>,
    /// The figures.
    pub curves: Vec<Curve>,
}

/// A time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// `2020`, `2020Q1`.
    pub label: String,
    /// The year it lies in.
    pub year: Year,
    /// Whether the report of this year has another statutory form than the one before: what is counted may be another thing.
    pub is_new_form: Option<Form>,
    /// Whether there is no report of this year.
    pub is_missing: bool,
}

/// A figure over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Curve {
    /// What it is.
    pub name: String,
    /// Its unit, empty where none is given.
    pub unit: String,
    /// A value a point; none where nothing is said.
    pub values: Vec<Option<Decimal>>,
}

impl Trend {
    /// What a reader must know before he compares: changes of the form, years without a report or without the figure.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        for point in &self.points {
            if let Some(form) = point.is_new_form {
                let since = form.name();
                notes.push(format!("{} 起用 {since} 年版表式，口径可能不同", point.label));
            }
        }
        let missing: Vec<&str> = self
            .points
            .iter()
            .enumerate()
            .filter(|(at, _)| self.curves.iter().any(|curve| curve.value(*at).is_none()))
            .map(|(_, point)| point.label.as_str())
            .collect();
        if !missing.is_empty() {
            notes.push(format!("没有数：{}", missing.join("、")));
        }
        notes
    }

    /// The smallest and the largest value of all curves, nought counted in; none where there is no value.
    pub fn span(&self) -> Option<(Decimal, Decimal)> {
        let all = || self.curves.iter().flat_map(|curve| curve.values.iter().flatten().copied());
        let largest = all().max()?;
        Some((all().min()?.min(Decimal::ZERO), largest))
    }
}

impl Curve {
    /// Its value at a point.
    pub fn value(&self, at: usize) -> Option<Decimal> {
        self.values.get(at).copied().flatten()
    }

    /// Name and unit: `本年新收／总计（件）`.
    pub fn title(&self) -> String {
        if self.unit.is_empty() {
            self.name.clone()
        } else {
            format!("{}（{}）", self.name, self.unit)
        }
    }

    /// Change against the point before, in per cent, where both have a value.
    pub fn growth(&self, at: usize) -> Option<Decimal> {
        crate::figures::growth(self.value(at.checked_sub(1)?)?, self.value(at)?)
    }
}

impl Project {
    /// Figures over all years of the project.
    pub fn trend(&self, series: &[Series], vocabulary: &Vocabulary) -> Trend {
        let told: Vec<BTreeMap<Year, String>> =
            series.iter().map(|one| self.values_of(&one.key, vocabulary)).collect();
        let (first, last) = (self.reports.keys().next(), self.reports.keys().next_back());
        let (Some(first), Some(last)) = (first, last) else { return Trend::default() };
        let points: Vec<Point> =
            (*first..=*last).map(|year| self.point(year, year.to_string())).collect();
        let curves = series.iter().zip(&told).map(|(one, told)| Curve {
            name: one.name.clone(),
            unit: one.unit.clone(),
            values: points
                .iter()
                .map(|point| told.get(&point.year).and_then(|value| value.parse().ok()))
                .collect(),
        });
        Trend { curves: curves.collect(), points }
    }

    /// The same by single quarters, which follow from amounts counted from January on; none where no quarter is told of any.
    pub fn quarterly(&self, series: &[Series], vocabulary: &Vocabulary) -> Option<Trend> {
        let mut told: BTreeMap<Year, Vec<Told>> = BTreeMap::new();
        for (year, report) in &self.reports {
            let mut all = figures(report, vocabulary, &|_| true);
            let derived = quarters(&all);
            all.extend(derived);
            told.insert(*year, all);
        }
        let curves: Vec<BTreeMap<String, Decimal>> =
            series.iter().map(|one| self.single(&told, one)).collect();
        let years: Vec<Year> = curves
            .iter()
            .flat_map(|curve| curve.keys())
            .filter_map(|label| year_of(label))
            .collect();
        let (first, last) = (years.iter().min()?, years.iter().max()?);
        let points: Vec<Point> = (*first..=*last)
            .flat_map(|year| QUARTERS.map(|quarter| (year, format!("{year}{quarter}"))))
            .map(|(year, label)| {
                let is_first = label.ends_with("Q1");
                let point = self.point(year, label);
                Point { is_new_form: point.is_new_form.filter(|_| is_first), ..point }
            })
            .collect();
        let curves = series.iter().zip(&curves).map(|(one, told)| Curve {
            name: name_of(one).to_owned(),
            unit: one.unit.clone(),
            values: points.iter().map(|point| told.get(&point.label).copied()).collect(),
        });
        Some(Trend { curves: curves.collect(), points })
    }

    /// The amounts of single quarters of a thing, by quarter; what is written goes before what follows.
    fn single(
        &self,
        told: &BTreeMap<Year, Vec<Told>>,
        series: &Series,
    ) -> BTreeMap<String, Decimal> {
        let mut found = BTreeMap::new();
        for (year, told) in told {
            let Some((name, unit, origin)) = self.known_as(*year, &series.key) else { continue };
            let mut all: Vec<&Told> = told
                .iter()
                .filter(|one| one.series == name && one.unit == unit && one.origin == origin)
                .collect();
            all.sort_by_key(|one| one.derived);
            for one in all {
                let is_one =
                    QUARTERS.iter().any(|quarter| one.period == format!("{year}{quarter}"));
                // From January to March is the first quarter, however it is counted.
                let counts = one.kind == "flow" || one.period.ends_with("Q1");
                if let (true, true, Ok(value)) = (is_one, counts, one.value.parse()) {
                    found.entry(one.period.clone()).or_insert(value);
                }
            }
        }
        found
    }

    /// How the figures of a series are told in a year: by what they are known, their unit, and whether by table or prose.
    fn known_as(&self, year: Year, key: &Key) -> Option<(String, String, &'static str)> {
        match key {
            Key::Told(name, unit, _) => Some((name.clone(), unit.clone(), "prose")),
            Key::Cell(table, row, column) => {
                let report = self.reports.get(&year)?;
                let mut tables = report.sections.iter().flat_map(Section::tables);
                let table = tables.find(|own| key_of(own) == *table)?;
                let row = table.rows.iter().find(|own| own.name() == *row)?;
                let column = table.columns.iter().find(|own| own.key == *column)?;
                let unit = row.unit(column).to_owned();
                Some((format!("{} {}", table.id, row.id), unit, "table"))
            }
        }
    }

    fn point(&self, year: Year, label: String) -> Point {
        let form = |report: &Report| report.form;
        let now = self.reports.get(&year).map(form);
        let before = self.reports.range(..year).next_back().map(|(_, report)| report.form);
        let is_new_form = now.filter(|now| before.is_some_and(|before| before != *now));
        Point { label, year, is_new_form, is_missing: now.is_none() }
    }
}

/// What a series is of, whatever part of the year.
fn name_of(series: &Series) -> &str {
    match &series.key {
        Key::Told(name, ..) => name,
        Key::Cell(..) => &series.name,
    }
}

fn year_of(label: &str) -> Option<Year> {
    label.get(..4)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Agency, Block, Cell, Column, Paragraph, Row, Section, Table};

    fn report(year: Year, total: &str, sentence: &str) -> Report {
        let mut report = Report::new(year, "年报".to_owned()).unwrap();
        let column = Column {
            key: "c7".to_owned(),
            label: vec!["总计".to_owned()],
            unit: "件".to_owned(),
            ..Column::default()
        };
        let row = Row {
            id: "r1".parse().unwrap(),
            key: "r1".to_owned(),
            label: vec!["本年新收".to_owned()],
            cells: vec![Cell::from(total)],
            ..Row::default()
        };
        let table = Table {
            id: "t1".parse().unwrap(),
            form: "applications".to_owned(),
            columns: vec![column],
            rows: vec![row],
            ..Table::default()
        };
        let paragraph = Paragraph::new("p1".parse().unwrap(), sentence.to_owned());
        let blocks = vec![Block::Table(table), Block::Paragraph(paragraph)];
        let id = "s1".parse().unwrap();
        report.sections =
            vec![Section {
                id, level: 1, title: "情况".to_owned(), blocks, ..Section::default()
            }];
        report
    }

    fn project() -> Project {
        let mut project = Project::new(Agency::default());
        let quarters =
            "截至第一季度末，累计发放低保金10.5万元；截至第二季度末，累计发放低保金25万元。";
        for (year, total, sentence) in
            [(2019, "40", quarters), (2020, "52", ""), (2022, "", ""), (2023, "60", "")]
        {
            let mut report = report(year, total, sentence);
            report.form = Form::of_year(year);
            project.reports.insert(year, report);
        }
        project
    }

    #[test]
    fn gaps_and_another_form_are_told() {
        let (project, vocabulary) = (project(), Vocabulary::built_in());
        let series = project.series(2023, &vocabulary);
        let total: Vec<Series> =
            series.into_iter().filter(|one| one.name.starts_with("本年新收")).collect();
        let trend = project.trend(&total, &vocabulary);
        let values: Vec<String> = trend.curves[0]
            .values
            .iter()
            .map(|value| value.map_or("-".to_owned(), |value| value.to_string()))
            .collect();
        assert_eq!(values, ["40", "52", "-", "-", "60"]);
        assert!(trend.points[2].is_missing && !trend.points[3].is_missing);
        assert_eq!(trend.notes(), ["2022 起用 2021 年版表式，口径可能不同", "没有数：2021、2022"]);
        assert_eq!(trend.curves[0].growth(1).unwrap().to_string(), "30");
        assert_eq!(trend.span(), Some((Decimal::ZERO, 60.into())));
        assert_eq!(trend.curves[0].title(), "本年新收／总计（件）");
    }

    #[test]
    fn single_quarters_follow_from_cumulative_ones() {
        let (project, vocabulary) = (project(), Vocabulary::built_in());
        let series = project.series(2023, &vocabulary);
        let amount: Vec<Series> =
            series.iter().filter(|one| one.name.starts_with("低保金")).take(1).cloned().collect();
        assert_eq!(amount.len(), 1, "{series:?}");
        let trend = project.quarterly(&amount, &vocabulary).unwrap();
        let labels: Vec<&str> = trend.points.iter().map(|point| point.label.as_str()).collect();
        assert_eq!(labels, ["2019Q1", "2019Q2", "2019Q3", "2019Q4"]);
        let values: Vec<String> =
            trend.curves[0].values.iter().flatten().map(ToString::to_string).collect();
        assert_eq!(values, ["10.5", "14.5"]);
        let cells: Vec<Series> =
            series.into_iter().filter(|one| matches!(one.key, Key::Cell(..))).collect();
        assert_eq!(project.quarterly(&cells, &vocabulary), None);
    }
}
