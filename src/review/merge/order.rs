//! In what order the items of three lists stand after a merge.

use std::collections::{BTreeMap, BTreeSet};

use super::clashes::Sides;

/// The keys that are to stay, in order: as the one who moved something has them, and what only one has behind the same
/// neighbour as there. Each key may stand once in a list.
pub(super) fn ordered<K: Ord + Clone>(sides: Sides<'_, [K]>, stays: impl Fn(&K) -> bool) -> Vec<K> {
    let Sides { base, ours, theirs } = sides;
    let in_theirs: BTreeSet<&K> = theirs.iter().collect();
    let common: BTreeSet<&K> =
        ours.iter().filter(|key| in_theirs.contains(key) && stays(key)).collect();
    let within = |list: &[K], known: &BTreeSet<&K>| -> Vec<K> {
        list.iter().filter(|key| known.contains(key)).cloned().collect()
    };
    let old: BTreeSet<&K> = base.iter().filter(|key| common.contains(key)).collect();
    let unmoved = within(ours, &old) == within(base, &old);
    let skeleton = within(if unmoved { theirs } else { ours }, &common);
    let mut runs: BTreeMap<Option<&K>, [Vec<K>; 2]> = BTreeMap::new();
    for (side, list) in [ours, theirs].into_iter().enumerate() {
        let mut behind = None;
        for key in list.iter().filter(|key| stays(key)) {
            if common.contains(key) {
                behind = Some(key);
            } else if let Some(run) = runs.entry(behind).or_default().get_mut(side) {
                run.push(key.clone());
            }
        }
    }
    let mut out = Vec::new();
    for key in std::iter::once(None).chain(skeleton.iter().map(Some)) {
        out.extend(key.cloned());
        let [mine, yours] = runs.remove(&key).unwrap_or_default();
        // Which of two new neighbours comes first is the same whoever merges.
        let (first, second) = if yours.first() < mine.first() && !yours.is_empty() {
            (yours, mine)
        } else {
            (mine, yours)
        };
        out.extend(first);
        out.extend(second);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(base: &str, ours: &str, theirs: &str) -> String {
        let list = |text: &str| text.chars().collect::<Vec<char>>();
        let (base, ours, theirs) = (list(base), list(ours), list(theirs));
        let stays = |key: &char| {
            let (mine, yours) = (ours.contains(key), theirs.contains(key));
            (mine && yours) || (!base.contains(key) && (mine || yours))
        };
        let sides = Sides { base: &base[..], ours: &ours[..], theirs: &theirs[..] };
        ordered(sides, stays).into_iter().collect()
    }

    #[test]
    fn moves_insertions_and_removals_of_both_are_made() {
        for (base, ours, theirs, want) in [
            ("abc", "abc", "abc", "abc"),
            ("abc", "axbc", "abcy", "axbcy"),
            ("abc", "xabc", "yabc", "xyabc"), // both at one place: by key
            ("abc", "yabc", "xabc", "xyabc"),
            ("abc", "cab", "abc", "cab"), // one has moved it
            ("abc", "abc", "cab", "cab"),
            ("abc", "ab", "bc", "b"),
            ("abc", "ab", "abcd", "abd"), // the neighbour is gone: behind the one before it
            ("", "ab", "cd", "abcd"),
            ("abc", "", "axbc", "x"),
        ] {
            assert_eq!(order(base, ours, theirs), want, "{base} {ours} {theirs}");
            assert_eq!(order(base, theirs, ours), want, "{base} {theirs} {ours}");
        }
    }
}
