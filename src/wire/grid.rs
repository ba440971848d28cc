//! The screen as numbers: a tile a column, so that comparing, shifting and searching rows is cheap.

use std::collections::HashMap;

use ratatui::buffer::{Buffer, Cell};

use super::abilities::Colours;
use super::pen::Pen;
use super::scroll::Scroll;
use crate::text::visible::is_replaced;
use crate::text::width::Widths;

/// What stands in a column: a scalar, a cluster kept in [`Clusters`], or one of two special values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph(u32);

impl Glyph {
    pub(super) const BLANK: Self = Self(0x20);
    /// The second column of the glyph before.
    pub(super) const REST: Self = Self(0);
    /// Nobody knows what the terminal shows there.
    pub(super) const UNKNOWN: Self = Self(1);
    /// Stands for what must not reach a terminal: control characters, glyphs that take no column.
    const REFUSED: Self = Self(b'?' as u32);
    const CLUSTER: u32 = 1 << 31;

    /// Bytes that it takes to write, of a cluster at least; blanks are mostly erased together.
    pub(super) fn worth(self) -> usize {
        match self.0 {
            0..0x21 => 0,
            0x21..0x80 => 1,
            0x80..0x800 => 2,
            0x1_0000..Self::CLUSTER => 4,
            _ => 3,
        }
    }

    fn scalar(c: char) -> Self {
        Self(u32::from(c))
    }
}

/// A glyph and how it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tile {
    pub(super) glyph: Glyph,
    pub(super) pen: Pen,
}

impl Tile {
    pub(super) fn blank() -> Self {
        Self { glyph: Glyph::BLANK, pen: Pen::default() }
    }

    pub(super) fn unknown() -> Self {
        Self { glyph: Glyph::UNKNOWN, pen: Pen::default() }
    }

    /// Glyph and pen as one number; different tiles mostly differ in it.
    pub(super) fn print(&self) -> u64 {
        u64::from(self.glyph.0) ^ self.pen.print() << 32
    }

    pub(super) fn is_rest(&self) -> bool {
        self.glyph == Glyph::REST
    }
}

/// Columns of the glyph at `x`.
pub(super) fn columns(row: &[Tile], x: usize) -> usize {
    if row.get(x + 1).is_some_and(Tile::is_rest) { 2 } else { 1 }
}

/// The graphemes of more than one scalar that were seen, each once.
#[derive(Debug, Default)]
pub(super) struct Clusters {
    texts: Vec<Box<str>>,
    places: HashMap<Box<str>, u32>,
}

impl Clusters {
    /// Clusters kept before all are forgotten (and the screen with them): a bound on memory, never met by text.
    pub(super) const MOST: usize = 4096;

    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    fn keep(&mut self, text: &str) -> Glyph {
        if let Some(place) = self.places.get(text) {
            return Glyph(Glyph::CLUSTER | place);
        }
        let place = u32::try_from(self.texts.len()).unwrap_or(0);
        self.texts.push(text.into());
        self.places.insert(text.into(), place);
        Glyph(Glyph::CLUSTER | place)
    }

    /// The text of a glyph; a scalar is written into `space`.
    pub(super) fn text<'a>(&'a self, glyph: Glyph, space: &'a mut [u8; 4]) -> &'a str {
        if glyph.0 & Glyph::CLUSTER != 0 {
            let place = usize::try_from(glyph.0 & !Glyph::CLUSTER).unwrap_or(0);
            return self.texts.get(place).map_or(" ", |text| text);
        }
        char::from_u32(glyph.0).map_or(" ", |scalar| scalar.encode_utf8(space))
    }
}

/// All rows of the screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Grid {
    width: usize,
    tiles: Vec<Tile>,
}

impl Grid {
    pub(super) fn filled(width: u16, height: u16, tile: Tile) -> Self {
        let width = usize::from(width);
        Self { width, tiles: vec![tile; width * usize::from(height)] }
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    pub(super) fn height(&self) -> usize {
        self.tiles.len().checked_div(self.width).unwrap_or(0)
    }

    pub(super) fn fill(&mut self, tile: Tile) {
        self.tiles.fill(tile);
    }

    /// Nobody knows any more what these columns of a row show; the second half of a glyph goes with its first.
    pub(super) fn lose(&mut self, y: usize, columns: std::ops::Range<usize>) {
        let row = self.tiles.get_mut(y * self.width..(y + 1) * self.width).unwrap_or_default();
        let cut = row.iter().skip(columns.end).take_while(|tile| tile.is_rest()).count();
        let lost = row.iter_mut().skip(columns.start).take(columns.len() + cut);
        lost.for_each(|tile| *tile = Tile::unknown());
    }

    /// The rows after a scroll; those that it leaves are blank.
    pub(super) fn scrolled(&self, scroll: Scroll) -> Self {
        let mut grid = self.clone();
        let part = scroll.top * self.width..scroll.bottom * self.width;
        let Some(part) = grid.tiles.get_mut(part) else { return grid };
        let moved = (scroll.rows * self.width).min(part.len());
        let left = if scroll.up {
            part.rotate_left(moved);
            part.len() - moved..part.len()
        } else {
            part.rotate_right(moved);
            0..moved
        };
        part.get_mut(left).unwrap_or_default().fill(Tile::blank());
        grid
    }

    pub(super) fn row(&self, y: usize) -> &[Tile] {
        self.tiles.get(y * self.width..(y + 1) * self.width).unwrap_or_default()
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = &[Tile]> {
        self.tiles.chunks_exact(self.width.max(1))
    }

    /// Takes in a frame. What a terminal could not draw as laid out (half a glyph, a glyph without a column, a
    /// control character) is replaced, so that a column is always what it says.
    pub(super) fn read(&mut self, frame: &Buffer, colours: Colours, clusters: &mut Clusters) {
        self.width = usize::from(frame.area.width);
        self.tiles.clear();
        for row in frame.content().chunks_exact(self.width.max(1)) {
            let mut owner: Option<Pen> = None;
            let next = row.iter().skip(1).map(Some).chain([None]);
            for (cell, next) in row.iter().zip(next) {
                let tile = if let Some(pen) = owner.take() {
                    Tile { glyph: Glyph::REST, pen }
                } else {
                    let doubled = next.is_some_and(|next| next.symbol().is_empty());
                    let (glyph, doubled) = glyph(cell, doubled, clusters);
                    let pen = Pen::of(cell, colours);
                    let pen = if glyph == Glyph::BLANK { pen.on_blank() } else { pen };
                    owner = doubled.then_some(pen);
                    Tile { glyph, pen }
                };
                self.tiles.push(tile);
            }
        }
    }
}

/// The glyph of a cell and whether it takes the next column too.
fn glyph(cell: &Cell, doubled: bool, clusters: &mut Clusters) -> (Glyph, bool) {
    let symbol = cell.symbol();
    let mut scalars = symbol.chars();
    let Some(first) = scalars.next() else { return (Glyph::BLANK, false) };
    let single = scalars.as_str().is_empty();
    // What would not be seen, or would act on the terminal, is drawn as a mark by whoever lays out; it never gets here.
    if symbol.chars().any(char::is_control) || is_replaced(symbol) {
        return (Glyph::REFUSED, false);
    }
    if single && first.is_ascii() {
        return (Glyph::scalar(first), false);
    }
    if single && !doubled && Widths::NARROW.glyph(symbol) == 2 {
        return (Glyph::BLANK, false);
    }
    (if single { Glyph::scalar(first) } else { clusters.keep(symbol) }, doubled)
}
