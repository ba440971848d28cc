//! What is *about* a report and not in it, kept in a file of its own, so that a comment never changes the report; and
//! what is different between two reports.

mod compare;
mod record;

pub use compare::{CellPair, Comparison, Echo, Paired, Part, TablePair, TextPair, compare};
pub use record::{Anchor, Comment, Remark, Review, SignOff, Waiver};
