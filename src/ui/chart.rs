//! Charts of characters: bars and lines of exact amounts, readable without colour, with blocks or with ASCII.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::project::Trend;
use crate::text::fit::{Align, fit_to};
use crate::text::width::Widths;

/// What each figure is drawn with where there are several.
pub(super) const LETTERS: [char; 4] = ['A', 'B', 'C', 'D'];

/// Eighths of a cell, from one to eight.
const EIGHTHS: [&str; 8] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"];

/// How a chart may be drawn.
#[derive(Clone, Copy)]
pub(super) struct Ink<'w> {
    pub(super) widths: &'w Widths,
    /// Whether blocks are shown, and in one cell each.
    pub(super) blocks: bool,
}

impl<'w> Ink<'w> {
    pub(super) fn of(widths: &'w Widths, ascii: bool) -> Self {
        let one = |block: &&str| widths.glyph(block) == 1;
        Self { widths, blocks: !ascii && EIGHTHS.iter().all(one) }
    }

    /// A bar for a part of the largest amount, in so many cells.
    pub(super) fn bar(self, value: Decimal, largest: Decimal, cells: usize) -> String {
        let units = if self.blocks { cells * 8 } else { cells };
        let wanted = part(value, largest, units);
        if !self.blocks {
            return "#".repeat(wanted);
        }
        let rest = (wanted % 8).checked_sub(1).and_then(|at| EIGHTHS.get(at)).copied();
        EIGHTHS.last().copied().unwrap_or_default().repeat(wanted / 8) + rest.unwrap_or_default()
    }
}

/// How many of so many units an amount takes; what is not nought takes one at least.
fn part(value: Decimal, largest: Decimal, units: usize) -> usize {
    if value <= Decimal::ZERO || largest <= Decimal::ZERO {
        return 0;
    }
    let all = Decimal::from(units);
    let wanted = value.checked_div(largest).and_then(|part| part.checked_mul(all));
    wanted.and_then(|wanted| wanted.round().to_usize()).unwrap_or(0).clamp(1, units)
}

/// The bars of a trend, a line a figure and time: label, amount, bar.
pub(super) fn bars(trend: &Trend, columns: usize, ink: Ink<'_>) -> Vec<String> {
    let several = trend.curves.len() > 1;
    let label = trend.points.iter().map(|point| ink.widths.of(&point.label)).max().unwrap_or(0) + 1;
    let amounts = trend.curves.iter().flat_map(|curve| &curve.values);
    let amount =
        amounts.flatten().map(|value| value.to_string().len()).max().unwrap_or(0).max(4) + 1;
    let before = label + amount + 2 + usize::from(several) * 2;
    let room = columns.saturating_sub(before + 14).max(4);
    let mut lines = Vec::new();
    for (at, point) in trend.points.iter().enumerate() {
        if point.is_new_form.is_some() {
            lines.push(format!("{} 起换了表式", point.label));
        }
        for (curve, letter) in trend.curves.iter().zip(LETTERS) {
            let largest = largest(trend, &curve.unit);
            let letter = if several { format!("{letter} ") } else { String::new() };
            let label = fit_to(&point.label, label, Align::Left, ink.widths);
            let told = curve.value(at).map_or("没有数".to_owned(), |value| value.to_string());
            let told = fit_to(&told, amount.max(6), Align::Right, ink.widths);
            let bar = curve.value(at).map(|value| ink.bar(value, largest, room));
            let growth = curve.growth(at).map(|rate| {
                let sign = if rate.is_sign_positive() { "+" } else { "" };
                format!(" {sign}{}%", rate.normalize())
            });
            let line = format!(
                "{label}{letter}{told} {}{}",
                bar.unwrap_or_default(),
                growth.unwrap_or_default()
            );
            lines.push(line.trim_end().to_owned());
        }
    }
    lines
}

