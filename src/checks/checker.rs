//! Runs the rules, and remembers what they said: after a change only those look again that saw what has changed.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::figures::prose::{Readings, Vocabulary, has_figures};
use crate::figures::tying::{Against, Book, sums, tie};
use crate::forms::Catalogue;
use crate::model::{Agency, Form, Id, Report, Section, Table, TextAt, Year};

use super::filled::{Filled, Yearly};
use super::finding::Finding;
use super::place::Places;
use super::prose::Prose;
use super::rule::{About, Look, Prescribed, Rule, Slip, Subject, Text, texts};
use super::rules::RULES;
use super::wanted::Wanted;
use super::words::WordList;

/// Checks reports, each time only as far as they differ from the last time (审核).
///
/// What was said is kept by content, never by who asks: a report that is checked a second time is read, compared, and
/// answered from memory. The forms are read once.
#[derive(Debug)]
pub struct Checker {
    known: Known,
    memory: BTreeMap<Year, Memory>,
    looked: Looked,
}

/// What the rules know of forms and words.
#[derive(Debug)]
struct Known {
    forms: Catalogue,
    /// Read when the first number in prose is met.
    vocabulary: Option<Vocabulary>,
    wanted: Wanted,
}

/// How much was looked at in the last check, and not answered from memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Looked {
    /// Texts: title, headings, paragraphs, captions.
    pub texts: usize,
    /// Tables, each with that of the year before.
    pub tables: usize,
    /// Whether the rules on the report as a whole ran.
    pub whole: bool,
}

/// What a rule says, and on what it rests.
#[derive(Debug, Clone)]
struct Said {
    about: &'static About,
    basis: Cow<'static, str>,
    /// See [`Finding::firm`].
    firm: bool,
    slip: Slip,
}

/// What was said of one report.
#[derive(Debug, Default)]
struct Memory {
    texts: HashMap<TextAt, OfText>,
    tables: HashMap<Id, OfTable>,
    whole: Option<OfWhole>,
    now: Readings,
    last: Readings,
}

#[derive(Debug)]
struct OfText {
    text: String,
    said: Vec<Said>,
}

#[derive(Debug)]
struct OfTable {
    table: Table,
    form: Form,
    last: Option<(Table, Form)>,
    agency: Agency,
    said: Vec<Said>,
}

#[derive(Debug)]
struct OfWhole {
    report: Report,
    previous: Option<Report>,
    agency: Agency,
    words: WordList,
    said: Vec<Said>,
}

impl Checker {
    /// With these forms: the statutory ones, or an office's own among them.
    pub fn new(forms: Catalogue) -> Self {
        let known = Known { forms, vocabulary: None, wanted: Wanted::new() };
        Self { known, memory: BTreeMap::new(), looked: Looked::default() }
    }

    /// The same, with the words of a project beside the built-in ones.
    pub fn with_vocabulary(forms: Catalogue, vocabulary: Vocabulary) -> Self {
        let known = Known { forms, vocabulary: Some(vocabulary), wanted: Wanted::new() };
        Self { known, memory: BTreeMap::new(), looked: Looked::default() }
    }

    /// Runs every rule over one report; the findings come in reading order.
    ///
    /// Waivers are not known here: [`Finding::waived`] is empty.
    pub fn check(&mut self, subject: &Subject<'_>) -> Vec<Finding> {
        self.check_with(subject, Vec::new())
    }

