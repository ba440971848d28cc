//! Tables by their rules (框线): the grid that the lines of a page draw, and the words in its cells.

use super::lines::lines;
use super::page::{Glyph, Page, Rule};
use crate::import::piece::{Body, Piece};
use crate::import::reflow;
use crate::import::sheet::Sheet;

/// How far apart two rules may lie and be one, in points.
const NEAR: f32 = 2.0;

/// Rules of a page, those across times those down.
const PAIRS: usize = 400_000;

/// Places of a grid.
const PLACES: usize = 40_000;

/// A rule across or down: where it lies, from and to where it reaches.
#[derive(Debug, Clone, Copy)]
struct Span {
    at: f32,
    from: f32,
    to: f32,
}

/// A cell, over some rows and columns.
#[derive(Debug, Clone, PartialEq)]
struct Cell {
    row: usize,
    column: usize,
    across: usize,
    down: usize,
    text: String,
}

/// A table as it is drawn.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) top: f32,
    columns: Vec<f32>,
    rows: usize,
    cells: Vec<Cell>,
}

impl Span {
    fn covers(self, place: f32) -> bool {
        self.from - NEAR <= place && place <= self.to + NEAR
    }
}

/// Takes the tables and the characters inside them off a page; false where there are too many rules to look at.
pub(super) fn take(page: &mut Page) -> (Vec<Table>, bool) {
    let rules = std::mem::take(&mut page.rules);
    let across = spans(&rules, |(x, y)| (y, x));
    let down = spans(&rules, |(x, y)| (x, y));
    if across.len().saturating_mul(down.len()) > PAIRS {
        return (Vec::new(), false);
    }
    let mut tables = Vec::new();
    for (across, down) in parts(&across, &down) {
        let Some(grid) = Grid::of(across, down) else { continue };
        let glyphs = std::mem::take(&mut page.glyphs);
        let (inside, outside) = glyphs.into_iter().partition(|glyph| grid.holds(glyph.middle()));
        page.glyphs = outside;
        tables.push(grid.table(inside));
    }
    (tables, true)
}

/// The rules that run in one direction, those that lie on each other made one. `turn` gives the place across the rule and
/// the place along it.
fn spans(rules: &[Rule], turn: fn((f32, f32)) -> (f32, f32)) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for rule in rules {
        let ((at, from), (other, to)) = (turn(rule.from), turn(rule.to));
        let length = (to - from).abs();
        if (at - other).abs() <= 1.0 && length > NEAR && length < 1e5 {
            spans.push(Span { at: at.midpoint(other), from: from.min(to), to: from.max(to) });
        }
    }
    spans.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut made: Vec<Span> = Vec::new();
    for group in spans.chunk_by(|a, b| b.at - a.at <= NEAR) {
        let mut group = group.to_vec();
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        let at = group.first().map_or(0.0, |first| first.at);
        let first = made.len();
        for span in group {
            match made.get_mut(first..).and_then(<[Span]>::last_mut) {
                Some(last) if span.from <= last.to + NEAR => {
                    last.to = last.to.max(span.to);
                }
                _ => made.push(Span { at, ..span }),
            }
        }
    }
    made
}

/// Rules across and down that hang together.
type Part = (Vec<Span>, Vec<Span>);

/// The rules that hang together, each part with its rules across and down.
fn parts(across: &[Span], down: &[Span]) -> Vec<Part> {
    let mut part: Vec<usize> = (0..across.len() + down.len()).collect();
    for (a, one) in across.iter().enumerate() {
        for (d, other) in down.iter().enumerate() {
            if one.covers(other.at) && other.covers(one.at) {
                let (a, d) = (root(&mut part, a), root(&mut part, across.len() + d));
                if let Some(place) = part.get_mut(a) {
                    *place = d;
                }
            }
        }
    }
    let mut parts: Vec<(usize, Part)> = Vec::new();
    for at in 0..part.len() {
        let root = root(&mut part, at);
        let found = parts.iter().position(|(known, _)| *known == root);
        if found.is_none() {
            parts.push((root, (Vec::new(), Vec::new())));
        }
        let place = found.unwrap_or(parts.len() - 1);
        let Some((_, (rows, columns))) = parts.get_mut(place) else { continue };
        match across.get(at) {
            Some(span) => rows.push(*span),
            None => columns.extend(at.checked_sub(across.len()).and_then(|at| down.get(at))),
        }
    }
    parts.into_iter().map(|(_, part)| part).filter(|(a, d)| a.len() > 1 && !d.is_empty()).collect()
}

