//! The look-up (查数): figures with their last years side by side, below them a small chart, the source and its sentence.

use crate::app::{Area, State, Target};
use crate::model::Year;
use crate::project::{Series, YEARS};
use crate::text::fit::Align;

use super::canvas::{Canvas, at};
use super::chart::Ink;
use super::theme::Theme;

/// Cells of a year's value at least, and at most.
const CELL: usize = 8;
const WIDEST: usize = 14;

/// The years over the values.
pub(super) fn years(state: &State, theme: &Theme, canvas: &mut Canvas<'_>, line: Area) {
    let (shown, cell) = shown_years(state, usize::from(line.width));
    let heads: Vec<String> = shown.iter().map(|year| format!("{year:>cell$}")).collect();
    let heads = heads.concat();
    let x = line.width.saturating_sub(u16::try_from(heads.len() + 1).unwrap_or(line.width));
    canvas.put(at(line, x, 0), &heads, theme.faint);
}

/// The years that stand side by side, as many as leave room for the names, and the cells of a value.
fn shown_years(state: &State, width: usize) -> (Vec<Year>, usize) {
    let shown = state.picker.shown().filter_map(|entry| match entry.target {
        Target::Figure(at) => state.picker.series.get(at),
        _ => None,
    });
    let all: Vec<&Series> = shown.take(40).collect();
    let newest = all.iter().filter_map(|one| one.values.last()).map(|last| last.0).max();
    let values = all.iter().flat_map(|one| &one.values).map(|(_, value)| value.len());
    let cell = (values.max().unwrap_or(0) + 1).clamp(CELL, WIDEST);
    let count = (width.saturating_sub(24) / cell).clamp(1, YEARS);
    let count = Year::try_from(count).unwrap_or(1);
    let years = newest.map(|newest| (newest - count + 1..=newest).collect());
    (years.unwrap_or_default(), cell)
}

/// One figure with its years.
pub(super) fn row(
    state: &State,
    (title, series): (&str, &Series),
    theme: &Theme,
    (canvas, line): (&mut Canvas<'_>, Area),
) {
    let (years, cell) = shown_years(state, usize::from(line.width));
    let values: Vec<String> = years
        .iter()
        .map(|year| {
            let value = series.values.iter().find(|(known, _)| known == year);
            let text = value.map_or("-", |(_, value)| if value.is_empty() { "_" } else { value });
            // A number is never cut.
            let text = if text.len() < cell { text } else { "##" };
            format!("{text:>cell$}")
        })
        .collect();
    let values = values.concat();
    let cells = u16::try_from(values.len() + 1).unwrap_or(line.width);
    let room = usize::from(line.width.saturating_sub(cells + 2));
    canvas.put(at(line, 1, 0).fit(room, Align::Left), title, theme.ink);
    canvas.put(at(line, line.width.saturating_sub(cells), 0), &values, theme.ink);
}

/// What is told of the chosen figure.
pub(super) fn chosen(
    state: &State,
    (series, about): (&Series, &str),
    theme: &Theme,
    (canvas, area): (&mut Canvas<'_>, Area),
) {
    let width = usize::from(area.width).saturating_sub(1);
    let last = area.height.saturating_sub(1);
    if area.height > 2 {
        let ink = Ink::of(canvas.widths, state.marks == crate::app::Marks::ASCII);
        let numbers = series.values.iter().filter_map(|(_, value)| value.parse().ok());
        let largest = numbers.max().unwrap_or_default();
        for (y, (year, value)) in (0..area.height - 2).zip(&series.values) {
            let bar =
                value.parse().ok().map(|value| ink.bar(value, largest, width.saturating_sub(30)));
            let value = if value.is_empty() { "未填" } else { value };
            let line = format!("{year} {value:>10}{} {}", series.unit, bar.unwrap_or_default());
            canvas.put(at(area, 1, y).fit(width, Align::Left), &line, theme.ink);
        }
        let source = state.source_words(series);
        canvas.put(at(area, 1, last - 1).fit(width, Align::Left), &source, theme.faint);
    }
    canvas.put(at(area, 1, last).fit(width, Align::Left), about, theme.hint);
}
