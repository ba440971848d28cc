//! The figures of a report, remembered: after a change only the paragraphs that differ are read again.

use std::collections::HashMap;

use super::figure::{Context, Figure};
use super::passage::{Passage, headings};
use super::vocabulary::Vocabulary;
use super::{may_hold_figures, read};
use crate::model::{Id, Report, Section, Year};

/// What was read of one report, by paragraph.
#[derive(Debug, Clone, Default)]
pub struct Readings {
    known: HashMap<Id, Reading>,
    read: usize,
}

#[derive(Debug, Clone)]
struct Reading {
    text: String,
    headings: String,
    year: Year,
    figures: Vec<Figure>,
}

impl Readings {
    /// The paragraphs of a report that hold figures, in order.
    pub fn passages<'r>(
        &mut self,
        report: &'r Report,
        vocabulary: &Vocabulary,
    ) -> Vec<Passage<'r>> {
        self.passages_of(report, vocabulary, &|_| true)
    }

    /// The same for those paragraphs alone whose text may be asked for.
    pub fn passages_of<'r>(
        &mut self,
        report: &'r Report,
        vocabulary: &Vocabulary,
        may: &dyn Fn(&str) -> bool,
    ) -> Vec<Passage<'r>> {
        let mut was = std::mem::take(&mut self.known);
        self.read = 0;
        let mut found = Vec::new();
        for (at, section) in report.sections.iter().enumerate() {
            let headings = headings(&report.sections, at);
            for paragraph in section.paragraphs().filter(|paragraph| may(&paragraph.text)) {
                let same = |known: &Reading| {
                    known.text == paragraph.text
                        && known.headings == headings
                        && known.year == report.year
                };
                let reading = was.remove(&paragraph.id).filter(same).unwrap_or_else(|| {
                    self.read += 1;
                    let context = Context { year: report.year, headings: &headings };
                    let figures = read(&paragraph.text, &context, vocabulary);
                    Reading {
                        text: paragraph.text.clone(),
                        headings: headings.clone(),
                        year: report.year,
                        figures,
                    }
                });
                if !reading.figures.is_empty() {
                    found.push(Passage {
                        section: at,
                        paragraph,
                        figures: reading.figures.clone(),
                    });
                }
                self.known.insert(paragraph.id, reading);
            }
        }
        found
    }

    /// How many paragraphs were read the last time, and not remembered.
    pub const fn read(&self) -> usize {
        self.read
    }
}

/// Whether any paragraph could hold a figure.
pub fn has_figures(report: &Report) -> bool {
    report
        .sections
        .iter()
        .flat_map(Section::paragraphs)
        .any(|paragraph| may_hold_figures(&paragraph.text))
}
