//! Lines of pages to paragraphs: where one begins is told by its indent and by the length of the line before.

use super::habit::{Column, Habit, column};
use super::lines::Line;
use super::ruled::Table;
use crate::import::piece::{Body, Fix, Grid, Mark, Piece, What};
use crate::import::{heading, reflow, running};

/// What stands on a page, from the top.
#[derive(Debug)]
pub(super) enum Item {
    Line(Line),
    Table(Table),
}

/// Takes off the first or last line of pages where it is a page number or the same on several pages; tells what it took.
pub(super) fn running_off(pages: &mut [Vec<Item>]) -> Vec<Fix> {
    let mut fixes: Vec<Fix> = Vec::new();
    for at_end in [false, true] {
        // Above or below a running head there may be a second line of it.
        for _ in 0..2 {
            let texts: Vec<Option<String>> = pages.iter().map(|page| outer(page, at_end)).collect();
            let count = |text: &String| texts.iter().flatten().filter(|own| *own == text).count();
            for (page, text) in pages.iter_mut().zip(&texts) {
                let Some(plain) = text else { continue };
                let printed = edge(page, at_end).map(|line| line.text.trim().to_owned());
                let printed = printed.unwrap_or_default();
                let number = reflow::is_page_number(&printed) || is_bare_number(&printed);
                let again = count(plain) > 1 && pages_enough(texts.len(), count(plain));
                if !number && !again && !running::is_draft_mark(&printed) {
                    continue;
                }
                if at_end {
                    page.pop();
                } else {
                    page.remove(0);
                }
                let what = if number { What::PageNumber } else { What::Running };
                let told =
                    fixes.iter().any(|fix| fix.what == what && (!number && fix.before == printed));
                if !told && !running::is_draft_mark(&printed) {
                    fixes.push(Fix::new(what, printed, ""));
                }
            }
        }
    }
    fixes
}

/// Whether a line that stands on so many of the pages is a running head: on most of them, or on every other.
fn pages_enough(pages: usize, count: usize) -> bool {
    count * 3 >= pages
}

/// A page number without any dashes.
fn is_bare_number(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The first or last line of a page.
fn edge(page: &[Item], at_end: bool) -> Option<&Line> {
    let item = if at_end { page.last() } else { page.first() };
    match item? {
        Item::Line(line) => Some(line),
        Item::Table(_) => None,
    }
}

/// The same without its digits, for finding running heads. A heading or the end of a sentence is none.
fn outer(page: &[Item], at_end: bool) -> Option<String> {
    let text = edge(page, at_end)?.text.trim();
    let text: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_ascii_digit()).collect();
    Some(text)
}

/// Joins tables that go on on the next page.
pub(super) fn stitch(pages: &mut [Vec<Item>]) {
    for at in (1..pages.len()).rev() {
        let (before, rest) = pages.split_at_mut(at);
        let (Some(page), Some(next)) = (before.last_mut(), rest.first_mut()) else { continue };
        let (Some(Item::Table(first)), Some(Item::Table(second))) = (page.last_mut(), next.first())
        else {
            continue;
        };
        if first.goes_on_in(second)
            && let Item::Table(second) = next.remove(0)
        {
            first.append(second);
            page.append(next);
        }
    }
}

/// The pieces of all pages.
pub(super) fn pieces(pages: Vec<Vec<Item>>) -> Vec<Piece> {
    let whole = column(pages.iter().flatten());
    let body = body_size(&pages);
    let habit = Habit::of(&pages, whole);
    let mut flow = Flow {
        pieces: Vec::new(),
        open: Vec::new(),
        cells: Vec::new(),
        body,
        habit,
        has_text: false,
    };
    for page in pages {
        let own = column(page.iter());
        let lines = page.iter().filter(|item| matches!(item, Item::Line(_))).count();
        let fits = lines > 2 && own.right - own.left > 0.8 * (whole.right - whole.left);
        let column = if fits { own } else { whole };
        let pitch = pitch(&page);
        let mut is_first = true;
        for item in page {
            match item {
                Item::Line(line) => {
                    flow.line(line, column, if is_first { None } else { Some(pitch) });
                }
                Item::Table(table) => flow.table(table),
            }
            is_first = false;
        }
    }
    flow.end();
    flow.pieces
}

