//! Next year's draft (结转) from an earlier report: its words kept and marked, its tables emptied, what is carried over
//! filled in. The earlier report is not touched.

use rust_decimal::Decimal;

use super::Project;
use super::history::anchor_name;
use crate::figures::{LINKS, Link, Sheet};
use crate::forms::{Along, Catalogue, SectionForm, TableForm};
use crate::model::{
    Block, Cell, Column, Form, Ids, Number, Paragraph, Period, Report, Section, Status, Table, Year,
};
use crate::review::{Anchor, Correction, OWN, Pending, Review, stale};
use crate::text::sentence::sentences;

/// A draft and what there is to do on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rolled {
    /// The draft.
    pub report: Report,
    /// Holds a mark for every sentence that belongs to the earlier year.
    pub review: Review,
    /// The year that it was made from.
    pub from: Year,
    /// How many cells were carried over.
    pub carried: usize,
    /// What the user should know, a sentence each.
    pub remarks: Vec<String>,
}

/// Why no draft can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RollError {
    /// There is a report of that year already.
    #[error("{0} 年报已经有了，没有动它；要重来，先把 reports/{0}.ron 移走")]
    Exists(Year),
    /// There is no earlier report.
    #[error("没有比 {0} 年更早的年报，无从结转；先导入往年的年报，或用 nianbao new 新建")]
    Nothing(Year),
    /// No calendar has that year.
    #[error("没有 {0} 这一年")]
    NoYear(Year),
}

impl Project {
    /// The draft of a year, made from the newest report before it.
    ///
    /// # Errors
    /// If that year has a report, or no earlier year has.
    pub fn roll(&self, to: Year) -> Result<Rolled, RollError> {
        let forms = &*self.forms;
        if self.reports.contains_key(&to) {
            return Err(RollError::Exists(to));
        }
        let (from, old) = self.reports.range(..to).next_back().ok_or(RollError::Nothing(to))?;
        let period = Period::year(to).map_err(|_| RollError::NoYear(to))?;
        let years = Years { from: *from, to };
        let mut remarks = Vec::new();
        let form = if old.form < Form::of_year(to) { Form::of_year(to) } else { old.form };
        let mut report = Report {
            year: to,
            title: years.moved(&old.title),
            form,
            period,
            status: Status::Draft,
            contact: old.contact.clone(),
            sections: old.sections.iter().map(|section| years.section(section)).collect(),
            conflicts: Vec::new(),
        };
        if form != old.form {
            remarks.extend(change_form(&mut report, old.form, forms));
        }
        for table in report.sections.iter_mut().flat_map(Section::tables_mut) {
            years.empty(table);
        }
        let published = self.reviews.get(from).and_then(|review| review.published.as_ref());
        let published = published.map_or(&[][..], |one| &one.tables);
        let last = Last { report: old, published };
        let carried = if from + 1 == to { carry_over(&mut report, last, forms) } else { 0 };
        if from + 1 != to {
            remarks.push(format!("缺 {} 年的年报，上年结转没有填", to - 1));
        } else if old.status != Status::Published {
            remarks.push(format!("{from} 年报还没有发布，结转的数以后如有变动，要再核对"));
        } else if let Some(review) = self.reviews.get(from) {
            remarks.extend(corrected(old, review));
        }
        let review = Review { pending: pending(&report), ..Review::default() };
        Ok(Rolled { report, review, from: *from, carried, remarks })
    }
}

/// Every sentence of the draft that belongs to the earlier year.
fn pending(report: &Report) -> Vec<Pending> {
    let paragraphs =
        report.sections.iter().flat_map(|section| &section.blocks).filter_map(Block::paragraph);
    let marks = paragraphs.flat_map(|paragraph| {
        sentences(&paragraph.text).into_iter().filter_map(|range| {
            let quote = paragraph.text.get(range)?.trim();
            let why = stale(quote, report.year);
            let mark = Pending { paragraph: paragraph.id, quote: quote.to_owned(), why };
            (!mark.why.is_empty()).then_some(mark)
        })
    });
    marks.collect()
}

/// The earlier year and the one of the draft.
#[derive(Clone, Copy)]
struct Years {
    from: Year,
    to: Year,
}

impl Years {
    /// A title, heading or caption with the year moved.
    fn moved(self, text: &str) -> String {
        text.replace(&format!("{}年", self.from), &format!("{}年", self.to))
    }

