//! Opening a project: every file that can be read is, and of each it is said in what condition it is.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};
use serde::de::DeserializeOwned;

use crate::model::Report;
use crate::project::Head;
use crate::project::Project;
use crate::review::Review;

use super::error::{Deed, StoreError, WhyNot};
use super::fault::Fault;
use super::part::{Part, parts};
use super::read::{LARGEST, Parsed, parse, text_of};
use super::settle::settle;
use super::stamp::Stamp;

/// A project as it was found on disk.
#[derive(Debug)]
pub struct Opened {
    /// Its folder, symbolic links followed.
    pub folder: PathBuf,
    /// What could be read. A year whose file is broken is not in it.
    pub project: Project,
    /// Every file there is.
    pub files: BTreeMap<Part, Found>,
}

/// A file as it was found.
#[derive(Debug)]
pub struct Found {
    /// What it held, to be given to the next save; `None` if it could not be read at all.
    pub stamp: Option<Stamp>,
    /// Whether it may be saved.
    pub condition: Condition,
    /// Ids that were given because the file had none or one twice: so many differ from the file.
    pub given: usize,
}

/// Whether a file may be saved.
#[derive(Debug)]
pub enum Condition {
    /// It may.
    Writable,
    /// It was read, but must not be written.
    ReadOnly(WhyNot),
    /// It could not be understood; it is never written over.
    Broken {
        /// Why.
        error: StoreError,
        /// The text of the file, empty if it is no text or could not be read.
        source: String,
    },
}

impl Condition {
    /// Whether the file may be saved.
    pub const fn is_writable(&self) -> bool {
        matches!(self, Self::Writable)
    }
}

/// Opens the project in a folder.
///
/// # Errors
/// If there is no project, or the folder cannot be listed. A file that cannot be read is no error: see [`Condition`].
pub fn open(folder: &Path) -> Result<Opened, StoreError> {
    let folder = fs::canonicalize(folder).map_err(StoreError::system(folder, Deed::Read))?;
    if !Part::Head.path(&folder).is_file() {
        return Err(StoreError::NoProject(folder));
    }
    let listed = parts(&folder).map_err(StoreError::system(&folder, Deed::Read))?;
    let mut project = Project::default();
    let mut files = BTreeMap::new();
    for part in listed {
        let path = part.path(&folder);
        let found = match part {
            Part::Head => take(&path, head, |head| project.head = head),
            Part::Report(year) => take(
                &path,
                |text| report(text, Some(year)),
                |report| drop(project.reports.insert(year, report)),
            ),
            Part::Review(year) => {
                take(&path, review, |review| drop(project.reviews.insert(year, review)))
            }
        };
        files.insert(part, found);
    }
    Ok(Opened { folder, project, files })
}

/// A value, and what is to be said of the text it came from.
pub(super) struct Content<T> {
    pub(super) value: T,
    pub(super) why_not: Option<WhyNot>,
    pub(super) given: usize,
}

/// Reads a text as `project.ron`.
pub(super) fn head(text: &str) -> Result<Content<Head>, Fault> {
    plain(text)
}

/// Reads a text as a review.
pub(super) fn review(text: &str) -> Result<Content<Review>, Fault> {
    plain(text)
}

/// Reads a text as a report, of the year that its file is named after if that is known.
pub(super) fn report(text: &str, named: Option<i16>) -> Result<Content<Report>, Fault> {
    let mut content = plain::<Report>(text)?;
    let year = content.value.year;
    if let Some(named) = named.filter(|named| *named != year) {
        let what = format!("文件名说是 {named} 年，里面写的却是 {year} 年，请改正其一");
        return Err(Fault::plain(what));
    }
    content.given = settle(&mut content.value, text)?;
    Ok(content)
}

fn plain<T: DeserializeOwned>(text: &str) -> Result<Content<T>, Fault> {
    let Parsed { value, format, unknown } = parse(text, &[])?;
    let why_not = if format > super::layout::FORMAT {
        Some(WhyNot::Newer(format))
    } else {
        (!unknown.is_empty()).then_some(WhyNot::Unknown(unknown))
    };
    Ok(Content { value, why_not, given: 0 })
}

/// Reads one file, hands on its value, and says in what condition it is.
fn take<T>(
    path: &Path,
    read: impl FnOnce(&str) -> Result<Content<T>, Fault>,
    keep: impl FnOnce(T),
) -> Found {
    let bytes = match bytes(path) {
        Ok(bytes) => bytes,
        Err(error) => return broken(None, error, String::new()),
    };
    let stamp = Some(Stamp::of(&bytes));
    let text = match text_of(bytes) {
        Ok(text) => text,
        Err(fault) => return broken(stamp, StoreError::faulty(path)(fault), String::new()),
    };
    match read(&text) {
        Err(fault) => broken(stamp, StoreError::faulty(path)(fault), text),
        Ok(Content { value, why_not, given }) => {
            keep(value);
            let why_not = why_not.or_else(|| (!may_write(path)).then_some(WhyNot::Permission));
            let condition = why_not.map_or(Condition::Writable, Condition::ReadOnly);
            Found { stamp, condition, given }
        }
    }
}

fn broken(stamp: Option<Stamp>, error: StoreError, source: String) -> Found {
    Found { stamp, condition: Condition::Broken { error, source }, given: 0 }
}

/// The bytes of a file that is not larger than any report could be.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, StoreError> {
    let system = |error| StoreError::system(path, Deed::Read)(error);
    let file = File::open(path).map_err(system)?;
    let length = file.metadata().map_err(system)?.len();
    let mut bytes = Vec::new();
    // One byte beyond the limit tells a file that grows while it is read, or a device, which has no length.
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(system)?;
    let read = bytes.len() as u64;
    if read > LARGEST {
        return Err(StoreError::TooLarge { path: path.to_path_buf(), bytes: length.max(read) });
    }
    Ok(bytes)
}

/// Whether this user may write the file and, since it is replaced, its folder.
fn may_write(path: &Path) -> bool {
    let real: io::Result<PathBuf> = fs::canonicalize(path);
    real.is_ok_and(|real| {
        let folder = real.parent().unwrap_or(&real);
        access(&real, Access::WRITE_OK).is_ok() && access(folder, Access::WRITE_OK).is_ok()
    })
}
