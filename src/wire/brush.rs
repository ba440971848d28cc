//! The hand that writes: it knows where the cursor stands and which pen is set, and writes only what differs.

use super::abilities::Abilities;
use super::grid::{Clusters, Glyph, Tile};
use super::motion::{Place, cost, csi, go, number};
use super::pen::Pen;
use super::screen::Certain;
use crate::text::visible::is_replaced;
use crate::text::width::Widths;

/// What the terminal remembers between two writes. `None`: not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Hand {
    pub(super) at: Place,
    pub(super) pen: Option<Pen>,
}

/// What a brush may look up.
#[derive(Clone, Copy)]
pub(super) struct Palette<'a> {
    pub(super) abilities: Abilities,
    pub(super) clusters: &'a Clusters,
    pub(super) certain: &'a Certain,
    pub(super) width: u16,
}

/// Bytes under way and the state that they lead to.
pub(super) struct Brush<'a> {
    pub(super) palette: Palette<'a>,
    pub(super) hand: Hand,
    pub(super) out: Vec<u8>,
}

impl<'a> Brush<'a> {
    pub(super) fn new(palette: Palette<'a>, hand: Hand) -> Self {
        Self { palette, hand, out: Vec::new() }
    }

    pub(super) fn go(&mut self, x: u16, y: u16) {
        let there = Place { x: Some(x), y: Some(y) };
        if self.hand.at != there {
            go(self.hand.at, (x, y), self.palette.abilities, &mut self.out);
            self.hand.at = there;
        }
    }

    pub(super) fn way(&self, x: u16, y: u16) -> usize {
        usize::from(cost(self.hand.at, (x, y), self.palette.abilities))
    }

    /// Sets the pen for a tile. A blank asks only for what shows on a blank.
    fn take_pen(&mut self, tile: &Tile) {
        let enough = tile.glyph == Glyph::BLANK
            && self.hand.pen.is_some_and(|pen| pen.on_blank() == tile.pen);
        if !enough {
            tile.pen.change_from(self.hand.pen, &mut self.out);
            self.hand.pen = Some(tile.pen);
        }
    }

    /// A pen with which cleared cells become plain blanks, whether or not the terminal clears in colour.
    pub(super) fn take_plain_pen(&mut self) {
        self.take_pen(&Tile::blank());
    }

    /// Writes a glyph of `columns` where the cursor stands. Returns how many columns it may touch on a terminal that
    /// draws it otherwise, 0 if there is no doubt.
    pub(super) fn put(&mut self, tile: &Tile, columns: u16) -> u16 {
        self.take_pen(tile);
        let mut space = [0; 4];
        let text = self.palette.clusters.text(tile.glyph, &mut space);
        let touched = doubt(text, self.palette.certain.as_ref());
        if touched > 0 && columns == 2 {
            self.blank_both();
        }
        self.out.extend_from_slice(text.as_bytes());
        self.advance(columns);
        if touched > 0 {
            self.hand.at.x = None;
        }
        touched
    }

    /// Blanks two columns and comes back: a terminal that draws the next glyph in one would else show what stood in the
    /// second.
    fn blank_both(&mut self) {
        let Place { x: Some(x), y: Some(y) } = self.hand.at else { return };
        self.out.extend_from_slice(b"  ");
        self.advance(2);
        self.go(x, y);
    }

    /// After the last column the place is not known: some terminals stand on it, some behind it.
    fn advance(&mut self, columns: u16) {
        let after = self.hand.at.x.map(|x| x + columns);
        self.hand.at.x = after.filter(|after| *after < self.palette.width);
    }

    /// Makes the rest of the row blank.
    pub(super) fn erase_rest(&mut self) {
        self.take_plain_pen();
        self.out.extend_from_slice(b"\x1b[K");
    }

    /// Appends `CSI count last` with a plain pen: an operation that leaves cleared cells.
    pub(super) fn clearing(&mut self, count: u16, last: u8) {
        self.take_plain_pen();
        csi(count, last, &mut self.out);
    }

    /// Confines scrolling to the rows from `top` to before `bottom`; what is at the screen's edge is left out.
    pub(super) fn region(&mut self, top: u16, bottom: Option<u16>) {
        self.out.extend_from_slice(b"\x1b[");
        if top > 0 {
            number(top + 1, &mut self.out);
        }
        if let Some(bottom) = bottom {
            self.out.push(b';');
            number(bottom, &mut self.out);
        }
        self.out.push(b'r');
    }

    /// Bytes to write `tiles` as they are, if neither pen nor doubt stands in the way.
    pub(super) fn plain_bytes(&self, tiles: &[Tile]) -> Option<usize> {
        let mut space = [0; 4];
        let mut sum = 0;
        for tile in tiles.iter().filter(|tile| !tile.is_rest()) {
            let pen = self.hand.pen?;
            let same =
                pen == tile.pen || (tile.glyph == Glyph::BLANK && pen.on_blank() == tile.pen);
            let text = self.palette.clusters.text(tile.glyph, &mut space);
            if !same
                || tile.glyph == Glyph::UNKNOWN
                || doubt(text, self.palette.certain.as_ref()) > 0
            {
                return None;
            }
            sum += text.len();
        }
        Some(sum)
    }
}

/// Columns that a grapheme may touch if its width is in doubt, else 0. A cluster of several scalars is always in
/// doubt: terminals that do not join it draw every part.
pub(super) fn doubt(text: &str, certain: &dyn Fn(&str) -> bool) -> u16 {
    if text.is_ascii() {
        return 0;
    }
    if text.chars().nth(1).is_none() {
        return if certain(text) { 0 } else { 2 };
    }
    let mut space = [0; 4];
    let reach = |part: &str| if is_replaced(part) { 0 } else { Widths::WIDE.glyph(part) };
    let parts: usize = text.chars().map(|part| reach(part.encode_utf8(&mut space))).sum();
    u16::try_from(parts.max(2)).unwrap_or(u16::MAX)
}
