//! Characters to lines: those on one base line from left to right, with a blank where the source has one or a wide gap.

use super::page::Glyph;

/// A gap between characters from which on it is a blank, in heights of the type.
const GAP: f32 = 0.6;

/// The same between Latin letters and digits, whose blanks are narrow.
const NARROW: f32 = 0.2;

/// A gap that parts two columns.
const COLUMN: f32 = 2.0;

/// A line of text; lengths in points.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Its text; a tab where a gap is as wide as between columns.
    pub(super) text: String,
    pub(super) from: f32,
    pub(super) to: f32,
    pub(super) y: f32,
    pub(super) size: f32,
}

/// The lines of some characters, from the top.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut lines = Vec::new();
    let mut line: Vec<Glyph> = Vec::new();
    for glyph in glyphs {
        let near = line.first().is_some_and(|first| {
            (first.y - glyph.y).abs() <= 0.4 * first.size.max(glyph.size).max(1.0)
        });
        if !near {
            lines.extend(one(std::mem::take(&mut line)));
        }
        line.push(glyph);
    }
    lines.extend(one(line));
    lines
}

/// One line of characters of about the same height on the page; none of blanks alone.
fn one(mut glyphs: Vec<Glyph>) -> Option<Line> {
    glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    let (mut text, mut end, mut blank) = (String::new(), None, false);
    let mut start = 0.0;
    let mut size: f32 = 0.0;
    let mut last: Option<Glyph> = None;
    for glyph in glyphs {
        if glyph.is_blank() {
            blank = true;
            continue;
        }
        // Bold is often the same character printed twice, a little aside.
        let twice = last.as_ref().is_some_and(|last| {
            last.text == glyph.text && (last.x - glyph.x).abs() < 0.25 * glyph.size.max(1.0)
        });
        if twice {
            continue;
        }
        size = size.max(glyph.size);
        match end {
            None => start = glyph.x,
            Some(end) => text.push_str(between(&text, &glyph, (glyph.x - end, blank))),
        }
        text.push_str(&glyph.text);
        end = Some(end.unwrap_or(glyph.x).max(glyph.end()));
        blank = false;
        last = Some(glyph);
    }
    let y = last?.y;
    Some(Line { text, from: start, to: end?, y, size })
}

/// What stands between a text and the character behind it.
fn between(text: &str, glyph: &Glyph, (gap, blank): (f32, bool)) -> &'static str {
    let narrow = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let latin = narrow(text.chars().last()) && narrow(glyph.text.chars().next());
    let gap = gap / glyph.size.max(1.0);
    if gap >= COLUMN {
        "\t"
    } else if blank || gap > GAP || latin && gap > NARROW {
        " "
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Characters of 10 points, each at a place.
    fn glyphs(places: &[(&str, f32, f32)]) -> Vec<Glyph> {
        let glyph = |(text, x, y): &(&str, f32, f32)| Glyph {
            x: *x,
            y: *y,
            width: if text.is_ascii() { 5.0 } else { 10.0 },
            size: 10.0,
            text: (*text).to_owned(),
        };
        places.iter().map(glyph).collect()
    }

    #[test]
    fn gaps_become_blanks_and_columns() {
        let found = lines(glyphs(&[
            ("开", 10.0, 50.5),
            ("公", 0.0, 50.0),
            ("3", 20.0, 50.0),
            ("件", 32.0, 50.0),
            ("a", 42.0, 50.0),
            ("b", 50.0, 50.0),
            ("9", 90.0, 50.0),
            ("下", 0.0, 20.0),
            ("下", 0.4, 20.0),
            (" ", 10.0, 20.0),
            ("一", 14.0, 20.0),
        ]));
        let texts: Vec<&str> = found.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["公开3 件a b\t9", "下 一"]);
        assert_eq!(lines(glyphs(&[(" ", 0.0, 0.0)])), []);
    }
}
