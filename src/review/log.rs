//! Who changed what (留痕): noted at each save, one record a place and person until somebody signs in between.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::meaning;
use super::record::Review;
use crate::model::{Block, Id, Report, Section, Table};

/// A change that was saved (修改记录).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The section that it was made in.
    pub section: Id,
    /// The paragraph, the table, or the section itself for its heading.
    pub of: Id,
    /// The cell: its row, and the key of its column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<(Id, String)>,
    /// Who saved it.
    pub by: String,
    /// When.
    pub when: Timestamp,
    /// What stood there before; empty where nothing did.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub was: String,
    /// What stands there since: the value of a cell, the hash of a text; empty where nothing does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub now: String,
}

impl Change {
    /// What it is about.
    fn place(&self) -> (Id, Option<&(Id, String)>) {
        (self.of, self.cell.as_ref())
    }
}

/// What differs between two states of one report, told by its ids. A table that is new or gone as a whole is one change.
pub fn changes(old: &Report, new: &Report, (by, when): (&str, Timestamp)) -> Vec<Change> {
    let (was, is) = (Stock::of(old), Stock::of(new));
    let mut found = Vec::new();
    let mut note = |section: Id, of: Id, cell: Option<(Id, String)>, (was, now): (&str, String)| {
        let (by, was) = (by.to_owned(), was.to_owned());
        found.push(Change { section, of, cell, by, when, was, now });
    };
    for (id, (section, text)) in &was.texts {
        match is.texts.get(id) {
            Some((_, now)) if now == text => {}
            Some((_, now)) => note(*section, *id, None, (text, meaning::of_text(now))),
            None => note(*section, *id, None, (text, String::new())),
        }
    }
    for (id, (section, text)) in is.texts.iter().filter(|(id, _)| !was.texts.contains_key(id)) {
        if !text.is_empty() {
            note(*section, *id, None, ("", meaning::of_text(text)));
        }
    }
    for (id, (section, table)) in &is.tables {
        let Some((_, before)) = was.tables.get(id) else { continue };
        for (row, column, now) in cells(table) {
            let then = cell(before, row, column).unwrap_or_default();
            if then != now {
                note(*section, *id, Some((row, column.to_owned())), (&then, now));
            }
        }
    }
    found
}

