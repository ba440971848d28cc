//! The numbers of the open report as they are tied while one writes: a mark for each, and which sentence quotes which cell.

mod quotes;
mod signs;
mod told;

pub use quotes::Quote;
pub use signs::{Shown, Sign};
pub use told::FigureLine;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::edit::Edit;
use crate::figures::prose::{Figure, Vocabulary};
use crate::figures::tying::{Live, Tied, TiedPassage, Verdict};
use crate::model::{Block, Id, Link, Paragraph, Section, TextAt};
use crate::project;

use super::state::State;
use super::trace::Trace;
use quotes::Quotes;

/// Blocks of a report that is tied as one types; a longer one is when it is checked.
const LONG: usize = 3000;

/// How a number in the text stands to what it should equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Put there from its cell, and right.
    Linked,
    /// Right by a table, another sentence or last year.
    Right,
    /// Not what its source says.
    Wrong,
    /// Nothing is known that it should equal.
    Unplaced,
    /// The sentence leaves more than one reading (待确认).
    Unsure,
}

/// A number in a paragraph, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the number with what belongs to it.
    pub bytes: Range<usize>,
    /// Bytes that the signs stand around.
    pub digits: Range<usize>,
    /// How it stands.
    pub standing: Standing,
    /// Place among the figures of its paragraph; none of a link in which no figure was read.
    pub figure: Option<usize>,
}

/// Whether the marks are of the text as it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Stale {
    /// They are.
    #[default]
    No,
    /// It has been typed since: they are looked at again at the next pause.
    AtPause,
    /// Something was changed at a stroke.
    Now,
}

/// The tied numbers of the open report.
#[derive(Debug, Default)]
pub struct Ties {
    live: Live,
    vocabulary: Option<(Option<Arc<Vocabulary>>, Arc<Vocabulary>)>,
    marks: HashMap<Id, Vec<Mark>>,
    quotes: Quotes,
    stale: Stale,
    /// Whether the report has been tied at all.
    ran: bool,
    /// Whether the signs are left out of the text.
    pub hidden: bool,
    /// The places of a number that are walked.
    pub(in crate::app) trace: Trace,
}

impl Ties {
    /// The marks of a paragraph in order.
    pub fn marks(&self, paragraph: Id) -> &[Mark] {
        self.marks.get(&paragraph).map_or(&[], Vec::as_slice)
    }

    /// The text of a paragraph as it is shown, with the signs around its numbers.
    pub fn shown<'r>(&self, paragraph: &'r Paragraph) -> Shown<'r> {
        let marks = if self.hidden { &[] } else { self.marks(paragraph.id) };
        Shown::of(&paragraph.text, marks)
    }

    /// Whether any sign may stand in a paragraph.
    pub(in crate::app) fn has_signs(&self, paragraph: Id) -> bool {
        !self.hidden && !self.marks(paragraph).is_empty()
    }

    /// The paragraph as it was tied.
    pub fn passage(&self, paragraph: Id) -> Option<&TiedPassage> {
        self.live.passages().iter().find(|passage| passage.paragraph == paragraph)
    }

    /// How many paragraphs were read, and how many tied, the last time.
    pub const fn looked(&self) -> (usize, usize) {
        self.live.looked()
    }

    /// The sentences in which a cell is quoted, in the order of the report.
    pub fn quoted(&self, table: Id, row: Id, column: &str) -> &[Quote] {
        self.quotes.at(table, row, column)
    }

    /// What is remembered of one report is not true of another.
    pub(in crate::app) fn turn(&mut self) {
        let (vocabulary, hidden) = (self.vocabulary.take(), self.hidden);
        let trace = std::mem::take(&mut self.trace);
        *self = Self { vocabulary, hidden, trace, ..Self::default() };
    }

    /// Moves the marks along with what was typed; the number that was typed in has none until the next pause.
    pub(in crate::app) fn follow(&mut self, edit: &Edit, typed: bool) {
        let Edit::ReplaceText { at, start, removed, inserted } = edit else {
            return self.changed();
        };
        if !typed {
            self.changed();
        }
        if self.stale == Stale::No {
            self.stale = Stale::AtPause;
        }
        let TextAt::Paragraph(id) = at else { return };
        let Some(marks) = self.marks.get_mut(id) else { return };
        let (end, by) =
            (start + removed.len(), inserted.len().cast_signed() - removed.len().cast_signed());
        let moved = |range: &Range<usize>| {
            range.start.saturating_add_signed(by)..range.end.saturating_add_signed(by)
        };
        marks.retain_mut(|mark| {
            if mark.bytes.start >= end && mark.bytes.start > *start {
                (mark.bytes, mark.digits) = (moved(&mark.bytes), moved(&mark.digits));
                return true;
            }
            mark.bytes.end < *start
                || mark.bytes.end == *start
                    && removed.is_empty()
                    && mark.standing == Standing::Linked
        });
    }

    /// The report was changed at a stroke.
    pub(in crate::app) const fn changed(&mut self) {
        self.stale = Stale::Now;
    }
}

impl State {
    /// Ties the numbers anew where something was changed at a stroke; what is typed waits for a pause.
    pub(in crate::app) fn follow_ties(&mut self) {
        if self.ties.ran && self.ties.stale == Stale::Now {
            self.tie_figures();
        }
    }

