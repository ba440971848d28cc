//! What the user is told.

use super::{State, Tone};

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
