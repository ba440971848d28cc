//! The text pane: the rows that were laid out, with what was found and what is wrong in them.

use std::ops::Range;

use ratatui::style::Style;

use crate::app::Area;
use crate::app::Focus;
use crate::app::PageRow;
use crate::app::Panes;
use crate::app::Shown;
use crate::app::Spot;
use crate::app::Standing;
use crate::app::State;
use crate::checks::Place;
use crate::checks::Severity;
use crate::model::Block;
use crate::text::fit::Align;

use super::Caret;
use super::canvas::{Canvas, at};
use super::grid;
use super::theme::Theme;

/// Draws the visible part of the report; gives back where the caret stands in it.
pub(super) fn draw(
    state: &State,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
    panes: Panes,
) -> Option<Caret> {
    let report = state.report()?;
    let area = panes.prose;
    for (y, row) in (0..area.height).zip(&state.page.rows) {
        let line = Area { y: area.y + y, height: 1, ..area };
        match row.spot {
            Spot::Title => {
                title(
                    report.title.get(row.start..row.end).unwrap_or_default(),
                    theme,
                    canvas,
                    line,
                );
            }
            _ => match (row.spot.text(report), row.index) {
                (Some(_), Some(_)) => prose((state, theme), row, canvas, line),
                (None, Some(index)) => {
                    let table = row.spot.block(report).and_then(|block| block.table());
                    let chosen =
                        state.page.caret.spot == row.spot && state.page.caret.offset == index;
                    if let Some(table) = table {
                        grid::preview((state, theme), (table, index), canvas, line);
                    }
                    if chosen {
                        canvas.tint(
                            line,
                            if state.focus.pane() == Focus::Text {
                                theme.chosen
                            } else {
                                theme.resting
                            },
                        );
                    }
                }
                (_, None) => {}
            },
        }
    }
    empty_section(state, theme, canvas, area);
    caret(state, area)
}

fn caret(state: &State, area: Area) -> Option<Caret> {
    let typing = state.focus.top() == Focus::Typing;
    let (column, row) = match state.page.cursor {
        Some(at) => at,
        None => (
            0,
            state.page.rows.iter().position(|row| {
                row.spot == state.page.caret.spot && row.index == Some(state.page.caret.offset)
            })?,
        ),
    };
    let x = area.x + u16::try_from(column).ok()?.min(area.width.saturating_sub(1));
    Some(Caret { x, y: area.y + u16::try_from(row).ok()?, typing })
}

fn title(text: &str, theme: &Theme, canvas: &mut Canvas<'_>, line: Area) {
    canvas.put(at(line, 0, 0).fit(usize::from(line.width), Align::Centre), text, theme.heading);
}

/// One row of a heading or a paragraph.
fn prose((state, theme): (&State, &Theme), row: &PageRow, canvas: &mut Canvas<'_>, line: Area) {
    let Some(shown) = shown(state, row.spot) else { return };
    let text = &*shown.text;
    let base = if matches!(row.spot, Spot::Heading(_)) { theme.heading } else { theme.ink };
    canvas.put(at(line, 0, 0), &row.number, base);
    let mut x = u16::try_from(row.indent).unwrap_or(line.width);
    if text.is_empty() && matches!(row.spot, Spot::Heading(_)) {
        canvas.put(at(line, x, 0), "（标题未写）", theme.faint);
    }
    for (range, style) in pieces(state, (row, &shown), theme, base) {
        x = canvas.put(at(line, x, 0), text.get(range).unwrap_or_default(), style);
    }
}

