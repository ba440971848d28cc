//! C006 银行卡号: sixteen to nineteen digits that pass Luhn.

use std::ops::Range;

use super::super::cells::in_cells;
use super::super::finding::{Severity, Tier};
use super::super::rule::{About, DIGITS, Look, Rule, Slip, Text};
use super::super::scan::{before, runs, stands_alone};
use super::identity_number::{candidates, is_plausible};
use crate::model::Table;

#[doc = include_str!("bank_card.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "C006",
        name: "正文出现银行卡号",
        severity: Severity::Error,
        basis: "《政府信息公开条例》（国务院令第711号）第十五条（依据待核）（个人隐私不得公开）；政府网站检查以银行卡号未作模糊处理为通报事项",
        page: include_str!("bank_card.md"),
    },
    looks: &[Look::Words(&DIGITS, see), Look::Table(in_table)],
};

fn in_table(table: &Table) -> Vec<Slip> {
    in_cells(table, see)
}

fn see(text: &Text<'_>) -> Vec<Slip> {
    runs(text.text, |c| c.is_ascii_digit() || c == ' ').filter_map(|run| card(text, &run)).collect()
}

fn card(text: &Text<'_>, run: &Range<usize>) -> Option<Slip> {
    let found = text.text.get(run.clone())?;
    let plain = found.trim();
    let start = run.start + found.len() - found.trim_start().len();
    let range = start..start + plain.len();
    let parts: Vec<&str> = plain.split(' ').collect();
    let in_fours = parts.len() > 3 && parts.iter().rev().skip(1).all(|part| part.len() == 4);
    let number = plain.replace(' ', "");
    let card = (parts.len() == 1 || in_fours)
        && (16..=19).contains(&number.len())
        && number.starts_with(['3', '4', '5', '6', '9']);
    let left = before(text.text, range.start, 10);
    let code = ["编号", "代码", "编码", "文号", "流水", "条码", "单号"]
        .iter()
        .any(|word| left.contains(word));
    let other = candidates(&number).next().is_some() && is_plausible(&number);
    if !card || code || other || !luhn(&number) || !stands_alone(text.text, &range) {
        return None;
    }
    let masked = format!("{}********{}", number.get(..4)?, number.get(number.len() - 4..)?);
    Some(text.slip(range, "正文出现银行卡号，应当隐去").becomes(Tier::Likely, &masked))
}

/// Whether the check digit of a card number is right.
fn luhn(number: &str) -> bool {
    let digits = number.chars().rev().filter_map(|c| c.to_digit(10));
    let sum: u32 = digits
        .enumerate()
        .map(|(place, digit)| match place % 2 {
            1 if digit > 4 => digit * 2 - 9,
            1 => digit * 2,
            _ => digit,
        })
        .sum();
    sum.is_multiple_of(10)
}
