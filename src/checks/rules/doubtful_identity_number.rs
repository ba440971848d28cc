//! C011 疑似身份证号: fifteen or eighteen digits of the shape of one, the check digit wrong.

use super::super::cells::in_cells;
use super::super::finding::{Severity, Tier};
use super::super::rule::{About, DIGITS, Look, Rule, Slip, Text};
use super::super::scan::before;
use super::identity_number::{candidates, is_plausible, is_valid, mask};
use crate::model::Table;

#[doc = include_str!("doubtful_identity_number.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "C011",
        name: "有形似身份证号的数",
        severity: Severity::Warning,
        basis: "GB 11643—1999《公民身份号码》；《政府信息公开条例》（国务院令第711号）第十五条（依据待核）",
        page: include_str!("doubtful_identity_number.md"),
    },
    looks: &[Look::Words(&DIGITS, see), Look::Table(in_table)],
};

fn in_table(table: &Table) -> Vec<Slip> {
    in_cells(table, see)
}

fn see(text: &Text<'_>) -> Vec<Slip> {
    candidates(text.text)
        .filter_map(|range| {
            let found = text.text.get(range.clone()).filter(|found| is_plausible(found))?;
            let left = before(text.text, range.start, 10);
            let code = ["编号", "代码", "编码", "文号", "账号", "帐号", "流水", "单号"]
                .iter()
                .any(|word| left.contains(word));
            let valid = found.len() == 18 && is_valid(found);
            (!code && !valid).then(|| {
                let masked = mask(found);
                text.slip(range, "形似身份证号，是的应当隐去").becomes(Tier::Likely, &masked)
            })
        })
        .collect()
}
