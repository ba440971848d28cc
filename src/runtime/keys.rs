//! Keys as the decoder tells them, as keys the program knows.

use crossterm::event::{
    KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::app::Code;
use crate::app::Key;
use crate::app::{Mouse, Pointing};

/// The keys that are meant: none for what no command can be bound to.
///
/// No command needs Alt, and on a slow line Esc and the key after it arrive as one: so Alt with a key that types nothing
/// is Esc and that key. Alt with a character is nothing, lest a slip of the hand runs a command.
pub(super) fn translate(event: KeyEvent) -> Vec<Key> {
    let Some(key) = key(event) else { return Vec::new() };
    let plain = Key { alt: false, ..key };
    match (key.alt, plain.typed()) {
        (false, _) => vec![key],
        (true, None) => vec![Key::plain(Code::Esc), plain],
        (true, Some(_)) => Vec::new(),
    }
}

/// What was done with the mouse, if that is anything to us: no drag, no other button.
pub(super) fn pointed(event: MouseEvent) -> Option<Mouse> {
    let what = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Pointing::Click,
        MouseEventKind::ScrollUp => Pointing::WheelUp,
        MouseEventKind::ScrollDown => Pointing::WheelDown,
        _ => return None,
    };
    Some(Mouse { x: event.column, y: event.row, what })
}

fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let held = |modifier| event.modifiers.contains(modifier);
    let code = match event.code {
        KeyCode::Char(typed) => Code::Char(typed),
        KeyCode::F(number @ 1..=12) => Code::F(number),
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Enter => Code::Enter,
        KeyCode::Tab | KeyCode::BackTab => Code::Tab,
        KeyCode::Esc => Code::Esc,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        _ => return None,
    };
    let typed = matches!(code, Code::Char(_));
    let shift = (held(KeyModifiers::SHIFT) && !typed) || event.code == KeyCode::BackTab;
    Some(Key { code, ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT), shift })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(code: KeyCode, modifiers: KeyModifiers) -> Vec<String> {
        translate(KeyEvent::new(code, modifiers)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_esc_that_came_together_with_a_key_is_esc() {
        assert_eq!(told(KeyCode::Char('f'), KeyModifiers::CONTROL), ["Ctrl-F"]);
        assert_eq!(
            told(KeyCode::Char('f'), KeyModifiers::CONTROL | KeyModifiers::ALT),
            ["Esc", "Ctrl-F"]
        );
        assert_eq!(told(KeyCode::Up, KeyModifiers::ALT), ["Esc", "上"]);
        assert_eq!(told(KeyCode::Char('x'), KeyModifiers::ALT), [""; 0]);
        assert_eq!(told(KeyCode::BackTab, KeyModifiers::NONE), ["Shift-Tab"]);
        assert_eq!(told(KeyCode::Char('G'), KeyModifiers::SHIFT), ["G"]);
    }
}
