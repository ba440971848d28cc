//! Cells with a formula (公式) in the open table: what they should be, and those that follow a change.

use std::collections::BTreeSet;

use crate::figures::{self, Amount, Due, Formulas, amount};
use crate::model::Cell;
use crate::model::Formula;
use crate::model::Number;
use crate::model::Table;

use super::totals::{Put, put};
use super::written::written;

/// What a cell with a formula should be, and whether all that it is made of is filled in; none for one without, and where
/// the formula itself is wrong.
pub(super) fn computed(table: &Table, (row, column): (usize, usize)) -> Option<(Cell, bool)> {
    own(table, (row, column))?;
    worked(&Formulas::of(table), (row, column))
}

fn worked(formulas: &Formulas<'_>, (row, column): (usize, usize)) -> Option<(Cell, bool)> {
    match formulas.due(row, column)? {
        Due::Number { value, blanks } => Some((Cell::Number(Number::of(value)), !blanks)),
        Due::Blank | Due::Unread | Due::NoBase => Some((Cell::Blank, false)),
        Due::Faulty => None,
    }
}

/// The formula by which a cell follows, and whether it is its row's; where both have one, a percentage wins, else the row.
fn own(table: &Table, (row, column): (usize, usize)) -> Option<(&Formula, bool)> {
    let by_row = table.rows.get(row)?.formula.as_ref();
    let by_column = table.columns.get(column)?.formula.as_ref();
    match (by_row, by_column) {
        (Some(row), Some(column)) if column.is_rate() && !row.is_rate() => Some((column, false)),
        (Some(row), _) => Some((row, true)),
        (None, column) => column.map(|column| (column, false)),
    }
}

/// The cells with a formula that follow once some cells are filled; those that are blank although all that they are made
/// of is filled in, wherever they stand, are put down too.
pub(super) fn following(table: &Table, filled: &[Put]) -> Vec<Put> {
    let formulas = Formulas::of(table);
    if formulas.is_empty() {
        return Vec::new();
    }
    let by_hand: BTreeSet<(usize, usize)> = filled.iter().map(|(place, _)| *place).collect();
    let all = filled.iter().flat_map(|((row, column), _)| formulas.follow(*row, *column));
    let blank = figures::computed(table).into_iter().filter(|own| {
        let whole = matches!(own.due, Due::Number { blanks: false, .. });
        whole && table.cell(own.row, own.column) == Some(&Cell::Blank)
    });
    let blank = blank.map(|own| (own.row, own.column));
    let all: BTreeSet<(usize, usize)> = all.chain(blank).collect();
    let follows = |place: &(usize, usize)| {
        !by_hand.contains(place)
            && table.overridden(place.0, place.1).is_none()
            && is_as_computed(&formulas, table, *place)
    };
    let free: Vec<(usize, usize)> = all.into_iter().filter(follows).collect();
    let mut after = table.clone();
    for (place, cell) in filled {
        put(&mut after, *place, cell.clone());
    }
    // A blank cell with a formula counts as what it should be, so those that rest on each other come out right.
    for place in &free {
        put(&mut after, *place, Cell::Blank);
    }
    let formulas = Formulas::of(&after);
    let worked = free.into_iter().filter_map(|place| Some((place, worked(&formulas, place)?.0)));
    worked.filter(|(place, cell)| table.cell(place.0, place.1) != Some(cell)).collect()
}

/// Whether nothing stands in a cell, or what its formula gives.
fn is_as_computed(formulas: &Formulas<'_>, table: &Table, (row, column): (usize, usize)) -> bool {
    let Some(cell) = table.cell(row, column) else { return false };
    match (amount(cell, table.unit(row, column)), formulas.due(row, column)) {
        (Amount::Blank, _) => true,
        (Amount::Plain(found), Some(Due::Number { value, .. })) => found == value,
        _ => false,
    }
}

