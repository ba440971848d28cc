//! How a rule says what it found in a text: the words, what should stand there, what would mend it.

use std::ops::Range;

use super::finding::{Fix, Mend, Tier};
use super::rule::{Slip, Spot, Text};

impl Text<'_> {
    /// Something wrong with the words at a range of bytes.
    pub(super) fn slip(&self, range: Range<usize>, message: impl Into<String>) -> Slip {
        let found = self.text.get(range.clone()).unwrap_or_default().to_owned();
        let at = self.spot(range);
        Slip { at, found, expected: String::new(), message: message.into(), fixes: Vec::new() }
    }

    /// The change that puts other words in the place of those at a range of bytes.
    pub(super) fn replace(&self, range: Range<usize>, to: &str) -> Mend {
        let removed = self.text.get(range.clone()).unwrap_or_default().to_owned();
        Mend::Replace { at: self.at, start: range.start, removed, inserted: to.to_owned() }
    }
}

impl Slip {
    /// What should stand there instead, and the fix that puts it there.
    pub(super) fn becomes(mut self, tier: Tier, to: &str) -> Self {
        let Spot::Text(at, range) = &self.at else { return self };
        let title = if to.is_empty() {
            format!("删去“{}”", self.found)
        } else {
            format!("改为“{to}”")
        };
        let removed = self.found.clone();
        let edit = Mend::Replace { at: *at, start: range.start, removed, inserted: to.to_owned() };
        to.clone_into(&mut self.expected);
        self.fixes.push(Fix { tier, title, edits: vec![edit] });
        self
    }

    /// A fix that a person must make: it only says what to do.
    pub(super) fn advise(self, title: impl Into<String>) -> Self {
        self.mended(Tier::Told, title, Vec::new())
    }

    /// A fix of several changes.
    pub(super) fn mended(mut self, tier: Tier, title: impl Into<String>, edits: Vec<Mend>) -> Self {
        self.fixes.push(Fix { tier, title: title.into(), edits });
        self
    }

    /// What should stand there instead, where no fix can put it there.
    pub(super) fn expecting(mut self, expected: impl Into<String>) -> Self {
        self.expected = expected.into();
        self
    }
}
