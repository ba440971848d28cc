//! What is wrong in a file, where, and how the place looks.

use std::fmt;

use crate::text::width::Widths;

use super::scan::Place;

/// Columns of source that are shown of a long line.
const WINDOW: usize = 60;

/// A file that cannot be taken as it stands: the place, what was expected there, and the lines around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where, if the trouble has one place.
    pub at: Option<Place>,
    /// What is wrong and what was expected, one Chinese sentence without a full stop.
    pub what: String,
    /// The line before, the line itself with a caret below, the line after; empty without a place.
    pub excerpt: String,
}

impl Fault {
    /// A fault of the whole file.
    pub(super) fn plain(what: impl Into<String>) -> Self {
        Self { at: None, what: what.into(), excerpt: String::new() }
    }

    /// A fault at a place of the source.
    pub(super) fn at(source: &str, at: Place, what: impl Into<String>) -> Self {
        Self { at: Some(at), what: what.into(), excerpt: excerpt(source, at) }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Place { line, column }) = self.at {
            write!(f, "第 {line} 行第 {column} 列：")?;
        }
        f.write_str(&self.what)?;
        if self.excerpt.is_empty() { Ok(()) } else { write!(f, "\n{}", self.excerpt) }
    }
}

/// Three lines of source and a caret that stands below the place, also behind double-width glyphs.
fn excerpt(source: &str, at: Place) -> String {
    let from = at.line.saturating_sub(1).max(1);
    let gutter = (at.line + 1).to_string().len();
    let mut out = Vec::new();
    for (number, line) in source.split('\n').enumerate().map(|(index, line)| (index + 1, line)) {
        if number < from || number > at.line + 1 || (number > at.line && line.is_empty()) {
            continue;
        }
        let column = if number == at.line { at.column } else { 1 };
        let (shown, caret) = window(line, column);
        out.push(format!("{number:>gutter$} | {shown}").trim_end().to_owned());
        if number == at.line {
            out.push(format!("{:>gutter$} | {}^", "", " ".repeat(caret)));
        }
    }
    out.join("\n")
}

/// The part of a line around a column, and the display column of that place in it.
fn window(line: &str, column: usize) -> (String, usize) {
    let glyphs: Vec<char> =
        line.chars().map(|glyph| if glyph.is_control() { ' ' } else { glyph }).collect();
    let (before, after) = glyphs.split_at((column - 1).min(glyphs.len()));
    let left = fitting(before.iter().rev(), WINDOW - wanted(after).min(WINDOW / 2));
    let right = fitting(after.iter(), WINDOW - wanted(before).min(WINDOW / 2));
    let (cut_left, cut_right) = (left < before.len(), right < after.len());
    let head: String = before.iter().skip(before.len() - left).collect();
    let tail: String = after.iter().take(right).collect();
    let head = if cut_left { format!("...{head}") } else { head };
    let caret = head.chars().map(columns).sum();
    (format!("{head}{tail}{}", if cut_right { "..." } else { "" }), caret)
}

/// How many of the glyphs fit into so many display columns.
fn fitting<'a>(glyphs: impl Iterator<Item = &'a char>, room: usize) -> usize {
    let widths = glyphs.scan(0, |used, glyph| {
        *used += columns(*glyph);
        Some(*used)
    });
    widths.take_while(|used| *used <= room).count()
}

fn wanted(glyphs: &[char]) -> usize {
    glyphs.iter().copied().map(columns).sum()
}

fn columns(glyph: char) -> usize {
    Widths::NARROW.glyph(glyph.encode_utf8(&mut [0; 4]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str, line: usize, column: usize) -> String {
        Fault::at(source, Place { line, column }, "缺逗号").to_string()
    }

    #[test]
    fn the_caret_stands_below_the_place() {
        assert_eq!(
            shown("(\n  title: \"年报\"\n  year: 2024,\n)\n", 2, 14),
            "第 2 行第 14 列：缺逗号\n1 | (\n2 |   title: \"年报\"\n  |                ^\n3 |   year: 2024,"
        );
    }

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let long = format!("{}错{}", "甲".repeat(100), "乙".repeat(100));
        assert_eq!(
            shown(&long, 1, 101),
            format!(
                "第 1 行第 101 列：缺逗号\n1 | ...{}错{}...\n  | {}^",
                "甲".repeat(15),
                "乙".repeat(14),
                " ".repeat(33)
            )
        );
    }

    #[test]
    fn a_place_outside_the_source_is_no_trouble() {
        assert_eq!(shown("", 1, 1), "第 1 行第 1 列：缺逗号\n1 |\n  | ^");
        assert_eq!(shown("甲", 9, 9), "第 9 行第 9 列：缺逗号");
    }
}
