//! Label paths to merged places: neighbours that share a beginning share a place.

/// A place along a line of labels: columns along a header, or rows along their heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span<'l> {
    /// First label it stands for.
    pub(super) at: usize,
    /// Its level, the outermost being 0.
    pub(super) level: usize,
    /// For how many labels it stands.
    pub(super) along: usize,
    /// How many levels it takes: the last step of a short label reaches to the innermost.
    pub(super) deep: usize,
    pub(super) text: &'l str,
}

/// The places of labels of at most `levels` steps, label by label and from the outermost inward. The last step of a label
/// is never shared.
pub(super) fn spans<'l>(labels: &[&'l [String]], levels: usize) -> Vec<Span<'l>> {
    let mut found = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        if label.is_empty() && levels > 0 {
            found.push(Span { at, level: 0, along: 1, deep: levels, text: "" });
        }
        for (level, text) in label.iter().enumerate() {
            let last = level + 1 == label.len();
            let shared = |other: &&&[String]| {
                !last && other.len() > level + 1 && other.get(..=level) == label.get(..=level)
            };
            if at
                .checked_sub(1)
                .and_then(|before| labels.get(before))
                .is_some_and(|before| shared(&before))
            {
                continue;
            }
            let along = 1 + labels.iter().skip(at + 1).take_while(shared).count();
            let deep = if last { levels - level } else { 1 };
            found.push(Span { at, level, along, deep, text });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_what_is_not_their_last_step() {
        let paths = ["甲", "乙 丙", "乙 丁", "乙", "乙 丙 戊", "", "己", "己"]
            .map(|path| path.split_whitespace().map(str::to_owned).collect::<Vec<String>>());
        let labels: Vec<&[String]> = paths.iter().map(Vec::as_slice).collect();
        let found: Vec<_> = spans(&labels, 3)
            .into_iter()
            .map(|span| (span.at, span.level, span.along, span.deep, span.text))
            .collect();
        assert_eq!(
            found,
            [
                (0, 0, 1, 3, "甲"),
                (1, 0, 2, 1, "乙"),
                (1, 1, 1, 2, "丙"),
                (2, 1, 1, 2, "丁"),
                (3, 0, 1, 3, "乙"),
                (4, 0, 1, 1, "乙"),
                (4, 1, 1, 1, "丙"),
                (4, 2, 1, 1, "戊"),
                (5, 0, 1, 3, ""),
                (6, 0, 1, 3, "己"),
                (7, 0, 1, 3, "己"),
            ]
        );
    }
}
