//! Texts between quotation marks: Chinese stays as it is, what cannot be seen is spelled out.

/// The text between quotation marks, as RON reads it back.
///
/// The list of invisible characters is our own and fixed: were it taken from the compiler's Unicode tables, the same report
/// could be written in two ways by two builds.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for glyph in text.chars() {
        match glyph {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if is_invisible(glyph) => out.extend(glyph.escape_unicode()),
            _ => out.push(glyph),
        }
    }
    out.push('"');
    out
}

/// Characters that leave no mark on the screen, or change the direction of what follows.
const fn is_invisible(glyph: char) -> bool {
    matches!(
        glyph,
        '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_stays_and_the_invisible_is_spelled_out() {
        for (text, want) in [
            ("主动公开“12.5”件，《条例》𠮷😀", "\"主动公开“12.5”件，《条例》𠮷😀\""),
            ("a\"b\\c", r#""a\"b\\c""#),
            ("上\n下\t\r", r#""上\n下\t\r""#),
            ("\0\u{200b}\u{feff}\u{2028}\u{202e}", r#""\u{0}\u{200b}\u{feff}\u{2028}\u{202e}""#),
            ("全角\u{3000}空格", "\"全角\u{3000}空格\""),
        ] {
            assert_eq!(quoted(text), want);
            assert_eq!(ron::from_str::<String>(want).as_deref(), Ok(text));
        }
    }
}
