//! What the identities of its form say of the open table: the check strip, and the gap at the cursor's cell.

use crate::app::action::Revision;
use crate::app::marks::Marks;
use crate::app::state::State;
use crate::figures::{self, Answer, At, Change, Gap, Repair, Sheet, Ties};
use crate::forms::{Relation, TableForm};
use crate::model::Id;
use crate::model::Table;

use super::is_blank;

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

/// The check strip (校验): the name of the balance, and a mark a column.
type Strip = (String, Vec<Mark>);

/// What the identities say of one state of one table, kept until the table changes.
#[derive(Debug, Clone, Default)]
pub struct Tied {
    of: Option<(Revision, Id)>,
    strip: Option<Strip>,
    /// Cells of the ties that fail, and of those that hold once 0 is put into the blanks.
    troubled: Vec<At>,
    cell: Option<(Revision, Id, usize, usize)>,
    gap: Option<(String, bool)>,
    /// Nothing stands in the table, and it may be filled.
    to_fill: bool,
}

impl Tied {
    /// The check strip of the open table, if its form has a balance.
    pub const fn strip(&self) -> Option<&Strip> {
        self.strip.as_ref()
    }

    /// Whether nothing stands in the table yet, and it may be filled.
    pub const fn is_to_fill(&self) -> bool {
        self.to_fill
    }

    /// What is to be said of the cursor's cell, and whether it is wrong (else blanks are to be filled with 0).
    pub const fn gap(&self) -> Option<&(String, bool)> {
        self.gap.as_ref()
    }
}

impl State {
    /// Asks the identities of the open table anew, as far as something has changed.
    pub(in crate::app) fn tie(&mut self) {
        let Some((revision, table)) =
            self.revision().zip(self.report().and_then(|report| report.table(self.grid.table)))
        else {
            self.grid.tied = Tied::default();
            return;
        };
        let (of, row, column) = ((revision, table.id), self.grid.row, self.grid.column);
        let cell = (revision, table.id, row, column);
        let known = self.grid.tied.of == Some(of);
        if known && self.grid.tied.cell == Some(cell) {
            return;
        }
        let to_fill = if known {
            self.grid.tied.to_fill
        } else {
            is_blank(table) && self.read_only().is_none()
        };
        let Some(form) = self.form_of(table) else {
            self.grid.tied = Tied { of: Some(of), cell: Some(cell), to_fill, ..Tied::default() };
            return;
        };
        let place = table.rows.get(row).zip(table.columns.get(column));
        let mut tied = if known { self.grid.tied.clone() } else { all(table, form, &self.marks) };
        (tied.of, tied.cell, tied.to_fill) = (Some(of), Some(cell), to_fill);
        let keys = place.map(|(row, column)| (row.key.as_str(), column.key.as_str()));
        tied.gap = keys.and_then(|keys| gap(table, form, keys, &tied.troubled));
        self.grid.tied = tied;
    }

    /// The blank cells of the open table, row and column, with which an identity at the cursor's cell holds once they
    /// are 0; of all identities where there is none at the cell.
    pub(in crate::app) fn zeros(&self) -> Vec<(usize, usize)> {
        let Some(table) = self.report().and_then(|report| report.table(self.grid.table)) else {
            return Vec::new();
        };
        let Some(form) = self.form_of(table) else { return Vec::new() };
        let (sheet, ties) = (Sheet::of(table, form), Ties::of(form));
        let here = table.rows.get(self.grid.row).zip(table.columns.get(self.grid.column));
        let here = here.and_then(|(row, column)| sheet.at(&row.key, &column.key));
        let lacking = ties.all.iter().filter(|tie| tie.answer(&sheet) == Answer::FillZero);
        let lacking: Vec<_> =
            lacking.filter(|tie| tie.cells().any(|at| counts(&sheet, at))).collect();
        let at_cell: Vec<_> =
            lacking.iter().filter(|tie| here.is_some_and(|at| tie.sees(at))).copied().collect();
        let asked = if at_cell.is_empty() { lacking } else { at_cell };
        let mut cells: Vec<(usize, usize)> = asked
            .into_iter()
            .flat_map(|tie| tie.blanks(&sheet))
            .filter_map(|at| position(table, &sheet, at))
            .collect();
        cells.sort_unstable();
        cells.dedup();
        cells
    }
}

