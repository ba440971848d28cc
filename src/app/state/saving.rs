//! What of the open project is not on disk yet: saved when asked for, kept in between, restored after a crash.

use std::sync::Arc;

use crate::app::action::{Effect, Revision, Work};
use crate::edit::Edit;
use crate::edit::History;
use crate::model::Report;
use crate::model::Status;
use crate::model::Year;

use super::State;

impl State {
    /// Asks for the open report to be written to disk.
    pub fn save(&self) -> Vec<Effect> {
        let (Some(revision), Some(report)) = (self.revision(), self.report()) else {
            return Vec::new();
        };
        vec![Effect::Save(revision, Arc::new(report.clone()))]
    }

    /// Asks for every changed report to be written to disk.
    pub fn save_all(&self) -> Vec<Effect> {
        let Some(book) = &self.book else { return Vec::new() };
        let changed = book.histories.iter().filter(|(_, history)| history.is_changed());
        changed
            .filter(|(year, _)| self.shared.other(**year).is_none())
            .filter_map(|(year, history)| {
                let revision = Revision { year: *year, number: history.revision() };
                Some(Effect::Save(revision, Arc::new(book.project.reports.get(year)?.clone())))
            })
            .collect()
    }

    /// Notes that a state of a report is on disk.
    pub(in crate::app) fn saved(&mut self, revision: Revision, when: &str) -> Vec<Effect> {
        let Some(book) = &mut self.book else { return Vec::new() };
        let mut settled = false;
        if let Some(history) = book.histories.get_mut(&revision.year)
            && history.revision() == revision.number
        {
            history.mark_saved();
            settled = true;
        }
        let kept = book.kept.entry(revision.year).or_default();
        *kept = revision.number.max(*kept);
        book.frames.remove(&revision.year);
        book.saved_at = Some(when.to_owned());
        // What was saved along with something else is told by that.
        if self.message.is_none() {
            self.tell(format!("{} 年报已存（{when}）", revision.year));
        }
        if settled { self.note_changes(revision.year) } else { Vec::new() }
    }

    /// Whether the report of a year is one that anybody may write.
    pub(in crate::app) fn is_for_writing(&self, year: Year) -> bool {
        self.book.as_ref().is_some_and(|book| {
            let report = book.project.reports.get(&year);
            report.is_some_and(|report| report.status != Status::Published)
                && !book.locked.contains_key(&year)
        })
    }

    /// Puts another state of a report in place of the present one, as one step that can be undone.
    pub(in crate::app) fn replace(&mut self, year: Year, title: &str, report: Report) {
        for id in report.ids() {
            self.ids.take(id);
        }
        let Some(book) = &mut self.book else { return };
        let before = book.noted_texts(year);
        let (Some(open), Some(history)) =
            (book.project.reports.get_mut(&year), book.histories.get_mut(&year))
        else {
            return;
        };
        let edit = Edit::SetReport(Box::new(report));
        if history.act(open, title, edit.clone()).is_err() {
            return;
        }
        if book.year == Some(year) {
            let now = Revision { year, number: history.revision() };
            self.page.follow(&edit, (open, &self.ties));
            self.ties.changed();
            self.sheets.follow(&edit, open, now);
            self.find.forget();
            self.findings.follow(&edit);
        }
        book.follow_notes(year, before, &edit);
    }

    /// The report is on disk as it stands now: it was read from there.
    pub(in crate::app) fn renewed(&mut self, year: Year) {
        let Some(book) = &mut self.book else { return };
        if let Some(history) = book.histories.get_mut(&year) {
            history.mark_saved();
            book.kept.insert(year, history.revision());
        }
        let now = self.project().and_then(|project| project.reports.get(&year)).cloned();
        if let Some(report) = now {
            self.knows_on_disk(year, report);
        }
    }

    /// Whether any report differs from what is on disk.
    pub fn has_unsaved(&self) -> bool {
        self.unsaved_years().next().is_some()
    }

    /// The reports that differ from what is on disk.
    pub fn unsaved_years(&self) -> impl Iterator<Item = Year> {
        let histories = self.book.iter().flat_map(|book| &book.histories);
        let changed = histories.filter(|(_, history)| history.is_changed()).map(|(year, _)| *year);
        // What somebody has taken over is kept as a version, and no longer ours to save.
        changed.filter(|year| self.shared.other(*year).is_none())
    }

