//! The review pane: one place at a time, last year and this year, and what there is to decide.

use ratatui::style::Style;

use crate::app::{Area, Base, ReviewLine, ReviewSide, ReviewTone, State};
use crate::text::fit::Align;
use crate::text::wrap::{Layout, Measure};

use super::Caret;
use super::canvas::{Canvas, at};
use super::findings::look;
use super::theme::Theme;

/// From this many columns on, last year and this year stand side by side.
const SIDE_BY_SIDE: u16 = 100;

/// Cells of the words at the left: 去年, 今年, 意见.
const LABEL: u16 = 6;

/// Draws the place that is looked at; the caret stands at the head of the pane.
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
    head(state, theme, canvas, Area { height: 1, ..area });
    let body = Area { y: area.y + 1, height: area.height.saturating_sub(3), ..area };
    let lines = state.review_lines();
    if lines.is_empty() {
        canvas.put(at(body, 1, 1), "没有要看的地方。Tab 换成看全部，Esc 返回。", theme.good);
    }
    let mut rows = rows(&lines, theme, canvas, area.width);
    rows.drain(..state.reviewing.top.min(rows.len().saturating_sub(1)));
    for (y, row) in (0..body.height).zip(&rows) {
        for (x, text, style) in row {
            canvas.put(at(body, *x, y), text, *style);
        }
    }
    if rows.len() > usize::from(body.height) {
        let more = format!("还有 {} 行，按向下键看", rows.len() - usize::from(body.height));
        canvas.put(at(area, LABEL, area.height.saturating_sub(2)), &more, theme.faint);
    }
    let choices = choices(area.width);
    let last = Area { y: area.y + area.height.saturating_sub(1), height: 1, ..area };
    canvas.put(
        at(last, 1, 0).fit(usize::from(last.width.saturating_sub(1)), Align::Left),
        choices,
        theme.accent,
    );
    Some(Caret { x: area.x, y: area.y, typing: false })
}

/// The choices by digit, as many words as there is room for.
const fn choices(width: u16) -> &'static str {
    match width {
        ..60 => "1同意 2退回 3意见 4跳过 5改 8处理 9撤销",
        60..100 => "1同意 2退回 3写意见 4跳过 5直接改 6依据 7答复 8处理 9撤销 0提建议 Tab只看",
        _ => {
            "1 同意  2 退回  3 写意见  4 跳过  5 直接改  6 看依据  7 答复  8 处理意见  9 撤销上一步  0 提建议  Tab 只看"
        }
    }
}

fn head(state: &State, theme: &Theme, canvas: &mut Canvas<'_>, area: Area) {
    canvas.fill(area, theme.sheet);
    let reviewing = &state.reviewing;
    let count = reviewing.places.len();
    let nth = if count == 0 { 0 } else { reviewing.at + 1 };
    let since = reviewing.since();
    let since = if since > 0 { format!(" 改过{since}") } else { String::new() };
    let decided = format!("已看 {}/{count}{since}", reviewing.decided());
    let wide = area.width >= 60;
    let right = if wide {
        format!("{decided}  另有 {} 处未列", reviewing.passed_over)
    } else {
        decided
    };
    let room = usize::from(area.width).saturating_sub(canvas.widths.of(&right) + 3);
    let only = reviewing.only.word();
    let base = if state.reviewing.base == Base::LastYear || !wide {
        String::new()
    } else {
        format!("  比 {}", state.base_name())
    };
    let left = if wide {
        format!("第{nth}/{count}处  {}  只看：{only}{base}", state.review_place_name())
    } else {
        format!("第{nth}/{count}处 {}", state.review_place_name())
    };
    let x = canvas.put(at(area, 1, 0).fit(room, Align::Left), &left, theme.sheet);
    canvas.put(at(area, x + 1, 0), &right, theme.sheet);
}

/// A row of the pane: columns, words and how they look.
type Row = Vec<(u16, String, Style)>;

/// The lines as rows: in a wide window an earlier state and the present one stand side by side, else one below the other.
fn rows(lines: &[ReviewLine], theme: &Theme, canvas: &Canvas<'_>, width: u16) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut rest = lines;
    while let [line, more @ ..] = rest {
        match more {
            [next, behind @ ..]
                if width >= SIDE_BY_SIDE
                    && (line.side, next.side) == (ReviewSide::Old, ReviewSide::New) =>
            {
                rows.extend(beside((line, next), theme, canvas, width));
                rest = behind;
            }
            _ => {
                rows.extend(stacked(std::slice::from_ref(line), theme, canvas, width));
                rest = more;
            }
        }
    }
    rows
}

fn beside(
    (old, new): (&ReviewLine, &ReviewLine),
    theme: &Theme,
    canvas: &Canvas<'_>,
    width: u16,
) -> Vec<Row> {
    let half = (width - LABEL) / 2;
    let (left, right) = (wrapped(old, half, canvas), wrapped(new, half, canvas));
    let rows = 0..left.len().max(right.len());
    rows.map(|row| {
        let side = |x: u16, line: &ReviewLine, texts: &[String]| {
            let label = if row == 0 { line.label.clone() } else { String::new() };
            let text = texts.get(row).cloned().unwrap_or_default();
            [(x, label, theme.faint), (x + LABEL, text, style(line, theme))]
        };
        let both = [side(1, old, &left), side(half + LABEL / 2, new, &right)];
        both.into_iter().flatten().collect()
    })
    .collect()
}

fn stacked(lines: &[ReviewLine], theme: &Theme, canvas: &Canvas<'_>, width: u16) -> Vec<Row> {
    let rows = lines.iter().flat_map(|line| {
        let texts = wrapped(line, width, canvas).into_iter().enumerate();
        texts.map(|(row, text)| {
            let label = if row == 0 { line.label.clone() } else { String::new() };
            vec![(1, label, theme.faint), (LABEL, text, style(line, theme))]
        })
    });
    rows.collect()
}

/// The rows of a line's text beside its label.
fn wrapped(line: &ReviewLine, width: u16, canvas: &Canvas<'_>) -> Vec<String> {
    let room = usize::from(width.saturating_sub(LABEL + 1)).clamp(8, 84);
    let measure = Measure { indent: 0, ..Measure::new(room, *canvas.widths) };
    let layout = Layout::new(&line.text, measure);
    let rows = layout.rows().iter();
    rows.map(|row| line.text.get(row.start..row.end).unwrap_or_default().to_owned()).collect()
}

const fn style(line: &ReviewLine, theme: &Theme) -> Style {
    match line.tone {
        ReviewTone::Text => theme.ink,
        ReviewTone::Faint => theme.faint,
        ReviewTone::Finding(severity) => look(severity, theme),
        ReviewTone::Good => theme.good,
        ReviewTone::Waiting => theme.warning,
    }
}
