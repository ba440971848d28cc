//! Text inside Markdown: only what would be read as markup gets a backslash.

use std::fmt::Write;

/// The text as one block of its own: nothing at its head begins a heading, list, quotation or rule.
pub(super) fn block(text: &str) -> String {
    let escaped = inline(text);
    let Some(first) = text.chars().next() else { return escaped };
    let second = text.chars().nth(1);
    let alone = second.is_none_or(|c| c.is_ascii_whitespace());
    let risky = match first {
        '#' | '>' | '=' | '~' => true,
        '-' => alone || second == Some('-'),
        '+' => alone,
        _ => false,
    };
    if risky {
        return format!("\\{escaped}");
    }
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let mut rest = text.chars().skip(digits);
    let marked = matches!(rest.next(), Some('.' | ')'))
        && rest.next().is_none_or(|c| c.is_ascii_whitespace());
    if (1..10).contains(&digits) && marked {
        let (number, rest) = escaped.split_at_checked(digits).unwrap_or((&escaped, ""));
        return format!("{number}\\{rest}");
    }
    escaped
}

/// The text of an ATX heading, whose closing `#` would be taken off.
pub(super) fn heading(text: &str) -> String {
    let escaped = inline(text);
    match escaped.strip_suffix('#') {
        Some(rest) => format!("{rest}\\#"),
        None => escaped,
    }
}

/// The text of a table cell.
pub(super) fn cell(text: &str) -> String {
    inline(text).replace('|', "\\|")
}

/// The text within a line: emphasis, links, tags, entities and the blanks at both ends are kept from being read as such.
fn inline(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let head = text.len() - text.trim_start_matches([' ', '\t']).len();
    let tail = text.trim_end_matches([' ', '\t']).len();
    let mail = text.contains('@');
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let edge = matches!(c, ' ' | '\t') && (at < head || at >= tail);
        if edge || c.is_ascii_control() && c != '\t' {
            let _ = write!(escaped, "&#{};", u32::from(c)); // writing to a string cannot fail
            continue;
        }
        let risky = match c {
            '\\' | '`' | '*' | '_' | '[' => true,
            '<' => next.is_some_and(|next| {
                next.is_ascii_alphabetic()
                    || "/!?".contains(next)
                    || mail && next.is_ascii_graphic()
            }),
            '&' => next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#'),
            _ => false,
        };
        if risky {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_markup_is_escaped() {
        for (text, wanted) in [
            (
                "全年公开 5 条（见 a-b、c+d）；占 3 < 5 & 2 > 1！",
                "全年公开 5 条（见 a-b、c+d）；占 3 < 5 & 2 > 1！",
            ),
            ("1. 门户网站。", "1\\. 门户网站。"),
            ("1.门户网站", "1.门户网站"),
            ("2017. ", "2017\\.&#32;"),
            ("# 号", "\\# 号"),
            ("- 甲", "\\- 甲"),
            ("-5 件", "-5 件"),
            ("---", "\\---"),
            (
                "*甲*_乙_[丙](丁)<b>&amp;`戊`\\",
                "\\*甲\\*\\_乙\\_\\[丙](丁)\\<b>\\&amp;\\`戊\\`\\\\",
            ),
            ("<=@a>、<1@b.c>、<a@b>", "\\<=@a>、\\<1@b.c>、\\<a@b>"),
            ("增幅<5%，>3%", "增幅<5%，>3%"),
            (" 甲 ", "&#32;甲&#32;"),
            ("　　甲", "　　甲"),
        ] {
            assert_eq!(block(text), wanted);
        }
        assert_eq!(cell("甲|乙"), "甲\\|乙");
        assert_eq!(heading("C#"), "C\\#");
    }
}
