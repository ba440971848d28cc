//! What is told of the cursor's cell below the table: full labels, unit, 口径, last year's value and growth.

use rust_decimal::Decimal;

use crate::app::focus::Focus;
use crate::app::marks::Marks;
use crate::app::state::State;
use crate::figures;
use crate::forms::{Along, Relation, RowForm, TableForm};
use crate::model::Cell;
use crate::model::Id;
use crate::model::Measure;
use crate::model::Period;
use crate::model::Report;
use crate::model::Table;
use crate::model::Year;

use super::formula::told;
use super::lines::{Kind, Line};
use super::{computed, path, sum, unit};

/// What is told of the cursor's cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Below {
    /// `（一）予以公开／自然人 = 30 件`.
    pub cell: String,
    /// `去年 27（+11.1%）` and `前年 24`, as far as those years have the cell.
    pub years: Vec<String>,
    /// Where in the text the number is quoted: `第 4 段`.
    pub quoted: Vec<String>,
    /// Full label of the row.
    pub row: String,
    /// Full label of the column.
    pub column: String,
    /// `30 件`: what stands in the cell.
    pub value: String,
    /// What is counted (口径) in the row, and in the column; empty until the cursor rests on the cell, for it is the longest
    /// text below the table and would be sent at every step.
    pub note: String,
    /// Of a computed cell: what it is made of, or why it was filled in by hand; of a cumulative one what falls into its
    /// single period.
    pub formula: Option<String>,
}

impl State {
    /// What is to be told of the cursor's cell.
    pub fn below(&self) -> Option<Below> {
        let table = self.report()?.table(self.grid.table)?;
        let form = self.form_of(table);
        let (row, column) = (self.grid.row, self.grid.column);
        if let Some(group) = self.folded_at(row) {
            return self.below_group(table, group);
        }
        let (found, head) = (table.rows.get(row)?, table.columns.get(column)?);
        let of_row = form.and_then(|form| form.row(&found.key));
        let of_column = form.and_then(|form| form.column(&head.key));
        let last = |label: &[String]| label.last().cloned().unwrap_or_default();
        let name = of_row.map_or_else(|| last(&found.label), |row| row.brief().to_owned());
        let over = of_column.map_or_else(|| last(&head.label), |column| column.brief().to_owned());
        let name = if name.is_empty() { over } else { format!("{name}／{over}") };
        let value = match found.cells.get(column)? {
            Cell::Blank => "未填".to_owned(),
            Cell::NotApplicable => "/（不适用）".to_owned(),
            cell => format!("{cell} {}", unit(table, found, column)).trim_end().to_owned(),
        };
        let notes =
            [of_row.map(|row| row.note.as_str()), of_column.map(|column| column.note.as_str())];
        let told = self.has_rested() || self.focus.has(Focus::Filling);
        Some(Below {
            cell: format!("{name} = {value}"),
            value,
            years: self.years_at(table, row, column),
            quoted: if told { self.quoted_at(row, column) } else { Vec::new() },
            row: full(&found.label, of_row, &self.marks),
            column: path(&head.label, &self.marks),
            note: notes.into_iter().flatten().filter(|_| told).collect(),
            formula: table
                .overridden(row, column)
                .map(|own| format!("手填，理由：{}（{}）", own.reason, own.by))
                .or_else(|| formula(form, table, (row, column)))
                .or_else(|| single(table, (row, column))),
        })
    }

    /// The folded group that stands for a row of the open table, if one does.
    fn folded_at(&self, row: usize) -> Option<&Line> {
        let sheet = self.sheets.pane().filter(|_| !self.focus.has(Focus::Filling))?;
        sheet.lines.get(sheet.line_of(row)).filter(|line| line.kind == Kind::Folded)
    }

    /// What is to be told of a folded group: the sum of its rows.
    fn below_group(&self, table: &Table, group: &Line) -> Option<Below> {
        let (form, column) = (self.form_of(table), self.grid.column);
        let (first, head) = (table.rows.get(group.rows.start)?, table.columns.get(column)?);
        let sum = sum(form, table, group, column);
        let value = format!("{sum} {}", unit(table, first, column));
        let label: Vec<String> = first.label.iter().take(group.depth + 1).cloned().collect();
        Some(Below {
            cell: format!("{} {} 项之和 = {value}", group.label, group.rows.len()),
            value: format!("{value}（{} 项之和，空格展开）", group.rows.len()),
            row: path(&label, &self.marks),
            column: path(&head.label, &self.marks),
            ..Below::default()
        })
    }

