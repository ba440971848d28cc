//! The layouts of the tables that are shown, kept until something that they rest on changes.

use crate::app::action::Revision;
use crate::app::geometry::{Area, panes};
use crate::app::spot::Spot;
use crate::app::state::State;
use crate::edit::Edit;
use crate::model::Id;
use crate::model::Report;
use crate::model::Table;

use super::folds::Folds;
use super::sheet::{Room, Sheet};

/// How the rows of the table pane are shared out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// Lines of the table, below the column heads.
    pub lines: u16,
    /// Whether a rule stands below them.
    pub rule: bool,
    /// Whether the check strip does.
    pub strip: bool,
    /// Rows that tell of the cursor's cell.
    pub below: u16,
}

impl Parts {
    /// The rows of a pane of some height: what is told of the cell gives way before the table does.
    pub fn of(height: u16, strip: bool, explained: bool) -> Self {
        let (rule, below) = match height {
            ..9 => (false, 1),
            9..13 => (false, 2),
            13..17 => (true, 3),
            _ => (true, if explained { 5 } else { 3 }),
        };
        let taken = 1 + u16::from(rule) + u16::from(strip) + below;
        Self { lines: height.saturating_sub(taken), rule, strip, below }
    }
}

/// What a layout rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    revision: Revision,
    table: Id,
    room: Room,
    folds: usize,
}

/// The layouts of the tables that are shown.
#[derive(Debug, Clone, Default)]
pub struct Sheets {
    /// Of the table pane.
    pane: Option<(Stamp, Sheet)>,
    /// Of the tables within the text.
    previews: Vec<(Stamp, Sheet)>,
}

impl Sheets {
    /// The layout of the table pane.
    pub fn pane(&self) -> Option<&Sheet> {
        self.pane.as_ref().map(|(_, sheet)| sheet)
    }

    /// The layout of a table within the text.
    pub fn preview(&self, table: Id) -> Option<&Sheet> {
        self.previews.iter().find(|(stamp, _)| stamp.table == table).map(|(_, sheet)| sheet)
    }

    /// Keeps the layouts over a change that only filled cells which fit.
    pub(in crate::app) fn follow(&mut self, edit: &Edit, report: &Report, now: Revision) {
        let mut cells = Vec::new();
        if !only_cells(edit, &mut cells) {
            return;
        }
        for (stamp, sheet) in self.pane.iter_mut().chain(&mut self.previews) {
            let Some(table) = report.table(stamp.table) else { continue };
            let fits = |(id, row, column): &(Id, Id, usize)| {
                let row = (*id == stamp.table).then(|| table.row_index(*row)).flatten();
                *id != stamp.table || row.is_some_and(|row| sheet.still_fits(table, row, *column))
            };
            if stamp.revision.number + 1 == now.number && cells.iter().all(fits) {
                stamp.revision = now;
            }
        }
    }
}

/// Whether a change only fills cells; collects them.
fn only_cells(edit: &Edit, cells: &mut Vec<(Id, Id, usize)>) -> bool {
    match edit {
        Edit::SetCell { table, row, column, .. } => {
            cells.push((*table, *row, *column));
            true
        }
        Edit::Group(edits) => edits.iter().all(|edit| only_cells(edit, cells)),
        _ => false,
    }
}

impl State {
    /// How the rows of the table pane are shared out.
    pub fn parts(&self, content: Area, table: &Table) -> Parts {
        let form = self.form_of(table);
        let strip = self.grid.tied.strip().is_some();
        Parts::of(content.height, strip, form.is_some())
    }

    /// Lays out what is shown, as far as it is not yet.
    pub(in crate::app) fn lay_out(&mut self) {
        let mut sheets = std::mem::take(&mut self.sheets);
        let panes = panes(self);
        let prose = usize::from(panes.prose.width);
        let shown: Vec<Id> = self.tables_on_page();
        sheets.previews.retain(|(stamp, _)| shown.contains(&stamp.table));
        for table in shown {
            let room = Room { columns: prose, lines: usize::MAX, widths: self.widths };
            let old = sheets.previews.iter().position(|(stamp, _)| stamp.table == table);
            let old = old.map(|index| sheets.previews.swap_remove(index));
            sheets.previews.extend(self.laid(old, table, (room, &Folds::default())));
        }
        let pane = sheets.pane.take();
        if let Some(table) = self.report().and_then(|report| report.table(self.grid.table)) {
            let lines = usize::from(self.parts(panes.content, table).lines);
            let columns = usize::from(panes.content.width);
            let room = Room { columns, lines, widths: self.widths };
            sheets.pane = self.laid(pane, table.id, (room, &self.grid.folds));
        }
        self.sheets = sheets;
    }

    fn laid(
        &self,
        old: Option<(Stamp, Sheet)>,
        table: Id,
        (room, folds): (Room, &Folds),
    ) -> Option<(Stamp, Sheet)> {
        let revision = self.revision()?;
        let stamp = Stamp { revision, table, room, folds: folds.changes() };
        if let Some((_, sheet)) = old.filter(|(known, _)| *known == stamp) {
            return Some((stamp, sheet));
        }
        let table = self.report()?.table(table)?;
        Some((stamp, Sheet::new(table, self.form_of(table), folds, room)))
    }

    /// The tables of which something stands on the screen, within the text.
    fn tables_on_page(&self) -> Vec<Id> {
        let Some(report) = self.report() else { return Vec::new() };
        let mut shown: Vec<Id> = Vec::new();
        let mut last = Spot::Title;
        for row in self.page.rows.iter().filter(|row| row.index.is_some()) {
            if row.spot == last {
                continue;
            }
            last = row.spot;
            shown.extend(
                row.spot.block(report).and_then(|block| block.table()).map(|table| table.id),
            );
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_keeps_most_of_every_pane() {
        for (height, strip, lines, below) in [
            (19, true, 11, 5),
            (19, false, 12, 5),
            (6, true, 3, 1),
            (6, false, 4, 1),
            (43, true, 35, 5),
        ] {
            let parts = Parts::of(height, strip, true);
            assert_eq!((parts.lines, parts.below), (lines, below), "{height}");
        }
        for height in 0..60 {
            let parts = Parts::of(height, true, true);
            let all = 1 + parts.lines + u16::from(parts.rule) + 1 + parts.below;
            assert!(all == height || parts.lines == 0, "{height}");
        }
    }
}
