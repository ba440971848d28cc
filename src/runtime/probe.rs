//! Measuring how wide this terminal draws the glyphs whose width Unicode leaves open.
//!
//! The questions go out ahead of the first frame in the same write; nobody waits for the answers.

use std::time::{Duration, Instant};

use super::input::{Answer, Decoder, Query};
use crate::text::width::{Class, Widths, is_certain};

/// How long answers are awaited: a terminal that never answers costs nothing else.
const PATIENCE: Duration = Duration::from_secs(1);
/// The same over SSH.
const PATIENCE_SSH: Duration = Duration::from_secs(2);

/// The questions that are out and the answers that have come.
pub(super) struct Probe {
    answers: Vec<u16>,
    until: Instant,
}

impl Probe {
    /// Appends the questions, each glyph at the beginning of a row that is blanked again, and a last one as a fence.
    pub(super) fn ask(decoder: &mut Decoder, ssh: bool, now: Instant, out: &mut Vec<u8>) -> Self {
        for class in Class::ALL {
            out.push(b'\r');
            out.extend_from_slice(class.probe().as_bytes());
            out.extend_from_slice(b"\x1b[6n");
            decoder.expect(Query::Cursor);
        }
        out.extend_from_slice(b"\r\x1b[K\x1b[c");
        decoder.expect(Query::Device);
        Self { answers: Vec::new(), until: now + if ssh { PATIENCE_SSH } else { PATIENCE } }
    }

    /// When to wait no longer.
    pub(super) const fn deadline(&self) -> Instant {
        self.until
    }

    /// Takes an answer; once the last one is there, gives the widths that were measured.
    pub(super) fn hear(&mut self, answer: &Answer) -> Option<Widths> {
        match answer {
            Answer::Cursor { column, .. } => self.answers.push(*column),
            Answer::Device(_) if self.answers.len() == Class::ALL.len() => {
                return Some(self.measured());
            }
            Answer::Device(_) => {}
        }
        None
    }

    fn measured(&self) -> Widths {
        let told = Class::ALL.into_iter().zip(&self.answers);
        told.fold(Widths::NARROW, |widths, (class, column)| widths.with(class, *column > 2))
    }
}

/// Glyphs whose width is known without asking.
pub(super) fn certain(grapheme: &str) -> bool {
    is_certain(grapheme)
}
