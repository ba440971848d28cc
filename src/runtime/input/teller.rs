//! Puts keys and characters into words: what was held down, what came at once, what followed Esc.

use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::{ESC_DIGIT, Input};

/// Two equal keys closer than this are one key held down: keyboards repeat every 30 to 90 ms.
const HELD_DOWN: Duration = Duration::from_millis(100);

/// Where inputs go, and the time at which their bytes came.
pub(super) struct Heard<'a> {
    pub(super) out: &'a mut Vec<Input>,
    pub(super) at: Instant,
}

/// What was told last, as far as it changes what is told next.
#[derive(Debug, Default)]
pub(super) struct Teller {
    key: Option<(KeyCode, KeyModifiers, Instant)>,
    esc: Option<Instant>,
}

impl Teller {
    /// Tells a key.
    pub(super) fn key(&mut self, code: KeyCode, modifiers: KeyModifiers, heard: &mut Heard<'_>) {
        let is_repeat = self.key.is_some_and(|(last, with, at)| {
            last == code && with == modifiers && heard.at.duration_since(at) < HELD_DOWN
        });
        let kind = if is_repeat { KeyEventKind::Repeat } else { KeyEventKind::Press };
        heard.out.push(Input::Key(KeyEvent::new_with_kind(code, modifiers, kind)));
        self.key = Some((code, modifiers, heard.at));
        let is_esc = code == KeyCode::Esc && modifiers.is_empty();
        self.esc = is_esc.then_some(heard.at);
    }

    /// How long ago Esc was told, if it was the last thing told.
    pub(super) fn since_esc(&self, now: Instant) -> Option<Duration> {
        self.esc.map(|esc| now.duration_since(esc))
    }

    /// Tells anything else.
    pub(super) fn other(&mut self, input: Input, heard: &mut Heard<'_>) {
        heard.out.push(input);
        *self = Self::default();
    }

    /// Tells characters that came together: as keys, or as one text (see the module's rules).
    pub(super) fn characters(&mut self, text: &str, heard: &mut Heard<'_>) {
        if are_keys(text) {
            for c in text.chars() {
                self.key(KeyCode::Char(c), KeyModifiers::NONE, heard);
            }
        } else {
            self.other(Input::Text(text.to_owned()), heard);
        }
    }

    /// Tells the digit at the head of `text` if it follows an Esc, and gives what is left.
    pub(super) fn esc_digit<'t>(&mut self, text: &'t str, heard: &mut Heard<'_>) -> &'t str {
        let mut rest = text.chars();
        let Some(digit) = rest.next().and_then(digit) else { return text };
        match self.since_esc(heard.at) {
            Some(apart) if apart <= ESC_DIGIT => {
                self.other(Input::EscDigit { digit, apart }, heard);
                rest.as_str()
            }
            _ => text,
        }
    }
}

/// The value of a digit, also of a full-width one (an input method may be on).
fn digit(c: char) -> Option<u8> {
    let value = match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '０'..='９' => u32::from(c) - u32::from('０'),
        _ => return None,
    };
    u8::try_from(value).ok()
}

/// Few enough, or alike enough, to have been typed key by key.
fn are_keys(text: &str) -> bool {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return true };
    let alone = chars.as_str().is_empty();
    let held_down = first.is_ascii() && !first.is_ascii_digit() && chars.all(|c| c == first);
    alone || held_down || (text.is_ascii() && text.len() < 4)
}
