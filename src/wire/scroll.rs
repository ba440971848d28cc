//! Rows that moved up or down together, among rows that stayed.

use super::brush::Brush;
use super::grid::{Grid, Tile};
use super::motion::Place;
use super::row::narrow;

/// Columns compared at once. A row may move while a pane beside it stays, so rows are compared piece by piece.
const PIECE: usize = 8;

/// Bytes that must seem to be saved before a scroll is tried.
const WORTHWHILE: usize = 24;

/// The rows `top..bottom` move by `rows`, up or down; what they leave is blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scroll {
    pub(super) top: usize,
    pub(super) bottom: usize,
    pub(super) rows: usize,
    pub(super) up: bool,
}

/// A piece of a row as two numbers: what it holds and about how many bytes writing it takes.
#[derive(Clone, Copy, Default)]
struct Piece {
    print: u64,
    worth: i32,
}

/// The scroll that seems to save most.
pub(super) fn find(old: &Grid, new: &Grid) -> Option<Scroll> {
    let (before, after) = (pieces(old), pieces(new));
    let height = after.len();
    let mut best: Option<(i32, Scroll)> = None;
    for rows in 1..height {
        for up in [true, false] {
            let found = saving(&before, &after, (rows, up));
            if found
                .as_ref()
                .is_some_and(|(worth, _)| best.as_ref().is_none_or(|(most, _)| worth > most))
            {
                best = found;
            }
        }
    }
    best.filter(|(worth, _)| usize::try_from(*worth).is_ok_and(|worth| worth >= WORTHWHILE))
        .map(|(_, scroll)| scroll)
}

/// The stretch of rows for which a move saves most (the largest sum of consecutive gains).
fn saving(
    before: &[Vec<Piece>],
    after: &[Vec<Piece>],
    (rows, up): (usize, bool),
) -> Option<(i32, Scroll)> {
    let receivers = if up { 0..after.len().checked_sub(rows)? } else { rows..after.len() };
    let mut best: Option<(i32, Scroll)> = None;
    let (mut sum, mut start) = (0, receivers.start);
    for y in receivers {
        let source = if up { y + rows } else { y - rows };
        sum += gain(before.get(source)?, before.get(y)?, after.get(y)?);
        if sum <= 0 {
            (sum, start) = (0, y + 1);
        } else if best.as_ref().is_none_or(|(most, _)| sum > *most) {
            let (top, bottom) = if up { (start, y + 1 + rows) } else { (start - rows, y + 1) };
            best = Some((sum, Scroll { top, bottom, rows, up }));
        }
    }
    best
}

/// Bytes saved where the moved row is right, less those lost where the row as it stands is.
fn gain(source: &[Piece], here: &[Piece], wanted: &[Piece]) -> i32 {
    let pairs = source.iter().zip(here).zip(wanted);
    pairs
        .map(|((source, here), want)| {
            want.worth
                * (i32::from(source.print == want.print) - i32::from(here.print == want.print))
        })
        .sum()
}

fn pieces(grid: &Grid) -> Vec<Vec<Piece>> {
    grid.rows().map(|row| row.chunks(PIECE).map(piece).collect()).collect()
}

fn piece(tiles: &[Tile]) -> Piece {
    let mut piece = Piece { print: 0x9e37_79b9_7f4a_7c15, worth: 0 };
    for tile in tiles {
        piece.print = (piece.print ^ tile.print()).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
        piece.worth += i32::try_from(tile.glyph.worth()).unwrap_or(0);
    }
    piece
}

impl Scroll {
    /// Moves the rows on the terminal by the cheapest of the known ways, counted up to where the brush is needed next.
    pub(super) fn carry_out(self, brush: &mut Brush, height: usize, then: (u16, u16)) {
        let (hand, start) = (brush.hand, brush.out.len());
        self.by_lines(brush, height);
        let lines = (
            brush.out.len() - start + brush.way(then.0, then.1),
            brush.hand,
            brush.out.split_off(start),
        );
        brush.hand = hand;
        self.by_region(brush, height);
        if lines.0 <= brush.out.len() - start + brush.way(then.0, then.1) {
            brush.out.truncate(start);
            brush.out.extend_from_slice(&lines.2);
            brush.hand = lines.1;
        }
    }

    /// Deletes rows on one side and inserts as many on the other.
    fn by_lines(self, brush: &mut Brush, height: usize) {
        let count = narrow(self.rows);
        let (gone, come) = if self.up {
            (self.top, self.bottom - self.rows)
        } else {
            (self.bottom - self.rows, self.top)
        };
        // at the bottom of the screen rows fall out, and blank rows come, by themselves
        if self.up || self.bottom < height {
            brush.go(0, narrow(gone));
            brush.clearing(count, b'M');
        }
        if !self.up || self.bottom < height {
            brush.go(0, narrow(come));
            brush.clearing(count, b'L');
        }
    }

    /// Confines scrolling to the rows, scrolls, and takes the confinement back; the cursor then
    /// stands at home on most terminals, at the head of the region on some.
    fn by_region(self, brush: &mut Brush, height: usize) {
        let whole = self.top == 0 && self.bottom == height;
        if !whole {
            brush.region(narrow(self.top), (self.bottom < height).then(|| narrow(self.bottom)));
            brush.hand.at = Place::default();
        }
        if brush.palette.abilities.scroll_command {
            brush.clearing(narrow(self.rows), if self.up { b'S' } else { b'T' });
        } else {
            brush.go(0, narrow(self.top));
            brush.clearing(narrow(self.rows), if self.up { b'M' } else { b'L' });
        }
        if !whole {
            brush.region(0, None);
            brush.hand.at = Place::default();
        }
    }
}
