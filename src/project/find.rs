//! Finding in a project: figures of prose and of tables by what they are of, and sentences.

use std::cmp::Reverse;
use std::ops::Range;

use serde::Serialize;

use super::Project;
use super::figures::{Told, figures};
use super::quarters::quarters;
use super::query::{Left, Query};
use crate::checks::{Place, Spot, place};
use crate::figures::prose::Vocabulary;
use crate::model::TextAt;
use crate::model::Year;
use crate::model::{Block, Report, Section};
use crate::text::sentence::sentences;

/// A figure that was found, of a table or of prose, or that follows from two of them.
///
/// As JSON an element of `hits` in the output of `find`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureHit {
    /// Whose it is.
    pub agency: String,
    /// Year of the report.
    pub year: Year,
    /// What it is of; of a cell its row head and header, outermost first, joined by `／`.
    pub indicator: String,
    /// The amount, exact.
    pub value: String,
    /// Unit, empty where the table gives none.
    pub unit: String,
    /// The days that the value is of.
    pub period: String,
    /// `flow`, `cumulative`, `state` or `rate`.
    pub kind: &'static str,
    /// `table` or `prose`.
    pub origin: &'static str,
    /// Whether it is not written there, but follows from two amounts counted from January on.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub derived: bool,
    /// Where it is.
    pub place: Place,
    /// The sentence, or what the table is called.
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

/// Everything that was found, the best answers first, of equally good ones those of the newest report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    /// Figures.
    pub figures: Vec<FigureHit>,
    /// Sentences and headings.
    pub texts: Vec<TextHit>,
}

impl Project {
    /// Everything that answers a query.
    pub fn find(&self, query: &Query, vocabulary: &Vocabulary) -> Hits {
        let mut found: Vec<(u32, FigureHit)> = Vec::new();
        let mut texts = Vec::new();
        let agency = self.head.agency.name.as_str();
        for (year, report) in self.reports.iter().rev() {
            if let Some(left) = query.left(agency, *year) {
                let search = Search { agency, report, left };
                found.extend(search.figures(vocabulary));
                search.texts(&mut texts);
            }
        }
        found.sort_by_key(|(score, _)| Reverse(*score));
        Hits { figures: found.into_iter().map(|(_, hit)| hit).collect(), texts }
    }
}

/// A search through one report.
struct Search<'a> {
    agency: &'a str,
    report: &'a Report,
    left: Left<'a>,
}

impl Search<'_> {
    /// The figures that answer, and what follows from cumulative ones.
    fn figures(&self, vocabulary: &Vocabulary) -> Vec<(u32, FigureHit)> {
        let may = |text: &str| self.left.may_be_in(text);
        let mut told = figures(self.report, vocabulary, &may);
        let derived = quarters(&told);
        told.extend(derived);
        let answers = told.into_iter().filter_map(|told| {
            let amount = (told.value.parse().ok(), told.unit.as_str());
            let score = self.left.figure(&told.indicator, &told.sentence, amount)?;
            Some((score, self.hit(told)))
        });
        answers.collect()
    }

    fn hit(&self, told: Told) -> FigureHit {
        FigureHit {
            agency: self.agency.to_owned(),
            year: told.year,
            indicator: told.indicator,
            value: told.value,
            unit: told.unit,
            period: told.period,
            kind: told.kind,
            origin: told.origin,
            derived: told.derived,
            place: told.place,
            sentence: told.sentence,
        }
    }

    fn texts(&self, hits: &mut Vec<TextHit>) {
        self.text((TextAt::Title, &self.report.title), "标题", hits);
        for (section, number) in self.report.sections.iter().zip(self.report.printed_numbers()) {
            let name =
                if section.is_preface() { "前言".to_owned() } else { number + &section.title };
            self.section(section, &name, hits);
        }
    }

    fn section(&self, section: &Section, name: &str, hits: &mut Vec<TextHit>) {
        self.text((TextAt::Heading(section.id), &section.title), name, hits);
        for block in &section.blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    self.text((TextAt::Paragraph(paragraph.id), &paragraph.text), name, hits);
                }
                Block::Table(table) => {
                    self.text((TextAt::Caption(table.id), &table.caption), name, hits);
                }
            }
        }
    }

    fn text(&self, (at, text): (TextAt, &str), section: &str, hits: &mut Vec<TextHit>) {
        // A paragraph is cut into sentences; a heading is one.
        let whole = !matches!(at, TextAt::Paragraph(_));
        let ranges =
            if whole { vec![Range { start: 0, end: text.len() }] } else { sentences(text) };
        for range in ranges {
            let Some(sentence) =
                text.get(range.clone()).filter(|sentence| self.left.is_in(sentence))
            else {
                continue;
            };
            hits.push(TextHit {
                agency: self.agency.to_owned(),
                year: self.report.year,
                section: section.to_owned(),
                sentence: sentence.replace('\n', " "),
                place: place(self.report, &Spot::Text(at, range)),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Agency, Cell, Column, Measure, Paragraph, Row, Table};

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
        let hits = project().find(&query, &Vocabulary::built_in());
        let cells = hits.figures.into_iter().map(|hit| format!("{} {}", hit.indicator, hit.value));
        (cells.collect(), hits.texts.into_iter().map(|hit| hit.sentence).collect())
    }

    #[test]
    fn every_word_must_stand_in_the_sentence_or_in_the_labels() {
        for (words, cells, texts) in [
            (
                "申请",
                vec!["本年新收申请／总计 12", "收到政府信息公开申请 12", "本年新收申请／自然人 11"],
                vec!["申请情况", "全年收到申请 12 件。"],
            ),
            ("新收 总计", vec!["本年新收申请／总计 12"], vec![]),
            ("结转", vec!["结转下年度／总计 2"], vec![]), // the blank cell is no answer
            (
                "12件",
                vec!["收到政府信息公开申请 12", "本年新收申请／总计 12"],
                vec!["全年收到申请 12 件。"],
            ),
            ("8件", vec!["“公开”类 8"], vec!["其中“公开”类８件，ＡＰＰ提交3件。"]),
            ("app", vec!["ＡＰＰ提交 3"], vec!["其中“公开”类８件，ＡＰＰ提交3件。"]),
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
        let hits = project().find(&query, &Vocabulary::built_in()).figures;
        let told: Vec<_> =
            hits.iter().map(|hit| (hit.period.as_str(), hit.kind, hit.unit.as_str())).collect();
        // The shorter name is the nearer answer.
        assert_eq!(told, [("2023-12-31", "state", "件"), ("2023", "flow", "件")]);
    }

    #[test]
    fn years_outside_are_not_searched() {
        let years = |years| Query::new(&["申请".to_owned()], Some(years)).unwrap();
        assert!(project().find(&years((2020, 2022)), &Vocabulary::built_in()).texts.is_empty());
        assert!(!project().find(&years((2020, 2023)), &Vocabulary::built_in()).texts.is_empty());
    }

    #[test]
    fn blanks_are_no_query() {
        assert!(Query::new(&[" ".to_owned(), "　".to_owned()], None).is_none());
    }

    proptest! {

        #[test]
        fn any_text_can_be_searched(text in any::<String>(), word in "[^\\s]{1,3}") {
            let mut project = project();
            project.reports.get_mut(&2023).unwrap().title = text;
            if let Some(query) = Query::new(&[word], None) {
                project.find(&query, &Vocabulary::built_in());
            }
        }
    }
}
