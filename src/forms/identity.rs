//! What must hold among the cells of a form (勾稽关系), as data.

use serde::Deserialize;

use super::form::TableForm;

/// One identity or bound of a form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Code such as `A1`; identities of one kind share it.
    pub code: String,
    /// How it reads on the screen, such as 一+二=三（七）+四.
    pub name: String,
    /// What its keys name.
    pub over: Along,
    /// What must hold.
    pub relation: Relation,
}

/// Whether the keys of an identity name rows or columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum Along {
    /// The keys are rows; it holds in every column that all of them have.
    Rows,
    /// The keys are columns; it holds in every row that has all of them.
    Columns,
}

/// A relation between cells that stand in one column or in one row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Relation {
    /// A total (合计) equals the sum of its parts (分项).
    Sum {
        /// Key of the total.
        total: String,
        /// Keys of the parts.
        parts: Vec<String>,
    },
    /// Two sums are equal.
    Balance {
        /// Keys on the left.
        left: Vec<String>,
        /// Keys on the right.
        right: Vec<String>,
    },
    /// One sum is at most the other: no arithmetic truth, so a breach is doubtful (核实), not wrong.
    AtMost {
        /// Keys of the sum that should not be greater.
        less: Vec<String>,
        /// Keys of the sum that should not be smaller.
        more: Vec<String>,
    },
    /// Where one sum is above 0 the other must be too (有此则有彼): a breach is doubtful, not wrong.
    Needs {
        /// Keys of what comes of the other.
        what: Vec<String>,
        /// Keys of what it comes of.
        of: Vec<String>,
    },
}

impl Identity {
    /// Whether a breach is an error: true of equalities, not of bounds and of what needs another.
    pub const fn is_hard(&self) -> bool {
        matches!(self.relation, Relation::Sum { .. } | Relation::Balance { .. })
    }

    /// Keys of the lines in which it holds: of columns if it ties rows, of rows if it ties columns. Lines that lack one
    /// of its cells are left out.
    pub fn lines<'a>(&self, form: &'a TableForm) -> Vec<&'a str> {
        let lines: Vec<&str> = match self.over {
            Along::Rows => form.columns.iter().map(|column| column.key.as_str()).collect(),
            Along::Columns => form.rows.iter().map(|row| row.key.as_str()).collect(),
        };
        let whole = |line: &&str| {
            self.relation.keys().all(|key| {
                let (row, column) = self.cell(line, key);
                form.has(row, column)
            })
        };
        lines.into_iter().filter(whole).collect()
    }

    /// Row and column of the cell that one of its keys means in a line.
    pub const fn cell<'a>(&self, line: &'a str, key: &'a str) -> (&'a str, &'a str) {
        match self.over {
            Along::Rows => (key, line),
            Along::Columns => (line, key),
        }
    }
}

impl Relation {
    /// The keys on either side; a total stands alone on the left.
    pub fn sides(&self) -> (&[String], &[String]) {
        match self {
            Self::Sum { total, parts } => (std::slice::from_ref(total), parts),
            Self::Balance { left, right } => (left, right),
            Self::AtMost { less, more } => (less, more),
            Self::Needs { what, of } => (what, of),
        }
    }

    /// Every key that it names.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let (left, right) = self.sides();
        left.iter().chain(right).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use crate::forms::Along;
    use crate::forms::Catalogue;
    use crate::forms::Identity;
    use crate::forms::Relation;
    use crate::forms::TableForm;
    use crate::model::Form;

    /// Values of a table by row and column key.
    type Values<'a> = Vec<((&'a str, &'a str), i64)>;

    fn value(values: &Values, row: &str, column: &str) -> i64 {
        values.iter().find(|(at, _)| *at == (row, column)).map_or(0, |(_, value)| *value)
    }

    /// The sums of both sides of an identity, in every row or column where it holds.
    fn sums(form: &TableForm, identity: &Identity, values: &Values) -> Vec<(i64, i64)> {
        let lines = identity.lines(form).into_iter();
        lines.map(|line| both(identity, line, values)).collect()
    }

