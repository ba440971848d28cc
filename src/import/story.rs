//! From a draft to the finished report: what it says about itself, what is missing, and where all of it stands.

use crate::model::{Block, Form, Ids, Period, Report, Section, Year};

use super::contact::{self, Field};
use super::draft::Draft;
use super::facts::{self, Found};
use super::imported::{Doubt, Evidence, Imported, Repair};
use super::own::Head;
use super::piece::{Body, Piece};
use super::place::{Places, Spot};
use super::{ImportError, Options, missing, own, statutory};

/// Texts at the head of a report in which year, agency and period are looked for.
const HEAD: usize = 12;

/// An import under way.
pub(super) struct Story {
    draft: Draft,
    agency: Option<String>,
    evidence: Vec<Evidence>,
    /// Doubts about the report as a whole.
    doubts: Vec<String>,
}

impl Story {
    /// The story of a text that this program wrote: nothing is concluded, everything is told by its head.
    pub(super) fn own(source: &str) -> Self {
        Self { draft: own::draft(source), agency: None, evidence: Vec::new(), doubts: Vec::new() }
    }

    /// The report as its head tells it, unless the user says otherwise.
    pub(super) fn own_report(
        &mut self,
        head: Head,
        options: &Options,
    ) -> Result<Report, ImportError> {
        let quote = "年报工作台导出的 Markdown".to_owned();
        let found = Found { value: head.year, quote: quote.clone() };
        let year = self.year(options.year, Some(found))?;
        let title = std::mem::take(&mut self.draft.title);
        let mut report = Report::new(year, title).map_err(|_| ImportError::BadYear(year))?;
        report.sections = std::mem::take(&mut self.draft.sections);
        report.give_ids(&mut ids(&report));
        let named = !head.agency.is_empty();
        let found = Found { value: head.agency, quote: quote.clone() };
        self.agency(options.agency.as_deref(), named.then_some(found));
        let found = Found { value: head.form, quote };
        report.form = self.form(options.form, Some(found), year);
        report.period = head.period;
        report.contact = head.contact;
        Ok(report)
    }

    /// Puts the pieces of a source together.
    pub(super) fn of(source: &str, pieces: Vec<Piece>, options: &Options) -> Self {
        let mut doubts = Vec::new();
        if source.contains('\u{fffd}') {
            doubts.push("有些字节不合编码，读成了“\u{fffd}”，请与原文核对".to_owned());
        }
        let lost = missing::lines(source, &read_text(&pieces));
        doubts.extend(lost.into_iter().map(|line| format!("这一行可能没有完整导入：{line}")));
        let pieces = statutory::settle(pieces, &options.forms, options.form);
        Self { draft: Draft::of(pieces), agency: None, evidence: Vec::new(), doubts }
    }

    /// The report of the draft, with what it says about itself.
    pub(super) fn report(&mut self, name: &str, options: &Options) -> Result<Report, ImportError> {
        let title = std::mem::take(&mut self.draft.title);
        let sections = std::mem::take(&mut self.draft.sections);
        let texts: Vec<String> = sections
            .iter()
            .flat_map(Section::paragraphs)
            .map(|paragraph| paragraph.text.clone())
            .collect();
        let head: Vec<&str> = texts.iter().take(HEAD).map(String::as_str).collect();
        let year = self.year(options.year, facts::year(&title, &head, name))?;
        let mut report = Report::new(year, title).map_err(|_| ImportError::BadYear(year))?;
        report.sections = sections;
        report.give_ids(&mut ids(&report));
        self.agency(options.agency.as_deref(), facts::agency(&report.title, &head));
        self.period(&mut report.period, facts::period(&head, year));
        let found = facts::form(&report, &options.forms);
        report.form = self.form(options.form, found, year);
        self.contact(&mut report, &texts);
        self.structure(&report);
        Ok(report)
    }

    /// The import, every place told by the finished report.
    pub(super) fn told(
        self,
        report: Report,
        (format, encoding): (&'static str, &'static str),
    ) -> Imported {
        let mut places = Places::of(&report);
        let repairs = self.draft.repairs.into_iter().map(|(spot, fix)| Repair {
            place: places.place(&spot),
            what: fix.what,
            before: fix.before,
            after: fix.after,
        });
        let repairs = repairs.collect();
        let general = self.doubts.into_iter().map(|what| Doubt { place: None, what });
        let local = self.draft.doubts.into_iter();
        let local = local.map(|(spot, what)| Doubt { place: Some(places.place(&spot)), what });
        let doubts = general.chain(local).collect();
        let (agency, evidence) = (self.agency, self.evidence);
        Imported { report, agency, encoding, format, repairs, doubts, evidence }
    }

    fn proven(&mut self, fact: &'static str, value: &(impl ToString + ?Sized), quote: String) {
        self.evidence.push(Evidence { fact, value: value.to_string(), quote });
    }

    fn doubt(&mut self, what: impl Into<String>) {
        self.doubts.push(what.into());
    }

