//! The one cut: what a caret steps over and what is drawn in one place.
//!
//! A grapheme is Unicode's extended grapheme cluster (Annex #29) with two changes: a character that would not be seen
//! stands alone (`中` + zero-width joiner are two), and no grapheme has more than [`LONGEST`] characters, so a heap of
//! combining marks is cut into pieces. The cut at any grapheme's start depends on nothing before it.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::visible;

/// Characters that one grapheme may have; an emoji family of four with skin tones has eleven.
pub const LONGEST: usize = 16;

/// Characters that one grapheme without a joiner may have.
const LONGEST_PLAIN: usize = 8;

/// The graphemes of a text with their byte offsets.
pub fn graphemes(text: &str) -> Graphemes<'_> {
    Graphemes { text, at: 0 }
}

/// The offset after the grapheme that starts at `at`; the text's length at or past its end.
pub fn next_boundary(text: &str, at: usize) -> usize {
    text.get(at..).map_or(text.len(), |rest| at + first_len(rest))
}

/// The graphemes of a text, see [`graphemes`].
#[derive(Debug, Clone)]
pub struct Graphemes<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Graphemes<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let start = self.at;
        let (grapheme, _) = rest.split_at_checked(first_len(rest))?;
        self.at += grapheme.len();
        Some((start, grapheme))
    }
}

/// Bytes of the first grapheme.
fn first_len(rest: &str) -> usize {
    let mut chars = rest.chars();
    let Some(first) = chars.next() else { return 0 };
    let plain = is_plain(first) && chars.next().is_none_or(is_plain);
    if plain || visible::is_hidden(first) { first.len_utf8() } else { cluster_len(rest, first) }
}

/// A character that never joins another such character.
fn is_plain(c: char) -> bool {
    matches!(
        c,
        ' '..='~'
            | '\u{2010}'..='\u{2027}'
            | '\u{3000}'..='\u{3029}'
            | '\u{3041}'..='\u{3096}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{FF01}'..='\u{FF60}'
    )
}

fn cluster_len(rest: &str, first: char) -> usize {
    let window = rest.char_indices().nth(LONGEST).map_or(rest.len(), |(end, _)| end);
    let cluster =
        rest.get(..window).and_then(|window| window.graphemes(true).next()).unwrap_or(rest);
    let joined = cluster.contains('\u{200D}') || first == '\u{1F3F4}';
    let most = if joined { LONGEST } else { LONGEST_PLAIN };
    let mut chars = cluster.char_indices().skip(1).peekable();
    let mut count = 1;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        // A skin tone colours a figure; behind a blank it is a glyph of its own.
        let stray = first == ' ' && matches!(c, '\u{1F3FB}'..='\u{1F3FF}');
        if count == most || stray || (visible::is_ignorable(c) && !belongs(first, c, next)) {
            return at;
        }
        count += 1;
    }
    cluster.len()
}

/// Whether an invisible character does its work where it stands: in an emoji sequence or between joined letters.
fn belongs(first: char, c: char, next: Option<char>) -> bool {
    match c {
        '\u{200D}' => next.is_some_and(|next| !visible::is_mark(next) && !visible::is_hidden(next)),
        '\u{FE0E}' | '\u{FE0F}' => is_pictograph(first),
        '\u{E0020}'..='\u{E007F}' => first == '\u{1F3F4}',
        _ => false,
    }
}

/// What may be followed by a variation selector for text or emoji.
fn is_pictograph(c: char) -> bool {
    matches!(
        c,
        '#' | '*' | '0'..='9' | '©' | '®' | '‼' | '⁉' | '\u{2122}'..='\u{2BFF}' | '〰' | '〽' | '㊗' | '㊙'
            | '\u{1F000}'..='\u{1FAFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cuts() {
        for (text, want) in [
            ("", vec![]),
            ("政府ab", vec!["政", "府", "a", "b"]),
            ("e\u{301}x", vec!["e\u{301}", "x"]),
            ("👨\u{200D}👩\u{200D}👧🇨🇳", vec!["👨\u{200D}👩\u{200D}👧", "🇨🇳"]),
            ("中\u{200D}文", vec!["中", "\u{200D}", "文"]),
            ("\r\n", vec!["\r", "\n"]),
            ("⌨\u{FE0F}", vec!["⌨\u{FE0F}"]),
            ("葛\u{E0100}", vec!["葛", "\u{E0100}"]),
            ("\u{1100}\u{1161}", vec!["\u{1100}\u{1161}"]),
            ("ก\u{E48}", vec!["ก\u{E48}"]),
            ("1\u{FE0F}\u{20E3}", vec!["1\u{FE0F}\u{20E3}"]),
        ] {
            let got: Vec<&str> = graphemes(text).map(|(_, grapheme)| grapheme).collect();
            assert_eq!(got, want, "{text:?}");
        }
        assert_eq!(graphemes(&"\u{301}".repeat(80)).count(), 10);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_any_start_gives_the_same_cut(text in "[\\PC\u{200D}\u{FE0F}\u{301}👩🇨中a]{0,40}") {
            let all: Vec<_> = graphemes(&text).collect();
            let joined: String = all.iter().map(|(_, grapheme)| *grapheme).collect();
            prop_assert_eq!(&joined, &text);
            for (index, (start, _)) in all.iter().enumerate() {
                let rest: Vec<&str> = graphemes(text.split_at(*start).1).map(|(_, grapheme)| grapheme).collect();
                let want: Vec<&str> = all[index..].iter().map(|(_, grapheme)| *grapheme).collect();
                prop_assert_eq!(rest, want);
            }
        }
    }
}