/// The largest amount of all figures in one unit: what is counted alike is drawn to one scale.
fn largest(trend: &Trend, unit: &str) -> Decimal {
    let alike = trend.curves.iter().filter(|curve| curve.unit == unit);
    alike.flat_map(|curve| curve.values.iter().flatten().copied()).max().unwrap_or(Decimal::ZERO)
}

/// The lines of a trend in so many columns and rows, the times below. A gap breaks the line; `:` stands where the form changes.
pub(super) fn lines(trend: &Trend, (columns, rows): (usize, usize), ink: Ink<'_>) -> Vec<String> {
    let several = trend.curves.len() > 1;
    let high = rows.saturating_sub(1).max(2);
    let first = trend.curves.first().map(|curve| largest(trend, &curve.unit)).unwrap_or_default();
    let alike = trend
        .curves
        .iter()
        .all(|curve| trend.curves.first().is_some_and(|one| one.unit == curve.unit));
    let axis = if alike { first.to_string().len().max(2) + 1 } else { 1 };
    let count = trend.points.len().max(1);
    let step = (columns.saturating_sub(axis + 1) / count).max(1);
    let mut grid = Grid { cells: vec![vec![' '; step * count]; high], step };
    for (at, _) in
        trend.points.iter().enumerate().filter(|(at, point)| *at > 0 && point.is_new_form.is_some())
    {
        grid.upright(at);
    }
    for (curve, letter) in trend.curves.iter().zip(LETTERS) {
        let top = largest(trend, &curve.unit);
        let height = |value: Decimal| high - 1 - part(value, top, high - 1).min(high - 1);
        let mut last: Option<(usize, usize)> = None;
        for at in 0..count {
            let here = curve.value(at).map(|value| (grid.column(at), height(value)));
            if let (Some(from), Some(to)) = (last, here) {
                grid.join(from, to);
            }
            last = here;
        }
        for at in 0..count {
            if let Some(value) = curve.value(at) {
                let mark = if several { letter } else { '*' };
                grid.set((grid.column(at), height(value)), mark);
                if !several {
                    grid.write((grid.column(at), height(value)), &value.to_string());
                }
            }
        }
    }
    let mut told: Vec<String> = Vec::new();
    for (y, cells) in grid.cells.iter().enumerate() {
        let value = match y {
            0 if alike => first.to_string(),
            y if alike && y + 1 == high => "0".to_owned(),
            _ => String::new(),
        };
        let row: String = cells.iter().collect();
        told.push(format!("{value:>axis$}|{}", row.trim_end()));
    }
    told.push(below(trend, (axis, step), ink.widths));
    told
}

/// The times below a chart; where they stand too close, every second, third… one.
fn below(trend: &Trend, (axis, step): (usize, usize), widths: &Widths) -> String {
    let wide = trend.points.iter().map(|point| widths.of(&point.label)).max().unwrap_or(0);
    let every = (wide + 1).div_ceil(step).max(1);
    let mut line = " ".repeat(axis + 1);
    for (at, point) in trend.points.iter().enumerate() {
        let start = axis + 1 + at * step;
        if at % every == 0 {
            line = fit_to(&line, start, Align::Left, widths);
            line += &point.label;
        }
    }
    line
}

/// A drawing of ASCII signs, row by row from the top.
struct Grid {
    cells: Vec<Vec<char>>,
    step: usize,
}

impl Grid {
    const fn column(&self, at: usize) -> usize {
        at * self.step + if self.step > 4 { 2 } else { self.step / 2 }
    }

    fn set(&mut self, (x, y): (usize, usize), sign: char) {
        if let Some(cell) = self.cells.get_mut(y).and_then(|row| row.get_mut(x)) {
            *cell = sign;
        }
    }

