//! C004 手机号: eleven digits from 13 to 19.

use std::ops::Range;

use super::super::cells::in_cells;
use super::super::finding::{Severity, Tier};
use super::super::rule::{About, DIGITS, Look, Rule, Slip, Text};
use super::super::scan::{before, char_at, runs, stands_alone};
use crate::model::Table;

#[doc = include_str!("mobile_number.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "C004",
        name: "正文出现手机号",
        severity: Severity::Error,
        basis: "《政府信息公开条例》（国务院令第711号）第十五条（依据待核）（个人隐私不得公开）；政府网站检查以手机号未作模糊处理为通报事项",
        page: include_str!("mobile_number.md"),
    },
    looks: &[Look::Words(&DIGITS, see), Look::Table(in_table)],
};

fn in_table(table: &Table) -> Vec<Slip> {
    in_cells(table, see)
}

fn see(text: &Text<'_>) -> Vec<Slip> {
    runs(text.text, |c| c.is_ascii_digit() || matches!(c, '-' | ' '))
        .filter_map(|run| mobile(text, &run))
        .collect()
}

fn mobile(text: &Text<'_>, run: &Range<usize>) -> Option<Slip> {
    let found = text.text.get(run.clone())?;
    let plain = found.trim_matches(['-', ' ']);
    let start = run.start + found.len() - found.trim_start_matches(['-', ' ']).len();
    let range = start..start + plain.len();
    let parts: Vec<&str> = plain.split(['-', ' ']).collect();
    let shape = matches!(
        parts.iter().map(|part| part.len()).collect::<Vec<_>>()[..],
        [11] | [3, 4, 4] | [2 | 3, 11]
    );
    let number: String =
        if parts.len() == 2 { (*parts.last()?).to_owned() } else { parts.concat() };
    let second = number.chars().nth(1)?;
    let is_mobile =
        shape && number.len() == 11 && number.starts_with('1') && ('3'..='9').contains(&second);
    let counted =
        char_at(text.text, range.end).is_some_and(|c| "元万亿余多条件人次个%".contains(c));
    let left = before(text.text, range.start, 12);
    let office = ["值班", "公务", "办公手机", "办公电话", "工作手机", "热线"]
        .iter()
        .any(|word| left.contains(word));
    let code = ["编号", "代码", "编码", "文号", "案号", "备案", "流水", "账号", "帐号", "许可证"]
        .iter()
        .any(|word| left.contains(word));
    if !is_mobile || counted || office || code || !stands_alone(text.text, &range) {
        return None;
    }
    let masked = format!("{}****{}", number.get(..3)?, number.get(7..)?);
    Some(text.slip(range, "正文出现手机号，应当隐去").becomes(Tier::Likely, &masked))
}
