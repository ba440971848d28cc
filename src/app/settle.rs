//! After each action: everything that is shown is laid out and scrolled, so that drawing only reads.

use crate::edit::Edit;
use crate::forms::TableForm;
use crate::model::Report;
use crate::model::Table;

use super::focus::Focus;
use super::geometry::{Area, panes};
use super::key::{Code, Key};
use super::outline::{Node, scrolled};
use super::page::{Frame, Page};
use super::state::State;
use super::ties::Ties;

impl State {
    /// Lays out and scrolls what the panes show.
    pub(super) fn settle(&mut self) {
        self.follow_ties();
        let panes = panes(self);
        if !panes.outline.is_empty() {
            let rows = self.outline.rows(self);
            self.outline.settle(&rows, usize::from(panes.outline.height));
        }
        self.on_page(Page::settle);
        let room = usize::from(panes.sheet.height).saturating_sub(1);
        let findings = &mut self.findings;
        // A filter does not outlive the list that it was set in.
        if !self.focus.has(Focus::Findings) {
            findings.unfilter();
        }
        let (chosen, count) = (findings.position(), findings.shown().count());
        findings.top = scrolled(findings.top, chosen, count, room);
        let matches = &mut self.matches;
        let room = room.saturating_sub(1);
        matches.top = scrolled(matches.top, matches.chosen, matches.found.len(), room);
        self.settle_grid(panes.content);
        if self.focus.has(Focus::Table)
            && self.report().and_then(|report| report.table(self.grid.table)).is_none()
        {
            self.focus.back_to(Focus::Text);
        }
    }

    /// Keeps the cursor within the table and the screen where it is.
    fn settle_grid(&mut self, content: Area) {
        let open = self.report().and_then(|report| report.table(self.grid.table));
        if let Some(table) = open {
            let last = |count: usize| count.saturating_sub(1);
            let (row, column) = (last(table.rows.len()), last(table.columns.len()));
            self.grid.row = self.grid.row.min(row);
            self.grid.column = self.grid.column.min(column);
        }
        self.tie();
        self.lay_out();
        let open = self.report().and_then(|report| report.table(self.grid.table));
        let Some((table, sheet)) = open.zip(self.sheets.pane()) else { return };
        let height = usize::from(self.parts(content, table).lines);
        let line = sheet.line_of(self.grid.row);
        let top = scrolled(self.grid.top, line, sheet.lines.len(), height);
        let left = sheet.scrolled(self.grid.left, self.grid.column);
        (self.grid.top, self.grid.left) = (top, left);
    }

    /// Puts the cursor of the open table on a cell; a group of rows that it lies in is opened.
    pub(super) fn show_cell(&mut self, row: usize, column: usize) {
        let mut grid = std::mem::take(&mut self.grid);
        if let Some(table) = self.report().and_then(|report| report.table(grid.table)) {
            grid.show(table, (row, column));
        }
        self.grid = grid;
    }

    /// Where the keys are in a table, puts its cursor on the first cell that an edit changes.
    pub(super) fn show_edited_cell(&mut self, edit: &Edit, forward: bool) {
        let fills = |edit: &&Edit| matches!(edit, Edit::SetCell { .. });
        let first = match edit {
            Edit::Group(edits) if forward => edits.iter().find(fills),
            // What was done first is taken back last.
            Edit::Group(edits) => edits.iter().rfind(fills),
            _ => Some(edit),
        };
        let Some(Edit::SetCell { table, row, column, .. }) = first else { return };
        let open = self.focus.has(Focus::Table) && self.grid.table == *table;
        let row = self.report().and_then(|report| report.table(*table)?.row_index(*row));
        if let Some(row) = row.filter(|_| open) {
            self.show_cell(row, *column);
        }
    }

    /// The statutory form of a table of the open report, where it has one.
    pub fn form_of(&self, table: &Table) -> Option<&TableForm> {
        self.forms.form(self.report()?.form, &table.form)
    }

    /// Does something with the page, the open report and the room there is.
    pub(super) fn on_page<T>(
        &mut self,
        work: impl FnOnce(&mut Page, (&Report, &Ties), Frame) -> T,
    ) -> Option<T> {
        let prose = panes(self).prose;
        let hanging = self.settings.hanging;
        // What hangs past the margin stays within the pane.
        let width = usize::from(prose.width).saturating_sub(if hanging { 2 } else { 0 });
        let height = usize::from(prose.height);
        let frame = Frame { width, height, widths: self.widths, hanging };
        let mut page = std::mem::take(&mut self.page);
        let done = self.report().map(|report| work(&mut page, (report, &self.ties), frame));
        self.page = page;
        done
    }

    /// Rows that the sheet over the content takes now.
    pub(super) fn sheet_rows(&self) -> u16 {
        let body = self.size.rows.saturating_sub(if self.size.rows >= 24 { 5 } else { 4 });
        match self.focus.top() {
            Focus::Picker | Focus::Matches | Focus::Paste | Focus::Trend | Focus::KeyTest => body,
            Focus::Findings => (body / 2).max(4),
            _ if self.focus.pane() == Focus::Findings => (body / 2).max(4),
            _ => 0,
        }
    }

    /// What the caret stands in, as a line of the outline.
    pub(super) fn here(&self) -> Option<Node> {
        let report = self.report()?;
        if self.focus.has(Focus::Table) {
            return Some(Node::Table(report.year, self.grid.table));
        }
        let spot = self.page.caret.spot;
        if let Some(table) = spot.block(report).and_then(|block| block.table()) {
            return Some(Node::Table(report.year, table.id));
        }
        match spot.section() {
            None => Some(Node::Report(report.year)),
            Some(section) => Some(Node::Section(report.year, report.sections.get(section)?.id)),
        }
    }

    /// The keys that have been pressed for one command; none while the first of two stands alone. What may follow it is
    /// told at once.
    pub(super) fn keys_so_far(&mut self, focus: Focus, key: Key) -> Option<Vec<Key>> {
        if let Some(first) = self.begun.take() {
            return Some(vec![first, key]);
        }
        let follow = self.keymap.follow(focus, key);
        if follow.is_empty() || self.selection().is_some() {
            return Some(vec![key]);
        }
        self.begun = Some(key);
        let list: Vec<String> =
            follow.iter().map(|(second, command)| format!("{second} {}", command.title)).collect();
        self.tell(format!("{key}：{}", list.join("  ")));
        None
    }

    /// Says that two keys give nothing; Esc only ends the first.
    pub(super) fn tell_no_pair(&mut self, keys: &[Key]) {
        if keys.last().is_some_and(|key| key.code != Code::Esc) {
            let written = super::keymap::written(keys);
            self.tell(format!("“{written}”没有绑命令"));
        }
    }

    /// The key that is meant: behind Esc at rest a digit is the F-key of that number, as in Midnight Commander.
    pub(super) fn meant(&mut self, key: Key) -> Key {
        let escaped = std::mem::take(&mut self.escaped);
        match key.code {
            Code::Char('0') if escaped => Key::plain(Code::F(10)),
            Code::Char(digit @ '1'..='9') if escaped => Key::plain(
                digit
                    .to_digit(10)
                    .and_then(|digit| u8::try_from(digit).ok())
                    .map_or(key.code, Code::F),
            ),
            _ => key,
        }
    }
}
