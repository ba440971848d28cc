//! What the state says to the user in one line, and how it is meant.

use super::State;

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Told,
    /// Something could not be done, and why.
    Warned,
    /// Something failed.
    Failed,
}

impl State {
    /// Says that something was done.
    pub fn tell(&mut self, text: impl Into<String>) {
        self.message = Some((Tone::Told, text.into()));
    }

    /// Says that something cannot be done, and why.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.message = Some((Tone::Warned, text.into()));
    }

    /// Says that something failed.
    pub fn fail(&mut self, text: impl Into<String>) {
        self.message = Some((Tone::Failed, text.into()));
    }
}
