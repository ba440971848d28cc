//! Statutory tables recognised by their labels (识别法定表格), whatever they were pasted from.
//!
//! Two readers try every form of the catalogue: one by headers and row heads (`place`), one by the order of what follows
//! a row head (`order`). The form that places most wins; its generation follows from the labels, not from the year.

mod axis;
mod label;
mod order;
mod place;
mod placed;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub(super) use axis::align;
pub(super) use label::{Known, steps, value};

use axis::Axes;
use placed::Placed;

use crate::forms::{Catalogue, TableForm};
use crate::model::{Cell, Form, Table};

/// Rows and columns of the largest grid in which a statutory table is looked for.
const LARGEST: (usize, usize) = (400, 60);

/// A table of the catalogue that was recognised in a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// The generation whose labels it has; where several fit, the one asked for or else the newest.
    pub generation: Form,
    /// The rows and columns of the form that were found, in the form's order and under its keys, without ids. Labels that
    /// were printed otherwise than the form has them are kept. Rows and columns that the form lacks stand behind under
    /// the keys `x1`, `x2`…; see [`complete`] for those that the grid lacks.
    pub table: Table,
    /// What could not be placed or was placed on suspicion, a sentence each. Nothing is dropped without one.
    pub doubts: Vec<String>,
}

impl Recognised {
    /// Where its rows stand in a table of the report, by their keys, with their cells; those that it lacks are left out.
    pub fn rows_in(&self, table: &Table) -> impl Iterator<Item = (usize, &[Cell])> {
        self.table.rows.iter().filter_map(|found| {
            let at = table.rows.iter().position(|own| own.key == found.key)?;
            Some((at, found.cells.as_slice()))
        })
    }

    /// Where its columns stand in a table of the report, by their keys; none for those that it lacks.
    pub fn columns_in(&self, table: &Table) -> Vec<Option<usize>> {
        let at = |key: &str| table.columns.iter().position(|own| own.key == key);
        self.table.columns.iter().map(|found| at(&found.key)).collect()
    }
}

/// Recognises a statutory table, or one of the office's own forms, in a grid of texts.
///
/// The grid is what a reader of some format makes of a table: a list of rows, spans already expanded. A merged cell may
/// be repeated in every place that it covers, or stand in its first place with the others blank; a header of several
/// levels is several rows; a header may also be joined into one (法人或其他组织／商业企业). Rows may be of unequal length
/// where the grid was lost (tab-separated text without the cells that a merged one covers). Blank means nothing was
/// filled in; texts are taken as printed (spaces, full or half width, straight or curly quotation marks, known variants).
///
/// `wanted` decides between generations only where the labels leave it open. `None` where no form fits well enough: the
/// grid is then a table of the office's own.
pub fn recognise(
    grid: &[Vec<String>],
    forms: &Catalogue,
    wanted: Option<Form>,
) -> Option<Recognised> {
    let width = grid.iter().map(Vec::len).max().unwrap_or_default();
    if grid.len() > LARGEST.0 || width > LARGEST.1 {
        return None;
    }
    let mut best: Option<Candidate> = None;
    for (generation, form) in candidates(forms, wanted) {
        let axes = Axes::of(form);
        let by_place =
            Candidate { generation, form, placed: place::read(grid, &axes), by_order: false };
        let by_order =
            Candidate { generation, form, placed: order::read(grid, &axes), by_order: true };
        let tried = [by_place, by_order].into_iter().filter(Candidate::is_enough);
        for one in tried {
            let better = best.as_ref().is_none_or(|best| one.weight() > best.weight());
            if better {
                best = Some(one);
            }
        }
    }
    best.map(Candidate::recognised)
}

/// The runs of lines that hold a table one cell a line; `None` is a line that cannot have been a cell.
pub(super) fn runs(lines: &[Option<String>], forms: &Catalogue) -> Vec<Range<usize>> {
    let axes: Vec<Axes<'_>> =
        candidates(forms, None).into_iter().map(|(_, form)| Axes::of(form)).collect();
    order::runs(lines, &axes)
}

