//! Chinese text on a grid of cells: how wide it is, where it may break, how it is matched by name.
//!
//! Nothing here knows of reports, keys or the screen: text in, numbers and text out.

mod ambiguous;
pub mod fit;
pub mod grapheme;
pub mod punctuation;
pub mod visible;
pub mod width;
pub mod wrap;
