//! Every figure of a report, of its tables and of its prose, with unit, period and place.

use serde::Serialize;

use super::Project;
use crate::checks::{Place, Places, Spot};
use crate::figures::prose::{Doubt, Figure, Passage, Role, Vocabulary, Way, passages_of};
use crate::figures::{Amount, amount};
use crate::model::{Block, Column, Measure, Period, Report, Row, Table, TextAt, Year};

/// A figure as scripts are told it: an element of `figures` in the output of `figures`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Year of the report.
    pub year: Year,
    /// By what amounts of one series are known: the indicator, or the row.
    #[serde(skip)]
    pub series: String,
    /// What it is of: a name of the vocabulary, the words of the sentence, or the labels of row and column.
    pub indicator: String,
    /// The amount, exact, with the places it was written with.
    pub value: String,
    /// Unit, empty where none is given.
    pub unit: String,
    /// The days that it is of.
    pub period: String,
    /// `flow`, `cumulative`, `state` or `rate`.
    pub kind: &'static str,
    /// `exact`, `about`, `at_least` or `at_most`.
    pub bound: &'static str,
    /// What a number does that is no amount itself: `before`, `up`, `down`, `more`, `less`, `share`, `times`.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub role: &'static str,
    /// `table` or `prose`.
    pub origin: &'static str,
    /// Whether it is not written there, but follows from two amounts counted from January on.
    #[serde(skip)]
    pub derived: bool,
    /// Whether the sentence leaves no other reading.
    pub sure: bool,
    /// The other readings, if there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
    /// Where it is.
    pub place: Place,
    /// The sentence, or what the table is called.
    pub sentence: String,
}

impl Project {
    /// Every figure of one year's report in reading order; none where there is no such report.
    pub fn figures(&self, year: Year, vocabulary: &Vocabulary) -> Vec<Told> {
        self.reports
            .get(&year)
            .map(|report| figures(report, vocabulary, &|_| true))
            .unwrap_or_default()
    }
}

/// Every figure of a report in reading order; of its paragraphs only those are read that may be asked for.
pub(super) fn figures(
    report: &Report,
    vocabulary: &Vocabulary,
    may: &dyn Fn(&str) -> bool,
) -> Vec<Told> {
    let teller = Teller { report, places: Places::of(report), vocabulary };
    let passages = passages_of(report, vocabulary, may);
    let mut passages = passages.iter().peekable();
    let mut told = Vec::new();
    for section in &report.sections {
        for block in &section.blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    if let Some(passage) =
                        passages.next_if(|passage| passage.paragraph.id == paragraph.id)
                    {
                        told.extend(
                            passage.figures.iter().map(|figure| teller.prose(passage, figure)),
                        );
                    }
                }
                Block::Table(table) => {
                    let name =
                        if table.caption.is_empty() { &section.title } else { &table.caption };
                    told.extend(teller.table(table, name));
                }
            }
        }
    }
    told
}

/// Puts the figures of one report into words.
pub(super) struct Teller<'a> {
    pub(super) report: &'a Report,
    pub(super) places: Places<'a>,
    pub(super) vocabulary: &'a Vocabulary,
}

impl Teller<'_> {
    /// A figure of a paragraph.
    pub(super) fn prose(&self, passage: &Passage<'_>, figure: &Figure) -> Told {
        let text = passage.paragraph.text.as_str();
        let sentence = text.get(figure.sentence.clone()).unwrap_or_default().trim();
        let spot = Spot::Text(TextAt::Paragraph(passage.paragraph.id), figure.bytes.clone());
        Told {
            year: self.report.year,
            series: self.indicator(text, figure),
            indicator: self.indicator(text, figure),
            value: figure.value.to_string(),
            unit: figure.unit.to_owned(),
            period: figure.period.to_string(),
            kind: kind(figure.measure),
            bound: figure.bound.key(),
            role: role(figure.role),
            origin: "prose",
            derived: false,
            sure: figure.is_sure(),
            candidates: figure.doubts.iter().map(candidate).collect(),
            place: self.places.place(&spot),
            sentence: sentence.replace('\n', ""),
        }
    }

    /// What a figure of a paragraph is of.
    pub(super) fn indicator(&self, text: &str, figure: &Figure) -> String {
        figure.name(text, self.vocabulary)
    }

    /// The cells of a table with a number in them.
    pub(super) fn table(&self, table: &Table, name: &str) -> Vec<Told> {
        let mut told = Vec::new();
        for row in &table.rows {
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                let unit = row.unit(column);
                let (Amount::Plain(value) | Amount::Said(value)) = amount(cell, unit) else {
                    continue;
                };
                let spot =
                    Spot::Cell { table: table.id, row: row.id, column: Some(column.key.clone()) };
                let labels: Vec<&str> =
                    row.label.iter().chain(&column.label).map(String::as_str).collect();
                told.push(Told {
                    year: self.report.year,
                    series: format!("{} {}", table.id, row.id),
                    indicator: labels.join("／"),
                    value: value.to_string(),
                    unit: unit.to_owned(),
                    period: period(self.report, row, column).to_string(),
                    kind: kind(measure(row, column)),
                    bound: "exact",
                    role: "",
                    origin: "table",
                    derived: false,
                    sure: true,
                    candidates: Vec::new(),
                    place: self.places.place(&spot),
                    sentence: name.to_owned(),
                });
            }
        }
        told
    }
}

/// What a number does as scripts read it; empty of an amount or a rate.
const fn role(role: Role) -> &'static str {
    match role {
        Role::Amount | Role::Rate => "",
        Role::Before => "before",
        Role::Growth(Way::Up) => "up",
        Role::Growth(Way::Down) => "down",
        Role::Difference(Way::Up) => "more",
        Role::Difference(Way::Down) => "less",
        Role::Share => "share",
        Role::Times => "times",
    }
}

/// What else a figure may be, for whoever decides.
fn candidate(doubt: &Doubt) -> String {
    match doubt {
        Doubt::Period(period) => format!("期间 {period}"),
        Doubt::Pairing => "“分别”前后的项数不同，与哪一项对应待确认".to_owned(),
        Doubt::Grouping => "千分位分隔有误，数值待确认".to_owned(),
        Doubt::Since => "原来的数是什么时候的，待确认".to_owned(),
    }
}

/// What sort of amount a cell is: the row says, unless the column does.
pub(super) fn measure(row: &Row, column: &Column) -> Measure {
    if column.measure == Measure::default() { row.measure } else { column.measure }
}

/// The period of a cell: a column that is one, else the report's; of an amount at a date, the last day. What stood at the end
/// of the year before (上年结转, 上一年项目数量) is of that day.
pub(super) fn period(report: &Report, row: &Row, column: &Column) -> Period {
    let of = column.key.parse().unwrap_or(report.period);
    if measure(row, column) != Measure::State {
        return of;
    }
    let labels = || row.label.iter().chain(&column.label);
    let earlier = labels().any(|label| label.contains("上年") || label.contains("上一年"));
    let day = if earlier { of.from().yesterday().unwrap_or(of.from()) } else { of.to() };
    Period::new(day, day).unwrap_or(of)
}

/// The kind of an amount as scripts read it.
pub(super) const fn kind(measure: Measure) -> &'static str {
    match measure {
        Measure::Flow => "flow",
        Measure::Cumulative => "cumulative",
        Measure::State => "state",
        Measure::Rate => "rate",
    }
}
