//! A table laid out for a pane: which lines and labels, how wide each column.

use std::collections::BTreeMap;

use crate::figures;
use crate::forms::TableForm;
use crate::model::Cell;
use crate::model::Table;
use crate::text::width::Widths;

use super::folds::{self, Folds};
use super::head;
use super::lines::{self, Kind, Line};

/// Cells of a column head at most where there is room, and where there is none.
const HEAD: usize = 16;
const NARROW_HEAD: usize = 8;

/// Cells that the row heads keep in the narrowest pane.
const LEAST_LABEL: usize = 18;

/// Cells before the row heads, where the cursor's row is marked.
pub const MARGIN: usize = 1;

/// The room that a table is laid out in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Cells from left to right.
    pub columns: usize,
    /// Lines below the column heads; groups are folded where that makes the whole table fit.
    pub lines: usize,
    /// How wide glyphs are.
    pub widths: Widths,
}

impl Room {
    /// Cells that a line of some depth is moved in.
    const fn indent(self, depth: usize) -> usize {
        if self.columns < 60 { depth } else { 2 * depth }
    }
}

/// A table as it is laid out in a room: in full where that fits, else with the form's short labels. Numbers are never
/// cut; what does not fit at the right is reached by moving there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its lines, row heads as they are shown.
    pub lines: Vec<Line>,
    /// The head of each column as it is shown.
    pub heads: Vec<String>,
    /// Cells of each column.
    pub widths: Vec<usize>,
    /// Cells of the row heads, margin and a blank behind them counted.
    pub label: usize,
    /// What blank cells with a formula should be, shown in their place.
    due: BTreeMap<(usize, usize), String>,
    room: Room,
}

/// How short labels have to be.
#[derive(Clone, Copy)]
struct Labels<'f> {
    rows: Option<&'f TableForm>,
    columns: Option<&'f TableForm>,
    head: usize,
}

impl Sheet {
    /// Lays a table out.
    pub fn new(table: &Table, form: Option<&TableForm>, folds: &Folds, room: Room) -> Self {
        let all = lines::lines(table);
        let due = due(table);
        let mut numbers = numbers(table, form, &all, &room.widths);
        for ((_, column), text) in &due {
            if let Some(width) = numbers.get_mut(*column) {
                *width = text.len().max(*width);
            }
        }
        let full = Labels { rows: None, columns: None, head: HEAD };
        let short = Labels { rows: form, ..full };
        let shortest = Labels { columns: form, head: NARROW_HEAD, ..short };
        let fits = |sheet: &Self| sheet.label + sheet.widths.iter().sum::<usize>() <= room.columns;
        let lay = |labels: Labels<'_>| Self::with(table, (&all, &numbers), labels, room);
        let laid = [full, short].into_iter().map(lay).find(fits);
        let mut sheet = laid.unwrap_or_else(|| {
            let mut sheet = lay(shortest);
            let wide: usize = sheet.widths.iter().sum();
            let least = room.columns.saturating_sub(wide).max(LEAST_LABEL);
            sheet.label = sheet.label.min(least).min(room.columns);
            sheet
        });
        sheet.due = due;
        sheet.fold(table, folds);
        sheet
    }

    /// What a blank cell with a formula should be: `=12`.
    pub fn due(&self, row: usize, column: usize) -> Option<&str> {
        self.due.get(&(row, column)).map(String::as_str)
    }

    fn with(
        table: &Table,
        (all, numbers): (&[Line], &[usize]),
        labels: Labels<'_>,
        room: Room,
    ) -> Self {
        let column_head = |(index, column): (usize, &crate::model::Column)| {
            let short = labels.columns.and_then(|form| form.column(&column.key));
            short.map_or_else(|| head(table, index), |column| column.brief()).to_owned()
        };
        let heads: Vec<String> = table.columns.iter().enumerate().map(column_head).collect();
        let mut lines = all.to_vec();
        if let Some(form) = labels.rows {
            for line in &mut lines {
                let row = line.row().and_then(|row| form.row(&table.rows.get(row)?.key));
                if let Some(short) = row {
                    short.brief().clone_into(&mut line.label);
                }
            }
        }
        let head = |text: &String| room.widths.of(text).min(labels.head);
        let widths = heads.iter().zip(numbers).map(|(text, cells)| head(text).max(*cells) + 2);
        let widths = widths.collect();
        let label = label(&lines, room);
        Self { lines, heads, widths, label, due: BTreeMap::new(), room }
    }

