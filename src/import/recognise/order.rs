//! A table whose grid was lost: one cell a line, or lines of different lengths, as web pages leave them when they are
//! pasted. Row heads are known by their words; what follows one goes to its cells in the order of the form.

use std::collections::BTreeSet;
use std::ops::Range;

use super::axis::Axes;
use super::label::{Known, VARIANT, is_blank, is_value, plain, steps, value};
use super::placed::Placed;
use crate::model::Cell;

/// What one text is to a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// The head of one of these rows.
    Row(Vec<usize>),
    /// A header, the head of a group, or what else is printed around the figures.
    Word,
    /// A figure, or a sign for 不适用.
    Value(Cell),
    /// Nothing.
    Blank,
    /// Nothing that the form knows.
    Other,
}

/// What a text is to a form.
pub(super) fn token(text: &str, axes: &Axes<'_>) -> Token {
    if is_blank(text) {
        return Token::Blank;
    }
    let path = steps(text);
    let rows: Vec<usize> = axes
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.fits(&path) >= VARIANT)
        .map(|(at, _)| at)
        .collect();
    if !rows.is_empty() {
        return Token::Row(rows);
    }
    if is_value(text) {
        return Token::Value(value(text));
    }
    let word = plain(text);
    let form = axes.form;
    let printed = [form.stub.as_str(), form.title.as_str(), "项目", "单位", "计量单位"];
    let unit = form.rows.iter().any(|row| !row.unit.is_empty() && row.unit == word);
    let known = |column: &Known| column.fits(&path) >= VARIANT;
    if unit
        || axes.is_row_group(&word)
        || axes.is_column_group(&word)
        || axes.columns.iter().any(known)
        || printed.iter().any(|words| plain(words) == word)
    {
        Token::Word
    } else {
        Token::Other
    }
}

/// Reads lines of cells as a table of a form.
pub(super) fn read(lines: &[Vec<String>], axes: &Axes<'_>) -> Placed {
    let mut reader = Reader {
        axes,
        placed: Placed::default(),
        row: None,
        values: Vec::new(),
        trimmed: 0,
        taken: BTreeSet::new(),
        heads: 0,
    };
    for line in lines {
        let kept = line.iter().rposition(|cell| !is_blank(cell)).map_or(0, |last| last + 1);
        // Lines of one cell have no blank ends that could be counted.
        let line =
            if line.len() == 1 { line.as_slice() } else { line.get(..kept).unwrap_or_default() };
        for cell in line {
            reader.cell(cell);
        }
        if line.len() > 1 {
            reader.trimmed = usize::MAX;
        }
    }
    reader.end_row();
    reader.placed
}

struct Reader<'a> {
    axes: &'a Axes<'a>,
    placed: Placed,
    /// The row being filled, with its head as printed.
    row: Option<(usize, String)>,
    values: Vec<Cell>,
    /// How many blank cells may have been cut off behind the row.
    trimmed: usize,
    taken: BTreeSet<usize>,
    /// Headers met so far.
    heads: usize,
}

