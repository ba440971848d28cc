//! The one door through which a display width is asked.

use unicode_width::UnicodeWidthStr;

/// How this terminal draws the glyphs whose width Unicode leaves open (East Asian Ambiguous).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Widths {
    wide: bool,
}

impl Widths {
    /// Every ambiguous glyph takes one column.
    pub const NARROW: Self = Self { wide: false };
    /// Every ambiguous glyph takes two columns.
    pub const WIDE: Self = Self { wide: true };

    /// Columns that one grapheme takes: 0 (nothing is drawn), 1 or 2.
    pub fn glyph(&self, grapheme: &str) -> usize {
        if grapheme.is_ascii() {
            return grapheme.len().min(1);
        }
        let plain = grapheme.width().min(2);
        if plain == 1 && self.wide && !is_certain(grapheme) { 2 } else { plain }
    }
}

/// Whether all terminals agree on the width of this grapheme: ASCII, ideographs, full-width forms.
pub fn is_certain(grapheme: &str) -> bool {
    grapheme.is_ascii() || grapheme.width() == 2
}
