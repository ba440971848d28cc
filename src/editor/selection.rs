//! What is selected: from an anchor to the caret, in either direction.

use std::ops::Range;

use crate::editor::caret::sentence_starts;
use crate::text::words;

/// A selection within one paragraph, in bytes; nothing is selected where both ends meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Selection {
    /// Where it was begun.
    pub anchor: usize,
    /// Where the caret is.
    pub caret: usize,
}

impl Selection {
    /// Only a caret.
    pub fn caret(at: usize) -> Self {
        Self { anchor: at, caret: at }
    }

    /// All of these bytes, the caret behind them.
    pub fn over(range: Range<usize>) -> Self {
        Self { anchor: range.start, caret: range.end }
    }

    /// The word at a place, or only the caret between blanks.
    pub fn word(text: &str, at: usize) -> Self {
        words::word_at(text, at).map_or(Self::caret(at), Self::over)
    }

    /// The sentence at a place.
    pub fn sentence(text: &str, at: usize) -> Self {
        let mut starts = sentence_starts(text).peekable();
        let mut start = 0;
        while let Some(next) = starts.next_if(|next| *next <= at) {
            start = next;
        }
        Self::over(start..starts.peek().copied().unwrap_or(text.len()))
    }

    /// The bytes from the lower to the upper end.
    pub fn range(&self) -> Range<usize> {
        self.anchor.min(self.caret)..self.anchor.max(self.caret)
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.anchor == self.caret
    }

    /// The caret goes, the anchor stays (a move with Shift or with a mark set).
    #[must_use]
    pub fn to(self, caret: usize) -> Self {
        Self { caret, ..self }
    }

    /// What is selected.
    pub fn text<'a>(&self, paragraph: &'a str) -> &'a str {
        paragraph.get(self.range()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selects_in_either_direction() {
        let text = "主动公开政府信息。不予公开。";
        let back = Selection::caret(12).to(0);
        assert_eq!((back.range(), back.text(text)), (0..12, "主动公开"));
        assert!(back.to(12).is_empty());
        assert_eq!(Selection::word(text, 15).text(text), "政府信息");
        assert_eq!(Selection::sentence(text, 30).text(text), "不予公开。");
        assert_eq!(Selection::sentence(text, 0).text(text), "主动公开政府信息。");
        assert_eq!(Selection::sentence("", 0).text(""), "");
    }
}
