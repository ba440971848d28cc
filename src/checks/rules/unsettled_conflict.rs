//! S090 合并冲突未处理: what two people changed differently, and nobody has decided.

use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Spot};
use crate::model::{Conflict, Disputed, Id, Report, TextAt};

#[doc = include_str!("unsettled_conflict.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S090",
        name: "合并冲突没有处理",
        severity: Severity::Error,
        basis: "两个人的改动不同，只有人能决定用哪一个；两种写法都在文件里，没有丢",
        page: include_str!("unsettled_conflict.md"),
    },
    looks: &[Look::Report(see)],
};

fn see(report: &Report) -> Vec<Slip> {
    report.conflicts.iter().map(|conflict| slip(report, conflict)).collect()
}

fn slip(report: &Report, conflict: &Conflict) -> Slip {
    let title = "文件菜单“处理合并冲突”：留下现在的、换成另一边的，或两个都留".to_owned();
    let message = match &conflict.other {
        Some(other) => format!("两边改得不同，另一边是“{}”", short(other)),
        None => "一边删去了这里，另一边改了它，所以还留着".to_owned(),
    };
    Slip {
        at: spot(report, &conflict.at),
        found: String::new(),
        expected: conflict.other.clone().unwrap_or_default(),
        message,
        fixes: vec![Fix { tier: Tier::Told, title, edits: Vec::new() }],
    }
}

/// Where it is; what is gone by now is told of the whole report.
fn spot(report: &Report, at: &Disputed) -> Spot {
    match at {
        Disputed::Text(at) if report.text(*at).is_some() => Spot::Text(*at, 0..0),
        Disputed::Cell { table, row, column } if has_row(report, *table, *row) => {
            Spot::Cell { table: *table, row: *row, column: Some(column.clone()) }
        }
        Disputed::Row { table, row } if has_row(report, *table, *row) => {
            Spot::Cell { table: *table, row: *row, column: None }
        }
        Disputed::Section(id) if report.section_index(*id).is_some() => {
            Spot::Text(TextAt::Heading(*id), 0..0)
        }
        Disputed::Block(id) if report.table(*id).is_some() => Spot::Table(*id),
        Disputed::Block(id) if report.paragraph(*id).is_some() => {
            Spot::Text(TextAt::Paragraph(*id), 0..0)
        }
        _ => Spot::Report,
    }
}

fn has_row(report: &Report, table: Id, row: Id) -> bool {
    report.table(table).is_some_and(|table| table.row_index(row).is_some())
}

/// So much of a text as fits a sentence.
fn short(text: &str) -> String {
    const ROOM: usize = 40;
    let head: String = text.chars().take(ROOM).collect();
    if head.len() < text.len() { format!("{head}……") } else { head }
}
