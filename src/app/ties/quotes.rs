//! Which sentence quotes which cell: from the number to its cell and back.

use std::collections::HashMap;
use std::ops::Range;

use crate::checks::{Places, Spot};
use crate::figures::tying::{CellAt, TiedPassage, Verdict};
use crate::model::{Id, Report, Section, TextAt};
use crate::project::Project;

use super::bytes_of;

/// A number in a sentence that is that of a cell, or should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The paragraph.
    pub paragraph: Id,
    /// Bytes of the number.
    pub bytes: Range<usize>,
    /// Where it is, for the reader: `一（三）第 1 段`.
    pub place: String,
    /// Whether it says something else than the cell.
    pub is_wrong: bool,
}

/// The numbers that quote the cells of the open report.
#[derive(Debug, Default)]
pub(super) struct Quotes(HashMap<(Id, Id, String), Vec<Quote>>);

impl Quotes {
    /// Of every figure that was tied, and of every link.
    pub(super) fn of(project: &Project, report: &Report, passages: &[TiedPassage]) -> Self {
        let mut quotes = Self::default();
        let places = Places::of(report);
        let named =
            |paragraph: Id| places.place(&Spot::Text(TextAt::Paragraph(paragraph), 0..0)).words();
        for paragraph in report.sections.iter().flat_map(Section::paragraphs) {
            for link in paragraph.links.iter().filter(|link| link.source.year == report.year) {
                if let Some(cell) = project.cell_at(&link.source) {
                    let bytes = bytes_of(&paragraph.text, link);
                    let is_wrong = !project.tied(paragraph, link).may_go_out();
                    let quote = Quote {
                        paragraph: paragraph.id,
                        bytes,
                        place: named(paragraph.id),
                        is_wrong,
                    };
                    quotes.add(cell, quote);
                }
            }
        }
        for passage in passages {
            let place = named(passage.paragraph);
            for (figure, tied) in passage.figures() {
                // Of a number that agrees with nothing the likeliest source is the one that it should quote.
                for cell in tied.sources.iter().take(1).flat_map(|source| &source.cells) {
                    let own = cell.year == report.year;
                    let quote = Quote {
                        paragraph: passage.paragraph,
                        bytes: figure.bytes.clone(),
                        place: place.clone(),
                        is_wrong: tied.verdict == Verdict::Wrong,
                    };
                    if own {
                        quotes.add(cell.clone(), quote);
                    }
                }
            }
        }
        let order: HashMap<Id, usize> = report
            .sections
            .iter()
            .flat_map(Section::paragraphs)
            .zip(0..)
            .map(|(paragraph, at)| (paragraph.id, at))
            .collect();
        for list in quotes.0.values_mut() {
            list.sort_by_key(|quote| (order.get(&quote.paragraph), quote.bytes.start));
        }
        quotes
    }

    fn add(&mut self, cell: CellAt, quote: Quote) {
        let list = self.0.entry((cell.table, cell.row, cell.column)).or_default();
        let same = |known: &Quote| {
            known.paragraph == quote.paragraph
                && known.bytes.start < quote.bytes.end
                && quote.bytes.start < known.bytes.end
        };
        if !list.iter().any(same) {
            list.push(quote);
        }
    }

    pub(super) fn at(&self, table: Id, row: Id, column: &str) -> &[Quote] {
        self.0.get(&(table, row, column.to_owned())).map_or(&[], Vec::as_slice)
    }
}
