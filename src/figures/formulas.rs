//! Formula rows and columns of a table worked out exactly (公式): sums, differences, shares, growth, single quarters.
//!
//! A cell that follows from others is due what its formula gives for what stands in them; what stands there itself is not
//! changed here. Where a formula row and a formula column cross, a percentage wins, for it cannot be added up; else the
//! row's. A formula that names what is not there, or comes back to itself, gives nothing for its own cells only.

use std::collections::BTreeSet;

use rust_decimal::{Decimal, RoundingStrategy};

use super::amount::{Amount, amount};
use crate::model::{Formula, Table};

/// What a cell with a formula is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// This number; where blanks were counted as 0 in a sum, that is said.
    Number {
        /// The number, percentages rounded half up to their places.
        value: Decimal,
        /// Whether some, but not all, of what was added up is blank.
        blanks: bool,
    },
    /// Nothing yet: what it follows from is blank.
    Blank,
    /// Nothing can be said: a cell holds words, or the number is too long.
    Unread,
    /// The formula divides by 0.
    NoBase,
    /// The formula itself is wrong; see [`faults`].
    Faulty,
}

/// A cell that follows from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computed {
    /// Row counted from 0.
    pub row: usize,
    /// Column counted from 0.
    pub column: usize,
    /// What it is due.
    pub due: Due,
}

/// Why a formula cannot be worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It names a key that no row (or column) of the table has.
    Unknown(String),
    /// Following the keys leads back to where it began.
    Cycle,
}

/// A wrong formula and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaFault {
    /// Whether it is a row's formula; else a column's.
    pub of_row: bool,
    /// Index of the row or column.
    pub at: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// Every formula of a table that cannot be worked out.
pub fn faults(table: &Table) -> Vec<FormulaFault> {
    let formulas = Formulas::of(table);
    let of = |lines: &Lines<'_>, of_row: bool| -> Vec<FormulaFault> {
        let lines = lines.faults.iter().enumerate();
        lines
            .filter_map(|(at, fault)| Some(FormulaFault { of_row, at, fault: fault.clone()? }))
            .collect()
    };
    let mut all = of(&formulas.rows, true);
    all.extend(of(&formulas.columns, false));
    all
}

/// Every cell of a table that follows from others, row by row.
pub fn computed(table: &Table) -> Vec<Computed> {
    let formulas = Formulas::of(table);
    if formulas.is_empty() {
        return Vec::new();
    }
    let cells = (0..table.rows.len())
        .flat_map(|row| (0..table.columns.len()).map(move |column| (row, column)));
    cells
        .filter_map(|(row, column)| Some(Computed { row, column, due: formulas.due(row, column)? }))
        .collect()
}

/// The formulas of a table, ready to be asked for single cells: what a keystroke needs.
#[derive(Debug)]
pub struct Formulas<'t> {
    table: &'t Table,
    rows: Lines<'t>,
    columns: Lines<'t>,
}

/// The formulas of the rows, or of the columns.
#[derive(Debug)]
struct Lines<'t> {
    formulas: Vec<Option<&'t Formula>>,
    /// For each the lines it names; empty where there is a fault.
    inputs: Vec<Vec<usize>>,
    faults: Vec<Option<Fault>>,
}

impl<'t> Lines<'t> {
    fn of(lines: &[(&'t str, Option<&'t Formula>)]) -> Self {
        let find = |key: &str| lines.iter().position(|(own, _)| *own == key);
        let formulas: Vec<Option<&Formula>> = lines.iter().map(|(_, formula)| *formula).collect();
        let mut faults: Vec<Option<Fault>> = vec![None; lines.len()];
        let mut inputs: Vec<Vec<usize>> = vec![Vec::new(); lines.len()];
        for ((formula, fault), inputs) in formulas.iter().zip(&mut faults).zip(&mut inputs) {
            let Some(formula) = formula else { continue };
            match formula.keys().find(|key| find(key).is_none()) {
                Some(key) => *fault = Some(Fault::Unknown(key.to_owned())),
                None => *inputs = formula.keys().filter_map(find).collect(),
            }
        }
        for at in cyclic(&inputs) {
            if let Some(fault) = faults.get_mut(at) {
                *fault = Some(Fault::Cycle);
            }
        }
        Self { formulas, inputs, faults }
    }