impl Reader<'_> {
    fn cell(&mut self, text: &str) {
        match token(text, self.axes) {
            Token::Row(rows) => {
                self.end_row();
                let last = self.taken.last().copied();
                let free = |at: &&usize| !self.taken.contains(*at);
                let next = rows.iter().filter(free).find(|at| last.is_none_or(|last| **at > last));
                if let Some(at) = next.or_else(|| rows.iter().find(free)) {
                    self.taken.insert(*at);
                    self.row = Some((*at, text.trim().to_owned()));
                }
            }
            Token::Value(value) if self.row.is_none() && self.begins() => {
                self.taken.insert(0);
                self.row = Some((0, String::new()));
                self.values.push(value);
            }
            Token::Value(value) if self.row.is_some() => self.values.push(value),
            Token::Value(value) => self.placed.unplaced.push(value.to_string()),
            Token::Blank if self.row.is_some() => self.values.push(Cell::Blank),
            Token::Blank => {}
            Token::Word if self.is_unit(text) => {}
            Token::Word => {
                self.heads += 1;
                let path = steps(text);
                let met = self
                    .axes
                    .columns
                    .iter()
                    .enumerate()
                    .filter(|(_, known)| known.fits(&path) >= VARIANT);
                self.placed.heads.extend(met.map(|(at, _)| at));
                self.end_row();
            }
            Token::Other => {
                self.end_row();
                self.placed.notes.push(text.trim().to_owned());
            }
        }
    }

    /// Whether the figures of the only row, which has no head, begin behind the headers.
    fn begins(&self) -> bool {
        self.axes.is_nameless() && self.heads >= self.axes.columns.len() && self.taken.is_empty()
    }

    /// Whether it is the unit printed behind a row's head.
    fn is_unit(&self, text: &str) -> bool {
        let row = self.row.as_ref().filter(|_| self.values.is_empty());
        row.and_then(|(at, _)| self.axes.form.rows.get(*at))
            .is_some_and(|row| row.unit == plain(text))
    }

    /// Puts the values gathered into the cells of the row, if there are as many.
    fn end_row(&mut self) {
        let values = std::mem::take(&mut self.values);
        let trimmed = std::mem::take(&mut self.trimmed);
        let Some((at, printed)) = self.row.take() else { return };
        let form = self.axes.form;
        let Some(row) = form.rows.get(at) else { return };
        let columns: Vec<usize> = form
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| row.has(&column.key))
            .map(|(at, _)| at)
            .collect();
        let last =
            values.iter().rposition(|value| *value != Cell::Blank).map_or(0, |last| last + 1);
        let due = columns.len();
        let fits = values.len() == due
            || last == due
            || last == 0
            || values.len() < due && trimmed >= due - values.len();
        if fits {
            let given = values.into_iter().chain(std::iter::repeat(Cell::Blank));
            for (column, value) in columns.into_iter().zip(given) {
                if last > 0 {
                    self.placed.columns.entry(column).or_default();
                }
                self.placed.put(at, column, value);
            }
            self.placed.rows.insert(at, printed);
        } else {
            let said: Vec<String> = values
                .iter()
                .filter(|value| **value != Cell::Blank)
                .map(ToString::to_string)
                .collect();
            self.placed.rows.insert(at, printed.clone());
            self.placed.doubts.push(format!(
                "“{printed}”行应有{due}个数，原文有{}个（{}），这一行没有填",
                said.len(),
                said.join("、")
            ));
        }
    }
}

/// The runs of lines that hold a table one cell a line: its labels and its figures and nothing else. `None` is a line that
/// cannot have been a cell.
pub(super) fn runs(lines: &[Option<String>], forms: &[Axes<'_>]) -> Vec<Range<usize>> {
    let figures =
        |lines: &[Option<String>]| lines.iter().flatten().filter(|line| is_value(line)).count();
    let mut runs = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let short = lines.iter().skip(at).take_while(|line| line.is_some()).count();
        let stretch = lines.get(at..at + short).unwrap_or_default();
        if figures(stretch) < FEWEST {
            at += short + 1;
            continue;
        }
        let found = forms
            .iter()
            .filter_map(|axes| run(stretch, axes))
            .max_by_key(|run| (std::cmp::Reverse(run.start), run.end));
        match found {
            Some(run) => {
                runs.push(at + run.start..at + run.end);
                at += run.end;
            }
            None => at += short + 1,
        }
    }
    runs
}

/// The fewest figures that make a run of lines a table.
const FEWEST: usize = 3;

/// The first run of lines that a form knows, with figures among them.
fn run(lines: &[Option<String>], axes: &Axes<'_>) -> Option<Range<usize>> {
    let tokens: Vec<Token> =
        lines.iter().map(|line| token(line.as_deref().unwrap_or_default(), axes)).collect();
    let mut start = 0;
    while start < tokens.len() {
        let begins = |token: &Token| matches!(token, Token::Row(_) | Token::Word);
        start += tokens.iter().skip(start).position(begins)?;
        let goes_on = |token: &&Token| !matches!(token, Token::Other);
        let length = tokens.iter().skip(start).take_while(goes_on).count();
        let inside = tokens.get(start..start + length).unwrap_or_default();
        let figures = inside.iter().filter(|token| matches!(token, Token::Value(_))).count();
        let heads = length - figures;
        if figures >= FEWEST && heads >= FEWEST {
            return Some(start..start + length);
        }
        start += length.max(1);
    }
    None
}