    /// The cell of the cursor, if the keys go to a table.
    fn cursor_cell(&self) -> Option<(Id, usize, usize)> {
        let here = (self.grid.table, self.grid.row, self.grid.column);
        self.focus.has(Focus::Table).then_some(here)
    }

    /// Whether the cursor has rested on its cell, so that the explanation is told.
    fn has_rested(&self) -> bool {
        self.cursor_cell().is_none_or(|here| self.grid.rested == Some(here))
    }

    /// Whether something is told once the cursor rests.
    pub fn is_to_rest(&self) -> bool {
        !self.has_rested()
    }

    /// The cursor rests: no key has come for a moment.
    pub fn rest(&mut self) {
        self.grid.rested = self.cursor_cell();
    }

    /// Where in the text the cell of the open table is quoted, told as places: `一（三）第 1 段`; what says something else is
    /// told so.
    pub fn quoted_at(&self, row: usize, column: usize) -> Vec<String> {
        let table = self.report().and_then(|report| report.table(self.grid.table));
        let cell = table.and_then(|table| {
            Some((table.id, table.rows.get(row)?.id, table.columns.get(column)?.key.as_str()))
        });
        let Some((table, row, column)) = cell else { return Vec::new() };
        let quotes = self.ties.quoted(table, row, column).iter();
        let mut told: Vec<String> = quotes
            .map(|quote| format!("{}{}", quote.place, if quote.is_wrong { "（不符）" } else { "" }))
            .collect();
        told.dedup();
        told
    }

    /// The value of the cell last year, with growth, and the year before.
    fn years_at(&self, table: &Table, row: usize, column: usize) -> Vec<String> {
        let Some(year) = self.year() else { return Vec::new() };
        let told = |back: Year| self.cell_of(year - back, table, (row, column));
        let last = told(1).map(|cell| {
            let measure = table.rows.get(row).map(|row| row.measure);
            let rate = measure == Some(Measure::Rate)
                || table.columns.get(column).is_some_and(|column| column.measure == Measure::Rate);
            let growth =
                table.cell(row, column).filter(|_| !rate).and_then(|now| growth(now, cell));
            format!("去年 {}{}", shown(cell), growth.unwrap_or_default())
        });
        let before = told(2).map(|cell| format!("前年 {}", shown(cell)));
        last.into_iter().chain(before).collect()
    }

    /// The cell of another year's report that means the same: the same row and column of the same table, by their keys
    /// and labels, across generations of the form.
    pub(in crate::app) fn cell_of(
        &self,
        year: Year,
        table: &Table,
        (row, column): (usize, usize),
    ) -> Option<&Cell> {
        let now = self.report()?;
        let other = self.project()?.reports.get(&year)?;
        let found = if table.form.is_empty() {
            own_twin(table, now, other)?
        } else {
            other.form_table(&table.form)?
        };
        let (row, column) = (table.rows.get(row)?, table.columns.get(column)?);
        let forms = |report: &Report| self.forms.form(report.form, &table.form);
        if !means_the_same((forms(now), forms(other)), &row.key, &column.key) {
            return None;
        }
        let by_key = !row.key.is_empty();
        let row = found
            .rows
            .iter()
            .find(|own| if by_key { own.key == row.key } else { own.label == row.label })?;
        let by_key = !column.key.is_empty();
        let column = found.columns.iter().position(|own| {
            if by_key { own.key == column.key } else { own.label == column.label }
        })?;
        row.cells.get(column)
    }
}

/// The full label of a row; where the form has it from memory, that is said.
fn full(label: &[String], form: Option<&RowForm>, marks: &Marks) -> String {
    let doubt = form.is_some_and(|row| row.from_memory);
    format!("{}{}", path(label, marks), if doubt { "（行名待与原表核对）" } else { "" })
}

