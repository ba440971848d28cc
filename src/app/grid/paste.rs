//! A pasted block against the table: which cells it would change, matched by labels where it has them.

use crate::app::state::State;
use crate::model::Cell;
use crate::model::Table;

use super::labels::{self, Matched};
use super::totals::Put;
use super::{accept, exists, tsv};

/// A cell that a paste would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Row and column.
    pub place: (usize, usize),
    /// What stands there.
    pub from: Cell,
    /// What would stand there.
    pub to: Cell,
}

/// What a pasted block would do to the open table (粘贴预览).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paste {
    /// How the block was laid on the table: 按行标对上 24 行.
    pub how: String,
    /// Cells that would change, in reading order.
    pub changes: Vec<Change>,
    /// Cells that hold the same already.
    pub same: usize,
    /// What is missing, left over or refused, a sentence each.
    pub told: Vec<String>,
    /// First line of the list that is shown.
    pub top: usize,
}

/// One of the numbered ways to take a paste.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// What the block holds; its blank cells leave the table as it is.
    Filled,
    /// Blank cells of the block empty those of the table.
    All,
    /// Only cells of the table that are blank.
    Blanks,
    /// Nothing.
    None,
}

impl Paste {
    /// What would be put into the table.
    pub fn cells(&self, way: Way) -> Vec<Put> {
        let taken = |change: &&Change| match way {
            Way::Filled => change.to != Cell::Blank,
            Way::All => true,
            Way::Blanks => change.from == Cell::Blank,
            Way::None => false,
        };
        self.changes.iter().filter(taken).map(|own| (own.place, own.to.clone())).collect()
    }

    /// The ways there are, the safe one first: those that would do the same as another are left out.
    pub fn ways(&self) -> Vec<(Way, String)> {
        let count = |way| self.cells(way).len();
        let (filled, all, blanks) = (count(Way::Filled), count(Way::All), count(Way::Blanks));
        let mut ways = Vec::new();
        if filled > 0 {
            let rest = if all > filled { "，空的不动" } else { "" };
            ways.push((Way::Filled, format!("放入 {filled} 格{rest}")));
        }
        if all > filled {
            ways.push((Way::All, format!("连同清空 {} 格", all - filled)));
        }
        if blanks > 0 && blanks < filled {
            ways.push((Way::Blanks, format!("只填空着的 {blanks} 格")));
        }
        ways.push((Way::None, "不放".to_owned()));
        ways
    }
}

/// Whether a pasted text is more than what goes into one cell.
pub fn is_block(text: &str) -> bool {
    text.trim_end_matches(['\n', '\r']).contains(['\t', '\n'])
}

impl State {
    /// What pasting a text at the cursor of the open table would change.
    pub(in crate::app) fn paste_plan(&self, text: &str) -> Option<Paste> {
        let report = self.report()?;
        let table = report.table(self.grid.table)?;
        let form = self.form_of(table);
        let grid = tsv::read(text);
        let matched = labels::recognised((&self.forms, report.form), table, &grid)
            .or_else(|| labels::by_labels(form, table, &grid))
            .unwrap_or_else(|| by_place(table, &grid, (self.grid.row, self.grid.column)));
        let mut paste = Paste { how: matched.how, told: matched.told, ..Paste::default() };
        for (place, text) in matched.cells {
            if !exists(form, table, place.0, place.1) && text.trim().is_empty() {
                continue;
            }
            let from = table.cell(place.0, place.1).cloned().unwrap_or_default();
            match accept(form, table, place, &text) {
                Ok(accepted) if accepted.cell == from => paste.same += 1,
                Ok(accepted) => {
                    paste.changes.push(Change { place, from, to: accepted.cell });
                }
                Err(why) => {
                    paste.told.push(format!(
                        "“{}”没有放入：{why}",
                        labels::cell_name(form, table, place)
                    ));
                }
            }
        }
        paste.changes.sort_by_key(|change| change.place);
        Some(paste)
    }
}

/// A block without labels: from the cursor on, or over the whole table where it has its shape.
fn by_place(table: &Table, grid: &[Vec<String>], cursor: (usize, usize)) -> Matched {
    let (rows, columns) = (table.rows.len(), table.columns.len());
    let mut block: Vec<Vec<String>> = grid.to_vec();
    let width = |block: &[Vec<String>]| block.iter().map(Vec::len).max().unwrap_or(0);
    // A page that was pasted one cell a line: as many lines as the table has cells.
    if width(&block) == 1 && columns > 1 && block.len() == rows * columns {
        let cells: Vec<String> = block.concat();
        block = cells.chunks(columns).map(<[String]>::to_vec).collect();
    }
    let (height, width) = (block.len(), width(&block));
    let whole = (height, width) == (rows, columns);
    let (top, left) = if whole { (0, 0) } else { cursor };
    let how = if whole {
        "按整张表放入".to_owned()
    } else {
        format!("从光标处起放入 {height} 行 {width} 列")
    };
    let mut told = Vec::new();
    let over = |has: usize, room: usize| has.saturating_sub(room);
    let (low, right) =
        (over(height, rows - top.min(rows)), over(width, columns - left.min(columns)));
    if low > 0 {
        told.push(format!("下面多出 {low} 行，没有地方放"));
    }
    if right > 0 {
        told.push(format!("右边多出 {right} 列，没有地方放"));
    }
    if width == columns && (top, left) == (0, 0) && height < rows {
        let fewer = rows - height;
        told.push(format!("比表少 {fewer} 行，又没有行标，看不出少的是哪一行，请逐行核对"));
    }
    let cells = block.iter().zip(top..rows).flat_map(|(line, row)| {
        let line = line.iter().zip(left..columns);
        line.map(move |(text, column)| ((row, column), text.clone()))
    });
    Matched { how, cells: cells.collect(), told }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_say_what_they_do() {
        let change = |from: &str, to: &str| Change {
            place: (0, 0),
            from: Cell::from(from),
            to: Cell::from(to),
        };
        let ways = |changes: Vec<Change>| -> Vec<String> {
            let paste = Paste { changes, ..Paste::default() };
            paste.ways().into_iter().map(|(_, title)| title).collect()
        };
        assert_eq!(ways(vec![change("1", "2")]), ["放入 1 格", "不放"]);
        assert_eq!(
            ways(vec![change("1", "2"), change("", "3"), change("4", "")]),
            ["放入 2 格，空的不动", "连同清空 1 格", "只填空着的 1 格", "不放"]
        );
        assert_eq!(ways(vec![change("4", "")]), ["连同清空 1 格", "不放"]);
    }

    #[test]
    fn one_number_is_no_block() {
        assert!(!is_block("12\n") && is_block("1\t2") && is_block("1\n2"));
    }
}