    fn section(self, old: &Section) -> Section {
        let blocks = old.blocks.iter().map(|block| match block {
            Block::Paragraph(paragraph) if old.is_preface() => {
                Block::Paragraph(self.preface(paragraph))
            }
            other => other.clone(),
        });
        Section { title: self.moved(&old.title), blocks: blocks.collect(), ..old.clone() }
    }

    /// The report's own name and its period are of the new year, whatever else the preface says.
    fn preface(self, old: &Paragraph) -> Paragraph {
        let mut text = old.text.clone();
        for behind in OWN {
            text = text.replace(&format!("{}{behind}", self.from), &format!("{}{behind}", self.to));
        }
        Paragraph { text, ..old.clone() }
    }

    /// Takes the values out of a table; 不适用 stays, for it is about the office and not about the year.
    fn empty(self, table: &mut Table) {
        table.caption = self.moved(&table.caption);
        table.columns.iter_mut().for_each(|column| self.column(column));
        table.rows.iter_mut().for_each(|row| row.overrides.clear());
        for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
            if *cell != Cell::NotApplicable {
                *cell = Cell::Blank;
            }
        }
    }

    /// A column that is a period, such as `2017Q1`, is the same period of the new year.
    fn column(self, column: &mut Column) {
        let (from, to) = (self.from.to_string(), self.to.to_string());
        if column.key.starts_with(&from) && column.key.parse::<Period>().is_ok() {
            column.key = column.key.replace(&from, &to);
        }
        column.label.iter_mut().for_each(|label| *label = self.moved(label));
    }
}

/// Gives a draft the sections and tables of another generation: text goes to the section that means the same, tables
/// are those of the new form. Says what found no place of its own.
fn change_form(report: &mut Report, old: Form, forms: &Catalogue) -> Vec<String> {
    let mut ids = Ids::new(0, report.ids());
    let mut remarks =
        vec![format!("表式换成 {} 年起的格式，表格是新的空表", first_year(report.form))];
    if old == Form::F2008 {
        remarks.extend(resettle(report, forms, &mut ids));
    }
    // The office's own tables stay, those of its own forms among them.
    let statutory =
        |table: &Table| forms.form(old, &table.form).is_some_and(|form| !form.of.is_empty());
    for section in &mut report.sections {
        section.blocks.retain(|block| !block.table().is_some_and(statutory));
    }
    let wanted: Vec<SectionForm> = forms.sections(report.form).to_vec();
    for wanted in &wanted {
        let tables = wanted.tables.iter().filter_map(|key| forms.form(report.form, key));
        let blanks: Vec<Block> = tables.map(|form| Block::Table(form.blank(&mut ids))).collect();
        let meant =
            |section: &&mut Section| section.level == 1 && wanted.is_meant_by(&section.title);
        if let Some(section) = report.sections.iter_mut().find(meant) {
            section.blocks.extend(blanks);
        } else if !blanks.is_empty() {
            let section = Section {
                id: ids.give(),
                level: 1,
                title: wanted.title.clone(),
                blocks: blanks,
                ..Section::default()
            };
            report.sections.push(section);
        }
    }
    remarks
}

const fn first_year(form: Form) -> Year {
    match form {
        Form::F2008 => 2008,
        Form::F2019 => 2019,
        Form::F2021 => 2021,
    }
}

