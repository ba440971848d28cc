//! Measuring how wide this terminal draws the glyphs whose width Unicode leaves open.
//!
//! The questions go out ahead of the first frame in the same write; nobody waits for the answers. They are taken whenever
//! they come, for a late answer is as true as an early one; a terminal that never answers costs nothing.

use super::input::{Answer, Decoder, Query};
use crate::text::width::{Class, Widths, class_of, is_certain};

/// The questions that are out and the answers that have come.
#[derive(Default)]
pub(super) struct Probe {
    answers: Vec<u16>,
}

/// Four 汉字 take eight columns where the character set is UTF-8: the cursor then stands in the ninth.
const CHARSET: (&str, u16) = ("中文测试", 9);

/// Where it stands in other character sets: GBK, GB18030, GB2312, one byte a character, and UTF-8 taken for Latin letters.
const OTHER_CHARSETS: [u16; 5] = [13, 12, 6, 5, 4];

/// What an answer leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// More answers are to come.
    Open,
    /// All was answered.
    Measured(Widths),
    /// The terminal's character set is not UTF-8.
    NotUtf8,
    /// The last answer is there, but the others are not, or are no widths: nothing is known.
    Unknown,
}

impl Probe {
    /// Appends the questions, each glyph at the beginning of a row that is blanked again, and a last one as a fence.
    pub(super) fn ask(decoder: &mut Decoder, out: &mut Vec<u8>) -> Self {
        for glyphs in std::iter::once(CHARSET.0).chain(Class::ALL.into_iter().map(Class::probe)) {
            out.push(b'\r');
            out.extend_from_slice(glyphs.as_bytes());
            out.extend_from_slice(b"\x1b[6n");
            decoder.expect(Query::Cursor);
        }
        out.extend_from_slice(b"\r\x1b[K\x1b[c");
        decoder.expect(Query::Device);
        Self::default()
    }

    /// Takes an answer.
    pub(super) fn hear(&mut self, answer: &Answer) -> Verdict {
        let Answer::Device(_) = answer else {
            if let Answer::Cursor { column, .. } = answer {
                self.answers.push(*column);
            }
            return Verdict::Open;
        };
        let Some((charset, glyphs)) = self.answers.split_first() else { return Verdict::Unknown };
        if glyphs.len() != Class::ALL.len() {
            return Verdict::Unknown;
        }
        // After one glyph at the beginning of a row the cursor stands in column 2 or 3.
        let true_ones = glyphs.iter().filter(|column| matches!(column, 2 | 3)).count();
        match *charset {
            column if column == CHARSET.1 && true_ones == glyphs.len() => {
                Verdict::Measured(Self::measured(glyphs))
            }
            column if OTHER_CHARSETS.contains(&column) => Verdict::NotUtf8,
            _ => Verdict::Unknown,
        }
    }

    fn measured(glyphs: &[u16]) -> Widths {
        let told = Class::ALL.into_iter().zip(glyphs);
        told.fold(Widths::NARROW, |widths, (class, column)| widths.with(class, *column == 3))
    }
}

/// Glyphs whose width is known without asking.
pub(super) fn certain(grapheme: &str) -> bool {
    is_certain(grapheme)
}

/// Glyphs whose width is known once the classes are: emoji, clusters and rare signs stay open.
pub(super) fn known(grapheme: &str) -> bool {
    let mut chars = grapheme.chars();
    let first = chars.next();
    is_certain(grapheme) || (chars.as_str().is_empty() && first.and_then(class_of).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::input::EscWait;

    fn verdict(columns: &[u16]) -> Verdict {
        verdict_in(CHARSET.1, columns)
    }

    fn verdict_in(charset: u16, columns: &[u16]) -> Verdict {
        let mut probe = Probe::ask(&mut Decoder::new(EscWait::LOCAL), &mut Vec::new());
        for &column in [charset].iter().chain(columns) {
            assert_eq!(probe.hear(&Answer::Cursor { row: 1, column }), Verdict::Open);
        }
        probe.hear(&Answer::Device(vec![62]))
    }

    #[test]
    fn only_widths_are_believed() {
        let all = Class::ALL.len();
        assert_eq!(verdict(&vec![2; all]), Verdict::Measured(Widths::NARROW));
        assert_eq!(verdict(&vec![3; all]), Verdict::Measured(Widths::WIDE));
        let quotes = [vec![3], vec![2; all - 1]].concat();
        let wide_quotes = Widths::NARROW.with(Class::Quotes, true);
        assert_eq!(verdict(&quotes), Verdict::Measured(wide_quotes));
        for wrong in [vec![], vec![2; all - 1], vec![2; all + 1], vec![4; all], vec![1; all]] {
            assert_eq!(verdict(&wrong), Verdict::Unknown, "{wrong:?}");
        }
    }

    #[test]
    fn another_character_set_is_seen() {
        let all = Class::ALL.len();
        for (charset, columns) in [(13, 2), (12, 3), (6, 2), (5, 2)] {
            assert_eq!(verdict_in(charset, &vec![columns; all]), Verdict::NotUtf8, "{charset}");
        }
        assert_eq!(verdict_in(7, &vec![2; all]), Verdict::Unknown, "garbage is no character set");
        assert_eq!(verdict_in(13, &[2, 2]), Verdict::Unknown);
    }

    #[test]
    fn what_was_not_measured_stays_open() {
        for (glyph, is_known) in [
            ("年", true),
            ("“", true),
            ("a", true),
            ("▸", false),
            ("👨‍👩‍👧", false),
            ("e\u{301}", false),
        ] {
            assert_eq!(known(glyph), is_known, "{glyph}");
        }
    }
}
