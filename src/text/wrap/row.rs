//! One row: how far a line reaches that starts at a given place. It depends on nothing before that place.

use unicode_linebreak::linebreaks;

use crate::text::grapheme::{LONGEST, graphemes};
use crate::text::punctuation::may_hang;
use crate::text::wrap::keep::{Break, Keeper};
use crate::text::wrap::{Measure, Row};

/// A place where the row may end, and the columns up to it.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    at: usize,
    columns: usize,
}

/// The row that starts at `start`, with `indent` blank cells before it.
pub(super) fn row_at(text: &str, start: usize, indent: usize, measure: &Measure) -> Row {
    let rest = text.get(start..).unwrap_or_default();
    let room = measure.columns.saturating_sub(indent);
    let mut window = room.saturating_mul(4).saturating_add(32);
    let line = Line { rest, room, measure };
    loop {
        if let Some((end, forced, seen)) = line.end_within(window) {
            let row = Row {
                start,
                end: start + end.at,
                indent,
                width: end.columns,
                forced,
                seen: start + seen,
            };
            return row;
        }
        window = window.saturating_mul(4);
    }
}

/// A line being filled.
struct Line<'a> {
    rest: &'a str,
    room: usize,
    measure: &'a Measure,
}

impl Line<'_> {
    /// The end of the row, whether it was forced, and the bytes this answer depends on. `None` if it lies beyond the
    /// first `window` bytes: Unicode's breaks are asked for in a window, for they are read ahead to the next one.
    fn end_within(&self, window: usize) -> Option<(Place, bool, usize)> {
        let window = self.rest.ceil_char_boundary(window);
        let mut breaks = linebreaks(self.rest.get(..window)?).map(|(at, _)| at).peekable();
        let mut keeper = Keeper::default();
        let (mut here, mut free, mut soft) = (Place::default(), Place::default(), Place::default());
        let mut hung = false;
        for (at, grapheme) in graphemes(self.rest) {
            if at >= window && window < self.rest.len() {
                return None;
            }
            here.at = at;
            while breaks.next_if(|&place| place < at).is_some() {}
            let allowed = breaks.peek() == Some(&at);
            let (first, last) = ends_of(grapheme);
            match keeper.judge(first, allowed) {
                Break::Free => free = here,
                Break::Soft => soft = here,
                Break::Never => {}
            }
            let columns = here.columns + self.measure.widths.glyph(grapheme);
            if columns > self.room && at > 0 {
                if hung || here.columns > self.room || !self.hangs(first) {
                    let seen = at + grapheme.len() + 4 * (LONGEST + 1);
                    return Some(choose(free, soft, here, seen));
                }
                hung = true;
            }
            here.columns = columns;
            keeper.pass(first, last);
        }
        Some((Place { at: self.rest.len(), ..here }, false, self.rest.len() + 1))
    }

    /// Whether this may stand past the margin: one blank, or by setting one of 。，、
    fn hangs(&self, c: char) -> bool {
        c == ' ' || (self.measure.hanging && may_hang(c))
    }
}

/// The last free place, else the last soft one, else the margin.
fn choose(free: Place, soft: Place, margin: Place, seen: usize) -> (Place, bool, usize) {
    match (free.at, soft.at) {
        (0, 0) => (margin, true, seen),
        (0, _) => (soft, false, seen),
        _ => (free, false, seen),
    }
}

fn ends_of(grapheme: &str) -> (char, char) {
    let mut chars = grapheme.chars();
    let first = chars.next().unwrap_or_default();
    (first, chars.next_back().unwrap_or(first))
}
