//! All figures of a report's prose, paragraph by paragraph.

use super::figure::{Context, Figure};
use super::read;
use super::vocabulary::Vocabulary;
use crate::model::{Paragraph, Report, Section};

/// A paragraph and its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage<'r> {
    /// Which section it stands in, counted from 0.
    pub section: usize,
    /// The paragraph.
    pub paragraph: &'r Paragraph,
    /// Its figures in order.
    pub figures: Vec<Figure>,
}

/// Reads every paragraph of a report in order; those without figures are left out.
pub fn passages<'r>(report: &'r Report, vocabulary: &Vocabulary) -> Vec<Passage<'r>> {
    passages_of(report, vocabulary, &|_| true)
}

/// The same for those paragraphs alone whose text may be asked for.
pub fn passages_of<'r>(
    report: &'r Report,
    vocabulary: &Vocabulary,
    may: &dyn Fn(&str) -> bool,
) -> Vec<Passage<'r>> {
    let mut found = Vec::new();
    for (at, section) in report.sections.iter().enumerate() {
        let headings = headings(&report.sections, at);
        let context = Context { year: report.year, headings: &headings };
        for paragraph in section.paragraphs().filter(|paragraph| may(&paragraph.text)) {
            let figures = read(&paragraph.text, &context, vocabulary);
            if !figures.is_empty() {
                found.push(Passage { section: at, paragraph, figures });
            }
        }
    }
    found
}

/// The headings above a paragraph of a section, the outermost first, a line each.
pub fn headings(sections: &[Section], at: usize) -> String {
    let mut titles: Vec<&str> = Vec::new();
    let mut level = u8::MAX;
    for section in sections.iter().take(at + 1).rev() {
        if section.level < level {
            titles.push(&section.title);
            level = section.level;
        }
        if level <= 1 {
            break;
        }
    }
    titles.reverse();
    titles.join("\n")
}
