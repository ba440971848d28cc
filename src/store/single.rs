//! One report file by itself, outside of any project: another version of a report to compare with.

use std::path::Path;

use super::error::StoreError;
use super::open::{bytes, report};
use super::read::text_of;
use crate::model::Report;

/// Reads a report file, wherever it lies.
///
/// # Errors
/// If it cannot be read, or is no report.
pub fn read_report(path: &Path) -> Result<Report, StoreError> {
    let content = bytes(path)?;
    let read = text_of(content).and_then(|text| report(&text, None));
    read.map(|content| content.value).map_err(StoreError::faulty(path))
}
