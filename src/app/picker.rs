//! A list to choose from that filters while one types: palette, help, years, sections.

use crate::project::Series;
use crate::text::search::Query;

use super::action::Effect;
use super::input::Input;
use super::state::State;

/// What a picker is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    /// All commands (命令面板).
    #[default]
    Commands,
    /// The keys that work here (帮助).
    Help,
    /// The sections and tables of the report.
    Places,
    /// The reports of the project.
    Years,
    /// The formats that a report is exported to.
    Formats,
    /// What the findings may be narrowed to.
    Filter,
    /// Figures of all years (查数).
    Figures,
    /// What the report may be compared with.
    Bases,
    /// The tables that can be put into the report.
    Tables,
    /// A figure for the trend view.
    Trend,
    /// The versions of the open report, or the sections in which one differs.
    Versions,
    /// Files to be brought in.
    Files,
}

/// What choosing an entry does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Runs the command with this id.
    Command(&'static str),
    /// Goes there.
    Node(super::outline::Node),
    /// Exports the open report to the format with this key.
    Export(&'static str),
    /// Reads this file to be brought in.
    Import(String),
    /// Asks for the path of a file to be brought in.
    Path,
    /// Puts a table into the report: of the form with this key, or one of the office's own.
    Table(Option<String>),
    /// Puts the newest of these figures into the text, or goes to it; a place in the picker's series.
    Figure(usize),
    /// Shows these findings alone.
    Filter(super::findings::Filter),
    /// Compares the report with this.
    Base(super::reviewing::Base),
    /// Compares the report with this version of it.
    Version(super::action::Kept),
    /// Writes this paper beside the project.
    Paper((crate::project::Paper, crate::project::Style)),
    /// Compares the version at this place of the list with what stands now.
    Past(usize),
    /// Restores the section at this place of the list.
    Restore(usize),
}

/// One line to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is called.
    pub title: String,
    /// Its key or state, shown in a column of its own.
    pub note: String,
    /// One sentence, shown for the chosen line.
    pub about: String,
    /// Other texts by which it is found: English id, key.
    pub also: String,
    /// Why it cannot be chosen now, if so.
    pub blocked: Option<String>,
    /// What choosing it does.
    pub target: Target,
}

/// An open list.
#[derive(Debug, Clone, Default)]
pub struct Picker {
    /// What it is for.
    pub purpose: Purpose,
    /// Heading of the sheet.
    pub title: &'static str,
    /// What was typed to filter it.
    pub input: Input,
    /// Index among the entries shown.
    pub chosen: usize,
    /// The figures that are looked up.
    pub series: Vec<Series>,
    /// Whether the choice was moved since something was typed.
    pub(super) moved: bool,
    entries: Vec<Entry>,
    shown: Vec<usize>,
}

impl Picker {
    /// A list with everything shown.
    pub fn new(purpose: Purpose, title: &'static str, entries: Vec<Entry>) -> Self {
        let mut picker = Self { purpose, title, entries, ..Self::default() };
        picker.filter();
        picker
    }

    /// A list of figures.
    pub fn of_figures(
        purpose: Purpose,
        title: &'static str,
        (series, entries): (Vec<Series>, Vec<Entry>),
    ) -> Self {
        let mut picker = Self { purpose, title, series, entries, ..Self::default() };
        picker.filter();
        picker
    }

    /// The chosen figure.
    pub fn figure(&self) -> Option<&Series> {
        match self.chosen()?.target {
            Target::Figure(at) => self.series.get(at),
            _ => None,
        }
    }

    /// Rows that entries have in a sheet of this height: all but the heading, the line and the foot.
    pub fn room(&self, height: u16) -> u16 {
        height.saturating_sub(2 + self.foot(height))
    }

    /// Rows below the entries: of figures the years with their bars and the source where there is room.
    pub fn foot(&self, height: u16) -> u16 {
        let figures = matches!(self.purpose, Purpose::Figures | Purpose::Trend);
        if figures && height >= 14 { 7 } else { 1 }
    }

