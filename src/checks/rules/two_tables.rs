//! F004 同一张表有两份: a report holds two tables of one form.

use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Spot};
use crate::model::{Report, Section, Table};

#[doc = include_str!("two_tables.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F004",
        name: "同一张规定的表有两份",
        severity: Severity::Error,
        basis: "国办公开办函〔2021〕30号、〔2019〕60号，国办发〔2014〕32号：每张表在年报里只有一份",
        page: include_str!("two_tables.md"),
    },
    looks: &[Look::Report(see)],
};

fn see(report: &Report) -> Vec<Slip> {
    let tables = report.sections.iter().flat_map(|section| {
        section.tables().filter(|table| !table.form.is_empty()).map(move |table| (section, table))
    });
    let tables: Vec<(&Section, &Table)> = tables.collect();
    let again = tables.iter().enumerate().filter_map(|(at, (_, table))| {
        let first = tables.iter().take(at).find(|(_, first)| first.form == table.form)?;
        Some((first, *table))
    });
    again.map(|((section, first), table)| slip(section, first, table)).collect()
}

fn slip(section: &Section, first: &Table, table: &Table) -> Slip {
    let same = values(first) == values(table);
    let how = if same { "，两份的数一样" } else { "，两份的数不一样" };
    let place = if section.title.is_empty() { "前面" } else { section.title.as_str() };
    Slip {
        at: Spot::Table(table.id),
        found: table.form.clone(),
        expected: String::new(),
        message: format!("这张表在“{place}”部分已有一份{how}；查数、结转、比较都以前一份为准"),
        fixes: vec![Fix {
            tier: Tier::Told,
            title: "核对后留下一份，删去另一份".to_owned(),
            edits: Vec::new(),
        }],
    }
}

/// What stands in a table, row by row.
fn values(table: &Table) -> Vec<String> {
    table.rows.iter().flat_map(|row| &row.cells).map(ToString::to_string).collect()
}
