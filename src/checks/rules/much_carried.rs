//! F019 上年结转过多: what was carried over is more than half of what was newly received.

use rust_decimal::Decimal;

use super::super::filled::Filled;
use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip};

#[doc = include_str!("much_carried.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F019",
        name: "上年结转超过本年新收的一半",
        severity: Severity::Hint,
        basis: "《政府信息公开条例》第三十三条（依据待核）：收到申请之日起二十个工作日内答复，可以延长二十个工作日；年底未办结的一般是少数",
        page: include_str!("much_carried.md"),
    },
    looks: &[Look::Filled(see)],
};

/// Below this few applications say too little.
const LEAST: Decimal = Decimal::TEN;

fn see(table: &Filled<'_>) -> Vec<Slip> {
    if table.form().key != "applications" || !table.is_statutory() {
        return Vec::new();
    }
    slip(table).into_iter().collect()
}

fn slip(table: &Filled<'_>) -> Option<Slip> {
    let at = table.sheet.at("r2", "c7")?;
    let new = table.sheet.at("r1", "c7")?;
    let (carried, new) = (table.sheet.amount(at).value()?, table.sheet.amount(new).value()?);
    let over = carried >= LEAST && carried.checked_mul(Decimal::TWO)? > new;
    over.then(|| Slip {
        at: table.spot(at),
        found: table.written(at),
        expected: String::new(),
        message: format!("上年结转{carried}件，超过本年新收{new}件的一半"),
        fixes: vec![Fix {
            tier: Tier::Told,
            title: "核对是否把别的数填进了这一行；确实积压的，正文里说明".to_owned(),
            edits: Vec::new(),
        }],
    })
}
