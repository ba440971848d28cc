//! The three sides of a merge, and the conflicts that it leaves.

use crate::model::{Conflict, Disputed};
use crate::text::merge::merge;

/// One thing as it was and as the two people left it.
#[derive(Debug)]
pub struct Sides<'a, T: ?Sized> {
    /// As both found it.
    pub base: &'a T,
    /// As we left it.
    pub ours: &'a T,
    /// As the other left it.
    pub theirs: &'a T,
}

impl<T: ?Sized> Clone for Sides<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Sides<'_, T> {}

impl<'a, T: ?Sized> Sides<'a, T> {
    /// A part of it.
    pub fn of<U: ?Sized>(self, part: impl Fn(&'a T) -> &'a U) -> Sides<'a, U> {
        let Self { base, ours, theirs } = self;
        Sides { base: part(base), ours: part(ours), theirs: part(theirs) }
    }

    /// A text in it.
    pub fn texts(self, part: impl Fn(&'a T) -> &'a str) -> Sides<'a, str> {
        self.of(part)
    }
}

impl<'a, T: PartialEq + ?Sized> Sides<'a, T> {
    /// What it comes to where at most one has changed it, or both alike.
    pub fn easy(self) -> Option<&'a T> {
        if self.ours == self.theirs || self.theirs == self.base {
            Some(self.ours)
        } else if self.ours == self.base {
            Some(self.theirs)
        } else {
            None
        }
    }
}

/// The conflicts so far.
#[derive(Debug, Default)]
pub struct Clashes(pub Vec<Conflict>);

impl Clashes {
    /// The one to be taken, ours where both have changed it; `words` tells the other to a person.
    pub fn pick<'a, T: PartialEq>(
        &mut self,
        sides: Sides<'a, T>,
        at: Disputed,
        words: impl Fn(&T) -> String,
    ) -> &'a T {
        sides.easy().unwrap_or_else(|| {
            self.note(at, words(sides.base), Some(words(sides.theirs)));
            sides.ours
        })
    }

    /// The text with the changes of both, ours where they meet.
    pub fn text(&mut self, sides: Sides<'_, str>, at: Disputed) -> String {
        merge(sides.base, sides.ours, sides.theirs).unwrap_or_else(|| {
            self.note(at, sides.base.to_owned(), Some(sides.theirs.to_owned()));
            sides.ours.to_owned()
        })
    }

    /// Notes a conflict.
    pub fn note(&mut self, at: Disputed, before: String, other: Option<String>) {
        self.0.push(Conflict { at, before, other });
    }
}
