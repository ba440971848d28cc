//! What the writer of a document is used to, by which lines are joined to paragraphs.

use super::flow::Item;
use super::lines::Line;
use crate::import::{heading, reflow};

/// The column of text on a page: its left and right end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) left: f32,
    pub(super) right: f32,
}

/// How wide a column of text is at least, in heights of the type.
const NARROW: f32 = 15.0;

/// Characters of a word that no line end parts, of which more are not looked at.
const WORD: usize = 80;

/// How much shorter than the column the last line of a paragraph is at least, in heights of the type.
const SHORT: f32 = 4.0;

/// From where to where lines reach; one in ten may reach further.
pub(super) fn column<'i>(items: impl Iterator<Item = &'i Item>) -> Column {
    let mut left = f32::INFINITY;
    let mut ends: Vec<f32> = Vec::new();
    for item in items {
        if let Item::Line(line) = item {
            left = left.min(line.from);
            ends.push(line.to);
        }
    }
    ends.sort_by(|a, b| b.total_cmp(a));
    Column { left, right: ends.get(ends.len() / 10).copied().unwrap_or(f32::NEG_INFINITY) }
}

/// What the writer of a document is used to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Habit {
    /// Whether paragraphs begin with an indent: most lines then do not stand in.
    indents: bool,
    /// Whether blanks stand between Chinese and figures.
    blanks: bool,
}

impl Habit {
    pub(super) fn of(pages: &[Vec<Item>], whole: Column) -> Self {
        let (mut lines, mut indented, mut seams) = (0, 0, Seams::default());
        for page in pages {
            let own = column(page.iter());
            let left = if own.left.is_finite() { own.left } else { whole.left };
            for item in page {
                let Item::Line(line) = item else { continue };
                lines += 1;
                indented += usize::from(line.from - left >= 0.9 * line.size.max(1.0));
                seams = seams.and(Seams::of(&line.text));
            }
        }
        let indents = indented * 2 < lines && indented * 20 > lines;
        Self { indents, blanks: seams.are_blank() }
    }

    /// The text of a paragraph. No file holds the blanks at the ends of its lines: beside a figure they stand where the
    /// paragraph has them elsewhere, or else the document.
    pub(super) fn joined(self, lines: &[&Line]) -> String {
        let here = lines.iter().fold(Seams::default(), |sum, line| sum.and(Seams::of(&line.text)));
        let blanks = if here.all > 0 { here.are_blank() } else { self.blanks };
        let mut text = String::new();
        for line in lines {
            let next = line.text.trim();
            if blanks && is_seam(text.chars().last(), next.chars().next()) {
                text.push(' ');
                text.push_str(next);
            } else {
                reflow::glue(&mut text, next);
            }
        }
        text
    }

    /// Whether a line goes on with the paragraph of the one before.
    pub(super) fn goes_on(
        self,
        (last, place): (&Line, Column),
        (line, column): (&Line, Column),
        pitch: Option<f32>,
    ) -> bool {
        let size = line.size.max(1.0);
        // Where all lines are short none of them was broken.
        let narrow = place.right - place.left < NARROW * size;
        let full = !narrow && last.to + unbroken(&line.text) * size >= place.right - SHORT * size;
        if !full || (last.size - line.size).abs() > 0.15 * size {
            return false;
        }
        if pitch.is_some_and(|pitch| last.y - line.y > 1.6 * pitch) {
            return false;
        }
        let (indent, before) = (line.from - column.left, last.from - place.left);
        if indent < 0.9 * size {
            return self.indents || !begins(&last.text, &line.text);
        }
        // Where all lines stand in, what was not finished goes on, and what opens with a number does not.
        let centred = (indent - (column.right - line.to)).abs() < 1.5 * size && before < 0.9 * size;
        let even = !self.indents && (indent - before).abs() < 0.5 * size;
        (even || centred)
            && heading::numbered(&line.text).is_none()
            && !last.text.ends_with(['。', '！', '？', '；', '：'])
    }
}

/// Whether a heading begins or ends between two lines, in a text whose paragraphs do not stand in.
fn begins(last: &str, line: &str) -> bool {
    let ended = last.ends_with(['。', '！', '？', '；', '：']);
    let whole = heading::heading(last).is_some() && !heading::is_short(&format!("{last}{line}"));
    ended && heading::numbered(line).is_some() || whole
}

/// Places where Chinese and figures meet, and how many of them have a blank.
#[derive(Debug, Clone, Copy, Default)]
struct Seams {
    all: usize,
    blank: usize,
}

impl Seams {
    fn of(text: &str) -> Self {
        let mut seams = Self::default();
        let mut before: [Option<char>; 2] = [None; 2];
        for c in text.chars() {
            let [far, near] = before;
            let parted = near == Some(' ') && is_seam(far, Some(c));
            seams.all += usize::from(parted || is_seam(near, Some(c)));
            seams.blank += usize::from(parted);
            before = [near, Some(c)];
        }
        seams
    }

    fn and(self, other: Self) -> Self {
        Self { all: self.all + other.all, blank: self.blank + other.blank }
    }

    fn are_blank(self) -> bool {
        self.blank * 2 > self.all
    }
}

/// Whether one of two neighbours is Chinese and the other a digit.
fn is_seam(a: Option<char>, b: Option<char>) -> bool {
    let han = |c: Option<char>| c.is_some_and(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    han(a) && digit(b) || digit(a) && han(b)
}

/// How much room what stands first on a line and cannot be parted needs, in heights of the type: an address or a number.
fn unbroken(text: &str) -> f32 {
    let opening = |c: char| "（《“‘〈【(".contains(c);
    let word =
        text.trim_start_matches(opening).chars().take(WORD).take_while(char::is_ascii_graphic);
    word.fold(0.0, |room, _| room + 0.5)
}
