//! What the identities of its form say of the open table: the check strip, and the gap at the cursor's cell.

use crate::figures::{self, At, Change, Gap, Repair, Sheet, Ties};
use crate::forms::TableForm;
use crate::model::Table;

use super::state::State;

/// What stands below one column of the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Index of the column.
    pub column: usize,
    /// `✓64`, `差-1`, `补0?`; nothing as long as nothing was filled in.
    pub text: String,
    /// Whether the balance fails.
    pub fails: bool,
}

impl State {
    /// The check strip (校验) of a statutory table: the name of its balance, and a mark a column.
    pub fn strip(&self, table: &Table) -> Option<(String, Vec<Mark>)> {
        let form = self.form_of(table)?;
        let marks = figures::strip(table, form);
        let name = marks.first()?.name.to_owned();
        let place = |key: &str| table.columns.iter().position(|column| column.key == key);
        let marks = marks.iter().filter_map(|mark| {
            let (text, fails) = match mark.state {
                figures::State::Even(sum) => (format!("{}{sum}", self.marks.right), false),
                figures::State::FillZero(_) => ("补0?".to_owned(), false),
                figures::State::Off(difference) => (format!("差{difference}"), true),
                figures::State::Blank => (String::new(), false),
                figures::State::Unread => ("?".to_owned(), false),
            };
            Some(Mark { column: place(mark.column)?, text, fails })
        });
        Some((name, marks.collect()))
    }

    /// What is wrong with the cursor's cell, by how much, and what would mend it.
    pub fn gap_at_cell(&self) -> Option<String> {
        let table = self.report()?.table(self.grid.table)?;
        let form = self.form_of(table)?;
        let (row, column) = (table.rows.get(self.grid.row)?, table.columns.get(self.grid.column)?);
        let sheet = Sheet::of(table, form);
        let at = sheet.at(&row.key, &column.key)?;
        let ties = Ties::of(form);
        let gaps = ties.gaps_at(at, &sheet);
        let gap = gaps.iter().find(|gap| !gap.repairs.is_empty()).or(gaps.first())?;
        Some(told(gap, &sheet, form))
    }
}

fn told(gap: &Gap<'_, '_>, sheet: &Sheet<'_>, form: &TableForm) -> String {
    let mut text = format!(
        "{}：左边 {}，右边 {}，差 {}",
        gap.tie.identity.name, gap.left, gap.right, gap.difference
    );
    if let Some(repair) = gap.repairs.first() {
        text = format!("{text}。{}", advice(repair, sheet, form));
    }
    text
}

fn advice(repair: &Repair, sheet: &Sheet<'_>, form: &TableForm) -> String {
    let told = |change: &Change| {
        let (row, column) = names(change.at, sheet, form);
        format!("“{row}／{column}”应为 {}", change.to)
    };
    let both = repair.with.as_ref().map(|with| format!("，连同{}", told(with)));
    let why = if repair.transposed { "（两个数字像是写倒了）" } else { "" };
    format!("可能是{}{}{why}", told(&repair.change), both.unwrap_or_default())
}

fn names<'f>(at: At, sheet: &Sheet<'_>, form: &'f TableForm) -> (&'f str, &'f str) {
    let (row, column) = sheet.keys(at);
    let row = form.row(row).map_or("", |row| row.brief());
    (row, form.column(column).map_or("", |column| column.brief()))
}