    /// The same, with what rules say that rest on records beside the report: code of the rule, and what it says.
    pub fn check_with(
        &mut self,
        subject: &Subject<'_>,
        beside: Vec<(&'static str, Slip)>,
    ) -> Vec<Finding> {
        self.looked = Looked::default();
        let memory = self.memory.entry(subject.report.year).or_default();
        let mut said = memory.of_texts(subject.report, &self.known.wanted, &mut self.looked);
        said.extend(memory.of_tables(subject, &self.known.forms, &mut self.looked));
        said.extend(memory.of_whole(subject, &mut self.known, &mut self.looked));
        said.extend(beside.into_iter().filter_map(|(code, slip)| {
            let about = &super::rule(code)?.about;
            Some(Said { about, basis: Cow::Borrowed(about.basis), firm: false, slip })
        }));
        let places = Places::of(subject.report);
        let mut found: Vec<_> = said
            .into_iter()
            .map(|said| (places.order(&said.slip.at), said.about.code, finding(said, &places)))
            .collect();
        found.sort_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
        found.into_iter().map(|(_, _, finding)| finding).collect()
    }

    /// How much the last check looked at.
    pub const fn looked(&self) -> Looked {
        self.looked
    }
}

fn finding(said: Said, places: &Places<'_>) -> Finding {
    let Said { about, basis, firm, slip } = said;
    Finding {
        rule: about.code,
        severity: about.severity,
        year: places.year(),
        place: places.place(&slip.at),
        found: slip.found,
        expected: slip.expected,
        message: slip.message,
        basis,
        fixes: slip.fixes,
        waived: None,
        lapsed: None,
        firm,
    }
}

/// What every rule says that looks in this way.
fn ask(look: impl Fn(&Look) -> Vec<Slip>) -> Vec<Said> {
    let looks = RULES.iter().flat_map(|rule| rule.looks.iter().map(move |way| (rule, way)));
    let said = |rule: &&'static Rule, slip| {
        let about = &rule.about;
        Said { about, basis: Cow::Borrowed(about.basis), firm: false, slip }
    };
    looks.flat_map(|(rule, way)| look(way).into_iter().map(move |slip| said(rule, slip))).collect()
}

impl Memory {
    fn of_texts(&mut self, report: &Report, wanted: &Wanted, looked: &mut Looked) -> Vec<Said> {
        let mut was = std::mem::take(&mut self.texts);
        let mut all = Vec::new();
        for text in texts(report) {
            let known = was.remove(&text.at).filter(|known| known.text == text.text);
            let known = known.unwrap_or_else(|| {
                looked.texts += 1;
                OfText { text: text.text.to_owned(), said: of_text(&text, wanted) }
            });
            all.extend_from_slice(&known.said);
            self.texts.insert(text.at, known);
        }
        all
    }

    fn of_tables(
        &mut self,
        subject: &Subject<'_>,
        forms: &Catalogue,
        looked: &mut Looked,
    ) -> Vec<Said> {
        let mut was = std::mem::take(&mut self.tables);
        let mut all = Vec::new();
        for table in subject.report.sections.iter().flat_map(Section::tables) {
            let beside = Beside::of(table, subject);
            let known = was.remove(&table.id).filter(|known| beside.is_in(known));
            let known = known.unwrap_or_else(|| {
                looked.tables += 1;
                beside.look(forms)
            });
            all.extend_from_slice(&known.said);
            self.tables.insert(table.id, known);
        }
        all
    }

    fn of_whole(
        &mut self,
        subject: &Subject<'_>,
        data: &mut Known,
        looked: &mut Looked,
    ) -> Vec<Said> {
        let same = |known: &&OfWhole| {
            known.report == *subject.report
                && known.previous.as_ref() == subject.previous
                && known.agency == *subject.agency
                && known.words == *subject.words
        };
        if let Some(known) = self.whole.as_ref().filter(same) {
            return known.said.clone();
        }
        looked.whole = true;
        let mut said = ask(|look| match look {
            Look::Report(see) => see(subject.report),
            Look::Project(see) => see(subject),
            _ => Vec::new(),
        });
        said.extend(prescribed(subject.report, &data.forms));
        said.extend(self.of_prose(subject, data));
        // What stays the same from check to check is not copied again.
        let previous = self.whole.take().and_then(|known| known.previous);
        let previous = previous.filter(|known| Some(known) == subject.previous);
        self.whole = Some(OfWhole {
            report: subject.report.clone(),
            previous: previous.or_else(|| subject.previous.cloned()),
            agency: subject.agency.clone(),
            words: subject.words.clone(),
            said: said.clone(),
        });
        said
    }
}

