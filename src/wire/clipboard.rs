//! Text for the clipboard of the user's own machine (OSC 52).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Bytes of text at most: some terminals drop longer sequences whole.
const MOST: usize = 70_000;

/// The sequence that asks the terminal to take text on its clipboard; nothing for text that is too long. Whether the
/// terminal obeys cannot be known.
pub fn copy(text: &str) -> Vec<u8> {
    if text.len() > MOST {
        return Vec::new();
    }
    format!("\x1b]52;c;{}\x07", STANDARD.encode(text)).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_base_64() {
        for (text, coded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("年报", "5bm05oql")]
        {
            assert_eq!(copy(text), format!("\x1b]52;c;{coded}\x07").into_bytes());
        }
        assert!(copy(&"年".repeat(30_000)).is_empty());
    }
}
