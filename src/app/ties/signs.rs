//! A paragraph as it is shown: its text with signs around the numbers. They are in no file, and the caret passes over them.

use std::borrow::Cow;

use super::{Mark, Standing};

/// A sign that is shown and is not in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign {
    /// The byte of the text before which it stands.
    pub at: usize,
    /// The sign.
    pub text: &'static str,
    /// Whether it stands before a number, else behind one.
    pub opens: bool,
}

/// A text with its signs. Bytes of the text and bytes of what is shown are two things; here is said which is which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown<'a> {
    /// What is shown.
    pub text: Cow<'a, str>,
    signs: Vec<Sign>,
}

/// The signs around a number.
const fn signs_of(standing: Standing) -> Option<(&'static str, &'static str)> {
    match standing {
        Standing::Linked => Some(("[", "]")),
        Standing::Right => None,
        Standing::Wrong => Some(("{", "}")),
        Standing::Unplaced => Some(("<", ">")),
        Standing::Unsure => Some(("<", "?>")),
    }
}

impl<'a> Shown<'a> {
    /// A text with nothing to be shown in it.
    pub const fn plain(text: &'a str) -> Self {
        Self { text: Cow::Borrowed(text), signs: Vec::new() }
    }

    /// A text with the signs of its numbers; a mark that does not fit the text has none.
    pub fn of(text: &'a str, marks: &[Mark]) -> Self {
        let mut signs: Vec<Sign> = Vec::new();
        let mut from = 0;
        for mark in marks {
            let fits = mark.digits.start >= from && text.get(mark.digits.clone()).is_some();
            if let Some((open, close)) = signs_of(mark.standing).filter(|_| fits) {
                signs.push(Sign { at: mark.digits.start, text: open, opens: true });
                signs.push(Sign { at: mark.digits.end, text: close, opens: false });
                from = mark.digits.end;
            }
        }
        if signs.is_empty() {
            return Self::plain(text);
        }
        let more: usize = signs.iter().map(|sign| sign.text.len()).sum();
        let mut shown = String::with_capacity(text.len() + more);
        let mut done = 0;
        for sign in &signs {
            shown += text.get(done..sign.at).unwrap_or_default();
            shown += sign.text;
            done = sign.at;
        }
        shown += text.get(done..).unwrap_or_default();
        Self { text: Cow::Owned(shown), signs }
    }

    /// Whether it is the bare text.
    pub const fn is_plain(&self) -> bool {
        self.signs.is_empty()
    }

    /// Where a byte of the text is shown: before a number outside its sign, and behind it as well.
    pub fn place(&self, byte: usize) -> usize {
        let before =
            self.signs.iter().take_while(|sign| sign.at < byte || sign.at == byte && !sign.opens);
        byte + before.map(|sign| sign.text.len()).sum::<usize>()
    }

    /// The byte of the text that is shown at a place; of a sign that before which it stands.
    pub fn byte(&self, place: usize) -> usize {
        let mut put = 0;
        for sign in &self.signs {
            let from = sign.at + put;
            if place <= from {
                break;
            }
            if place < from + sign.text.len() {
                return sign.at;
            }
            put += sign.text.len();
        }
        place - put
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marks(text: &str, standing: Standing) -> Vec<Mark> {
        let digits = text.match_indices(|c: char| c.is_ascii_digit());
        digits
            .map(|(at, digit)| {
                let digits = at..at + digit.len();
                Mark { bytes: digits.clone(), digits, standing, figure: None }
            })
            .collect()
    }

    #[test]
    fn signs_say_how_a_number_stands() {
        for (standing, shown) in [
            (Standing::Linked, "收到[8]件"),
            (Standing::Right, "收到8件"),
            (Standing::Wrong, "收到{8}件"),
            (Standing::Unplaced, "收到<8>件"),
            (Standing::Unsure, "收到<8?>件"),
        ] {
            assert_eq!(Shown::of("收到8件", &marks("收到8件", standing)).text, shown);
        }
    }

    proptest! {
        #[test]
        fn a_byte_is_shown_where_it_is(text in "[收件0-9，]{0,12}", which in 0usize..3) {
            let standing = [Standing::Wrong, Standing::Unsure, Standing::Right][which];
            let shown = Shown::of(&text, &marks(&text, standing));
            for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                prop_assert!(shown.text.is_char_boundary(shown.place(at)));
                prop_assert_eq!(shown.byte(shown.place(at)), at);
            }
            let mut before = 0;
            for place in (0..=shown.text.len()).filter(|place| shown.text.is_char_boundary(*place)) {
                let at = shown.byte(place);
                prop_assert!(text.is_char_boundary(at) && at >= before);
                before = at;
            }
        }
    }
}
