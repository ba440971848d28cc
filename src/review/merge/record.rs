//! What two people have noted about one report, brought together: comments of both stand side by side without a question.

use std::collections::BTreeSet;

use crate::model::Id;
use crate::review::{Comment, Correction, Review};

use super::clashes::Sides;

/// Brings together what two people made of the same review. Nobody has to decide anything: each remark, waiver and
/// signature is one person's own, and stays unless one of the two has taken it back.
pub fn merge_reviews(base: &Review, ours: &Review, theirs: &Review) -> Review {
    let sides = Sides { base, ours, theirs };
    if let Some(one) = sides.easy() {
        return one.clone();
    }
    let mut merged = Review {
        comments: comments(sides),
        waivers: united(sides.of(|review| &review.waivers[..])),
        sign_offs: united(sides.of(|review| &review.sign_offs[..])),
        signed: ours
            .signed
            .iter()
            .chain(&theirs.signed)
            .map(|(id, text)| (id.clone(), text.clone()))
            .collect(),
        seen: united(sides.of(|review| &review.seen[..])),
        pending: united(sides.of(|review| &review.pending[..])),
        changes: united(sides.of(|review| &review.changes[..])),
        published: sides.of(|review| &review.published).easy().unwrap_or(&ours.published).clone(),
        corrections: numbered(united(sides.of(|review| &review.corrections[..]))),
    };
    merged.changes.sort_by_key(|change| change.when);
    merged.forget_unsigned();
    merged
}

/// Two people may have given the same number: the later one gets the next that is free.
fn numbered(mut corrections: Vec<Correction>) -> Vec<Correction> {
    corrections.sort_by_key(|one| (one.number, one.when));
    let mut taken = BTreeSet::new();
    let mut next = corrections.iter().map(|one| one.number).max().unwrap_or(0);
    for one in &mut corrections {
        if !taken.insert(one.number) {
            next = next.saturating_add(1);
            one.number = next;
        }
    }
    corrections.sort_by_key(|one| one.number);
    corrections
}

/// Entries of a list that each one person wrote: those of both, without those that one has taken back.
pub fn united<T: PartialEq + Clone>(sides: Sides<'_, [T]>) -> Vec<T> {
    let Sides { base, ours, theirs } = sides;
    let mine = ours.iter().filter(|one| theirs.contains(one) || !base.contains(one));
    let yours = theirs.iter().filter(|one| !ours.contains(one) && !base.contains(one));
    mine.chain(yours).cloned().collect()
}

fn comments(sides: Sides<'_, Review>) -> Vec<Comment> {
    let find = |review: &Review, id: Id| review.comments.iter().find(|it| it.id == id).cloned();
    let Sides { base, ours, theirs } = sides;
    let mut seen = BTreeSet::new();
    let all = ours.comments.iter().chain(&theirs.comments).map(|comment| comment.id);
    let mut comments: Vec<Comment> = all
        .filter(|id| seen.insert(*id))
        .flat_map(|id| match (find(base, id), find(ours, id), find(theirs, id)) {
            // Taken back by one, and not gone on with by the other.
            (Some(before), Some(one), None) | (Some(before), None, Some(one)) if before == one => {
                Vec::new()
            }
            (before, Some(ours), Some(theirs)) => both(before, ours, theirs),
            (_, one, other) => one.or(other).into_iter().collect(),
        })
        .collect();
    // Oldest first, as they are shown; those of one moment stay as they were.
    comments.sort_by_key(|comment| comment.thread.first().map(|remark| remark.when));
    comments
}

fn both(before: Option<Comment>, ours: Comment, theirs: Comment) -> Vec<Comment> {
    let Some(base) = before else {
        // Two that got one id by chance are still two.
        return if ours == theirs { vec![ours] } else { vec![ours, theirs] };
    };
    let sides = Sides { base: &base, ours: &ours, theirs: &theirs };
    let mut thread = united(sides.of(|comment| &comment.thread[..]));
    thread.sort_by_key(|remark| remark.when);
    let resolved = *sides.of(|comment| &comment.resolved).easy().unwrap_or(&ours.resolved);
    let at = sides.of(|comment| &comment.at).easy().unwrap_or(&ours.at).clone();
    let beside = sides.of(|comment| &comment.beside).easy().unwrap_or(&ours.beside).clone();
    let suggestion = sides.of(|comment| &comment.suggestion).easy();
    let suggestion = suggestion.unwrap_or(&ours.suggestion).clone();
    vec![Comment { id: ours.id, at, beside, thread, suggestion, resolved }]
}