impl Memory {
    /// What the rules say of the figures in prose. Only paragraphs that have changed are read again.
    fn of_prose(&mut self, subject: &Subject<'_>, data: &mut Known) -> Vec<Said> {
        if !has_figures(subject.report) {
            return Vec::new();
        }
        let vocabulary = &*data.vocabulary.get_or_insert_with(Vocabulary::built_in);
        let passages = self.now.passages(subject.report, vocabulary);
        let told =
            subject.previous.map(|last| self.last.passages(last, vocabulary)).unwrap_or_default();
        let book = Book::of(subject.report, &data.forms);
        let last = subject.previous.map(|last| Book::of(last, &data.forms));
        let against = Against { now: &book, last: last.as_ref(), told: &told, vocabulary };
        let tied = tie(&passages, against);
        let sums = sums(&passages);
        let prose = Prose {
            subject,
            passages: &passages,
            tied: &tied,
            sums: &sums,
            book: &book,
            vocabulary,
        };
        ask(|look| match look {
            Look::Prose(see) => see(&prose),
            _ => Vec::new(),
        })
    }
}

fn of_text(text: &Text<'_>, wanted: &Wanted) -> Vec<Said> {
    let said = |(rule, slip): (&'static Rule, Slip)| {
        let about = &rule.about;
        Said { about, basis: Cow::Borrowed(about.basis), firm: false, slip }
    };
    wanted.look(text).into_iter().map(said).collect()
}

/// What rests on the law that was in force for the generation of the report.
fn prescribed(report: &Report, forms: &Catalogue) -> Vec<Said> {
    let beside = Prescribed { report, forms };
    let mut said = ask(|look| match look {
        Look::Prescribed(see) => see(&beside),
        _ => Vec::new(),
    });
    if let Some(outline) = forms.outline(report.form) {
        for one in &mut said {
            one.basis = Cow::Owned(outline.basis.clone());
        }
    }
    said
}

/// A table with everything that the rules see beside it.
struct Beside<'a> {
    table: &'a Table,
    form: Form,
    last: Option<(&'a Table, Form)>,
    agency: &'a Agency,
}

impl<'a> Beside<'a> {
    fn of(table: &'a Table, subject: &Subject<'a>) -> Self {
        let last = subject.previous.and_then(|report| {
            let tables = report.sections.iter().flat_map(Section::tables);
            let mut same = tables.filter(|last| !last.form.is_empty() && last.form == table.form);
            same.next().map(|last| (last, report.form))
        });
        Self { table, form: subject.report.form, last, agency: subject.agency }
    }

    /// Whether all of it is as it was then.
    fn is_in(&self, known: &OfTable) -> bool {
        let last = known.last.as_ref().map(|(table, form)| (table, *form));
        known.table == *self.table
            && known.form == self.form
            && last == self.last
            && known.agency == *self.agency
    }

    fn look(&self, forms: &Catalogue) -> OfTable {
        let read = |table, form| Filled::read(table, form, forms);
        let now = read(self.table, self.form);
        let last = self.last.and_then(|(table, form)| read(table, form));
        let yearly =
            now.as_ref().map(|now| Yearly { now, last: last.as_ref(), agency: self.agency });
        let mut said = ask(|look| match look {
            Look::Ties(see) => now.as_ref().map(see).unwrap_or_default(),
            _ => Vec::new(),
        });
        let firm = now.as_ref().is_some_and(Filled::is_statutory);
        for one in &mut said {
            one.firm = firm;
        }
        said.extend(ask(|look| match look {
            Look::Table(see) => see(self.table),
            Look::Filled(see) => now.as_ref().map(see).unwrap_or_default(),
            Look::Yearly(see) => yearly.as_ref().map(see).unwrap_or_default(),
            _ => Vec::new(),
        }));
        OfTable {
            table: self.table.clone(),
            form: self.form,
            last: self.last.map(|(table, form)| (table.clone(), form)),
            agency: self.agency.clone(),
            said,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::words::NO_WORDS;
    use super::*;
    use crate::model::{Block, Cell, Ids, Paragraph};

    /// A report of the present form with some paragraphs, every cell filled with a nought.
    fn report(year: Year, seed: &str) -> Report {
        let forms = Catalogue::built_in();
        let mut report = forms.new_report(&Agency::default(), year, Form::of_year(year)).unwrap();
        for section in &mut report.sections {
            let text = format!("{}的情况正常。", section.title);
            section.blocks.push(Block::Paragraph(Paragraph { text, ..Paragraph::default() }));
        }
        let cells = report.sections.iter_mut().flat_map(|section| &mut section.blocks);
        let rows = cells.filter_map(|block| match block {
            Block::Table(table) => Some(&mut table.rows),
            Block::Paragraph(_) => None,
        });
        rows.flatten().flat_map(|row| &mut row.cells).for_each(|cell| *cell = Cell::from("0"));
        report.give_ids(&mut Ids::of_text(seed));
        report
    }

    fn subject<'a>(report: &'a Report, last: &'a Report, agency: &'a Agency) -> Subject<'a> {
        const NONE: &WordList = &NO_WORDS;
        Subject { report, agency, previous: Some(last), words: NONE }
    }

