//! X002 私用区字: characters that only one font knows.

use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Spot, Text};
use super::super::scan::runs;
use crate::model::Table;

#[doc = include_str!("private_character.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "X002",
        name: "文中有私用区的字",
        severity: Severity::Warning,
        basis: "GB 18030—2022《信息技术 中文编码字符集》（依据待核）（私用区不表示确定的字）",
        page: include_str!("private_character.md"),
    },
    looks: &[Look::Text(see), Look::Table(in_table)],
};

pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{fffd}')
}

fn see(text: &Text<'_>) -> Vec<Slip> {
    runs(text.text, is_private)
        .map(|run| {
            let found = text.text.get(run.clone()).unwrap_or_default();
            let message = told(found);
            text.slip(run, message).advise("看原件是什么字，重新输入；是项目符号的删去")
        })
        .collect()
}

fn told(found: &str) -> String {
    let codes: Vec<String> =
        found.chars().take(4).map(|c| format!("U+{:04X}", u32::from(c))).collect();
    format!("有别处显示不出的字（{}）", codes.join("、"))
}

fn in_table(table: &Table) -> Vec<Slip> {
    let mut slips = Vec::new();
    for row in &table.rows {
        for (column, cell) in table.columns.iter().zip(&row.cells) {
            let text = cell.to_string();
            let found: String = text.chars().filter(|c| is_private(*c)).collect();
            if found.is_empty() {
                continue;
            }
            slips.push(Slip {
                at: Spot::Cell { table: table.id, row: row.id, column: Some(column.key.clone()) },
                message: told(&found),
                found,
                expected: String::new(),
                fixes: vec![Fix {
                    tier: Tier::Told,
                    title: "看原件是什么字，重新输入".to_owned(),
                    edits: Vec::new(),
                }],
            });
        }
    }
    slips
}
