//! All integration tests, linked once.

mod checks;
mod house;
#[cfg(test)]
mod samples;
