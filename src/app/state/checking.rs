//! When the checks are asked for, and what else waits for a pause.

use std::mem;
use std::sync::Arc;

use crate::app::action::Effect;
use crate::checks::WordList;

use super::State;

impl State {
    /// Asks for the checks to be run on the open report.
    pub fn check(&self) -> Vec<Effect> {
        let (Some(revision), Some(project)) = (self.revision(), self.project()) else {
            return Vec::new();
        };
        vec![Effect::Check(revision, Arc::new(project.clone()))]
    }

    /// Ties the numbers anew and asks for the checks to be run now that the user has paused. A report far longer than any office writes is checked
    /// when that is asked for, and not at each pause.
    pub fn check_at_pause(&mut self) -> Vec<Effect> {
        const LONG: usize = 3000;
        if self.tie_figures() {
            self.settle();
        }
        let blocks = self
            .report()
            .map_or(0, |report| report.sections.iter().map(|section| section.blocks.len()).sum());
        let mut page = mem::take(&mut self.page);
        if let Some(report) = self.report() {
            page.rest(report);
        }
        self.page = page;
        if self.findings.checked || blocks > LONG { Vec::new() } else { self.check() }
    }

    /// Takes the project's own words as they are now.
    pub(in crate::app) fn set_words(&mut self, words: WordList) {
        if let Some(book) = &mut self.book {
            book.project.words = words;
            self.findings.checked = false;
        }
    }
}
