//! A grid read by its headers and row heads.

use super::axis::{Axes, align};
use super::label::{
    self, NEAR, SAME, heads_counts, heads_units, is_blank, is_value, plain, steps, value,
};
use super::placed::{Extra, Placed};
use crate::model::Cell;

/// Reads a grid as a table of a form: what stands under known headers and beside known row heads goes to its cells, the
/// rest is kept beside them.
pub(super) fn read(grid: &[Vec<String>], axes: &Axes<'_>) -> Placed {
    let mut reader = Reader {
        axes,
        placed: Placed::default(),
        heads: Vec::new(),
        block: None,
        body: Vec::new(),
        carried: Vec::new(),
    };
    for row in grid {
        reader.row(row);
    }
    reader.end()
}

/// Which column of the form each column of a block is.
#[derive(Debug, Clone)]
struct Block {
    /// For each grid column the column of the form.
    columns: Vec<Option<usize>>,
    /// For each grid column its printed header path.
    paths: Vec<Vec<String>>,
    /// Grid columns that hold row heads.
    stub: Vec<usize>,
}

/// A row of figures, not yet known by its head.
struct Body {
    path: Vec<String>,
    printed: Vec<String>,
    cells: Vec<String>,
    block: Block,
}

struct Reader<'a> {
    axes: &'a Axes<'a>,
    placed: Placed,
    /// Header rows of the block being read.
    heads: Vec<Vec<String>>,
    block: Option<Block>,
    body: Vec<Body>,
    /// Printed row heads carried down, each with its grid column; a group's, which stands across, has none.
    carried: Vec<(Option<usize>, String)>,
}

