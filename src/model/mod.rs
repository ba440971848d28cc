//! The report (年报) as data and its invariants; nothing here knows of files, keys or screens.

mod agency;
mod cell;
mod conflict;
mod contact;
mod formula;
mod id;
mod link;
mod number;
mod numbering;
mod period;
mod report;
mod section;
mod table;
mod textat;

pub use agency::{Agency, Kind, Level, Person, Role};
pub use cell::Cell;
pub use conflict::{Conflict, Disputed};
pub use contact::Contact;
pub use formula::Formula;
pub use id::{Id, IdError, Ids};
pub use link::{Link, Source, SourceError, after_change, moved_on, within};
pub use number::{Number, NumberError};
pub use numbering::{DEEPEST, derived, numbers};
pub use period::{Period, PeriodError};
pub use report::{Form, Report, Status, Year};
pub use section::{Block, Paragraph, Section};
pub use table::{Column, Measure, Override, Row, Table};
pub use textat::TextAt;
