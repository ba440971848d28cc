//! Finding words in a project: sentences of prose, and cells by their row heads and headers.

use std::ops::Range;

use serde::Serialize;

use super::Project;
use super::figures::{kind, measure, period};
use crate::checks::{Place, Spot, place};
use crate::model::Cell;
use crate::model::TextAt;
use crate::model::Year;
use crate::model::{Block, Report, Section, Table};
use crate::text::sentence::sentences;

/// What is looked for: every word must be there (查询).
///
/// Case, full-width and half-width forms are one. A year (`2023`, `2023年`) or a part of the agency's name among the words
/// narrows the search instead of being looked for, as long as another word is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
    years: Option<(Year, Year)>,
}

/// A cell that was found. As JSON an element of `hits` in the output of `find`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CellHit {
    /// Whose it is.
    pub agency: String,
    /// Year of the report.
    pub year: Year,
    /// Row head and header, outermost first, joined by `／`.
    pub indicator: String,
    /// As it stands in the cell.
    pub value: String,
    /// Unit, empty where the table gives none.
    pub unit: String,
    /// The days that the value is of.
    pub period: String,
    /// `flow`, `cumulative`, `state` or `rate`.
    pub kind: &'static str,
    /// `table`.
    pub origin: &'static str,
    /// Where it is.
    pub place: Place,
    /// What the table is called.
    pub sentence: String,
}

/// A sentence that was found. As JSON an element of `texts` in the output of `find`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextHit {
    /// Whose it is.
    pub agency: String,
    /// Year of the report.
    pub year: Year,
    /// Number and heading of the section.
    pub section: String,
    /// The sentence, or the heading.
    pub sentence: String,
    /// Where it is.
    pub place: Place,
}

/// Everything that was found, newest report first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    /// Cells with something in them.
    pub cells: Vec<CellHit>,
    /// Sentences and headings.
    pub texts: Vec<TextHit>,
}

impl Query {
    /// A query of words, within years if given, both counted in. `None` if there is nothing to look for.
    pub fn new(words: &[String], years: Option<(Year, Year)>) -> Option<Self> {
        let words = words.iter().flat_map(|word| word.split_whitespace()).map(fold);
        let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
        (!words.is_empty()).then_some(Self { words, years })
    }

    /// The words that must stand in a text of this report; `None` if the report is not meant.
    fn left(&self, agency: &str, year: Year) -> Option<Vec<&str>> {
        let (first, last) = self.years.unwrap_or((Year::MIN, Year::MAX));
        if !(first..=last).contains(&year) {
            return None;
        }
        let agency = fold(agency);
        let known =
            |word: &str| word.trim_end_matches('年').parse() == Ok(year) || agency.contains(word);
        let all = self.words.iter().map(String::as_str);
        let left: Vec<&str> = all.clone().filter(|word| !known(word)).collect();
        Some(if left.is_empty() { all.collect() } else { left })
    }
}

impl Project {
    /// Everything that answers a query.
    pub fn find(&self, query: &Query) -> Hits {
        let mut hits = Hits::default();
        let agency = self.head.agency.name.as_str();
        for (year, report) in self.reports.iter().rev() {
            if let Some(words) = query.left(agency, *year) {
                Search { agency, report, words: &words }.run(&mut hits);
            }
        }
        hits
    }
}

/// A search through one report.
struct Search<'a> {
    agency: &'a str,
    report: &'a Report,
    words: &'a [&'a str],
}

impl Search<'_> {
    fn run(&self, hits: &mut Hits) {
        self.text((TextAt::Title, &self.report.title), "标题", hits);
        for (section, number) in self.report.sections.iter().zip(self.report.printed_numbers()) {
            let name =
                if section.is_preface() { "前言".to_owned() } else { number + &section.title };
            self.section(section, &name, hits);
        }
    }

    fn section(&self, section: &Section, name: &str, hits: &mut Hits) {
        self.text((TextAt::Heading(section.id), &section.title), name, hits);
        for block in &section.blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    self.text((TextAt::Paragraph(paragraph.id), &paragraph.text), name, hits);
                }
                Block::Table(table) => {
                    self.text((TextAt::Caption(table.id), &table.caption), name, hits);
                    self.table(table, name, hits);
                }
            }
        }
    }

    /// Whether all words stand in a text.
    fn is_in(&self, text: &str) -> bool {
        let text = fold(text);
        self.words.iter().all(|word| text.contains(word))
    }

    fn text(&self, (at, text): (TextAt, &str), section: &str, hits: &mut Hits) {
        // A paragraph is cut into sentences; a heading is one.
        let whole = !matches!(at, TextAt::Paragraph(_));
        let ranges =
            if whole { vec![Range { start: 0, end: text.len() }] } else { sentences(text) };
        for range in ranges {
            let Some(sentence) = text.get(range.clone()).filter(|sentence| self.is_in(sentence))
            else {
                continue;
            };
            hits.texts.push(TextHit {
                agency: self.agency.to_owned(),
                year: self.report.year,
                section: section.to_owned(),
                sentence: sentence.replace('\n', " "),
                place: place(self.report, &Spot::Text(at, range)),
            });
        }
    }

    fn table(&self, table: &Table, section: &str, hits: &mut Hits) {
        for row in &table.rows {
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                let labels: Vec<&str> =
                    row.label.iter().chain(&column.label).map(String::as_str).collect();
                let indicator = labels.join("／");
                if *cell == Cell::Blank || !self.is_in(&indicator) {
                    continue;
                }
                let at =
                    Spot::Cell { table: table.id, row: row.id, column: Some(column.key.clone()) };
                let sentence = if table.caption.is_empty() { section } else { &table.caption };
                hits.cells.push(CellHit {
                    agency: self.agency.to_owned(),
                    year: self.report.year,
                    indicator,
                    value: cell.to_string(),
                    unit: if row.unit.is_empty() { column.unit.clone() } else { row.unit.clone() },
                    period: period(self.report, row, column).to_string(),
                    kind: kind(measure(row, column)),
                    origin: "table",
                    place: place(self.report, &at),
                    sentence: sentence.to_owned(),
                });
            }
        }
    }
}

