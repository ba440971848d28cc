//! Figures in prose: every number of a sentence with what it is of, its unit, its period, and how sure that is.
//!
//! Pure functions over the text of one paragraph and what stands above it. What the sentence leaves open is told as a doubt
//! with the other readings, never decided.

mod clock;
mod digits;
mod figure;
mod han;
mod labels;
mod naming;
mod numbers;
mod pairs;
mod parts;
mod passage;
mod reader;
mod readings;
mod roles;
mod scan;
mod times;
mod units;
mod vocabulary;
mod words;
mod zero;

pub use figure::{Bound, Context, Doubt, Figure, Role, Way};
pub use passage::{Passage, headings, passages, passages_of};
pub use readings::{Readings, has_figures};
pub use units::unit;
pub use vocabulary::{Indicator, Vocabulary, VocabularyError, Zero};

/// The figures of a paragraph in the order in which they stand.
pub fn read(text: &str, context: &Context<'_>, vocabulary: &Vocabulary) -> Vec<Figure> {
    if !may_hold_figures(text) {
        return Vec::new();
    }
    reader::Reader::new(text, vocabulary, context).read()
}

/// Whether there is anything that could begin a number or say that there was none.
fn may_hold_figures(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
        || text.chars().any(|c| {
            matches!(c, '０'..='９' | '无' | '未' | '没' | '零' | '两' | '十')
                || han::is_han_digit(c)
        })
}
