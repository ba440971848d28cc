//! Find in the open report: hits while typing, walked with F7 and F8.

use crate::model::Report;
use crate::text::pattern::{How, Pattern};

use super::caret::Caret;
use super::focus::Focus;
use super::spot::Spot;
use super::state::State;

/// A place where the query stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Which text.
    pub spot: Spot,
    /// First byte; in a table, the line of its preview.
    pub start: usize,
    /// Byte behind the last; in a table, the line again.
    pub end: usize,
}

/// What is searched for and where it stands.
#[derive(Debug, Clone, Default)]
pub struct Find {
    /// What is searched for; empty when nothing is.
    pub query: String,
    /// How that is meant.
    pub how: How,
    /// What is wrong with it.
    pub trouble: Option<String>,
    /// Where it stands, in reading order.
    pub hits: Vec<Hit>,
    from: Caret,
    mark: Option<Caret>,
    stale: bool,
}

impl Find {
    /// Remembers where the search began, and what was selected then.
    pub fn start(&mut self, from: Caret, mark: Option<Caret>) {
        (self.from, self.mark) = (from, mark);
    }

    /// Nothing is searched for any more.
    pub fn give_up(&mut self) {
        self.query.clear();
        self.hits.clear();
    }

    /// The text has changed: hits are looked for again when they are needed.
    pub const fn forget(&mut self) {
        self.stale = true;
    }

    fn search(&mut self, report: &Report) {
        self.stale = false;
        self.hits.clear();
        self.trouble = None;
        if self.query.is_empty() {
            return;
        }
        let pattern = match Pattern::new(self.how, &self.query) {
            Ok(pattern) => pattern,
            Err(trouble) => return self.trouble = Some(trouble),
        };
        let mut spot = Some(Spot::Title);
        while let Some(here) = spot {
            self.search_in(&pattern, report, here);
            spot = here.next(report);
        }
    }

    fn search_in(&mut self, pattern: &Pattern, report: &Report, spot: Spot) {
        if let Some(text) = spot.text(report) {
            let found = pattern.find_all(text);
            self.hits.extend(found.into_iter().map(|range| Hit {
                spot,
                start: range.start,
                end: range.end,
            }));
        } else if let Some(table) = spot.block(report).and_then(|block| block.table()) {
            for (line, text) in super::grid::searchable(table).into_iter().enumerate() {
                if !pattern.find_all(&text).is_empty() {
                    self.hits.push(Hit { spot, start: line, end: line });
                }
            }
        }
    }
}

impl State {
    /// Searches for what stands in the find line and shows the first hit from where the search began.
    pub(super) fn look(&mut self) {
        if self.focus.top() != Focus::Prompt || !self.prompt.asked.looks() {
            return;
        }
        self.prompt.input.text().clone_into(&mut self.find.query);
        self.search();
        if let Some(trouble) = self.find.trouble.clone() {
            self.warn(trouble);
        }
        let from = self.find.from;
        let here = (from.spot, from.offset);
        let hit = self
            .find
            .hits
            .iter()
            .find(|hit| (hit.spot, hit.start) >= here)
            .or(self.find.hits.first());
        self.page.jump(hit.map_or(from, |hit| Caret::at(hit.spot, hit.start)));
    }

    /// Nothing is searched for any more, and the caret is where the search began.
    pub(super) fn go_back_from_search(&mut self) {
        self.find.give_up();
        (self.page.caret, self.page.mark) = (self.find.from, self.find.mark);
    }

    /// Searches the open report for what was looked for everywhere.
    pub(super) fn search_again(&mut self) {
        (self.find.query, self.find.how) = (self.matches.query.clone(), self.matches.how);
        self.search();
    }

    fn search(&mut self) {
        let mut find = std::mem::take(&mut self.find);
        if let Some(report) = self.report() {
            find.search(report);
        }
        self.find = find;
    }

    /// Goes to the next or the previous hit, round the end.
    pub(super) fn walk_hits(&mut self, forward: bool) {
        if self.find.stale {
            self.search();
        }
        let here = (self.page.caret.spot, self.page.caret.offset);
        let hits = &self.find.hits;
        let hit = if forward {
            hits.iter().find(|hit| (hit.spot, hit.start) > here).or(hits.first())
        } else {
            hits.iter().rev().find(|hit| (hit.spot, hit.start) < here).or(hits.last())
        };
        if let Some(hit) = hit {
            self.page.jump(Caret::at(hit.spot, hit.start));
        }
        self.tell_hits();
    }

    /// Says which of how many hits the caret stands on.
    pub(super) fn tell_hits(&mut self) {
        let here = (self.page.caret.spot, self.page.caret.offset);
        let count = self.find.hits.len();
        let which = self.find.hits.iter().position(|hit| (hit.spot, hit.start) == here);
        let query = &self.find.query;
        if let Some(trouble) = self.find.trouble.clone() {
            return self.warn(trouble);
        }
        match which {
            Some(index) => {
                self.tell(format!("“{query}”第 {}/{count} 处（F8 下一处，F7 上一处）", index + 1));
            }
            None if count == 0 => self.warn(format!("没有“{query}”")),
            None => self.tell(format!("“{query}”共 {count} 处（F8 下一处，F7 上一处）")),
        }
        if self.focus.pane() == Focus::Outline {
            self.focus.push(Focus::Text);
        }
    }
}
