//! A net under every reader: source lines whose Chinese characters did not arrive are told.

/// How far ahead a line is looked for, in bytes; reading keeps the order, so it is near.
const AHEAD: usize = 8192;

/// The lines of the source, trimmed, of which no Chinese text was handed on; `read` is all that was, in order.
pub(super) fn lines<'s>(source: &'s str, read: &str) -> Vec<&'s str> {
    let arrived = han(read);
    let mut rest = arrived.as_str();
    let gone = |line: &&str| {
        let wanted = han(line);
        let near = rest.get(..rest.floor_char_boundary(wanted.len() + AHEAD)).unwrap_or(rest);
        let Some(at) = near.find(&wanted) else { return true };
        rest = rest.get(at + wanted.len()..).unwrap_or_default();
        false
    };
    source.lines().map(str::trim).filter(gone).collect()
}

fn han(text: &str) -> String {
    text.chars()
        .filter(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_did_not_arrive_is_told() {
        let source = "# **一、概述**\n\n[注]: 编者按\n公开 3 件。\n";
        assert_eq!(lines(source, "一、概述公开3件。"), ["[注]: 编者按"]);
    }
}
