//! What is about the open report and not in it: changed by steps of its own, written at once, taken back one by one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::{Book, State};
use crate::app::action::Effect;
use crate::edit::Edit;
use crate::model::{Id, Report, Status, TextAt, Year};
use crate::project::Project;
use crate::review::anchor::{self, Replaced};
use crate::review::{Anchor, Comment, Review, changes, merge_reviews};

/// A step on a review, to be taken back.
struct ReviewStep {
    year: Year,
    title: String,
    before: Review,
    after: Review,
    /// The revision of the report to which the same step has brought it, if it has changed the report too.
    revision: Option<u64>,
}

/// What was done to the reviews of a project, and what of the reports is known to be on disk.
pub(super) struct Notes {
    steps: Vec<ReviewStep>,
    /// The reports as they were read or saved last: what a save changes is told against them.
    on_disk: BTreeMap<Year, Report>,
    /// Reviews that have changed along with their report, and are written with it.
    unwritten: BTreeSet<Year>,
}

/// The texts that comments are about, before a change.
pub(super) type Before = Vec<(Id, String)>;

impl Notes {
    pub(super) fn of(project: &Project) -> Self {
        let drafts = project.reports.iter().filter(|(_, one)| one.status != Status::Published);
        let on_disk = drafts.map(|(year, report)| (*year, report.clone())).collect();
        Self { steps: Vec::new(), on_disk, unwritten: BTreeSet::new() }
    }
}

impl State {
    /// What is about the open report; none where nothing is yet.
    pub fn review(&self) -> Option<&Review> {
        let book = self.book.as_ref()?;
        book.project.reviews.get(&book.year?)
    }

    /// Who makes a record now, and when: never before a record that is there already.
    pub(in crate::app) fn signed(&self) -> (String, Timestamp) {
        let by = if self.user.is_empty() { "未署名".to_owned() } else { self.user.clone() };
        (by, self.review().map_or(self.now, |review| review.time(self.now)))
    }

    /// What is to be said where this machine's clock is behind the records that are there already.
    pub(in crate::app) fn clock_behind(&self) -> Option<String> {
        let newest = self.review()?.newest()?;
        let slack = jiff::SignedDuration::from_mins(2);
        let known = self.now != Timestamp::UNIX_EPOCH;
        (known && newest.duration_since(self.now) > slack).then(|| {
            let told = |when: Timestamp| {
                when.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
            };
            format!(
                "这台机器的时钟（{}）比审阅记录里最后一条（{}）早；新的记录按那一条的时间记，请校时",
                told(self.now),
                told(newest)
            )
        })
    }

    /// Changes what is about the open report by one step and has it written; published reports too can be commented on.
    pub(in crate::app) fn change_review(
        &mut self,
        title: &str,
        change: impl FnOnce(&mut Review),
    ) -> Vec<Effect> {
        self.change_review_with(title, None, change)
    }

    /// The same, along with a change of the report that has just been made as a step of its own: the two are one to the
    /// user, and are taken back together.
    pub(in crate::app) fn change_review_along(
        &mut self,
        title: &str,
        change: impl FnOnce(&mut Review),
    ) -> Vec<Effect> {
        let revision = self.revision().map(|revision| revision.number);
        self.change_review_with(title, revision, change)
    }

    fn change_review_with(
        &mut self,
        title: &str,
        revision: Option<u64>,
        change: impl FnOnce(&mut Review),
    ) -> Vec<Effect> {
        let Some(book) = &mut self.book else { return Vec::new() };
        let Some(year) = book.year else { return Vec::new() };
        let review = book.project.reviews.entry(year).or_default();
        let before = review.clone();
        change(review);
        review.forget_unsigned();
        if *review == before {
            return Vec::new();
        }
        let after = review.clone();
        let effect = Effect::SaveReview(year, Arc::new(after.clone()));
        book.notes.steps.push(ReviewStep {
            year,
            title: title.to_owned(),
            before,
            after,
            revision,
        });
        self.findings.checked = false;
        let mut effects = vec![effect];
        effects.extend(self.check());
        effects
    }

    /// Takes the last step on the open report's review back, and says what it was. What others have noted since stays.
    pub(in crate::app) fn take_review_back(&mut self) -> Vec<Effect> {
        let open = self.year();
        let Some(book) = &mut self.book else { return Vec::new() };
        let steps = &mut book.notes.steps;
        let last = steps.iter().rposition(|step| Some(step.year) == open);
        let Some(step) = last.map(|at| steps.remove(at)) else {
            self.tell("没有可以撤销的审核操作");
            return Vec::new();
        };
        let with_edit =
            step.revision.is_some() && step.revision == self.revision().map(|it| it.number);
        let left_alone = step.revision.is_some() && !with_edit;
        let mut effects = self.unmake(&step);
        if with_edit {
            self.travel(false);
            effects.extend(self.save_all());
        }
        let alone = if left_alone { "；年报后来又改过，正文没有动" } else { "" };
        self.tell(format!("已撤销：{}{alone}", step.title));
        effects
    }

    /// Takes back the step on the review that belongs to the change of the report that is about to be taken back.
    pub(in crate::app) fn take_back_along(&mut self) -> Vec<Effect> {
        let Some(now) = self.revision() else { return Vec::new() };
        let Some(book) = &mut self.book else { return Vec::new() };
        let last = book.notes.steps.iter().rposition(|step| step.year == now.year);
        let along = last.filter(|at| {
            book.notes.steps.get(*at).is_some_and(|step| step.revision == Some(now.number))
        });
        let step = along.map(|at| book.notes.steps.remove(at));
        step.map(|step| self.unmake(&step)).unwrap_or_default()
    }

