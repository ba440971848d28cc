//! C010 未脱敏格式: a masked number that still shows too many digits.

use super::super::cells::in_cells;
use super::super::finding::Severity;
use super::super::rule::{About, DIGITS, Look, Rule, Slip, Text};
use super::super::scan::runs;
use crate::model::Table;

#[doc = include_str!("half_masked_number.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "C010",
        name: "号码打码的位数不足",
        severity: Severity::Hint,
        basis: "《政府信息公开条例》（国务院令第711号）第十五条（依据待核）；网站检查的模糊处理样式：138****1234、35*************123",
        page: include_str!("half_masked_number.md"),
    },
    looks: &[Look::Words(&DIGITS, see), Look::Table(in_table)],
};

fn in_table(table: &Table) -> Vec<Slip> {
    in_cells(table, see)
}

fn see(text: &Text<'_>) -> Vec<Slip> {
    let masks = |c: char| matches!(c, '*' | '＊' | '●' | '■' | '×');
    let ranges = runs(text.text, |c| c.is_ascii_digit() || masks(c) || c == 'X' || c == 'x');
    ranges
        .filter_map(|range| {
            let found = text.text.get(range.clone())?;
            let long = found.chars().count();
            let hidden = found.chars().filter(|c| masks(*c)).count();
            let second = found.chars().nth(1)?;
            let mobile =
                long == 11 && found.starts_with('1') && ('3'..='9').contains(&second) && hidden < 4;
            let identity =
                long == 18 && found.starts_with(|c: char| ('1'..='8').contains(&c)) && hidden < 8;
            let what = if mobile {
                "手机号应遮住中间4位"
            } else {
                "身份证号应遮住中间8位以上"
            };
            ((mobile || identity) && hidden > 0).then(|| {
                text.slip(range, format!("只遮住了{hidden}位，{what}"))
                    .advise("遮住中间的数字，或整个删去")
            })
        })
        .collect()
}