    #[test]
    fn a_keystroke_is_looked_at_and_nothing_else() {
        let (agency, last, mut now) = (Agency::default(), report(2023, "a"), report(2024, "b"));
        let mut checker = Checker::new(Catalogue::built_in());
        checker.check(&subject(&now, &last, &agency));
        assert!(checker.looked().texts > 6 && checker.looked().tables == 3);
        checker.check(&subject(&now, &last, &agency));
        assert_eq!(checker.looked(), Looked::default());
        let text = now.sections[0].paragraphs().next().unwrap().id;
        now.text_mut(TextAt::Paragraph(text)).unwrap().push('。');
        checker.check(&subject(&now, &last, &agency));
        assert_eq!(checker.looked(), Looked { texts: 1, tables: 0, whole: true });
        let table = now.sections.iter().flat_map(Section::tables).next().unwrap().id;
        now.table_mut(table).unwrap().rows[0].cells[0] = Cell::from("7");
        checker.check(&subject(&now, &last, &agency));
        assert_eq!(checker.looked(), Looked { texts: 0, tables: 1, whole: true });
    }

    #[test]
    fn last_years_table_is_looked_at_with_this_years() {
        let (agency, mut last, now) = (Agency::default(), report(2023, "a"), report(2024, "b"));
        let mut checker = Checker::new(Catalogue::built_in());
        let before = checker.check(&subject(&now, &last, &agency));
        let table = last.form_table("applications").unwrap().id;
        last.table_mut(table).unwrap().rows.last_mut().unwrap().cells[0] = Cell::from("7");
        let after = checker.check(&subject(&now, &last, &agency));
        assert_eq!(checker.looked().tables, 1);
        let carried = |found: &[Finding]| found.iter().filter(|one| one.rule == "F012").count();
        assert_eq!((carried(&before), carried(&after)), (0, 1));
    }

    /// One change of a report: a text, a cell, a section gone, an id that occurs twice.
    fn change(report: &mut Report, kind: u8, at: usize, text: &str) {
        let count = report.sections.len().max(1);
        let Some(section) = report.sections.get_mut(at % count) else { return };
        match kind % 5 {
            0 => text.clone_into(&mut section.title),
            1 => {
                let text = text.to_owned();
                section.blocks.push(Block::Paragraph(Paragraph { text, ..Paragraph::default() }));
            }
            2 => {
                let cells = section.blocks.iter_mut().filter_map(|block| match block {
                    Block::Table(table) => Some(&mut table.rows),
                    Block::Paragraph(_) => None,
                });
                let cells = cells.flatten().flat_map(|row| &mut row.cells);
                cells.skip(at).take(1).for_each(|cell| *cell = Cell::from(text));
            }
            3 => drop(report.sections.remove(at % count)),
            _ => text.clone_into(&mut report.title),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]
        #[test]
        fn what_is_remembered_is_what_would_be_found_anew(
            changes in prop::collection::vec((0u8..5, 0usize..40, any::<String>(), any::<bool>()), 1..12)
        ) {
            let (agency, mut last, mut now) = (Agency::default(), report(2023, "a"), report(2024, "b"));
            let forms = Catalogue::built_in();
            let mut checker = Checker::new(forms.clone());
            for (kind, at, text, this_year) in changes {
                change(if this_year { &mut now } else { &mut last }, kind, at, &text);
                let asked = subject(&now, &last, &agency);
                let found = checker.check(&asked);
                prop_assert_eq!(found, Checker::new(forms.clone()).check(&asked));
            }
        }
    }
}
