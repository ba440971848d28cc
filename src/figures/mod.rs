//! Exact arithmetic on tables (勾稽): which identities fail, by how much, and which single cells would mend them.
//!
//! Blank is not zero: an identity with blank cells is tried with 0 in them and answered with 「补 0？」 or with its
//! difference. `/` and its other spellings mean that there is nothing to count, and count as 0. A text that plainly says
//! one number (`3件`, `１２`) counts as that number; any other text cannot be added up, and no identity that sees it is
//! judged. Sums that would exceed 28 digits are not judged either. What no cell should hold is [`Flaw`]'s to tell.

mod amount;
mod answer;
mod flaw;
mod formulas;
mod growth;
pub mod prose;
mod repair;
mod series;
mod sheet;
mod strip;
mod ties;
pub mod tying;
mod years;

pub use amount::{Amount, amount, written_unit};
pub use answer::{Answer, Gap, Sides, only_total};
pub use flaw::{Flaw, Kind, flaw, kind};
pub use formulas::{Computed, Due, Fault, FormulaFault, Formulas, computed, faults};
pub use growth::growth;
pub use repair::{Change, Repair, is_transposed};
pub use series::{Single, Stage, single, singles, stages};
pub use sheet::{At, Sheet};
pub use strip::{Mark, State, strip};
pub use ties::{Tie, Ties, affected};
pub use years::{LINKS, Link, Step, steps};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::forms::{Catalogue, Relation, TableForm};
    use crate::model::{Cell, Form, Ids, Table};

    const ALL: [Form; 3] = [Form::F2008, Form::F2019, Form::F2021];

    fn at(form: &TableForm, row: &str, column: &str) -> (usize, usize) {
        let row = form.rows.iter().position(|known| known.key == row).unwrap();
        (row, form.columns.iter().position(|known| known.key == column).unwrap())
    }

    fn value(table: &Table, (row, column): (usize, usize)) -> i64 {
        table.rows[row].cells[column].to_string().parse().unwrap()
    }

    fn put(table: &mut Table, (row, column): (usize, usize), value: i64) {
        table.rows[row].cells[column] = Cell::from(value.to_string().as_str());
    }

    /// A true example: parts are small numbers of their own, totals follow from the identities.
    fn example(form: &TableForm) -> Table {
        let mut table = form.blank(&mut Ids::of_text("表"));
        for (count, (row, column)) in form.cells().enumerate() {
            let value = i64::try_from(count % 7 + 11).unwrap();
            put(&mut table, at(form, &row.key, &column.key), value);
        }
        for _ in 0..form.identities.len() {
            for tie in &Ties::of(form).all {
                settle(&mut table, tie);
            }
        }
        table
    }

    fn settle(table: &mut Table, tie: &Tie<'_>) {
        let sum = |cells: &[At]| -> i64 {
            cells.iter().map(|at| value(table, (at.row, at.column))).sum()
        };
        let (less, more) = (sum(&tie.left), sum(&tie.right));
        let (cell, by) = match tie.identity.relation {
            Relation::AtMost { .. } if less <= more => return,
            Relation::Needs { .. } => return,
            Relation::AtMost { .. } => (tie.right.last().unwrap(), less - more),
            Relation::Sum { .. } | Relation::Balance { .. } => (&tie.left[0], more - less),
        };
        let now = value(table, (cell.row, cell.column));
        put(table, (cell.row, cell.column), now + by);
    }

    fn every_form(catalogue: &Catalogue) -> Vec<&TableForm> {
        ALL.into_iter().flat_map(|generation| catalogue.forms(generation)).collect()
    }

    #[test]
    fn a_complete_true_example_balances() {
        let catalogue = Catalogue::built_in();
        for form in every_form(&catalogue) {
            let (ties, table) = (Ties::of(form), example(form));
            let sheet = Sheet::of(&table, form);
            assert_eq!(ties.gaps(&sheet), [], "{}", form.title);
            assert!(ties.all.iter().all(|tie| tie.answer(&sheet) == Answer::Holds));
        }
    }

    #[test]
    fn a_cell_that_is_one_off_is_reported_and_named_among_the_repairs() {
        let catalogue = Catalogue::built_in();
        let mut walked = Vec::new();
        for form in every_form(&catalogue) {
            let (ties, right) = (Ties::of(form), example(form));
            let mut tied = 0;
            for (row, column) in form.cells() {
                let place = at(form, &row.key, &column.key);
                let cell = At { row: place.0, column: place.1 };
                if !ties.affected(cell).any(|tie| tie.identity.is_hard()) {
                    continue;
                }
                tied += 1;
                for by in [1, -1] {
                    let mut wrong = right.clone();
                    put(&mut wrong, place, value(&right, place) + by);
                    let sheet = Sheet::of(&wrong, form);
                    let gaps = ties.gaps(&sheet);
                    let hard = gaps.iter().filter(|gap| gap.tie.identity.is_hard());
                    let named = hard.clone().all(|gap| {
                        let to = value(&right, place).into();
                        gap.repairs
                            .iter()
                            .any(|repair| (repair.change.at, repair.change.to) == (cell, to))
                    });
                    assert!(hard.count() > 0 && named, "{} {} {}", form.title, row.key, column.key);
                    assert_eq!(ties.gaps_at(cell, &sheet), gaps, "the rest is not touched");
                }
            }
            walked.push(tied);
        }
        // By generation: statistics of 2014; disclosure, applications and litigation of 2019, then of 2021.
        assert_eq!(walked, [34, 0, 161, 15, 0, 175, 15]);
    }

    #[test]
    fn blank_is_tried_with_zero_and_said() {
        let catalogue = Catalogue::built_in();
        let form = catalogue.form(Form::F2021, "litigation").unwrap();
        let ties = Ties::of(form);
        let mut table = form.blank(&mut Ids::of_text("表"));
        let answers = |table: &Table| -> Vec<Answer> {
            let sheet = Sheet::of(table, form);
            ties.all.iter().map(|tie| tie.answer(&sheet)).collect()
        };
        table.rows[0].cells[0] = Cell::from("1");
        table.rows[0].cells[4] = Cell::from("1");
        assert_eq!(answers(&table), [Answer::FillZero; 3]);
        table.rows[0].cells[4] = Cell::from("2");
        assert!(matches!(answers(&table)[0], Answer::Off(_)));
        table.rows[0].cells[1] = Cell::from("/");
        let sheet = Sheet::of(&table, form);
        let gap = &ties.gaps(&sheet)[0];
        assert_eq!((gap.difference.to_string().as_str(), gap.blanks.len()), ("1", 2));
        table.rows[0].cells[1] = Cell::from("一件");
        assert_eq!(answers(&table)[0], Answer::Unread);
        table.rows[0].cells[1] = Cell::from("1000000000000000000000000000000");
        assert_eq!(answers(&table)[0], Answer::Unread);
        let longest = "9999999999999999999999999999";
        for column in 0..4 {
            table.rows[0].cells[column] = Cell::from(longest);
        }
        assert!(matches!(answers(&table)[0], Answer::Off(_) | Answer::Unread));
    }

    #[test]
    fn transposed_digits_come_first() {
        let catalogue = Catalogue::built_in();
        let form = catalogue.form(Form::F2021, "litigation").unwrap();
        let mut table = form.blank(&mut Ids::of_text("表"));
        for (column, text) in ["4", "86", "9", "20", "101"].iter().enumerate() {
            table.rows[0].cells[column] = Cell::from(*text);
        }
        let ties = Ties::of(form);
        let sheet = Sheet::of(&table, form);
        let gaps = ties.gaps(&sheet);
        let first = &gaps[0].repairs[0];
        assert!(first.transposed);
        assert_eq!((first.change.at.column, first.change.to), (1, 68.into()));
        // Nothing may fall below 0: of 4 and of 9 nothing can be taken.
        assert_eq!(gaps[0].repairs.len(), 3);
    }

    #[test]
    fn the_strip_shows_the_balance_of_every_column() {
        let catalogue = Catalogue::built_in();
        let form = catalogue.form(Form::F2021, "applications").unwrap();
        let mut table = example(form);
        let even = |table: &Table| {
            strip(table, form)
                .into_iter()
                .filter(|mark| matches!(mark.state, State::Even(_)))
                .count()
        };
        assert_eq!(even(&table), 7);
        let carried = value(&table, (24, 1));
        put(&mut table, (24, 1), carried + 1);
        let marks = strip(&table, form);
        assert_eq!((marks[1].column, marks[1].state), ("c2", State::Off((-1).into())));
        assert_eq!(even(&table), 6);
        let blank = form.blank(&mut Ids::of_text("表"));
        assert!(strip(&blank, form).iter().all(|mark| mark.state == State::Blank));
        let form = catalogue.form(Form::F2021, "litigation").unwrap();
        let columns: Vec<&str> =
            strip(&example(form), form).into_iter().map(|mark| mark.column).collect();
        assert_eq!(columns, ["v5", "d5", "a5"]);
    }

    #[test]
    fn rows_and_columns_in_another_order_are_the_same_table() {
        let catalogue = Catalogue::built_in();
        for form in every_form(&catalogue) {
            let mut table = example(form);
            table.rows.reverse();
            table.columns.reverse();
            table.rows.iter_mut().for_each(|row| row.cells.reverse());
            assert_eq!(Ties::of(form).gaps(&Sheet::of(&table, form)), [], "{}", form.title);
        }
    }

    #[test]
    fn last_years_closing_is_this_years_opening() {
        let catalogue = Catalogue::built_in();
        let pair = |generation, key| catalogue.form(generation, key).unwrap();
        let (old, new) = (pair(Form::F2019, "applications"), pair(Form::F2021, "applications"));
        let (before, mut after) = (example(old), example(new));
        for column in 0..7 {
            let closing = value(&before, at(old, "r25", &old.columns[column].key));
            put(&mut after, (1, column), closing);
        }
        let found = |after: &Table| {
            let (now, last) = (Sheet::of(after, new), Sheet::of(&before, old));
            steps(&now, &last).into_iter().map(|step| step.line).collect::<Vec<_>>()
        };
        assert_eq!(found(&after), Vec::<String>::new());
        let opening = value(&after, (1, 2));
        put(&mut after, (1, 2), opening + 1);
        assert_eq!(found(&after), ["c3"]);
    }

    #[test]
    fn every_cell_with_only_a_relation_across_years_is_noticed() {
        let catalogue = Catalogue::built_in();
        let form = catalogue.form(Form::F2021, "disclosure").unwrap();
        let before = example(form);
        let mut after = before.clone();
        for row in 0..2 {
            let valid =
                value(&before, (row, 2)) + value(&after, (row, 0)) - value(&after, (row, 1));
            put(&mut after, (row, 2), valid);
        }
        let count = |after: &Table, before: &Table| {
            steps(&Sheet::of(after, form), &Sheet::of(before, form)).len()
        };
        assert_eq!(count(&after, &before), 0);
        for row in 0..2 {
            for column in 0..3 {
                let mut wrong = after.clone();
                put(&mut wrong, (row, column), value(&after, (row, column)) + 1);
                assert_eq!(count(&wrong, &before), 1, "{row} {column}");
            }
        }
    }

    #[test]
    fn standing_items_of_2019_follow_from_the_year_before() {
        let catalogue = Catalogue::built_in();
        let form = catalogue.form(Form::F2019, "disclosure").unwrap();
        let before = example(form);
        let mut after = before.clone();
        let places = |column| {
            let rows = form.rows.iter().filter(move |row| row.has(column));
            rows.map(|row| at(form, &row.key, column)).collect::<Vec<_>>()
        };
        for (previous, change) in places("previous").into_iter().zip(places("change")) {
            put(&mut after, previous, value(&before, previous) + value(&before, change));
        }
        let lines = |after: &Table, before: &Table| {
            steps(&Sheet::of(after, form), &Sheet::of(before, form)).len()
        };
        assert_eq!((lines(&after, &before), places("previous").len()), (0, 5));
        for (previous, change) in places("previous").into_iter().zip(places("change")) {
            let (mut wrong, mut old) = (after.clone(), before.clone());
            put(&mut wrong, previous, value(&after, previous) + 1);
            assert_eq!(lines(&wrong, &before), 1);
            put(&mut old, change, value(&before, change) - 1);
            assert_eq!(lines(&after, &old), 1);
        }
    }

    /// What people leave in cells.
    const WRITTEN: [&str; 8] = ["", "0", "1", "2", "12", "/", "3件", "若干"];

    fn off(table: &Table, form: &TableForm) -> Vec<(String, String)> {
        let ties = Ties::of(form);
        let sheet = Sheet::of(table, form);
        let off = ties.all.iter().filter(|tie| tie.identity.is_hard());
        off.filter(|tie| matches!(tie.answer(&sheet), Answer::Off(_)))
            .map(|tie| (tie.identity.name.clone(), tie.line.to_owned()))
            .collect()
    }

    fn mended(table: &Table, repair: &Repair) -> Table {
        let mut mended = table.clone();
        for change in [Some(repair.change), repair.with].into_iter().flatten() {
            let cell = &mut mended.rows[change.at.row].cells[change.at.column];
            *cell = Cell::from(change.to.to_string().as_str());
        }
        mended
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn a_repair_does_what_it_says(
            which in 0usize..7,
            written in proptest::collection::vec(0usize..WRITTEN.len(), 175),
        ) {
            let catalogue = Catalogue::built_in();
            let form = every_form(&catalogue)[which];
            let mut table = form.blank(&mut Ids::of_text("表"));
            for ((row, column), text) in form.cells().zip(written) {
                let (row, column) = at(form, &row.key, &column.key);
                table.rows[row].cells[column] = Cell::from(WRITTEN[text]);
            }
            let ties = Ties::of(form);
            let sheet = Sheet::of(&table, form);
            let before = off(&table, form);
            for gap in ties.gaps(&sheet) {
                prop_assert_eq!(gap.left - gap.right, gap.difference);
                let own = (gap.tie.identity.name.clone(), gap.tie.line.to_owned());
                for repair in &gap.repairs {
                    let after = off(&mended(&table, repair), form);
                    prop_assert!(!after.contains(&own), "{own:?} {repair:?}");
                    let broken = after.iter().filter(|line| !before.contains(line)).count();
                    let mends = before.iter().filter(|line| !after.contains(line)).count();
                    prop_assert_eq!((mends, broken), (repair.mends, repair.breaks));
                }
            }
        }
    }

    #[test]
    fn a_part_and_its_total_are_mended_together() {
        let catalogue = Catalogue::built_in();
        let form = catalogue.form(Form::F2021, "applications").unwrap();
        let mut table = example(form);
        for column in [1, 6] {
            let carried = value(&table, (24, column));
            put(&mut table, (24, column), carried + 1);
        }
        let ties = Ties::of(form);
        let sheet = Sheet::of(&table, form);
        for gap in ties.gaps(&sheet) {
            assert_eq!(gap.tie.identity.code, "A1");
            let both = gap.repairs.iter().find(|repair| repair.change.at.row == 24).unwrap();
            assert_eq!((both.mends, both.breaks), (2, 0));
            assert_eq!(both.with.map(|change| change.at.row), Some(24));
        }
    }
}
