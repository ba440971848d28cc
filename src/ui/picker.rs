//! A list to choose from, with the line that filters it.

use crate::app::Area;
use crate::app::Entry;
use crate::app::Purpose;
use crate::app::State;
use crate::app::Target;
use crate::text::fit::Align;

use super::Caret;
use super::canvas::{Canvas, at};
use super::lookup;
use super::theme::Theme;

/// Cells of the column of keys and states.
const NOTE: usize = 12;

/// The sheet: heading, filter line, entries, and one sentence on the chosen one.
pub(super) fn draw(state: &State, theme: &Theme, canvas: &mut Canvas<'_>, area: Area) -> Caret {
    let picker = &state.picker;
    canvas.fill(area, theme.ink);
    let head = Area { height: 1, ..area };
    canvas.fill(head, theme.sheet);
    canvas.put(at(head, 1, 0), picker.title, theme.sheet);
    canvas.put(at(head, area.width.saturating_sub(9), 0), "Esc返回", theme.sheet);
    let line = Area { y: area.y + 1, height: 1, ..area };
    let x = canvas.put(at(line, 1, 0), "> ", theme.accent);
    canvas.put(at(line, x, 0), picker.input.text(), theme.ink);
    let before = u16::try_from(canvas.widths.of(&picker.input.before_caret())).unwrap_or(0);
    let caret = Caret {
        x: area.x + (x + before).min(area.width.saturating_sub(1)),
        y: line.y,
        typing: true,
    };
    let figures = matches!(picker.purpose, Purpose::Figures | Purpose::Trend);
    if figures {
        lookup::years(state, theme, canvas, line);
    }
    let room = picker.room(area.height);
    let top = picker.chosen.saturating_sub(usize::from(room.saturating_sub(1)));
    let shown = picker.shown();
    if shown.len() == 0 {
        let text = format!("没有“{}”。试：汉字、拼音首字母、键名", picker.input.text());
        canvas.put(at(area, 1, 2), &text, theme.warning);
    }
    for (y, (index, entry)) in (2..2 + room).zip(shown.enumerate().skip(top)) {
        let line = Area { y: area.y + y, height: 1, ..area };
        let series = match entry.target {
            Target::Figure(at) => picker.series.get(at),
            _ => None,
        };
        match series {
            Some(series) => lookup::row(state, (&entry.title, series), theme, (canvas, line)),
            None => row(entry, theme, canvas, line),
        }
        if index == picker.chosen {
            canvas.tint(line, theme.chosen);
        }
    }
    if let Some(entry) = picker.chosen() {
        let foot = Area { y: area.y + area.height.saturating_sub(1), height: 1, ..area };
        let about = entry
            .blocked
            .as_ref()
            .map_or(entry.about.clone(), |reason| format!("现在不能用：{reason}"));
        if let Some(series) = picker.figure() {
            let rows = picker.foot(area.height);
            let foot = Area { y: area.y + area.height.saturating_sub(rows), height: rows, ..area };
            lookup::chosen(state, (series, &about), theme, (canvas, foot));
            return caret;
        }
        canvas.put(
            at(foot, 1, 0).fit(usize::from(area.width).saturating_sub(1), Align::Left),
            &about,
            theme.hint,
        );
    }
    caret
}

fn row(entry: &Entry, theme: &Theme, canvas: &mut Canvas<'_>, line: Area) {
    let style = if entry.blocked.is_some() { theme.faint } else { theme.ink };
    let width = usize::from(line.width);
    let title = width.saturating_sub(NOTE + 2).min(34);
    let x = canvas.put(at(line, 1, 0).fit(title, Align::Left), &entry.title, style);
    let x = canvas.put(
        at(line, x, 0).fit(NOTE, Align::Left),
        &entry.note,
        if entry.blocked.is_some() { style } else { theme.accent },
    );
    let room = width.saturating_sub(usize::from(x) + 1);
    let about = entry.blocked.as_ref().unwrap_or(&entry.about);
    canvas.put(at(line, x, 0).fit(room, Align::Left), about, theme.faint);
}
