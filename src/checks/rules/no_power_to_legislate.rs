//! F009 规章越权: an office that cannot make regulations (规章) reports some.

use rust_decimal::Decimal;

use super::super::filled::{Filled, Yearly};
use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::At;
use crate::model::{Agency, Kind, Level};

#[doc = include_str!("no_power_to_legislate.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F009",
        name: "没有制定权的机关填了规章数",
        severity: Severity::Warning,
        basis: "《立法法》（依据待核）：地方政府规章由省、自治区、直辖市和设区的市、自治州的人民政府制定",
        page: include_str!("no_power_to_legislate.md"),
    },
    looks: &[Look::Yearly(see)],
};

fn see(yearly: &Yearly<'_>) -> Vec<Slip> {
    if has_power(yearly.agency) || yearly.now.form().key != "disclosure" {
        return Vec::new();
    }
    let sheet = &yearly.now.sheet;
    let filled = |at: &At| {
        sheet.keys(*at).0 == "reg" && sheet.amount(*at).value().is_some_and(|it| it > Decimal::ZERO)
    };
    sheet.cells().filter(filled).map(|at| slip(yearly.now, at)).collect()
}

/// Whether it may make regulations. A provincial department's level may also be that of a ministry, which may.
const fn has_power(agency: &Agency) -> bool {
    match (agency.level, agency.kind) {
        (Level::Township | Level::County, _) | (Level::City, Kind::Department) => false,
        (Level::City, Kind::Government) | (Level::Province, _) => true,
    }
}

fn slip(table: &Filled<'_>, at: At) -> Slip {
    let found = table.written(at);
    let fix = |to, title: &str| table.fix(at, to, title.to_owned());
    Slip {
        at: table.spot(at),
        expected: "0".to_owned(),
        message: format!("{}填了{found}：本机关没有规章制定权", table.cell(at)),
        found,
        fixes: vec![
            fix(Decimal::ZERO, "改为0，由有制定权的机关填报"),
            Fix {
                tier: Tier::Told,
                title: "看看是不是把行政规范性文件填到了规章一行".to_owned(),
                edits: Vec::new(),
            },
        ],
    }
}
