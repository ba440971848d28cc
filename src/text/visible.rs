//! What is drawn for characters that a terminal would not show: nothing in a report is invisible.
//!
//! A zero-width or control character is a defect of a report, so it is shown as a mark of ASCII letters: `<ZWSP>` for
//! the known ones, `<E000>` (the code point) for the others. Marks are made of glyphs whose width is certain.

use std::borrow::Cow;

use unicode_linebreak::{BreakClass, break_property};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::text::grapheme::graphemes;

/// The ring that a combining mark without a letter is drawn on; narrow on all terminals.
const RING: char = '◌';

/// What is drawn for one grapheme: itself, or a mark. Its width is `Widths::glyph` of the grapheme.
pub fn visible(grapheme: &str) -> Cow<'_, str> {
    let mut chars = grapheme.chars();
    match chars.next() {
        Some(' '..='~') | None => Cow::Borrowed(grapheme),
        // Nearly all that a report holds.
        Some('\u{3001}'..='\u{3029}' | '\u{3400}'..='\u{9FFF}') if chars.as_str().is_empty() => {
            Cow::Borrowed(grapheme)
        }
        Some(c) if is_mark(c) => Cow::Owned(format!("{RING}{grapheme}")),
        Some(c) if chars.as_str().is_empty() => mark(c).map_or(Cow::Borrowed(grapheme), Cow::Owned),
        Some(_) => Cow::Borrowed(grapheme),
    }
}

/// What is drawn for a text, grapheme by grapheme.
pub fn visible_text(text: &str) -> Cow<'_, str> {
    if graphemes(text).all(|(_, grapheme)| matches!(visible(grapheme), Cow::Borrowed(_))) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(graphemes(text).map(|(_, grapheme)| visible(grapheme)).collect())
}

/// Whether something else is drawn than the grapheme itself, so that it can be drawn in a style of its own.
pub fn is_replaced(grapheme: &str) -> bool {
    matches!(visible(grapheme), Cow::Owned(_))
}

/// Whether this is a combining mark that needs a letter before it, and is drawn on a ring where it has none.
pub(super) fn is_mark(c: char) -> bool {
    c >= '\u{300}' && break_property(u32::from(c)) == BreakClass::CombiningMark && !is_ignorable(c)
}

/// Whether a terminal would draw nothing for a character that stands alone, or nobody knows what: controls, line
/// separators, ignorable characters, half Hangul syllables, private use, and what Unicode 15 had not assigned.
pub(super) fn is_hidden(c: char) -> bool {
    match c {
        ' '..='~' | '\u{3000}'..='\u{3029}' | '\u{3400}'..='\u{9FFF}' => false,
        _ => {
            c.is_control()
                || is_ignorable(c)
                || break_property(u32::from(c)) == BreakClass::Unknown
                || is_bare(c)
        }
    }
}

/// Default-ignorable code points (Unicode's list: soft hyphen, joiners, bidirectional controls, variation selectors,
/// fillers, tags), line separators and annotation anchors.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Zero-width without being a combining mark: half a Hangul syllable, a Thai vowel sign.
fn is_bare(c: char) -> bool {
    c.width().is_none_or(|width| width == 0)
        && break_property(u32::from(c)) != BreakClass::CombiningMark
}

/// Columns of a grapheme that begins with a combining mark, drawn on a ring.
pub(super) fn ringed_columns(grapheme: &str) -> usize {
    (1 + grapheme.width()).min(2)
}

/// Columns of the mark that is drawn for a character alone; `None` if it is drawn as itself.
pub(super) fn mark_columns(c: char) -> Option<usize> {
    match c {
        '\t' => Some(2),
        _ if is_blank(c) => Some(1),
        _ if is_mark(c) => Some(ringed_columns(c.encode_utf8(&mut [0; 4]))),
        _ if is_hidden(c) => {
            Some(name(c).map_or_else(|| format!("{:04X}", u32::from(c)).len(), str::len) + 2)
        }
        _ => None,
    }
}

fn mark(c: char) -> Option<String> {
    match c {
        '\t' => Some("» ".to_owned()),
        _ if is_blank(c) => Some(" ".to_owned()),
        _ if is_hidden(c) => Some(
            name(c).map_or_else(|| format!("<{:04X}>", u32::from(c)), |name| format!("<{name}>")),
        ),
        _ => None,
    }
}

/// Blanks of other widths than the common two: no-break space, thin space and so on, drawn as one blank.
fn is_blank(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}')
}

/// What the better known invisible characters are called.
fn name(c: char) -> Option<&'static str> {
    Some(match c {
        '\0' => "NUL",
        '\u{7}' => "BEL",
        '\u{8}' => "BS",
        '\n' => "LF",
        '\u{B}' => "VT",
        '\u{C}' => "FF",
        '\r' => "CR",
        '\u{1B}' => "ESC",
        '\u{7F}' => "DEL",
        '\u{AD}' => "SHY",
        '\u{200B}' => "ZWSP",
        '\u{200C}' => "ZWNJ",
        '\u{200D}' => "ZWJ",
        '\u{200E}' => "LRM",
        '\u{200F}' => "RLM",
        '\u{2060}' => "WJ",
        '\u{FEFF}' => "BOM",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_invisible_is_shown() {
        for (text, want) in [
            ("政府", "政府"),
            ("政\u{200B}府", "政<ZWSP>府"),
            ("a\u{200D}b", "a<ZWJ>b"),
            ("\u{FEFF}一、", "<BOM>一、"),
            ("1\t2", "1» 2"),
            ("甲\r\n乙", "甲<CR><LF>乙"),
            ("\u{202E}1", "<202E>1"),
            ("葛\u{E0100}", "葛<E0100>"),
            ("\u{E000}", "<E000>"),
            ("\u{10FFFF}", "<10FFFF>"),
            ("软\u{AD}连", "软<SHY>连"),
            ("1\u{A0}2", "1 2"),
            ("e\u{301}", "e\u{301}"),
            ("\u{301}e", "◌\u{301}e"),
            ("👨\u{200D}👩\u{200D}👧", "👨\u{200D}👩\u{200D}👧"),
            ("👩\u{200D}", "👩<ZWJ>"),
            ("\u{3164}", "<3164>"),
        ] {
            assert_eq!(visible_text(text), want, "{text:?}");
        }
    }

    #[test]
    fn every_scalar_is_drawn_with_ink_or_as_a_blank() {
        for c in '\0'..=char::MAX {
            let text = c.to_string();
            for drawn in visible(&text).chars().filter(|drawn| !is_mark(*drawn)) {
                assert!(
                    drawn.width().is_some_and(|width| width > 0),
                    "U+{:04X} as {drawn:?}",
                    c as u32
                );
            }
        }
    }
}