/// Whether something stands in a cell.
fn counts(sheet: &Sheet<'_>, at: At) -> bool {
    sheet.amount(at) != figures::Amount::Blank
}

/// Whether the total was filled in by hand with a reason that speaks for what stands there.
fn is_explained(table: &Table, sheet: &Sheet<'_>, tie: &figures::Tie<'_>) -> bool {
    let total = tie.left.first().filter(|_| matches!(tie.identity.relation, Relation::Sum { .. }));
    let place = total.and_then(|at| position(table, sheet, *at));
    place.is_some_and(|(row, column)| table.overridden(row, column).is_some())
}

/// Row and column of a cell in the table.
pub(super) fn position(table: &Table, sheet: &Sheet<'_>, at: At) -> Option<(usize, usize)> {
    let (row, column) = sheet.keys(at);
    let row = table.rows.iter().position(|own| own.key == row)?;
    Some((row, table.columns.iter().position(|own| own.key == column)?))
}

fn all(table: &Table, form: &TableForm, marks: &Marks) -> Tied {
    let (sheet, ties) = (Sheet::of(table, form), Ties::of(form));
    let told = ties.strip(&sheet);
    let place = |key: &str| table.columns.iter().position(|column| column.key == key);
    let mark = |mark: &figures::Mark<'_>| {
        let (text, fails) = match mark.state {
            figures::State::Even(sum) => (format!("{}{sum}", marks.right), false),
            figures::State::FillZero(_) => ("补0?".to_owned(), false),
            figures::State::Off(difference) => (format!("差{difference}"), true),
            figures::State::Blank => (String::new(), false),
            figures::State::Unread => ("?".to_owned(), false),
        };
        Some(Mark { column: place(mark.column)?, text, fails })
    };
    let strip =
        told.first().map(|first| (first.name.to_owned(), told.iter().filter_map(mark).collect()));
    let troubled = ties.all.iter().filter(|tie| match tie.answer(&sheet) {
        Answer::Off(_) => !is_explained(table, &sheet, tie),
        Answer::FillZero => tie.cells().any(|at| counts(&sheet, at)),
        Answer::Holds | Answer::Unread => false,
    });
    let troubled = troubled.flat_map(figures::Tie::cells).collect();
    Tied { strip, troubled, ..Tied::default() }
}

/// What is wrong with a cell, by how much, and what would mend it; else where 0 would complete it.
fn gap(
    table: &Table,
    form: &TableForm,
    (row, column): (&str, &str),
    troubled: &[At],
) -> Option<(String, bool)> {
    if troubled.is_empty() {
        return None;
    }
    let sheet = Sheet::of(table, form);
    let at = sheet.at(row, column).filter(|at| troubled.contains(at))?;
    let ties = Ties::of(form);
    let mut gaps = ties.gaps_at(at, &sheet);
    gaps.retain(|gap| !is_explained(table, &sheet, gap.tie));
    if let Some(gap) = gaps.iter().find(|gap| !gap.repairs.is_empty()).or(gaps.first()) {
        return Some((told(gap, &sheet, form), true));
    }
    let lacking = |tie: &&figures::Tie<'_>| {
        tie.answer(&sheet) == Answer::FillZero && tie.cells().any(|at| counts(&sheet, at))
    };
    let tie = ties.affected(at).find(lacking)?;
    let blanks = tie.blanks(&sheet).len();
    let name = &tie.identity.name;
    Some((format!("{name}：{blanks} 个空格按 0 算就相等。补 0？Ctrl-N 补上；不适用填 /"), false))
}

fn told(gap: &Gap<'_, '_>, sheet: &Sheet<'_>, form: &TableForm) -> String {
    let mut text = format!(
        "差 {}（左边 {}，右边 {}）：{}",
        gap.difference, gap.left, gap.right, gap.tie.identity.name
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
