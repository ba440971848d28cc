//! 溯源: from a number to its cell, to every other place where it stands, and back again.

use crate::figures::tying::{CellAt, FigureAt};
use crate::model::{Block, Id, Section, TextAt, Year};

use super::action::Effect;
use super::caret::Caret;
use super::commands::{enter_table, start_typing};
use super::focus::Focus;
use super::spot::Spot;
use super::state::State;

/// A place that is gone to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stop {
    /// A number in a sentence, and whether one types there.
    Text {
        /// Of which report.
        year: Year,
        paragraph: Id,
        offset: usize,
        types: bool,
    },
    /// A cell.
    Cell(CellAt),
}

/// The places of one number, walked round.
#[derive(Debug, Default)]
pub struct Trace {
    stops: Vec<Stop>,
    at: usize,
    /// Where one came from, the last last.
    history: Vec<Stop>,
}

/// How many places are remembered to go back to.
const HISTORY: usize = 50;

impl Trace {
    /// Whether there is anywhere to go back to.
    pub const fn is_empty(&self) -> bool {
        self.history.is_empty()
    }
}

/// Goes on to the next place of the number or the cell where one stands.
pub(super) fn trace(state: &mut State) -> Vec<Effect> {
    state.pause();
    state.tie_figures();
    let Some(here) = here(state) else {
        state.tell("光标不在数上；移到正文的数上或表格里，再按 F4");
        return Vec::new();
    };
    let known =
        state.ties.trace.stops.get(state.ties.trace.at).is_some_and(|stop| is_at(stop, &here));
    if !known || state.ties.trace.stops.len() < 2 {
        let stops = match &here {
            Stop::Text { .. } => from_text(state, &here),
            Stop::Cell(cell) => from_cell(state, cell),
        };
        match stops {
            Ok(stops) => (state.ties.trace.stops, state.ties.trace.at) = (stops, 0),
            Err(why) => {
                state.tell(why);
                return Vec::new();
            }
        }
    }
    let count = state.ties.trace.stops.len();
    state.ties.trace.at = (state.ties.trace.at + 1) % count;
    let Some(stop) = state.ties.trace.stops.get(state.ties.trace.at).cloned() else {
        return Vec::new();
    };
    remember(state, here);
    let effects = go(state, &stop);
    let (nth, name) = (state.ties.trace.at + 1, named(state, &stop));
    state.tell(if state.ties.trace.at == 0 {
        format!("回到原处：{name}（{count} 处都看过了）")
    } else if count == 2 {
        format!("{name}。F4 回原处")
    } else {
        format!("第 {nth} 处，共 {count} 处：{name}。F4 下一处，Ctrl-W 回上一处")
    });
    effects
}

/// Goes back to where one was before.
pub(super) fn back(state: &mut State) -> Vec<Effect> {
    let Some(stop) = state.ties.trace.history.pop() else {
        state.tell("没有可回去的地方");
        return Vec::new();
    };
    state.pause();
    state.ties.trace.stops.clear();
    let effects = go(state, &stop);
    state.tell(format!("回到 {}", named(state, &stop)));
    effects
}

fn remember(state: &mut State, stop: Stop) {
    let history = &mut state.ties.trace.history;
    if history.len() == HISTORY {
        history.remove(0);
    }
    history.push(stop);
}

/// Where one stands: a cell, or a number of a sentence.
fn here(state: &State) -> Option<Stop> {
    let report = state.report()?;
    if state.focus.has(Focus::Table) && state.focus.pane() != Focus::Outline {
        let table = report.table(state.grid.table)?;
        let (row, column) =
            (table.rows.get(state.grid.row)?, table.columns.get(state.grid.column)?);
        let (row, column) = (row.id, column.key.clone());
        return Some(Stop::Cell(CellAt { year: report.year, table: table.id, row, column }));
    }
    let (paragraph, _) = state.mark_at_caret()?;
    Some(Stop::Text {
        year: report.year,
        paragraph: paragraph.id,
        offset: state.page.caret.offset,
        types: state.focus.pane() == Focus::Typing,
    })
}

/// Whether one is still where the walk has led, wherever within the number.
fn is_at(stop: &Stop, here: &Stop) -> bool {
    match (stop, here) {
        (
            Stop::Text { year, paragraph, offset, .. },
            Stop::Text { year: other_year, paragraph: other, offset: at, .. },
        ) => (year, paragraph, offset) == (other_year, other, at),
        (Stop::Cell(cell), Stop::Cell(other)) => cell == other,
        _ => false,
    }
}

