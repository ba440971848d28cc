//! A table: its preview within the text, and the pane in which one moves from cell to cell.

use ratatui::style::Style;

use crate::app::Area;
use crate::app::Focus;
use crate::app::State;
use crate::app::grid::{self, Kind, Line, MARGIN, Mark, Sheet, Span, folded_label};
use crate::forms::TableForm;
use crate::model::Table;
use crate::text::fit::{Align, fit_to};

use super::Caret;
use super::canvas::{Canvas, at};
use super::status::put_wrapped;
use super::theme::Theme;

/// A table being drawn, from a first column on.
struct Pencil<'a> {
    table: &'a Table,
    form: Option<&'a TableForm>,
    sheet: &'a Sheet,
    fold: &'static str,
    shown: Vec<(usize, usize, usize)>,
}

impl<'a> Pencil<'a> {
    fn new(state: &'a State, table: &'a Table, sheet: &'a Sheet, left: usize) -> Self {
        let (form, fold) = (state.form_of(table), state.marks.folded);
        Self { table, form, sheet, fold, shown: sheet.shown(left) }
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
        let indent = cell(self.sheet.indent(found));
        let label = match found.kind {
            Kind::Folded => &folded_label(found, self.fold),
            Kind::Row | Kind::Head => &found.label,
        };
        let room = if found.is_stop() { self.sheet.label } else { usize::from(area.width) };
        let room = room.saturating_sub(usize::from(indent) + 1);
        canvas.put(at(area, indent, 0).fit(room, Align::Left), label, style);
        if !found.is_stop() {
            return;
        }
        for (index, x, width) in &self.shown {
            let text = self.value(found, *index);
            // A number is never cut: where it does not fit, the cell says so.
            let text = if canvas.widths.of(&text) < *width { text } else { "##".to_owned() };
            canvas.put(at(area, cell(*x), 0).fit(*width, Align::Right), &text, style);
        }
    }

    /// What a line shows in a column: a value, or the sum of a folded group.
    fn value(&self, line: &Line, column: usize) -> String {
        let Some(row) = line.row() else {
            return grid::sum(self.form, self.table, line, column);
        };
        if let Some(due) = self.sheet.due(row, column) {
            return due.to_owned();
        }
        let exists = grid::exists(self.form, self.table, row, column);
        self.table.cell(row, column).map(|cell| grid::shown(cell, exists)).unwrap_or_default()
    }

