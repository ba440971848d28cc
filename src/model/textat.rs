//! Which text of a report is meant.

use serde::{Deserialize, Serialize};

use super::id::Id;

/// A piece of text in a report that can be typed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TextAt {
    /// The report's title.
    Title,
    /// The heading of a section, without its number.
    Heading(Id),
    /// A paragraph.
    Paragraph(Id),
    /// The caption of a table.
    Caption(Id),
}
