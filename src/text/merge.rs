//! Two people's changes to one text, made to the same text (合并).

use std::ops::Range;

use super::diff::{Fate, diff};

/// A stretch of the old text and what one of the two has put in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    old: Range<usize>,
    new: String,
}

/// The text with the changes of both; `None` where they meet, so that a person must decide.
///
/// Changes meet where they overlap or touch and are not the same: of two insertions at one place nobody can say which
/// comes first.
pub fn merge(base: &str, ours: &str, theirs: &str) -> Option<String> {
    if ours == theirs || theirs == base {
        return Some(ours.to_owned());
    }
    if ours == base {
        return Some(theirs.to_owned());
    }
    let (mut mine, mut yours) =
        (changes(base, ours).into_iter().peekable(), changes(base, theirs).into_iter().peekable());
    let mut out = String::new();
    let mut at = 0;
    loop {
        let next = match (mine.peek(), yours.peek()) {
            (None, None) => break,
            (Some(one), Some(other)) if one == other => {
                yours.next();
                mine.next()
            }
            (Some(one), Some(other)) if meet(&one.old, &other.old) => return None,
            (Some(one), Some(other)) if one.old.start > other.old.start => yours.next(),
            (Some(_), _) => mine.next(),
            (None, Some(_)) => yours.next(),
        };
        let Change { old, new } = next?;
        out.push_str(base.get(at..old.start)?);
        out.push_str(&new);
        at = old.end;
    }
    out.push_str(base.get(at..)?);
    Some(out)
}

fn meet(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start <= other.end && other.start <= one.end
}

fn changes(base: &str, new: &str) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let mut at = 0;
    for piece in diff(base, new) {
        let gone = if piece.fate == Fate::Added { 0 } else { piece.text.len() };
        let range = at..at + gone;
        at = range.end;
        if piece.fate == Fate::Kept {
            continue;
        }
        let text = if piece.fate == Fate::Added { piece.text } else { String::new() };
        match changes.last_mut().filter(|last| last.old.end == range.start) {
            Some(last) => {
                last.old.end = range.end;
                last.new.push_str(&text);
            }
            None => changes.push(Change { old: range, new: text }),
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BASE: &str = "全年新收申请86件，上年结转4件，办结87件。同比增长12.3%。";

    #[test]
    fn changes_apart_are_both_made_and_those_that_meet_are_left_to_a_person() {
        for (ours, theirs, want) in [
            (
                "全年新收申请96件，上年结转4件，办结87件。同比增长12.3%。",
                "全年新收申请86件，上年结转5件，办结87件。同比增长12.3%。",
                Some("全年新收申请96件，上年结转5件，办结87件。同比增长12.3%。"),
            ),
            (
                "本局全年新收申请86件，上年结转4件，办结87件。同比增长12.3%。",
                "全年新收申请86件，上年结转4件，办结87件。同比增长12.3%。特此报告。",
                Some("本局全年新收申请86件，上年结转4件，办结87件。同比增长12.3%。特此报告。"),
            ),
            // A number is one thing: nobody gets 956 out of 96 and 85.
            (
                "全年新收申请96件，上年结转4件，办结87件。同比增长12.3%。",
                "全年新收申请85件，上年结转4件，办结87件。同比增长12.3%。",
                None,
            ),
            // Both wrote on at the end.
            (
                "全年新收申请86件，上年结转4件，办结87件。同比增长12.3%。甲。",
                "全年新收申请86件，上年结转4件，办结87件。同比增长12.3%。乙。",
                None,
            ),
            // The same change of both is one.
            (
                "全年新收申请96件，上年结转4件，办结87件。同比增长13%。",
                "全年新收申请96件，上年结转4件，办结87件。同比增长12.3%。",
                Some("全年新收申请96件，上年结转4件，办结87件。同比增长13%。"),
            ),
        ] {
            assert_eq!(merge(BASE, ours, theirs).as_deref(), want, "{ours} {theirs}");
            assert_eq!(merge(BASE, theirs, ours).as_deref(), want, "{theirs} {ours}");
        }
    }

    fn text() -> impl Strategy<Value = String> {
        "[甲乙丙丁，。0-9]{0,30}"
    }

    proptest! {
        #[test]
        fn one_who_changed_nothing_takes_nothing_away(base in text(), new in text()) {
            prop_assert_eq!(merge(&base, &new, &base), Some(new.clone()));
            prop_assert_eq!(merge(&base, &base, &new), Some(new.clone()));
            prop_assert_eq!(merge(&base, &new, &new), Some(new));
        }

        #[test]
        fn neither_side_matters_more(base in text(), ours in text(), theirs in text()) {
            prop_assert_eq!(merge(&base, &ours, &theirs), merge(&base, &theirs, &ours));
        }

        #[test]
        fn what_either_put_in_is_there(base in text(), ours in text(), theirs in text()) {
            if let Some(merged) = merge(&base, &ours, &theirs) {
                for change in changes(&base, &ours).iter().chain(&changes(&base, &theirs)) {
                    prop_assert!(merged.contains(&change.new), "{} in {merged}", change.new);
                }
            }
        }
    }
}