    fn unmake(&mut self, step: &ReviewStep) -> Vec<Effect> {
        let Some(book) = &mut self.book else { return Vec::new() };
        let review = book.project.reviews.entry(step.year).or_default();
        *review = merge_reviews(&step.after, review, &step.before);
        let effect = Effect::SaveReview(step.year, Arc::new(review.clone()));
        self.findings.checked = false;
        let mut effects = vec![effect];
        effects.extend(self.check());
        effects
    }

    /// Somebody else has noted something: it stands beside what was noted here.
    pub(in crate::app) fn noted_elsewhere(&mut self, year: Year, base: &Review, theirs: &Review) {
        let Some(book) = &mut self.book else { return };
        let ours = book.project.reviews.entry(year).or_default();
        let merged = merge_reviews(base, ours, theirs);
        if merged == *ours {
            return;
        }
        let said = |review: &Review| -> usize {
            review.comments.iter().map(|comment| comment.thread.len()).sum()
        };
        let more = said(&merged).saturating_sub(said(ours));
        *ours = merged;
        self.findings.checked = false;
        if self.message.is_none() {
            let told = if more > 0 { format!("，多了 {more} 条意见") } else { String::new() };
            self.tell(format!("{year} 年报的审阅记录在别处添过{told}，已并在一起"));
        }
    }

    /// A state of a report is on disk: what it changes is noted with who did it, and written with what else has changed
    /// along with the report.
    pub(super) fn note_changes(&mut self, year: Year) -> Vec<Effect> {
        let (by, _) = self.signed();
        let now = self.now;
        let Some(book) = &mut self.book else { return Vec::new() };
        let Some(report) = book.project.reports.get(&year) else { return Vec::new() };
        let review = book.project.reviews.entry(year).or_default();
        let when = review.time(now);
        let old = book.notes.on_disk.get(&year);
        let found = old.map(|old| changes(old, report, (&by, when))).unwrap_or_default();
        book.notes.on_disk.insert(year, report.clone());
        if found.is_empty() && !book.notes.unwritten.remove(&year) {
            return Vec::new();
        }
        review.note(found);
        vec![Effect::SaveReview(year, Arc::new(review.clone()))]
    }

    /// What the file of a report holds now is known, and not of our doing.
    pub(in crate::app) fn knows_on_disk(&mut self, year: Year, report: Report) {
        if let Some(book) = &mut self.book {
            book.notes.on_disk.insert(year, report);
        }
    }
}

impl Book {
    /// The texts of a report that comments are about.
    pub(super) fn noted_texts(&self, year: Year) -> Before {
        let comments = self.project.reviews.get(&year).map_or(&[][..], |review| &review.comments);
        let Some(report) = self.project.reports.get(&year).filter(|_| !comments.is_empty()) else {
            return Vec::new();
        };
        let ids: BTreeSet<Id> = comments.iter().filter_map(words).map(|(id, _)| id).collect();
        let text = |id: Id| Some((id, anchor::text_of(report, id)?.1.to_owned()));
        ids.into_iter().filter_map(text).collect()
    }

    /// Has comments keep to their words after a change of their report.
    pub(super) fn follow_notes(&mut self, year: Year, mut before: Before, edit: &Edit) {
        let (Some(review), Some(report)) =
            (self.project.reviews.get_mut(&year), self.project.reports.get(&year))
        else {
            return;
        };
        let mut moved = false;
        let mut follow = |id: Id, old: &str, new: &str, change: Replaced| {
            for comment in &mut review.comments {
                let Some(quote) =
                    words(comment).filter(|(of, _)| *of == id).map(|(_, it)| it.to_owned())
                else {
                    continue;
                };
                let beside = anchor::follow((old, new), &quote, &comment.beside, change);
                if let Some(beside) = beside.filter(|it| *it != comment.beside) {
                    comment.beside = beside;
                    moved = true;
                }
            }
        };
        for (at, change, inserted) in replacements(edit) {
            let of = |(id, _): &&mut (Id, String)| {
                [TextAt::Paragraph(*id), TextAt::Heading(*id), TextAt::Caption(*id)].contains(&at)
            };
            if let Some((id, text)) = before.iter_mut().find(of) {
                let old = text.clone();
                let whole = change.start..change.start + change.removed;
                if text.get(whole.clone()).is_some() {
                    text.replace_range(whole, inserted);
                    follow(*id, &old, text, change);
                }
            }
        }
        for (id, text) in &before {
            if let Some((_, now)) = anchor::text_of(report, *id).filter(|(_, now)| now != text) {
                follow(*id, text, now, anchor::replaced(text, now));
            }
        }
        if moved {
            self.notes.unwritten.insert(year);
        }
    }
}

/// The paragraph, section or table that a comment quotes words of, and the words.
fn words(comment: &Comment) -> Option<(Id, &str)> {
    match &comment.at {
        Anchor::Words { paragraph, quote } => Some((*paragraph, quote)),
        _ => None,
    }
}

/// The replacements of text in an edit, in order.
fn replacements(edit: &Edit) -> Vec<(TextAt, Replaced, &str)> {
    match edit {
        Edit::ReplaceText { at, start, removed, inserted } => {
            let change =
                Replaced { start: *start, removed: removed.len(), inserted: inserted.len() };
            vec![(*at, change, inserted)]
        }
        Edit::Group(edits) => edits.iter().flat_map(replacements).collect(),
        _ => Vec::new(),
    }
}