    fn year(
        &mut self,
        wanted: Option<Year>,
        found: Option<Found<Year>>,
    ) -> Result<Year, ImportError> {
        if let (Some(wanted), Some(found)) = (wanted, &found)
            && wanted != found.value
        {
            self.doubt(format!("指定年度 {wanted}，文中是“{}”", found.quote));
        }
        let year = wanted.or(found.as_ref().map(|found| found.value)).ok_or(ImportError::NoYear)?;
        if let Some(found) = found {
            self.proven("年度", &found.value, found.quote);
        }
        Ok(year)
    }

    fn agency(&mut self, wanted: Option<&str>, found: Option<Found<String>>) {
        match (wanted, &found) {
            (Some(wanted), Some(found)) if wanted != found.value => {
                self.doubt(format!("指定单位“{wanted}”，文中是“{}”", found.quote));
            }
            (None, None) => self.doubt("没有认出单位名称"),
            _ => {}
        }
        self.agency = wanted.map(str::to_owned).or(found.as_ref().map(|found| found.value.clone()));
        if let Some(found) = found {
            self.proven("单位", &found.value, found.quote);
        }
    }

    fn period(&mut self, period: &mut Period, found: Option<Found<Period>>) {
        let Some(found) = found else {
            self.doubt(format!("文中没有写明统计期限，按 {period} 年全年记"));
            return;
        };
        if found.value != *period {
            self.doubt(format!("统计期限“{}”不是 {period} 年全年", found.quote));
        }
        *period = found.value;
        self.proven("统计期限", &found.value, found.quote);
    }

    fn form(&mut self, wanted: Option<Form>, found: Option<Found<Form>>, year: Year) -> Form {
        let usual = wanted.unwrap_or(Form::of_year(year));
        let Some(found) = found else {
            if wanted.is_none() {
                self.doubt(format!("从表头和标题认不出表式，按年度取 {} 年表式", usual.name()));
            }
            return usual;
        };
        if found.value != usual {
            let (form, quote) = (found.value.name(), &found.quote);
            let whose = if wanted.is_some() { "指定" } else { "这一年度通用" };
            self.doubt(format!(
                "“{quote}”是 {form} 年表式，与{whose}的 {} 年表式不同",
                usual.name()
            ));
        }
        self.proven("表式", found.value.name(), found.quote);
        wanted.unwrap_or(found.value)
    }

    fn contact(&mut self, report: &mut Report, texts: &[String]) {
        let best = texts.iter().map(|text| contact::read(text)).max_by_key(Vec::len);
        for (field, value) in best.unwrap_or_default() {
            self.proven(field.word(), &value, value.clone());
            *field.of(&mut report.contact) = value;
        }
        let absent: Vec<&str> = Field::ALL
            .into_iter()
            .filter(|field| field.of(&mut report.contact).is_empty())
            .map(Field::word)
            .collect();
        if !absent.is_empty() {
            self.doubt(format!("联系方式里没有：{}", absent.join("、")));
        }
    }

    /// What a report should have and this one has not.
    fn structure(&mut self, report: &Report) {
        if report.title.is_empty() {
            self.doubt("没有认出报告标题");
        }
        if report.sections.iter().all(Section::is_preface) {
            self.doubt("没有认出任何标题（一、（一）1.），正文全部收在前言里，请自己分节");
        }
        for (at, pair) in report.sections.windows(2).enumerate() {
            let [section, next] = pair else { continue };
            if section.level >= 3 && section.blocks.is_empty() && next.level <= section.level {
                let doubt = "标题下没有正文；如果是列举，请改成段落".to_owned();
                self.draft.doubts.push((Spot::Section(at), doubt));
            }
        }
    }
}

/// The sequence of ids that belongs to what a report says, whatever file it came in.
fn ids(report: &Report) -> Ids {
    let mut words: Vec<&str> = vec![&report.title];
    for section in &report.sections {
        words.push(&section.title);
        for block in &section.blocks {
            match block {
                Block::Paragraph(paragraph) => words.push(&paragraph.text),
                Block::Table(table) => {
                    let columns = table.columns.iter().flat_map(|column| &column.label);
                    let rows = table.rows.iter().flat_map(|row| &row.label);
                    words.extend(columns.chain(rows).map(String::as_str));
                }
            }
        }
    }
    Ids::of_text(&words.join("\n"))
}

/// Everything that the pieces hold, in order.
fn read_text(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match &piece.body {
            Body::Text(words) => text.push_str(words),
            Body::Grid(grid) => {
                let cells = grid.header.iter().chain(grid.rows.iter().flatten());
                cells.for_each(|cell| text.push_str(cell));
            }
            Body::Sheet(_) | Body::Table(_) => {}
        }
        // What was left out was told.
        let left_out = piece.fixes.iter().filter(|fix| fix.after.is_empty());
        left_out.for_each(|fix| text.push_str(&fix.before));
    }
    text
}
