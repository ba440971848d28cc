//! The tables of a report, as sums of cells are looked up in them.

use rust_decimal::Decimal;

use super::Source;
use crate::figures::prose::Indicator;
use crate::figures::{Amount, At, Sheet};
use crate::forms::{Catalogue, TableForm};
use crate::model::{Id, Period, Report, Section, Table, Year};

/// A cell of a report.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CellAt {
    /// The report's year.
    pub year: Year,
    /// The table.
    pub table: Id,
    /// The row.
    pub row: Id,
    /// Key of the column.
    pub column: String,
}

/// The statutory tables of one report, each cell read once.
#[derive(Debug)]
pub struct Book<'a> {
    report: &'a Report,
    sheets: Vec<(&'a Table, Sheet<'a>)>,
}

impl<'a> Book<'a> {
    /// Reads every table whose form is known.
    pub fn of(report: &'a Report, forms: &'a Catalogue) -> Self {
        let tables = report.sections.iter().flat_map(Section::tables);
        let sheets = tables.filter_map(|table| {
            let form = forms.form(report.form, &table.form)?;
            Some((table, Sheet::of(table, form)))
        });
        Self { report, sheets: sheets.collect() }
    }

    /// Year of the report.
    pub const fn year(&self) -> Year {
        self.report.year
    }

    /// The days of a year, as the report has them.
    pub fn period(&self, year: Year) -> Period {
        if year == self.report.year {
            self.report.period
        } else {
            Period::year(year).unwrap_or(self.report.period)
        }
    }

    /// Every value that an indicator may have by the tables, in the unit asked for; none where nothing was filled in.
    pub fn values(&self, indicator: &Indicator, unit: &str) -> Vec<Source> {
        let mut found = Vec::new();
        for (form, sums) in &indicator.ties {
            let Some((table, sheet)) = self.sheets.iter().find(|(table, _)| table.form == *form)
            else {
                continue;
            };
            found.extend(sums.iter().filter_map(|sum| {
                Reckoned { year: self.report.year, table, sheet }.source(sum, unit)
            }));
        }
        found.dedup_by(|one, other| one.value == other.value);
        found
    }

    /// The other cells of the table in which a value stands that was meant to be one of these: 自然人一列 instead of 总计.
    pub fn elsewhere(&self, source: &Source, value: Decimal) -> Option<String> {
        let cell = source.cells.first()?;
        let (table, sheet) = self.sheets.iter().find(|(table, _)| table.id == cell.table)?;
        let alike = sheet.cells().find(|at| {
            let row = sheet.row(*at).map(|row| row.id);
            let near = source.cells.iter().any(|cell| row == Some(cell.row));
            let own = source
                .cells
                .iter()
                .any(|cell| row == Some(cell.row) && sheet.keys(*at).1 == cell.column);
            near && !own && sheet.amount(*at) == Amount::Plain(value)
        })?;
        (!value.is_zero()).then(|| Reckoned { year: self.report.year, table, sheet }.name(&[alike]))
    }
}

/// One table, being reckoned with.
struct Reckoned<'b> {
    year: Year,
    table: &'b Table,
    sheet: &'b Sheet<'b>,
}

impl Reckoned<'_> {
    /// The value of a sum such as `r1/c7 + r2/c7`.
    fn source(&self, sum: &str, unit: &str) -> Option<Source> {
        let mut value = Decimal::ZERO;
        let mut cells = Vec::new();
        let mut names = String::new();
        let mut is_filled = false;
        let mut rest = sum;
        let mut sign = '+';
        loop {
            let end = rest.find(['+', '-']).unwrap_or(rest.len());
            let (term, tail) = rest.split_at(end);
            let ats = self.cells(term.trim());
            if ats.is_empty() {
                return None;
            }
            for at in &ats {
                let amount = self.sheet.amount(*at);
                is_filled |= !matches!(amount, Amount::Blank | Amount::Missing);
                let worth = scaled(amount.value()?, self.sheet.unit(*at), unit)?;
                value = if sign == '-' {
                    value.checked_sub(worth)?
                } else {
                    value.checked_add(worth)?
                };
                cells.extend(self.at(*at));
            }
            if !names.is_empty() {
                names.push(if sign == '-' { '－' } else { '＋' });
            }
            names += &self.name(&ats);
            let Some(next) = tail.chars().next() else { break };
            sign = next;
            rest = tail.get(1..).unwrap_or_default();
        }
        is_filled.then(|| Source {
            what: format!("{}{names}", number(self.sheet.form)),
            value,
            cells,
            figure: None,
        })
    }

    /// The cells of `r5..r12/c7`.
    fn cells(&self, term: &str) -> Vec<At> {
        let Some((rows, columns)) = term.split_once('/') else { return Vec::new() };
        let rows = stretch(rows, |key| self.sheet.form.rows.iter().position(|row| row.key == key));
        let columns = stretch(columns, |key| {
            self.sheet.form.columns.iter().position(|column| column.key == key)
        });
        rows.iter()
            .flat_map(|row| columns.iter().map(|column| At { row: *row, column: *column }))
            .collect()
    }

    fn at(&self, at: At) -> Option<CellAt> {
        let (row, column) = (self.sheet.row(at)?.id, self.sheet.keys(at).1.to_owned());
        Some(CellAt { year: self.year, table: self.table.id, row, column })
    }

    /// What cells are called: the row, and the column where it is not the total; of several the label that they share.
    fn name(&self, ats: &[At]) -> String {
        let form = self.sheet.form;
        let Some(first) = ats.first() else { return String::new() };
        let same_row = ats.iter().all(|at| at.row == first.row);
        let same_column = ats.iter().all(|at| at.column == first.column);
        let row = form.rows.get(first.row);
        let column = form.columns.get(first.column);
        let group = |label: &[String]| label.iter().rev().nth(1).cloned().unwrap_or_default();
        let rows = match row {
            Some(row) if same_row => row.brief().to_owned(),
            Some(row) => group(&row.label),
            None => String::new(),
        };
        let columns = match column {
            _ if form.columns.len() == 1 => String::new(),
            Some(column) if same_column => column.brief().to_owned(),
            Some(column) => group(&column.label),
            None => String::new(),
        };
        match (rows.as_str(), columns.as_str()) {
            (rows, "总计" | "") => rows.to_owned(),
            ("件数", columns) => columns.to_owned(),
            (rows, columns) => format!("{rows}／{columns}"),
        }
    }
}

/// The places from one key to another, both counted in.
fn stretch(keys: &str, place: impl Fn(&str) -> Option<usize>) -> Vec<usize> {
    let (first, last) = keys.trim().split_once("..").unwrap_or((keys.trim(), keys.trim()));
    match (place(first), place(last)) {
        (Some(first), Some(last)) => (first..=last).collect(),
        (Some(first), None) => vec![first],
        _ => Vec::new(),
    }
}

/// An amount in another unit of money; any other unit stays.
fn scaled(value: Decimal, from: &str, to: &str) -> Option<Decimal> {
    let size = |unit: &str| match unit {
        "元" => Some(1_i64),
        "万元" => Some(10_000),
        "亿元" => Some(100_000_000),
        _ => None,
    };
    match (size(from), size(to)) {
        (Some(from), Some(to)) if from != to => {
            value.checked_mul(from.into())?.checked_div(to.into())
        }
        _ => Some(value),
    }
}

/// What a statutory table is called in short.
fn number(form: &TableForm) -> &str {
    match form.key.as_str() {
        "disclosure" => "表二",
        "applications" => "表三",
        "litigation" => "表四",
        "statistics" => "统计表",
        _ => &form.title,
    }
}
