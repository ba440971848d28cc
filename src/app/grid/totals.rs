//! Computed cells (自动合计): a total of the form, or a cell with a formula, that was blank or right follows what it is
//! made of; one that was filled in by hand stays.

use rust_decimal::Decimal;

use crate::figures::{Amount, At, Sheet, Tie, Ties};
use crate::forms::{Relation, TableForm};
use crate::model::Cell;
use crate::model::Number;
use crate::model::Table;

use super::formula;
use super::tied::position;

/// A cell of a table and what is put into it.
pub type Put = ((usize, usize), Cell);

/// The totals and formula cells that follow once some cells are filled: row, column and value of each.
///
/// One follows if nothing stood there or what it should be, unless a reason was given for it or it is among the cells
/// filled now.
pub fn following(form: Option<&TableForm>, table: &Table, filled: &[Put]) -> Vec<Put> {
    /// A total may rest on formulas, and they on totals, but not deeper than this.
    const ROUNDS: usize = 4;
    let mut all = filled.to_vec();
    for _ in 0..ROUNDS {
        let known = all.len();
        all.extend(formula::following(table, &all));
        if let Some(form) = form {
            all.extend(totals_following(form, table, &all));
        }
        if all.len() == known {
            break;
        }
    }
    all.split_off(filled.len())
}

/// The totals of a form that follow once some cells are filled.
fn totals_following(form: &TableForm, table: &Table, filled: &[Put]) -> Vec<Put> {
    let mut after = table.clone();
    for (place, cell) in filled {
        put(&mut after, *place, cell.clone());
    }
    let (before, ties) = (Sheet::of(table, form), Ties::of(form));
    let mut changed: Vec<At> =
        filled.iter().filter_map(|(place, _)| at(table, &before, *place)).collect();
    let by_hand = changed.clone();
    let mut found: Vec<Put> = Vec::new();
    let mut next = 0;
    while let Some(cell) = changed.get(next).copied() {
        next += 1;
        for tie in ties.affected(cell).filter(|tie| is_total(tie) && tie.right.contains(&cell)) {
            let Some(total) = tie.left.first().copied() else { continue };
            let Some(place) = position(table, &before, total) else { continue };
            let free = !by_hand.contains(&total) && table.overridden(place.0, place.1).is_none();
            if !free || !follows(tie, &before) {
                continue;
            }
            let Some(value) = total_of(tie, &Sheet::of(&after, form)) else { continue };
            if after.cell(place.0, place.1) == Some(&value) {
                continue;
            }
            put(&mut after, place, value.clone());
            found.retain(|(known, _)| *known != place);
            found.push((place, value));
            // Each total is asked at most once a tie, so a cycle of a form ends.
            if changed.len() < 4 * ties.all.len() + filled.len() {
                changed.push(total);
            }
        }
    }
    found
}

/// What a computed cell should be: the sum of its parts, or what its formula gives; and whether all that it is made of is
/// filled in. None for a cell that follows from nothing.
pub fn computed(
    form: Option<&TableForm>,
    table: &Table,
    place: (usize, usize),
) -> Option<(Cell, bool)> {
    let total = form.and_then(|form| total(form, table, place));
    total.or_else(|| formula::computed(table, place))
}

fn total(form: &TableForm, table: &Table, place: (usize, usize)) -> Option<(Cell, bool)> {
    let sheet = Sheet::of(table, form);
    let total = at(table, &sheet, place)?;
    let ties = Ties::of(form);
    let tie = ties.affected(total).find(|tie| is_total(tie) && tie.left.contains(&total))?;
    let whole = tie.right.iter().all(|at| sheet.amount(*at) != Amount::Blank);
    Some((total_of(tie, &sheet)?, whole))
}

fn is_total(tie: &Tie<'_>) -> bool {
    matches!(tie.identity.relation, Relation::Sum { .. })
}

