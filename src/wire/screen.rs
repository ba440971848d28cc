//! What the terminal shows now, and the next frame as bytes.

use std::fmt;
use std::mem;

use ratatui::buffer::Buffer;

use super::abilities::Abilities;
use super::brush::{Hand, Palette, doubt};
use super::frame::Change;
use super::grid::{Clusters, Grid, Tile};
use super::motion::Place;
use super::pen::Pen;
use super::session::settle;
use crate::text::width::is_certain;

/// Whether all terminals, or this one as measured, draw a grapheme as wide as it was laid out.
pub type Certain = Box<dyn Fn(&str) -> bool + Send>;

/// Frames of more bytes are bracketed (mode 2026), so that they appear at once.
const SMALL: usize = 64;

/// Frames of more bytes are drawn with the cursor hidden even where they are bracketed: not every terminal that takes
/// the brackets obeys them.
const LARGE: usize = 256;

/// The form of the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// The user's own, a block in most terminals.
    #[default]
    Block,
    /// A thin bar before the glyph.
    Bar,
}

/// Where the cursor shall stand: column and row from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Column.
    pub x: u16,
    /// Row.
    pub y: u16,
    /// Form, on terminals that can.
    pub shape: Shape,
}

/// The terminal's screen as the last frame left it.
pub struct Screen {
    abilities: Abilities,
    certain: Certain,
    clusters: Clusters,
    shown: Grid,
    next: Grid,
    hand: Hand,
    /// Whether the cursor can be seen; `None` if not known.
    visible: Option<bool>,
    shape: Shape,
    /// Margins and wrapping may be set otherwise too.
    unsettled: bool,
}

impl fmt::Debug for Screen {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("Screen")
            .field("abilities", &self.abilities)
            .field("hand", &self.hand)
            .finish_non_exhaustive()
    }
}

impl Screen {
    /// The screen of a terminal that was just taken over with [`super::ENTER`]: blank, the cursor at its first cell.
    /// Until told otherwise with [`Self::trust`], only glyphs on which all terminals agree are taken to be as wide as
    /// laid out.
    pub fn new(abilities: Abilities, width: u16, height: u16) -> Self {
        Self {
            abilities,
            certain: Box::new(is_certain),
            clusters: Clusters::default(),
            shown: Grid::filled(width, height, Tile::blank()),
            next: Grid::default(),
            hand: Hand { at: Place { x: Some(0), y: Some(0) }, pen: Some(Pen::default()) },
            visible: None,
            shape: Shape::default(),
            unsettled: false,
        }
    }

    /// Says for which graphemes the layout's width is the terminal's. After any other an absolute motion is sent, and
    /// what it may have touched is written again.
    pub fn trust(&mut self, certain: Certain) {
        self.certain = certain;
    }

    /// Nothing is known any more (another program wrote, the user asks with Ctrl-L): the next frame writes every cell.
    pub fn forget(&mut self) {
        self.shown.fill(Tile::unknown());
        self.hand = Hand::default();
        self.visible = None;
        self.unsettled = true;
    }

    /// The glyphs on which terminals differ were painted before it was known how this one draws them: the next frame
    /// writes them, and what they may have touched, again. All else stays.
    pub fn doubt(&mut self) {
        let mut space = [0; 4];
        let mut lost = Vec::new();
        for (y, row) in self.shown.rows().enumerate() {
            for (x, tile) in row.iter().enumerate() {
                let touched = doubt(self.clusters.text(tile.glyph, &mut space), &is_certain);
                if touched > 0 {
                    lost.push((y, x..x + usize::from(touched)));
                }
            }
        }
        for (y, columns) in lost {
            self.shown.lose(y, columns);
        }
    }

    /// Appends the bytes that turn what is shown into `frame`, the cursor to where it shall be (`None`: hidden).
    /// A frame of another size than the last is written whole. Nothing is appended if nothing changed.
    ///
    /// In a frame every cell is one grapheme; a glyph of two columns stands in its first cell, and the cell after it
    /// has the empty symbol.
    pub fn present(&mut self, frame: &Buffer, cursor: Option<Cursor>, out: &mut Vec<u8>) {
        self.take_in(frame);
        let palette = Palette {
            abilities: self.abilities,
            clusters: &self.clusters,
            certain: &self.certain,
            width: frame.area.width,
        };
        let inside =
            cursor.filter(|cursor| cursor.x < frame.area.width && cursor.y < frame.area.height);
        let change = Change {
            palette,
            hand: self.hand,
            old: &self.shown,
            new: &self.next,
            cursor: inside.map(|cursor| (cursor.x, cursor.y)),
        };
        let (body, hand) = change.bytes();
        self.hand = hand;
        mem::swap(&mut self.shown, &mut self.next);
        self.bracket(&body, cursor, out);
    }

    fn take_in(&mut self, frame: &Buffer) {
        if self.clusters.len() > Clusters::MOST {
            self.clusters = Clusters::default();
            self.shown.fill(Tile::unknown());
        }
        self.next.read(frame, self.abilities.colours, &mut self.clusters);
        let (width, height) = (frame.area.width, frame.area.height);
        if (self.shown.width(), self.shown.height()) != (usize::from(width), usize::from(height)) {
            self.shown = Grid::filled(width, height, Tile::unknown());
            self.hand = Hand::default();
        }
    }

    /// The body between what makes it appear at once; the cursor is shown, hidden and formed only on change.
    fn bracket(&mut self, body: &[u8], cursor: Option<Cursor>, out: &mut Vec<u8>) {
        let together = self.abilities.synchronized && body.len() > SMALL;
        let away = body.len() > if self.abilities.synchronized { LARGE } else { SMALL };
        if together {
            out.extend_from_slice(b"\x1b[?2026h");
        }
        if self.visible != Some(false) && (cursor.is_none() || away) {
            out.extend_from_slice(b"\x1b[?25l");
            self.visible = Some(false);
        }
        if mem::take(&mut self.unsettled) {
            out.extend_from_slice(settle(self.abilities));
        }
        out.extend_from_slice(body);
        if let Some(cursor) = cursor {
            self.form(cursor.shape, out);
            if self.visible != Some(true) {
                out.extend_from_slice(b"\x1b[?25h");
                self.visible = Some(true);
            }
        }
        if together {
            out.extend_from_slice(b"\x1b[?2026l");
        }
    }

    fn form(&mut self, shape: Shape, out: &mut Vec<u8>) {
        if self.abilities.cursor_shape && shape != self.shape {
            out.extend_from_slice(if shape == Shape::Bar { b"\x1b[6 q" } else { b"\x1b[0 q" });
            self.shape = shape;
        }
    }
}
