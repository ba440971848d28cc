//! The figures of a report that is being written, tied anew after each change as far as something has changed.

use std::collections::HashMap;

use super::{Against, Book, Tied, others, tie};
use crate::figures::prose::{Figure, Passage, Readings, Vocabulary};
use crate::forms::Catalogue;
use crate::model::{Form, Id, Period, Report, Section, Table, Year};

/// A longer paragraph (in bytes) is no sentence of an office and is not read as one types.
const LONGEST: usize = 64 * 1024;

/// The tied figures of a report, remembered: what is asked for again is answered from memory where neither the paragraph nor
/// what it is compared with has changed.
#[derive(Debug, Default)]
pub struct Live {
    now: Readings,
    last: Readings,
    ground: Option<Ground>,
    /// What each paragraph came to by tables, last year and its own sums.
    own: HashMap<Id, TiedPassage>,
    passages: Vec<TiedPassage>,
    tied: usize,
}

/// A paragraph with its figures and what each was tied to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TiedPassage {
    /// The paragraph.
    pub paragraph: Id,
    /// Its text as it was read.
    pub text: String,
    /// Its figures in order.
    pub figures: Vec<Figure>,
    /// What was found of each of them.
    pub tied: Vec<Tied>,
}

/// All that the figures of a report are compared with, beside its own sentences.
#[derive(Debug, PartialEq)]
struct Ground {
    year: Year,
    form: Form,
    period: Period,
    tables: Vec<Table>,
    last: Option<Report>,
}

impl Ground {
    fn of(report: &Report, last: Option<&Report>) -> Self {
        let tables = report.sections.iter().flat_map(Section::tables).cloned().collect();
        let (year, form, period) = (report.year, report.form, report.period);
        Self { year, form, period, tables, last: last.cloned() }
    }

    fn is(&self, report: &Report, last: Option<&Report>) -> bool {
        (self.year, self.form, self.period) == (report.year, report.form, report.period)
            && self.last.as_ref() == last
            && self.tables.iter().eq(report.sections.iter().flat_map(Section::tables))
    }
}

impl Live {
    /// Ties the figures of a report, the year before beside it. The forms and the vocabulary must be those of the last time.
    pub fn follow(
        &mut self,
        (report, last): (&Report, Option<&Report>),
        forms: &Catalogue,
        vocabulary: &Vocabulary,
    ) -> &[TiedPassage] {
        let passages = self.now.passages_of(report, vocabulary, &|text| text.len() <= LONGEST);
        if !self.ground.as_ref().is_some_and(|ground| ground.is(report, last)) {
            self.own.clear();
            self.ground = Some(Ground::of(report, last));
        }
        let mut was = std::mem::take(&mut self.own);
        let mut known: Vec<Option<TiedPassage>> = passages
            .iter()
            .map(|passage| was.remove(&passage.paragraph.id).filter(|known| known.is(passage)))
            .collect();
        self.tied = known.iter().filter(|known| known.is_none()).count();
        if self.tied > 0 {
            let told = last.map(|last| self.last.passages(last, vocabulary)).unwrap_or_default();
            let (book, before) = (Book::of(report, forms), last.map(|last| Book::of(last, forms)));
            let against = Against { now: &book, last: before.as_ref(), told: &told, vocabulary };
            for (known, passage) in known.iter_mut().zip(&passages) {
                known.get_or_insert_with(|| TiedPassage::of(passage, against));
            }
        }
        let mut all: Vec<TiedPassage> = known.into_iter().flatten().collect();
        self.own = all.iter().map(|passage| (passage.paragraph, passage.clone())).collect();
        let own = all.iter_mut().map(|passage| std::mem::take(&mut passage.tied)).collect();
        for (passage, tied) in all.iter_mut().zip(others((report.year, &passages), own, vocabulary))
        {
            passage.tied = tied;
        }
        self.passages = all;
        &self.passages
    }

    /// What was found the last time.
    pub fn passages(&self) -> &[TiedPassage] {
        &self.passages
    }

    /// How many paragraphs were read and how many tied the last time, and not remembered.
    pub const fn looked(&self) -> (usize, usize) {
        (self.now.read(), self.tied)
    }
}

impl TiedPassage {
    fn of(passage: &Passage<'_>, against: Against<'_>) -> Self {
        let tied = tie(std::slice::from_ref(passage), against);
        Self {
            paragraph: passage.paragraph.id,
            text: passage.paragraph.text.clone(),
            figures: passage.figures.clone(),
            tied: tied.into_iter().next().unwrap_or_default(),
        }
    }

