//! Where the caret goes: by grapheme, word, row, sentence.

use crate::text::grapheme::{graphemes, next_boundary};
use crate::text::punctuation::{ends_sentence, is_closer};
use crate::text::words;
use crate::text::wrap::Layout;

/// A caret that moves over rows: where it is, and the column it came from and goes back to over short rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnRow {
    /// Byte offset of the caret.
    pub offset: usize,
    /// The remembered column.
    pub column: usize,
}

/// One grapheme back; `None` at the start.
pub fn left(text: &str, layout: &Layout, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let row = layout.rows().get(layout.row_of(before))?;
    let places = graphemes(row.text(text)).map(|(place, _)| row.start + place);
    places.take_while(|place| *place < at).last()
}

/// One grapheme on; `None` at the end.
pub fn right(text: &str, at: usize) -> Option<usize> {
    (at < text.len()).then(|| next_boundary(text, at))
}

/// To the start of this word or of the one before; `None` at the start.
pub fn word_left(text: &str, at: usize) -> Option<usize> {
    (at > 0).then(|| words::previous_word(text, at))
}

/// To the start of the next word or the end; `None` at the end.
pub fn word_right(text: &str, at: usize) -> Option<usize> {
    (at < text.len()).then(|| words::next_word(text, at))
}

/// One row up, at the remembered column or else at its own; `None` in the first row.
pub fn up(text: &str, layout: &Layout, at: usize, column: Option<usize>) -> Option<OnRow> {
    let (row, own) = layout.cell_of(text, at);
    Some(on_row(text, layout, row.checked_sub(1)?, column.unwrap_or(own)))
}

/// One row down, at the remembered column or else at its own; `None` in the last row.
pub fn down(text: &str, layout: &Layout, at: usize, column: Option<usize>) -> Option<OnRow> {
    let (row, own) = layout.cell_of(text, at);
    (row + 1 < layout.rows().len()).then(|| on_row(text, layout, row + 1, column.unwrap_or(own)))
}

/// Into the first row at a column, coming down from the paragraph above.
pub fn enter_top(text: &str, layout: &Layout, column: usize) -> OnRow {
    on_row(text, layout, 0, column)
}

/// Into the last row at a column, coming up from the paragraph below.
pub fn enter_bottom(text: &str, layout: &Layout, column: usize) -> OnRow {
    on_row(text, layout, layout.rows().len().saturating_sub(1), column)
}

fn on_row(text: &str, layout: &Layout, row: usize, column: usize) -> OnRow {
    OnRow { offset: layout.offset_at(text, row, column), column }
}

/// The start of the caret's row.
pub fn row_home(layout: &Layout, at: usize) -> usize {
    layout.rows().get(layout.row_of(at)).map_or(0, |row| row.start)
}

/// The last place of the caret's row: the paragraph's end in the last row, before the last grapheme in the others, for
/// the place behind it is the next row's start.
pub fn row_end(text: &str, layout: &Layout, at: usize) -> usize {
    layout.offset_at(text, layout.row_of(at), usize::MAX)
}

/// The start of this sentence, or of the one before if the caret is there; `None` at the start.
pub fn sentence_left(text: &str, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    sentence_starts(text).take_while(|start| *start <= before).last()
}

/// The start of the next sentence or the end; `None` at the end.
pub fn sentence_right(text: &str, at: usize) -> Option<usize> {
    (at < text.len()).then(|| sentence_starts(text).find(|start| *start > at).unwrap_or(text.len()))
}

/// Where sentences begin: at 0, and behind 。！？； with the closing marks and blanks that follow.
pub fn sentence_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut ended = false;
    let starts = text.char_indices().filter_map(move |(at, c)| {
        let goes_on = ends_sentence(c) || is_closer(c) || c == ' ';
        let starts = ended && !goes_on;
        ended = ends_sentence(c) || (ended && goes_on);
        starts.then_some(at)
    });
    std::iter::once(0).chain(starts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::Widths;
    use crate::text::wrap::Measure;
    use proptest::prelude::*;

    fn layout(text: &str, columns: usize) -> Layout {
        Layout::new(text, Measure::new(columns, Widths::NARROW))
    }

    #[test]
    fn steps_over_graphemes() {
        let text = "a👨\u{200D}👩\u{200D}👧e\u{301}政";
        let layout = layout(text, 4);
        let mut stops = vec![0];
        while let Some(next) = right(text, *stops.last().unwrap()) {
            stops.push(next);
        }
        assert_eq!(stops, [0, 1, 19, 22, 25]);
        let mut back = vec![text.len()];
        while let Some(next) = left(text, &layout, *back.last().unwrap()) {
            back.push(next);
        }
        back.reverse();
        assert_eq!(back, stops);
    }

    #[test]
    fn remembers_its_column_over_a_short_row() {
        let text = "政府信息公开 government 政府信息公开";
        let layout = layout(text, 12);
        assert_eq!(layout.rows().len(), 3);
        let first = down(text, &layout, 12, None).unwrap();
        assert_eq!(first.column, 8);
        let second = down(text, &layout, first.offset, Some(first.column)).unwrap();
        assert_eq!(layout.cell_of(text, second.offset), (2, 8));
        assert_eq!(down(text, &layout, second.offset, Some(8)), None);
        assert_eq!(up(text, &layout, 0, None), None);
        assert_eq!(enter_bottom(text, &layout, 3).offset, layout.rows()[2].start + 3);
        assert_eq!(enter_top(text, &layout, 99).offset, 18);
    }

    #[test]
    fn goes_to_row_ends() {
        let text = "政府信息公开";
        let layout = layout(text, 8);
        assert_eq!((row_home(&layout, 3), row_end(text, &layout, 3)), (0, 9));
        assert_eq!((row_home(&layout, 12), row_end(text, &layout, 12)), (12, 18));
    }

    #[test]
    fn goes_by_sentences() {
        let text = "公开。“不公开！”答复；完";
        assert_eq!(sentence_starts(text).collect::<Vec<_>>(), [0, 9, 27, 36]);
        assert_eq!(sentence_right(text, 0), Some(9));
        assert_eq!(sentence_right(text, 36), Some(39));
        assert_eq!(sentence_right(text, 39), None);
        assert_eq!(sentence_left(text, 39), Some(36));
        assert_eq!(sentence_left(text, 9), Some(0));
        assert_eq!(sentence_left(text, 0), None);
    }

    proptest! {
        #[test]
        fn every_place_is_reached_both_ways(text in "\\PC{0,60}", columns in 1usize..30) {
            let layout = layout(&text, columns);
            let mut at = 0;
            while let Some(next) = right(&text, at) {
                prop_assert_eq!(left(&text, &layout, next), Some(at));
                at = next;
            }
            prop_assert_eq!(at, text.len());
        }

        #[test]
        fn down_and_up_again_is_where_it_was(text in "[政府，。a-c]{0,90}", columns in 4usize..20, from in 0usize..90) {
            let layout = layout(&text, columns);
            let at = text.floor_char_boundary(from);
            if let Some(below) = down(&text, &layout, at, None) {
                let back = up(&text, &layout, below.offset, Some(below.column));
                prop_assert_eq!(back.map(|back| back.offset), Some(at));
            }
        }
    }
}
