//! All integration tests, linked once.

mod house;