    fn formula(&self, at: usize) -> Option<&'t Formula> {
        self.formulas.get(at).copied().flatten()
    }

    /// The lines whose formulas name a line.
    fn naming(&self, line: usize) -> impl Iterator<Item = usize> {
        let named = self.inputs.iter().enumerate().filter(move |(_, own)| own.contains(&line));
        named.map(|(at, _)| at)
    }
}

/// The lines that come back to themselves by way of their inputs: what is left when those that rest on nothing are taken
/// away again and again, then those on which nothing rests.
fn cyclic(inputs: &[Vec<usize>]) -> Vec<usize> {
    let mut outputs: Vec<Vec<usize>> = vec![Vec::new(); inputs.len()];
    for (at, inputs) in inputs.iter().enumerate() {
        for input in inputs {
            if let Some(outputs) = outputs.get_mut(*input) {
                outputs.push(at);
            }
        }
    }
    let mut left = vec![true; inputs.len()];
    strip(inputs, &outputs, &mut left);
    strip(&outputs, inputs, &mut left);
    left.iter().enumerate().filter(|(_, left)| **left).map(|(at, _)| at).collect()
}

/// Takes away the lines of which no input is left, until there are none.
fn strip(inputs: &[Vec<usize>], outputs: &[Vec<usize>], left: &mut [bool]) {
    let is_left = |left: &[bool], at: usize| left.get(at).copied().unwrap_or_default();
    let count = |inputs: &Vec<usize>| inputs.iter().filter(|at| is_left(left, **at)).count();
    let mut due: Vec<usize> = inputs.iter().map(count).collect();
    let mut next: Vec<usize> =
        (0..inputs.len()).filter(|at| is_left(left, *at) && due.get(*at) == Some(&0)).collect();
    while let Some(at) = next.pop() {
        if let Some(left) = left.get_mut(at) {
            *left = false;
        }
        for output in outputs.get(at).into_iter().flatten() {
            let Some(due) = due.get_mut(*output).filter(|due| **due > 0) else { continue };
            *due -= 1;
            if *due == 0 && is_left(left, *output) {
                next.push(*output);
            }
        }
    }
}

/// How deep formulas may rest on blank formula cells before nothing is said any more.
const DEEPEST: usize = 64;

impl<'t> Formulas<'t> {
    /// Finds what the formulas of a table name.
    pub fn of(table: &'t Table) -> Self {
        let rows: Vec<_> =
            table.rows.iter().map(|row| (row.key.as_str(), row.formula.as_ref())).collect();
        let columns = table.columns.iter();
        let columns: Vec<_> =
            columns.map(|column| (column.key.as_str(), column.formula.as_ref())).collect();
        Self { table, rows: Lines::of(&rows), columns: Lines::of(&columns) }
    }

    /// Whether the table has no formula at all.
    pub fn is_empty(&self) -> bool {
        let none = |lines: &Lines<'_>| lines.formulas.iter().all(Option::is_none);
        none(&self.rows) && none(&self.columns)
    }

    /// What a cell is due; none where it follows from nothing.
    pub fn due(&self, row: usize, column: usize) -> Option<Due> {
        self.due_at(row, column, DEEPEST)
    }

    fn due_at(&self, row: usize, column: usize, depth: usize) -> Option<Due> {
        let (by_row, by_column) = (self.rows.formula(row), self.columns.formula(column));
        let column_wins = match (by_row, by_column) {
            (None, None) => return None,
            (Some(by_row), Some(by_column)) => by_column.is_rate() && !by_row.is_rate(),
            (by_row, _) => by_row.is_none(),
        };
        let (formula, lines, at) = if column_wins {
            (by_column?, &self.columns, column)
        } else {
            (by_row?, &self.rows, row)
        };
        if lines.faults.get(at).is_some_and(Option::is_some) {
            return Some(Due::Faulty);
        }
        let Some(depth) = depth.checked_sub(1) else { return Some(Due::Unread) };
        let inputs = lines.inputs.get(at).map(Vec::as_slice).unwrap_or_default();
        let amounts: Vec<Amount> = inputs
            .iter()
            .map(|input| {
                let (row, column) = if column_wins { (row, *input) } else { (*input, column) };
                self.amount(row, column, depth)
            })
            .collect();
        Some(work(formula, &amounts))
    }

