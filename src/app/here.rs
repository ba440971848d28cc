//! Where the user stands, written down for the next session, and found again.

use serde::{Deserialize, Serialize};

use crate::checks::Severity;
use crate::model::{Id, TextAt, Year};

use super::caret::Caret;
use super::commands::{enter_table, start_typing};
use super::findings::Filter;
use super::focus::Focus;
use super::mending::FAMILIES;
use super::spot::Spot;
use super::state::State;

/// A place in the interface (位置): report, pane, caret, and what the list of findings was narrowed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Here {
    year: Year,
    pane: Pane,
    caret: Option<(TextAt, usize)>,
    cell: Option<(Id, usize, usize)>,
    narrowed: Option<Narrowed>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Pane {
    Outline,
    Text,
    Typing,
    Table,
    Findings,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Narrowed {
    Severity(String),
    Family(char),
    Part(Vec<Id>, String),
}

impl State {
    /// Where the user stands, in a form that can be gone back to; empty where no report is open.
    pub fn whereabouts(&self) -> String {
        let (Some(year), Some(report)) = (self.year(), self.report()) else { return String::new() };
        let pane = match self.focus.pane() {
            Focus::Typing => Pane::Typing,
            Focus::Table | Focus::Cell | Focus::Filling => Pane::Table,
            Focus::Findings => Pane::Findings,
            Focus::Text | Focus::Review => Pane::Text,
            _ => Pane::Outline,
        };
        let caret = self.page.caret;
        let caret = caret.spot.text_at(report).map(|at| (at, caret.offset));
        let cell =
            (pane == Pane::Table).then_some((self.grid.table, self.grid.row, self.grid.column));
        let here = Here { year, pane, caret, cell, narrowed: narrowed(&self.findings.filter) };
        ron::to_string(&here).unwrap_or_default()
    }

    /// Goes where the user stood, as far as that is still there.
    pub(super) fn return_to(&mut self, place: &str) {
        let Ok(here) = ron::from_str::<Here>(place) else { return };
        self.turn_to(here.year);
        if self.year() != Some(here.year) || here.pane == Pane::Outline {
            return;
        }
        self.outline.open_year(here.year);
        self.focus.back_to(Focus::Outline);
        self.focus.push(Focus::Text);
        let caret = here.caret.and_then(|(at, offset)| {
            let report = self.report()?;
            let spot = Spot::of(report, at)?;
            let text = spot.text(report)?;
            Some(Caret::at(spot, if text.is_char_boundary(offset) { offset } else { 0 }))
        });
        if let Some(caret) = caret {
            self.page.show(caret);
        }
        match (here.pane, here.cell) {
            (Pane::Typing, _) if caret.is_some() => start_typing(self),
            (Pane::Table, Some((table, row, column)))
                if self.report().is_some_and(|report| report.table(table).is_some()) =>
            {
                enter_table(self, table);
                self.show_cell(row, column);
            }
            (Pane::Findings, _) => {
                self.focus.push(Focus::Findings);
                self.findings.only(here.narrowed.and_then(widened).unwrap_or_default());
            }
            _ => {}
        }
    }
}

fn narrowed(filter: &Filter) -> Option<Narrowed> {
    Some(match filter {
        Filter::All => return None,
        Filter::Severity(severity) => Narrowed::Severity(severity.word().to_owned()),
        Filter::Family(letter, _) => Narrowed::Family(*letter),
        Filter::Part(ids, name) => Narrowed::Part(ids.clone(), name.clone()),
    })
}

fn widened(narrowed: Narrowed) -> Option<Filter> {
    Some(match narrowed {
        Narrowed::Severity(word) => {
            let all = [Severity::Error, Severity::Warning, Severity::Hint];
            Filter::Severity(all.into_iter().find(|severity| severity.word() == word)?)
        }
        Narrowed::Family(letter) => {
            let (letter, name) = FAMILIES.into_iter().find(|(known, _)| *known == letter)?;
            Filter::Family(letter, name)
        }
        Narrowed::Part(ids, name) => Filter::Part(ids, name),
    })
}
