//! A table laid out for a pane: which labels, how wide each column.

use crate::forms::TableForm;
use crate::model::Table;
use crate::text::width::Widths;

use super::grid::{self, Line};

/// Cells of a column head at most where there is room, and where there is none.
const HEAD: usize = 16;
const NARROW_HEAD: usize = 8;

/// A table as it is laid out in a pane of a certain width: in full where that fits, else with the form's short labels.
/// Numbers are never cut; what does not fit at the right is reached by moving there.
pub struct Sheet<'a> {
    /// The table.
    pub table: &'a Table,
    /// Its statutory form, where it has one.
    pub form: Option<&'a TableForm>,
    /// Its lines, row heads as they are shown.
    pub lines: Vec<Line>,
    /// The head of each column as it is shown.
    pub heads: Vec<String>,
    /// Cells of each column.
    pub widths: Vec<usize>,
    /// Cells of the row heads.
    pub label: usize,
    room: usize,
}

impl<'a> Sheet<'a> {
    /// Lays a table out in a pane so many cells wide.
    pub fn new(
        table: &'a Table,
        form: Option<&'a TableForm>,
        room: usize,
        widths: &Widths,
    ) -> Self {
        let full = Self::with_labels(table, None, (room, HEAD), widths);
        if full.label_wanted(widths) + full.widths.iter().sum::<usize>() <= room {
            return Self { form, ..full };
        }
        Self { form, ..Self::with_labels(table, form, (room, NARROW_HEAD), widths) }
    }

    fn with_labels(
        table: &'a Table,
        form: Option<&'a TableForm>,
        (room, head): (usize, usize),
        widths: &Widths,
    ) -> Self {
        let column_head = |index: usize, key: &str| {
            let short =
                form.and_then(|form| form.column(key)).map(|column| column.brief().to_owned());
            short.unwrap_or_else(|| grid::head(table, index).to_owned())
        };
        let heads: Vec<String> = table
            .columns
            .iter()
            .enumerate()
            .map(|(index, column)| column_head(index, &column.key))
            .collect();
        let mut lines = grid::lines(table);
        for line in &mut lines {
            let row = line.row.and_then(|row| table.rows.get(row));
            if let Some(short) = row.and_then(|row| form?.row(&row.key)) {
                short.brief().clone_into(&mut line.label);
            }
        }
        let cells = |column: usize| {
            let cells = table.rows.iter().filter_map(move |row| row.cells.get(column));
            cells.map(|cell| widths.of(&grid::shown(cell, true))).max().unwrap_or(0)
        };
        let needed = heads
            .iter()
            .enumerate()
            .map(|(column, text)| cells(column).max(widths.of(text).min(head)) + 2);
        let mut sheet =
            Self { table, form, widths: needed.collect(), lines, heads, label: 0, room };
        let numbers: usize = sheet.widths.iter().sum();
        sheet.label =
            sheet.label_wanted(widths).min(room.saturating_sub(numbers).max(room / 3)).min(room);
        sheet
    }

    /// Cells that the widest row head takes, with a blank behind it.
    fn label_wanted(&self, widths: &Widths) -> usize {
        let rows = self.lines.iter().filter(|line| line.row.is_some());
        rows.map(|line| widths.of(&line.label) + 2 * line.depth).max().unwrap_or(0) + 1
    }

    /// Index, left edge and width of each column that is shown when `left` is the first.
    pub fn shown(&self, left: usize) -> Vec<(usize, usize, usize)> {
        let mut x = self.label;
        let mut shown = Vec::new();
        for (index, width) in self.widths.iter().enumerate().skip(left) {
            if x + width > self.room {
                break;
            }
            shown.push((index, x, *width));
            x += width;
        }
        shown
    }

    /// The first column to show so that the cursor's column is shown whole.
    pub(super) fn scrolled(&self, left: usize, cursor: usize) -> usize {
        let room = self.room.saturating_sub(self.label);
        let mut left = left.min(cursor);
        let span = |from: usize| self.widths.iter().take(cursor + 1).skip(from).sum::<usize>();
        while left < cursor && span(left) > room {
            left += 1;
        }
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Catalogue;
    use crate::model::{Form, Ids};

    #[test]
    fn the_application_form_fits_in_eighty_columns() {
        let forms = Catalogue::built_in();
        let form = forms.form(Form::F2021, "applications").unwrap();
        let table = form.blank(&mut Ids::of_text("table"));
        let narrow = Sheet::new(&table, Some(form), 80, &Widths::NARROW);
        assert_eq!(narrow.heads, ["自然人", "企业", "科研", "公益", "法律", "其他", "总计"]);
        assert_eq!(narrow.shown(0).len(), 7);
        assert!(narrow.lines.iter().any(|line| line.label == "1.国家秘密"));
        let wide = Sheet::new(&table, Some(form), 300, &Widths::NARROW);
        assert!(wide.heads.contains(&"社会公益组织".to_owned()));
    }

    #[test]
    fn columns_that_do_not_fit_are_reached_by_moving() {
        let forms = Catalogue::built_in();
        let form = forms.form(Form::F2021, "litigation").unwrap();
        let table = form.blank(&mut Ids::of_text("table"));
        let sheet = Sheet::new(&table, Some(form), 40, &Widths::NARROW);
        for cursor in 0..15 {
            let left = sheet.scrolled(0, cursor);
            assert!(
                sheet.shown(left).iter().any(|(index, ..)| *index == cursor),
                "column {cursor}"
            );
        }
    }
}
