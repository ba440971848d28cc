//! A table that both have changed: its columns, its rows and each cell.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Cell, Column, Disputed, Id, Row, Table, TextAt};

use super::clashes::{Clashes, Sides};
use super::order::ordered;
use super::record::united;

/// The table with the changes of both; `None` where it is not the same table any more, and each must stand by itself.
pub(super) fn merged(sides: Sides<'_, Table>, clashes: &mut Clashes) -> Option<Table> {
    let keys = |table: &Table| -> Vec<String> {
        table.columns.iter().map(|column| column.key.clone()).collect()
    };
    let lists = [sides.base, sides.ours, sides.theirs].map(keys);
    let [base, ours, theirs] = &lists;
    let same = base == ours && ours == theirs;
    if !same && lists.iter().any(|keys| !are_names(keys)) {
        return None;
    }
    let at = || Disputed::Block(sides.ours.id);
    let form = clashes.pick(sides.of(|it| &it.form), at(), Clone::clone).clone();
    let caption = Disputed::Text(TextAt::Caption(sides.ours.id));
    let caption = clashes.text(sides.texts(|it| &it.caption), caption);
    let source = clashes.text(sides.texts(|it| &it.source), at());
    let notes = notes(sides.of(|it| &it.notes));
    // Where all have the same columns, a column is known by its place, else by its key.
    let places: Vec<Places> = if same {
        (0..base.len()).map(|place| [Some(place); 3]).collect()
    } else {
        let stays = |key: &String| {
            let (mine, yours) = (ours.contains(key), theirs.contains(key));
            mine && yours || !base.contains(key) && (mine || yours) || filled_since(sides, key)
        };
        let order = ordered(Sides { base: &base[..], ours: &ours[..], theirs: &theirs[..] }, stays);
        let place = |key: &String, list: &[String]| list.iter().position(|known| known == key);
        order.iter().map(|key| [place(key, base), place(key, ours), place(key, theirs)]).collect()
    };
    let columns: Vec<Column> = places
        .iter()
        .filter_map(|[base, ours, theirs]| {
            let column =
                |table: &Table, place: &Option<usize>| table.columns.get((*place)?).cloned();
            let found =
                [column(sides.base, base), column(sides.ours, ours), column(sides.theirs, theirs)];
            one_of(found, |column| column.label.join("／"), at(), clashes)
        })
        .collect();
    let keys: Vec<String> = columns.iter().map(|column| column.key.clone()).collect();
    let rows = rows(sides, &Across { places: &places, keys: &keys }, clashes);
    Some(Table { form, caption, columns, rows, notes, source, ..sides.ours.clone() })
}

/// Where a column stands in base, ours and theirs.
type Places = [Option<usize>; 3];

/// The columns of the merged table.
struct Across<'a> {
    places: &'a [Places],
    keys: &'a [String],
}

/// Whether columns can be told by their keys.
fn are_names(keys: &[String]) -> bool {
    let distinct: BTreeSet<&String> = keys.iter().collect();
    distinct.len() == keys.len() && keys.iter().all(|key| !key.is_empty())
}

/// Whether a column that one has removed holds what the other has filled in meanwhile.
fn filled_since(sides: Sides<'_, Table>, key: &str) -> bool {
    let cells = |table: &Table| -> Option<BTreeMap<Id, Cell>> {
        let place = table.columns.iter().position(|column| column.key == key)?;
        table.rows.iter().map(|row| Some((row.id, row.cells.get(place)?.clone()))).collect()
    };
    let before = cells(sides.base);
    [sides.ours, sides.theirs]
        .into_iter()
        .filter_map(cells)
        .any(|now| before.as_ref() != Some(&now))
}

/// The notes below a table: all that stood there, without those that somebody has removed, and what both have added.
fn notes(sides: Sides<'_, Vec<String>>) -> Vec<String> {
    if let Some(one) = sides.easy() {
        return one.clone();
    }
    let Sides { base, ours, theirs } = sides;
    let mine = ours.iter().filter(|note| theirs.contains(note) || !base.contains(note));
    let yours = theirs.iter().filter(|note| !base.contains(note) && !ours.contains(note));
    mine.chain(yours).cloned().collect()
}