    /// Folds groups as the user has chosen; where he has not, if that makes the whole table fit.
    fn fold(&mut self, table: &Table, folds: &Folds) {
        let all = lines::folded(&self.lines, folds, table, true);
        let room = self.room.lines;
        let helps = self.lines.len() > room && all.len() <= room;
        let shown = if helps { all } else { lines::folded(&self.lines, folds, table, false) };
        self.lines = shown;
    }

    /// Whether a changed cell of a long table still fits; a short one is better laid out anew.
    pub(super) fn still_fits(&self, table: &Table, row: usize, column: usize) -> bool {
        const LONG: usize = 500;
        let wanted = table.cell(row, column).map(|cell| cell_width(cell, &self.room.widths) + 2);
        let width = self.widths.get(column);
        table.rows.len() >= LONG
            && figures::Formulas::of(table).is_empty()
            && wanted.zip(width).is_some_and(|(wanted, width)| wanted <= *width)
    }

    /// The line on which a row stands, or the group in which it is folded away.
    pub fn line_of(&self, row: usize) -> usize {
        self.lines.partition_point(|line| line.rows.start <= row).saturating_sub(1)
    }

    /// The line some steps further down (or up) on which the cursor can stand; the last there is where they are too many.
    pub(in crate::app) fn stop(&self, line: usize, by: isize) -> usize {
        let (mut at, mut left) = (line, by);
        let forward = by > 0;
        loop {
            let next = if forward { at + 1 } else { at.wrapping_sub(1) };
            let Some(found) = self.lines.get(next).filter(|_| left != 0) else { break };
            at = next;
            if found.is_stop() {
                left -= by.signum();
            }
        }
        let stops = |index: &usize| self.lines.get(*index).is_some_and(Line::is_stop);
        if stops(&at) { at } else { (at..self.lines.len()).find(stops).unwrap_or(line) }
    }

    /// Where the head of a line begins.
    pub const fn indent(&self, line: &Line) -> usize {
        MARGIN + self.room.indent(line.depth)
    }

    /// Index, left edge and width of each column that is shown when `left` is the first.
    pub fn shown(&self, left: usize) -> Vec<(usize, usize, usize)> {
        let mut x = self.label;
        let mut shown = Vec::new();
        for (index, width) in self.widths.iter().enumerate().skip(left) {
            if x + width > self.room.columns {
                break;
            }
            shown.push((index, x, *width));
            x += width;
        }
        shown
    }

    /// The first column to show so that the cursor's column is shown whole.
    pub(in crate::app) fn scrolled(&self, left: usize, cursor: usize) -> usize {
        let room = self.room.columns.saturating_sub(self.label);
        let mut left = left.min(cursor);
        let span = |from: usize| self.widths.iter().take(cursor + 1).skip(from).sum::<usize>();
        while left < cursor && span(left) > room {
            left += 1;
        }
        left
    }
}

/// What the blank cells with a formula should be.
fn due(table: &Table) -> BTreeMap<(usize, usize), String> {
    let blank = |own: &figures::Computed| table.cell(own.row, own.column) == Some(&Cell::Blank);
    let computed = figures::computed(table).into_iter().filter(blank);
    let told = computed.filter_map(|own| match own.due {
        figures::Due::Number { value, .. } => Some(((own.row, own.column), format!("={value}"))),
        _ => None,
    });
    told.collect()
}

