//! 字数: how long a text is, as offices count.
//!
//! As word processors count 字数: each 汉字 and each Chinese mark (“ ” — … among them, so —— is two) is one; a run of
//! Latin letters, digits and half-width marks without a blank is one (`2017`, `12.5%`, `GB/T`); blanks are none.

use std::ops::Add;

use crate::text::grapheme::graphemes;
use crate::text::punctuation::{is_han, is_mark};

/// What a text is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// 汉字, and other full-width letters.
    pub han: usize,
    /// Chinese punctuation marks.
    pub marks: usize,
    /// Latin words and numbers.
    pub words: usize,
}

impl Count {
    /// 字数.
    pub fn total(&self) -> usize {
        self.han + self.marks + self.words
    }
}

impl Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            han: self.han + other.han,
            marks: self.marks + other.marks,
            words: self.words + other.words,
        }
    }
}

/// Counts a text.
pub fn count(text: &str) -> Count {
    let mut count = Count::default();
    let mut in_word = false;
    for (_, grapheme) in graphemes(text) {
        let c = grapheme.chars().next().unwrap_or(' ');
        let is_wide_mark = || !c.is_ascii() && (is_mark(c) || matches!(c, '\u{3001}'..='\u{303E}'));
        if is_han(c) || matches!(c, '\u{3041}'..='\u{33FF}' | '\u{AC00}'..='\u{D7A3}') {
            count.han += 1;
            in_word = false;
        } else if is_wide_mark() {
            count.marks += 1;
            in_word = false;
        } else if c.is_whitespace() {
            in_word = false;
        } else if !in_word {
            count.words += 1;
            in_word = true;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_offices_do() {
        for (text, want) in [
            ("", 0),
            ("政府信息公开", 6),
            ("公开政府信息，接受监督。", 12),
            ("2017年", 2),
            ("共1,024.5万元", 4),
            ("增长12.5%。", 4),
            ("open government", 2),
            ("公开——这是……", 8),
            ("“公开”", 4),
            ("　　首行", 2),
            ("国发〔2017〕24 号", 7),
        ] {
            assert_eq!(count(text).total(), want, "{text}");
        }
        let all = count("甲，A1 b。");
        assert_eq!((all.han, all.marks, all.words), (1, 2, 2));
        assert_eq!((count("甲") + count("，")).total(), 2);
    }
}
