//! One file of a project by itself, wherever it lies: another version to compare or to merge with.

use std::path::Path;

use crate::model::Report;
use crate::project::Head;
use crate::review::Review;

use super::atomic::Target;
use super::disk::DISK;
use super::error::{Deed, StoreError};
use super::fault::Fault;
use super::layout::file;
use super::open::{self, Content, bytes, report};
use super::read::text_of;

/// What a file of a project holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Single {
    /// A report.
    Report(Box<Report>),
    /// What is about a report.
    Review(Box<Review>),
    /// `project.ron`.
    Head(Box<Head>),
}

/// Reads a report file, wherever it lies.
///
/// # Errors
/// If it cannot be read, or is no report.
pub fn read_report(path: &Path) -> Result<Report, StoreError> {
    let content = bytes(path)?;
    let read = text_of(content).and_then(|text| report(&text, None));
    read.map(|content| content.value).map_err(StoreError::faulty(path))
}

/// Reads a file of a project as what it is; `None` if it is empty, as git gives one that was not there before.
///
/// # Errors
/// If it cannot be read, is of a newer program or has fields that this one does not know and would drop.
pub fn read_single(path: &Path) -> Result<Option<Single>, StoreError> {
    let text = text_of(bytes(path)?).map_err(StoreError::faulty(path))?;
    if text.trim().is_empty() {
        return Ok(None);
    }
    // Only a report says of which year it is; head and review know none of each other's fields.
    let starts = |line: &str| line.trim_start_matches([' ', '(']).starts_with("year:");
    let read = if text.lines().any(starts) {
        whole(open::report(&text, None), |it| Single::Report(Box::new(it)))
    } else {
        let head = whole(open::head(&text), |it| Single::Head(Box::new(it)));
        head.or_else(|told| {
            whole(open::review(&text), |review| Single::Review(Box::new(review))).map_err(|_| told)
        })
    };
    read.map(Some).map_err(StoreError::faulty(path))
}

fn whole<T>(read: Result<Content<T>, Fault>, make: fn(T) -> Single) -> Result<Single, Fault> {
    let content = read?;
    match content.why_not {
        Some(why) => Err(Fault::plain(why.to_string())),
        None => Ok(make(content.value)),
    }
}

/// Writes a file of a project in its canonical form, atomically.
///
/// # Errors
/// If what it would hold could not be read back, or the system refuses.
pub fn write_single(path: &Path, single: &Single) -> Result<(), StoreError> {
    let text = match single {
        Single::Report(report) => file(report.as_ref()),
        Single::Review(review) => file(review),
        Single::Head(head) => file(head.as_ref()),
    };
    let text = text
        .map_err(|error| StoreError::Unfit { path: path.to_path_buf(), what: error.to_string() })?;
    Target::hold(DISK, path)
        .and_then(|target| target.replace(text.as_bytes()))
        .map_err(StoreError::system(path, Deed::Save))
}
