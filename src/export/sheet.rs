//! A table as it is printed: which cells are merged, what stands where, how wide the columns are.
//!
//! Three layouts. A table whose rows have blocks of columns of their own (主动公开) is printed in bands, each with its own
//! header; one whose rows head groups (统计表) as an outline with the unit beside; any other with merged headers above and
//! merged row heads at the left. The formats that know merged cells draw what is laid out here.

use crate::forms::TableForm;
use crate::model::{Cell, Row, Table};

use super::spans::{Span, spans};

/// Head of the row labels where the form prints none.
pub(super) const CORNER: &str = "项目";

/// What a place of a printed table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Above the row labels.
    Corner,
    /// Above a column.
    Head,
    /// Across the whole table, above a band.
    Band,
    /// At the left of a row.
    Stub,
    /// The unit beside a row label.
    Unit,
    /// A value.
    Value,
}

/// One printed place, maybe merged from several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) role: Role,
    /// First column, from 0.
    pub(super) column: usize,
    /// How many columns it spans.
    pub(super) across: usize,
    /// How many lines it spans.
    pub(super) down: usize,
    /// Steps that an outline label is indented by.
    pub(super) depth: usize,
    pub(super) text: String,
    /// Row and column of the value in the table.
    pub(super) cell: Option<(usize, usize)>,
}

impl Slot {
    /// A place of one cell.
    const fn one(role: Role, column: usize, text: String) -> Self {
        Self { role, column, across: 1, down: 1, depth: 0, text, cell: None }
    }
}

/// A printed line: the places that begin in it, left to right.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Line {
    /// Whether the line is a header that is repeated on each page.
    pub(super) head: bool,
    /// Whether the next line must stay on the same page.
    pub(super) keep: bool,
    pub(super) slots: Vec<Slot>,
}

/// A printed table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sheet {
    /// How many columns hold labels.
    pub(super) stub: usize,
    /// How many columns there are.
    pub(super) columns: usize,
    pub(super) lines: Vec<Line>,
}

impl Sheet {
    /// The layout of a table; its form is asked where there is one.
    pub(super) fn of(table: &Table, form: Option<&TableForm>) -> Self {
        match form {
            Some(form) if fits_bands(table, form) => bands(table, form),
            Some(form) if heads_groups(table) => outline(table, form),
            _ => merged(table, form),
        }
    }

    /// Widths of the columns in ten-thousandths of the whole. Figures get 8.5 % where the table has room for it.
    pub(super) fn shares(&self) -> Vec<usize> {
        let figures = self.columns.saturating_sub(self.stub);
        if self.stub == 0 || figures == 0 {
            return even(10_000, self.columns);
        }
        let figure = (6000 / figures).max((7500 / figures).min(850)).min(2200);
        let labels = 10_000 - figure * figures;
        let mut shares = match self.stub {
            1 => vec![labels],
            2 => vec![labels * 3 / 10, labels - labels * 3 / 10],
            more => {
                let (outer, inner) = (labels * 18 / 100, labels * 28 / 100);
                let mut shares = vec![outer; more - 2];
                shares.push(inner);
                shares.push(labels.saturating_sub(outer * (more - 2) + inner));
                shares
            }
        };
        shares.extend(even(figure * figures, figures));
        shares
    }
}

/// A whole divided evenly, what is left over in the first parts.
fn even(whole: usize, parts: usize) -> Vec<usize> {
    let parts = parts.max(1);
    (0..parts).map(|at| whole / parts + usize::from(at < whole % parts)).collect()
}

/// The leaf of a label with its unit, which the labels of statutory forms tell themselves or not at all.
fn leaf(text: &str, unit: &str, form: Option<&TableForm>) -> String {
    if form.is_some() || unit.is_empty() { text.to_owned() } else { format!("{text}（{unit}）") }
}

fn text(cell: Option<&Cell>) -> String {
    cell.map(ToString::to_string).unwrap_or_default()
}

