//! Mouse reports in the SGR form (xterm's mode 1006).

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// Reads `CSI < button ; column ; row M` or `m`, given without `CSI <`. `None` for what is no such report.
pub(super) fn read(held: &[u8], last: u8) -> Option<MouseEvent> {
    let text = std::str::from_utf8(held).ok()?.strip_prefix('<')?;
    let mut fields = text.split(';').map(|field| field.parse::<u16>().ok());
    let (code, column, row) = (fields.next()??, fields.next()??, fields.next()??);
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::SHIFT, code & 4 != 0);
    modifiers.set(KeyModifiers::ALT, code & 8 != 0);
    modifiers.set(KeyModifiers::CONTROL, code & 16 != 0);
    let kind = kind(code & !0b1_1100, last == b'M')?;
    Some(MouseEvent { kind, column: column.checked_sub(1)?, row: row.checked_sub(1)?, modifiers })
}

/// What happened, from the button code without its modifier bits.
fn kind(code: u16, pressed: bool) -> Option<MouseEventKind> {
    let button = match code & 3 {
        0 => Some(MouseButton::Left),
        1 => Some(MouseButton::Middle),
        2 => Some(MouseButton::Right),
        _ => None,
    };
    Some(match (code & !3, button) {
        (0, Some(button)) if pressed => MouseEventKind::Down(button),
        (0, Some(button)) => MouseEventKind::Up(button),
        (32, Some(button)) => MouseEventKind::Drag(button),
        (32, None) => MouseEventKind::Moved,
        (64, Some(MouseButton::Left)) => MouseEventKind::ScrollUp,
        (64, Some(MouseButton::Middle)) => MouseEventKind::ScrollDown,
        (64, Some(MouseButton::Right)) => MouseEventKind::ScrollLeft,
        (64, None) => MouseEventKind::ScrollRight,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clicks_and_the_wheel_are_read() {
        let at = |held: &str, last| {
            read(held.as_bytes(), last).map(|event| (event.kind, event.column, event.row))
        };
        let left = MouseButton::Left;
        assert_eq!(at("<0;1;1", b'M'), Some((MouseEventKind::Down(left), 0, 0)));
        assert_eq!(at("<0;80;24", b'm'), Some((MouseEventKind::Up(left), 79, 23)));
        assert_eq!(at("<32;2;3", b'M'), Some((MouseEventKind::Drag(left), 1, 2)));
        assert_eq!(at("<35;2;3", b'M'), Some((MouseEventKind::Moved, 1, 2)));
        assert_eq!(at("<64;2;3", b'M'), Some((MouseEventKind::ScrollUp, 1, 2)));
        assert_eq!(at("<65;2;3", b'M'), Some((MouseEventKind::ScrollDown, 1, 2)));
        for broken in ["<0;0;1", "<128;1;1", "<0;1", "0;1;1", "<;;", "<99999;1;1"] {
            assert_eq!(at(broken, b'M'), None, "{broken}");
        }
        let modified = read(b"<20;1;1", b'M').expect("a report").modifiers;
        assert_eq!(modified, KeyModifiers::SHIFT | KeyModifiers::CONTROL);
    }
}
