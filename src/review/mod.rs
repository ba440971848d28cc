//! What is *about* a report and not in it, kept in a file of its own, so that a comment never changes the report; and
//! what is different between two reports.

mod compare;
mod record;
mod stale;

pub use compare::{CellPair, Comparison, Echo, Paired, Part, TablePair, TextPair, compare};
pub use record::{Anchor, Comment, Pending, Remark, Review, SignOff, Stale, Waiver};
pub use stale::{OWN, stale};
