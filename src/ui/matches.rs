//! The list of every place of what is looked for, with what it would become.

use crate::app::Area;
use crate::app::Match;
use crate::app::Matches;
use crate::app::State;
use crate::text::fit::Align;

use super::Caret;
use super::canvas::{Canvas, at};
use super::theme::Theme;

/// Cells of the column of years and section numbers.
const PLACE: usize = 14;

/// Heading, what is left alone, one place a line; the caret stands on the chosen one.
pub(super) fn draw(state: &State, theme: &Theme, canvas: &mut Canvas<'_>, area: Area) -> Caret {
    let matches = &state.matches;
    canvas.fill(area, theme.ink);
    let head = Area { height: 1, ..area };
    canvas.fill(head, theme.sheet);
    let room = usize::from(area.width).saturating_sub(1);
    canvas.put(at(head, 1, 0).fit(room, Align::Left), &heading(matches), theme.sheet);
    let (told, style) = match (&matches.trouble, alone(matches)) {
        (Some(trouble), _) => (trouble.clone(), theme.warning),
        (None, _) if matches.found.is_empty() && matches.left_alone.is_empty() => {
            let told = format!(
                "{}里没有“{}”。按 Tab 换范围，F2 换方式：文字、拼音、数字、正则",
                matches.reach.word(),
                matches.query
            );
            (told, theme.warning)
        }
        (None, alone) => (alone, theme.hint),
    };
    canvas.put(at(area, 1, 1).fit(room, Align::Left), &told, style);
    let mut caret = Caret { x: area.x, y: area.y, typing: false };
    let shown = matches.found.iter().enumerate().skip(matches.top);
    for (y, (index, place)) in (2..area.height).zip(shown) {
        let line = Area { y: area.y + y, height: 1, ..area };
        row(matches, place, theme, (canvas, line));
        if index == matches.chosen {
            canvas.put(at(line, 0, 0), state.marks.into, theme.accent);
            caret = Caret { x: area.x, y: line.y, typing: false };
        }
    }
    caret
}

fn heading(matches: &Matches) -> String {
    let (how, reach) = (matches.how.word(), matches.reach.word());
    let what = match &matches.with {
        None => format!("“{}”共 {} 处", matches.query, matches.found.len()),
        Some(with) if with.is_empty() => format!("删去“{}” {} 处", matches.query, matches.taken()),
        Some(with) => format!("“{}”换成“{with}” {} 处", matches.query, matches.taken()),
    };
    format!("{what}  范围：{reach}  方式：{how}")
}

/// What will not be touched, and why.
fn alone(matches: &Matches) -> String {
    let alone = matches.left_alone.iter();
    let told = alone.map(|(year, count, why)| format!("{year} 年报 {count} 处不改（{why}）"));
    told.collect::<Vec<_>>().join("；")
}

/// Year and section, then the words around the place: what goes struck out by its brackets, what comes behind it.
fn row(matches: &Matches, place: &Match, theme: &Theme, (canvas, line): (&mut Canvas<'_>, Area)) {
    let faint = !place.taken;
    let ink = if faint { theme.faint } else { theme.ink };
    let whose = format!("{} {}", place.year, place.number);
    let x = canvas.put(at(line, 1, 0).fit(PLACE, Align::Left), &whose, theme.faint);
    let box_ = match (matches.with.is_some(), place.taken) {
        (false, _) => "",
        (true, true) => "[x] ",
        (true, false) => "[ ] ",
    };
    let x = canvas.put(at(line, x, 0), box_, theme.accent);
    let before = before(matches, place, canvas, usize::from(line.width.saturating_sub(x)));
    let x = canvas.put(at(line, x, 0), before, ink);
    let x = canvas.put(at(line, x, 0), &place.removed, if faint { ink } else { theme.found });
    let x = match &matches.with {
        Some(_) if place.taken => {
            let x = canvas.put(at(line, x, 0), "[", theme.accent);
            let x = canvas.put(at(line, x, 0), &place.with, theme.good);
            canvas.put(at(line, x, 0), "]", theme.accent)
        }
        _ => x,
    };
    canvas.put(at(line, x, 0), &place.after, ink);
}

/// As many of the words before a place as leave room for what it is about.
fn before<'a>(matches: &Matches, place: &'a Match, canvas: &Canvas<'_>, room: usize) -> &'a str {
    let with = matches.with.as_ref().map_or(0, |_| canvas.widths.of(&place.with) + 2);
    let needed = canvas.widths.of(&place.removed) + with;
    let mut before = place.before.as_str();
    while canvas.widths.of(before) + needed > room {
        let mut chars = before.chars();
        if chars.next().is_none() {
            break;
        }
        before = chars.as_str();
    }
    before
}