/// Whether a total stood blank or right before.
fn follows(tie: &Tie<'_>, before: &Sheet<'_>) -> bool {
    let total = tie.left.first().map(|at| before.amount(*at));
    match total {
        Some(Amount::Blank) => true,
        Some(Amount::Plain(value)) => sum(tie, before) == Some(value),
        _ => false,
    }
}

fn sum(tie: &Tie<'_>, sheet: &Sheet<'_>) -> Option<Decimal> {
    tie.right.iter().try_fold(Decimal::ZERO, |sum, at| sum.checked_add(sheet.amount(*at).value()?))
}

/// The sum of the parts as a cell: blank where all of them are, `/` where none applies.
fn total_of(tie: &Tie<'_>, sheet: &Sheet<'_>) -> Option<Cell> {
    let all = |amount: Amount| tie.right.iter().all(|at| sheet.amount(*at) == amount);
    if all(Amount::Blank) {
        return Some(Cell::Blank);
    }
    if all(Amount::None) {
        return Some(Cell::NotApplicable);
    }
    Some(Cell::Number(Number::of(sum(tie, sheet)?)))
}

fn at(table: &Table, sheet: &Sheet<'_>, (row, column): (usize, usize)) -> Option<At> {
    sheet.at(&table.rows.get(row)?.key, &table.columns.get(column)?.key)
}

pub(super) fn put(table: &mut Table, (row, column): (usize, usize), value: Cell) {
    if let Some(cell) = table.rows.get_mut(row).and_then(|row| row.cells.get_mut(column)) {
        *cell = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Catalogue;
    use crate::model::{Form, Ids};

    fn filled(cells: &[(usize, usize, &str)]) -> (Catalogue, Table) {
        let forms = Catalogue::built_in();
        let form = forms.form(Form::F2021, "applications").unwrap();
        let mut table = form.blank(&mut Ids::of_text("table"));
        for (row, column, text) in cells {
            table.rows[*row].cells[*column] = Cell::from(*text);
        }
        (forms, table)
    }

    fn told(
        cells: &[(usize, usize, &str)],
        (row, column, text): (usize, usize, &str),
    ) -> Vec<(usize, usize, String)> {
        let (forms, table) = filled(cells);
        let form = forms.form(Form::F2021, "applications").unwrap();
        let mut found: Vec<_> = following(Some(form), &table, &[((row, column), Cell::from(text))])
            .into_iter()
            .map(|((row, column), cell)| (row, column, cell.to_string()))
            .collect();
        found.sort();
        found
    }

    #[test]
    fn a_part_fills_its_totals_and_theirs() {
        let all = |value: &str| {
            vec![(2, 6, value.to_owned()), (23, 0, value.to_owned()), (23, 6, value.to_owned())]
        };
        assert_eq!(told(&[], (2, 0, "3")), all("3"));
        let right = [(2, 0, "3"), (2, 6, "3"), (23, 0, "3"), (23, 6, "3")];
        assert_eq!(told(&right, (2, 0, "30")), all("30"));
        assert_eq!(told(&right, (2, 0, "")), all(""));
    }

    #[test]
    fn a_total_that_was_not_the_sum_stays() {
        let wrong = [(2, 0, "3"), (2, 6, "5")];
        let found = told(&wrong, (2, 0, "4"));
        assert!(found.iter().all(|(row, column, _)| (*row, *column) != (2, 6)), "{found:?}");
        assert!(told(&[(2, 0, "3")], (23, 0, "9")).iter().all(|(row, ..)| *row == 23));
    }

    #[test]
    fn what_a_total_should_be_is_known() {
        let (forms, table) = filled(&[(2, 0, "3"), (2, 1, "2"), (2, 6, "7")]);
        let form = forms.form(Form::F2021, "applications").unwrap();
        assert_eq!(computed(Some(form), &table, (2, 6)), Some((Cell::from("5"), false)));
        assert_eq!(computed(Some(form), &table, (2, 0)), None);
    }
}
