//! F016 疑填错列: a row is last year's with two of its columns changed about.

use rust_decimal::Decimal;

use super::super::filled::{Filled, Yearly};
use super::super::finding::{Fix, Mend, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::{At, Tie};
use crate::forms::{Along, Relation};

#[doc = include_str!("swapped_columns.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F016",
        name: "两列与去年正好相反",
        severity: Severity::Hint,
        basis: "统计数据审核的通行做法：总数相同而两类对调的，核对是否填错了列",
        page: include_str!("swapped_columns.md"),
    },
    looks: &[Look::Yearly(see)],
};

fn see(yearly: &Yearly<'_>) -> Vec<Slip> {
    let (now, Some(last)) = (yearly.now, yearly.last) else { return Vec::new() };
    let sums = now.ties.all.iter().filter(|tie| {
        tie.identity.over == Along::Columns && matches!(tie.identity.relation, Relation::Sum { .. })
    });
    sums.filter_map(|tie| slip(now, last, tie)).collect()
}

/// The same total, one column that had something and now has nothing, and another the other way round by as much.
fn slip(now: &Filled<'_>, last: &Filled<'_>, tie: &Tie<'_>) -> Option<Slip> {
    let pairs: Vec<(At, Decimal, Decimal)> = tie
        .cells()
        .map(|at| Some((at, value(last, now, at)?, now.sheet.amount(at).value()?)))
        .collect::<Option<_>>()?;
    let total = pairs.first()?;
    if total.1 != total.2 {
        return None;
    }
    let parts = pairs.get(1..)?;
    let (from, before, _) =
        parts.iter().find(|(_, before, after)| *before > Decimal::ONE && after.is_zero())?;
    let (to, ..) = parts.iter().find(|(_, was, is)| was.is_zero() && is == before)?;
    let edits: Option<Vec<Mend>> =
        [now.set(*from, &before.to_string()), now.set(*to, "0")].into_iter().collect();
    let (from, here) = (now.column(from.column), now.column(to.column));
    Some(Slip {
        at: now.spot(*to),
        found: now.written(*to),
        expected: "0".to_owned(),
        message: format!(
            "{}{here}为{before}、{from}为0，去年正好相反而总数相同，疑填错列",
            now.row(to.row)
        ),
        fixes: vec![Fix {
            tier: Tier::Likely,
            title: format!("{here}的{before}移到{from}"),
            edits: edits.unwrap_or_default(),
        }],
    })
}

fn value(last: &Filled<'_>, now: &Filled<'_>, at: At) -> Option<Decimal> {
    let (row, column) = now.sheet.keys(at);
    last.sheet.amount(last.sheet.at(row, column)?).value()
}