    /// The cells that follow, directly or by way of others, from one cell: what has to be worked out again after a change.
    pub fn follow(&self, row: usize, column: usize) -> Vec<(usize, usize)> {
        let mut found = BTreeSet::new();
        let mut next = vec![(row, column)];
        while let Some((row, column)) = next.pop() {
            let rows = self.rows.naming(row).map(|at| (at, column));
            let columns = self.columns.naming(column).map(|at| (row, at));
            let cells: Vec<(usize, usize)> = rows.chain(columns).collect();
            next.extend(cells.into_iter().filter(|cell| found.insert(*cell)));
        }
        found.into_iter().collect()
    }

    /// What a cell counts for: what stands there, or where it is blank what it is due.
    fn amount(&self, row: usize, column: usize, depth: usize) -> Amount {
        let cell = self.table.cell(row, column);
        let own = cell.map_or(Amount::Missing, |cell| amount(cell, self.table.unit(row, column)));
        if own != Amount::Blank {
            return own;
        }
        match self.due_at(row, column, depth) {
            Some(Due::Number { value, .. }) => Amount::Plain(value),
            Some(Due::Unread | Due::NoBase | Due::Faulty) => Amount::Words,
            Some(Due::Blank) | None => Amount::Blank,
        }
    }
}

/// What a formula gives for its inputs, in the order of its keys.
fn work(formula: &Formula, inputs: &[Amount]) -> Due {
    if inputs.iter().any(|amount| matches!(amount, Amount::Words | Amount::Missing)) {
        return Due::Unread;
    }
    let blank = |amount: &Amount| *amount == Amount::Blank;
    let is_sum = matches!(formula, Formula::Sum(_));
    if inputs.iter().all(blank) || !is_sum && inputs.iter().any(blank) {
        return Due::Blank;
    }
    let blanks = inputs.iter().any(blank);
    let values: Vec<Decimal> = inputs.iter().filter_map(|amount| amount.value()).collect();
    let number = match (formula, values.as_slice()) {
        (Formula::Sum(_), parts) => sum(parts),
        // `of` stands twice among the keys.
        (Formula::Difference { .. }, [of, _, less @ ..]) => {
            sum(less).and_then(|less| of.checked_sub(less))
        }
        (Formula::Single { .. }, [until, before]) => until.checked_sub(*before),
        (Formula::Share { .. } | Formula::Growth { .. }, [_, base]) if base.is_zero() => {
            return Due::NoBase;
        }
        (Formula::Share { places, .. }, [part, whole]) => percent(*part, *whole, *places),
        (Formula::Growth { places, .. }, [now, base]) => {
            now.checked_sub(*base).and_then(|more| percent(more, *base, *places))
        }
        _ => None,
    };
    number.map_or(Due::Unread, |value| Due::Number { value, blanks })
}

fn sum(parts: &[Decimal]) -> Option<Decimal> {
    parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part))
}

