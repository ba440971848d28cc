//! Blank tables and new reports, made from their forms.

use super::catalogue::Catalogue;
use super::form::{ColumnForm, RowForm, TableForm};
use super::outline::SectionForm;
use crate::model::Agency;
use crate::model::Cell;
use crate::model::PeriodError;
use crate::model::{Block, Column, Form, Id, Ids, Report, Row, Section, Table, Year};

impl TableForm {
    /// The table of this form with its labels filled in and every cell blank. A statutory one is named by its section;
    /// one of the office's own carries its title.
    pub fn blank(&self, ids: &mut Ids) -> Table {
        let caption = if self.of.is_empty() { self.title.clone() } else { String::new() };
        Table {
            id: ids.give(),
            form: self.key.clone(),
            caption,
            columns: self.columns.iter().map(ColumnForm::blank).collect(),
            rows: self.rows.iter().map(|row| row.blank(ids.give(), self.columns.len())).collect(),
            ..Table::default()
        }
    }
}

impl ColumnForm {
    /// The column of a table, as the form has it.
    pub fn blank(&self) -> Column {
        Column {
            key: self.key.clone(),
            label: self.label.clone(),
            unit: self.unit.clone(),
            measure: self.measure,
            formula: self.formula.clone(),
        }
    }
}

impl RowForm {
    /// The row of a table with so many columns, every cell blank.
    pub fn blank(&self, id: Id, columns: usize) -> Row {
        Row {
            id,
            key: self.key.clone(),
            label: self.label.clone(),
            unit: self.unit.clone(),
            measure: self.measure,
            formula: self.formula.clone(),
            cells: vec![Cell::Blank; columns],
            ..Row::default()
        }
    }
}

impl Catalogue {
    /// A draft with the headings and blank tables of a generation; its preface is empty.
    ///
    /// # Errors
    /// If no calendar has that year.
    pub fn new_report(
        &self,
        agency: &Agency,
        year: Year,
        form: Form,
    ) -> Result<Report, PeriodError> {
        let title = format!("{}\n{year}年政府信息公开工作年度报告", agency.name);
        let mut ids = Ids::of_text(&title);
        let mut sections = vec![heading(0, "", &mut ids)];
        for section in self.sections(form).iter().filter(|section| section.is_in(year)) {
            sections.push(self.blank(section, form, &mut ids));
            let parts = section.parts.iter();
            sections.extend(parts.map(|part| heading(2, &part.title, &mut ids)));
        }
        Ok(Report { form, sections, ..Report::new(year, title)? })
    }

    /// The section with its blank tables.
    fn blank(&self, section: &SectionForm, form: Form, ids: &mut Ids) -> Section {
        let number = (!section.numbered).then(String::new);
        let forms = section.tables.iter().filter_map(|key| self.form(form, key));
        Section {
            number,
            blocks: forms.map(|form| Block::Table(form.blank(ids))).collect(),
            ..heading(1, &section.title, ids)
        }
    }
}

fn heading(level: u8, title: &str, ids: &mut Ids) -> Section {
    Section { id: ids.give(), level, title: title.to_owned(), ..Section::default() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn agency() -> Agency {
        Agency { name: "示例市民政局".to_owned(), ..Agency::default() }
    }

    #[test]
    fn a_blank_table_has_every_label_and_no_value() {
        let catalogue = Catalogue::built_in();
        let table =
            catalogue.form(Form::F2021, "applications").unwrap().blank(&mut Ids::of_text("表"));
        assert_eq!((table.rows.len(), table.columns.len()), (25, 7));
        assert!(table.rows.iter().all(|row| row.cells == vec![Cell::Blank; 7]));
        assert_eq!(table.rows[4].label, ["三、本年度办理结果", "（三）不予公开", "1.属于国家秘密"]);
    }

    #[test]
    fn a_new_report_has_its_sections_and_tables() {
        let catalogue = Catalogue::built_in();
        for (year, form, headings, tables) in [
            (2024, Form::F2021, 6 + 5, vec!["disclosure", "applications", "litigation"]),
            (2020, Form::F2019, 6 + 5, vec!["disclosure", "applications", "litigation"]),
            (2017, Form::F2008, 8, vec!["statistics"]),
            (2010, Form::F2008, 7, vec![]),
        ] {
            let report = catalogue.new_report(&agency(), year, form).unwrap();
            assert_eq!(report.sections.len(), 1 + headings, "{year}");
            let found: Vec<&str> = report
                .sections
                .iter()
                .flat_map(Section::tables)
                .map(|table| table.form.as_str())
                .collect();
            assert_eq!(found, tables, "{year}");
            assert_eq!(report.title, format!("示例市民政局\n{year}年政府信息公开工作年度报告"));
            let ids: Vec<Id> = report.ids().collect();
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
        }
    }

    #[test]
    fn the_annex_has_no_number() {
        let report = Catalogue::built_in().new_report(&agency(), 2016, Form::F2008).unwrap();
        let numbers = report.printed_numbers();
        assert_eq!(numbers, ["", "一、", "二、", "三、", "四、", "五、", "六、", "七、", ""]);
    }
}