/// Whether the rows of the form have columns of their own, and the table has values in no other.
fn fits_bands(table: &Table, form: &TableForm) -> bool {
    let own = form.rows.iter().any(|row| !row.columns.is_empty());
    let keyed = |row: &Row| {
        let Some(of) = form.row(&row.key) else { return false };
        let mut cells = table.columns.iter().zip(&row.cells);
        row.label.len() == 2
            && cells.all(|(column, cell)| of.has(&column.key) || *cell == Cell::Blank)
    };
    own && table.columns.iter().all(|column| form.column(&column.key).is_some())
        && table.rows.iter().all(keyed)
}

/// Whether a row's label begins that of another.
fn heads_groups(table: &Table) -> bool {
    table.rows.windows(2).any(|pair| match pair {
        [row, next] => next.label.len() > row.label.len() && next.label.starts_with(&row.label),
        _ => false,
    })
}

/// The columns of a band, as they stand in the table.
fn band_columns(table: &Table, form: &TableForm, rows: &[(usize, &Row)]) -> Vec<usize> {
    let has = |column: &str| {
        rows.iter().any(|(_, row)| form.row(&row.key).is_some_and(|of| of.has(column)))
    };
    let columns = table.columns.iter().enumerate();
    columns.filter(|(_, column)| has(&column.key)).map(|(at, _)| at).collect()
}

fn bands(table: &Table, form: &TableForm) -> Sheet {
    let rows: Vec<(usize, &Row)> = table.rows.iter().enumerate().collect();
    let groups: Vec<&[(usize, &Row)]> =
        rows.chunk_by(|(_, row), (_, next)| row.label.first() == next.label.first()).collect();
    let own: Vec<Vec<usize>> = groups.iter().map(|rows| band_columns(table, form, rows)).collect();
    let columns = 1 + own.iter().map(Vec::len).max().unwrap_or_default();
    let mut lines = Vec::new();
    for (rows, own) in groups.into_iter().zip(&own) {
        band(table, form, (rows, own, columns), &mut lines);
    }
    Sheet { stub: 1, columns, lines }
}

/// Adds one band: its title, its header, its rows; all of it stays together.
fn band(
    table: &Table,
    form: &TableForm,
    (rows, own, columns): (&[(usize, &Row)], &[usize], usize),
    lines: &mut Vec<Line>,
) {
    let place = |role, column: usize, text: String| Slot {
        across: if column == own.len() { columns - column } else { 1 },
        ..Slot::one(role, column, text)
    };
    let title = rows.first().and_then(|(_, row)| row.label.first()).cloned().unwrap_or_default();
    let title = Slot { across: columns, ..place(Role::Band, 0, title) };
    lines.push(Line { head: false, keep: true, slots: vec![title] });
    let corner = if form.stub.is_empty() { CORNER } else { &form.stub };
    let mut slots = vec![place(Role::Corner, 0, corner.to_owned())];
    slots.extend(own.iter().enumerate().map(|(at, column)| {
        let label = table.columns.get(*column).map(|column| column.label.join("／"));
        place(Role::Head, at + 1, label.unwrap_or_default())
    }));
    lines.push(Line { head: false, keep: true, slots });
    for (index, (at, row)) in rows.iter().enumerate() {
        let label = row.label.last().cloned().unwrap_or_default();
        let mut slots = vec![place(Role::Stub, 0, label)];
        slots.extend(own.iter().enumerate().map(|(place_at, column)| Slot {
            cell: Some((*at, *column)),
            ..place(Role::Value, place_at + 1, text(row.cells.get(*column)))
        }));
        lines.push(Line { head: false, keep: index + 1 < rows.len(), slots });
    }
}

