//! Saving: canonical text, nothing of anybody's overwritten unseen, nothing half written.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use serde::Serialize;

use crate::model::Report;
use crate::model::Year;
use crate::project::Head;
use crate::project::Project;
use crate::review::Review;

use super::atomic::{Target, Watch};
use super::error::{Deed, StoreError, WhyNot};
use super::fault::Fault;
use super::layout::file;
use super::open::{self, Content};
use super::part::Part;
use super::read::{LARGEST, text_of};
use super::stamp::Stamp;

/// Saves a report and gives its new stamp. `was` is the stamp it was read with, `None` for a report that has no file yet.
///
/// # Errors
/// [`StoreError::Changed`] if the file holds something else by now; [`StoreError::ReadOnly`] if what it holds is of a newer
/// program or has unknown fields; [`StoreError::Unfit`] if the report could not be read back; what the system refuses.
pub fn save_report(
    folder: &Path,
    report: &Report,
    was: Option<Stamp>,
) -> Result<Stamp, StoreError> {
    save(folder, Part::Report(report.year), report, was)
}

/// Saves what is about the report of a year; otherwise as [`save_report`].
pub fn save_review(
    folder: &Path,
    year: Year,
    review: &Review,
    was: Option<Stamp>,
) -> Result<Stamp, StoreError> {
    save(folder, Part::Review(year), review, was)
}

/// Saves `project.ron`; otherwise as [`save_report`].
pub fn save_head(folder: &Path, head: &Head, was: Option<Stamp>) -> Result<Stamp, StoreError> {
    save(folder, Part::Head, head, was)
}

/// Makes a new project with everything in it; the folder is made if need be, and may already hold other files.
///
/// `project.ron` is written last: until it stands, the folder is not taken for a project.
///
/// # Errors
/// [`StoreError::Exists`] if there is a project already; otherwise as [`save_report`].
pub fn create(folder: &Path, project: &Project) -> Result<(), StoreError> {
    if fs::symlink_metadata(Part::Head.path(folder)).is_ok() {
        return Err(StoreError::Exists(folder.to_path_buf()));
    }
    make(folder)?;
    for report in project.reports.values() {
        save_report(folder, report, None)?;
    }
    for (year, review) in &project.reviews {
        save_review(folder, *year, review, None)?;
    }
    save_head(folder, &project.head, None).map(drop)
}

fn save(
    folder: &Path,
    part: Part,
    value: &impl Serialize,
    was: Option<Stamp>,
) -> Result<Stamp, StoreError> {
    let path = part.path(folder);
    let text = fit(part, value).map_err(|what| StoreError::Unfit { path: path.clone(), what })?;
    if let Some(above) = path.parent().filter(|_| part != Part::Head) {
        make(above)?;
    }
    put(&path, part, Update { text: &text, was }, &mut |_| Ok(()))
}

/// The canonical text of a value, after making sure that it can be read again.
fn fit(part: Part, value: &impl Serialize) -> Result<String, String> {
    let text = file(value).map_err(|error| error.to_string())?;
    if text.len() as u64 > LARGEST {
        return Err("超过 16 MB，存下以后就读不回来了".to_owned());
    }
    match why_not(part, &text) {
        Ok(None) => Ok(text),
        Ok(Some(why)) => Err(why.to_string()),
        Err(fault) => Err(fault.what),
    }
}

/// Why a file with this text must not be written over, if it must not.
fn why_not(part: Part, text: &str) -> Result<Option<WhyNot>, Fault> {
    match part {
        Part::Head => open::head(text).map(reason),
        Part::Report(year) => open::report(text, Some(year)).map(reason),
        Part::Review(_) => open::review(text).map(reason),
    }
}

fn reason<T>(content: Content<T>) -> Option<WhyNot> {
    content.why_not
}

/// New text for a file, and what the file must still hold for that.
#[derive(Debug, Clone, Copy)]
pub(super) struct Update<'a> {
    pub(super) text: &'a str,
    pub(super) was: Option<Stamp>,
}

/// Replaces the text of a file, unless it holds something that must not be replaced. Nothing is written where the text is
/// the same already.
pub(super) fn put(
    path: &Path,
    part: Part,
    update: Update<'_>,
    watch: Watch<'_>,
) -> Result<Stamp, StoreError> {
    let system = |error| StoreError::system(path, Deed::Save)(error);
    let target = Target::hold(path).map_err(system)?;
    let there = target.content().map_err(system)?;
    if there.as_deref().map(Stamp::of) != update.was {
        return Err(StoreError::Changed(path.to_path_buf()));
    }
    let stamp = Stamp::of(update.text.as_bytes());
    if Some(stamp) == update.was {
        return Ok(stamp);
    }
    if let Some(there) = there {
        let text = text_of(there).map_err(StoreError::faulty(path))?;
        if let Some(why) = why_not(part, &text).map_err(StoreError::faulty(path))? {
            return Err(StoreError::ReadOnly { path: path.to_path_buf(), why });
        }
    }
    target.replace(update.text.as_bytes(), watch).map_err(system)?;
    Ok(stamp)
}

/// Makes a folder and what is missing above it, and brings its entry to the disk.
fn make(folder: &Path) -> Result<(), StoreError> {
    let made = match fs::create_dir(folder) {
        Ok(()) => folder.parent().map_or(Ok(()), |above| {
            let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
            File::open(above)?.sync_all()
        }),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        Err(error) => match folder.parent() {
            Some(above)
                if error.kind() == io::ErrorKind::NotFound && !above.as_os_str().is_empty() =>
            {
                make(above)?;
                return make(folder);
            }
            _ => Err(error),
        },
    };
    made.map_err(StoreError::system(folder, Deed::Make))
}
