//! What is about the open report and not in it: changed by steps of its own, written at once, taken back one by one.

use std::sync::Arc;

use super::State;
use crate::app::action::Effect;
use crate::model::Year;
use crate::review::Review;

/// A step on a review, to be taken back.
pub(super) struct ReviewStep {
    year: Year,
    title: String,
    before: Review,
}

impl State {
    /// What is about the open report; none where nothing is yet.
    pub fn review(&self) -> Option<&Review> {
        let book = self.book.as_ref()?;
        book.project.reviews.get(&book.year?)
    }

    /// Changes what is about the open report by one step and has it written; published reports too can be commented on.
    pub(in crate::app) fn change_review(
        &mut self,
        title: &str,
        change: impl FnOnce(&mut Review),
    ) -> Vec<Effect> {
        let Some(book) = &mut self.book else { return Vec::new() };
        let Some(year) = book.year else { return Vec::new() };
        let review = book.project.reviews.entry(year).or_default();
        let before = review.clone();
        change(review);
        if *review == before {
            return Vec::new();
        }
        let after = Arc::new(review.clone());
        book.review_steps.push(ReviewStep { year, title: title.to_owned(), before });
        self.findings.checked = false;
        let mut effects = vec![Effect::SaveReview(year, after)];
        effects.extend(self.check());
        effects
    }

    /// Takes the last step on the open report's review back, and says what it was.
    pub(in crate::app) fn take_review_back(&mut self) -> Vec<Effect> {
        let open = self.year();
        let Some(book) = &mut self.book else { return Vec::new() };
        let last = book.review_steps.iter().rposition(|step| Some(step.year) == open);
        let Some(ReviewStep { year, title, before }) = last.map(|at| book.review_steps.remove(at))
        else {
            self.tell("没有可以撤销的审核操作");
            return Vec::new();
        };
        let review = Arc::new(before.clone());
        book.project.reviews.insert(year, before);
        self.findings.checked = false;
        self.tell(format!("已撤销：{title}"));
        let mut effects = vec![Effect::SaveReview(year, review)];
        effects.extend(self.check());
        effects
    }
}