/// A text as it is compared: lower case, full-width ASCII as half-width, no blanks.
fn fold(text: &str) -> String {
    let half = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).flat_map(|c| half(c).to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Agency, Column, Measure, Paragraph, Row};

    fn project() -> Project {
        let mut report = Report::new(2023, "示例市民政局\n2023年年度报告".to_owned()).unwrap();
        let text = "全年收到申请 12 件。其中“公开”类８件，ＡＰＰ提交3件。".to_owned();
        let paragraph = Paragraph::new("p1".parse().unwrap(), text);
        let column = |key: &str, label: &str| Column {
            key: key.to_owned(),
            label: vec![label.to_owned()],
            unit: "件".to_owned(),
            ..Column::default()
        };
        let row = |key: &str, label: &str, measure, cells: [&str; 2]| Row {
            id: key.parse().unwrap(),
            key: key.to_owned(),
            label: vec![label.to_owned()],
            measure,
            cells: cells.map(Cell::from).to_vec(),
            ..Row::default()
        };
        let table = Table {
            id: "t1".parse().unwrap(),
            form: "applications".to_owned(),
            columns: vec![column("c1", "自然人"), column("c7", "总计")],
            rows: vec![
                row("r1", "本年新收申请", Measure::Flow, ["11", "12"]),
                row("r25", "结转下年度", Measure::State, ["", "2"]),
            ],
            ..Table::default()
        };
        report.sections = vec![Section {
            id: "s1".parse().unwrap(),
            level: 1,
            title: "申请情况".to_owned(),
            blocks: vec![Block::Paragraph(paragraph), Block::Table(table)],
            ..Section::default()
        }];
        let agency = Agency { name: "示例市民政局".to_owned(), ..Agency::default() };
        let mut project = Project::new(agency);
        project.reports.insert(2023, report);
        project
    }

    fn find(words: &str) -> (Vec<String>, Vec<String>) {
        let query = Query::new(&[words.to_owned()], None).unwrap();
        let hits = project().find(&query);
        let cells = hits.cells.into_iter().map(|hit| format!("{} {}", hit.indicator, hit.value));
        (cells.collect(), hits.texts.into_iter().map(|hit| hit.sentence).collect())
    }

    #[test]
    fn every_word_must_stand_in_the_sentence_or_in_the_labels() {
        for (words, cells, texts) in [
            (
                "申请",
                vec!["本年新收申请／自然人 11", "本年新收申请／总计 12"],
                vec!["申请情况", "全年收到申请 12 件。"],
            ),
            ("新收 总计", vec!["本年新收申请／总计 12"], vec![]),
            ("结转", vec!["结转下年度／总计 2"], vec![]), // the blank cell is no answer
            ("12件", vec![], vec!["全年收到申请 12 件。"]),
            ("8件", vec![], vec!["其中“公开”类８件，ＡＰＰ提交3件。"]),
            ("app", vec![], vec!["其中“公开”类８件，ＡＰＰ提交3件。"]),
            ("2023年 民政局 新收 总计", vec!["本年新收申请／总计 12"], vec![]),
            ("2022年 新收", vec![], vec![]),
            ("民政局", vec![], vec!["示例市民政局 2023年年度报告"]),
        ] {
            assert_eq!(
                find(words),
                (
                    cells.into_iter().map(str::to_owned).collect(),
                    texts.into_iter().map(str::to_owned).collect()
                ),
                "{words}"
            );
        }
    }

    #[test]
    fn a_cell_says_of_when_and_what_it_is() {
        let query = Query::new(&["总计".to_owned()], None).unwrap();
        let hits = project().find(&query).cells;
        let told: Vec<_> =
            hits.iter().map(|hit| (hit.period.as_str(), hit.kind, hit.unit.as_str())).collect();
        assert_eq!(told, [("2023", "flow", "件"), ("2023-12-31", "state", "件")]);
    }

    #[test]
    fn years_outside_are_not_searched() {
        let years = |years| Query::new(&["申请".to_owned()], Some(years)).unwrap();
        assert!(project().find(&years((2020, 2022))).texts.is_empty());
        assert!(!project().find(&years((2020, 2023))).texts.is_empty());
    }

    #[test]
    fn blanks_are_no_query() {
        assert_eq!(Query::new(&[" ".to_owned(), "　".to_owned()], None), None);
    }

    proptest! {

        #[test]
        fn any_text_can_be_searched(text in any::<String>(), word in "[^\\s]{1,3}") {
            let mut project = project();
            project.reports.get_mut(&2023).unwrap().title = text;
            if let Some(query) = Query::new(&[word], None) {
                project.find(&query);
            }
        }
    }
}
