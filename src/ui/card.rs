//! The card of a finding: what it says, and the numbered choices, in rows from the bottom up.

use crate::app::Area;
use crate::app::Panes;
use crate::app::State;
use crate::text::fit::Align;
use crate::text::wrap::{Layout, Measure};

use super::Caret;
use super::canvas::{Canvas, at};
use super::theme::Theme;

/// The lines and the choices, over the lower part of the text; the caret stands on the marked choice.
pub(super) fn draw(state: &State, theme: &Theme, canvas: &mut Canvas<'_>, panes: Panes) -> Caret {
    let card = &state.card;
    let width = panes.remark.width;
    let places = placed(state, canvas, width);
    let rows = places.last().map_or(1, |place| place.1 + 1);
    let room = panes.remark.y.saturating_sub(panes.title.y + 1);
    let lines = wrapped(&card.lines, canvas, width);
    let shown = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let height = shown.saturating_add(rows + 1).min(room);
    let area = Area { x: 0, y: panes.remark.y - height, width, height };
    canvas.fill(area, theme.ink);
    let head = Area { height: 1, ..area };
    canvas.fill(head, theme.sheet);
    let cells = usize::from(width).saturating_sub(10);
    canvas.put(at(head, 1, 0).fit(cells, Align::Left), &card.title, theme.sheet);
    canvas.put(at(head, width.saturating_sub(8), 0), "Esc返回", theme.sheet);
    let text = Area { y: area.y + 1, height: height.saturating_sub(rows + 1), ..area };
    let hidden = lines.len().saturating_sub(usize::from(text.height));
    for (y, line) in (0..text.height).zip(lines.iter().skip(card.top.min(hidden))) {
        canvas.put(at(text, 1, y), line, theme.ink);
    }
    let choices = Area { y: area.y + height.saturating_sub(rows), height: rows, ..area };
    let mut caret = Caret { x: choices.x + 1, y: choices.y, typing: false };
    for ((number, choice), (x, y)) in (1..).zip(&card.choices).zip(places) {
        let style = if choice.blocked.is_some() { theme.faint } else { theme.ink };
        let style = if number == card.chosen + 1 { theme.chosen } else { style };
        let cells = usize::from(width.saturating_sub(x + 1));
        let text = format!("{number} {}", choice.title);
        let text = crate::text::fit::shorten(&text, cells, canvas.widths);
        canvas.put(at(choices, x, y), &text, style);
        if number == card.chosen + 1 {
            caret = Caret { x: choices.x + x, y: choices.y + y, typing: false };
        }
    }
    caret
}

/// Column and row of each choice: side by side as long as there is room.
fn placed(state: &State, canvas: &Canvas<'_>, width: u16) -> Vec<(u16, u16)> {
    let (mut x, mut y) = (1, 0);
    let mut places = Vec::new();
    for (number, choice) in (1..).zip(&state.card.choices) {
        let text = format!("{number} {}", choice.title);
        let wide = u16::try_from(canvas.widths.of(&text)).unwrap_or(u16::MAX);
        if x > 1 && u16::saturating_add(x, wide) >= width {
            (x, y) = (1, y + 1);
        }
        places.push((x, y));
        x = u16::saturating_add(x, wide).saturating_add(2);
    }
    places
}

fn wrapped(lines: &[String], canvas: &Canvas<'_>, width: u16) -> Vec<String> {
    let measure = Measure::new(usize::from(width.saturating_sub(2)), *canvas.widths);
    let measure = Measure { indent: 0, ..measure };
    let mut out = Vec::new();
    for line in lines {
        let layout = Layout::new(line, measure);
        out.extend(
            layout
                .rows()
                .iter()
                .map(|row| line.get(row.start..row.end).unwrap_or_default().trim_end().to_owned()),
        );
    }
    out
}
