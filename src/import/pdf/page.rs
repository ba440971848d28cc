//! What stands on a page: characters, rules, and what could not be read.

/// A character on paper; lengths in points, upward and to the right.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    /// Left end of its base line.
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    /// Height of the type.
    pub(super) size: f32,
    pub(super) text: String,
}

/// A straight line of a path that was painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub(super) from: (f32, f32),
    pub(super) to: (f32, f32),
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    /// Words that do not run from left to right.
    pub(super) turned: String,
    /// Whether text lies invisible over a picture, as recognition of scanned pages leaves it.
    pub(super) is_hidden: bool,
    pub(super) has_picture: bool,
    /// Whether the content breaks off.
    pub(super) is_broken: bool,
    /// Bytes shown in a font that is not there.
    pub(super) lost: usize,
    /// Characters of which the file does not tell what they are.
    pub(super) unknown: usize,
}

impl Glyph {
    /// A point inside it.
    pub(super) fn middle(&self) -> (f32, f32) {
        (self.x + self.width / 2.0, self.y + self.size * 0.35)
    }

    pub(super) fn end(&self) -> f32 {
        self.x + self.width
    }

    /// Whether it is a blank.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}
