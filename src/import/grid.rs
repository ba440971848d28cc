//! Printed labels and cells to a table of the model. Keys stay empty: which statutory form it is, is recognised later.

use crate::model::{Cell, Column, Row, Table};

use super::piece::Grid;

/// What parts the steps of a header path in one printed label.
const STEP: char = '／';

/// Head of the row labels that says nothing, so that nothing is lost without it.
const EMPTY_CORNER: &str = "项目";

/// The table, and the words above its row labels if they say something that the model has no place for.
pub(super) fn table(grid: Grid) -> (Table, Option<String>) {
    let stub = grid.stub.unwrap_or_else(|| stub(&grid));
    let mut header = grid.header.into_iter();
    let corner: Vec<String> = header.by_ref().take(stub).collect();
    let columns = header.map(|label| Column { label: path(&label), ..Column::default() }).collect();
    let rows = grid.rows.into_iter().map(|row| {
        let mut cells = row.into_iter();
        let label = cells.by_ref().take(stub).flat_map(|label| path(&label)).collect();
        let cells = cells.map(|cell| Cell::from(cell.as_str())).collect();
        Row { label, cells, ..Row::default() }
    });
    let rows = rows.collect();
    let corner = corner.into_iter().find(|words| !words.is_empty() && words != EMPTY_CORNER);
    (Table { columns, rows, ..Table::default() }, corner)
}

/// How many columns hold row labels: the first, and those after it whose header is empty or the same (a merged header)
/// and which hold words only.
fn stub(grid: &Grid) -> usize {
    let first = grid.header.first().map(String::as_str).unwrap_or_default();
    let words = |column: usize| {
        let mut cells = grid.rows.iter().filter_map(|row| row.get(column));
        cells.all(|cell| !cell.is_empty() && matches!(Cell::from(cell.as_str()), Cell::Text(_)))
    };
    let merged = |(at, label): &(usize, &String)| {
        (label.is_empty() || label.as_str() == first) && words(*at)
    };
    let more = grid.header.iter().enumerate().skip(1).take_while(merged).count();
    if grid.rows.is_empty() { 1 } else { 1 + more }
}

/// A printed label as a header path: 法人或其他组织／商业企业 is two steps.
fn path(label: &str) -> Vec<String> {
    if label.is_empty() { Vec::new() } else { label.split(STEP).map(str::to_owned).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[&[&str]]) -> (Table, Option<String>) {
        let mut rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        let header = rows.remove(0);
        table(Grid { header, rows, stub: None })
    }

    #[test]
    fn labels_become_paths_and_cells_values() {
        let (table, corner) = of(&[
            &["项目", "自然人", "法人／企业"],
            &["三、办理／（一）公开", "", "/"],
            &["四、结转", "0", "3件"],
        ]);
        assert_eq!(corner, None);
        assert_eq!(table.columns[1].label, ["法人", "企业"]);
        assert_eq!(table.rows[0].label, ["三、办理", "（一）公开"]);
        assert_eq!(table.rows[0].cells, [Cell::Blank, Cell::NotApplicable]);
        assert_eq!(table.rows[1].cells, [Cell::from("0"), Cell::Text("3件".to_owned())]);
    }

    #[test]
    fn a_merged_corner_is_two_label_columns() {
        let (table, corner) =
            of(&[&["季度", "", "人次"], &["一季度", "低保", "5"], &["一季度", "特困", "6"]]);
        assert_eq!(corner.as_deref(), Some("季度"));
        assert_eq!(table.columns.len(), 1);
        assert_eq!(table.rows[1].label, ["一季度", "特困"]);
    }
}
