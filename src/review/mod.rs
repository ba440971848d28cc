//! What is *about* a report and not in it, kept in a file of its own, so that a comment never changes the report.

mod record;

pub use record::{Anchor, Comment, Remark, Review, SignOff, Waiver};
