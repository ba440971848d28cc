//! What was done to a report, to be undone and redone by name.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::Id;
use crate::model::Report;
use crate::model::TextAt;

use super::change::{Edit, EditError};

/// Bytes of typed text after which a run of typing becomes a new step.
const LONGEST_RUN: usize = 600;

/// Where the user stood: the caret, and where the selection began if there was one. Offsets are in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The caret.
    pub caret: (TextAt, usize),
    /// The other end of the selection.
    pub mark: Option<(TextAt, usize)>,
}

/// Something the user did: its name, and how to take it back and do it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What was done, told so that it reads after 「已撤销：」.
    pub title: String,
    /// Takes it back.
    pub undo: Edit,
    /// Does it again.
    pub redo: Edit,
    /// Where the user stood before, if that was in the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<Seat>,
    /// The same for the steps of several reports that are one to the user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub together: Option<Id>,
}

/// Steps that are shared between copies are written down as steps.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serializer};

    use super::Step;

    pub(super) fn serialize<S: Serializer>(
        steps: &[Arc<Step>],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(steps.iter().map(AsRef::<Step>::as_ref))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Arc<Step>>, D::Error> {
        Ok(Vec::<Step>::deserialize(deserializer)?.into_iter().map(Arc::new).collect())
    }
}

/// A change that was made, and its name.
pub type Change = (String, Edit);

/// The steps done to one report (历史). A copy shares the steps.
///
/// Typing at one place runs together into one step until it is broken off by [`History::pause`], by another act, or by its
/// length. Doing something new forgets what was undone before it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct History {
    #[serde(with = "shared")]
    done: Vec<Arc<Step>>,
    #[serde(with = "shared")]
    undone: Vec<Arc<Step>>,
    /// Whether typing may still run on into the last step.
    open: bool,
    /// How many steps were done when the report was last saved; `None` if that state can no longer be reached.
    saved: Option<usize>,
    /// Grows with every change to the report, undo and redo too.
    revision: u64,
    /// Every change since they were taken last, undone ones too, in order.
    #[serde(skip)]
    fresh: Vec<Change>,
}

impl History {
    /// The history of a report that has just been read from disk.
    pub fn saved() -> Self {
        Self { saved: Some(0), ..Self::default() }
    }

    /// The number of the present state; another state has another number.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether the report differs from what was last saved.
    pub fn is_changed(&self) -> bool {
        self.saved != Some(self.done.len())
    }

    /// How many steps lie between the present state and the saved one, where that can be told.
    pub fn steps_since_saved(&self) -> Option<usize> {
        self.saved.map(|saved| saved.abs_diff(self.done.len()))
    }

    /// Notes that the present state is on disk.
    pub fn mark_saved(&mut self) {
        self.pause();
        self.saved = Some(self.done.len());
    }

    /// Ends a run of typing: what is typed next is a step of its own.
    pub const fn pause(&mut self) {
        self.open = false;
    }