/// The rule that stands for all that hang together with this one.
fn root(part: &mut [usize], mut at: usize) -> usize {
    while let Some(next) = part.get(at).copied().filter(|next| *next != at) {
        let far = part.get(next).copied().unwrap_or(next);
        if let Some(place) = part.get_mut(at) {
            *place = far;
        }
        at = far;
    }
    at
}

/// The grid of one table.
struct Grid {
    /// Rules across, and where rows part, from the top.
    across: Vec<Span>,
    rows: Vec<f32>,
    /// Rules down, and where columns part, from the left.
    down: Vec<Span>,
    columns: Vec<f32>,
}

impl Grid {
    fn of(across: Vec<Span>, down: Vec<Span>) -> Option<Self> {
        let columns = edges(&down, &across);
        let mut rows = edges(&across, &down);
        rows.reverse();
        let places = rows.len().saturating_sub(1) * columns.len().saturating_sub(1);
        (2..=PLACES).contains(&places).then_some(Self { across, rows, down, columns })
    }

    /// Whether a point lies inside.
    fn holds(&self, (x, y): (f32, f32)) -> bool {
        within(&self.columns, x).is_some() && self.row(y).is_some()
    }

    fn row(&self, y: f32) -> Option<usize> {
        let place = self.rows.iter().position(|edge| y > *edge)?;
        place.checked_sub(1)
    }

    /// Whether a rule parts a place from the one to its right.
    fn parts_right(&self, row: usize, column: usize) -> bool {
        let (Some(x), Some(top), Some(bottom)) =
            (self.columns.get(column + 1), self.rows.get(row), self.rows.get(row + 1))
        else {
            return true;
        };
        let middle = top.midpoint(*bottom);
        self.down.iter().any(|rule| (rule.at - x).abs() <= NEAR && rule.covers(middle))
    }

    /// Whether a rule parts a place from the one below it.
    fn parts_below(&self, row: usize, column: usize) -> bool {
        let (Some(y), Some(left), Some(right)) =
            (self.rows.get(row + 1), self.columns.get(column), self.columns.get(column + 1))
        else {
            return true;
        };
        let middle = left.midpoint(*right);
        self.across.iter().any(|rule| (rule.at - y).abs() <= NEAR && rule.covers(middle))
    }

    /// The table with the words in its cells.
    fn table(&self, glyphs: Vec<Glyph>) -> Table {
        let (rows, columns) = (self.rows.len() - 1, self.columns.len() - 1);
        let mut owner: Vec<Vec<Option<usize>>> = vec![vec![None; columns]; rows];
        let free = |owner: &[Vec<Option<usize>>], row: usize, column: usize| {
            owner.get(row).and_then(|row| row.get(column)).is_some_and(Option::is_none)
        };
        let mut cells: Vec<Cell> = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                if !free(&owner, row, column) {
                    continue;
                }
                let mut across = 1;
                while !self.parts_right(row, column + across - 1)
                    && free(&owner, row, column + across)
                {
                    across += 1;
                }
                let mut down = 1;
                while (column..column + across)
                    .all(|at| !self.parts_below(row + down - 1, at) && free(&owner, row + down, at))
                {
                    down += 1;
                }
                for line in owner.iter_mut().skip(row).take(down) {
                    line.iter_mut()
                        .skip(column)
                        .take(across)
                        .for_each(|own| *own = Some(cells.len()));
                }
                cells.push(Cell { row, column, across, down, text: String::new() });
            }
        }
        let mut inside: Vec<Vec<Glyph>> = vec![Vec::new(); cells.len()];
        for glyph in glyphs {
            let (x, y) = glyph.middle();
            let place = self.row(y).zip(within(&self.columns, x));
            let own = place.and_then(|(row, column)| *owner.get(row)?.get(column)?);
            if let Some(glyphs) = own.and_then(|own| inside.get_mut(own)) {
                glyphs.push(glyph);
            }
        }
        for (cell, glyphs) in cells.iter_mut().zip(inside) {
            cell.text = words(glyphs);
        }
        let top = self.rows.first().copied().unwrap_or_default();
        Table { top, columns: self.columns.clone(), rows, cells }
    }
}

