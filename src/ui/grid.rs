//! A table: its preview within the text, and the pane in which one moves from cell to cell.

use ratatui::style::Style;

use crate::app::Area;
use crate::app::Focus;
use crate::app::State;
use crate::app::grid;
use crate::forms::TableForm;
use crate::model::Cell;
use crate::model::Table;
use crate::text::fit::Align;

use super::Caret;
use super::canvas::{Canvas, at};
use super::theme::Theme;

/// A table as it is drawn into an area of a certain width.
struct Sheet<'a> {
    table: &'a Table,
    form: Option<&'a TableForm>,
    lines: Vec<grid::Line>,
    /// Cells of the row heads.
    label: usize,
    /// Index, left edge and width of each column that is shown.
    shown: Vec<(usize, u16, usize)>,
    /// How many columns are not shown at the right.
    hidden: usize,
}

impl<'a> Sheet<'a> {
    fn new(
        state: &'a State,
        table: &'a Table,
        (left, room): (usize, usize),
        canvas: &Canvas<'_>,
    ) -> Self {
        let form = state.report().and_then(|report| state.forms.form(report.form, &table.form));
        let label = grid::label_width(table, room, canvas.widths);
        let mut x = label;
        let mut shown = Vec::new();
        for (index, width) in
            grid::column_widths(table, room, canvas.widths).into_iter().enumerate().skip(left)
        {
            if x + width > room {
                break;
            }
            shown.push((index, u16::try_from(x).unwrap_or(u16::MAX), width));
            x += width;
        }
        let hidden = table.columns.len().saturating_sub(left + shown.len());
        Self { table, form, lines: grid::lines(table), label, shown, hidden }
    }

    fn heads(&self, style: Style, canvas: &mut Canvas<'_>, area: Area) {
        for (index, x, width) in &self.shown {
            canvas.put(
                at(area, *x, 0).fit(*width, Align::Right),
                grid::head(self.table, *index),
                style,
            );
        }
    }

    fn row(&self, (line, style): (usize, Style), canvas: &mut Canvas<'_>, area: Area) {
        let Some(found) = self.lines.get(line) else { return };
        let indent = u16::try_from(found.depth * 2).unwrap_or(0);
        let room = if found.row.is_some() { self.label } else { usize::from(area.width) };
        let room = room.saturating_sub(usize::from(indent) + 1);
        canvas.put(at(area, indent, 0).fit(room, Align::Left), &found.label, style);
        let Some(row) = found.row else { return };
        for (index, x, width) in &self.shown {
            let Some(cell) = self.table.cell(row, *index) else { continue };
            // A number is never cut: where it does not fit, the cell says so.
            let text = grid::shown(cell, grid::exists(self.form, self.table, row, *index));
            let text = if canvas.widths.of(&text) < *width { text } else { "##".to_owned() };
            canvas.put(at(area, *x, 0).fit(*width, Align::Right), &text, style);
        }
    }

    /// Marks the cell of the cursor and says where the caret stands in it.
    fn cursor(
        &self,
        (state, theme): (&State, &Theme),
        canvas: &mut Canvas<'_>,
        line: Area,
    ) -> Option<Caret> {
        let (_, x, width) = self.shown.iter().find(|(index, ..)| *index == state.grid.column)?;
        let cell = Area { x: line.x + x, width: u16::try_from(*width).ok()?, ..line };
        let label = Area { width: u16::try_from(self.label).ok()?.saturating_sub(1), ..line };
        canvas.tint(label, theme.resting);
        if state.focus.pane() == Focus::Cell {
            return typed(state, theme, canvas, cell);
        }
        canvas.tint(cell, theme.chosen);
        Some(Caret { x: (cell.x + cell.width).saturating_sub(1), y: line.y, typing: false })
    }
}

/// The cell while it is typed in: the end of a long value is shown, where the caret is.
fn typed(state: &State, theme: &Theme, canvas: &mut Canvas<'_>, cell: Area) -> Option<Caret> {
    canvas.fill(cell, theme.resting);
    let before = canvas.widths.of(&state.grid.input.before_caret());
    let shift = (before + 1).saturating_sub(usize::from(cell.width));
    let shown: String = state.grid.input.text().chars().skip(shift).collect();
    canvas.put(at(cell, 0, 0), &shown, theme.resting);
    let x = cell.x + u16::try_from(before - shift).ok()?;
    Some(Caret { x: x.min(cell.x + cell.width.saturating_sub(1)), y: cell.y, typing: true })
}

/// One line of a table within the text: 0 is the caption, 1 the column heads, then its lines.
pub(super) fn preview(
    (state, theme): (&State, &Theme),
    (table, line): (&Table, usize),
    canvas: &mut Canvas<'_>,
    area: Area,
) {
    let sheet = Sheet::new(state, table, (0, usize::from(area.width)), canvas);
    match line {
        0 => {
            let name = if table.caption.is_empty() { "（表）" } else { table.caption.as_str() };
            let more = if sheet.hidden > 0 {
                format!("，另有 {} 列没显示", sheet.hidden)
            } else {
                String::new()
            };
            let text = format!("{name}　回车进表{more}");
            canvas.put(
                at(area, 0, 0).fit(usize::from(area.width), Align::Left),
                &text,
                theme.accent,
            );
        }
        1 => sheet.heads(theme.faint, canvas, area),
        _ => sheet.row((line - 2, theme.ink), canvas, area),
    }
}

/// The table pane; the caret stands in the cell.
pub(super) fn draw(
    state: &State,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
    area: Area,
) -> Option<Caret> {
    let table = state.report()?.table(state.grid.table)?;
    let sheet = Sheet::new(state, table, (state.grid.left, usize::from(area.width)), canvas);
    let on = |y: u16| Area { y: area.y + y, height: 1, ..area };
    sheet.heads(theme.heading, canvas, on(0));
    let last = area.height.saturating_sub(3);
    let mut caret = None;
    for (y, (index, line)) in (1..last).zip(sheet.lines.iter().enumerate().skip(state.grid.top)) {
        sheet.row((index, theme.ink), canvas, on(y));
        if line.row == Some(state.grid.row) {
            caret = sheet.cursor((state, theme), canvas, on(y));
        }
    }
    canvas.put(at(on(last), 0, 0), &"-".repeat(usize::from(area.width)), theme.separator);
    labels(state, theme, canvas, Area { y: area.y + last + 1, height: 2, ..area });
    caret
}

/// The full labels of the cell under the cursor, which the short ones stand for.
fn labels(state: &State, theme: &Theme, canvas: &mut Canvas<'_>, area: Area) {
    let Some(table) = state.report().and_then(|report| report.table(state.grid.table)) else {
        return;
    };
    let Some(found) = table.rows.get(state.grid.row) else { return };
    let column = table
        .columns
        .get(state.grid.column)
        .map(|column| grid::path(&column.label))
        .unwrap_or_default();
    let unit = grid::unit(table, found, state.grid.column);
    let value = match found.cells.get(state.grid.column) {
        Some(Cell::Blank) | None => "未填".to_owned(),
        Some(Cell::NotApplicable) => "不适用".to_owned(),
        Some(cell) => format!("{cell}{unit}"),
    };
    let width = usize::from(area.width);
    let row = format!("行：{}", grid::path(&found.label));
    canvas.put(at(area, 0, 0).fit(width, Align::Left), &row, theme.faint);
    let text = format!("列：{column}　值：{value}");
    canvas.put(at(area, 0, 1).fit(width, Align::Left), &text, theme.faint);
}
