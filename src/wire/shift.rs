//! Cells that moved within a row: insert and delete them instead of writing the rest of the row again.

use super::brush::{Brush, Hand};
use super::grid::{Glyph, Tile};
use super::row::{narrow, paint};

/// Columns that a run may have moved to be found.
const FARTHEST: usize = 24;

/// Bytes that a run must hold to be tried; with fewer nothing can be won.
const RUN: usize = 6;

/// Of the changed glyphs of a row every which is looked for at each distance: a run of fewer is not found.
const SAMPLE: usize = 3;

/// Blank columns that come into a row, or columns that leave it; what is right of them moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    Insert { at: usize, count: usize },
    Delete { at: usize, count: usize },
}

/// Up to two moves, in order.
type Plan = [Option<Move>; 2];

/// Writes what differs between `old` and `new` in row `y`, with moved cells where that takes fewer bytes, counted up
/// to the column and row `then`, where the brush is needed next. Returns whether cells were moved.
pub(super) fn paint_moved(
    brush: &mut Brush,
    (y, then): (u16, (u16, u16)),
    old: &[Tile],
    new: &[Tile],
) -> bool {
    let worth = worth(old, new);
    let plans = if worth < RUN { Vec::new() } else { plans(old, new) };
    let mut trial = Trial::new(brush, then);
    for plan in plans {
        let Some(between) = moved_row(old, &plan) else { continue };
        for step in plan.iter().flatten() {
            carry_out(brush, y, *step);
        }
        paint(brush, y, &between, new);
        trial.take(brush);
    }
    let moved = trial.bytes() <= worth;
    if moved {
        trial.settle(brush);
        return true;
    }
    let before = trial.bytes();
    paint(brush, y, old, new);
    trial.take(brush);
    let moved = trial.bytes() == before;
    trial.settle(brush);
    moved
}

/// Several ways to write the same, of which the shortest stays.
struct Trial {
    hand: Hand,
    start: usize,
    then: (u16, u16),
    best: Option<(usize, Hand, Vec<u8>)>,
}

impl Trial {
    fn new(brush: &Brush, then: (u16, u16)) -> Self {
        Self { hand: brush.hand, start: brush.out.len(), then, best: None }
    }

    /// Bytes of the best so far with the way to where the brush is needed next.
    fn bytes(&self) -> usize {
        self.best.as_ref().map_or(usize::MAX, |(bytes, ..)| *bytes)
    }

    /// Takes what the brush wrote and sets it back to the start.
    fn take(&mut self, brush: &mut Brush) {
        let out = brush.out.split_off(self.start);
        let bytes = out.len() + brush.way(self.then.0, self.then.1);
        if bytes < self.bytes() {
            self.best = Some((bytes, brush.hand, out));
        }
        brush.hand = self.hand;
    }

    fn settle(self, brush: &mut Brush) {
        if let Some((_, hand, out)) = self.best {
            brush.hand = hand;
            brush.out.extend_from_slice(&out);
        }
    }
}

fn carry_out(brush: &mut Brush, y: u16, step: Move) {
    let (at, count, last) = match step {
        Move::Insert { at, count } => (at, count, b'@'),
        Move::Delete { at, count } => (at, count, b'P'),
    };
    brush.go(narrow(at), y);
    brush.clearing(narrow(count), last);
}

/// The row after the moves; `None` if one would cut a glyph in two.
fn moved_row(old: &[Tile], plan: &Plan) -> Option<Vec<Tile>> {
    let mut row = old.to_vec();
    for step in plan.iter().flatten() {
        match *step {
            Move::Insert { at, count } => insert(&mut row, at, count)?,
            Move::Delete { at, count } => delete(&mut row, at, count)?,
        }
    }
    Some(row)
}

/// A glyph that is half pushed out at the margin leaves a column of which nobody knows what the terminal makes.
fn insert(row: &mut [Tile], at: usize, count: usize) -> Option<()> {
    let halved = row.get(row.len().checked_sub(count)?)?.is_rest();
    let rest = row.get_mut(at..)?;
    if count > rest.len() || rest.first()?.is_rest() {
        return None;
    }
    rest.rotate_right(count);
    rest.get_mut(..count)?.fill(Tile::blank());
    if halved {
        *row.last_mut()? = Tile::unknown();
    }
    Some(())
}

fn delete(row: &mut [Tile], at: usize, count: usize) -> Option<()> {
    let rest = row.get_mut(at..)?;
    let cut = rest.first()?.is_rest() || rest.get(count).is_some_and(Tile::is_rest);
    if cut || count > rest.len() {
        return None;
    }
    rest.rotate_left(count);
    let kept = rest.len() - count;
    rest.get_mut(kept..)?.fill(Tile::blank());
    Some(())
}

/// Columns `start..end` of the new row stand in the old one `by` columns to the left.
struct Run {
    start: usize,
    end: usize,
    by: isize,
    worth: usize,
}

