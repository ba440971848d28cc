//! The list of findings (问题) in a sheet over the text.

use ratatui::style::Style;

use crate::app::Area;
use crate::app::Focus;
use crate::app::State;
use crate::app::standing;
use crate::checks::{Finding, Place, Severity};
use crate::text::fit::Align;

use super::Caret;
use super::canvas::{Canvas, at};
use super::theme::Theme;

/// How a severity looks.
pub(super) const fn look(severity: Severity, theme: &Theme) -> Style {
    match severity {
        Severity::Error => theme.error,
        Severity::Warning => theme.warning,
        Severity::Hint => theme.hint,
    }
}

/// One finding a line; the caret stands on the chosen one.
pub(super) fn draw(
    state: &State,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
    area: Area,
) -> Option<Caret> {
    if area.is_empty() {
        return None;
    }
    canvas.fill(area, theme.ink);
    let head = Area { height: 1, ..area };
    canvas.fill(head, theme.sheet);
    let findings = &state.findings;
    let counts = if findings.checked { findings.counts() } else { "正在校核".to_owned() };
    let only = match findings.filter.word() {
        "" => String::new(),
        word => format!("只看：{word}（{}）　", findings.shown().count()),
    };
    let cells = usize::from(area.width).saturating_sub(2);
    let words = format!("问题  {only}{counts}  回车处理  F2到正文  Tab筛选");
    canvas.put(at(head, 1, 0).fit(cells, Align::Left), &words, theme.sheet);
    if findings.checked && findings.list.is_empty() {
        canvas.put(at(area, 1, 1), "查过了，没有发现问题。", theme.good);
    }
    let mut caret = None;
    for (y, (index, finding)) in
        (1..area.height).zip(findings.shown().enumerate().skip(findings.top))
    {
        let line = Area { y: area.y + y, height: 1, ..area };
        row(finding, state, theme, (canvas, line));
        if index == findings.position() {
            let has_keys = state.focus.top() == Focus::Findings;
            canvas.tint(line, if has_keys { theme.chosen } else { theme.resting });
            caret = Some(Caret { x: area.x, y: line.y, typing: false });
        }
    }
    caret
}

/// Severity, rule, part of the report, and what is wrong; what was explained is said to be, and stands back.
fn row(finding: &Finding, state: &State, theme: &Theme, (canvas, line): (&mut Canvas<'_>, Area)) {
    let explained = finding.waived.is_some();
    let severity = if explained { theme.faint } else { look(finding.severity, theme) };
    let x = canvas.put(at(line, 1, 0), finding.severity.word(), severity);
    let x = canvas.put(at(line, x + 1, 0), finding.rule, theme.faint);
    let part = part(finding, state);
    let x = if part.is_empty() { x } else { canvas.put(at(line, x + 1, 0), &part, theme.accent) };
    let room = usize::from(line.width).saturating_sub(usize::from(x) + 2);
    let text = format!("{}{}", standing(finding), finding.message);
    let style = if explained { theme.faint } else { theme.ink };
    canvas.put(at(line, x + 1, 0).fit(room, Align::Left), &text, style);
}

/// The number of the section that a finding is in.
fn part(finding: &Finding, state: &State) -> String {
    match &finding.place {
        Place::Report {} => String::new(),
        Place::Text(place) if place.number.is_empty() => place.title.clone(),
        Place::Text(place) => place.number.clone(),
        Place::Table(place) => {
            let report = state.report();
            let section = report.and_then(|report| Some(report.block_index(place.id)?.0));
            let number = section.map_or("", |at| state.page.number(at));
            format!("{}表", number.trim_end_matches('、'))
        }
    }
}