    fn both(identity: &Identity, line: &str, values: &Values) -> (i64, i64) {
        let (left, right) = identity.relation.sides();
        let sum = |keys: &[String]| {
            let cells = keys.iter().map(|key| identity.cell(line, key));
            cells.map(|(row, column)| value(values, row, column)).sum()
        };
        (sum(left), sum(right))
    }

    fn broken<'a>(form: &'a TableForm, values: &Values) -> Vec<&'a Identity> {
        let holds = |identity: &Identity, (left, right): (i64, i64)| match identity.relation {
            Relation::AtMost { .. } => left <= right,
            Relation::Needs { .. } => left <= 0 || right > 0,
            Relation::Sum { .. } | Relation::Balance { .. } => left == right,
        };
        let breaks = |identity: &&Identity| {
            sums(form, identity, values).into_iter().any(|sides| !holds(identity, sides))
        };
        form.identities.iter().filter(breaks).collect()
    }

    /// A true example: every part is a small number of its own, every total is computed by the identities.
    fn example(form: &TableForm) -> Values<'_> {
        let mut values: Values = form
            .cells()
            .enumerate()
            .map(|(at, (row, column))| {
                ((row.key.as_str(), column.key.as_str()), i64::try_from(at % 7 + 1).unwrap())
            })
            .collect();
        for _ in 0..form.identities.len() {
            for identity in &form.identities {
                settle(form, identity, &mut values);
            }
        }
        values
    }

    fn settle(form: &TableForm, identity: &Identity, values: &mut Values) {
        let (left, right) = identity.relation.sides();
        for line in identity.lines(form) {
            let (less, more) = both(identity, line, values);
            // A total takes what is missing; a balance mends its first key (新收), a bound the last on its right.
            let (key, change) = match identity.relation {
                Relation::AtMost { .. } if less <= more => continue,
                Relation::Needs { .. } => continue,
                Relation::AtMost { .. } => (right.last().unwrap(), less - more),
                Relation::Sum { .. } | Relation::Balance { .. } => (&left[0], more - less),
            };
            let at = identity.cell(line, key);
            for (_, value) in values.iter_mut().filter(|(place, _)| *place == at) {
                *value += change;
            }
        }
    }

    fn every_form(catalogue: &Catalogue) -> Vec<&TableForm> {
        [Form::F2008, Form::F2019, Form::F2021]
            .into_iter()
            .flat_map(|generation| catalogue.forms(generation))
            .collect()
    }

    #[test]
    fn a_true_example_balances() {
        let catalogue = Catalogue::built_in();
        for form in every_form(&catalogue) {
            assert_eq!(broken(form, &example(form)), Vec::<&Identity>::new(), "{}", form.title);
        }
    }

    #[test]
    fn a_cell_that_is_one_off_breaks_an_identity() {
        let catalogue = Catalogue::built_in();
        for form in every_form(&catalogue) {
            let right = example(form);
            for at in 0..right.len() {
                let mut wrong = right.clone();
                wrong[at].1 += 1;
                let ((row, column), _) = wrong[at];
                let stands =
                    form.identities.iter().filter(|identity| identity.is_hard()).any(|identity| {
                        match identity.over {
                            Along::Rows => identity.relation.keys().any(|key| key == row),
                            Along::Columns => identity.relation.keys().any(|key| key == column),
                        }
                    });
                let noticed = broken(form, &wrong).into_iter().any(Identity::is_hard);
                assert_eq!(noticed, stands, "{} {row} {column}", form.title);
            }
        }
    }

    #[test]
    fn every_statutory_table_of_counts_is_tied_throughout() {
        let catalogue = Catalogue::built_in();
        for (generation, key, codes) in [
            (Form::F2021, "applications", vec!["A1", "A2", "A3"]),
            (Form::F2019, "applications", vec!["A1", "A2", "A3"]),
            (Form::F2021, "litigation", vec!["A4", "A4", "A4"]),
            (Form::F2008, "statistics", vec!["E1", "E2", "E3", "E4", "E5", "E5", "E6"]),
        ] {
            let form = catalogue.form(generation, key).unwrap();
            let hard = form.identities.iter().filter(|identity| identity.is_hard());
            assert_eq!(hard.map(|identity| identity.code.as_str()).collect::<Vec<_>>(), codes);
        }
    }
}
