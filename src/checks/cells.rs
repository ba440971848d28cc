//! What stands in a table, read by rules that were made for sentences: cells, row heads and notes.

use crate::model::{Cell, Table, TextAt};

use super::finding::{Fix, Mend, Tier};
use super::rule::{Slip, Spot, Text};

/// Shorter contents say nothing that such a rule could be about.
const SHORTEST: usize = 4;

/// What a rule on texts says of everything that is written in a table. A cell can be filled anew, heads and notes are for the
/// writer.
pub(super) fn in_cells(table: &Table, see: fn(&Text<'_>) -> Vec<Slip>) -> Vec<Slip> {
    let of = |text: &str| {
        let long = text.len() >= SHORTEST;
        let text = Text { at: TextAt::Caption(table.id), text, year: 0 };
        if long { see(&text) } else { Vec::new() }
    };
    let mut slips = Vec::new();
    for row in &table.rows {
        for label in &row.label {
            let at = || Spot::Cell { table: table.id, row: row.id, column: None };
            slips.extend(of(label).into_iter().map(|slip| by_hand(slip, at())));
        }
        for (column, cell) in table.columns.iter().zip(&row.cells) {
            let text = match cell {
                Cell::Text(text) => text.clone(),
                Cell::Number(number) => number.to_string(),
                Cell::Blank | Cell::NotApplicable => continue,
            };
            let at = |column: &str| Spot::Cell {
                table: table.id,
                row: row.id,
                column: Some(column.to_owned()),
            };
            slips.extend(of(&text).into_iter().map(|slip| {
                let fixes = slip.fixes.iter().map(|fix| filling(fix, &text, &at(&column.key)));
                Slip { fixes: fixes.collect(), at: at(&column.key), ..slip }
            }));
        }
    }
    for note in &table.notes {
        slips.extend(of(note).into_iter().map(|slip| by_hand(slip, Spot::Table(table.id))));
    }
    slips
}

/// The fix of a sentence as one that fills the cell.
fn filling(fix: &Fix, text: &str, at: &Spot) -> Fix {
    let Spot::Cell { table, row, column: Some(column) } = at else { return fix.clone() };
    let mut edits = Vec::new();
    for mend in &fix.edits {
        let Mend::Replace { start, removed, inserted, .. } = mend else { continue };
        let parts = (text.get(..*start), text.get(start + removed.len()..));
        let (Some(head), Some(tail)) = parts else { continue };
        edits.push(Mend::SetCell {
            table: *table,
            row: *row,
            column: column.clone(),
            to: format!("{head}{inserted}{tail}"),
        });
    }
    edits.truncate(1);
    Fix { tier: if edits.is_empty() { Tier::Told } else { fix.tier }, edits, ..fix.clone() }
}

/// What the writer must mend in a row head or a note.
fn by_hand(slip: Slip, at: Spot) -> Slip {
    let told = |fix: &Fix| Fix { tier: Tier::Told, edits: Vec::new(), ..fix.clone() };
    Slip { fixes: slip.fixes.iter().map(told).collect(), at, ..slip }
}
