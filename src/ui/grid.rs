//! A table: its preview within the text, and the pane in which one moves from cell to cell.

use ratatui::style::Style;

use crate::app::Area;
use crate::app::Focus;
use crate::app::Mark;
use crate::app::Sheet;
use crate::app::State;
use crate::app::grid;
use crate::model::Cell;
use crate::model::Table;
use crate::text::fit::{Align, fit_to};

use super::Caret;
use super::canvas::{Canvas, at};
use super::theme::Theme;

/// The table of the state, laid out for an area.
fn laid_out<'a>(state: &'a State, table: &'a Table, area: Area) -> Sheet<'a> {
    Sheet::new(table, state.form_of(table), usize::from(area.width), &state.widths)
}

/// A table being drawn, from a first column on.
struct Pencil<'a> {
    sheet: Sheet<'a>,
    shown: Vec<(usize, usize, usize)>,
}

impl<'a> Pencil<'a> {
    fn new(sheet: Sheet<'a>, left: usize) -> Self {
        let shown = sheet.shown(left);
        Self { sheet, shown }
    }

    fn heads(&self, style: Style, canvas: &mut Canvas<'_>, area: Area) {
        for (index, x, width) in &self.shown {
            let head = self.sheet.heads.get(*index).map_or("", String::as_str);
            // One blank parts a head from its neighbour even where it had to be cut.
            let cut = fit_to(head, width - 1, Align::Right, canvas.widths);
            canvas.put(at(area, cell(*x) + 1, 0), &cut, style);
        }
    }

    fn row(&self, (line, style): (usize, Style), canvas: &mut Canvas<'_>, area: Area) {
        let Some(found) = self.sheet.lines.get(line) else { return };
        let indent = cell(found.depth * 2);
        let room = if found.row.is_some() { self.sheet.label } else { usize::from(area.width) };
        let room = room.saturating_sub(usize::from(indent) + 1);
        canvas.put(at(area, indent, 0).fit(room, Align::Left), &found.label, style);
        let Some(row) = found.row else { return };
        let Sheet { table, form, .. } = self.sheet;
        for (index, x, width) in &self.shown {
            let Some(value) = table.cell(row, *index) else { continue };
            let text = grid::shown(value, grid::exists(form, table, row, *index));
            // A number is never cut: where it does not fit, the cell says so.
            let text = if canvas.widths.of(&text) < *width { text } else { "##".to_owned() };
            canvas.put(at(area, cell(*x), 0).fit(*width, Align::Right), &text, style);
        }
    }

    /// The check strip: below each column whether it balances, or by how much it does not.
    fn strip(
        &self,
        ((name, marks), theme): (&(String, Vec<Mark>), &Theme),
        canvas: &mut Canvas<'_>,
        area: Area,
    ) {
        let room = self.sheet.label.saturating_sub(1);
        let labels = [format!("校验 {name}"), name.clone(), "校验".to_owned()];
        if let Some(label) = labels.iter().find(|label| canvas.widths.of(label) <= room) {
            canvas.put(at(area, 0, 0), label, theme.faint);
        }
        for (index, x, width) in &self.shown {
            let Some(mark) = marks.iter().find(|mark| mark.column == *index) else { continue };
            let style = if mark.fails { theme.error } else { theme.good };
            let fits = canvas.widths.of(&mark.text) < *width;
            // How much is wrong is told in full above the state line; here it is never cut to another number.
            let text = if fits { mark.text.as_str() } else { "##" };
            canvas.put(at(area, cell(*x), 0).fit(*width, Align::Right), text, style);
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
        let area = Area { x: line.x + cell(*x), width: cell(*width), ..line };
        let label = Area { width: cell(self.sheet.label).saturating_sub(1), ..line };
        canvas.tint(label, theme.resting);
        if state.focus.pane() == Focus::Cell {
            return typed(state, theme, canvas, area);
        }
        canvas.tint(area, theme.chosen);
        Some(Caret { x: (area.x + area.width).saturating_sub(1), y: line.y, typing: false })
    }
}

/// A number of cells as the screen counts them.
fn cell(cells: usize) -> u16 {
    u16::try_from(cells).unwrap_or(u16::MAX)
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
    let pencil = Pencil::new(laid_out(state, table, area), 0);
    let hidden = table.columns.len() - pencil.shown.len();
    match line {
        0 => {
            let (filled, all) = grid::filled(pencil.sheet.form, table);
            let hidden = match hidden {
                0 => String::new(),
                _ => format!("，右边还有 {hidden} 列"),
            };
            let name = if table.caption.is_empty() { "（表）" } else { table.caption.as_str() };
            let text = format!("{name}　已填 {filled}/{all} 格{hidden}　回车进表");
            let width = usize::from(area.width);
            canvas.put(at(area, 0, 0).fit(width, Align::Left), &text, theme.accent);
        }
        1 => pencil.heads(theme.faint, canvas, area),
        _ => pencil.row((line - 2, theme.ink), canvas, area),
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
    let pencil = Pencil::new(laid_out(state, table, area), state.grid.left);
    let on = |y: u16| Area { y: area.y + y, height: 1, ..area };
    pencil.heads(theme.heading, canvas, on(0));
    // Below the lines: a rule, the check strip where the form has a balance, and two rows of labels.
    let strip = state.strip(table);
    let below = 3 + u16::from(strip.is_some());
    let last = area.height.saturating_sub(below);
    let mut caret = None;
    for (y, (index, line)) in
        (1..last).zip(pencil.sheet.lines.iter().enumerate().skip(state.grid.top))
    {
        pencil.row((index, theme.ink), canvas, on(y));
        if line.row == Some(state.grid.row) {
            caret = pencil.cursor((state, theme), canvas, on(y));
        }
    }
    canvas.put(at(on(last), 0, 0), &"-".repeat(usize::from(area.width)), theme.separator);
    if let Some(strip) = strip {
        pencil.strip((&strip, theme), canvas, on(last + 1));
    }
    labels(state, theme, canvas, Area { y: area.y + last + below - 2, height: 2, ..area });
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
        .map(|column| grid::path(&column.label, &state.marks))
        .unwrap_or_default();
    let unit = grid::unit(table, found, state.grid.column);
    let value = match found.cells.get(state.grid.column) {
        Some(Cell::Blank) | None => "未填".to_owned(),
        Some(Cell::NotApplicable) => "不适用".to_owned(),
        Some(cell) => format!("{cell}{unit}"),
    };
    let width = usize::from(area.width);
    let label = grid::path(&found.label, &state.marks);
    let row = format!("行：{}", if label.is_empty() { "（只有一行）" } else { &label });
    canvas.put(at(area, 0, 0).fit(width, Align::Left), &row, theme.faint);
    let text = format!("列：{column}　值：{value}");
    canvas.put(at(area, 0, 1).fit(width, Align::Left), &text, theme.faint);
}
