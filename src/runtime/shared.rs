//! The desk where several people write one project: saving, keeping, and what others did meanwhile.

use std::path::PathBuf;

use jiff::{Timestamp, Zoned};

use crate::app::{Changed, Holding, Outcome, Revision};
use crate::model::Report;
use crate::model::Year;
use crate::review::{Review, merge_reviews};
use crate::store::{self, Part, StoreError};

use super::desk::Desk;
use super::keeper::time;
use super::loaded::short;

impl Desk {
    pub(super) fn keep(&mut self, revision: Revision, report: &Report) -> Outcome {
        self.locks.typed();
        if let Some(lost) = self.locks.lost(revision.year) {
            return Outcome::Held(revision.year, lost);
        }
        let base = self.stamps.get(&Part::Report(revision.year)).copied();
        let kept = self.keeper.keep(&self.folder, base, report);
        match self.look(revision.year, false) {
            Some(changed) if kept.is_ok() => changed,
            _ => Outcome::Kept(kept),
        }
    }

    pub(super) fn save(&mut self, revision: Revision, report: &Report) -> Result<Outcome, String> {
        let year = revision.year;
        let part = Part::Report(year);
        if let Some(lost) = self.locks.lost(year) {
            return Ok(Outcome::Held(year, lost));
        }
        let mut saved = store::save_report(&self.folder, report, self.stamps.get(&part).copied());
        if let Err(StoreError::Changed(_)) = saved {
            if let Some(changed) = self.look(year, true) {
                return Ok(changed);
            }
            // The file was removed meanwhile: there is nothing of anybody's to be written over.
            if matches!(store::stamp_now(&self.folder, part), Ok(None)) {
                saved = store::save_report(&self.folder, report, None);
            }
        }
        // Also where only the folder could not be flushed, the new content stands: the next save goes on from it.
        let stands = match &saved {
            Ok(stamp) | Err(StoreError::System { stands: Some(stamp), .. }) => Some(*stamp),
            Err(_) => None,
        };
        if let Some(stamp) = stands {
            self.stamps.insert(part, stamp);
            self.bases.insert(year, report.clone());
        }
        saved.map_err(|error| short(&error.to_string(), &self.folder))?;
        self.keeper.saved(&self.folder, year);
        Ok(Outcome::Saved(revision, Zoned::now().strftime("%H:%M").to_string()))
    }

    /// Saves what is about a report. What others have noted meanwhile stays beside it.
    pub(super) fn save_review(&mut self, year: Year, review: &Review) -> Result<(), String> {
        let part = Part::Review(year);
        let was = self.stamps.get(&part).copied();
        let mut saved = store::save_review(&self.folder, year, review, was);
        let mut written = review.clone();
        if let Err(StoreError::Changed(_) | StoreError::Exists(_)) = saved {
            let path = part.path(&self.folder);
            let now = store::stamp_now(&self.folder, part);
            if let (Ok(now), Ok(Some(store::Single::Review(theirs)))) =
                (now, store::read_single(&path))
            {
                let nothing = Review::default();
                let base = self.reviews.get(&year).unwrap_or(&nothing);
                written = merge_reviews(base, review, &theirs);
                saved = store::save_review(&self.folder, year, &written, now);
            }
        }
        let stamp = saved.map_err(|error| short(&error.to_string(), &self.folder))?;
        self.stamps.insert(part, stamp);
        self.reviews.insert(year, written);
        Ok(())
    }

    /// Whether the file of a report holds something else than when it was read or saved here; each change is told once, and
    /// again when a save is asked for.
    fn look(&mut self, year: Year, asked: bool) -> Option<Outcome> {
        let part = Part::Report(year);
        let now = store::stamp_now(&self.folder, part).ok()??;
        let known = self.stamps.get(&part) == Some(&now);
        if known || !asked && self.told.get(&part) == Some(&now) {
            return None;
        }
        let theirs = store::read_report(&part.path(&self.folder)).ok()?;
        if theirs.year != year {
            return None;
        }
        let base = self.bases.get(&year)?.clone();
        self.told.insert(part, now);
        let told = self.changed_when(part);
        Some(Outcome::Changed(Box::new(Changed { year, base, theirs, told, asked })))
    }

    /// When a file was changed, as far as the system tells.
    fn changed_when(&self, part: Part) -> String {
        let about = std::fs::metadata(part.path(&self.folder));
        let when = about.and_then(|about| about.modified()).ok();
        when.and_then(|when| Timestamp::try_from(when).ok())
            .map_or_else(|| "时间不详".to_owned(), time)
    }

    /// The interface knows what the file of a report holds now: the next save and the next merge go on from there.
    pub(super) fn rebase(&mut self, year: Year, keep: bool) {
        let part = Part::Report(year);
        let path = part.path(&self.folder);
        let (Ok(Some(now)), Ok(theirs)) =
            (store::stamp_now(&self.folder, part), store::read_report(&path))
        else {
            return;
        };
        // Of what was told, and nothing newer: a change in between is told by itself.
        if self.told.get(&part) != Some(&now) {
            return;
        }
        if keep && store::keep_report(&self.folder, &theirs).is_err() {
            // Without a version the file stays as it is: the save will ask again.
            return;
        }
        self.stamps.insert(part, now);
        self.bases.insert(year, theirs);
    }

    /// Takes a report over; what the other has not saved is kept as a version, here or by his own session.
    pub(super) fn take_over(&mut self, year: Year) -> Result<Outcome, String> {
        if let Some(from) = self.locks.take_over(&self.folder, year)? {
            self.keeper.keep_work_of(&self.folder, year, &from);
        }
        Ok(Outcome::Held(year, Holding::Ours))
    }

    pub(super) fn keep_version(&mut self, year: Year, report: &Report) -> Result<Outcome, String> {
        let path: PathBuf =
            store::keep_report(&self.folder, report).map_err(|error| error.to_string())?;
        self.keeper.forget(&self.folder, year);
        let path = short(&path.display().to_string(), &self.folder);
        Ok(Outcome::Done(format!("没存的 {year} 年报已留作版本 {path}")))
    }

    /// Every 30 seconds: what has changed with locks and files.
    pub(super) fn beat(&mut self) -> Vec<Outcome> {
        let mut found = self.locks.beat(&self.folder);
        let years: Vec<Year> = self.bases.keys().copied().collect();
        found.extend(years.into_iter().filter_map(|year| self.look(year, false)));
        found
    }
}
