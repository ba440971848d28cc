//! A look at a page before it is parsed: what would take a parser hours or gigabytes is refused.

use crate::import::ImportError;

/// Tags of one page.
const TAGS: usize = 600_000;

/// Elements inside each other.
const DEPTH: usize = 2_000;

/// Elements of emphasis that were never ended: a parser opens all of them anew in each paragraph.
const EMPHASIS: usize = 300;

/// Elements that need no end, or whose end is implied by the next.
const OPEN: [&str; 30] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup",
    "dt", "dd", "colgroup", "html", "head", "body",
];

/// Elements that a parser opens anew where a block ended them.
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Refuses a page that is no page.
pub(super) fn check(text: &str) -> Result<(), ImportError> {
    let (mut tags, mut depth, mut emphasis) = (0_usize, 0_usize, 0_usize);
    for (at, _) in text.match_indices('<') {
        let rest = text.get(at + 1..).unwrap_or_default();
        let (rest, closes) = rest.strip_prefix('/').map_or((rest, false), |rest| (rest, true));
        let length = rest.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
        let name = rest.get(..length).unwrap_or_default().to_ascii_lowercase();
        if name.is_empty() {
            continue;
        }
        tags += 1;
        if FORMATTING.contains(&name.as_str()) {
            emphasis = if closes { emphasis.saturating_sub(1) } else { emphasis + 1 };
        } else if !OPEN.contains(&name.as_str()) {
            depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        }
        if tags > TAGS || depth > DEPTH || emphasis > EMPHASIS {
            return Err(ImportError::TooComplex { what: "网页标记" });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn monsters_are_refused_and_pages_are_not() {
        for text in ["<div>".repeat(100_000), "<b>".repeat(1000), "<br>".repeat(700_000)] {
            assert!(check(&text).is_err());
        }
        assert_eq!(check(&"<tr><td>1<td><b>2</b><p>甲<br>".repeat(1000)), Ok(()));
    }
}