/// The words of a cell, its lines joined.
fn words(glyphs: Vec<Glyph>) -> String {
    let mut text = String::new();
    for line in lines(glyphs) {
        reflow::glue(&mut text, &line.text.replace('\t', " "));
    }
    text
}

/// Where rules lie, in rising order, and the ends of those that cross them where these reach further: open sides.
fn edges(rules: &[Span], crossing: &[Span]) -> Vec<f32> {
    let mut edges: Vec<f32> = rules.iter().map(|rule| rule.at).collect();
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|a, b| (*a - *b).abs() <= NEAR);
    let from = crossing.iter().map(|rule| rule.from).fold(f32::INFINITY, f32::min);
    let to = crossing.iter().map(|rule| rule.to).fold(f32::NEG_INFINITY, f32::max);
    if edges.first().is_some_and(|first| from < first - 3.0 * NEAR) {
        edges.insert(0, from);
    }
    if edges.last().is_some_and(|last| to > last + 3.0 * NEAR) {
        edges.push(to);
    }
    edges
}

/// Between which two of some rising places another lies.
fn within(places: &[f32], place: f32) -> Option<usize> {
    let at = places.iter().position(|edge| place < *edge).unwrap_or(0);
    at.checked_sub(1)
}

impl Table {
    /// Whether the other one goes on with this one: the same columns.
    pub(super) fn goes_on_in(&self, other: &Self) -> bool {
        self.columns.len() == other.columns.len()
            && self
                .columns
                .iter()
                .zip(&other.columns)
                .all(|(one, other)| (one - other).abs() <= 3.0)
    }

    /// The cells of a row as they were printed.
    fn row(&self, row: usize) -> Vec<(usize, usize, &str)> {
        let cells = self.cells.iter().filter(|cell| cell.row == row);
        cells.map(|cell| (cell.column, cell.across, cell.text.as_str())).collect()
    }

    /// Adds the part of the table that stands on the next page, without the header printed there again. A cell that goes
    /// on there is empty at its top.
    pub(super) fn append(&mut self, mut next: Self) {
        let again = (0..next.rows.min(self.rows)).take_while(|row| {
            let own = self.row(*row);
            own == next.row(*row) && own.iter().any(|(_, _, text)| !text.is_empty())
        });
        let again = again.count();
        next.cells.retain(|cell| cell.row >= again);
        let rows = self.rows;
        for mut cell in next.cells {
            cell.row = cell.row - again + rows;
            let is_number = |text: &str| !text.chars().any(char::is_alphabetic);
            let above = self.cells.iter_mut().find(|above| {
                cell.row == rows
                    && cell.text.is_empty()
                    && above.row + above.down == rows
                    && (above.column, above.across) == (cell.column, cell.across)
                    && above.down.max(cell.down) > 1
                    && !is_number(&above.text)
            });
            match above {
                Some(above) => above.down += cell.down,
                None => self.cells.push(cell),
            }
        }
        self.rows += next.rows - again;
    }

    /// The table for those who know its labels.
    pub(super) fn piece(mut self) -> Piece {
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        let mut sheet = Sheet::default();
        for row in 0..self.rows {
            while sheet.height() <= row {
                sheet.row();
            }
            for cell in self.cells.iter().filter(|cell| cell.row == row) {
                sheet.put(row, &cell.text, (cell.across, cell.down));
            }
        }
        Piece { body: Body::Sheet(sheet), ..Piece::default() }
    }
}
