//! Every form that is known: the statutory ones, built in, and those that a project adds.

use super::form::TableForm;
use super::outline::{Outline, SectionForm};
use super::trouble::FormError;
use crate::model::{Form, Table};

/// The statutory tables, a definition a file.
const TABLES: [&str; 6] = [
    include_str!("catalogue/disclosure-2021.ron"),
    include_str!("catalogue/disclosure-2019.ron"),
    include_str!("catalogue/applications-2021.ron"),
    include_str!("catalogue/applications-2019.ron"),
    include_str!("catalogue/litigation.ron"),
    include_str!("catalogue/statistics.ron"),
];

/// The headings of each generation.
const OUTLINES: &str = include_str!("catalogue/sections.ron");

/// The forms of tables and the headings of reports, by generation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    tables: Vec<TableForm>,
    outlines: Vec<Outline>,
}

impl Catalogue {
    /// The statutory forms. Reads their definitions anew: ask once and keep it.
    ///
    /// # Panics
    /// Never: the definitions are part of the program, and its tests read them.
    pub fn built_in() -> Self {
        let read = |text: &&str| TableForm::read(text).expect("a built-in form is right");
        let outlines = ron::from_str(OUTLINES).expect("the built-in headings are right");
        Self { tables: TABLES.iter().map(read).collect(), outlines }
    }

    /// Adds a form that an office wrote.
    ///
    /// # Errors
    /// If it cannot be read, contradicts itself, or has the key of another table.
    pub fn add(&mut self, text: &str) -> Result<(), FormError> {
        let form = TableForm::read(text)?;
        if self.tables.iter().any(|table| table.key == form.key) {
            return Err(FormError::at_key(text, form.key));
        }
        self.tables.push(TableForm { of: Vec::new(), ..form });
        Ok(())
    }

    /// The form of a table in a generation of the report.
    pub fn form(&self, generation: Form, key: &str) -> Option<&TableForm> {
        self.forms(generation).find(|table| table.key == key)
    }

    /// Every form of a generation, the statutory ones first.
    pub fn forms(&self, generation: Form) -> impl Iterator<Item = &TableForm> {
        self.tables
            .iter()
            .filter(move |table| table.of.is_empty() || table.of.contains(&generation))
    }

    /// The one generation whose form of this table has all its rows and columns under their labels; none where several
    /// have them, or none.
    pub fn generation(&self, table: &Table) -> Option<Form> {
        let is_of = |form: &TableForm| {
            let rows = table
                .rows
                .iter()
                .filter(|row| form.row(&row.key).is_some_and(|own| own.label == row.label));
            let columns = table.columns.iter().filter(|column| {
                form.column(&column.key).is_some_and(|own| own.label == column.label)
            });
            // One row or column called otherwise does not hide the generation.
            rows.count() + 1 >= form.rows.len() && columns.count() + 1 >= form.columns.len()
        };
        let named = |form: &&TableForm| form.key == table.form && !form.of.is_empty();
        let exact = |form: &&TableForm| {
            form.rows.len() == table.rows.len() && form.columns.len() == table.columns.len()
        };
        let mut found = self.tables.iter().filter(named).filter(|form| is_of(form)).filter(exact);
        match (found.next(), found.next()) {
            (Some(only), None) => match only.of.as_slice() {
                [generation] => Some(*generation),
                _ => None,
            },
            _ => None,
        }
    }

    /// The first-level sections of a generation, in order.
    pub fn sections(&self, generation: Form) -> &[SectionForm] {
        self.outline(generation).map_or(&[], |outline| &outline.sections)
    }

    /// The headings of a generation, with the document that prescribes them.
    pub fn outline(&self, generation: Form) -> Option<&Outline> {
        self.outlines.iter().find(|outline| outline.of.contains(&generation))
    }
}

