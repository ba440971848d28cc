//! The questions put to the terminal that have no answer yet.

use std::collections::VecDeque;

use super::{Answer, Query};

/// Open questions, in the order in which they were put.
#[derive(Debug, Default)]
pub(super) struct Questions {
    open: VecDeque<Query>,
}

impl Questions {
    pub(super) fn put(&mut self, query: Query) {
        self.open.push_back(query);
    }

    /// Gives up all open questions and says how many there were.
    pub(super) fn forget(&mut self) -> usize {
        std::mem::take(&mut self.open).len()
    }

    /// The answer that `CSI held last` gives to the question whose turn it is. Nobody asked, no answer: `CSI 1;2R`
    /// is then a key.
    pub(super) fn answer(&mut self, held: &[u8], last: u8) -> Option<Answer> {
        let text = std::str::from_utf8(held).ok()?;
        match last {
            b'R' if self.open.front() == Some(&Query::Cursor) => {
                let (row, column) = text.split_once(';')?;
                let (row, column) = (row.parse().ok()?, column.parse().ok()?);
                self.open.pop_front();
                Some(Answer::Cursor { row, column })
            }
            b'c' => {
                let attributes = text.strip_prefix('?')?;
                let place = self.open.iter().position(|query| *query == Query::Device)?;
                self.open.drain(..=place);
                Some(Answer::Device(attributes.split(';').filter_map(|n| n.parse().ok()).collect()))
            }
            _ => None,
        }
    }
}
