//! A whole frame: the plain difference, moved cells, moved rows; whichever takes the fewest bytes.

use super::brush::{Brush, Hand, Palette};
use super::grid::Grid;
use super::motion::Place;
use super::row::{narrow, paint};
use super::scroll;
use super::scroll::Scroll;
use super::shift::{paint_moved, worth};

/// Bytes of a frame below which no scroll is looked for.
const WORTHWHILE: usize = 48;

const SAVE: [u8; 2] = *b"\x1b7";
const RESTORE: [u8; 2] = *b"\x1b8";

/// From one screen to the next.
pub(super) struct Change<'a> {
    pub(super) palette: Palette<'a>,
    pub(super) hand: Hand,
    pub(super) old: &'a Grid,
    pub(super) new: &'a Grid,
    /// Column and row where the cursor shall stand afterwards.
    pub(super) cursor: Option<(u16, u16)>,
}

impl Change<'_> {
    /// The fewest bytes found, never more than those of the plain difference; and the state they lead to.
    pub(super) fn bytes(&self) -> (Vec<u8>, Hand) {
        let abilities = self.palette.abilities;
        let (mut best, moved) = self.pass(abilities.insert_delete, None);
        if moved && best.out.len() > self.worth() {
            best = shorter(self.pass(false, None).0, best);
        }
        if abilities.scroll_region
            && best.out.len() > WORTHWHILE
            && let Some(scroll) = scroll::find(self.old, self.new)
        {
            best = shorter(best, self.pass(abilities.insert_delete, Some(scroll)).0);
        }
        (best.out, best.hand)
    }

    /// Bytes that the plain difference takes at least.
    fn worth(&self) -> usize {
        self.old.rows().zip(self.new.rows()).map(|(old, new)| worth(old, new)).sum()
    }

    /// One way to draw the frame; also whether cells were moved within a row.
    fn pass(&self, shift: bool, scroll: Option<Scroll>) -> (Brush<'_>, bool) {
        let mut brush = Brush::new(self.palette, self.hand);
        let scrolled = scroll.map(|scroll| self.old.scrolled(scroll));
        let old = scrolled.as_ref().unwrap_or(self.old);
        let places: Vec<(u16, u16)> = dirty(old, self.new).collect();
        let last = self.cursor.unwrap_or((0, 0));
        if let Some(scroll) = scroll {
            scroll.carry_out(
                &mut brush,
                self.new.height(),
                places.first().copied().unwrap_or(last),
            );
        }
        let mut moved = false;
        let mut passed = self.passed(&brush);
        let nexts = places.iter().skip(1).copied().chain([last]);
        for (&(_, y), then) in places.iter().zip(nexts) {
            let (old, new) = (old.row(usize::from(y)), self.new.row(usize::from(y)));
            if shift {
                moved |= paint_moved(&mut brush, (y, then), old, new);
            } else {
                paint(&mut brush, y, old, new);
            }
            passed = self.passed(&brush).or(passed);
        }
        self.come_to_rest(&mut brush, passed);
        (brush, moved)
    }

    /// The brush stands where the cursor shall stay: how many bytes are written, and what the terminal remembers now.
    fn passed(&self, brush: &Brush) -> Option<(usize, Hand)> {
        let (x, y) = self.cursor?;
        let here = brush.hand.at == Place { x: Some(x), y: Some(y) };
        (here && brush.hand.pen.is_some()).then_some((brush.out.len(), brush.hand))
    }

    /// Brings the cursor to its place; if the brush passed there, by saving and restoring it (DECSC, DECRC) where that
    /// is shorter than a motion. Both take and give back the pen too.
    fn come_to_rest(&self, brush: &mut Brush, passed: Option<(usize, Hand)>) {
        let Some((x, y)) = self.cursor else { return };
        match passed {
            Some((before, hand)) if brush.way(x, y) > SAVE.len() + RESTORE.len() => {
                brush.out.splice(before..before, SAVE);
                brush.out.extend_from_slice(&RESTORE);
                brush.hand = hand;
            }
            _ => brush.go(x, y),
        }
    }
}

fn shorter<'a>(one: Brush<'a>, other: Brush<'a>) -> Brush<'a> {
    if other.out.len() < one.out.len() { other } else { one }
}

/// The first column that differs, and its row, of every row in which something does.
fn dirty(old: &Grid, new: &Grid) -> impl Iterator<Item = (u16, u16)> {
    (0..).zip(old.rows().zip(new.rows())).filter_map(|(y, (old, new))| {
        let x = old.iter().zip(new).position(|(old, new)| old != new)?;
        Some((narrow(x), y))
    })
}
