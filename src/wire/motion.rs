//! The cheapest way for the cursor from where it is to where it shall be.

use super::abilities::Abilities;

/// Where the cursor is. `None`: not known. After the last column of a row the column is not known either (a terminal
/// may wait there with the next glyph's wrap pending), nor after a glyph of uncertain width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Place {
    pub(super) x: Option<u16>,
    pub(super) y: Option<u16>,
}

#[derive(Clone, Copy)]
enum Step {
    Stay,
    /// One control byte, some times.
    Control(u8, u16),
    /// `ESC M`, some times.
    Reverse(u16),
    /// A CSI with one count; one is left out.
    Csi(u16, u8),
    /// Carriage return, then a CSI with one count.
    ReturnThen(u16),
}

impl Step {
    fn bytes(self) -> u16 {
        match self {
            Self::Stay => 0,
            Self::Control(_, times) => times,
            Self::Reverse(times) => times * 2,
            Self::Csi(count, _) => 3 + counted(count),
            Self::ReturnThen(count) => 4 + counted(count),
        }
    }

    fn write(self, out: &mut Vec<u8>) {
        match self {
            Self::Stay => {}
            Self::Control(byte, times) => out.extend(std::iter::repeat_n(byte, usize::from(times))),
            Self::Reverse(times) => (0..times).for_each(|_| out.extend_from_slice(b"\x1bM")),
            Self::Csi(count, last) => csi(count, last, out),
            Self::ReturnThen(count) => {
                out.push(b'\r');
                csi(count, b'C', out);
            }
        }
    }
}

/// Appends the cheapest motion to column `x` of row `y` (both from 0); nothing if the cursor stands there.
pub(super) fn go(from: Place, (x, y): (u16, u16), abilities: Abilities, out: &mut Vec<u8>) {
    match relative(from, x, y, abilities) {
        Some((across, along)) if across.bytes() + along.bytes() <= address_bytes(x, y) => {
            across.write(out);
            along.write(out);
        }
        _ => address(x, y, out),
    }
}

/// Bytes that [`go`] would append.
pub(super) fn cost(from: Place, (x, y): (u16, u16), abilities: Abilities) -> u16 {
    let direct = address_bytes(x, y);
    relative(from, x, y, abilities)
        .map_or(direct, |(across, along)| direct.min(across.bytes() + along.bytes()))
}

/// The column first: a carriage return also ends a pending wrap, so that the rows are counted from a sure place.
fn relative(from: Place, x: u16, y: u16, abilities: Abilities) -> Option<(Step, Step)> {
    Some((across(from.x, x, abilities)?, along(from.y?, y, abilities)))
}

fn across(from: Option<u16>, x: u16, abilities: Abilities) -> Option<Step> {
    let home = if x == 0 { Step::Control(b'\r', 1) } else { Step::ReturnThen(x) };
    let column = abilities.line_address.then_some(Step::Csi(x + 1, b'G'));
    let near = from.map(|from| match from.cmp(&x) {
        std::cmp::Ordering::Equal => [Step::Stay; 2],
        std::cmp::Ordering::Less => [Step::Csi(x - from, b'C'); 2],
        std::cmp::Ordering::Greater => [Step::Control(8, from - x), Step::Csi(from - x, b'D')],
    });
    near.into_iter().flatten().chain(column).chain([home]).min_by_key(|step| step.bytes())
}

fn along(from: u16, y: u16, abilities: Abilities) -> Step {
    let near = match from.cmp(&y) {
        std::cmp::Ordering::Equal => return Step::Stay,
        std::cmp::Ordering::Less => [Step::Control(b'\n', y - from), Step::Csi(y - from, b'B')],
        std::cmp::Ordering::Greater => [Step::Reverse(from - y), Step::Csi(from - y, b'A')],
    };
    let line = abilities.line_address.then_some(Step::Csi(y + 1, b'd'));
    near.into_iter().chain(line).min_by_key(|step| step.bytes()).unwrap_or(Step::Stay)
}

/// `CSI y;x H` with what equals one left out.
fn address(x: u16, y: u16, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    if y > 0 {
        number(y + 1, out);
    }
    if x > 0 {
        out.push(b';');
        number(x + 1, out);
    }
    out.push(b'H');
}

fn address_bytes(x: u16, y: u16) -> u16 {
    let row = if y > 0 { digits(y + 1) } else { 0 };
    let column = if x > 0 { 1 + digits(x + 1) } else { 0 };
    3 + row + column
}

/// Appends `CSI count last`; a count of one is left out.
pub(super) fn csi(count: u16, last: u8, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    if count != 1 {
        number(count, out);
    }
    out.push(last);
}

fn counted(count: u16) -> u16 {
    if count == 1 { 0 } else { digits(count) }
}

fn digits(value: u16) -> u16 {
    match value {
        0..10 => 1,
        10..100 => 2,
        100..1000 => 3,
        1000..10000 => 4,
        _ => 5,
    }
}

/// Appends a number in decimal digits.
pub(super) fn number(value: u16, out: &mut Vec<u8>) {
    let mut unit = 10_u16.pow(u32::from(digits(value)) - 1);
    while unit > 0 {
        out.push(b'0' + u8::try_from(value / unit % 10).unwrap_or(0));
        unit /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, cost, go};
    use crate::wire::Abilities;

    fn bytes(from: (i32, i32), to: (u16, u16), term: &str) -> String {
        let known = |value: i32| u16::try_from(value).ok();
        let from = Place { x: known(from.0), y: known(from.1) };
        let abilities = Abilities::of(term, false);
        let mut out = Vec::new();
        go(from, to, abilities, &mut out);
        assert_eq!(out.len(), usize::from(cost(from, to, abilities)));
        String::from_utf8(out).expect("ASCII").replace('\x1b', "ESC ")
    }

    #[test]
    fn the_shortest_of_many_ways_is_taken() {
        let table = [
            ((5, 5), (5, 5), ""),
            ((5, 5), (0, 6), "\r\n"),
            ((5, 5), (0, 5), "\r"),
            ((5, 5), (5, 6), "\n"),
            ((6, 5), (4, 6), "\u{8}\u{8}\n"),
            ((5, 5), (5, 4), "ESC M"),
            ((5, 5), (6, 5), "ESC [C"),
            ((5, 5), (15, 5), "ESC [10C"),
            ((5, 5), (70, 5), "ESC [65C"),
            ((70, 5), (4, 5), "ESC [5G"),
            ((40, 5), (36, 5), "\u{8}\u{8}\u{8}\u{8}"),
            ((40, 5), (35, 5), "ESC [5D"),
            ((70, 20), (0, 0), "ESC [H"),
            ((70, 20), (70, 1), "ESC [2d"),
            ((70, 5), (70, 1), "ESC [4A"),
            ((9, 20), (70, 1), "ESC [2;71H"),
            // unknown column: after the last column of a row, after an uncertain glyph
            ((-1, 5), (0, 6), "\r\n"),
            ((-1, 5), (9, 5), "ESC [10G"),
            ((-1, 5), (9, 9), "ESC [10;10H"),
            ((-1, -1), (0, 3), "ESC [4H"),
            ((-1, -1), (3, 0), "ESC [;4H"),
        ];
        for (from, to, want) in table {
            assert_eq!(bytes(from, to, "xterm"), want, "{from:?} to {to:?}");
        }
    }

    #[test]
    fn a_vt100_is_addressed_without_column_and_row_alone() {
        assert_eq!(bytes((70, 5), (4, 5), "vt100"), "ESC [66D");
        assert_eq!(bytes((-1, 5), (9, 5), "vt100"), "\rESC [9C");
    }
}