/// Every form with a generation it belongs to, those asked for first, then the newest.
fn candidates(forms: &Catalogue, wanted: Option<Form>) -> Vec<(Form, &TableForm)> {
    let newest = [Form::F2021, Form::F2019, Form::F2008];
    let generations =
        wanted.into_iter().chain(newest.into_iter().filter(|form| Some(*form) != wanted));
    let mut all: Vec<(Form, &TableForm)> = Vec::new();
    for generation in generations {
        for form in forms.forms(generation) {
            if !all.iter().any(|(_, known)| std::ptr::eq(*known, form)) {
                all.push((generation, form));
            }
        }
    }
    all
}

/// A form and what it made of the grid.
struct Candidate<'f> {
    generation: Form,
    form: &'f TableForm,
    placed: Placed,
    by_order: bool,
}

impl Candidate<'_> {
    /// Whether so much was found that it can be no other table.
    fn is_enough(&self) -> bool {
        let (rows, columns) = (self.placed.rows.len(), self.placed.columns.len());
        let (all_rows, all_columns) = (self.form.rows.len(), self.form.columns.len());
        let (extra_rows, extra_columns) = self.placed.extra();
        let own = self.form.of.is_empty();
        let rows_due = if own {
            all_rows.div_ceil(2)
        } else if all_rows > 10 {
            all_rows / 5
        } else {
            1
        };
        let columns_due = if own || all_columns > 10 {
            all_columns.div_ceil(2)
        } else if all_rows > 10 {
            all_columns.div_ceil(3)
        } else {
            1
        };
        // Without a grid the headers must at least have been there, unless the rows are too many to be others.
        let headed = !self.by_order || !self.placed.heads.is_empty() || all_rows > 10;
        headed
            && rows >= rows_due.max(1)
            && columns >= columns_due.max(1)
            && extra_rows <= rows
            && extra_columns <= columns
    }

    /// How much was placed, less what was not. Where both readers place as much, headers say more than order.
    fn weight(&self) -> (isize, isize) {
        let rows = self.placed.rows.len();
        let columns =
            if self.by_order { self.placed.heads.len() } else { self.placed.columns.len() };
        let (extra_rows, extra_columns) = self.placed.extra();
        let count = |number: usize| isize::try_from(number).unwrap_or(isize::MAX);
        let notes = if self.by_order { self.placed.notes.len() } else { 0 };
        let lost = count(self.placed.unplaced.len() + self.placed.doubts.len() + notes);
        let placed = count(rows + columns) - count(extra_rows + extra_columns) - lost;
        let filled = count(self.placed.filled());
        (placed + filled, isize::from(!self.by_order))
    }

    fn recognised(self) -> Recognised {
        let mut table = self.placed.table(self.form);
        let mut doubts = self.placed.doubts;
        if self.by_order {
            table.notes.clear();
            doubts.extend(
                self.placed.notes.into_iter().map(|words| format!("表格中间的“{words}”没有地方放")),
            );
            doubts.insert(0, "这张表没有可以对照的格子，数按次序填入，请与原文核对".to_owned());
        }
        let extra = |what: &str, label: &[String]| {
            format!(
                "“{}”不是规定表格里的{what}，照录在表里",
                label.last().map_or("", String::as_str)
            )
        };
        let own = |key: &str| key.starts_with('x') && key.len() > 1;
        let rows =
            table.rows.iter().filter(|row| self.form.row(&row.key).is_none() && own(&row.key));
        doubts.extend(rows.map(|row| extra("行", &row.label)));
        let columns = table
            .columns
            .iter()
            .filter(|column| self.form.column(&column.key).is_none() && own(&column.key));
        doubts.extend(columns.map(|column| extra("列", &column.label)));
        doubts.extend(
            self.placed.unplaced.into_iter().map(|words| format!("表格里的“{words}”没有地方放")),
        );
        Recognised { generation: self.generation, table, doubts }
    }
}