/// How a cell follows from others, told by their names: 合计=低保+特困.
pub(super) fn told(table: &Table, (row, column): (usize, usize)) -> Option<String> {
    let (formula, of_row) = own(table, (row, column))?;
    let made = written(table, of_row, if of_row { row } else { column })?;
    let percent = if formula.is_rate() { "，百分数" } else { "" };
    Some(format!("{}={made}{percent}", formula.word()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::grid::following as all_following;
    use crate::model::{Column, Row};

    /// Two parts, their sum, and the share of the first; below them the sum of each column.
    fn table(cells: [[&str; 4]; 3]) -> Table {
        let column = |key: &str, formula: Option<Formula>| Column {
            key: key.to_owned(),
            label: vec![key.to_owned()],
            formula,
            ..Column::default()
        };
        let key = |key: &str| key.to_owned();
        let columns = vec![
            column("甲", None),
            column("乙", None),
            column("计", Some(Formula::Sum(vec![key("甲"), key("乙")]))),
            column("比", Some(Formula::Share { part: key("甲"), whole: key("计"), places: 1 })),
        ];
        let rows = cells.into_iter().enumerate().map(|(at, cells)| Row {
            key: format!("r{at}"),
            label: vec![format!("行{at}")],
            formula: (at == 2).then(|| Formula::Sum(vec![key("r0"), key("r1")])),
            cells: cells.into_iter().map(Cell::from).collect(),
            ..Row::default()
        });
        Table { columns, rows: rows.collect(), ..Table::default() }
    }

    fn told_after(table: &Table, place: (usize, usize), text: &str) -> Vec<(usize, usize, String)> {
        let mut found: Vec<_> = all_following(None, table, &[(place, Cell::from(text))])
            .into_iter()
            .map(|((row, column), cell)| (row, column, cell.to_string()))
            .collect();
        found.sort();
        found
    }

    fn is(row: usize, column: usize, text: &str) -> (usize, usize, String) {
        (row, column, text.to_owned())
    }

    #[test]
    fn what_rests_on_a_cell_follows_it_all_the_way() {
        let blank = table([["", "3", "", ""], ["2", "2", "4", "50.0"], ["", "", "", ""]]);
        assert_eq!(
            told_after(&blank, (0, 0), "1"),
            [
                is(0, 2, "4"),
                is(0, 3, "25.0"),
                is(2, 0, "3"),
                is(2, 1, "5"),
                is(2, 2, "8"),
                is(2, 3, "37.5"),
            ]
        );
        let right =
            table([["1", "3", "4", "25.0"], ["2", "2", "4", "50.0"], ["3", "5", "8", "37.5"]]);
        assert_eq!(told_after(&right, (0, 0), "3").len(), 5);
    }

    #[test]
    fn what_was_filled_in_by_hand_stays() {
        let wrong = table([["1", "3", "5", "25.0"], ["2", "2", "4", "50.0"], ["3", "5", "9", ""]]);
        let found = told_after(&wrong, (0, 0), "2");
        assert!(found.iter().all(|(row, column, _)| (*row, *column) != (0, 2)), "{found:?}");
        assert!(told_after(&wrong, (0, 2), "6").iter().all(|(_, column, _)| *column > 1));
    }

    #[test]
    fn a_number_without_base_is_no_longer_there() {
        let right = table([["1", "0", "1", "100.0"], ["", "", "", ""], ["1", "0", "1", "100.0"]]);
        let found = told_after(&right, (0, 0), "0");
        assert!(found.contains(&is(0, 3, "")), "{found:?}");
        assert_eq!(computed(&right, (0, 0)), None);
        assert_eq!(computed(&right, (0, 2)), Some((Cell::from("1"), true)));
    }

    #[test]
    fn a_formula_is_told_by_names() {
        let own = table([["", "", "", ""]; 3]);
        assert_eq!(told(&own, (0, 2)).as_deref(), Some("合计=甲+乙"));
        assert_eq!(told(&own, (2, 3)).as_deref(), Some("比重=甲/计，百分数"));
        assert_eq!(told(&own, (2, 0)).as_deref(), Some("合计=行0+行1"));
        assert_eq!(told(&own, (1, 1)), None);
    }
}
