//! How a glyph is drawn (colours, bold, underline …), and the shortest way from one pen to the next.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::abilities::Colours;
use super::motion::number;

/// A colour as the terminal gets it: 0 is its own default, `n + 1` is entry `n` of the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Tint(u16);

/// Colours and marks of a cell, already brought down to what the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Pen {
    ink: Tint,
    ground: Tint,
    marks: u16,
}

/// What shows even on a blank.
const SEEN_ON_BLANKS: u16 =
    Modifier::REVERSED.bits() | Modifier::UNDERLINED.bits() | Modifier::CROSSED_OUT.bits();

/// What is left where there are no colours.
const WITHOUT_COLOURS: u16 = Modifier::BOLD.bits()
    | Modifier::DIM.bits()
    | Modifier::UNDERLINED.bits()
    | Modifier::REVERSED.bits();

/// Mark, parameter that sets it, parameter that takes it away (bold and dim go together).
const MARKS: &[(Modifier, u16, u16)] = &[
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Pen {
    /// The pen of a cell on a terminal with these colours.
    pub(super) fn of(cell: &Cell, colours: Colours) -> Self {
        match colours {
            Colours::None => {
                Self { marks: cell.modifier.bits() & WITHOUT_COLOURS, ..Self::default() }
            }
            _ => Self {
                ink: Tint::of(cell.fg, colours),
                ground: Tint::of(cell.bg, colours),
                marks: cell.modifier.bits(),
            },
        }
    }

    /// The same pen as far as a blank shows it: ink matters only where something is drawn with it.
    pub(super) fn on_blank(self) -> Self {
        if self.marks & SEEN_ON_BLANKS == 0 {
            Self { ground: self.ground, ..Self::default() }
        } else {
            self
        }
    }

    /// The pen as one number below 2^32; different pens mostly differ in it.
    pub(super) fn print(self) -> u64 {
        u64::from(self.ink.0) | u64::from(self.ground.0) << 9 | u64::from(self.marks) << 18
    }

    /// Appends the shortest SGR that leads from `old` (unknown if `None`) to this pen.
    pub(super) fn change_from(self, old: Option<Self>, out: &mut Vec<u8>) {
        if old == Some(self) {
            return;
        }
        let fresh = self.after_reset();
        match old.map(|old| self.after(old)) {
            Some(step) if step.bytes() <= fresh.bytes() => step.write(out),
            _ => fresh.write(out),
        }
    }

    fn after_reset(self) -> Parameters {
        let mut list = Parameters::default();
        if self == Self::default() {
            return list;
        }
        list.push(0);
        for (mark, on, _) in MARKS.iter().filter(|(mark, ..)| self.has(*mark)) {
            debug_assert!(self.has(*mark));
            list.push(*on);
        }
        list.tint(self.ink, Tint::default(), 30);
        list.tint(self.ground, Tint::default(), 40);
        list
    }

    fn after(self, old: Self) -> Parameters {
        let mut list = Parameters::default();
        let mut had = old.marks;
        for (mark, _, off) in MARKS {
            if had & mark.bits() != 0 && !self.has(*mark) {
                list.push(*off);
                let gone = MARKS.iter().filter(|(_, _, other)| other == off);
                had &= !gone.fold(0, |bits, (mark, ..)| bits | mark.bits());
            }
        }
        for (mark, on, _) in MARKS {
            if had & mark.bits() == 0 && self.has(*mark) {
                list.push(*on);
            }
        }
        list.tint(self.ink, old.ink, 30);
        list.tint(self.ground, old.ground, 40);
        list
    }

    fn has(self, mark: Modifier) -> bool {
        self.marks & mark.bits() != 0
    }
}

/// The parameters of one SGR.
#[derive(Default)]
struct Parameters {
    list: [u16; 16],
    len: usize,
}

impl Parameters {
    fn push(&mut self, value: u16) {
        if let Some(place) = self.list.get_mut(self.len) {
            *place = value;
            self.len += 1;
        }
    }

    /// Adds what changes `old` into `new`; `base` is 30 for the ink and 40 for the ground.
    fn tint(&mut self, new: Tint, old: Tint, base: u16) {
        if new == old {
            return;
        }
        match new.0.checked_sub(1) {
            None => self.push(base + 9),
            Some(entry) if entry < 8 => self.push(base + entry),
            Some(entry) if entry < 16 => self.push(base + 60 + entry - 8),
            Some(entry) => {
                self.push(base + 8);
                self.push(5);
                self.push(entry);
            }
        }
    }

    fn bytes(&self) -> usize {
        let digits = |value: &u16| match value {
            0 => 0,
            1..10 => 1,
            10..100 => 2,
            _ => 3,
        };
        3 + self.list.iter().take(self.len).map(digits).sum::<usize>() + self.len.saturating_sub(1)
    }

    /// A zero is left out: an empty parameter means zero (ECMA-48).
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\x1b[");
        for (at, value) in self.list.iter().take(self.len).enumerate() {
            if at > 0 {
                out.push(b';');
            }
            if *value > 0 {
                number(*value, out);
            }
        }
        out.push(b'm');
    }
}

impl Tint {
    fn of(colour: Color, colours: Colours) -> Self {
        let entry = match colour {
            Color::Reset => return Self::default(),
            Color::Black => 0,
            Color::Red => 1,
            Color::Green => 2,
            Color::Yellow => 3,
            Color::Blue => 4,
            Color::Magenta => 5,
            Color::Cyan => 6,
            Color::Gray => 7,
            Color::DarkGray => 8,
            Color::LightRed => 9,
            Color::LightGreen => 10,
            Color::LightYellow => 11,
            Color::LightBlue => 12,
            Color::LightMagenta => 13,
            Color::LightCyan => 14,
            Color::White => 15,
            Color::Indexed(entry) => entry,
            Color::Rgb(red, green, blue) => cube([red, green, blue]),
        };
        let entry = if colours == Colours::Sixteen { base(entry) } else { entry };
        Self(u16::from(entry) + 1)
    }
}

/// The six steps of a channel in the colour cube of the 256-colour palette (as xterm has them).
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The base colours as xterm draws them, to find the nearest.
const BASE: [[u8; 3]; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

/// The nearest entry of the cube or of the grey ramp.
fn cube(colour: [u8; 3]) -> u8 {
    (16..=255).min_by_key(|entry| distance(colour, shown(*entry))).unwrap_or(15)
}

/// What an entry of the palette looks like.
fn shown(entry: u8) -> [u8; 3] {
    let step = |at: u8| STEPS.get(usize::from(at)).copied().unwrap_or(255);
    match entry {
        0..16 => BASE.get(usize::from(entry)).copied().unwrap_or([255; 3]),
        16..232 => {
            let at = entry - 16;
            [step(at / 36), step(at / 6 % 6), step(at % 6)]
        }
        _ => [8 + (entry - 232) * 10; 3],
    }
}

/// The nearest base colour of an entry of the palette.
fn base(entry: u8) -> u8 {
    if entry < 16 {
        return entry;
    }
    (0..16).min_by_key(|other| distance(shown(entry), shown(*other))).unwrap_or(7)
}
