//! Key sequences (CSI and SS3) into keys, in the forms of xterm, VT220, rxvt, PuTTY and the Linux console.
//!
//! Left out: the SCO forms (`CSI M` … `CSI X` for F1–F12), which mean other things elsewhere.

use crossterm::event::{KeyCode, KeyModifiers};

/// A key and what was held with it.
pub(super) type Key = (KeyCode, KeyModifiers);

/// The numbers of a sequence: fields parted by `;`, of which only the first part before `:` counts, but for the
/// second field, whose second part says whether the key went down (1), repeats (2) or went up (3).
struct Numbers<'a> {
    text: &'a str,
}

impl Numbers<'_> {
    /// Part `part` of field `field`, both from 0; `None` if it is not there or no number.
    fn get(&self, field: usize, part: usize) -> Option<u32> {
        self.text.split(';').nth(field)?.split(':').nth(part)?.parse().ok()
    }

    fn modifiers(&self) -> KeyModifiers {
        modifiers(self.get(1, 0).unwrap_or(1))
    }
}

/// Reads `CSI held last`. `None` for whatever is no key.
pub(super) fn csi(held: &[u8], last: u8) -> Option<Key> {
    let text = std::str::from_utf8(held).ok()?;
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b';' || byte == b':') {
        return None;
    }
    let numbers = Numbers { text };
    if numbers.get(1, 1) == Some(3) {
        return None;
    }
    let first = numbers.get(0, 0).unwrap_or(1);
    match last {
        b'~' if first == 27 => unicode(numbers.get(2, 0)?, numbers.modifiers()),
        b'~' => Some((numbered(first)?, numbers.modifiers())),
        b'^' => Some((numbered(first)?, KeyModifiers::CONTROL)),
        b'$' => Some((numbered(first)?, KeyModifiers::SHIFT)),
        b'@' => Some((numbered(first)?, KeyModifiers::CONTROL | KeyModifiers::SHIFT)),
        b'u' => unicode(first, numbers.modifiers()),
        b'Z' => Some((KeyCode::BackTab, numbers.modifiers() | KeyModifiers::SHIFT)),
        b'a'..=b'd' if text.is_empty() => {
            Some((lettered(last.to_ascii_uppercase())?, KeyModifiers::SHIFT))
        }
        b'R' => shifted_f3(&numbers),
        _ => Some((lettered(last)?, letter_modifiers(&numbers))),
    }
}

/// Reads `SS3 held last`. `None` for whatever is no key.
pub(super) fn ss3(held: &[u8], last: u8) -> Option<Key> {
    let numbers = Numbers { text: std::str::from_utf8(held).ok()? };
    let modifiers = letter_modifiers(&numbers);
    let code = match last {
        b'a'..=b'd' => {
            return Some((lettered(last.to_ascii_uppercase())?, KeyModifiers::CONTROL));
        }
        b'R' => KeyCode::F(3),
        b'T'..=b'[' => KeyCode::F(last - b'T' + 5),
        b'M' => KeyCode::Enter,
        b'I' => KeyCode::Tab,
        b' ' => KeyCode::Char(' '),
        b'j'..=b'y' => KeyCode::Char(char::from(last - b'j' + b'*')),
        _ => lettered(last)?,
    };
    Some((code, modifiers))
}

/// F1–F5 as the Linux console sends them: `CSI [ A` … `CSI [ E`.
pub(super) fn linux(held: &[u8], last: u8) -> Option<Key> {
    let known = held.is_empty() && matches!(last, b'A'..=b'E');
    known.then(|| (KeyCode::F(last - b'A' + 1), KeyModifiers::NONE))
}

