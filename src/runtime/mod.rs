//! Where the program meets the world: the terminal, its keys, its signals.

mod incoming;
pub mod input;
pub mod panics;
pub mod reader;
pub mod signals;
pub mod surroundings;
pub mod terminal;
mod tty;

pub use incoming::Incoming;
pub use tty::Tty;