fn outline(table: &Table, form: &TableForm) -> Sheet {
    let corner = if form.stub.is_empty() { CORNER } else { &form.stub };
    let mut head = vec![
        Slot::one(Role::Corner, 0, corner.to_owned()),
        Slot::one(Role::Unit, 1, "单位".to_owned()),
    ];
    let columns = table.columns.iter().enumerate();
    head.extend(columns.map(|(at, column)| Slot::one(Role::Head, at + 2, column.label.join("／"))));
    let mut lines = vec![Line { head: true, keep: true, slots: head }];
    let mut above: &[String] = &[];
    for (at, row) in table.rows.iter().enumerate() {
        let shared = above.iter().zip(&row.label).take_while(|(a, b)| a == b).count();
        for (depth, step) in row.label.iter().enumerate().skip(shared) {
            let is_row = depth + 1 == row.label.len();
            let label = Slot { depth, ..Slot::one(Role::Stub, 0, step.clone()) };
            let unit = if is_row { row.unit.clone() } else { String::new() };
            let mut slots = vec![label, Slot::one(Role::Unit, 1, unit)];
            slots.extend((0..table.columns.len()).map(|column| Slot {
                cell: is_row.then_some((at, column)),
                ..Slot::one(
                    Role::Value,
                    column + 2,
                    if is_row { text(row.cells.get(column)) } else { String::new() },
                )
            }));
            lines.push(Line { head: false, keep: !is_row, slots });
        }
        above = &row.label;
    }
    Sheet { stub: 2, columns: 2 + table.columns.len(), lines }
}

fn merged(table: &Table, form: Option<&TableForm>) -> Sheet {
    let head = table.columns.iter().map(|column| column.label.len()).max().unwrap_or(1).max(1);
    let deepest = table.rows.iter().map(|row| row.label.len()).max().unwrap_or(1);
    // A form without row labels has none; a table of one's own always has the column for them.
    let stub = if form.is_some() { deepest } else { deepest.max(1) };
    let mut lines = vec![Line { head: true, keep: true, slots: Vec::new() }; head];
    lines.resize(head + table.rows.len(), Line::default());
    if let Some(line) = lines.first_mut().filter(|_| stub > 0) {
        let corner = form.map(|form| form.stub.as_str()).filter(|stub| !stub.is_empty());
        let slot = Slot::one(Role::Corner, 0, corner.unwrap_or(CORNER).to_owned());
        line.slots.push(Slot { across: stub, down: head, ..slot });
    }
    heads(table, form, (stub, head), &mut lines);
    stubs(table, form, stub, lines.get_mut(head..).unwrap_or_default());
    for (at, (row, line)) in table.rows.iter().zip(lines.iter_mut().skip(head)).enumerate() {
        line.slots.extend((0..table.columns.len()).map(|column| Slot {
            cell: Some((at, column)),
            ..Slot::one(Role::Value, stub + column, text(row.cells.get(column)))
        }));
    }
    Sheet { stub, columns: stub + table.columns.len(), lines }
}

/// The merged headers above the columns.
fn heads(
    table: &Table,
    form: Option<&TableForm>,
    (stub, head): (usize, usize),
    lines: &mut [Line],
) {
    let labels: Vec<&[String]> =
        table.columns.iter().map(|column| column.label.as_slice()).collect();
    for Span { at, level, along, deep, text } in spans(&labels, head) {
        let unit = table.columns.get(at).filter(|_| level + deep == head);
        let text = leaf(text, unit.map_or("", |column| &column.unit), form);
        let slot = Slot { across: along, down: deep, ..Slot::one(Role::Head, stub + at, text) };
        if let Some(line) = lines.get_mut(level) {
            line.slots.push(slot);
        }
    }
}

/// The merged heads at the left of the rows.
fn stubs(table: &Table, form: Option<&TableForm>, stub: usize, lines: &mut [Line]) {
    let labels: Vec<&[String]> = table.rows.iter().map(|row| row.label.as_slice()).collect();
    for Span { at, level, along, deep, text } in spans(&labels, stub) {
        let unit = table.rows.get(at).filter(|_| level + deep == stub);
        let text = leaf(text, unit.map_or("", |row| &row.unit), form);
        if let Some(line) = lines.get_mut(at) {
            // A label over several lines must not be torn apart where its first line ends a page.
            line.keep |= along > 1;
            let slot = Slot::one(Role::Stub, level, text);
            line.slots.push(Slot { across: deep, down: along, ..slot });
        }
    }
}
