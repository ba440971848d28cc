//! The statutory forms (表式): what a report and its tables must look like, and a report filled in from them.
//!
//! Every form is one readable file in `catalogue/`; nothing of a form is written in code.

mod catalogue;
mod fill;
mod form;
mod identity;
mod outline;
mod read;
mod trouble;

pub use catalogue::Catalogue;
pub use form::{ColumnForm, RowForm, TableForm};
pub use identity::{Along, Identity, Relation};
pub use outline::{Outline, PartForm, SectionForm};
pub use trouble::{FormError, Trouble, say as ron_trouble};
