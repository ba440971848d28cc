//! The proof of the room: bytes go through a terminal emulator, and its cells are compared with the frame.

mod figures;
mod frames;
mod page;
mod random;
mod terminal;
