//! The report out (导出): one file a format, all of them on one list.

mod escape;
mod json;
mod labels;
mod markdown;
mod text;

use std::io;
use std::io::Write;

use crate::model::Report;

/// What is written: a report and whose it is.
#[derive(Debug, Clone, Copy)]
pub struct Export<'a> {
    /// Full name of the agency; may be empty.
    pub agency: &'a str,
    /// The report.
    pub report: &'a Report,
}

/// A format that can be written.
#[derive(Debug)]
pub struct Format {
    /// Stable key such as `md`.
    pub key: &'static str,
    /// The name shown to the user.
    pub title: &'static str,
    /// Ending of file names.
    pub ending: &'static str,
    /// Writes the whole file. The same report gives the same bytes.
    pub write: fn(&Export<'_>, &mut dyn Write) -> io::Result<()>,
}

/// Every format that can be written, in the order in which they are offered.
pub const FORMATS: &[Format] = &[
    Format { key: "md", title: "Markdown", ending: "md", write: markdown::write },
    Format { key: "txt", title: "纯文本", ending: "txt", write: text::write },
    Format { key: "json", title: "JSON", ending: "json", write: json::write },
];

/// The format with this key.
pub fn format(key: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.key == key)
}
