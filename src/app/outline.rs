//! The outline (目录): reports, their sections and tables, as a tree that opens and folds.

use std::collections::BTreeSet;

use crate::model::Block;
use crate::model::Id;
use crate::model::Report;
use crate::model::Section;
use crate::model::Year;

use super::grid;
use super::state::State;

/// Something the outline lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A report.
    Report(Year),
    /// A section.
    Section(Year, Id),
    /// A table.
    Table(Year, Id),
}

impl Node {
    /// The report it belongs to.
    pub const fn year(self) -> Year {
        match self {
            Self::Report(year) | Self::Section(year, _) | Self::Table(year, _) => year,
        }
    }
}

/// One line of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineRow {
    /// What it is.
    pub node: Node,
    /// Steps it is indented.
    pub depth: usize,
    /// What it is called.
    pub title: String,
    /// Its state, shown at the right.
    pub note: String,
    /// Open, folded, or nothing to open.
    pub open: Option<bool>,
}

/// Which line is chosen and what is open.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// The chosen line.
    pub chosen: Option<Node>,
    /// First line shown.
    pub top: usize,
    opened: BTreeSet<Node>,
}

impl Outline {
    /// Opens a report in the tree and chooses it.
    pub fn open_year(&mut self, year: Year) {
        self.opened.insert(Node::Report(year));
        self.chosen = Some(Node::Report(year));
    }

    /// Opens or folds a line.
    pub fn set_open(&mut self, node: Node, open: bool) {
        if open {
            self.opened.insert(node);
        } else {
            self.opened.remove(&node);
        }
    }

    /// Chooses a line and opens the report it stands in.
    pub fn reveal(&mut self, node: Node) {
        self.opened.insert(Node::Report(node.year()));
        self.chosen = Some(node);
    }

    /// The lines that are shown now.
    pub fn rows(&self, state: &State) -> Vec<OutlineRow> {
        let Some(project) = state.project() else { return Vec::new() };
        let mut years: Vec<(Year, Option<&Report>)> =
            project.reports.iter().map(|(year, report)| (*year, Some(report))).collect();
        years.extend(state.broken().map(|(year, _)| (year, None)));
        years.sort_by_key(|(year, _)| std::cmp::Reverse(*year));
        let unsaved: BTreeSet<Year> = state.unsaved_years().collect();
        let mut rows = Vec::new();
        for (year, report) in years {
            let node = Node::Report(year);
            let mark = if unsaved.contains(&year) { "*" } else { "" };
            let note = report
                .map_or("读不懂".to_owned(), |report| format!("{}{mark}", report.status.word()));
            let open = report.map(|_| self.opened.contains(&node));
            rows.push(OutlineRow { node, depth: 0, title: format!("{year} 年报"), note, open });
            if let Some(report) = report
                && open == Some(true)
            {
                self.sections(report, &mut rows, state);
            }
        }
        rows
    }

    fn sections(&self, report: &Report, rows: &mut Vec<OutlineRow>, state: &State) {
        let numbers = report.printed_numbers();
        let mut hidden_below: Option<u8> = None;
        for (index, section) in report.sections.iter().enumerate() {
            if hidden_below.is_some_and(|level| section.level > level) {
                continue;
            }
            let node = Node::Section(report.year, section.id);
            let holds = report.subtree(index) > 1 || section.tables().next().is_some();
            let open = (holds && !section.is_preface()).then(|| self.opened.contains(&node));
            hidden_below = (open == Some(false)).then_some(section.level);
            let number = numbers.get(index).map_or("", String::as_str);
            let title = if section.is_preface() {
                "前言".to_owned()
            } else {
                format!("{number}{}", section.title)
            };
            let depth = usize::from(section.level.max(1));
            let note = note((state, report), section, report.subtree(index));
            rows.push(OutlineRow { node, depth, title, note, open });
            if open != Some(false) {
                tables((state, report), section, depth + 1, rows);
            }
        }
    }

    /// Where the chosen line stands among the rows; where it is folded away, the line before it that is shown.
    pub fn index(&self, rows: &[OutlineRow]) -> usize {
        let found = rows.iter().position(|row| Some(row.node) == self.chosen);
        found
            .or_else(|| {
                rows.iter().position(|row| Some(row.node.year()) == self.chosen.map(Node::year))
            })
            .unwrap_or(0)
    }

    /// Scrolls so that the chosen line is shown.
    pub(super) fn settle(&mut self, rows: &[OutlineRow], height: usize) {
        let index = self.index(rows);
        self.top = scrolled(self.top, index, rows.len(), height);
    }
}

fn tables(
    (state, report): (&State, &Report),
    section: &Section,
    depth: usize,
    rows: &mut Vec<OutlineRow>,
) {
    for table in section.blocks.iter().filter_map(Block::table) {
        let title = if table.caption.is_empty() {
            "表".to_owned()
        } else {
            format!("表 {}", table.caption)
        };
        let (filled, all) = grid::filled(state.forms.form(report.form, &table.form), table);
        let findings = state.findings.in_table(table.id);
        let told = !findings.is_empty() && state.year() == Some(report.year);
        let note = match (!told, filled == all) {
            (false, _) => findings,
            (true, true) => "已填".to_owned(),
            (true, false) => format!("{filled}/{all}"),
        };
        rows.push(OutlineRow {
            node: Node::Table(report.year, table.id),
            depth,
            title,
            note,
            open: None,
        });
    }
}

/// What is to be said of a section: findings, or that nothing is written yet.
fn note((state, report): (&State, &Report), section: &Section, subtree: usize) -> String {
    let findings = state.findings.in_section(section);
    if !findings.is_empty() && state.year() == Some(report.year) {
        return findings;
    }
    let empty = section.blocks.is_empty() && subtree == 1;
    if empty { "未写".to_owned() } else { String::new() }
}

/// The first line to show so that a line is shown and no room is wasted.
pub(super) fn scrolled(top: usize, line: usize, lines: usize, height: usize) -> usize {
    let lowest = lines.saturating_sub(height);
    top.min(lowest).min(line).max((line + 1).saturating_sub(height))
}
