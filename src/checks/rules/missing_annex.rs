//! S004 附表缺: reports of 2014 to 2018 without their statistical annex.

use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Spot};
use crate::model::{Form, Report, Section};

#[doc = include_str!("missing_annex.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S004",
        name: "没有附统计表",
        severity: Severity::Hint,
        basis: "国办发〔2014〕32号：2014年度起随年度报告公布《政府信息公开情况统计表》",
        page: include_str!("missing_annex.md"),
    },
    looks: &[Look::Report(see)],
};

/// Reports of these years carry the annex; from 2019 on tables stand in the report itself.
const YEARS: std::ops::RangeInclusive<i16> = 2014..=2018;
/// A table of as many rows may be the annex in a form of the office's own.
const ROWS: usize = 10;

fn see(report: &Report) -> Vec<Slip> {
    if report.form != Form::F2008 || !YEARS.contains(&report.year) {
        return Vec::new();
    }
    let mut tables = report.sections.iter().flat_map(Section::tables);
    if tables.any(|table| table.form == "statistics" || table.rows.len() >= ROWS) {
        return Vec::new();
    }
    vec![Slip {
        at: Spot::Report,
        found: String::new(),
        expected: "政府信息公开情况统计表".to_owned(),
        message: "没有附《政府信息公开情况统计表》".to_owned(),
        fixes: vec![Fix {
            tier: Tier::Told,
            title: "附上统计表；另发附件的，写一句说明".to_owned(),
            edits: Vec::new(),
        }],
    }]
}
