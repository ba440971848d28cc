//! What is *about* a report and not in it, kept in a file of its own, so that a comment never changes the report; and
//! what is different between two reports.

mod compare;
pub mod meaning;
mod merge;
mod record;
mod signing;
mod stale;

pub use compare::{CellPair, Comparison, Echo, Paired, Part, TablePair, TextPair, compare};
pub use merge::{Clashes, Merged, Sides, merge_reports, merge_reviews, united};
pub use record::{Anchor, Comment, Pending, Remark, Review, Seen, SignOff, Stale, Verdict, Waiver};
pub use signing::{STEPS, Standing, Step, signatures, steps, unsigned};
pub use stale::{OWN, stale};