impl Reader<'_> {
    fn row(&mut self, row: &[String]) {
        let mut words: Vec<&str> =
            row.iter().map(|cell| cell.trim()).filter(|cell| !is_blank(cell)).collect();
        words.dedup();
        if words.is_empty() && (self.heads.is_empty() || !self.axes.is_nameless()) {
            return;
        }
        if let [only] = words.as_slice()
            && !is_value(only)
            && self.alone(only)
        {
            return;
        }
        if self.is_header(&words) {
            if self.block.take().is_some() {
                self.heads.clear();
            }
            self.heads.push(row.to_vec());
            return;
        }
        if self.heads.is_empty() {
            // Neither a header nor below one.
            self.placed.unplaced.push(words.join("　"));
            return;
        }
        if self.block.is_none() {
            self.block = Some(self.block(row.len()));
        }
        self.figures(row);
    }

    /// A row with one text across: the head of a group, the table's own name, or a note. False if it may be more.
    fn alone(&mut self, words: &str) -> bool {
        let plain = plain(words);
        let path = steps(words);
        let of_form = self.axes.rows.iter().any(|row| row.fits(&path) >= NEAR);
        if self.axes.is_row_group(&plain) {
            self.carried = vec![(None, words.to_owned())];
            true
        } else if plain == label::plain(&self.axes.form.title) {
            true
        } else if of_form || self.axes.is_header(&path) {
            false
        } else {
            self.placed.notes.push(words.to_owned());
            true
        }
    }

    fn is_header(&self, words: &[&str]) -> bool {
        if words.iter().any(|word| is_value(word)) {
            return false;
        }
        let stub = plain(&self.axes.form.stub);
        let paths = words.iter().map(|word| steps(word)).filter(|path| {
            let word = path.concat();
            word != stub && word != "项目" && !heads_units(&word) && !heads_counts(&word)
        });
        let paths: Vec<Vec<String>> = paths.collect();
        let hits = paths.iter().filter(|path| self.axes.is_header(path)).count();
        let rows =
            paths.iter().filter(|path| self.axes.rows.iter().any(|row| row.fits(path) >= SAME));
        hits > 0 && hits * 2 >= paths.len() && rows.count() == 0
    }

    /// What the header rows gathered say of each column.
    fn block(&self, width: usize) -> Block {
        let paths: Vec<Vec<String>> = (0..width).map(|at| header(&self.heads, at)).collect();
        let plains: Vec<Vec<String>> =
            paths.iter().map(|path| path.iter().flat_map(|step| steps(step)).collect()).collect();
        let columns = align(&plains, &self.axes.columns);
        let first = columns.iter().position(Option::is_some).unwrap_or(width.min(1));
        let beside = |at: &usize| {
            let head = plains.get(*at).map(|path| path.concat()).unwrap_or_default();
            heads_units(&head) || heads_counts(&head)
        };
        let stub = (0..first).filter(|at| !beside(at)).collect();
        Block { columns, paths, stub }
    }

    fn figures(&mut self, row: &[String]) {
        let Some(block) = self.block.clone() else { return };
        let mut own: Vec<String> = Vec::new();
        for at in &block.stub {
            let cell = row.get(*at).map(|cell| cell.trim()).unwrap_or_default();
            if is_blank(cell) || own.last().is_some_and(|last| last == cell) {
                continue;
            }
            // What was carried here and to the right of here ends.
            self.carried.retain(|(place, _)| place.is_none_or(|place| place < *at));
            self.carried.push((Some(*at), cell.to_owned()));
            own.push(cell.to_owned());
        }
        let mut printed: Vec<String> = self.carried.iter().map(|(_, head)| head.clone()).collect();
        printed.dedup();
        if !own.is_empty() && self.is_group_row(&own, row, &block) {
            return;
        }
        if own.is_empty() && !self.axes.is_nameless() {
            printed.clear();
        }
        let path = printed.iter().flat_map(|step| steps(step)).collect();
        self.body.push(Body { path, printed, cells: row.to_vec(), block });
    }

    /// Whether a row has the head of a group and nothing but signs for 不适用 beside it.
    fn is_group_row(&self, own: &[String], row: &[String], block: &Block) -> bool {
        let group = own.last().is_some_and(|leaf| self.axes.is_row_group(&plain(leaf)));
        let says =
            |at: usize| row.get(at).is_some_and(|cell| matches!(value(cell), Cell::Number(_)));
        group && !block.columns.iter().enumerate().any(|(at, column)| column.is_some() && says(at))
    }

    /// Knows the rows and puts everything where it belongs.
    fn end(mut self) -> Placed {
        let body = std::mem::take(&mut self.body);
        let paths: Vec<Vec<String>> = body.iter().map(|row| row.path.clone()).collect();
        let known = if self.axes.is_nameless() {
            let first = body.iter().position(|row| !row.cells.iter().all(|cell| is_blank(cell)));
            (0..body.len()).map(|at| (Some(at) == first.or(Some(0))).then_some(0)).collect()
        } else {
            align(&paths, &self.axes.rows)
        };
        let mut last = None;
        for (row, known) in body.iter().zip(known) {
            match known {
                Some(at) => {
                    last = Some(at);
                    self.known_row(at, row);
                }
                None => self.extra_row(last, row),
            }
        }
        self.placed
    }

    fn known_row(&mut self, at: usize, row: &Body) {
        self.placed.rows.insert(at, row.printed.last().cloned().unwrap_or_default());
        let form = self.axes.form;
        for (place, cell) in row.cells.iter().enumerate() {
            if row.block.stub.contains(&place)
                || is_blank(cell) && row.block.columns.get(place).copied().flatten().is_none()
            {
                continue;
            }
            match row.block.columns.get(place).copied().flatten() {
                Some(column) => {
                    self.column(column, row, place);
                    let has = form
                        .rows
                        .get(at)
                        .zip(form.columns.get(column))
                        .is_some_and(|(row, column)| row.has(&column.key));
                    match value(cell) {
                        found if has => self.placed.put(at, column, found),
                        Cell::Number(_) | Cell::Text(_) if is_value(cell) && !is_dash(cell) => {
                            let head = row.printed.last().map_or("", String::as_str);
                            self.placed.unplaced.push(format!(
                                "“{head}”行“{}”列的{}",
                                row.head(place),
                                cell.trim()
                            ));
                        }
                        _ => {}
                    }
                }
                None => self.beside(Some(at), place, row),
            }
        }
    }

    fn column(&mut self, column: usize, row: &Body, place: usize) {
        self.placed.columns.entry(column).or_insert_with(|| row.head(place).to_owned());
    }

    /// A cell in a column that the form lacks.
    fn beside(&mut self, at: Option<usize>, place: usize, row: &Body) {
        let cell = row.cells.get(place).map(|cell| cell.trim()).unwrap_or_default();
        let head = row.head(place);
        let plain = plain(head);
        if heads_units(&plain) {
            let unit =
                at.and_then(|at| self.axes.form.rows.get(at)).map_or("", |row| row.unit.as_str());
            if !unit.is_empty() && !is_dash(cell) && label::plain(unit) != label::plain(cell) {
                let head = row.printed.last().map_or("", String::as_str);
                self.placed
                    .doubts
                    .push(format!("“{head}”行的单位印作“{cell}”，格式规定为“{unit}”"));
            }
            return;
        }
        // A merged cell that was read as several.
        let before =
            place.checked_sub(1).and_then(|before| row.cells.get(before)).map(|cell| cell.trim());
        let same_head = place.checked_sub(1).is_some_and(|before| row.head(before) == head);
        if heads_counts(&plain)
            || same_head && before == Some(cell)
            || is_dash(cell) && head.is_empty()
        {
            return;
        }
        self.placed.beside(
            row.block.paths.get(place).cloned().unwrap_or_default(),
            at,
            value(cell),
        );
    }

    fn extra_row(&mut self, after: Option<usize>, row: &Body) {
        let mut cells = Vec::new();
        let mut others = Vec::new();
        for (place, cell) in row.cells.iter().enumerate() {
            if row.block.stub.contains(&place) || is_blank(cell) {
                continue;
            }
            match row.block.columns.get(place).copied().flatten() {
                Some(column) => {
                    self.column(column, row, place);
                    cells.push((column, value(cell)));
                }
                None => others.push(cell.trim().to_owned()),
            }
        }
        if cells.is_empty() {
            let words: Vec<&str> = row
                .printed
                .last()
                .map(String::as_str)
                .into_iter()
                .chain(others.iter().map(String::as_str))
                .collect();
            self.placed.notes.push(words.join("　"));
            return;
        }
        self.placed.extra_rows.push(Extra { after, path: row.printed.clone(), cells });
        self.placed.unplaced.extend(others);
    }
}

impl Body {
    /// The printed innermost header of a grid column.
    fn head(&self, place: usize) -> &str {
        self.block.paths.get(place).and_then(|path| path.last()).map_or("", String::as_str)
    }
}

/// Whether a cell only says that nothing belongs there.
fn is_dash(cell: &str) -> bool {
    let plain = plain(cell);
    plain.is_empty() || plain == "一"
}

/// The header path of a column: the lowest label of its own, and above it those that stand over it. An empty place
/// belongs to the label on its left.
fn header(heads: &[Vec<String>], at: usize) -> Vec<String> {
    let own = |row: &[String], at: usize| {
        row.get(at).map(|cell| cell.trim()).filter(|cell| !is_blank(cell)).map(str::to_owned)
    };
    let Some(leaf) = heads.iter().rposition(|row| own(row, at).is_some()) else {
        return Vec::new();
    };
    let above = heads.iter().take(leaf + 1);
    let mut path: Vec<String> =
        above.filter_map(|row| (0..=at).rev().find_map(|at| own(row, at))).collect();
    path.dedup();
    path
}
