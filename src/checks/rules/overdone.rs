//! F017 办结的多于收到的: more applications were dealt with than were received and can have been left over.

use rust_decimal::Decimal;

use super::super::filled::{Filled, Yearly};
use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip};

#[doc = include_str!("overdone.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F017",
        name: "办结数多于收到数和去年未办结数",
        severity: Severity::Hint,
        basis: "国办发〔2014〕32号统计表：表内没有上年结转，办结与收到之差是未办结的变化量",
        page: include_str!("overdone.md"),
    },
    looks: &[Look::Yearly(see)],
};

fn see(yearly: &Yearly<'_>) -> Vec<Slip> {
    let (now, Some(last)) = (yearly.now, yearly.last) else { return Vec::new() };
    if now.form().key != "statistics" || !now.is_statutory() {
        return Vec::new();
    }
    slip(now, last).into_iter().collect()
}

/// Received less done: what was left over at the end of the year, as far as it came in that year.
fn left(table: &Filled<'_>) -> Option<(Decimal, Decimal)> {
    let column = table.form().columns.first()?.key.as_str();
    let value = |row| table.sheet.amount(table.sheet.at(row, column)?).value();
    Some((value("req.recv")?, value("req.done")?))
}

fn slip(now: &Filled<'_>, last: &Filled<'_>) -> Option<Slip> {
    let ((received, done), before) = (left(now)?, left(last)?);
    let over = done.checked_sub(received)?;
    let rest = before.0.checked_sub(before.1)?.max(Decimal::ZERO);
    let column = now.form().columns.first()?.key.as_str();
    let at = now.sheet.at("req.done", column)?;
    (over > rest).then(|| Slip {
        at: now.spot(at),
        found: now.written(at),
        expected: format!("不大于{}", received.saturating_add(rest)),
        message: format!(
            "办结{done}件，比收到的{received}件多{over}件；去年收到的只有{rest}件没有办结，多出的从哪里来"
        ),
        fixes: vec![Fix {
            tier: Tier::Told,
            title: "核对收到数和办结数；有更早年度遗留的，写明件数".to_owned(),
            edits: Vec::new(),
        }],
    })
}