/// A whole key sequence, or the beginning of a paste, but for its ESC.
pub(super) fn is_tail(bytes: &[u8]) -> bool {
    match bytes {
        [b'O', b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S'] => true,
        [b'[', rest @ ..] if rest.starts_with(b"200~") => true,
        [b'[', held @ .., last] => csi(held, *last).is_some(),
        _ => false,
    }
}

/// What a control byte stands for: 0x08 and 0x7f both are Backspace, a line feed is Enter.
pub(super) fn control(byte: u8) -> Option<Key> {
    let held = KeyModifiers::CONTROL;
    Some(match byte {
        0x08 | 0x7f => (KeyCode::Backspace, KeyModifiers::NONE),
        b'\t' => (KeyCode::Tab, KeyModifiers::NONE),
        b'\r' | b'\n' => (KeyCode::Enter, KeyModifiers::NONE),
        0x1b => (KeyCode::Esc, KeyModifiers::NONE),
        0 => (KeyCode::Char(' '), held),
        1..=26 => (KeyCode::Char(char::from(byte - 1 + b'a')), held),
        28..=31 => (KeyCode::Char(char::from(byte - 28 + b'4')), held),
        _ => return None,
    })
}

/// The key of `CSI number ~`.
fn numbered(number: u32) -> Option<KeyCode> {
    let function = |base: u32| u8::try_from(number - base).ok().map(KeyCode::F);
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(10),
        17..=21 => function(11),
        23..=26 => function(12),
        28..=29 => function(13),
        31..=34 => function(14),
        _ => None,
    }
}

/// The key that a final letter stands for, in CSI and SS3 alike.
fn lettered(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'E' => KeyCode::KeypadBegin,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P' => KeyCode::F(1),
        b'Q' => KeyCode::F(2),
        b'S' => KeyCode::F(4),
        _ => return None,
    })
}

/// `CSI 1;2R`, which looks like an answer about the cursor: only the first row and a modifier's number will do, and none
/// with Alt, for Alt-F3 is Esc and F3, and no answer may look figures up.
fn shifted_f3(numbers: &Numbers<'_>) -> Option<Key> {
    let is_modifier = (2..=16).contains(&numbers.get(1, 0)?);
    let held = numbers.modifiers();
    let meant = numbers.get(0, 0)? == 1 && is_modifier && !held.contains(KeyModifiers::ALT);
    meant.then_some((KeyCode::F(3), held))
}

/// The modifiers of a lettered key: `CSI 1;5C`, or the older `CSI 5C` and `SS3 5C`.
fn letter_modifiers(numbers: &Numbers<'_>) -> KeyModifiers {
    match (numbers.get(0, 0), numbers.get(1, 0)) {
        (Some(only), None) => modifiers(only),
        _ => numbers.modifiers(),
    }
}

/// xterm's modifier number: 1 and a sum of shift 1, Alt 2, Ctrl 4, Meta 8. Locks (above) are not ours.
fn modifiers(number: u32) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    let mut held = KeyModifiers::NONE;
    held.set(KeyModifiers::SHIFT, bits & 1 != 0);
    held.set(KeyModifiers::ALT, bits & 2 != 0);
    held.set(KeyModifiers::CONTROL, bits & 4 != 0);
    held.set(KeyModifiers::META, bits & 8 != 0);
    held
}

/// A key told by its code point (`CSI 97;5u`, `CSI 27;5;97~`), as its classic byte would tell it.
fn unicode(code: u32, mut held: KeyModifiers) -> Option<Key> {
    let c = char::from_u32(code)?;
    Some(match c {
        '\t' if held.contains(KeyModifiers::SHIFT) => (KeyCode::BackTab, held),
        '\t' => (KeyCode::Tab, held),
        '\r' | '\n' => (KeyCode::Enter, held),
        '\x1b' => (KeyCode::Esc, held),
        '\x08' | '\x7f' => (KeyCode::Backspace, held),
        '\u{e000}'..='\u{f8ff}' => return None, // keys without a character, numbered by kitty
        c if c.is_control() => return None,
        c => {
            let shifted = held.contains(KeyModifiers::SHIFT);
            held.remove(KeyModifiers::SHIFT);
            let is_control = held.contains(KeyModifiers::CONTROL);
            let c = match (is_control, shifted) {
                (true, _) => c.to_ascii_lowercase(),
                (false, true) => c.to_ascii_uppercase(),
                (false, false) => c,
            };
            (KeyCode::Char(c), held)
        }
    })
}