/// Joins a second part of one statutory table to the first, as pages have it that print each block of 主动公开 by itself.
/// False, and nothing is changed, where both say something about one cell or are not of one form.
pub(super) fn join(first: &mut Table, second: &Table, form: &TableForm) -> bool {
    let says = |table: &Table, row: &str, column: &str| {
        let column = table.columns.iter().position(|known| known.key == column);
        let row = table.rows.iter().find(|known| known.key == row);
        row.zip(column)
            .and_then(|(row, at)| row.cells.get(at))
            .cloned()
            .filter(|cell| *cell != Cell::Blank)
    };
    let twice = |row: &str, column: &str| {
        says(first, row, column).is_some() && says(second, row, column).is_some()
    };
    let rows = first.rows.iter().any(|row| {
        second.rows.iter().any(|other| other.key == row.key && says_any(row) && says_any(other))
    });
    let extra = second.rows.iter().any(|row| form.row(&row.key).is_none())
        || second.columns.iter().any(|column| form.column(&column.key).is_none());
    if first.form != second.form
        || extra
        || rows
        || form.cells().any(|(row, column)| twice(&row.key, &column.key))
    {
        return false;
    }
    let mut whole = first.clone();
    whole.columns.extend(
        second
            .columns
            .iter()
            .filter(|column| !first.columns.iter().any(|own| own.key == column.key))
            .cloned(),
    );
    whole.rows.extend(
        second.rows.iter().filter(|row| !first.rows.iter().any(|own| own.key == row.key)).cloned(),
    );
    let order = |key: &str, keys: &[&str]| {
        keys.iter().position(|known| *known == key).unwrap_or(usize::MAX)
    };
    let keys: Vec<&str> = form.columns.iter().map(|column| column.key.as_str()).collect();
    whole.columns.sort_by_key(|column| order(&column.key, &keys));
    let keys: Vec<&str> = form.rows.iter().map(|row| row.key.as_str()).collect();
    whole.rows.sort_by_key(|row| order(&row.key, &keys));
    for row in &mut whole.rows {
        row.cells = whole
            .columns
            .iter()
            .map(|column| {
                says(first, &row.key, &column.key)
                    .or_else(|| says(second, &row.key, &column.key))
                    .unwrap_or_default()
            })
            .collect();
    }
    whole.notes.extend(second.notes.iter().cloned());
    *first = whole;
    true
}

fn says_any(row: &crate::model::Row) -> bool {
    row.cells.iter().any(|cell| *cell != Cell::Blank)
}

/// Adds the rows and columns of the form that a table lacks, blank; the sentence that names them, if there are any.
pub fn complete(table: &mut Table, form: &TableForm) -> Vec<String> {
    let lacks = |keys: Vec<&str>, key: &str| !keys.contains(&key);
    let mut said = Vec::new();
    let mut name = |what: &str, labels: Vec<&str>| {
        if !labels.is_empty() {
            said.push(format!(
                "缺{}{what}：{}；已按格式补上，都空着",
                labels.len(),
                labels.iter().map(|label| format!("“{label}”")).collect::<Vec<_>>().join("、")
            ));
        }
    };
    let columns: Vec<_> = form
        .columns
        .iter()
        .filter(|column| {
            lacks(table.columns.iter().map(|own| own.key.as_str()).collect(), &column.key)
        })
        .collect();
    name("列", columns.iter().map(|column| column.brief()).collect());
    let rows: Vec<_> = form
        .rows
        .iter()
        .filter(|row| lacks(table.rows.iter().map(|own| own.key.as_str()).collect(), &row.key))
        .collect();
    name("行", rows.iter().map(|row| row.brief()).collect());
    for column in columns {
        let at = place(
            form.columns.iter().map(|known| known.key.as_str()),
            table.columns.iter().map(|own| own.key.as_str()),
            &column.key,
        );
        table.columns.insert(at, column.blank());
        table
            .rows
            .iter_mut()
            .for_each(|row| row.cells.insert(at.min(row.cells.len()), Cell::Blank));
    }
    for row in rows {
        let at = place(
            form.rows.iter().map(|known| known.key.as_str()),
            table.rows.iter().map(|own| own.key.as_str()),
            &row.key,
        );
        table.rows.insert(at, row.blank(crate::model::Id::default(), table.columns.len()));
    }
    said
}

/// Where among the keys that a table has a missing one belongs: behind the nearest before it in the form.
fn place<'k>(
    form: impl Iterator<Item = &'k str>,
    own: impl Iterator<Item = &'k str>,
    key: &str,
) -> usize {
    let own: Vec<&str> = own.collect();
    let before: Vec<&str> = form.take_while(|known| *known != key).collect();
    before
        .iter()
        .rev()
        .find_map(|known| own.iter().position(|own| own == known))
        .map_or(0, |at| at + 1)
}
