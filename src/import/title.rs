//! The title: the lines at the head of a report, before anything numbered.

use super::heading;
use super::piece::{Fix, Mark, Piece, What};

/// Lines that a title has at most.
const LINES: usize = 3;

/// Takes the title off the head of the pieces: its lines joined by line breaks, and what was changed in reading them.
pub(super) fn take(pieces: &mut Vec<Piece>) -> (String, Vec<Fix>) {
    let taken = count(pieces);
    let mut fixes = Vec::new();
    let mut lines = Vec::new();
    for piece in pieces.drain(..taken) {
        lines.extend(piece.as_text().filter(|text| !text.is_empty()).map(str::to_owned));
        fixes.extend(piece.fixes.into_iter().filter(|fix| fix.what != What::NoHeading));
    }
    (lines.join("\n"), fixes)
}

/// How many pieces the title takes. Lines marked as headings always count; plain ones only if they come to name a
/// report.
fn count(pieces: &[Piece]) -> usize {
    let (mut taken, mut lines, mut named, mut marked) = (0, 0, false, false);
    for (at, piece) in pieces.iter().enumerate() {
        let Some(text) = piece.as_text() else { break };
        if text.is_empty() {
            continue; // something was left out here
        }
        let is_marked = matches!(piece.mark, Mark::Heading(_));
        let addition = named && text.starts_with(['（', '(']) && heading::numbered(text).is_none();
        let names = text.contains("报告") || text.contains("年报");
        let wanted =
            if named { addition } else { lines < LINES && (is_marked || !marked || names) };
        if !wanted || !heading::is_short(text) || heading::numbered(text).is_some() {
            break;
        }
        named = named || names;
        marked = marked || is_marked;
        lines += 1;
        taken = at + 1;
    }
    if named || marked { taken } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(lines: &[(&str, Mark)]) -> String {
        let mut pieces = lines.iter().map(|(text, mark)| Piece::text(*text, *mark)).collect();
        take(&mut pieces).0
    }

    #[test]
    fn is_what_stands_at_the_head() {
        const H: Mark = Mark::Heading(1);
        const P: Mark = Mark::None;
        for (lines, wanted) in [
            (
                vec![("示例市民政局", H), ("2023 年工作年度报告", H), ("前言", H)],
                "示例市民政局\n2023 年工作年度报告",
            ),
            (
                vec![("示例市民政局2023年度报告", P), ("根据规定编制。", P)],
                "示例市民政局2023年度报告",
            ),
            (
                vec![("示例市民政局", P), ("年度报告", P), ("（2023年）", P), ("一、概述", P)],
                "示例市民政局\n年度报告\n（2023年）",
            ),
            (vec![("示例市民政局", P), ("根据规定编制。", P)], ""),
            (vec![("一、概述", H)], ""),
            (vec![], ""),
        ] {
            assert_eq!(title(&lines), wanted);
        }
    }
}