/// Cells that the widest number of each column takes, sums of groups counted.
fn numbers(table: &Table, form: Option<&TableForm>, all: &[Line], widths: &Widths) -> Vec<usize> {
    let groups: Vec<&Line> = all
        .iter()
        .enumerate()
        .filter(|(index, line)| line.kind == Kind::Head && lines::can_fold(all, *index))
        .map(|(_, line)| line)
        .take(64)
        .collect();
    let of_column = |column: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
        let cells = cells.map(|cell| cell_width(cell, widths)).max().unwrap_or(0);
        let sums = groups.iter().map(|group| folds::sum(form, table, group, column).len());
        cells.max(sums.max().unwrap_or(0))
    };
    (0..table.columns.len()).map(of_column).collect()
}

fn cell_width(cell: &Cell, widths: &Widths) -> usize {
    match cell {
        Cell::Blank | Cell::NotApplicable => 1,
        Cell::Number(number) => number.to_string().len(),
        Cell::Text(text) => widths.of(text),
    }
}

/// Cells that the widest row head takes, as wide as if every group were folded, so that folding moves no column.
fn label(lines: &[Line], room: Room) -> usize {
    let widths = &room.widths;
    let own = |(index, line): (usize, &Line)| {
        let folded = lines::can_fold(lines, index);
        let width = if line.kind == Kind::Row {
            widths.of(&line.label)
        } else if folded {
            widths.of(&folded_label(line, "▸"))
        } else {
            return 0;
        };
        width + room.indent(line.depth)
    };
    lines.iter().enumerate().map(own).max().unwrap_or(0) + MARGIN + 1
}

/// The head of a folded group with the number of its rows: （三）不予公开 ▸8项.
pub fn folded_label(line: &Line, mark: &str) -> String {
    format!("{} {mark}{}项", line.label, line.rows.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Catalogue;
    use crate::model::{Form, Ids};

    fn laid(key: &str, columns: usize, lines: usize) -> (Sheet, Table) {
        let forms = Catalogue::built_in();
        let form = forms.form(Form::F2021, key).unwrap();
        let table = form.blank(&mut Ids::of_text("table"));
        let room = Room { columns, lines, widths: Widths::NARROW };
        (Sheet::new(&table, Some(form), &Folds::default(), room), table)
    }

    #[test]
    fn the_application_form_fits_in_eighty_columns() {
        let (narrow, _) = laid("applications", 80, 40);
        assert_eq!(narrow.heads, ["自然人", "企业", "科研", "公益", "法律", "其他", "总计"]);
        assert_eq!(narrow.shown(0).len(), 7);
        assert!(narrow.lines.iter().any(|line| line.label == "1.国家秘密"));
        let (wide, _) = laid("applications", 300, 40);
        assert!(wide.heads.contains(&"社会公益组织".to_owned()));
    }

    #[test]
    fn its_groups_fold_where_that_makes_it_fit() {
        let folded = |lines| {
            let (sheet, _) = laid("applications", 80, lines);
            (sheet.lines.len(), sheet.lines.iter().filter(|line| line.kind == Kind::Folded).count())
        };
        assert_eq!(folded(30), (30, 0));
        assert_eq!(folded(29), (11, 4));
        assert_eq!(folded(11), (11, 4));
        assert_eq!(folded(10), (30, 0));
    }

    #[test]
    fn the_cursor_stops_at_rows_and_folded_groups() {
        let (sheet, table) = laid("applications", 80, 11);
        let (mut line, mut walked) = (0, vec![0]);
        loop {
            let next = sheet.stop(line, 1);
            if next == line {
                break;
            }
            line = next;
            walked.push(sheet.lines[line].rows.start);
        }
        assert_eq!(walked, [0, 1, 2, 3, 4, 12, 15, 20, 23, 24]);
        assert_eq!(sheet.stop(line, -100), 0);
        for row in 0..table.rows.len() {
            assert!(sheet.lines[sheet.line_of(row)].rows.contains(&row));
        }
    }

    #[test]
    fn columns_that_do_not_fit_are_reached_by_moving() {
        let (sheet, _) = laid("litigation", 40, 10);
        for cursor in 0..15 {
            let left = sheet.scrolled(0, cursor);
            assert!(
                sheet.shown(left).iter().any(|(index, ..)| *index == cursor),
                "column {cursor}"
            );
        }
    }
}