    /// Writes an amount beside its point, above it where there is room, where nothing stands.
    fn write(&mut self, (x, y): (usize, usize), text: &str) {
        let free = |grid: &Self, y: usize, x: usize| {
            let row = grid.cells.get(y);
            row.is_some_and(|row| {
                (0..text.len())
                    .all(|at| row.get(x + at).is_some_and(|sign| matches!(sign, ' ' | '.')))
            })
        };
        let places = [(y.wrapping_sub(1), x), (y, x + 1), (y + 1, x)];
        if let Some((y, x)) = places.into_iter().find(|(y, x)| free(self, *y, *x)) {
            for (at, sign) in text.chars().enumerate() {
                self.set((x + at, y), sign);
            }
        }
    }

    fn upright(&mut self, at: usize) {
        let x = at * self.step;
        for y in 0..self.cells.len() {
            self.set((x, y), ':');
        }
    }

    fn join(&mut self, (x0, y0): (usize, usize), (x1, y1): (usize, usize)) {
        for x in x0 + 1..x1 {
            let (gone, all) = (x - x0, x1 - x0);
            let y = if y1 >= y0 {
                y0 + ((y1 - y0) * gone + all / 2) / all
            } else {
                y0 - ((y0 - y1) * gone + all / 2) / all
            };
            self.set((x, y), '.');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Form;
    use crate::project::{Curve, Point};

    fn trend(curves: &[&[Option<i64>]]) -> Trend {
        let point = |year: i16| Point {
            label: year.to_string(),
            year,
            is_new_form: (year == 2021).then_some(Form::F2021),
            is_missing: false,
        };
        let curve = |values: &&[Option<i64>]| Curve {
            name: "新收".to_owned(),
            unit: "件".to_owned(),
            values: values.iter().map(|value| value.map(Decimal::from)).collect(),
        };
        Trend {
            points: (2019..2024).map(point).collect(),
            curves: curves.iter().map(curve).collect(),
        }
    }

    #[test]
    fn bars_are_as_long_as_their_amounts() {
        let trend = trend(&[&[Some(20), Some(40), None, Some(0), Some(80)]]);
        let ink = Ink { widths: &Widths::NARROW, blocks: false };
        let drawn = bars(&trend, 40, ink);
        assert_eq!(drawn[0], "2019     20 ####");
        assert_eq!(drawn[1], "2020     40 ####### +100%");
        assert_eq!(drawn[2], "2021 起换了表式");
        assert_eq!(drawn[3], "2021 没有数");
        assert_eq!(drawn[4], "2022      0");
        assert_eq!(drawn[5], "2023     80 ##############");
        let ink = Ink { blocks: true, ..ink };
        assert_eq!(ink.bar(1.into(), 16.into(), 1), "▏");
        assert_eq!(ink.bar(5.into(), 8.into(), 2), "█▎");
    }

    #[test]
    fn a_line_is_broken_at_a_gap_and_says_where_the_form_changes() {
        let trend = trend(&[&[Some(20), Some(40), None, Some(60), Some(80)]]);
        let ink = Ink { widths: &Widths::NARROW, blocks: false };
        let drawn = lines(&trend, (60, 8), ink);
        assert_eq!(drawn.len(), 8);
        let all = drawn.join("\n");
        assert_eq!(all.matches('*').count(), 4, "{all}");
        assert!(all.contains(':') && all.contains("20") && all.contains("80"), "{all}");
        assert!(drawn[7].contains("2019") && drawn[7].contains("2023"), "{all}");
        assert!(drawn.iter().all(|line| Widths::NARROW.of(line) <= 60), "{all}");
    }

    #[test]
    fn any_window_is_drawn_in() {
        for curves in [&[][..], &[&[][..]], &[&[Some(1), None][..], &[Some(9), Some(9)][..]]] {
            let trend = trend(curves);
            let ink = Ink { widths: &Widths::NARROW, blocks: true };
            for size in [(0, 0), (1, 1), (9, 3), (40, 10), (300, 90)] {
                lines(&trend, size, ink);
                bars(&trend, size.0, ink);
            }
        }
        assert!(lines(&Trend::default(), (80, 20), Ink::of(&Widths::NARROW, false)).len() > 1);
    }
}