    /// Ties the numbers of the open report, as far as something has changed since. Says whether any mark is another one.
    pub fn tie_figures(&mut self) -> bool {
        let blocks = |section: &Section| section.blocks.len();
        let is_long = |state: &Self| {
            state
                .report()
                .is_none_or(|report| report.sections.iter().map(blocks).sum::<usize>() > LONG)
        };
        if self.ties.ran && self.ties.stale == Stale::No || is_long(self) {
            return false;
        }
        let mut ties = std::mem::take(&mut self.ties);
        let vocabulary = self.vocabulary_of(&mut ties);
        let Some((project, report)) = self.project().zip(self.report()) else { return false };
        let last = report.year.checked_sub(1).and_then(|year| project.reports.get(&year));
        let passages = ties.live.follow((report, last), &project.forms, &vocabulary);
        let mut marks = HashMap::new();
        let paragraphs = report.sections.iter().flat_map(Section::paragraphs);
        let mut passages = passages.iter().peekable();
        for paragraph in paragraphs {
            let passage = passages.next_if(|passage| passage.paragraph == paragraph.id);
            let own = marks_of(project, paragraph, passage);
            if !own.is_empty() {
                marks.insert(paragraph.id, own);
            }
        }
        let quotes = Quotes::of(project, report, ties.live.passages());
        let ids = marks.keys().chain(ties.marks.keys());
        let other: Vec<Id> =
            ids.filter(|id| marks.get(*id) != ties.marks.get(*id)).copied().collect();
        (ties.marks, ties.quotes, ties.stale, ties.ran) = (marks, quotes, Stale::No, true);
        self.ties = ties;
        for id in &other {
            self.page.forget(TextAt::Paragraph(*id));
        }
        !other.is_empty()
    }

    /// The words by which the project's prose is read, asked for once.
    pub(in crate::app) fn vocabulary(&mut self) -> Arc<Vocabulary> {
        let mut ties = std::mem::take(&mut self.ties);
        let vocabulary = self.vocabulary_of(&mut ties);
        self.ties = ties;
        vocabulary
    }

    fn vocabulary_of(&self, ties: &mut Ties) -> Arc<Vocabulary> {
        let own = self.project().and_then(|project| project.vocabulary.as_ref());
        let is_known = |(of, _): &&(Option<Arc<Vocabulary>>, Arc<Vocabulary>)| match (of, own) {
            (Some(of), Some(own)) => Arc::ptr_eq(of, own),
            (of, own) => of.is_none() && own.is_none(),
        };
        if let Some((_, known)) = ties.vocabulary.as_ref().filter(is_known) {
            return Arc::clone(known);
        }
        let known = own.cloned().unwrap_or_else(|| Arc::new(Vocabulary::built_in()));
        ties.vocabulary = Some((own.cloned(), Arc::clone(&known)));
        ties.live = Live::default();
        known
    }

    /// The number at the caret: its paragraph and its mark.
    pub fn mark_at_caret(&self) -> Option<(&Paragraph, &Mark)> {
        let caret = self.page.caret;
        let paragraph = caret.spot.block(self.report()?).and_then(Block::paragraph)?;
        let marks = self.ties.marks(paragraph.id).iter();
        let mut near =
            marks.filter(|mark| (mark.bytes.start..=mark.bytes.end).contains(&caret.offset));
        // Between two numbers the caret stands on the one behind it.
        let first = near.next()?;
        Some((paragraph, near.next().unwrap_or(first)))
    }
}

/// The marks of one paragraph: what was read and tied, and what was put there from a cell.
fn marks_of(
    project: &project::Project,
    paragraph: &Paragraph,
    passage: Option<&TiedPassage>,
) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (at, (figure, tied)) in passage.iter().flat_map(|passage| passage.figures()).enumerate() {
        if let Some(standing) = standing(figure, tied) {
            let digits =
                if figure.is_statement() { figure.bytes.clone() } else { figure.digits.clone() };
            marks.push(Mark { bytes: figure.bytes.clone(), digits, standing, figure: Some(at) });
        }
    }
    for link in &paragraph.links {
        let bytes = bytes_of(&paragraph.text, link);
        let standing = match project.tied(paragraph, link) {
            project::Tied::Right | project::Tied::LookAgain => Standing::Linked,
            _ => Standing::Wrong,
        };
        let within =
            |mark: &&mut Mark| bytes.start <= mark.digits.start && mark.digits.end <= bytes.end;
        match marks.iter_mut().find(within) {
            Some(mark) => {
                mark.bytes = bytes;
                if mark.standing != Standing::Wrong {
                    mark.standing = standing;
                }
            }
            None => marks.push(Mark { digits: bytes.clone(), bytes, standing, figure: None }),
        }
    }
    marks.sort_by_key(|mark| mark.digits.start);
    marks
}

/// How a figure that was read is marked; a statement that there was none only where it is wrong or right.
fn standing(figure: &Figure, tied: &Tied) -> Option<Standing> {
    Some(match tied.verdict {
        Verdict::Right => Standing::Right,
        Verdict::Wrong => Standing::Wrong,
        Verdict::Unplaced if figure.is_statement() => return None,
        Verdict::Unplaced if !figure.is_sure() => Standing::Unsure,
        Verdict::Unplaced => Standing::Unplaced,
    })
}

/// The bytes of a link in the text of its paragraph.
pub(in crate::app) fn bytes_of(text: &str, link: &Link) -> Range<usize> {
    let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
    byte(link.from)..byte(link.to)
}
