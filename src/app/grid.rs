//! A table as lines of text, and the cursor in it.

use crate::forms::TableForm;
use crate::model::Cell;
use crate::model::Id;
use crate::model::Row;
use crate::model::Table;

use super::input::Input;
use super::marks::Marks;

/// The open table: which one, which cell, what is being typed.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// The table.
    pub table: Id,
    /// Row of the cursor, counted from 0.
    pub row: usize,
    /// Column of the cursor, counted from 0.
    pub column: usize,
    /// First line shown.
    pub top: usize,
    /// First column shown.
    pub left: usize,
    /// What is being typed into the cell.
    pub input: Input,
}

/// One line below the column heads: a row, or the head of a group of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The row head, or the head of the group.
    pub label: String,
    /// Steps it is indented.
    pub depth: usize,
    /// Index of the row; none for the head of a group.
    pub row: Option<usize>,
}

/// The lines of a table: rows, with a line of its own for each head that several rows share.
pub fn lines(table: &Table) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut shared: &[String] = &[];
    for (index, row) in table.rows.iter().enumerate() {
        let Some((own, path)) = row.label.split_last() else {
            lines.push(Line { label: String::new(), depth: 0, row: Some(index) });
            continue;
        };
        let same = path.iter().zip(shared).take_while(|(a, b)| a == b).count();
        for (depth, head) in path.iter().enumerate().skip(same) {
            lines.push(Line { label: head.clone(), depth, row: None });
        }
        shared = path;
        lines.push(Line { label: own.clone(), depth: path.len(), row: Some(index) });
    }
    lines
}

/// What a cell shows: `_` where nothing was filled in, nothing where the form has no such cell.
pub fn shown(cell: &Cell, exists: bool) -> String {
    if *cell == Cell::Blank && exists { "_".to_owned() } else { cell.to_string() }
}

/// Whether the statutory form has this cell; in a table of the office's own every cell is one.
pub fn exists(form: Option<&TableForm>, table: &Table, row: usize, column: usize) -> bool {
    let keys = table.rows.get(row).zip(table.columns.get(column));
    form.zip(keys).is_none_or(|(form, (row, column))| form.has(&row.key, &column.key))
}

/// How many cells are filled, of how many that there are.
pub fn filled(form: Option<&TableForm>, table: &Table) -> (usize, usize) {
    let places = (0..table.rows.len())
        .flat_map(|row| (0..table.columns.len()).map(move |column| (row, column)));
    let there = places.filter(|(row, column)| exists(form, table, *row, *column));
    there.fold((0, 0), |(filled, all), (row, column)| {
        let blank = table.cell(row, column).is_none_or(|cell| *cell == Cell::Blank);
        (filled + usize::from(!blank), all + 1)
    })
}

/// The head of a column: the innermost part of its label.
pub fn head(table: &Table, column: usize) -> &str {
    table.columns.get(column).and_then(|column| column.label.last()).map_or("", String::as_str)
}

/// Rows of the table pane that are not lines of the table: heads, rule, check strip, and the labels of the cell below.
pub const CHROME: usize = 5;

/// The full label of a path, outermost first.
pub fn path(label: &[String], marks: &Marks) -> String {
    label.join(&format!(" {} ", marks.into))
}

/// The unit of a cell: the row's, else the column's.
pub fn unit(table: &Table, row: &Row, column: usize) -> String {
    if row.unit.is_empty() {
        table.columns.get(column).map(|column| column.unit.clone()).unwrap_or_default()
    } else {
        row.unit.clone()
    }
}

/// The lines of a table's preview, as texts to search in: caption, column heads, then [`lines`].
pub(super) fn searchable(table: &Table) -> Vec<String> {
    let heads: Vec<&str> = (0..table.columns.len()).map(|column| head(table, column)).collect();
    let mut texts = vec![table.caption.clone(), heads.join(" ")];
    for line in lines(table) {
        let cells = line.row.and_then(|row| table.rows.get(row)).map(|row| &row.cells);
        let values: Vec<String> = cells.into_iter().flatten().map(Cell::to_string).collect();
        texts.push(format!("{} {}", line.label, values.join(" ")));
    }
    texts
}

/// How many lines the preview of a table takes: caption and column heads, then the lines.
pub(super) fn preview_height(table: &Table) -> usize {
    2 + lines(table).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(label: &[&str]) -> Row {
        Row { label: label.iter().map(|part| (*part).to_owned()).collect(), ..Row::default() }
    }

    #[test]
    fn rows_that_share_a_head_stand_below_it() {
        let rows = vec![
            row(&["一、新收"]),
            row(&["三、结果", "（一）公开"]),
            row(&["三、结果", "（三）不予", "1.秘密"]),
            row(&["四、结转"]),
        ];
        let table = Table { rows, ..Table::default() };
        let told: Vec<(String, usize, Option<usize>)> =
            lines(&table).into_iter().map(|line| (line.label, line.depth, line.row)).collect();
        let expected = [
            ("一、新收", 0, Some(0)),
            ("三、结果", 0, None),
            ("（一）公开", 1, Some(1)),
            ("（三）不予", 1, None),
            ("1.秘密", 2, Some(2)),
            ("四、结转", 0, Some(3)),
        ];
        assert_eq!(told, expected.map(|(label, depth, row)| (label.to_owned(), depth, row)));
    }
}
