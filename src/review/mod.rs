//! What is *about* a report and not in it, kept in a file of its own, so that a comment never changes the report; and
//! what is different between two reports.

pub mod anchor;
mod comment;
mod compare;
mod log;
pub mod meaning;
mod merge;
mod publishing;
mod record;
mod signing;
mod stale;

pub use anchor::Beside;
pub use comment::{Comment, Decision, Remark, Suggestion, Whereabouts, whereabouts};
pub use compare::{CellPair, Comparison, Counts, Echo, Paired, Part, TablePair, TextPair, compare};
pub use log::{Change, changes};
pub use merge::{Clashes, Merged, Sides, merge_reports, merge_reviews, united};
pub use publishing::{Correction, Published};
pub use record::{Anchor, Pending, Review, Seen, SignOff, Stale, Verdict, Waiver};
pub use signing::{STEPS, Standing, Step, fallen, signatures, steps, unsigned};
pub use stale::{OWN, stale};
