//! A coarse look at RON source: where its texts and comments stand, and which signs do not belong outside them.
//!
//! It never decides whether a file is right; it helps to say why one is wrong, and lists comments before they are lost.

use std::iter::Peekable;
use std::str::Chars;

/// A place in a file: line and column from 1, the column counted in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
}

/// Something found in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// What it is.
    pub(super) what: What,
    /// Its first character.
    pub(super) from: Place,
    /// Just behind its last character.
    pub(super) to: Place,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// `"…"`, raw or not.
    Text,
    /// `// …` or `/* … */`, with its marks.
    Comment(String),
    /// A full-width sign outside texts and comments.
    Stray(char),
    /// Anything else that is not white space: one character.
    Sign,
}

/// Everything in the source but white space, in order.
pub(super) fn pieces(source: &str) -> impl Iterator<Item = Piece> {
    Scan { rest: source.chars().peekable(), here: Place { line: 1, column: 1 }, last: ' ' }
}

/// The half-width sign that was probably meant by a full-width one, if there is one.
pub(super) fn half_width(sign: char) -> Option<char> {
    match sign {
        '“' | '”' | '„' | '«' | '»' => Some('"'),
        '‘' | '’' => Some('\''),
        '、' => Some(','),
        '。' => Some('.'),
        '【' | '〔' => Some('['),
        '】' | '〕' => Some(']'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0),
        _ => None,
    }
}

fn is_stray(sign: char) -> bool {
    sign == '\u{3000}' || half_width(sign).is_some()
}

fn is_word(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

struct Scan<'a> {
    rest: Peekable<Chars<'a>>,
    here: Place,
    last: char,
}

impl Iterator for Scan<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        self.skip_white();
        let (from, before) = (self.here, self.last);
        let what = match self.step()? {
            '"' => {
                self.text();
                What::Text
            }
            'r' if !is_word(before) && self.raw() => What::Text,
            '\'' => {
                self.letter();
                What::Sign
            }
            '/' => self.comment().map_or(What::Sign, What::Comment),
            sign if is_stray(sign) => What::Stray(sign),
            _ => What::Sign,
        };
        Some(Piece { what, from, to: self.here })
    }
}

impl Scan<'_> {
    fn step(&mut self) -> Option<char> {
        let sign = self.rest.next()?;
        self.last = sign;
        if sign == '\n' {
            self.here = Place { line: self.here.line + 1, column: 1 };
        } else {
            self.here.column += 1;
        }
        Some(sign)
    }

    fn take(&mut self, sign: char) -> bool {
        let there = self.rest.peek() == Some(&sign);
        if there {
            self.step();
        }
        there
    }

    fn skip_white(&mut self) {
        while self.rest.peek().is_some_and(|sign| sign.is_whitespace() && !is_stray(*sign)) {
            self.step();
        }
    }

    /// The rest of a quoted text.
    fn text(&mut self) {
        while let Some(sign) = self.step() {
            match sign {
                '"' => return,
                '\\' => {
                    self.step();
                }
                _ => {}
            }
        }
    }

    /// The rest of `r"…"` or `r#"…"#`, if it is one; else nothing is consumed.
    fn raw(&mut self) -> bool {
        let mut ahead = self.rest.clone();
        let mut fence = 0;
        while ahead.next_if_eq(&'#').is_some() {
            fence += 1;
        }
        if ahead.next() != Some('"') {
            return false;
        }
        for _ in 0..=fence {
            self.step();
        }
        while let Some(sign) = self.step() {
            if sign == '"' && (0..fence).all(|_| self.take('#')) {
                break;
            }
        }
        true
    }

    /// The rest of `'x'`.
    fn letter(&mut self) {
        if self.step() == Some('\\') {
            self.step();
        }
        self.take('\'');
    }

    /// The whole of a comment of which the first slash was read.
    fn comment(&mut self) -> Option<String> {
        let mut said = String::from("/");
        if self.take('/') {
            said.push('/');
            while self.rest.peek().is_some_and(|sign| *sign != '\n') {
                said.extend(self.step());
            }
            return Some(said);
        }
        if !self.take('*') {
            return None;
        }
        said.push('*');
        let mut open = 1;
        while let (1.., Some(sign)) = (open, self.step()) {
            said.push(sign);
            if sign == '*' && self.take('/') {
                said.push('/');
                open -= 1;
            } else if sign == '/' && self.take('*') {
                said.push('*');
                open += 1;
            }
        }
        Some(said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_comments_are_told_from_the_rest() {
        let source =
            "(a: \"甲，\\\"乙\", // 说明\n b: r#\"丙\"，\"#, /* 外 /* 内 */ 外 */ c: '\"'，)";
        let found: Vec<_> = pieces(source)
            .filter(|piece| piece.what != What::Sign)
            .map(|piece| (piece.what, piece.from.line, piece.from.column, piece.to.column))
            .collect();
        assert_eq!(
            found,
            [
                (What::Text, 1, 5, 12),
                (What::Comment("// 说明".to_owned()), 1, 14, 19),
                (What::Text, 2, 5, 13),
                (What::Comment("/* 外 /* 内 */ 外 */".to_owned()), 2, 15, 33),
                (What::Stray('，'), 2, 39, 40),
            ]
        );
    }

    #[test]
    fn nothing_makes_it_run_away() {
        for source in ["", "\"", "\"\\", "r#\"", "'", "'\\", "/*", "/* /*", "//", "r", "，"] {
            assert!(pieces(source).count() <= source.chars().count());
        }
    }
}
