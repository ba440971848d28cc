//! All integration tests, linked once.

mod checks;
mod cli;
mod exchange;
mod house;