/// Every text and table of a report by its id, with the section it stands in.
#[derive(Default)]
struct Stock<'a> {
    texts: BTreeMap<Id, (Id, &'a str)>,
    tables: BTreeMap<Id, (Id, &'a Table)>,
}

impl<'a> Stock<'a> {
    fn of(report: &'a Report) -> Self {
        let mut stock = Self::default();
        for Section { id, title, blocks, .. } in &report.sections {
            stock.texts.insert(*id, (*id, title));
            for block in blocks {
                match block {
                    Block::Paragraph(own) => drop(stock.texts.insert(own.id, (*id, &own.text))),
                    Block::Table(table) => drop(stock.tables.insert(table.id, (*id, table))),
                }
            }
        }
        stock
    }
}

fn cells(table: &Table) -> impl Iterator<Item = (Id, &str, String)> {
    table.rows.iter().flat_map(|row| {
        let columns = table.columns.iter().zip(&row.cells);
        columns.map(|(column, cell)| (row.id, column.key.as_str(), cell.to_string()))
    })
}

fn cell(table: &Table, row: Id, column: &str) -> Option<String> {
    let at = table.columns.iter().position(|known| known.key == column)?;
    Some(table.cell(table.row_index(row)?, at)?.to_string())
}

impl Review {
    /// Notes changes. What the same person changes on at the same place before anybody has signed is one change.
    pub fn note(&mut self, changes: Vec<Change>) {
        let signed = self.sign_offs.iter().map(|one| one.when).max();
        for new in changes {
            let last = self.changes.iter().rposition(|known| known.place() == new.place());
            let open = last.and_then(|at| Some((at, self.changes.get_mut(at)?)));
            match open {
                Some((at, known))
                    if known.by == new.by && signed.is_none_or(|signed| known.when > signed) =>
                {
                    (known.now, known.when) = (new.now, new.when);
                    let same = known.was == known.now
                        || known.cell.is_none() && meaning::of_text(&known.was) == known.now;
                    if same {
                        self.changes.remove(at);
                    }
                }
                _ => self.changes.push(new),
            }
        }
    }

    /// The changes of one round: since a time, oldest first.
    pub fn changes_since(&self, when: Option<Timestamp>) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| when.is_none_or(|when| change.when > when))
    }

    /// When the newest record was made.
    pub fn newest(&self) -> Option<Timestamp> {
        let remarks = self.comments.iter().flat_map(|comment| &comment.thread);
        let times = remarks.map(|one| one.when);
        let times = times.chain(self.waivers.iter().map(|one| one.when));
        let times = times.chain(self.sign_offs.iter().map(|one| one.when));
        let times = times.chain(self.seen.iter().map(|one| one.when));
        let times = times.chain(self.corrections.iter().map(|one| one.when));
        times.chain(self.changes.iter().map(|one| one.when)).max()
    }

    /// The time to be written on a record made now: never before one that is there already, so that a clock that was put
    /// back turns no answer into a question.
    pub fn time(&self, now: Timestamp) -> Timestamp {
        self.newest().map_or(now, |newest| newest.max(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, Column, Paragraph, Role, Row};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn report(text: &str, value: &str) -> Report {
        let mut report = Report::new(2024, "年报".to_owned()).unwrap();
        let id = |text: &str| text.parse().unwrap();
        let row = Row { id: id("r1"), cells: vec![Cell::from(value)], ..Row::default() };
        let table = Table {
            id: id("t1"),
            columns: vec![Column { key: "c1".to_owned(), ..Column::default() }],
            rows: vec![row],
            ..Table::default()
        };
        let blocks =
            vec![Block::Paragraph(Paragraph::new(id("p1"), text.to_owned())), Block::Table(table)];
        report.sections = vec![Section { id: id("s1"), level: 1, blocks, ..Section::default() }];
        report
    }

    fn noted(review: &mut Review, from: (&str, &str), to: (&str, &str), (by, when): (&str, i64)) {
        review.note(changes(&report(from.0, from.1), &report(to.0, to.1), (by, at(when))));
    }

    #[test]
    fn each_place_tells_who_when_and_what_stood_there() {
        let mut review = Review::default();
        noted(&mut review, ("收到3件。", "3"), ("收到4件。", "4"), ("张三", 10));
        let told: Vec<_> =
            review.changes.iter().map(|one| (one.by.as_str(), one.was.as_str())).collect();
        assert_eq!(told, [("张三", "收到3件。"), ("张三", "3")]);
        assert_eq!(review.changes[1].now, "4");
        assert_eq!(review.changes[1].cell, Some(("r1".parse().unwrap(), "c1".to_owned())));
    }

    #[test]
    fn one_person_before_a_signature_makes_one_change() {
        let mut review = Review::default();
        noted(&mut review, ("甲", "3"), ("乙", "4"), ("张三", 10));
        noted(&mut review, ("乙", "4"), ("丙", "5"), ("张三", 20));
        assert_eq!(review.changes.len(), 2);
        assert_eq!((review.changes[0].was.as_str(), review.changes[0].when), ("甲", at(20)));
        // Back to what it was: nothing has changed.
        noted(&mut review, ("丙", "5"), ("甲", "3"), ("张三", 30));
        assert_eq!(review.changes, []);
        noted(&mut review, ("甲", "3"), ("乙", "3"), ("张三", 40));
        review.sign(&report("乙", "3"), Role::Drafter, ("张三", at(50)));
        noted(&mut review, ("乙", "3"), ("丙", "3"), ("张三", 60));
        noted(&mut review, ("丙", "3"), ("丁", "3"), ("李四", 70));
        let was: Vec<&str> = review.changes.iter().map(|one| one.was.as_str()).collect();
        assert_eq!(was, ["甲", "乙", "丙"]);
        assert_eq!(review.changes_since(Some(at(50))).count(), 2);
    }

    #[test]
    fn a_clock_that_was_put_back_changes_no_order() {
        let mut review = Review::default();
        assert_eq!(review.time(at(5)), at(5));
        noted(&mut review, ("甲", ""), ("乙", ""), ("张三", 100));
        assert_eq!((review.time(at(5)), review.time(at(200))), (at(100), at(200)));
    }
}
