//! A key as the program knows it, whatever bytes it came as.

use std::fmt;
use std::str::FromStr;

/// A key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// Held with Ctrl.
    pub ctrl: bool,
    /// Held with Alt.
    pub alt: bool,
    /// Held with Shift; characters carry their shift themselves.
    pub shift: bool,
}

/// Which key it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A character, also one from an input method.
    Char(char),
    /// F1 to F12.
    F(u8),
    /// ↑
    Up,
    /// ↓
    Down,
    /// ←
    Left,
    /// →
    Right,
    /// Home
    Home,
    /// End
    End,
    /// PgUp
    PageUp,
    /// PgDn
    PageDown,
    /// Enter
    Enter,
    /// Tab; Shift-Tab is this with `shift`
    Tab,
    /// Esc
    Esc,
    /// Backspace
    Backspace,
    /// Delete
    Delete,
    /// Insert
    Insert,
}

/// A text that names no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("没有叫“{0}”的按键；应如 f5、ctrl-s、shift-tab、enter、pgdn、a")]
pub struct KeyError(String);

impl KeyError {
    /// The error about this text.
    pub(super) fn naming(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// Names as they are written in key files, and as they are shown.
const NAMES: &[(Code, &str, &str)] = &[
    (Code::Up, "up", "上"),
    (Code::Down, "down", "下"),
    (Code::Left, "left", "左"),
    (Code::Right, "right", "右"),
    (Code::Home, "home", "Home"),
    (Code::End, "end", "End"),
    (Code::PageUp, "pgup", "PgUp"),
    (Code::PageDown, "pgdn", "PgDn"),
    (Code::Enter, "enter", "回车"),
    (Code::Tab, "tab", "Tab"),
    (Code::Esc, "esc", "Esc"),
    (Code::Backspace, "backspace", "退格"),
    (Code::Delete, "del", "Del"),
    (Code::Insert, "ins", "Ins"),
    (Code::Char(' '), "space", "空格"),
];

impl Key {
    /// The key with nothing held.
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// The character that this key types into a text, if it does.
    pub const fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(typed) if !self.ctrl && !self.alt => Some(typed),
            _ => None,
        }
    }

    /// The key that is meant where commands are given: full-width forms count as half-width ones, since an input method
    /// left on sends those.
    #[must_use]
    pub fn as_command(self) -> Self {
        let code = match self.code {
            Code::Char('\u{3000}') => Code::Char(' '),
            Code::Char('。') => Code::Char('.'),
            Code::Char('、') => Code::Char('/'),
            Code::Char('【') => Code::Char('['),
            Code::Char('】') => Code::Char(']'),
            Code::Char(wide @ '！'..='～') => {
                Code::Char(char::from_u32(u32::from(wide) - 0xFEE0).unwrap_or(wide))
            }
            other => other,
        };
        Self { code, ..self }
    }
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mut key = Self::plain(Code::Esc);
        let mut rest = text;
        loop {
            if let Some(after) = rest.strip_prefix("ctrl-") {
                (key.ctrl, rest) = (true, after);
            } else if let Some(after) = rest.strip_prefix("alt-") {
                (key.alt, rest) = (true, after);
            } else if let Some(after) = rest.strip_prefix("shift-") {
                (key.shift, rest) = (true, after);
            } else {
                break;
            }
        }
        key.code = code(rest).ok_or_else(|| KeyError(text.to_owned()))?;
        Ok(key)
    }
}

fn code(name: &str) -> Option<Code> {
    if let Some((code, ..)) = NAMES.iter().find(|(_, written, _)| *written == name) {
        return Some(*code);
    }
    if let Some(number) = name.strip_prefix('f').and_then(|rest| rest.parse().ok()) {
        return (1..=12).contains(&number).then_some(Code::F(number));
    }
    let mut chars = name.chars();
    let only = chars.next()?;
    chars.next().is_none().then_some(Code::Char(only))
}

/// As it is shown to the user: `Ctrl-S`, `F5`, `回车`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        if let Some((.., shown)) = NAMES.iter().find(|(code, ..)| *code == self.code) {
            return f.write_str(shown);
        }
        match self.code {
            Code::F(number) => write!(f, "F{number}"),
            Code::Char(typed) if self.ctrl || self.alt => {
                write!(f, "{}", typed.to_ascii_uppercase())
            }
            Code::Char(typed) => write!(f, "{typed}"),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_read_and_shown() {
        for (written, shown) in [
            ("f5", "F5"),
            ("ctrl-s", "Ctrl-S"),
            ("enter", "回车"),
            ("shift-tab", "Shift-Tab"),
            ("g", "g"),
            ("G", "G"),
            ("space", "空格"),
            ("f12", "F12"),
            ("/", "/"),
        ] {
            assert_eq!(written.parse::<Key>().map(|key| key.to_string()), Ok(shown.to_owned()));
        }
        for wrong in ["", "f13", "enterr", "ctrl-", "strg-s"] {
            assert!(wrong.parse::<Key>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn full_width_forms_command_like_half_width_ones() {
        for (typed, meant) in [
            ('？', '?'),
            ('：', ':'),
            ('／', '/'),
            ('、', '/'),
            ('１', '1'),
            ('ｑ', 'q'),
            ('　', ' '),
            ('年', '年'),
        ] {
            assert_eq!(Key::plain(Code::Char(typed)).as_command(), Key::plain(Code::Char(meant)));
        }
    }
}
