//! One row: from what it shows to what it shall show, glyph by glyph.

use super::brush::Brush;
use super::grid::{Tile, columns};

/// Blanks that are written before erasing the rest of the row gets cheaper.
const FEW: usize = 3;

/// A gap of more columns is never written over, whatever a motion costs.
const GAP: usize = 8;

/// Writes what differs between `old` and `new` in row `y`, from left to right.
pub(super) fn paint(brush: &mut Brush, y: u16, old: &[Tile], new: &[Tile]) {
    if old == new {
        return;
    }
    let blank = Tile::blank();
    let text = new.iter().rposition(|tile| *tile != blank).map_or(0, |last| last + 1);
    let touched = paint_text(brush, y, old, (new, text));
    clear_rest(brush, y, (old, text), touched);
}

/// Paints the first `text` columns. Returns up to which column something may have been touched.
fn paint_text(brush: &mut Brush, y: u16, old: &[Tile], (new, text): (&[Tile], usize)) -> usize {
    let mut touched = 0;
    let mut x = 0;
    while x < text {
        let width = columns(new, x);
        if x < touched || !stands(old, new, x, width) {
            approach(brush, new, x, y);
            let Some(tile) = new.get(x) else { break };
            let doubt = brush.put(tile, narrow(width));
            touched = touched.max(x + usize::from(doubt));
        }
        x += width;
    }
    touched
}

/// Whether the glyph at `x` stands there already, with the same number of columns.
fn stands(old: &[Tile], new: &[Tile], x: usize, width: usize) -> bool {
    columns(old, x) == width && old.get(x..x + width) == new.get(x..x + width)
}

/// Goes to `x`, over the glyphs between if writing them again is no dearer than the motion.
fn approach(brush: &mut Brush, new: &[Tile], x: usize, y: u16) {
    let here = brush.hand.at;
    if here.y == Some(y)
        && let Some(from) = here.x.map(usize::from)
        && from < x
        && x - from <= GAP
        && let Some(gap) = new.get(from..x)
        && gap.first().is_some_and(|tile| !tile.is_rest())
        && brush.plain_bytes(gap).is_some_and(|bytes| bytes <= brush.way(narrow(x), y))
    {
        for (at, tile) in gap.iter().enumerate().filter(|(_, tile)| !tile.is_rest()) {
            brush.put(tile, narrow(columns(new, from + at)));
        }
    }
    brush.go(narrow(x), y);
}

/// Blanks everything from column `text` on that is not blank, or may have been `touched`.
fn clear_rest(brush: &mut Brush, y: u16, (old, text): (&[Tile], usize), touched: usize) {
    let blank = Tile::blank();
    let stale = |x: &usize| *x < touched || old.get(*x).is_some_and(|tile| *tile != blank);
    let Some(first) = (text..old.len()).find(stale) else { return };
    let last = (text..old.len()).rev().find(stale).unwrap_or(first);
    brush.go(narrow(first), y);
    if brush.palette.abilities.erase_line && last - first >= FEW {
        brush.erase_rest();
    } else {
        for _ in first..=last {
            brush.put(&blank, 1);
        }
    }
}

/// A column as the terminal counts it.
pub(super) fn narrow(x: usize) -> u16 {
    u16::try_from(x).unwrap_or(u16::MAX)
}
