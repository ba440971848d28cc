//! Where the caret stands in the text of a report.

use super::spot::Spot;

/// The caret (光标).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Caret {
    /// Which text.
    pub spot: Spot,
    /// Byte offset in it; in a table, the line of its preview.
    pub offset: usize,
    /// The column that moving up and down keeps to, in cells.
    pub goal: Option<usize>,
    /// Between two rows of one text it stands behind the upper one and not before the lower one, as after End.
    pub upper: bool,
}

impl Caret {
    /// The caret at a byte of a text.
    pub const fn at(spot: Spot, offset: usize) -> Self {
        Self { spot, offset, goal: None, upper: false }
    }

    /// The caret at the beginning of a text.
    pub const fn before(spot: Spot) -> Self {
        Self::at(spot, 0)
    }
}
