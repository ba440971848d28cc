//! Steps back and forth, in one report or in several at once.

use crate::app::caret::Caret;
use crate::app::focus::Focus;
use crate::app::spot::Spot;
use crate::edit::Edit;
use crate::edit::Seat;
use crate::edit::Step;
use crate::model::Report;
use crate::model::TextAt;
use crate::model::Year;

use super::State;

impl State {
    /// Where the user stands in the text; none where the keys are elsewhere.
    pub(super) fn seat(&self) -> Option<Seat> {
        if !matches!(self.focus.pane(), Focus::Text | Focus::Typing) {
            return None;
        }
        let report = self.report()?;
        let place = |caret: Caret| Some((caret.spot.text_at(report)?, caret.offset));
        Some(Seat { caret: place(self.page.caret)?, mark: self.page.mark.and_then(place) })
    }

    /// Changes several reports by one step that is taken back as one. What cannot be done is told, and then nothing is done.
    pub(in crate::app) fn change_years(&mut self, title: &str, edits: Vec<(Year, Edit)>) -> bool {
        if let Some(why) = edits.iter().find_map(|(year, _)| self.read_only_in(*year)) {
            self.warn(why);
            return false;
        }
        let (seat, open, together) = (self.seat(), self.year(), self.ids.give());
        let Some(book) = self.book.as_mut() else { return false };
        let mut done: Vec<Year> = Vec::new();
        for (year, edit) in edits {
            let before = book.noted_texts(year);
            let report = book.project.reports.get_mut(&year);
            let Some((report, history)) = report.zip(book.histories.get_mut(&year)) else {
                continue;
            };
            let made = edit.clone();
            if let Err(error) = history.act(report, title, edit) {
                for year in done {
                    let report = book.project.reports.get_mut(&year);
                    report
                        .zip(book.histories.get_mut(&year))
                        .map(|(report, history)| history.undo(report).is_some());
                }
                self.fail(error.to_string());
                return false;
            }
            history.tie(together);
            if let Some(seat) = seat.filter(|_| open == Some(year)) {
                history.seat(seat);
            }
            book.follow_notes(year, before, &made);
            done.push(year);
        }
        self.changed();
        true
    }

    /// Nothing that was laid out, found or checked is right any more.
    fn changed(&mut self) {
        self.page.forget_all();
        self.find.forget();
        self.findings.checked = false;
        self.ties.changed();
    }

    /// Takes the last step back; `forward` does it again, in every report that it changed. The caret goes where it was
    /// before, or where the step happened.
    pub fn travel(&mut self, forward: bool) {
        let Some(year) = self.year() else { return };
        let Some(step) = self.step(year, forward) else {
            self.tell(if forward { "没有可以重做的" } else { "没有可以撤销的" });
            return;
        };
        let (others, kept_back) = self.travel_along(&step, year, forward);
        self.changed();
        let edit = if forward { &step.redo } else { &step.undo };
        self.findings.follow(edit);
        let report = self.book.as_ref().and_then(|book| book.project.reports.get(&year));
        self.page.unmark();
        self.page.go_to_edit(edit, report);
        self.show_edited_cell(edit, forward);
        if let (Some(report), Some(seat), false) = (self.report(), step.seat, forward) {
            let caret = |at: Option<(TextAt, usize)>| caret_at(report, at?);
            (self.page.caret, self.page.mark) =
                (caret(Some(seat.caret)).unwrap_or(self.page.caret), caret(seat.mark));
        }
        let done = if forward { "重做" } else { "撤销" };
        let other = if forward { "Ctrl-Z 撤销" } else { "Ctrl-Y 重做" };
        let mut told = format!("已{done}：{}（{other}）", step.title);
        if !others.is_empty() {
            told = format!("{told}，连同 {} 年报", list(&others));
        }
        if !kept_back.is_empty() {
            told = format!("{told}；{} 年报里后来又有改动，没有一起{done}", list(&kept_back));
        }
        self.tell(told);
    }

    /// One step of one report.
    fn step(&mut self, year: Year, forward: bool) -> Option<Step> {
        let book = self.book.as_mut()?;
        let before = book.noted_texts(year);
        let report = book.project.reports.get_mut(&year)?;
        let history = book.histories.get_mut(&year)?;
        let step = if forward { history.redo(report) } else { history.undo(report) }.cloned()?;
        book.follow_notes(year, before, if forward { &step.redo } else { &step.undo });
        Some(step)
    }

    /// The same step in the other reports: those in which it was taken, and those in which it is not the last any more.
    fn travel_along(&mut self, step: &Step, open: Year, forward: bool) -> (Vec<Year>, Vec<Year>) {
        let (mut taken, mut kept_back) = (Vec::new(), Vec::new());
        let Some(together) = step.together else { return (taken, kept_back) };
        let years: Vec<Year> = self
            .project()
            .map(|project| project.reports.keys().copied().collect())
            .unwrap_or_default();
        for year in years.into_iter().filter(|year| *year != open) {
            let Some(history) = self.book.as_ref().and_then(|book| book.histories.get(&year))
            else {
                continue;
            };
            if history.next(forward).is_some_and(|next| next.together == Some(together)) {
                if self.step(year, forward).is_some() {
                    taken.push(year);
                }
            } else if history.holds(together, forward) {
                kept_back.push(year);
            }
        }
        (taken, kept_back)
    }
}

fn caret_at(report: &Report, (at, offset): (TextAt, usize)) -> Option<Caret> {
    let spot = Spot::of(report, at)?;
    let text = spot.text(report)?;
    text.is_char_boundary(offset).then(|| Caret::at(spot, offset))
}

fn list(years: &[Year]) -> String {
    years.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
}
