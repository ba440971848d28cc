//! Caret, selection and layout of a paragraph being typed; it knows paragraphs, not reports.
//!
//! Everything here is a function of one paragraph's text, its `Layout` and a byte offset. Where a move would leave the
//! paragraph the answer is `None`, and the caller goes on in the neighbour.

pub mod caret;
pub mod layouts;
pub mod selection;
