//! Pasted bytes into text that can do no harm.

use super::Input;
use super::run;

/// Ends a bracketed paste (xterm's mode 2004).
const END: &[u8] = b"\x1b[201~";

/// Where the end marker stands in `bytes`, of which everything before `seen` was searched before: its start and its end.
pub(super) fn find_end(bytes: &[u8], seen: usize) -> Option<(usize, usize)> {
    let from = seen.saturating_sub(END.len() - 1);
    let at = bytes.get(from..)?.windows(END.len()).position(|window| window == END)?;
    Some((from + at, from + at + END.len()))
}

/// What a bracketed paste tells: its text, or that the terminal speaks GB18030.
pub(super) fn told(bytes: &[u8]) -> Input {
    match std::str::from_utf8(bytes) {
        Ok(text) => Input::Paste(clean(text)),
        Err(error) => match run::foreign(bytes, error.valid_up_to()) {
            Some(foreign) => Input::Foreign(foreign),
            None => Input::Paste(clean(&String::from_utf8_lossy(bytes))),
        },
    }
}

/// `text` with `\n` as its only line end and without control characters other than that and the tab.
///
/// ESC goes too: what is left of a sequence is visible, and does nothing.
pub(super) fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut after_cr = false;
    for c in text.chars() {
        match c {
            '\n' if after_cr => {}
            '\r' | '\n' => cleaned.push('\n'),
            '\t' => cleaned.push(c),
            c if c.is_ascii_control() => {}
            c => cleaned.push(c),
        }
        after_cr = c == '\r';
    }
    cleaned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_become_one_and_controls_go() {
        for (pasted, want) in [
            ("一\r\n二\r三\n四", "一\n二\n三\n四"),
            ("一\r\r\n\n二", "一\n\n\n二"),
            ("表三\t86\x1b[31m红\x07\0\x7f", "表三\t86[31m红"),
            ("", ""),
        ] {
            assert_eq!(clean(pasted), want, "{pasted:?}");
        }
    }

    #[test]
    fn bad_bytes_are_visible_in_a_paste() {
        assert_eq!(told(b"\xe4\xb8\xad\xff86"), Input::Paste("中\u{fffd}86".into()));
    }
}