/// What may be tried: the dearest run that moved right and the dearest that moved left, each with and without putting
/// back what stands right of it.
fn plans(old: &[Tile], new: &[Tile]) -> Vec<Plan> {
    let farthest = FARTHEST.min(new.len()).cast_signed();
    let changed: Vec<(usize, &Tile)> = heads(old, new).step_by(SAMPLE).collect();
    let likely = |by: isize| {
        changed
            .iter()
            .any(|(x, tile)| x.checked_add_signed(-by).and_then(|x| old.get(x)) == Some(tile))
    };
    let worthy =
        |by| if likely(by) { dearest(old, new, by).filter(|run| run.worth >= RUN) } else { None };
    let right = (1..=farthest).filter_map(worthy).max_by_key(|run| run.worth);
    let left = (1..=farthest).filter_map(|by| worthy(-by)).max_by_key(|run| run.worth);
    let mut plans = Vec::new();
    for run in right.into_iter().chain(left) {
        let count = run.by.unsigned_abs();
        let kept =
            old.iter().zip(new).skip(run.end).any(|(old, new)| old == new && new.glyph.worth() > 0);
        let (one, back) = if run.by > 0 {
            let insert = Move::Insert { at: run.start - count, count };
            (insert, [Some(Move::Delete { at: run.end - count, count }), Some(insert)])
        } else {
            let delete = Move::Delete { at: run.start, count };
            (delete, [Some(delete), Some(Move::Insert { at: run.end, count })])
        };
        plans.push([Some(one), None]);
        plans.extend(kept.then_some(back));
    }
    plans
}

/// Bytes of the glyphs that differ: the plain difference takes no fewer.
pub(super) fn worth(old: &[Tile], new: &[Tile]) -> usize {
    heads(old, new).map(|(_, tile)| tile.glyph.worth()).sum()
}

/// The glyphs, no blanks, that do not stand where they shall.
fn heads<'a>(old: &[Tile], new: &'a [Tile]) -> impl Iterator<Item = (usize, &'a Tile)> {
    let pairs = new.iter().zip(old).enumerate();
    pairs
        .filter(|(_, (new, old))| new != old && new.glyph.worth() > 0)
        .map(|(x, (new, _))| (x, new))
}

/// The run that moved `by` columns and would be dearest to write again.
fn dearest(old: &[Tile], new: &[Tile], by: isize) -> Option<Run> {
    let first = usize::try_from(by).unwrap_or(0);
    let source = old.get(usize::try_from(-by).unwrap_or(0)..)?;
    let pairs = source.iter().zip(new.get(first..)?).zip(old.get(first..)?);
    let mut best: Option<Run> = None;
    let mut run = Run { start: first, end: first, by, worth: 0 };
    for (x, ((from, to), here)) in (first..).zip(pairs) {
        if from != to || from.glyph == Glyph::UNKNOWN {
            run = Run { start: x + 1, end: x + 1, by, worth: 0 };
            continue;
        }
        if run.start == x && to.is_rest() {
            run.start = x + 1;
        }
        run.end = x + 1;
        run.worth += if to == here { 0 } else { to.glyph.worth() };
        if best.as_ref().is_none_or(|best| {
            (run.start, run.worth) == (best.start, best.worth) || run.worth > best.worth
        }) {
            best = Some(Run { ..run });
        }
    }
    best.filter(|run| run.end > run.start)
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::{Move, Tile, moved_row, plans};
    use crate::wire::Colours;
    use crate::wire::grid::{Clusters, Grid};

    /// A row of ASCII (a column a letter) and ideographs (two columns).
    fn row(text: &str) -> Vec<Tile> {
        let mut frame = Buffer::empty(Rect::new(0, 0, 12, 1));
        let mut x = 0;
        for glyph in text.chars() {
            frame[(x, 0)].set_char(glyph);
            x += 1;
            if !glyph.is_ascii() {
                frame[(x, 0)].set_symbol("");
                x += 1;
            }
        }
        let (mut grid, mut clusters) = (Grid::default(), Clusters::default());
        grid.read(&frame, Colours::None, &mut clusters);
        grid.rows().next().expect("a row").to_vec()
    }

    #[test]
    fn a_glyph_typed_moves_the_rest_right() {
        let found = plans(&row("ab政府信息"), &row("ab新政府信息"));
        assert_eq!(found.first(), Some(&[Some(Move::Insert { at: 2, count: 2 }), None]));
    }

    #[test]
    fn what_stands_right_of_a_pane_is_put_back() {
        let (old, new) = (row("a政府信息|x"), row("a新政府信|x"));
        let found = plans(&old, &new);
        assert!(found.contains(&[
            Some(Move::Delete { at: 7, count: 2 }),
            Some(Move::Insert { at: 1, count: 2 })
        ]));
        let between = moved_row(&old, &found[1]).expect("no glyph is cut");
        assert_eq!(between[3..], new[3..]);
    }

    #[test]
    fn a_glyph_deleted_moves_the_rest_left() {
        let found = plans(&row("ab新政府信息"), &row("ab政府信息"));
        assert!(found.contains(&[Some(Move::Delete { at: 2, count: 2 }), None]));
    }

    #[test]
    fn a_move_that_cuts_a_glyph_is_not_made() {
        let old = row("ab政府信息");
        assert_eq!(moved_row(&old, &[Some(Move::Insert { at: 3, count: 1 }), None]), None);
        assert_eq!(moved_row(&old, &[Some(Move::Delete { at: 2, count: 1 }), None]), None);
        let halved =
            moved_row(&row("ab政府信息公"), &[Some(Move::Insert { at: 0, count: 1 }), None])
                .expect("possible");
        assert_eq!(halved[11], Tile::unknown());
    }
}
