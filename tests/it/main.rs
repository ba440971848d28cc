//! All integration tests, linked once.

mod house;
#[cfg(test)]
mod samples;
