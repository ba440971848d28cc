//! The list of findings (问题) in a sheet over the text.

use ratatui::style::Style;

use crate::app::Area;
use crate::app::Focus;
use crate::app::State;
use crate::checks::Severity;
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
    let counts =
        if state.findings.checked { state.findings.counts() } else { "正在校核".to_owned() };
    canvas.put(
        at(head, 1, 0),
        &format!("问题  {counts}  回车到正文  F8/F7 下/上一处"),
        theme.sheet,
    );
    if state.findings.checked && state.findings.list.is_empty() {
        canvas.put(at(area, 1, 1), "查过了，没有发现问题。", theme.good);
    }
    let mut caret = None;
    for (y, (index, finding)) in
        (1..area.height).zip(state.findings.list.iter().enumerate().skip(state.findings.top))
    {
        let line = Area { y: area.y + y, height: 1, ..area };
        let x = canvas.put(at(line, 1, 0), finding.severity.word(), look(finding.severity, theme));
        let x = canvas.put(at(line, x + 1, 0), finding.rule, theme.faint);
        let room = usize::from(area.width).saturating_sub(usize::from(x) + 2);
        canvas.put(at(line, x + 1, 0).fit(room, Align::Left), &finding.message, theme.ink);
        if index == state.findings.chosen {
            let has_keys = state.focus.top() == Focus::Findings;
            canvas.tint(line, if has_keys { theme.chosen } else { theme.resting });
            caret = Some(Caret { x: area.x, y: line.y, typing: false });
        }
    }
    caret
}