    /// How the open report stands to the one on disk, for the state line.
    pub fn saving(&self) -> String {
        let Some(book) = &self.book else { return String::new() };
        let Some(history) = book.year.and_then(|year| book.histories.get(&year)) else {
            return String::new();
        };
        let alone = if book.not_kept.is_some() { "，恢复文件写不成" } else { "" };
        match (history.is_changed(), history.steps_since_saved(), &book.saved_at) {
            (true, Some(steps), _) => format!("未存 {steps} 处{alone}"),
            (true, None, _) => format!("未存{alone}"),
            (false, _, Some(when)) => format!("已存 {when}"),
            (false, _, None) => "已存".to_owned(),
        }
    }

    /// Whether anything has changed since it was last saved or kept.
    pub fn has_unkept(&self) -> bool {
        self.unkept().next().is_some()
    }

    /// Asks for everything that has changed since to be kept; what was taken back to its saved state, to be forgotten.
    pub fn keep(&mut self) -> Vec<Effect> {
        let unkept: Vec<Revision> = self.unkept().collect();
        unkept.into_iter().filter_map(|revision| self.keep_one(revision)).collect()
    }

    fn keep_one(&mut self, revision: Revision) -> Option<Effect> {
        let (year, place) = (revision.year, self.whereabouts());
        let book = self.book.as_mut()?;
        book.kept.insert(year, revision.number);
        let (report, history) = (book.project.reports.get(&year)?, book.histories.get_mut(&year)?);
        let fresh = history.take_fresh();
        if !history.is_changed() {
            book.frames.remove(&year);
            return Some(Effect::Forget(year));
        }
        if let Some(frames) = book.frames.get_mut(&year).filter(|frames| **frames < FRAMES) {
            *frames += 1;
            return Some(Effect::KeepMore(revision, fresh));
        }
        // Only of a long report is it worth while to write less than all.
        if report.weight() > LONG {
            book.frames.insert(year, 0);
        }
        let work = Work { report: report.clone(), history: history.clone(), place };
        Some(Effect::Keep(revision, Box::new(work)))
    }

    /// What the next session is to know: where the user stands, and what was done to the reports that are saved.
    pub fn parting(&self) -> Option<Effect> {
        let book = self.book.as_ref()?;
        let saved = book.histories.iter().filter(|(_, history)| history.is_worth_keeping());
        let saved = saved.map(|(year, history)| (*year, history.clone())).collect();
        Some(Effect::Remember(self.whereabouts(), saved))
    }

    /// The user leaves and lets go of what is not saved: it is not to be kept.
    pub fn drop_unkept(&mut self) {
        let unkept: Vec<Revision> = self.unkept().collect();
        if let Some(book) = &mut self.book {
            book.kept.extend(unkept.iter().map(|revision| (revision.year, revision.number)));
        }
    }

    fn unkept(&self) -> impl Iterator<Item = Revision> {
        self.book.iter().flat_map(|book| {
            book.histories.iter().filter_map(|(year, history)| {
                let kept = book.kept.get(year).copied().unwrap_or_default();
                let number = history.revision();
                let ours = self.shared.other(*year).is_none();
                (ours && number != kept).then_some(Revision { year: *year, number })
            })
        })
    }

    /// Notes whether unsaved work could be kept; the first failure is told at once, the state line shows it from then on, and
    /// the next key has it tried again.
    pub(in crate::app) fn kept(&mut self, year: Year, kept: Result<(), String>) {
        let Some(book) = &mut self.book else { return };
        let told = book.not_kept.is_some();
        book.not_kept = kept.err();
        if let Some(why) = book.not_kept.clone() {
            book.kept.remove(&year);
            book.frames.remove(&year);
            if !told {
                self.fail(format!("没存的内容只在内存里，请尽快按 Ctrl-S 保存：{why}"));
            }
        }
    }

    /// Puts the work of an ended session in place of the report, with what was done to it, so that it can be taken back step
    /// by step; false where those steps do not lead to the report as it is saved.
    pub(in crate::app) fn go_on(&mut self, year: Year, report: &Report, history: &History) -> bool {
        let Some(book) = &mut self.book else { return false };
        let Some(saved) = book.project.reports.get_mut(&year) else { return false };
        let (mut before, mut steps) = (report.clone(), history.clone());
        while steps.is_changed() && steps.undo(&mut before).is_some() {}
        if steps.is_changed() || before != *saved {
            return false;
        }
        report.clone_into(saved);
        let mut history = history.clone();
        history.pause();
        book.histories.insert(year, history);
        self.page.forget_all();
        self.find.forget();
        self.findings.checked = false;
        true
    }
}

/// Bytes above which a report is long.
const LONG: usize = 1024 * 1024;

/// So many times something is added to what is kept of a long report before it is written whole again.
const FRAMES: usize = 500;
