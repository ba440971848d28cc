//! The identities of a form, laid out cell by cell, so that a changed cell asks only those that see it.

use super::answer::{Answer, Gap, answer};
use super::sheet::{At, Sheet};
use crate::forms::{Along, Identity, TableForm};

/// One identity in one line: in one column if it ties rows, in one row if it ties columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie<'f> {
    /// The identity.
    pub identity: &'f Identity,
    /// Key of the line.
    pub line: &'f str,
    /// Cells whose sum stands on the left; of a total, the total alone.
    pub left: Vec<At>,
    /// Cells whose sum stands on the right.
    pub right: Vec<At>,
}

impl Tie<'_> {
    /// Every cell that it sees.
    pub fn cells(&self) -> impl Iterator<Item = At> {
        self.left.iter().chain(&self.right).copied()
    }

    /// Whether it sees a cell.
    pub fn sees(&self, at: At) -> bool {
        self.cells().any(|cell| cell == at)
    }
}

/// All ties of one form. Laid out once a form; asking them allocates only for what is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ties<'f> {
    /// The ties, in the order of the form's identities and their lines.
    pub all: Vec<Tie<'f>>,
}

impl<'f> Ties<'f> {
    /// Lays out the identities of a form.
    pub fn of(form: &'f TableForm) -> Self {
        Self { all: form.identities.iter().flat_map(|identity| ties(form, identity)).collect() }
    }

    /// The ties that see a cell.
    pub fn affected(&self, at: At) -> impl Iterator<Item = &Tie<'f>> {
        self.all.iter().filter(move |tie| tie.sees(at))
    }

    /// Every tie that does not hold, with what would mend it.
    pub fn gaps<'t>(&'t self, sheet: &Sheet<'_>) -> Vec<Gap<'t, 'f>> {
        self.all.iter().filter_map(|tie| self.gap(tie, sheet)).collect()
    }

    /// The ties that see a cell and do not hold: what one keystroke has to ask.
    pub fn gaps_at<'t>(&'t self, at: At, sheet: &Sheet<'_>) -> Vec<Gap<'t, 'f>> {
        self.affected(at).filter_map(|tie| self.gap(tie, sheet)).collect()
    }

    /// The gap of a tie, if it does not hold.
    pub fn gap<'t>(&'t self, tie: &'t Tie<'f>, sheet: &Sheet<'_>) -> Option<Gap<'t, 'f>> {
        match answer(tie, sheet, &[]) {
            Answer::Off(sides) => Some(self.gap_of(tie, sides, sheet)),
            Answer::Holds | Answer::FillZero | Answer::Unread => None,
        }
    }
}

/// The identities that see a cell of a form, with the line in which they do.
pub fn affected<'f>(form: &'f TableForm, row: &str, column: &str) -> Vec<(&'f Identity, &'f str)> {
    let sees = |identity: &Identity, line: &str| {
        identity.relation.keys().any(|key| identity.cell(line, key) == (row, column))
    };
    let ties = form
        .identities
        .iter()
        .flat_map(|identity| identity.lines(form).into_iter().map(move |line| (identity, line)));
    ties.filter(|(identity, line)| sees(identity, line)).collect()
}

/// An identity in every line that has all of its cells. Keys are looked up once, not once a line.
fn ties<'f>(form: &'f TableForm, identity: &'f Identity) -> Vec<Tie<'f>> {
    let own = |key: &String| match identity.over {
        Along::Rows => form.rows.iter().position(|row| row.key == *key),
        Along::Columns => form.columns.iter().position(|column| column.key == *key),
    };
    let all = |keys: &[String]| keys.iter().map(own).collect::<Option<Vec<usize>>>();
    let (left, right) = identity.relation.sides();
    let Some((left, right)) = all(left).zip(all(right)) else { return Vec::new() };
    let lines: Vec<&str> = match identity.over {
        Along::Rows => form.columns.iter().map(|column| column.key.as_str()).collect(),
        Along::Columns => form.rows.iter().map(|row| row.key.as_str()).collect(),
    };
    let cells = |line: usize, keys: &[usize]| -> Vec<At> {
        let at = |key: &usize| match identity.over {
            Along::Rows => At { row: *key, column: line },
            Along::Columns => At { row: line, column: *key },
        };
        keys.iter().map(at).collect()
    };
    let there = |at: At| {
        let place = form.rows.get(at.row).zip(form.columns.get(at.column));
        place.is_some_and(|(row, column)| row.has(&column.key))
    };
    let lines = lines.into_iter().enumerate().map(|(at, line)| Tie {
        identity,
        line,
        left: cells(at, &left),
        right: cells(at, &right),
    });
    lines.filter(|tie| tie.cells().all(there)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Catalogue;
    use crate::model::Form;

    #[test]
    fn a_cell_asks_only_the_identities_that_see_it() {
        let catalogue = Catalogue::built_in();
        let form = catalogue.form(Form::F2021, "applications").unwrap();
        let codes = |row, column| -> Vec<(&str, &str)> {
            affected(form, row, column)
                .into_iter()
                .map(|(identity, line)| (identity.code.as_str(), line))
                .collect()
        };
        assert_eq!(codes("r1", "c2"), [("A1", "c2"), ("A3", "r1")]);
        assert_eq!(codes("r8", "c7"), [("A2", "c7"), ("A3", "r8")]);
        assert_eq!(codes("r24", "c1"), [("A1", "c1"), ("A2", "c1"), ("A3", "r24")]);
        assert_eq!(codes("r99", "c1"), []);
    }

    #[test]
    fn both_ways_of_asking_agree() {
        let catalogue = Catalogue::built_in();
        for generation in [Form::F2008, Form::F2019, Form::F2021] {
            for form in catalogue.forms(generation) {
                let ties = Ties::of(form);
                for (row, column) in form.cells() {
                    let at = At {
                        row: form.rows.iter().position(|known| known.key == row.key).unwrap(),
                        column: form
                            .columns
                            .iter()
                            .position(|known| known.key == column.key)
                            .unwrap(),
                    };
                    let laid: Vec<(&Identity, &str)> =
                        ties.affected(at).map(|tie| (tie.identity, tie.line)).collect();
                    assert_eq!(laid, affected(form, &row.key, &column.key));
                }
            }
        }
    }
}
