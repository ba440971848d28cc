//! A note (留言) for whoever writes a report: somebody waits for it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::model::Year;

use super::atomic::Target;
use super::disk::DISK;
use super::error::{Deed, StoreError};
use super::folder::make_within;
use super::layout::file;
use super::open::bytes;
use super::owner::Owner;
use super::read::{parse, text_of};

/// Leaves a note that this one waits for the report of a year.
///
/// # Errors
/// If the project's folder takes no file.
pub fn leave_note(folder: &Path, year: Year, by: &Owner) -> Result<(), StoreError> {
    let path = place(folder, year);
    make_within(DISK, folder, &[".nianbao"])?;
    let text = file(by)
        .map_err(|error| StoreError::Unfit { path: path.clone(), what: error.to_string() })?;
    Target::hold(DISK, &path)
        .and_then(|target| target.replace(text.as_bytes()))
        .map_err(StoreError::system(&path, Deed::Save))
}

/// The note that was left about the report of a year, taken away with that.
pub fn take_note(folder: &Path, year: Year) -> Option<Owner> {
    let path = place(folder, year);
    let note = bytes(&path).ok()?;
    drop(fs::remove_file(&path));
    parse(&text_of(note).ok()?, &[]).ok().map(|read| read.value)
}

fn place(folder: &Path, year: Year) -> PathBuf {
    folder.join(".nianbao").join(format!("{year}.note"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_once() {
        let folder = tempfile::tempdir().unwrap();
        let by = Owner::this("李四".to_owned(), jiff::Timestamp::now());
        leave_note(folder.path(), 2024, &by).unwrap();
        assert_eq!(take_note(folder.path(), 2023), None);
        assert_eq!(take_note(folder.path(), 2024), Some(by));
        assert_eq!(take_note(folder.path(), 2024), None);
    }
}