/// Whether a row and a column have the same labels in two forms, and so count the same.
fn means_the_same(
    forms: (Option<&TableForm>, Option<&TableForm>),
    row: &str,
    column: &str,
) -> bool {
    let (Some(one), Some(other)) = forms else { return forms.0.is_none() && forms.1.is_none() };
    let row = |form: &TableForm| form.row(row).map(|row| row.label.clone());
    let column = |form: &TableForm| form.column(column).map(|column| column.label.clone());
    row(one) == row(other) && column(one) == column(other)
}

/// The office's own table of another year that has the same caption, the year in it aside.
fn own_twin<'r>(table: &Table, now: &Report, other: &'r Report) -> Option<&'r Table> {
    let plain = |caption: &str, year: Year| caption.replace(&year.to_string(), "");
    let wanted = plain(&table.caption, now.year);
    let mut tables = other.sections.iter().flat_map(crate::model::Section::tables);
    tables.find(|own| own.form.is_empty() && plain(&own.caption, other.year) == wanted)
}

fn shown(cell: &Cell) -> String {
    if *cell == Cell::Blank { "未填".to_owned() } else { cell.to_string() }
}

/// `（+11.1%）`: how much a number has grown over another.
fn growth(now: &Cell, last: &Cell) -> Option<String> {
    let (now, last) = (now.number()?.value(), last.number()?.value());
    let rate = figures::growth(last, now)?.normalize();
    Some(match rate {
        _ if now == last => "（持平）".to_owned(),
        rate if rate > Decimal::ZERO => format!("（+{rate}%）"),
        rate => format!("（{rate}%）"),
    })
}

/// How a computed cell follows from others, and whether it does so by itself.
fn formula(
    form: Option<&TableForm>,
    table: &Table,
    (row, column): (usize, usize),
) -> Option<String> {
    let (sum, _) = computed(form, table, (row, column))?;
    let follows = [Some(&sum), Some(&Cell::Blank)].contains(&table.cell(row, column));
    let how = if follows { "（自动）" } else { "" };
    let name = form.and_then(|form| total(form, table, (row, column)));
    let name = name.or_else(|| told(table, (row, column)))?;
    Some(format!("算式 {name}{how}"))
}

/// The name of the identity by which a cell is a total.
fn total(form: &TableForm, table: &Table, (row, column): (usize, usize)) -> Option<String> {
    let (key, over) = (&table.rows.get(row)?.key, &table.columns.get(column)?.key);
    let total = form.identities.iter().find(|identity| match (&identity.relation, identity.over) {
        (Relation::Sum { total, .. }, Along::Rows) => total == key,
        (Relation::Sum { total, .. }, Along::Columns) => total == over,
        _ => false,
    });
    total.map(|identity| identity.name.clone())
}

/// What a cumulative cell says of its single period, if it does: 单季 2017Q2 290043 人次.
fn single(table: &Table, (row, column): (usize, usize)) -> Option<String> {
    let single = figures::single(table, row, column).filter(|single| single.before.is_some())?;
    let mixed = if single.mixed { "（两期单位不一，只供核对）" } else { "" };
    let text = format!("本期 {} {} {}", spoken(single.period), single.value, single.unit);
    Some(format!("{}{mixed}", text.trim_end()))
}

/// A period in words, where it is a quarter: 第二季度.
fn spoken(period: Period) -> String {
    let code = period.to_string();
    let quarter = code.split_once('Q').map(|(_, quarter)| quarter);
    match quarter {
        Some("1") => "第一季度".to_owned(),
        Some("2") => "第二季度".to_owned(),
        Some("3") => "第三季度".to_owned(),
        Some("4") => "第四季度".to_owned(),
        _ => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_told_to_a_tenth() {
        for (now, last, told) in [
            ("30", "27", Some("（+11.1%）")),
            ("27", "30", Some("（-10%）")),
            ("5", "5", Some("（持平）")),
            ("5", "0", None),
            ("/", "5", None),
            ("100000", "99999", Some("（0%）")),
            ("0", "4", Some("（-100%）")),
        ] {
            assert_eq!(
                growth(&Cell::from(now), &Cell::from(last)).as_deref(),
                told,
                "{now} {last}"
            );
        }
    }
}
