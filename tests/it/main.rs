//! All integration tests, linked once.

mod exchange;
mod house;