/// The one to be taken of what base, ours and theirs have, ours where both have changed it.
fn one_of<T: PartialEq + Clone>(
    found: [Option<T>; 3],
    words: impl Fn(&T) -> String,
    at: Disputed,
    clashes: &mut Clashes,
) -> Option<T> {
    match found {
        [_, None, one] | [_, one, None] => one,
        [Some(base), Some(ours), Some(theirs)] => {
            let sides = Sides { base: &base, ours: &ours, theirs: &theirs };
            Some(clashes.pick(sides, at, words).clone())
        }
        [None, Some(ours), Some(theirs)] => {
            if ours != theirs {
                clashes.note(at, String::new(), Some(words(&theirs)));
            }
            Some(ours)
        }
    }
}

fn rows(sides: Sides<'_, Table>, across: &Across<'_>, clashes: &mut Clashes) -> Vec<Row> {
    let known = |table: &'_ Table| -> BTreeMap<Id, Row> {
        table.rows.iter().map(|row| (row.id, row.clone())).collect()
    };
    let (base, ours, theirs) = (known(sides.base), known(sides.ours), known(sides.theirs));
    let list = |table: &Table| table.rows.iter().map(|row| row.id).collect::<Vec<Id>>();
    let (old, mine, yours) = (list(sides.base), list(sides.ours), list(sides.theirs));
    let table = sides.ours.id;
    let mut kept: BTreeMap<Id, Row> = BTreeMap::new();
    for id in mine.iter().chain(yours.iter().filter(|id| !ours.contains_key(id))) {
        let found = [base.get(id), ours.get(id), theirs.get(id)];
        let row = match found {
            [before, Some(one), None] | [before, None, Some(one)] => {
                let side = if found[1].is_some() { 1 } else { 2 };
                match before {
                    Some(before) if before == one => None,
                    Some(before) => {
                        clashes.note(Disputed::Row { table, row: *id }, head(before), None);
                        Some(across.spread(one, side))
                    }
                    None => Some(across.spread(one, side)),
                }
            }
            [before, Some(ours), Some(theirs)] => {
                let empty = Row { id: *id, ..Row::default() };
                let base = before.unwrap_or(&empty);
                Some(across.both(table, Sides { base, ours, theirs }, clashes))
            }
            [_, None, None] => None,
        };
        kept.extend(row.map(|row| (*id, row)));
    }
    let all = Sides { base: &old[..], ours: &mine[..], theirs: &yours[..] };
    let order = ordered(all, |id| kept.contains_key(id));
    order.iter().filter_map(|id| kept.remove(id)).collect()
}

fn head(row: &Row) -> String {
    row.label.join("／")
}

impl Across<'_> {
    /// A row of one side (1 ours, 2 theirs) under the merged columns.
    fn spread(&self, row: &Row, side: usize) -> Row {
        let cell = |places: &Places| -> Option<Cell> {
            row.cells.get(places.get(side).copied().flatten()?).cloned()
        };
        let cells = self.places.iter().map(|places| cell(places).unwrap_or_default()).collect();
        Row { cells, ..row.clone() }
    }

    fn both(&self, table: Id, sides: Sides<'_, Row>, clashes: &mut Clashes) -> Row {
        let id = sides.ours.id;
        let at = || Disputed::Row { table, row: id };
        // The head and whatever else a row has, without its cells.
        let rest = [sides.base, sides.ours, sides.theirs].map(|row| Row {
            cells: Vec::new(),
            overrides: Vec::new(),
            ..row.clone()
        });
        let [base, ours, theirs] = &rest;
        let rest = clashes.pick(Sides { base, ours, theirs }, at(), head).clone();
        let cells = self.places.iter().zip(self.keys).map(|(places, key)| {
            let [base, ours, theirs] = *places;
            let cell = |row: &Row, place: Option<usize>| row.cells.get(place?).cloned();
            let found =
                [cell(sides.base, base), cell(sides.ours, ours), cell(sides.theirs, theirs)];
            let at = Disputed::Cell { table, row: id, column: key.clone() };
            one_of(found, ToString::to_string, at, clashes).unwrap_or_default()
        });
        let overrides = united(sides.of(|row| &row.overrides[..]));
        Row { cells: cells.collect(), overrides, ..rest }
    }
}
