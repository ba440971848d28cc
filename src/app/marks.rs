//! The few signs of the interface that are no words; none of them has a width that terminals disagree about.

/// The signs in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// Before a line that can be opened.
    pub folded: &'static str,
    /// Before a line that is open.
    pub open: &'static str,
    /// Between a whole and its part: 2024 ▸ 一、总体情况.
    pub into: &'static str,
    /// What balances.
    pub right: &'static str,
}

impl Marks {
    /// The usual signs: East Asian Neutral, one column everywhere.
    pub const USUAL: Self = Self { folded: "▸", open: "▾", into: "▸", right: "✓" };
    /// For terminals whose font lacks them (`--ascii`).
    pub const ASCII: Self = Self { folded: "+", open: "-", into: ">", right: "=" };
}
