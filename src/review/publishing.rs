//! What was published (发布), and what was found wrong with it afterwards (更正).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::anchor::Beside;
use super::meaning;
use super::record::{Anchor, Review};
use crate::model::{Id, Report, Section, Table};

/// What a report said when it was published (公布的版本). What it says is kept under its hash with what was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Who published it.
    pub by: String,
    /// When.
    pub when: Timestamp,
    /// Hash of the meaning of every section and table.
    pub parts: BTreeMap<Id, String>,
    /// The tables of the statutory forms, from which next year's report carries over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<Table>,
}

/// A correction (更正) to a published report: a record of its own, the report is left as it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Its number among the corrections to this report, from 1.
    pub number: u32,
    /// The words or the cell, as published.
    pub at: Anchor,
    /// What stands beside the words.
    #[serde(default, skip_serializing_if = "Beside::is_empty")]
    pub beside: Beside,
    /// What it should have been.
    pub to: String,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub by: String,
    /// When.
    pub when: Timestamp,
}

impl Correction {
    /// What was published.
    pub fn was(&self) -> &str {
        self.at.quote()
    }
}

impl Review {
    /// Notes what is published now, with what it says.
    pub fn publish(&mut self, report: &Report, (by, when): (&str, Timestamp)) {
        let mut parts = BTreeMap::new();
        for of in meaning::signed_parts(report) {
            if let Some((content, said)) = meaning::of(report, of).zip(meaning::said(report, of)) {
                self.signed.insert(content.clone(), said);
                parts.insert(of, content);
            }
        }
        let statutory = report.sections.iter().flat_map(Section::tables);
        let tables = statutory.filter(|table| !table.form.is_empty()).cloned().collect();
        self.published = Some(Published { by: by.to_owned(), when, parts, tables });
    }

    /// The number of the next correction.
    pub fn next_number(&self) -> u32 {
        self.corrections.iter().map(|one| one.number).max().unwrap_or(0).saturating_add(1)
    }

    /// The corrections in the order of their numbers.
    pub fn corrected(&self) -> Vec<&Correction> {
        let mut corrections: Vec<&Correction> = self.corrections.iter().collect();
        corrections.sort_by_key(|one| (one.number, one.when));
        corrections
    }

    /// The newest correction to a cell.
    pub fn corrected_cell(&self, of: Id, at: Id, key: &str) -> Option<&Correction> {
        let here = |one: &&Correction| matches!(&one.at, Anchor::Cell { table, row, column, .. } if (*table, *row, column.as_str()) == (of, at, key));
        self.corrected().into_iter().rfind(here)
    }
}