impl Default for Catalogue {
    fn default() -> Self {
        Self::built_in()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::Measure;

    const ALL: [(Form, &str, usize); 7] = [
        (Form::F2021, "disclosure", 10),
        (Form::F2021, "applications", 175),
        (Form::F2021, "litigation", 15),
        (Form::F2019, "disclosure", 22),
        (Form::F2019, "applications", 161),
        (Form::F2019, "litigation", 15),
        (Form::F2008, "statistics", 58),
    ];

    #[test]
    fn every_form_has_its_cells_and_no_other() {
        let catalogue = Catalogue::built_in();
        for (generation, key, cells) in ALL {
            let form = catalogue.form(generation, key).unwrap();
            assert_eq!(form.cells().count(), cells, "{key} of {generation:?}");
        }
        for generation in [Form::F2008, Form::F2019, Form::F2021] {
            let known = ALL.iter().filter(|(of, ..)| *of == generation).count();
            assert_eq!(catalogue.forms(generation).count(), known);
        }
    }

    #[test]
    fn everything_is_labelled_and_explained() {
        let catalogue = Catalogue::built_in();
        for (generation, key, _) in ALL {
            let form = catalogue.form(generation, key).unwrap();
            let mut labels = BTreeSet::new();
            for (row, column) in form.cells() {
                assert!(!row.unit(column).is_empty(), "{key} {} {}: unit", row.key, column.key);
                assert!(labels.insert((&row.label, &column.label)), "{key}: {:?}", row.label);
            }
            for row in &form.rows {
                assert!(!row.note.is_empty() && !row.short.is_empty(), "{key} {}", row.key);
            }
            for column in &form.columns {
                assert!(!column.note.is_empty() && !column.short.is_empty(), "{}", column.key);
                assert!(column.short.chars().count() <= 4, "{}", column.short);
            }
        }
    }

    #[test]
    fn labels_are_word_for_word() {
        let catalogue = Catalogue::built_in();
        let innermost = |generation, key: &str, row: &str| {
            let form = catalogue.form(generation, key).unwrap();
            form.row(row).unwrap().label.last().unwrap().clone()
        };
        for (row, label) in [
            ("r1", "一、本年新收政府信息公开申请数量"),
            ("r2", "二、上年结转政府信息公开申请数量"),
            ("r4", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
            ("r7", "3.危及“三安全一稳定”"),
            ("r13", "1.本机关不掌握相关政府信息"),
            ("r20", "5.要求行政机关确认或重新出具已获取信息"),
            ("r21", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
            ("r22", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
            ("r24", "（七）总计"),
            ("r25", "四、结转下年度继续办理"),
        ] {
            assert_eq!(innermost(Form::F2021, "applications", row), label);
        }
        assert_eq!(innermost(Form::F2019, "applications", "r21"), "（六）其他处理");
        assert_eq!(innermost(Form::F2021, "disclosure", "norm"), "行政规范性文件");
        assert_eq!(innermost(Form::F2019, "disclosure", "norm"), "规范性文件");
        let columns: Vec<String> = catalogue
            .form(Form::F2021, "applications")
            .map(|form| form.columns.iter().map(|column| column.label.join("／")).collect())
            .unwrap();
        assert_eq!(columns.first().unwrap(), "申请人情况／自然人");
        assert_eq!(columns.get(3).unwrap(), "申请人情况／法人或其他组织／社会公益组织");
    }

    #[test]
    fn what_is_from_memory_says_so() {
        let catalogue = Catalogue::built_in();
        let form = catalogue.form(Form::F2008, "statistics").unwrap();
        for row in &form.rows {
            let checked = row.label.first().is_some_and(|label| label.starts_with("一、"));
            assert_eq!(row.from_memory, !checked, "{}", row.key);
        }
    }

    #[test]
    fn a_state_is_not_a_flow() {
        let catalogue = Catalogue::built_in();
        for (generation, key, row, column, measure) in [
            (Form::F2021, "disclosure", "norm", "valid", Measure::State),
            (Form::F2021, "disclosure", "norm", "made", Measure::Flow),
            (Form::F2021, "applications", "r25", "c7", Measure::State),
            (Form::F2008, "statistics", "org.staff", "value", Measure::State),
        ] {
            let form = catalogue.form(generation, key).unwrap();
            assert_eq!(form.row(row).unwrap().measure(form.column(column).unwrap()), measure);
        }
    }

    #[test]
    fn six_sections_are_required_of_every_report() {
        let catalogue = Catalogue::built_in();
        for generation in [Form::F2008, Form::F2019, Form::F2021] {
            let sections = catalogue.sections(generation);
            assert_eq!(sections.iter().filter(|section| section.required).count(), 6);
            for section in sections {
                assert!(section.is_meant_by(&section.title), "{}", section.title);
                for table in &section.tables {
                    assert!(catalogue.form(generation, table).is_some(), "{table}");
                }
            }
        }
    }

    #[test]
    fn a_form_of_ones_own_stands_beside_the_statutory_ones() {
        let own = |key: &str| {
            format!(
                "(key: \"{key}\", title: \"甲\", columns: [(key: \"c\", label: [])], rows: [(key: \"r\", label: [])])"
            )
        };
        let mut catalogue = Catalogue::built_in();
        catalogue.add(&own("relief")).unwrap();
        assert!(catalogue.add(&own("relief")).is_err(), "a key is given once");
        assert_eq!(catalogue.forms(Form::F2021).count(), 4);
        let error = catalogue.add(&own("litigation")).unwrap_err();
        assert_eq!(error.to_string(), "第 1 行第 7 列：键名“litigation”已经用于另一张表");
    }
}
