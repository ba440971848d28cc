//! Where the program meets the world: the terminal, its keys, its signals.

pub mod input;
pub mod surroundings;