    /// The entries that match what was typed, best first.
    pub fn shown(&self) -> impl ExactSizeIterator<Item = &Entry> {
        let entries: Vec<&Entry> =
            self.shown.iter().filter_map(|index| self.entries.get(*index)).collect();
        entries.into_iter()
    }

    /// The chosen entry.
    pub fn chosen(&self) -> Option<&Entry> {
        self.shown.get(self.chosen).and_then(|index| self.entries.get(*index))
    }

    /// Filters by what is typed now.
    pub fn filter(&mut self) {
        let query = Query::new(self.input.text());
        let mut found: Vec<((bool, u32), usize)> = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            if let Some(score) = self.score(&query, entry) {
                found.push((score, index));
            }
        }
        if !query.is_empty() || !self.series.is_empty() {
            found.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), *index));
        }
        self.shown = found.into_iter().map(|(_, index)| index).collect();
        (self.chosen, self.moved) = (0, false);
    }

    /// How well an entry answers. Of the cells of a row that was asked for as a whole the total comes first.
    fn score(&self, query: &Query, entry: &Entry) -> Option<(bool, u32)> {
        let best = |names: &[&str]| {
            names.iter().filter_map(|name| query.find(name)).map(|hit| hit.score).max()
        };
        if let Target::Figure(at) = entry.target
            && let Some((row, column)) = entry.title.rsplit_once('／')
        {
            let full = self.series.get(at).and_then(|series| series.name.rsplit_once('／'));
            if let Some(score) = best(&[row, full.map_or("", |(row, _)| row)]) {
                let empty = query.is_empty();
                return Some((column == "总计", if empty { 0 } else { score }));
            }
        }
        let score = best(&[&entry.title, &entry.also])?;
        Some((false, if query.is_empty() && !self.series.is_empty() { 0 } else { score }))
    }

    /// Moves the choice by some lines, staying within the list.
    pub fn step(&mut self, by: isize) {
        let last = self.shown.len().saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(by).min(last);
        self.moved = true;
    }
}

/// Does what the chosen entry stands for; a blocked one says why not.
pub(super) fn accept(state: &mut State) -> Vec<Effect> {
    let Some(entry) = state.picker.chosen().cloned() else {
        // What no listed file has in its name is a path of its own.
        let typed = state.picker.input.text().trim().to_owned();
        if state.picker.purpose == Purpose::Files && !typed.is_empty() {
            state.focus.pop();
            return vec![Effect::Import(typed)];
        }
        return Vec::new();
    };
    if let Some(reason) = entry.blocked {
        state.warn(format!("{}：{reason}", entry.title));
        return Vec::new();
    }
    state.focus.pop();
    match entry.target {
        Target::Command(id) => super::commands::run(state, id),
        Target::Node(node) => super::commands::open_node(state, node),
        Target::Table(key) => super::commands::insert_table(state, key.as_deref()),
        Target::Figure(at) => {
            let Some(series) = state.picker.series.get(at).cloned() else { return Vec::new() };
            if state.picker.purpose == Purpose::Trend {
                return super::trend::show(state, series);
            }
            super::commands::take_figure(state, &series)
        }
        Target::Past(index) => super::versions::show(state, index),
        Target::Restore(index) => super::versions::restore_section(state, index),
        Target::Import(path) => vec![Effect::Import(path)],
        Target::Path => super::commands::ask_path(state),
        Target::Export(key) => super::commands::export_as(state, key),
        Target::Base(base) => super::commands::compare_with(state, base),
        Target::Version(kept) => vec![Effect::ReadVersion(kept)],
        Target::Paper(paper) => super::commands::write_paper(state, paper),
        Target::Filter(filter) => {
            super::commands::show_only(state, filter);
            Vec::new()
        }
    }
}