/// The row cut where its style changes: found words, words that are wrong.
fn pieces(
    state: &State,
    (row, shown): (&PageRow, &Shown<'_>),
    theme: &Theme,
    base: Style,
) -> Vec<(Range<usize>, Style)> {
    let mut marked: Vec<(Range<usize>, Style)> = Vec::new();
    if !state.ties.hidden {
        marked.extend(numbers(state, row.spot, theme));
    }
    for (range, severity) in wrong_words(state, row.spot) {
        let style = match severity {
            Severity::Error => theme.error,
            Severity::Warning => theme.warning,
            Severity::Hint => theme.hint,
        };
        marked.push((range, style));
    }
    let first = state.find.hits.partition_point(|hit| (hit.spot, hit.end) <= (row.spot, row.start));
    for hit in state
        .find
        .hits
        .iter()
        .skip(first)
        .take_while(|hit| hit.spot == row.spot && hit.start < row.end)
    {
        marked.push((hit.start..hit.end, theme.found));
    }
    let length = state.report().and_then(|report| row.spot.text(report)).map_or(0, str::len);
    if let Some(range) = state.selection().and_then(|selection| selection.within(row.spot, length))
    {
        marked.push((range, theme.chosen));
    }
    for (range, _) in &mut marked {
        *range = shown.place(range.start)..shown.place(range.end);
    }
    let mut edges: Vec<usize> =
        marked.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
    edges.extend([row.shown.start, row.shown.end]);
    edges.retain(|edge| (row.shown.start..=row.shown.end).contains(edge));
    edges.sort_unstable();
    edges.dedup();
    let cut = edges.iter().zip(edges.iter().skip(1));
    cut.map(|(start, end)| {
        let above = marked.iter().filter(|(range, _)| range.start <= *start && *end <= range.end);
        (*start..*end, above.fold(base, |style, (_, patch)| style.patch(*patch)))
    })
    .collect()
}

/// A text with the signs around its numbers.
fn shown(state: &State, spot: Spot) -> Option<Shown<'_>> {
    let report = state.report()?;
    let paragraph = spot.block(report).and_then(Block::paragraph);
    let text = spot.text(report)?;
    Some(paragraph.map_or_else(|| Shown::plain(text), |own| state.ties.shown(own)))
}

/// The numbers of a paragraph that have a sign, each in its colour; what is wrong is underlined as well.
fn numbers(state: &State, spot: Spot, theme: &Theme) -> Vec<(Range<usize>, Style)> {
    let paragraph = state.report().and_then(|report| spot.block(report)?.paragraph());
    let marks = paragraph.map(|own| state.ties.marks(own.id)).unwrap_or_default();
    let styled = marks.iter().filter_map(|mark| {
        let style = match mark.standing {
            Standing::Linked => theme.good,
            Standing::Wrong => theme.error.underlined(),
            // The brackets say it: colours that come with every second number would only be sent.
            Standing::Right | Standing::Unplaced | Standing::Unsure => return None,
        };
        Some((mark.digits.clone(), style))
    });
    styled.collect()
}

/// The words of a text that findings are about. While the text is being changed, those that are untouched stay marked
/// until it has been checked again.
fn wrong_words(state: &State, spot: Spot) -> Vec<(Range<usize>, Severity)> {
    let Some(report) = state.report() else { return Vec::new() };
    let (at, text) = (spot.text_at(report), spot.text(report).unwrap_or_default());
    let mut found = Vec::new();
    let about = at.into_iter().flat_map(|at| state.findings.in_text(at));
    for finding in about.filter(|finding| finding.waived.is_none()) {
        if let Place::Text(place) = &finding.place
            && let Some(words) = &place.words
        {
            let [start, end] = words.bytes;
            if text.get(start..end) == Some(words.quote.as_str()) {
                found.push((start..end, finding.severity));
            }
        }
    }
    found
}

/// Says below the heading of a section without any text what to do.
fn empty_section(state: &State, theme: &Theme, canvas: &mut Canvas<'_>, area: Area) {
    let Some(report) = state.report() else { return };
    for (y, row) in (0..area.height).zip(&state.page.rows) {
        let Spot::Heading(index) = row.spot else { continue };
        let Some(section) = report.sections.get(index) else { continue };
        let last_row =
            state.page.rows.get(usize::from(y) + 1).is_none_or(|next| next.spot != row.spot);
        if section.blocks.is_empty()
            && !section.title.is_empty()
            && report.subtree(index) == 1
            && row.index.is_some()
            && last_row
        {
            let used = row.indent
                + canvas
                    .widths
                    .of(report.sections.get(index).map_or("", |found| found.title.as_str()));
            let x = u16::try_from(used + 2).unwrap_or(area.width);
            let line = Area { y: area.y + y, height: 1, ..area };
            canvas.put(at(line, x, 0), "（还没写；按 F2，再按回车开始写）", theme.faint);
        }
    }
}