/// So many hundredths, rounded half up (四舍五入).
fn percent(part: Decimal, whole: Decimal, places: u32) -> Option<Decimal> {
    let exact = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    let mut rounded =
        exact.round_dp_with_strategy(places.min(10), RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(places.min(10));
    Some(rounded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, Column, Row};

    fn key(key: &str) -> String {
        key.to_owned()
    }

    fn table(
        rows: &[(&str, Option<Formula>, &[&str])],
        columns: &[(&str, Option<Formula>)],
    ) -> Table {
        let columns = columns.iter().map(|(key, formula)| Column {
            key: (*key).to_owned(),
            formula: formula.clone(),
            ..Column::default()
        });
        let rows = rows.iter().map(|(key, formula, cells)| Row {
            key: (*key).to_owned(),
            formula: formula.clone(),
            cells: cells.iter().map(|cell| Cell::from(*cell)).collect(),
            ..Row::default()
        });
        Table { columns: columns.collect(), rows: rows.collect(), ..Table::default() }
    }

    fn dues(table: &Table) -> Vec<String> {
        computed(table)
            .into_iter()
            .map(|cell| match cell.due {
                Due::Number { value, blanks } => {
                    format!("{value}{}", if blanks { "?" } else { "" })
                }
                Due::Blank => String::new(),
                Due::Unread => "读不成".to_owned(),
                Due::NoBase => "除以0".to_owned(),
                Due::Faulty => "错".to_owned(),
            })
            .collect()
    }

    #[test]
    fn every_formula_is_exact() {
        let columns = [
            ("c1", None),
            ("c2", None),
            ("c3", Some(Formula::Growth { now: key("c2"), base: key("c1"), places: 1 })),
        ];
        let table = table(
            &[
                ("a", None, &["0.1", "0.3", ""]),
                ("b", None, &["0.2", "0.6", ""]),
                ("t", Some(Formula::Sum(vec![key("a"), key("b")])), &["", "", ""]),
                (
                    "d",
                    Some(Formula::Difference { of: key("b"), less: vec![key("a")] }),
                    &["", "", ""],
                ),
                (
                    "s",
                    Some(Formula::Share { part: key("a"), whole: key("t"), places: 2 }),
                    &["", "", ""],
                ),
                ("q", Some(Formula::Single { until: key("b"), before: key("a") }), &["", "", ""]),
            ],
            &columns,
        );
        let due = dues(&table);
        // Row by row: growth of a and b; sum, difference, share and single quarter, each with its growth.
        assert_eq!(due[..2], ["200.0", "200.0"]);
        assert_eq!(due[2..5], ["0.3", "0.9", "200.0"]);
        assert_eq!(due[5..8], ["0.1", "0.3", "200.0"]);
        assert_eq!(due[8..10], ["33.33", "33.33"]);
        assert_eq!(due[11..13], ["0.1", "0.3"]);
    }

    #[test]
    fn what_cannot_be_said_is_not_said() {
        let sum = Formula::Sum(vec![key("a"), key("b")]);
        let share = Formula::Share { part: key("a"), whole: key("b"), places: 2 };
        for (a, b, due) in [
            ("1", "", ["1?", ""]),
            ("", "", ["", ""]),
            ("1", "若干", ["读不成", "读不成"]),
            ("1", "0", ["1", "除以0"]),
            ("1", "/", ["1", "除以0"]),
            ("79228162514264337593543950335", "1", ["读不成", "读不成"]),
        ] {
            let table = table(
                &[
                    ("a", None, &[a]),
                    ("b", None, &[b]),
                    ("t", Some(sum.clone()), &[""]),
                    ("s", Some(share.clone()), &[""]),
                ],
                &[("c", None)],
            );
            assert_eq!(dues(&table), due, "{a} {b}");
        }
    }

    #[test]
    fn a_wrong_formula_spoils_only_itself() {
        let table = table(
            &[
                ("a", None, &["1"]),
                ("x", Some(Formula::Sum(vec![key("y")])), &["5"]),
                ("y", Some(Formula::Sum(vec![key("x"), key("a")])), &["6"]),
                ("z", Some(Formula::Sum(vec![key("没有")])), &[""]),
                ("t", Some(Formula::Sum(vec![key("a"), key("x")])), &[""]),
            ],
            &[("c", None)],
        );
        let wrong: Vec<(usize, Fault)> =
            faults(&table).into_iter().map(|fault| (fault.at, fault.fault)).collect();
        assert_eq!(wrong, [(1, Fault::Cycle), (2, Fault::Cycle), (3, Fault::Unknown(key("没有")))]);
        assert_eq!(dues(&table), ["错", "错", "错", "6"]);
    }

    #[test]
    fn only_what_follows_is_worked_out_again() {
        let table = table(
            &[
                ("a", None, &["1", "2", ""]),
                ("b", None, &["1", "2", ""]),
                ("t", Some(Formula::Sum(vec![key("a"), key("b")])), &["", "", ""]),
            ],
            &[("c1", None), ("c2", None), ("c3", Some(Formula::Sum(vec![key("c1"), key("c2")])))],
        );
        assert_eq!(Formulas::of(&table).follow(0, 1), [(0, 2), (2, 1), (2, 2)]);
        assert_eq!(Formulas::of(&table).follow(2, 2), []);
    }

    #[test]
    fn a_long_chain_of_blank_cells_does_not_overflow() {
        let mut rows: Vec<(String, Option<Formula>)> = vec![(key("r0"), None)];
        for at in 1..10_000 {
            rows.push((format!("r{at}"), Some(Formula::Sum(vec![format!("r{}", at - 1)]))));
        }
        let own = Table {
            columns: vec![Column { key: key("c"), ..Column::default() }],
            rows: rows
                .into_iter()
                .map(|(key, formula)| Row {
                    key,
                    formula,
                    cells: vec![Cell::from("")],
                    ..Row::default()
                })
                .collect(),
            ..Table::default()
        };
        assert_eq!(Formulas::of(&own).due(9_999, 0), Some(Due::Unread));
    }
}