    /// The changes since they were taken last.
    pub fn take_fresh(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.fresh)
    }

    /// Whether it is of use to a session that reads the report from disk: there is something to take back, or to do again,
    /// from the state that is saved.
    pub fn is_worth_keeping(&self) -> bool {
        !(self.is_changed() || self.done.is_empty() && self.undone.is_empty())
    }

    /// The last steps alone, so many and of no more weight (in bytes, roughly) than this.
    #[must_use]
    pub fn shortened(&self, steps: usize, weight: usize) -> Self {
        let last = |list: &[Arc<Step>]| {
            let mut left = weight;
            let fits = list.iter().rev().take(steps).take_while(|step| {
                let heavy = step.undo.weight() + step.redo.weight();
                let fits = heavy <= left;
                left = left.saturating_sub(heavy);
                fits
            });
            let count = fits.count();
            list.iter().skip(list.len() - count).cloned().collect::<Vec<_>>()
        };
        let (done, undone) = (last(&self.done), last(&self.undone));
        let gone = self.done.len() - done.len();
        let saved = self.saved.and_then(|saved| saved.checked_sub(gone));
        Self { done, undone, open: false, saved, revision: self.revision, fresh: Vec::new() }
    }

    /// Applies an edit and remembers it as a step.
    pub fn act(
        &mut self,
        report: &mut Report,
        title: impl Into<String>,
        edit: Edit,
    ) -> Result<(), EditError> {
        self.remember(report, title.into(), edit)?;
        self.open = false;
        Ok(())
    }

    /// Applies an edit that may run together with the one before it, as typed characters do.
    pub fn type_on(
        &mut self,
        report: &mut Report,
        title: impl Into<String>,
        edit: Edit,
    ) -> Result<(), EditError> {
        let open = self.open;
        self.remember(report, title.into(), edit)?;
        let saved_between = self.saved == Some(self.done.len() - 1);
        if open && !saved_between {
            self.join_last();
        }
        self.open = true;
        Ok(())
    }

    /// Notes where the user stood before the last step began.
    pub fn seat(&mut self, seat: Seat) {
        if let Some(last) = self.done.last_mut() {
            Arc::make_mut(last).seat.get_or_insert(seat);
        }
    }

    /// Notes that the last step is one with steps of other reports.
    pub fn tie(&mut self, together: Id) {
        if let Some(last) = self.done.last_mut() {
            Arc::make_mut(last).together = Some(together);
        }
    }

    /// The step that would be taken back, or done again, next.
    pub fn next(&self, forward: bool) -> Option<&Step> {
        if forward { self.undone.last() } else { self.done.last() }.map(AsRef::as_ref)
    }

    /// Whether such a tied step could be taken back, or done again, at all.
    pub fn holds(&self, together: Id, forward: bool) -> bool {
        let steps = if forward { &self.undone } else { &self.done };
        steps.iter().any(|step| step.together == Some(together))
    }

    fn remember(
        &mut self,
        report: &mut Report,
        title: String,
        edit: Edit,
    ) -> Result<(), EditError> {
        let redo = edit.clone();
        let undo = edit.apply(report)?;
        self.fresh.push((title.clone(), redo.clone()));
        if self.saved.is_some_and(|saved| saved > self.done.len()) {
            self.saved = None;
        }
        self.undone.clear();
        self.done.push(Arc::new(Step { title, undo, redo, seat: None, together: None }));
        self.revision += 1;
        Ok(())
    }

    /// Makes one step of the last two, if both typed or both deleted at the same place.
    fn join_last(&mut self) {
        let Some(last) = self.done.pop() else { return };
        let joined = self.done.last().and_then(|before| run(&before.redo, &last.redo));
        match (joined, self.done.last_mut()) {
            (Some((redo, undo)), Some(before)) => {
                let before = Arc::make_mut(before);
                before.redo = redo;
                before.undo = undo;
            }
            _ => self.done.push(last),
        }
    }

    /// Takes the last step back and tells which one it was.
    pub fn undo(&mut self, report: &mut Report) -> Option<&Step> {
        let step = self.done.pop()?;
        self.open = false;
        if step.undo.clone().apply(report).is_err() {
            self.done.push(step);
            return None;
        }
        self.revision += 1;
        self.fresh.push((format!("撤销：{}", step.title), step.undo.clone()));
        self.undone.push(step);
        self.undone.last().map(AsRef::as_ref)
    }

    /// Does again what was last undone and tells which step it was.
    pub fn redo(&mut self, report: &mut Report) -> Option<&Step> {
        let step = self.undone.pop()?;
        self.open = false;
        if step.redo.clone().apply(report).is_err() {
            self.undone.push(step);
            return None;
        }
        self.revision += 1;
        self.fresh.push((step.title.clone(), step.redo.clone()));
        self.done.push(step);
        self.done.last().map(AsRef::as_ref)
    }
}

/// Two replacements in one text, as one: `(redo, undo)`; `None` where they do not touch.
fn run(first: &Edit, second: &Edit) -> Option<(Edit, Edit)> {
    let (at, start, removed, inserted) = parts(first)?;
    let (next_at, next_start, next_removed, next_inserted) = parts(second)?;
    if at != next_at || inserted.len() + next_inserted.len() > LONGEST_RUN {
        return None;
    }
    let types_on =
        next_removed.is_empty() && !inserted.is_empty() && next_start == start + inserted.len();
    let rubs_back =
        next_inserted.is_empty() && inserted.is_empty() && next_start + next_removed.len() == start;
    let rubs_on = next_inserted.is_empty() && inserted.is_empty() && next_start == start;
    let (start, removed, inserted) = if types_on {
        (start, removed.to_owned(), format!("{inserted}{next_inserted}"))
    } else if rubs_back {
        (next_start, format!("{next_removed}{removed}"), String::new())
    } else if rubs_on {
        (start, format!("{removed}{next_removed}"), String::new())
    } else {
        return None;
    };
    let redo =
        Edit::ReplaceText { at, start, removed: removed.clone(), inserted: inserted.clone() };
    let undo = Edit::ReplaceText { at, start, removed: inserted, inserted: removed };
    Some((redo, undo))
}

