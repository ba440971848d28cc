//! Where the panes stand: a pure function of size and focus, asked by `update` and by `ui` alike.

use super::focus::Focus;
use super::state::State;

/// Columns and rows of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// Left column.
    pub x: u16,
    /// Top row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// The smallest window in which one can work.
pub const SMALLEST: Size = Size { columns: 40, rows: 10 };

/// From this many columns on, the outline stands beside the text.
const SIDE_BY_SIDE: u16 = 100;

/// Prose is never laid wider (42 汉字).
const WIDEST_PROSE: u16 = 84;

/// Where everything stands. Areas of nothing are empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Panes {
    /// The title row.
    pub title: Area,
    /// The outline, where it is shown.
    pub outline: Area,
    /// The column between outline and content.
    pub separator: Area,
    /// The text or the table, where it is shown.
    pub content: Area,
    /// The part of the content that prose is laid out in.
    pub prose: Area,
    /// The sheet over the lower part of the content.
    pub sheet: Area,
    /// Messages and the finding at the caret.
    pub remark: Area,
    /// The state line.
    pub state: Area,
    /// The hint bar.
    pub hint: Area,
}

/// Where the panes stand in this state.
pub fn panes(state: &State) -> Panes {
    let Size { columns, rows } = state.size;
    if columns < SMALLEST.columns || rows < SMALLEST.rows {
        return Panes::default();
    }
    let remark_rows = if rows >= 24 { 2 } else { 1 };
    let row = |y, height| Area { x: 0, y, width: columns, height };
    let body = row(1, rows - 3 - remark_rows);
    let mut panes = Panes {
        title: row(0, 1),
        remark: row(rows - 2 - remark_rows, remark_rows),
        state: row(rows - 2, 1),
        hint: row(rows - 1, 1),
        ..Panes::default()
    };
    divide(&mut panes, body, state);
    let sheet = body.height.min(state.sheet_rows());
    panes.sheet = Area { y: body.y + body.height - sheet, height: sheet, ..body };
    let content = &mut panes.content;
    if state.focus.has(Focus::Findings) && state.focus.pane() == Focus::Findings {
        content.height -= sheet.min(content.height);
    }
    let prose = content.width.saturating_sub(2).min(WIDEST_PROSE);
    // The margin is on the left alone: what a glyph pushes past the last column of the screen need not be cleared away.
    let margin = (content.width - prose).min(2);
    panes.prose = Area { x: content.x + margin, width: prose, ..*content };
    panes
}

fn divide(panes: &mut Panes, body: Area, state: &State) {
    if state.focus.has(Focus::Start) || state.focus.pane() == Focus::Review {
        panes.content = body;
    } else if body.width >= SIDE_BY_SIDE {
        let outline = if body.width >= 120 { 30 } else { 26 };
        panes.outline = Area { width: outline, ..body };
        panes.separator = Area { x: outline, width: 1, ..body };
        panes.content = Area { x: outline + 1, width: body.width - outline - 1, ..body };
    } else if state.focus.pane() == Focus::Outline {
        panes.outline = body;
    } else {
        panes.content = body;
    }
}

impl Area {
    /// Whether nothing fits in.
    pub const fn is_empty(self) -> bool {
        self.width == 0 || self.height == 0
    }
}
