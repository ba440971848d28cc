//! Cells to the fewest bytes: what the terminal shows, what it shall show, and the cheapest way between.
//!
//! The room is pure: it knows no file, no clock and no terminal, and appends bytes to a `Vec<u8>` that its caller
//! writes once. The terminal must be in raw mode without output processing, so that a line feed keeps its column.
//!
//! - [`Abilities`]: what a terminal of a given `TERM` can do;
//! - [`Screen`]: what it shows now; [`Screen::present`] turns it into the next frame;
//! - [`ENTER`]: taking the screen over.

mod abilities;
mod brush;
mod clipboard;
mod frame;
mod grid;
mod motion;
mod pen;
mod row;
mod screen;
mod scroll;
mod session;
mod shift;

pub use abilities::{Abilities, Colours};
pub use clipboard::copy;
pub use screen::{Certain, Cursor, Screen, Shape};
pub use session::ENTER;

#[cfg(test)]
mod tests;
