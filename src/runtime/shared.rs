//! The desk where several people write one project: saving, keeping, and what others did meanwhile.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, Zoned};

use crate::app::{Changed, Holding, Kept, Outcome, Reviewed, Revision, Work};
use crate::edit::{Change, History};
use crate::model::Report;
use crate::model::Year;
use crate::review::{Review, merge_reviews};
use crate::store::versions::{self, Why};
use crate::store::{self, Part, Stamp, StoreError};

use super::desk::Desk;
use super::keeper::time;
use super::loaded::short;

impl Desk {
    pub(super) fn keep(&mut self, revision: Revision, work: Work) -> Outcome {
        let base = self.stamps.get(&Part::Report(revision.year)).copied();
        self.kept(revision.year, |desk| desk.keeper.keep(&desk.folder, base, work))
    }

    pub(super) fn keep_more(&mut self, revision: Revision, changes: &[Change]) -> Outcome {
        self.kept(revision.year, |desk| desk.keeper.keep_more(revision.year, changes))
    }

    fn kept(&mut self, year: Year, keep: impl FnOnce(&mut Self) -> Result<(), String>) -> Outcome {
        self.locks.typed();
        if let Some(lost) = self.locks.lost(year) {
            return Outcome::Held(year, lost);
        }
        let kept = keep(self);
        match self.look(year, false) {
            Some(changed) if kept.is_ok() => changed,
            _ => Outcome::Kept(year, kept),
        }
    }

    /// Notes for the next session where the user stands and what he did to the reports that are saved.
    pub(super) fn remember(&self, place: String, histories: BTreeMap<Year, History>) {
        let histories = histories.into_iter().filter_map(|(year, history)| {
            Some((year, (*self.stamps.get(&Part::Report(year))?, history)))
        });
        self.keeper.remember(&self.folder, place, histories.collect());
    }

    pub(super) fn save(&mut self, revision: Revision, report: &Report) -> Result<Outcome, String> {
        let year = revision.year;
        let part = Part::Report(year);
        if let Some(lost) = self.locks.lost(year) {
            return Ok(Outcome::Held(year, lost));
        }
        let was = self.stamps.get(&part).copied();
        let mut saved = store::save_report(&self.folder, report, was, self.name());
        if let Err(StoreError::Changed(_)) = saved {
            if let Some(changed) = self.look(year, true) {
                return Ok(changed);
            }
            // The file was removed meanwhile: there is nothing of anybody's to be written over.
            if matches!(store::stamp_now(&self.folder, part), Ok(None)) {
                saved = store::save_report(&self.folder, report, None, self.name());
            }
        }
        // Also where only the folder could not be flushed, the new content stands: the next save goes on from it.
        let stands = match &saved {
            Ok(saved) => Some(saved.stamp),
            Err(StoreError::System { stands, .. }) => *stands,
            Err(_) => None,
        };
        if let Some(stamp) = stands {
            self.stamps.insert(part, stamp);
            self.bases.insert(year, report.clone());
        }
        let saved = saved.map_err(|error| short(&error.to_string(), &self.folder))?;
        self.keeper.saved(&self.folder, year);
        let when = Zoned::now().strftime("%H:%M").to_string();
        let trouble = saved.told().map(|told| short(&told, &self.folder));
        Ok(Outcome::Saved { revision, when, trouble })
    }

    /// Saves what is about a report. What others have noted meanwhile stays beside it, and is told.
    pub(super) fn save_review(
        &mut self,
        year: Year,
        review: &Review,
    ) -> Result<Option<Outcome>, String> {
        let part = Part::Review(year);
        let was = self.stamps.get(&part).copied();
        let mut saved = store::save_review(&self.folder, year, review, was);
        let mut written = review.clone();
        if let Err(StoreError::Changed(_) | StoreError::Exists(_)) = saved
            && let Some((now, theirs)) = self.review_on_disk(year)
        {
            let nothing = Review::default();
            let base = self.reviews.get(&year).unwrap_or(&nothing);
            written = merge_reviews(base, review, &theirs);
            saved = store::save_review(&self.folder, year, &written, Some(now));
        }
        let stamp = saved.map_err(|error| short(&error.to_string(), &self.folder))?;
        self.stamps.insert(part, stamp);
        self.reviews.insert(year, written.clone());
        let reviewed = Reviewed { year, base: review.clone(), theirs: written };
        let more = reviewed.base != reviewed.theirs;
        Ok(more.then(|| Outcome::Reviewed(Box::new(reviewed))))
    }

