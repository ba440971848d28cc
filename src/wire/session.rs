//! Taking the terminal's screen over, as byte strings.

use super::abilities::Abilities;

/// Takes the screen over: alternate screen, blank, cursor at its first cell, nothing wraps by itself, a paste comes
/// in brackets. A new [`super::Screen`] assumes that this was the last thing written.
///
/// Without automatic wrapping (DECAWM off) a glyph that turns out wider than it was laid out for cannot spill into
/// the next row or scroll the screen.
pub const ENTER: &str = "\x1b[?1049h\x1b[?7l\x1b[?2004h\x1b[m\x1b[H\x1b[2J";

/// Margins and wrapping as [`ENTER`] left them, whatever another program did to them.
pub(super) fn settle(abilities: Abilities) -> &'static [u8] {
    if abilities.scroll_region { b"\x1b[r\x1b[?7l" } else { b"\x1b[?7l" }
}
