//! The trend view: a chart or a table over the years, the names and what must be known below it.

use crate::app::{Area, Picture, State};
use crate::text::fit::Align;

use super::Caret;
use super::canvas::{Canvas, at};
use super::chart::{Ink, LETTERS, bars, lines};
use super::theme::Theme;

/// The sheet: heading, chart, names, notes, keys.
pub(super) fn draw(state: &State, theme: &Theme, canvas: &mut Canvas<'_>, area: Area) -> Caret {
    canvas.fill(area, theme.ink);
    let (trending, trend) = (&state.trending, &state.trending.trend);
    let head = Area { height: 1, ..area };
    canvas.fill(head, theme.sheet);
    let how = if trending.is_quarterly { "按季" } else { "按年" };
    let title = format!("走势 {how} {}", trending.picture.word());
    let room = usize::from(area.width).saturating_sub(9);
    canvas.put(at(head, 1, 0).fit(room, Align::Left), &title, theme.sheet);
    canvas.put(at(head, area.width.saturating_sub(9), 0), "Esc返回", theme.sheet);
    let (names, notes) = (names(state), trend.notes());
    let keys = if area.width < 60 {
        "Tab换图 2按季 3加 4导出"
    } else {
        "Tab 换图  2 按季或按年  3 加一个指标  - 去掉一个  4 导出 CSV 和 SVG"
    };
    let foot: Vec<(String, _)> = names
        .into_iter()
        .map(|name| (name, theme.accent))
        .chain(notes.into_iter().map(|note| (note, theme.warning)))
        .collect();
    // The chart keeps four rows where the window is low; what has no room below is left out, the notes before the keys.
    let below = u16::try_from(foot.len()).unwrap_or(u16::MAX);
    let below = below.min(area.height.saturating_sub(6)) + 1;
    let plot = Area { y: area.y + 1, height: area.height.saturating_sub(1 + below), ..area };
    let ink = Ink::of(canvas.widths, state.marks == crate::app::Marks::ASCII);
    let columns = usize::from(area.width).saturating_sub(2);
    let drawn = match trending.picture {
        Picture::Lines => lines(trend, (columns, usize::from(plot.height)), ink),
        Picture::Bars => bars(trend, columns, ink),
        Picture::Table => table(state, columns, canvas),
    };
    let top = trending.top.min(drawn.len().saturating_sub(usize::from(plot.height)));
    for (y, line) in (0..plot.height).zip(drawn.iter().skip(top)) {
        canvas.put(at(plot, 1, y).fit(columns, Align::Left), line, theme.ink);
    }
    let rows = Area { y: plot.y + plot.height, height: below, ..area };
    let shown = foot.iter().take(usize::from(below - 1));
    for (y, (text, style)) in (0..below).zip(shown) {
        canvas.put(at(rows, 1, y).fit(columns, Align::Left), text, *style);
    }
    canvas.put(at(rows, 1, below - 1).fit(columns, Align::Left), keys, theme.hint);
    Caret { x: area.x, y: area.y + 1, typing: false }
}

/// The figures by name, each with the letter that it is drawn with and how it has changed from the first to the last.
fn names(state: &State) -> Vec<String> {
    let trend = &state.trending.trend;
    let several = trend.curves.len() > 1;
    let named = trend.curves.iter().zip(LETTERS).map(|(curve, letter)| {
        let letter = if several { format!("{letter} ") } else { String::new() };
        let told: Vec<(usize, _)> = curve
            .values
            .iter()
            .enumerate()
            .filter_map(|(at, value)| value.map(|value| (at, value)))
            .collect();
        let label = |at: usize| trend.points.get(at).map_or("", |point| point.label.as_str());
        let span = match (told.first(), told.last()) {
            (Some((first, from)), Some((last, to))) if first < last => {
                format!("　{} {from} 到 {} {to}", label(*first), label(*last))
            }
            _ => String::new(),
        };
        format!("{letter}{}{span}", curve.title())
    });
    named.collect()
}

/// A row a time, a column a figure with its growth.
fn table(state: &State, columns: usize, canvas: &Canvas<'_>) -> Vec<String> {
    let trend = &state.trending.trend;
    let several = trend.curves.len() > 1;
    let count = trend.curves.len().max(1);
    let wide = (columns.saturating_sub(8) / count).clamp(8, 20);
    let cell = |text: &str| crate::text::fit::fit_to(text, wide, Align::Right, canvas.widths);
    let mut lines = vec![{
        let heads = trend.curves.iter().zip(LETTERS).map(|(curve, letter)| {
            cell(&if several { letter.to_string() } else { curve.unit.clone() })
        });
        format!("期间    {}", heads.collect::<String>())
    }];
    for (at, point) in trend.points.iter().enumerate() {
        let cells = trend.curves.iter().map(|curve| {
            let value = curve.value(at).map_or("-".to_owned(), |value| value.to_string());
            let growth = curve.growth(at).map(|rate| format!("（{}%）", rate.normalize()));
            let full = format!("{value}{}", growth.unwrap_or_default());
            cell(if canvas.widths.of(&full) <= wide { &full } else { &value })
        });
        let mark = if point.is_new_form.is_some() { "*" } else { "" };
        let label = format!("{}{mark}", point.label);
        lines.push(format!("{label:<8}{}", cells.collect::<String>()));
    }
    lines
}
