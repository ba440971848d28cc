//! What stands on every page and belongs to none: running heads, and our own mark of a draft.

/// Whether a line is the mark that an export of a report that is not final carries.
pub(super) fn is_draft_mark(line: &str) -> bool {
    let plain: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    plain
        .trim_matches(['【', '】'])
        .strip_prefix("草稿，未改正的错")
        .and_then(|rest| rest.strip_suffix("处"))
        .is_some_and(|count| !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Lines at the head of a text among which our own mark stands.
const HEAD: usize = 4;

/// A text of ours without the mark that stands at its head.
pub(super) fn mark_off(text: &str) -> String {
    let line = text.lines().take(HEAD).find(|line| is_draft_mark(line));
    let line = line.filter(|line| line.starts_with('【'));
    line.map_or_else(|| text.to_owned(), |line| text.replacen(&format!("{line}\n"), "", 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_own_mark() {
        for line in ["草稿，未改正的错 0 处", "草稿，未改正的错2 处", "【草稿，未改正的错 12 处】"]
        {
            assert!(is_draft_mark(line));
        }
        for line in ["草稿", "草稿，未改正的错  处", "草稿，未改正的错 3 处。"]
        {
            assert!(!is_draft_mark(line), "{line}");
        }
    }
}