    fn review_on_disk(&self, year: Year) -> Option<(Stamp, Review)> {
        let part = Part::Review(year);
        let now = store::stamp_now(&self.folder, part).ok()??;
        match store::read_single(&part.path(&self.folder)) {
            Ok(Some(store::Single::Review(theirs))) => Some((now, *theirs)),
            _ => None,
        }
    }

    /// What others have noted about a report since it was last looked, told once. The next save still starts from what was
    /// last read or written here, for notes of ours may be on their way to it.
    fn look_at_review(&mut self, year: Year) -> Option<Outcome> {
        let part = Part::Review(year);
        let now = store::stamp_now(&self.folder, part).ok()??;
        if self.stamps.get(&part) == Some(&now) || self.told.get(&part) == Some(&now) {
            return None;
        }
        let (_, theirs) = self.review_on_disk(year)?;
        self.told.insert(part, now);
        let base = self.reviews.get(&year).cloned().unwrap_or_default();
        Some(Outcome::Reviewed(Box::new(Reviewed { year, base, theirs })))
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
        let (when, who) = (self.changed_when(part), self.changed_by(part));
        let told = if who.is_empty() { when } else { format!("{who}，{when}") };
        Some(Outcome::Changed(Box::new(Changed { year, base, theirs, told, asked })))
    }

    /// Who saved what the file of a report holds now, as far as its versions tell.
    fn changed_by(&self, part: Part) -> String {
        let Part::Report(year) = part else { return String::new() };
        let Ok(Some(now)) = store::stamp_now(&self.folder, part) else { return String::new() };
        let versions = versions::list(&self.folder, year);
        let by = versions.into_iter().find(|version| version.holds(now)).map(|version| version.by);
        by.unwrap_or_default()
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
        let by = self.changed_by(part);
        if keep && store::keep_report(&self.folder, &theirs, Why::Found, &by).is_err() {
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
        store::keep_report(&self.folder, report, Why::Unsaved, self.name())
            .map_err(|error| error.to_string())?;
        self.keeper.forget(&self.folder, year);
        Ok(Outcome::Done(format!("没存的 {year} 年报已留作版本（文件菜单“历史版本”）")))
    }

    /// The versions of a report, as they are listed for the user.
    pub(super) fn versions(&self, year: Year) -> Outcome {
        let kept = versions::list(&self.folder, year).into_iter().map(|version| Kept {
            year,
            name: version.to_string(),
            path: version.path,
        });
        Outcome::Versions(year, kept.collect())
    }

    /// What a version says.
    pub(super) fn read_version(&self, kept: Kept) -> Result<Outcome, String> {
        let known = versions::list(&self.folder, kept.year);
        let version = known.iter().find(|version| version.path == kept.path);
        let version = version.ok_or_else(|| format!("{} 的版本已经不在了", kept.name))?;
        let report = versions::read(version);
        let report = report.map_err(|error| short(&error.to_string(), &self.folder))?;
        Ok(Outcome::Version(kept, Box::new(report)))
    }

    /// Every 30 seconds: what has changed with locks and files.
    pub(super) fn beat(&mut self) -> Vec<Outcome> {
        let mut found = self.locks.beat(&self.folder);
        let years: BTreeSet<Year> = self.bases.keys().chain(self.reviews.keys()).copied().collect();
        found.extend(years.iter().filter_map(|year| self.look(*year, false)));
        found.extend(years.iter().filter_map(|year| self.look_at_review(*year)));
        found
    }
}
