//! Caret ↔ cell: every grapheme boundary has one cell and every such cell one boundary.
//!
//! An offset between two rows belongs to the lower one: the end of a row is the start of the next. Only behind the
//! paragraph's last glyph does the caret stand at a row's end, and after a full row that is one column past the margin.

use crate::text::grapheme::graphemes;
use crate::text::wrap::Layout;

impl Layout {
    /// The row that holds an offset; the last one for the paragraph's end.
    pub fn row_of(&self, offset: usize) -> usize {
        self.rows.partition_point(|row| row.start <= offset).saturating_sub(1)
    }

    /// Row and column (indent included) of the caret at an offset of the text this layout was made from. An offset
    /// inside a grapheme counts as its start.
    pub fn cell_of(&self, text: &str, offset: usize) -> (usize, usize) {
        let index = self.row_of(offset);
        let Some(row) = self.rows.get(index) else { return (0, 0) };
        let before = graphemes(row.text(text))
            .take_while(|(at, grapheme)| row.start + at + grapheme.len() <= offset);
        let columns: usize = before.map(|(_, grapheme)| self.measure.widths.glyph(grapheme)).sum();
        (index, row.indent + columns)
    }

    /// The offset whose cell this is, or the nearest before it: the grapheme drawn over that cell, the row's start left of
    /// its text, and behind its text the last place that belongs to the row.
    pub fn offset_at(&self, text: &str, row: usize, column: usize) -> usize {
        let last = self.rows.len().saturating_sub(1);
        let index = row.min(last);
        let Some(row) = self.rows.get(index) else { return 0 };
        let mut left = row.indent;
        let mut offset = row.start;
        for (at, grapheme) in graphemes(row.text(text)) {
            offset = row.start + at;
            left += self.measure.widths.glyph(grapheme);
            if left > column {
                return offset;
            }
        }
        if index == last { row.end } else { offset }
    }
}