/// The number at the caret, its cells, and every other place that quotes one of them or tells the same.
fn from_text(state: &State, here: &Stop) -> Result<Vec<Stop>, String> {
    let Some((paragraph, mark)) = state.mark_at_caret() else { return Err(String::new()) };
    let passage = state.ties.passage(paragraph.id);
    let tied = mark.figure.and_then(|at| passage?.tied.get(at));
    let mut stops = vec![here.clone()];
    let link = paragraph.links.iter().find(|link| {
        let bytes = super::ties::bytes_of(&paragraph.text, link);
        bytes.start <= mark.digits.start && mark.digits.end <= bytes.end
    });
    if let Some(link) = link {
        let cell = state.project().and_then(|project| project.cell_at(&link.source));
        let Some(cell) = cell else {
            return Err(format!(
                "来源 {} 已经不在了。选“解除关联”，或按 F3 换一个来源",
                link.source
            ));
        };
        stops.push(Stop::Cell(cell));
    }
    let sources = tied.map(|tied| tied.sources.as_slice()).unwrap_or_default();
    // The likeliest source is the best; the line under the text tells the others.
    for cell in sources.iter().take(1).flat_map(|source| &source.cells) {
        add(&mut stops, Stop::Cell(cell.clone()));
    }
    for figure in sources.iter().filter_map(|source| source.figure.as_ref()) {
        add(&mut stops, of_figure(figure));
    }
    let cells: Vec<Stop> = stops.clone();
    for stop in &cells {
        if let Stop::Cell(cell) = stop {
            quotes(state, cell, &mut stops, Some(&(paragraph.id, mark.bytes.clone())));
        }
    }
    if stops.len() < 2 {
        let line = state.figure_line().map(|line| line.text).unwrap_or_default();
        return Err(format!("没有可去的来源：{line}"));
    }
    Ok(stops)
}

fn from_cell(state: &State, cell: &CellAt) -> Result<Vec<Stop>, String> {
    let mut stops = vec![Stop::Cell(cell.clone())];
    quotes(state, cell, &mut stops, None);
    if stops.len() < 2 {
        return Err("正文里没有引用这一格的数".to_owned());
    }
    Ok(stops)
}

/// Adds the sentences that quote a cell, but for one.
fn quotes(
    state: &State,
    cell: &CellAt,
    stops: &mut Vec<Stop>,
    but: Option<&(Id, std::ops::Range<usize>)>,
) {
    let Some(year) = state.year().filter(|year| *year == cell.year) else { return };
    for quote in state.ties.quoted(cell.table, cell.row, &cell.column) {
        let same = but.is_some_and(|(paragraph, bytes)| {
            *paragraph == quote.paragraph
                && bytes.start < quote.bytes.end
                && quote.bytes.start < bytes.end
        });
        if !same {
            let (paragraph, offset) = (quote.paragraph, quote.bytes.start);
            add(stops, Stop::Text { year, paragraph, offset, types: false });
        }
    }
}

fn of_figure(figure: &FigureAt) -> Stop {
    let FigureAt { year, paragraph, bytes } = figure;
    Stop::Text { year: *year, paragraph: *paragraph, offset: bytes.start, types: false }
}

fn add(stops: &mut Vec<Stop>, stop: Stop) {
    if !stops.iter().any(|known| is_at(known, &stop)) {
        stops.push(stop);
    }
}

/// Goes to a place, in whichever report it is.
fn go(state: &mut State, stop: &Stop) -> Vec<Effect> {
    let year = match stop {
        Stop::Text { year, .. } | Stop::Cell(CellAt { year, .. }) => *year,
    };
    let turned = state.year() != Some(year);
    state.turn_to(year);
    state.outline.open_year(year);
    state.focus.back_to(Focus::Outline);
    state.focus.push(Focus::Text);
    match stop {
        Stop::Text { paragraph, offset, types, .. } => {
            let spot =
                state.report().and_then(|report| Spot::of(report, TextAt::Paragraph(*paragraph)));
            if let Some(spot) = spot {
                state.page.jump(Caret::at(spot, *offset));
            }
            if *types && state.read_only().is_none() {
                start_typing(state);
            }
        }
        Stop::Cell(cell) => {
            let place = state.report().and_then(|report| {
                let table = report.table(cell.table)?;
                let column = table.columns.iter().position(|own| own.key == cell.column)?;
                Some((table.row_index(cell.row)?, column))
            });
            if let Some((row, column)) = place {
                enter_table(state, cell.table);
                state.show_cell(row, column);
            }
        }
    }
    if turned { state.check() } else { Vec::new() }
}

/// A place as it is told.
fn named(state: &State, stop: &Stop) -> String {
    let report = |year: &Year| state.project().and_then(|project| project.reports.get(year));
    let open = state.year();
    match stop {
        Stop::Text { year, paragraph, offset, .. } => {
            let Some(report) = report(year) else { return String::new() };
            let text = report.paragraph(*paragraph).map_or("", |found| found.text.as_str());
            let from = text.get(*offset..).unwrap_or_default();
            let words: String = from.chars().take(8).collect();
            let number = section_of(report, *paragraph);
            let year = if open == Some(*year) { String::new() } else { format!("{year} 年报") };
            format!("{year}{number}“{words}”")
        }
        Stop::Cell(cell) => {
            let source = report(&cell.year).and_then(|report| {
                let table = report.table(cell.table)?;
                let row = table.rows.iter().find(|row| row.id == cell.row)?;
                Some(crate::model::Source {
                    year: cell.year,
                    table: table.name(),
                    row: row.name(),
                    column: cell.column.clone(),
                })
            });
            source.map_or_else(String::new, |source| state.named(&source))
        }
    }
}

fn section_of(report: &crate::model::Report, paragraph: Id) -> String {
    let holds = |section: &Section| {
        section.blocks.iter().filter_map(Block::paragraph).any(|own| own.id == paragraph)
    };
    let at = report.sections.iter().position(holds);
    let title = at.and_then(|at| {
        let section = report.sections.get(at)?;
        let number = report.printed_numbers().get(at).cloned().unwrap_or_default();
        Some(if section.is_preface() { "前言".to_owned() } else { number + &section.title })
    });
    title.unwrap_or_default()
}