/// Lays the sections of a report under the Regulation of 2008 out in the six of today: each old first-level section with
/// all below it goes where the same thing is told now, what has no such place to the last.
fn resettle(report: &mut Report, forms: &Catalogue, ids: &mut Ids) -> Vec<String> {
    let old_forms = forms.sections(Form::F2008);
    let new_forms = forms.sections(report.form);
    let mut settled: Vec<(String, Vec<Section>)> = new_forms
        .iter()
        .map(|form| {
            let heading = Section {
                id: ids.give(),
                level: 1,
                title: form.title.clone(),
                ..Section::default()
            };
            (form.key.clone(), vec![heading])
        })
        .collect();
    let (mut preface, mut remarks) = (Vec::new(), Vec::new());
    let mut sections = std::mem::take(&mut report.sections).into_iter().peekable();
    while let Some(top) = sections.next() {
        let mut below = Vec::new();
        while let Some(next) = sections.next_if(|next| next.level > 1) {
            below.push(next);
        }
        if top.is_preface() {
            preface.push(top);
            continue;
        }
        let key = old_forms
            .iter()
            .find(|form| form.is_meant_by(&top.title))
            .map(|form| form.key.as_str());
        let place = settled.iter().position(|(known, _)| Some(known.as_str()) == key);
        let Some((_, place)) = settled.get_mut(place.unwrap_or(new_forms.len().saturating_sub(1)))
        else {
            continue;
        };
        if key.is_none_or(|key| !new_forms.iter().any(|form| form.key == key))
            && key != Some("annex")
        {
            remarks.push(format!("“{}”在新格式里没有对应的部分，文字放在最后一部分", top.title));
        }
        if let Some(head) = place.first_mut() {
            head.blocks.extend(top.blocks);
        }
        place.extend(below);
    }
    report.sections =
        preface.into_iter().chain(settled.into_iter().flat_map(|(_, sections)| sections)).collect();
    remarks
}

/// Last year's report, and its tables as they were published, where that is known.
#[derive(Clone, Copy)]
struct Last<'a> {
    report: &'a Report,
    published: &'a [Table],
}

impl<'a> Last<'a> {
    /// A table as it was published; as it stands where nobody has published it by this program.
    fn table(self, form: &str) -> Option<&'a Table> {
        let published = self.published.iter().find(|table| table.form == form);
        published.or_else(|| self.report.form_table(form))
    }
}

/// What last year's corrections say of figures that are carried over: a person has to decide which holds.
fn corrected(report: &Report, review: &Review) -> Vec<String> {
    let carried = |one: &&&Correction| {
        let Anchor::Cell { table, row, .. } = &one.at else { return false };
        let row = report
            .table(*table)
            .and_then(|table| Some((table, table.rows.get(table.row_index(*row)?)?)));
        row.is_some_and(|(table, row)| {
            LINKS
                .iter()
                .any(|link| link.form == table.form && link.last.contains(&row.key.as_str()))
        })
    };
    let corrections = review.corrected();
    let told = corrections.iter().filter(carried).map(|one| {
        format!(
            "去年的结转数有更正 {}：{} {} 更正为 {}；填的是公布的数，用哪一个请核定",
            one.number,
            anchor_name(report, &one.at),
            one.was(),
            one.to
        )
    });
    told.collect()
}

/// Fills what must follow from last year (上年结转) wherever nothing of this year is needed to know it; says how many
/// cells. A blank of last year stays blank: nobody knows what it was.
fn carry_over(report: &mut Report, last_year: Last<'_>, forms: &Catalogue) -> usize {
    let generation = report.form;
    let mut carried = 0;
    for table in report.sections.iter_mut().flat_map(Section::tables_mut) {
        let was = forms.form(last_year.report.form, &table.form);
        let last = last_year.table(&table.form).zip(was);
        let Some(((last, was), is)) = last.zip(forms.form(generation, &table.form)) else {
            continue;
        };
        let sheet = Sheet::of(last, was);
        for link in LINKS
            .iter()
            .filter(|link| link.form == is.key && link.plus.is_empty() && link.minus.is_empty())
        {
            carried += fill(table, is, link, &sheet);
        }
    }
    carried
}

fn fill(table: &mut Table, form: &TableForm, link: &Link, last: &Sheet<'_>) -> usize {
    let lines: Vec<&str> = match link.over {
        Along::Rows => form.columns.iter().map(|column| column.key.as_str()).collect(),
        Along::Columns => form.rows.iter().map(|row| row.key.as_str()).collect(),
    };
    let mut filled = 0;
    for line in lines {
        let cell = |key: &'static str| match link.over {
            Along::Rows => (key.to_owned(), line.to_owned()),
            Along::Columns => (line.to_owned(), key.to_owned()),
        };
        let before = link.last.iter().try_fold(None, |sum: Option<Decimal>, key| {
            let (row, column) = cell(key);
            let number = last.cell(last.at(&row, &column)?)?.number()?.value();
            Some(Some(sum.unwrap_or_default().checked_add(number)?))
        });
        let (row, column) = cell(link.opening);
        if let (Some(Some(value)), true) = (before, form.has(&row, &column)) {
            filled += usize::from(table.set(&row, &column, Cell::Number(Number::of(value))));
        }
    }
    filled
}
