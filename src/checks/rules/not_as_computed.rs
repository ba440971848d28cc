//! F102 与公式不符: what stands in a computed cell is not what its formula gives.

use super::super::finding::{Fix, Mend, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Spot};
use crate::figures::{Amount, Computed, Due, amount, computed};
use crate::model::{Cell, Formula, Table};

#[doc = include_str!("not_as_computed.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F102",
        name: "与公式算出的数不符",
        severity: Severity::Error,
        basis: "表内写明的公式：合计、差、比重、增速、单季数应与所列各项相符",
        page: include_str!("not_as_computed.md"),
    },
    looks: &[Look::Table(see)],
};

fn see(table: &Table) -> Vec<Slip> {
    computed(table).iter().filter_map(|cell| slip(table, cell)).collect()
}

fn slip(table: &Table, own: &Computed) -> Option<Slip> {
    let (row, column) = (table.rows.get(own.row)?, table.columns.get(own.column)?);
    let cell = table.cell(own.row, own.column).filter(|cell| **cell != Cell::Blank)?;
    let Due::Number { value, blanks } = &own.due else { return None };
    let stands = amount(cell, table.unit(own.row, own.column));
    let same = matches!(stands, Amount::Plain(found) | Amount::Said(found) if found == *value);
    if same || table.overridden(own.row, own.column).is_some() {
        return None;
    }
    let formula = row.formula.as_ref().or(column.formula.as_ref()).map_or("公式", Formula::word);
    let name = |label: &[String]| label.last().cloned().unwrap_or_default();
    let blanks = if *blanks { "（空白的按0算）" } else { "" };
    let by = match stands {
        Amount::Plain(found) | Amount::Said(found) => found
            .checked_sub(*value)
            .map(|off| format!("，差{}", off.abs().normalize()))
            .unwrap_or_default(),
        Amount::None | Amount::Blank | Amount::Words | Amount::Missing => String::new(),
    };
    let set = Mend::SetCell {
        table: table.id,
        row: row.id,
        column: column.key.clone(),
        to: value.to_string(),
    };
    Some(Slip {
        at: Spot::Cell { table: table.id, row: row.id, column: Some(column.key.clone()) },
        found: cell.to_string(),
        expected: value.to_string(),
        message: format!(
            "“{}”行“{}”列填{cell}，按{formula}的公式是{value}{blanks}{by}",
            name(&row.label),
            name(&column.label)
        ),
        fixes: vec![
            Fix { tier: Tier::Likely, title: format!("改为{value}"), edits: vec![set] },
            Fix {
                tier: Tier::Told, title: "确实要手填的，写明理由".to_owned(), edits: Vec::new()
            },
        ],
    })
}
