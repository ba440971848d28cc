//! What a rule (规则) is: who it is, what it looks at, what it says.

use std::ops::Range;

use super::filled::{Filled, Yearly};
use super::finding::{Fix, Severity};
use super::prose::Prose;
use super::words::WordList;
use crate::forms::Catalogue;
use crate::model::Agency;
use crate::model::Id;
use crate::model::Report;
use crate::model::Section;
use crate::model::Table;
use crate::model::TextAt;
use crate::model::Year;

/// One rule (规则).
#[derive(Debug)]
pub struct Rule {
    /// Who it is.
    pub about: About,
    /// What it looks at, and the functions that look.
    pub looks: &'static [Look],
}

/// What is said about a rule wherever it is named.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// Family letter and three digits, such as `S001`; once given, never given again.
    pub code: &'static str,
    /// What is wrong, so that it reads after 「豁免」.
    pub name: &'static str,
    /// How much a finding of it matters.
    pub severity: Severity,
    /// The law, notice or standard that it rests on, with article or clause (依据).
    pub basis: &'static str,
    /// Its page in the manual, as Markdown.
    pub page: &'static str,
}

/// What a rule sees. The narrower, the less has to be looked at again after a change: what a look does not take, its
/// answer must not depend on.
#[derive(Debug, Clone, Copy)]
pub enum Look {
    /// One text at a time: the report's title, a heading, a paragraph or a caption.
    Text(fn(&Text<'_>) -> Vec<Slip>),
    /// The same where the rule can only say something of a text that has one of these words: others are not looked at.
    Words(&'static [&'static str], fn(&Text<'_>) -> Vec<Slip>),
    /// One table at a time: row heads, headers, cells and notes.
    Table(fn(&Table) -> Vec<Slip>),
    /// One table whose form is known.
    Filled(fn(&Filled<'_>) -> Vec<Slip>),
    /// The identities (勾稽) of one table whose form is known. What is told of a statutory one, nobody can waive.
    Ties(fn(&Filled<'_>) -> Vec<Slip>),
    /// One table whose form is known, beside the same table of the year before.
    Yearly(fn(&Yearly<'_>) -> Vec<Slip>),
    /// The sections beside those that the law prescribes for this generation, which is the basis then.
    Prescribed(fn(&Prescribed<'_>) -> Vec<Slip>),
    /// The order and the numbers of the sections, and what stands in them.
    Report(fn(&Report) -> Vec<Slip>),
    /// The figures of the prose, tied to the tables, to each other and to last year.
    Prose(fn(&Prose<'_>) -> Vec<Slip>),
    /// One report with everything that may be compared with it.
    Project(fn(&Subject<'_>) -> Vec<Slip>),
}

/// What every number has one of.
pub(super) const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// One report to be checked, and what it is compared with.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The report.
    pub report: &'a Report,
    /// Whose it is.
    pub agency: &'a Agency,
    /// The report of the year before.
    pub previous: Option<&'a Report>,
    /// The office's own words.
    pub words: &'a WordList,
}

/// A report beside the headings that its form prescribes.
#[derive(Debug, Clone, Copy)]
pub struct Prescribed<'a> {
    /// The report.
    pub report: &'a Report,
    /// The forms of all generations.
    pub forms: &'a Catalogue,
}

/// A text and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// Where it stands.
    pub at: TextAt,
    /// The text.
    pub text: &'a str,
    /// Year of its report.
    pub year: Year,
}

/// What a rule says of one spot; the engine adds who says it and how the place is called.
#[derive(Debug, Clone)]
pub struct Slip {
    /// Where.
    pub at: Spot,
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: String,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What would mend it.
    pub fixes: Vec<Fix>,
}

/// Where a rule points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// The report as a whole.
    Report,
    /// Bytes of a text; an empty range means all of it.
    Text(TextAt, Range<usize>),
    /// A table as a whole.
    Table(Id),
    /// A row, or one cell of it.
    Cell {
        /// The table.
        table: Id,
        /// The row.
        row: Id,
        /// Key of the column; `None`: the row's head.
        column: Option<String>,
    },
}

impl Text<'_> {
    /// A spot in this text.
    pub const fn spot(&self, bytes: Range<usize>) -> Spot {
        Spot::Text(self.at, bytes)
    }
}

/// Every text of a report in reading order. The preface has no heading, a table need not have a caption.
pub(super) fn texts(report: &Report) -> impl Iterator<Item = Text<'_>> {
    let year = report.year;
    let title = Text { at: TextAt::Title, text: &report.title, year };
    std::iter::once(title)
        .chain(report.sections.iter().flat_map(move |section| texts_of(section, year)))
}

/// The heading of a section, its paragraphs and its captions.
pub(super) fn texts_of(section: &Section, year: Year) -> impl Iterator<Item = Text<'_>> {
    let heading = Text { at: TextAt::Heading(section.id), text: &section.title, year };
    let blocks =
        section.blocks.iter().filter_map(move |block| match (block.paragraph(), block.table()) {
            (Some(paragraph), _) => {
                Some(Text { at: TextAt::Paragraph(paragraph.id), text: &paragraph.text, year })
            }
            (_, Some(table)) if !table.caption.is_empty() => {
                Some(Text { at: TextAt::Caption(table.id), text: &table.caption, year })
            }
            _ => None,
        });
    (!section.is_preface()).then_some(heading).into_iter().chain(blocks)
}
