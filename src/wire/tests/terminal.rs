//! A terminal emulator fed by a screen, and what must be equal in both.

use std::num::NonZero;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use crate::text::width::{Widths, is_certain};
use crate::wire::{Abilities, Cursor, ENTER, Screen, Shape};

/// How the emulator draws ambiguous glyphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Drawn {
    Narrow,
    /// Each ambiguous glyph is replaced, on its way to the emulator, by one that is two columns wide.
    Wide,
}

/// A screen and the terminal that it drives.
pub(super) struct Driven {
    pub(super) screen: Screen,
    parser: vt100::Parser,
    drawn: Drawn,
}

impl Driven {
    pub(super) fn new(abilities: Abilities, (width, height): (u16, u16)) -> Self {
        let mut parser = vt100::Parser::new(cells(height), cells(width), 0);
        parser.process(ENTER.as_bytes());
        let mut screen = Screen::new(abilities, width, height);
        screen.trust(Box::new(|_| true));
        Self { screen, parser, drawn: Drawn::Narrow }
    }

    /// A terminal that was measured, and draws ambiguous glyphs so.
    pub(super) fn drawing(abilities: Abilities, size: (u16, u16), drawn: Drawn) -> Self {
        Self { drawn, ..Self::new(abilities, size) }
    }

    /// A terminal that was not measured.
    pub(super) fn unmeasured(abilities: Abilities, size: (u16, u16), drawn: Drawn) -> Self {
        let mut driven = Self::drawing(abilities, size, drawn);
        driven.screen.trust(Box::new(is_certain));
        driven
    }

    /// Draws a frame; returns its bytes.
    pub(super) fn present(&mut self, frame: &Buffer, cursor: impl Into<Option<Cursor>>) -> Vec<u8> {
        let mut out = Vec::new();
        self.screen.present(frame, cursor.into(), &mut out);
        let seen = match self.drawn {
            Drawn::Narrow => out.clone(),
            Drawn::Wide => String::from_utf8(out.clone())
                .expect("UTF-8")
                .chars()
                .map(widened)
                .collect::<String>()
                .into(),
        };
        self.parser.process(&seen);
        out
    }

    pub(super) fn resize(&mut self, (width, height): (u16, u16)) {
        self.parser.screen_mut().set_size(cells(height), cells(width));
    }

    /// What the terminal shows at a cell: text, columns, colours, marks.
    pub(super) fn cell(&self, x: u16, y: u16) -> Shown {
        let cell = self.parser.screen().cell(y, x).expect("a cell of the screen");
        let text = if cell.is_wide_continuation() {
            String::new()
        } else if cell.has_contents() {
            cell.contents().to_owned()
        } else {
            " ".to_owned()
        };
        let marks = [
            (cell.bold(), Modifier::BOLD),
            (cell.dim(), Modifier::DIM),
            (cell.italic(), Modifier::ITALIC),
            (cell.underline(), Modifier::UNDERLINED),
            (cell.inverse(), Modifier::REVERSED),
        ];
        let marks = marks
            .into_iter()
            .filter(|(set, _)| *set)
            .fold(Modifier::empty(), |all, (_, mark)| all | mark);
        Shown { text, ink: cell.fgcolor(), ground: cell.bgcolor(), marks }.settled()
    }

    /// Every cell, the cursor and its visibility against the frame.
    pub(super) fn agrees(
        &self,
        frame: &Buffer,
        cursor: impl Into<Option<Cursor>>,
    ) -> Result<(), String> {
        for y in 0..frame.area.height {
            for x in 0..frame.area.width {
                let (mut want, is) = (wanted(frame, x, y), self.cell(x, y));
                if self.drawn == Drawn::Wide {
                    want.text = want.text.chars().map(widened).collect();
                }
                if want != is {
                    return Err(format!("column {x}, row {y}: {is:?}, not {want:?}"));
                }
            }
        }
        let (screen, cursor) = (self.parser.screen(), cursor.into());
        if screen.hide_cursor() != cursor.is_none() {
            return Err("cursor shown or hidden wrongly".to_owned());
        }
        match cursor {
            Some(cursor) if screen.cursor_position() != (cursor.y, cursor.x) => Err(format!(
                "cursor at (row, column) {:?}, not {cursor:?}",
                screen.cursor_position()
            )),
            _ => Ok(()),
        }
    }
}

/// What stands in a cell, as an eye would tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) text: String,
    ink: vt100::Color,
    ground: vt100::Color,
    marks: Modifier,
}

impl Shown {
    /// Without what nobody can see: the ink of a blank, and anything of a second column.
    fn settled(mut self) -> Self {
        let seen = Modifier::REVERSED | Modifier::UNDERLINED;
        if self.text.is_empty() {
            (self.ink, self.ground, self.marks) =
                (vt100::Color::Default, vt100::Color::Default, Modifier::empty());
        } else if self.text == " " && !self.marks.intersects(seen) {
            (self.ink, self.marks) = (vt100::Color::Default, Modifier::empty());
        }
        self
    }
}

/// What a cell of the frame asks for.
pub(super) fn wanted(frame: &Buffer, x: u16, y: u16) -> Shown {
    let cell = frame.cell((x, y)).expect("a cell of the frame");
    let tint = |colour| match colour {
        Color::Red => vt100::Color::Idx(1),
        Color::LightBlue => vt100::Color::Idx(12),
        Color::Indexed(entry) => vt100::Color::Idx(entry),
        _ => vt100::Color::Default,
    };
    let shown = Shown {
        text: cell.symbol().to_owned(),
        ink: tint(cell.fg),
        ground: tint(cell.bg),
        marks: cell.modifier,
    };
    shown.settled()
}

fn cells(number: u16) -> NonZero<u16> {
    NonZero::new(number).expect("a screen has cells")
}

fn widened(c: char) -> char {
    let mut space = [0; 4];
    if Widths::NARROW.glyph(c.encode_utf8(&mut space)) == 1
        && !is_certain(c.encode_utf8(&mut space))
    {
        '〓'
    } else {
        c
    }
}

/// An empty frame.
pub(super) fn blank(width: u16, height: u16) -> Buffer {
    Buffer::empty(Rect::new(0, 0, width, height))
}

/// Writes text as `ui` does, glyph by glyph, cut at column `end`; half glyphs that it leaves become blanks. Returns
/// the column after it.
pub(super) fn write(
    frame: &mut Buffer,
    (x, y, end): (u16, u16, u16),
    text: &str,
    (style, widths): (Style, Widths),
) -> u16 {
    let mut at = x;
    let mut space = [0; 4];
    for glyph in text.chars() {
        let glyph = glyph.encode_utf8(&mut space);
        let width = u16::try_from(widths.glyph(glyph)).expect("0 to 2");
        if at + width > end.min(frame.area.width) {
            break;
        }
        mend(frame, at, y);
        mend(frame, at + width, y);
        frame[(at, y)].reset();
        frame[(at, y)].set_symbol(glyph).set_style(style);
        if width == 2 {
            frame[(at + 1, y)].reset();
            frame[(at + 1, y)].set_symbol("").set_style(style);
        }
        at += width;
    }
    at
}

/// Makes both halves of a glyph blank that an edge at column `x` would cut.
fn mend(frame: &mut Buffer, x: u16, y: u16) {
    if x > 0 && x < frame.area.width && frame[(x, y)].symbol().is_empty() {
        frame[(x, y)].set_symbol(" ");
        frame[(x - 1, y)].set_symbol(" ");
    }
}

/// A cursor of the plain form.
pub(super) fn at(x: u16, y: u16) -> Cursor {
    Cursor { x, y, shape: Shape::Block }
}
