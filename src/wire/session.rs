//! Taking the terminal's screen over and giving it back, as byte strings.

use super::abilities::Abilities;

/// Takes the screen over: alternate screen, blank, cursor at its first cell, nothing wraps by itself, a paste comes
/// in brackets. A new [`super::Screen`] assumes that this was the last thing written.
///
/// Without automatic wrapping (DECAWM off) a glyph that turns out wider than it was laid out for cannot spill into
/// the next row or scroll the screen.
pub fn enter() -> &'static [u8] {
    b"\x1b[?1049h\x1b[?7l\x1b[?2004h\x1b[m\x1b[H\x1b[2J"
}

/// Margins and wrapping as [`enter`] left them, whatever another program did to them.
pub(super) fn settle(abilities: Abilities) -> &'static [u8] {
    if abilities.scroll_region { b"\x1b[r\x1b[?7l" } else { b"\x1b[?7l" }
}

/// Gives the screen back as it was, whatever was under way: also right after a panic in the middle of a frame.
pub fn leave(abilities: Abilities) -> Vec<u8> {
    let mut out = Vec::with_capacity(64);
    if abilities.synchronized {
        out.extend_from_slice(b"\x1b[?2026l");
    }
    if abilities.scroll_region {
        out.extend_from_slice(b"\x1b[r");
    }
    if abilities.cursor_shape {
        out.extend_from_slice(b"\x1b[0 q");
    }
    out.extend_from_slice(b"\x1b[m\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l");
    out
}

#[cfg(test)]
mod tests {
    use std::num::NonZero;

    use super::{enter, leave};
    use crate::wire::Abilities;

    #[test]
    fn what_was_there_before_is_there_afterwards() {
        let mut terminal =
            vt100::Parser::new(NonZero::new(5).unwrap(), NonZero::new(20).unwrap(), 0);
        terminal.process("$ ls\r\n年报\r\n$ ".as_bytes());
        let before = terminal.screen().contents_formatted();
        terminal.process(enter());
        assert!(terminal.screen().alternate_screen() && terminal.screen().bracketed_paste());
        assert_eq!(terminal.screen().contents(), "");
        terminal.process("\x1b[?2026h\x1b[2;3r\x1b[?25l\x1b[31;7m中".as_bytes());
        terminal.process(&leave(Abilities::of("xterm", false)));
        assert_eq!(terminal.screen().contents_formatted(), before);
        assert!(!terminal.screen().alternate_screen() && !terminal.screen().bracketed_paste());
    }
}
