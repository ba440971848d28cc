//! Chinese text on a grid of cells: how wide it is, where it may break, how it is matched by name.
//!
//! Nothing here knows of reports, keys or the screen: text in, numbers and text out.

mod ambiguous;
pub mod count;
pub mod diff;
pub mod fit;
pub mod grapheme;
mod lexicon;
pub mod merge;
pub mod numeral;
pub mod pattern;
mod pinyin;
pub mod punctuation;
pub mod search;
pub mod sentence;
pub mod visible;
pub mod width;
pub mod words;
pub mod wrap;
