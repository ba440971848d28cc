//! A table as lines: its rows, and a line of its own for each head that several rows share.

use std::ops::Range;

use crate::model::Cell;
use crate::model::Table;

use super::folds::Folds;
use super::head;

/// One line below the column heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The row head, or the head of the group.
    pub label: String,
    /// Steps it is indented.
    pub depth: usize,
    /// The rows it stands for: one, or those of the group.
    pub rows: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What a line of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A row.
    Row,
    /// The head of a group whose rows stand below.
    Head,
    /// A group whose rows are folded away: their sums stand on its line.
    Folded,
}

impl Line {
    /// The row, if it is one.
    pub fn row(&self) -> Option<usize> {
        (self.kind == Kind::Row).then_some(self.rows.start)
    }

    /// Whether the cursor can stand on it.
    pub fn is_stop(&self) -> bool {
        self.kind != Kind::Head
    }
}

/// The lines of a table with every group open.
pub fn lines(table: &Table) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::with_capacity(table.rows.len() + 8);
    walk(table, |label, depth, row| {
        let (rows, kind) = match row {
            Some(row) => (row..row + 1, Kind::Row),
            None => (0..0, Kind::Head),
        };
        lines.push(Line { label: label.to_owned(), depth, rows, kind });
    });
    // A head stands for every row below it that is deeper than itself.
    let mut open: Vec<usize> = Vec::new();
    let mut spans: Vec<(usize, Range<usize>)> = Vec::new();
    let mut next = 0;
    for (index, line) in lines.iter().enumerate() {
        while let Some(head) = open.pop_if(|head| deeper(&lines, *head, line.depth)) {
            close(&mut spans, head, next);
        }
        if let Some(row) = line.row() {
            next = row + 1;
        } else {
            open.push(index);
            spans.push((index, next..next));
        }
    }
    while let Some(head) = open.pop() {
        close(&mut spans, head, next);
    }
    for (head, span) in spans {
        if let Some(line) = lines.get_mut(head) {
            line.rows = span;
        }
    }
    lines
}

fn deeper(lines: &[Line], head: usize, depth: usize) -> bool {
    lines.get(head).is_some_and(|head| head.depth >= depth)
}

fn close(spans: &mut [(usize, Range<usize>)], head: usize, end: usize) {
    if let Some((_, span)) = spans.iter_mut().rev().find(|(index, _)| *index == head) {
        span.end = end;
    }
}

/// Tells each line in turn: its label, how deep it is, and its row if it is one.
fn walk<'t>(table: &'t Table, mut told: impl FnMut(&'t str, usize, Option<usize>)) {
    let mut shared: &[String] = &[];
    for (index, row) in table.rows.iter().enumerate() {
        let Some((own, path)) = row.label.split_last() else {
            shared = &[];
            told("", 0, Some(index));
            continue;
        };
        let same = path.iter().zip(shared).take_while(|(a, b)| a == b).count();
        for (depth, head) in path.iter().enumerate().skip(same) {
            told(head, depth, None);
        }
        shared = path;
        told(own, path.len(), Some(index));
    }
}

/// The lines that are shown while some groups are folded.
pub(super) fn folded(lines: &[Line], folds: &Folds, table: &Table, all: bool) -> Vec<Line> {
    let mut shown: Vec<Line> = Vec::with_capacity(lines.len());
    let mut hidden = 0;
    for (index, line) in lines.iter().enumerate() {
        if line.rows.start < hidden {
            continue;
        }
        let folds_away = can_fold(lines, index) && folds.is_folded(table, line, all);
        if folds_away {
            hidden = line.rows.end;
        }
        let kind = if folds_away { Kind::Folded } else { line.kind };
        shown.push(Line { kind, ..line.clone() });
    }
    shown
}

/// Whether a line heads a group that can be folded: of several rows, with no group within.
pub(super) fn can_fold(lines: &[Line], index: usize) -> bool {
    let Some(line) = lines.get(index).filter(|line| line.kind != Kind::Row) else { return false };
    let within = lines.iter().skip(index + 1).take(line.rows.len());
    line.rows.len() > 1
        && within.clone().count() == line.rows.len()
        && within.clone().all(|line| line.kind == Kind::Row)
}

/// The lines of a table's preview, as texts to search in: caption, column heads, then [`lines`].
pub(in crate::app) fn searchable(table: &Table) -> Vec<String> {
    let heads: Vec<&str> = (0..table.columns.len()).map(|column| head(table, column)).collect();
    let mut texts = vec![table.caption.clone(), heads.join(" ")];
    for line in lines(table) {
        let cells = line.row().and_then(|row| table.rows.get(row)).map(|row| &row.cells);
        let values: Vec<String> = cells.into_iter().flatten().map(Cell::to_string).collect();
        texts.push(format!("{} {}", line.label, values.join(" ")));
    }
    texts
}

/// How many lines the preview of a table takes: caption and column heads, then the lines.
pub(in crate::app) fn preview_height(table: &Table) -> usize {
    let mut height = 2;
    walk(table, |_, _, _| height += 1);
    height
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Row;

    fn row(label: &[&str]) -> Row {
        Row { label: label.iter().map(|part| (*part).to_owned()).collect(), ..Row::default() }
    }

    fn table() -> Table {
        let rows = vec![
            row(&["一、新收"]),
            row(&["三、结果", "（一）公开"]),
            row(&["三、结果", "（三）不予", "1.秘密"]),
            row(&["三、结果", "（三）不予", "2.其他"]),
            row(&["四、结转"]),
        ];
        Table { rows, ..Table::default() }
    }

    #[test]
    fn rows_that_share_a_head_stand_below_it() {
        let lines = lines(&table());
        let told: Vec<(&str, usize, Range<usize>, Kind)> = lines
            .iter()
            .map(|line| (line.label.as_str(), line.depth, line.rows.clone(), line.kind))
            .collect();
        let expected = [
            ("一、新收", 0, 0..1, Kind::Row),
            ("三、结果", 0, 1..4, Kind::Head),
            ("（一）公开", 1, 1..2, Kind::Row),
            ("（三）不予", 1, 2..4, Kind::Head),
            ("1.秘密", 2, 2..3, Kind::Row),
            ("2.其他", 2, 3..4, Kind::Row),
            ("四、结转", 0, 4..5, Kind::Row),
        ];
        assert_eq!(told, expected);
        assert_eq!(preview_height(&table()), 2 + lines.len());
    }

    #[test]
    fn only_the_innermost_groups_fold() {
        let table = table();
        let lines = lines(&table);
        let can: Vec<usize> = (0..lines.len()).filter(|index| can_fold(&lines, *index)).collect();
        assert_eq!(can, [3]);
        let shown = folded(&lines, &Folds::default(), &table, true);
        let kinds: Vec<Kind> = shown.iter().map(|line| line.kind).collect();
        assert_eq!(kinds, [Kind::Row, Kind::Head, Kind::Row, Kind::Folded, Kind::Row]);
    }
}
