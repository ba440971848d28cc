//! The screen as plain lines of text.

use ratatui::buffer::{Buffer, Cell};

/// The rows of the screen, blanks at their ends left out.
pub fn lines(buffer: &Buffer) -> Vec<String> {
    let width = usize::from(buffer.area.width.max(1));
    let row =
        |cells: &[Cell]| cells.iter().map(Cell::symbol).collect::<String>().trim_end().to_owned();
    buffer.content().chunks(width).map(row).collect()
}