fn parts(edit: &Edit) -> Option<(TextAt, usize, &str, &str)> {
    match edit {
        Edit::ReplaceText { at, start, removed, inserted } => {
            Some((*at, *start, removed, inserted))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn insert(start: usize, inserted: &str) -> Edit {
        Edit::ReplaceText {
            at: TextAt::Title,
            start,
            removed: String::new(),
            inserted: inserted.to_owned(),
        }
    }

    fn remove(start: usize, removed: &str) -> Edit {
        Edit::ReplaceText {
            at: TextAt::Title,
            start,
            removed: removed.to_owned(),
            inserted: String::new(),
        }
    }

    fn report(title: &str) -> Report {
        Report::new(2024, title.to_owned()).unwrap()
    }

    #[test]
    fn typing_runs_together_until_a_pause() {
        let (mut report, mut history) = (report(""), History::saved());
        history.type_on(&mut report, "键入", insert(0, "年")).unwrap();
        history.type_on(&mut report, "键入", insert(3, "报")).unwrap();
        history.pause();
        history.type_on(&mut report, "键入", insert(6, "稿")).unwrap();
        history.undo(&mut report).unwrap();
        assert_eq!(report.title, "年报");
        history.undo(&mut report).unwrap();
        assert_eq!(report.title, "");
        assert!(!history.is_changed());
        history.redo(&mut report).unwrap();
        assert_eq!(report.title, "年报");
    }

    #[test]
    fn rubbing_out_runs_together_both_ways() {
        let (mut report, mut history) = (report("一二三四"), History::saved());
        history.type_on(&mut report, "删除", remove(6, "三")).unwrap();
        history.type_on(&mut report, "删除", remove(3, "二")).unwrap();
        history.type_on(&mut report, "删除", remove(3, "四")).unwrap();
        assert_eq!(report.title, "一");
        history.undo(&mut report).unwrap();
        assert_eq!(report.title, "一二三四");
    }

    #[test]
    fn a_save_is_found_again_by_undo_and_lost_by_new_work() {
        let (mut report, mut history) = (report(""), History::saved());
        history.type_on(&mut report, "键入", insert(0, "一")).unwrap();
        history.mark_saved();
        history.type_on(&mut report, "键入", insert(3, "二")).unwrap();
        assert!(history.is_changed());
        history.undo(&mut report);
        assert!(!history.is_changed());
        history.undo(&mut report);
        history.act(&mut report, "键入", insert(0, "三")).unwrap();
        assert!(history.is_changed());
        assert_eq!(history.steps_since_saved(), None);
    }

    #[test]
    fn a_shortened_history_takes_back_what_it_holds() {
        let (mut report, mut history) = (report(""), History::saved());
        for (at, word) in ["一", "二", "三", "四"].into_iter().enumerate() {
            history.act(&mut report, "键入", insert(at * 3, word)).unwrap();
        }
        history.mark_saved();
        let mut short = history.shortened(2, 1000);
        assert!(short.is_worth_keeping());
        while short.undo(&mut report).is_some() {}
        assert_eq!(report.title, "一二");
        assert!(
            !history.shortened(9, 7).is_changed() && !history.shortened(0, 0).is_worth_keeping()
        );
        let mut early = History::saved();
        early.act(&mut report, "键入", insert(0, "五")).unwrap();
        early.act(&mut report, "键入", insert(0, "六")).unwrap();
        assert_eq!(
            early.shortened(1, 1000).steps_since_saved(),
            None,
            "the saved state is out of reach"
        );
    }

    #[test]
    fn what_was_done_can_be_done_again_elsewhere() {
        let (mut here, mut history) = (report(""), History::saved());
        let mut there = here.clone();
        history.type_on(&mut here, "键入", insert(0, "年")).unwrap();
        history.type_on(&mut here, "键入", insert(3, "报")).unwrap();
        history.undo(&mut here);
        history.redo(&mut here);
        history.act(&mut here, "改", insert(0, "新")).unwrap();
        for (_, edit) in history.take_fresh() {
            edit.apply(&mut there).unwrap();
        }
        assert_eq!(there, here);
        assert!(history.take_fresh().is_empty());
    }

    proptest! {
        #[test]
        fn undoing_all_gives_the_first_text_and_redoing_all_the_last(
            steps in prop::collection::vec((any::<bool>(), any::<bool>(), 0usize..40, "[一二三a]{0,3}"), 0..30)
        ) {
            let first = report("政府信息公开");
            let (mut report, mut history) = (first.clone(), History::saved());
            for (typed, removing, at, text) in steps {
                let chars: Vec<usize> = report.title.char_indices().map(|(start, _)| start).chain([report.title.len()]).collect();
                let start = chars[at % chars.len()];
                let end = if removing { chars[(at % chars.len() + 1).min(chars.len() - 1)] } else { start };
                let removed = report.title.get(start..end).unwrap().to_owned();
                let edit = Edit::ReplaceText { at: TextAt::Title, start, removed, inserted: text };
                if typed { history.type_on(&mut report, "键入", edit) } else { history.act(&mut report, "改", edit) }.unwrap();
            }
            let last = report.clone();
            while history.undo(&mut report).is_some() {}
            prop_assert_eq!(&report, &first);
            while history.redo(&mut report).is_some() {}
            prop_assert_eq!(&report, &last);
        }
    }
}
