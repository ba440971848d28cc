//! F006 单元格不是非负整数: words, a minus, decimals or full-width digits where things are counted.

use super::super::filled::Filled;
use super::super::finding::{Fix, Mend, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::{At, Flaw, Kind, flaw, kind};

#[doc = include_str!("not_a_count.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F006",
        name: "单元格里不是规范的数",
        severity: Severity::Error,
        basis: "国办公开办函〔2021〕30号、〔2019〕60号所附表格：各格按表头的单位填数；GB/T 15835—2011：计量用阿拉伯数字",
        page: include_str!("not_a_count.md"),
    },
    looks: &[Look::Filled(see)],
};

fn see(table: &Filled<'_>) -> Vec<Slip> {
    let counts =
        |at: At, flaw: Flaw| table.is_statutory() || flaw == Flaw::Words && adds(table, at);
    let cells = table.sheet.cells();
    cells
        .filter_map(|at| Some((at, flaw(&table.sheet, at).filter(|flaw| counts(at, *flaw))?)))
        .map(|(at, flaw)| slip(table, at, flaw))
        .collect()
}

/// Whether a cell of an office's own form is added up: other cells of it may hold words, minus signs and decimals.
fn adds(table: &Filled<'_>, at: At) -> bool {
    table.ties.affected(at).next().is_some()
}

fn slip(table: &Filled<'_>, at: At, flaw: Flaw) -> Slip {
    let written = table.written(at);
    let unit = table.sheet.unit(at);
    let money = kind(&table.sheet, at) == Kind::Money;
    let (message, fix) = match flaw {
        Flaw::Spelling(value) => {
            (format!("“{written}”应只写数字，单位在表头已有"), write(table, at, &value.to_string()))
        }
        Flaw::Words => (format!("“{written}”读不成一个数"), told("改为数字；不适用的填“/”")),
        Flaw::Negative => (format!("{written}是负数"), told("核对后改为0或正数")),
        Flaw::Broken if money => (format!("{written}的小数超过六位"), told("核对后保留六位以内")),
        Flaw::Broken => (format!("{written}有小数，{unit}数应是整数"), told("核对后改为整数")),
        Flaw::Huge => (format!("{written}大得不像{unit}数"), told("核对是否多打了几位")),
    };
    let expected = match flaw {
        Flaw::Spelling(value) => value.to_string(),
        Flaw::Words | Flaw::Negative | Flaw::Broken | Flaw::Huge => String::new(),
    };
    Slip { at: table.spot(at), found: written, expected, message, fixes: vec![fix] }
}

fn write(table: &Filled<'_>, at: At, to: &str) -> Fix {
    let edits: Vec<Mend> = table.set(at, to).into_iter().collect();
    Fix { tier: Tier::Sure, title: format!("改为{to}"), edits }
}

fn told(title: &str) -> Fix {
    Fix { tier: Tier::Told, title: title.to_owned(), edits: Vec::new() }
}