    /// The check strip: below each column whether it balances, or by how much it does not.
    fn strip(
        &self,
        ((name, marks), theme): (&(String, Vec<Mark>), &Theme),
        canvas: &mut Canvas<'_>,
        area: Area,
    ) {
        let room = self.sheet.label.saturating_sub(1 + MARGIN);
        let labels = [format!("校验 {name}"), name.clone(), "校验".to_owned()];
        if let Some(label) = labels.iter().find(|label| canvas.widths.of(label) <= room) {
            canvas.put(at(area, cell(MARGIN), 0), label, theme.faint);
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

    /// Marks the cells of a line that lie in the block.
    fn block(
        &self,
        (span, line, theme): (&Span, &Line, &Theme),
        canvas: &mut Canvas<'_>,
        area: Area,
    ) {
        let within =
            |(index, ..): &&(usize, usize, usize)| line.is_stop() && span.holds(&line.rows, *index);
        for (_, x, width) in self.shown.iter().filter(within) {
            let cells = Area { x: area.x + cell(*x) + 1, width: cell(*width) - 1, ..area };
            canvas.tint(cells, theme.found);
        }
    }

    /// Marks the cell of the cursor and says where the caret stands in it.
    fn cursor(
        &self,
        (state, theme): (&State, &Theme),
        canvas: &mut Canvas<'_>,
        line: Area,
    ) -> Option<Caret> {
        // The row is marked by a sign before it: another look of the whole label would be sent anew at each step.
        canvas.put(at(line, 0, 0), ">", theme.ink);
        let (_, x, width) = self.shown.iter().find(|(index, ..)| *index == state.grid.column)?;
        let area = Area { x: line.x + cell(*x), width: cell(*width), ..line };
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
    let Some(sheet) = state.sheets.preview(table.id) else { return };
    let pencil = Pencil::new(state, table, sheet, 0);
    let hidden = table.columns.len() - pencil.shown.len();
    match line {
        0 => {
            let (filled, all) = grid::filled(pencil.form, table);
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
    let sheet = state.sheets.pane()?;
    let parts = state.parts(area, table);
    let pencil = Pencil::new(state, table, sheet, state.grid.left);
    let on = |y: u16| Area { y: area.y + y, height: 1, ..area };
    pencil.heads(theme.heading, canvas, on(0));
    let cursor = sheet.line_of(state.grid.row);
    let mut caret = None;
    let lines = (state.grid.top..sheet.lines.len()).zip(1..=parts.lines);
    let marked = state.marked();
    for (index, y) in lines {
        pencil.row((index, theme.ink), canvas, on(y));
        if let (Some(span), Some(line)) = (&marked, sheet.lines.get(index)) {
            pencil.block((span, line, theme), canvas, on(y));
        }
        if index == cursor {
            caret = pencil.cursor((state, theme), canvas, on(y));
        }
    }
    let mut y = 1 + parts.lines;
    if parts.rule {
        canvas.put(at(on(y), 0, 0), &"-".repeat(usize::from(area.width)), theme.separator);
        y += 1;
    }
    if let Some(strip) = state.grid.tied.strip() {
        pencil.strip((strip, theme), canvas, on(y));
        y += 1;
    }
    below(state, theme, canvas, Area { y: area.y + y, height: parts.below, ..area });
    caret
}

/// What is told of the cursor's cell, the most important first, in as many rows as there are.
fn below(state: &State, theme: &Theme, canvas: &mut Canvas<'_>, area: Area) {
    let Some(told) = state.below() else { return };
    let quoted = match told.quoted.as_slice() {
        [] => String::new(),
        places => format!("  被引用 {}", places.join("、")),
    };
    let width = usize::from(area.width) - MARGIN;
    // Where row and column are told in full, their short names say nothing more. What stands there has room to grow: from
    // cell to cell only the digits change.
    let name = if area.height < 3 { &told.cell } else { &format!("本格 {}", told.value) };
    let parts: Vec<&String> = std::iter::once(name).chain(&told.years).collect();
    let roomy: Vec<String> =
        parts.iter().zip([20, 24, 0]).map(|(part, room)| padded(part, room, canvas)).collect();
    let tight: Vec<&str> = parts.iter().map(|part| part.as_str()).collect();
    let full = format!("{}{quoted}", roomy.join("").trim_end());
    // Numbers are never cut: what has no room is left out.
    let choices = [full.clone(), roomy.join("").trim_end().to_owned(), tight.join("  ")];
    let fits = |text: &&String| canvas.widths.of(text) <= width;
    let first = choices.iter().find(fits).unwrap_or(name).clone();
    let row = if told.row.is_empty() { "（只有一行）" } else { &told.row };
    let formula = told.formula.map(|formula| format!("　{formula}")).unwrap_or_default();
    let column = format!("列 {}{formula}", told.column);
    let mut rows = vec![first.clone(), format!("行 {row}"), column];
    if area.height < 3 {
        rows = vec![first, format!("行 {row}　列 {}", told.column)];
    } else if !quoted.is_empty() && rows.first() != Some(&full) {
        rows.push(quoted.trim_start().to_owned());
    }
    let count = cell(rows.len()).min(area.height);
    for (y, text) in (0..count).zip(&rows) {
        canvas.put(at(area, cell(MARGIN), y).fit(width, Align::Left), text, theme.ink);
    }
    if !told.note.is_empty() {
        let rest = Area { y: area.y + count, height: area.height - count, ..area };
        put_wrapped(canvas, rest, &format!("口径 {}", told.note), theme.faint);
    }
}

/// A text with blanks behind it up to some width, and at least two.
fn padded(text: &str, cells: usize, canvas: &Canvas<'_>) -> String {
    let wide = canvas.widths.of(text);
    format!("{text}{}", " ".repeat(cells.saturating_sub(wide).max(2)))
}