/// The size in which most characters are set.
fn body_size(pages: &[Vec<Item>]) -> f32 {
    let mut sizes: Vec<(f32, usize)> = Vec::new();
    for item in pages.iter().flatten() {
        let Item::Line(line) = item else { continue };
        let length = line.text.chars().count();
        match sizes.iter_mut().find(|(size, _)| (size - line.size).abs() < 0.5) {
            Some((_, count)) => *count += length,
            None => sizes.push((line.size, length)),
        }
    }
    sizes.into_iter().max_by_key(|(_, count)| *count).map_or(0.0, |(size, _)| size)
}

/// The usual distance of two lines of a page.
fn pitch(page: &[Item]) -> f32 {
    let lines: Vec<&Line> = page
        .iter()
        .filter_map(|item| match item {
            Item::Line(line) => Some(line),
            Item::Table(_) => None,
        })
        .collect();
    let mut steps: Vec<f32> = lines
        .windows(2)
        .filter_map(|pair| Some(pair.first()?.y - pair.last()?.y))
        .filter(|step| *step > 1.0)
        .collect();
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or(f32::INFINITY)
}

/// Lines becoming paragraphs.
struct Flow {
    pieces: Vec<Piece>,
    /// The lines of the paragraph that is open, and the column that each stood in.
    open: Vec<(Line, Column)>,
    /// Lines that were parted into columns, one row each.
    cells: Vec<Vec<String>>,
    body: f32,
    habit: Habit,
    /// Whether a paragraph of the text has come.
    has_text: bool,
}

impl Flow {
    /// Adds a line; `pitch` is none at the head of a page.
    fn line(&mut self, line: Line, column: Column, pitch: Option<f32>) {
        if line.text.contains('\t') {
            self.close();
            self.cells.push(line.text.split('\t').map(|cell| cell.trim().to_owned()).collect());
            return;
        }
        self.end_cells();
        let goes_on = self.open.last().is_some_and(|(last, place)| {
            self.habit.goes_on((last, *place), (&line, column), pitch)
        });
        if !goes_on {
            self.close();
        }
        self.open.push((line, column));
    }

    /// Ends the paragraph that is open.
    fn close(&mut self) {
        let lines = std::mem::take(&mut self.open);
        let Some((first, _)) = lines.first() else { return };
        let large = first.size >= 1.2 * self.body && !self.has_text;
        let mark = if large { Mark::Heading(1) } else { Mark::Begins };
        self.has_text |= !large && first.text.chars().nth(24).is_some();
        let lines: Vec<&Line> = lines.iter().map(|(line, _)| line).collect();
        self.pieces.push(Piece::text(self.habit.joined(&lines), mark));
    }

    /// Adds a table; a line in the middle of the page above it is its caption.
    fn table(&mut self, table: Table) {
        self.end_cells();
        let centred = self.open.last().is_some_and(|(line, column)| {
            let (before, behind) = (line.from - column.left, column.right - line.to);
            before > 2.0 * line.size && (before - behind).abs() < 1.5 * line.size
        });
        self.close();
        if let Some(piece) = self.pieces.last_mut().filter(|_| centred) {
            let plain = piece
                .as_text()
                .is_some_and(|text| heading::numbered(text).is_none() && heading::is_short(text));
            if plain && piece.mark == Mark::Begins {
                piece.mark = Mark::Caption;
            }
        }
        self.pieces.push(table.piece());
    }

    /// Ends a paragraph where something else follows.
    fn end(&mut self) {
        self.end_cells();
        self.close();
    }

    /// Lines with columns are a table without rules, if there are several.
    fn end_cells(&mut self) {
        let mut rows = std::mem::take(&mut self.cells);
        if rows.len() < 2 {
            let lines = rows.into_iter().map(|row| Piece::text(row.join(" "), Mark::Begins));
            self.pieces.extend(lines);
            return;
        }
        let width = rows.iter().map(Vec::len).max().unwrap_or_default();
        for row in &mut rows {
            row.resize(width, String::new());
        }
        let header = rows.remove(0);
        let mut piece =
            Piece { body: Body::Grid(Grid { header, rows, stub: None }), ..Piece::default() };
        piece.doubts.push("这张表没有框线，按字间的空隙分列，请与原文核对".to_owned());
        self.pieces.push(piece);
    }
}