    fn is(&self, passage: &Passage<'_>) -> bool {
        self.text == passage.paragraph.text && self.figures == passage.figures
    }

    /// Every figure with what was found of it.
    pub fn figures(&self) -> impl Iterator<Item = (&Figure, &Tied)> {
        self.figures.iter().zip(&self.tied)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Verdict;
    use super::*;
    use crate::model::{Agency, Block, Cell, Ids, Paragraph};

    fn report(sentences: &[&str], total: &str) -> Report {
        let forms = Catalogue::built_in();
        let mut report = forms.new_report(&Agency::default(), 2024, Form::F2021).unwrap();
        for text in sentences {
            let text = (*text).to_owned();
            let paragraph = Paragraph { text, ..Paragraph::default() };
            report.sections[1].blocks.push(Block::Paragraph(paragraph));
        }
        report.give_ids(&mut Ids::of_text("live"));
        put(&mut report, total);
        report
    }

    /// Fills in 三（七）总计.
    fn put(report: &mut Report, total: &str) {
        let table = report.form_table("applications").unwrap().id;
        let table = report.table_mut(table).unwrap();
        let row = table.rows.iter().position(|row| row.key == "r24").unwrap();
        let column = table.columns.iter().position(|column| column.key == "c7").unwrap();
        table.rows[row].cells[column] = Cell::from(total);
    }

    fn verdicts(passages: &[TiedPassage]) -> Vec<(String, Verdict)> {
        let told = |passage: &TiedPassage| {
            let one = |(figure, tied): (&Figure, &Tied)| {
                (passage.text.get(figure.bytes.clone()).unwrap().to_owned(), tied.verdict)
            };
            passage.figures().map(one).collect::<Vec<_>>()
        };
        passages.iter().flat_map(told).collect()
    }

    #[test]
    fn only_what_has_changed_is_read_and_tied_again() {
        let (forms, vocabulary) = (Catalogue::built_in(), Vocabulary::built_in());
        let mut report =
            report(&["全年办结申请87件。", "发布微博190条。", "共办结申请87件。"], "87");
        let mut live = Live::default();
        let of = |said: &str, verdict| (said.to_owned(), verdict);
        let told = verdicts(live.follow((&report, None), &forms, &vocabulary));
        let (right, unplaced) = (Verdict::Right, Verdict::Unplaced);
        assert_eq!(told, [of("87件", right), of("190条", unplaced), of("87件", right)]);
        assert_eq!(live.looked(), (3, 3));
        let id = report.sections[1].paragraphs().next().unwrap().id;
        report.text_mut(crate::model::TextAt::Paragraph(id)).unwrap().replace_range(18..20, "88");
        let told = verdicts(live.follow((&report, None), &forms, &vocabulary));
        assert_eq!(told[0], of("88件", Verdict::Wrong));
        assert_eq!(live.looked(), (1, 1));
        // The cell is changed: nothing is read again, every sentence is tied again.
        put(&mut report, "88");
        let told = verdicts(live.follow((&report, None), &forms, &vocabulary));
        assert_eq!((told[0].1, told[2].1), (right, Verdict::Wrong));
        assert_eq!(live.looked(), (0, 3));
        live.follow((&report, None), &forms, &vocabulary);
        assert_eq!(live.looked(), (0, 0));
    }

    #[test]
    fn a_number_that_is_told_twice_is_compared_with_itself() {
        let (forms, vocabulary) = (Catalogue::built_in(), Vocabulary::built_in());
        let twice = |second: &str| {
            let report = report(&["全年发布微博190条。", second], "87");
            let mut live = Live::default();
            verdicts(live.follow((&report, None), &forms, &vocabulary))
        };
        let told = twice("发布微博190条，是去年的两倍。");
        assert!(told.iter().take(2).all(|(_, verdict)| *verdict == Verdict::Right), "{told:?}");
        let told = twice("发布微博109条。");
        assert!(told.iter().all(|(_, verdict)| *verdict == Verdict::Wrong), "{told:?}");
    }

    #[test]
    fn a_paragraph_without_end_is_left_alone() {
        let long = "办结申请88件，".repeat(LONGEST / 10);
        let report = report(&[&long, "办结申请87件。"], "87");
        let mut live = Live::default();
        let (forms, vocabulary) = (Catalogue::built_in(), Vocabulary::built_in());
        assert_eq!(live.follow((&report, None), &forms, &vocabulary).len(), 1);
    }
}
