//! Opening a project: every file that can be read is, and of each it is said in what condition it is.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{Access, access};
use rustix::io::Errno;
use serde::de::DeserializeOwned;

use crate::model::Report;
use crate::project::Head;
use crate::project::Project;
use crate::review::Review;

use super::disk::{DISK, Disk};
use super::error::{Deed, StoreError, WhyNot};
use super::fault::Fault;
use super::part::{Listed, Part, list};
use super::policy;
use super::read::{LARGEST, Parsed, parse, text_of};
use super::settle::settle;
use super::stamp::Stamp;
use super::words;

/// A project as it was found on disk.
#[derive(Debug)]
pub struct Opened {
    /// Its folder, symbolic links followed.
    pub folder: PathBuf,
    /// What could be read. A year whose file is broken is not in it.
    pub project: Project,
    /// Every file there is.
    pub files: BTreeMap<Part, Found>,
    /// What in the policies of the project and its office cannot be followed, and which forms of its own cannot be used;
    /// the rest of them holds.
    pub troubles: Vec<StoreError>,
    /// Files beside the reports and reviews that end in `.ron` but are not named by a year, and so were not read.
    pub others: Vec<PathBuf>,
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
    open_under(folder, Path::new(policy::OFFICE))
}

/// Opens the project in a folder, under the policy of an office in this file; otherwise as [`open`].
///
/// # Errors
/// As [`open`].
pub fn open_under(folder: &Path, office: &Path) -> Result<Opened, StoreError> {
    let folder = fs::canonicalize(folder).map_err(StoreError::system(folder, Deed::Read))?;
    if !Part::Head.path(&folder).is_file() {
        return Err(StoreError::NoProject(folder));
    }
    let Listed { parts, others } =
        list(&folder).map_err(StoreError::system(&folder, Deed::Read))?;
    let (forms, broken_forms) = super::forms::read(&folder);
    let mut project = Project::knowing(Arc::new(forms));
    let mut files = BTreeMap::new();
    for part in parts {
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
    let (policy, mut troubles) = policy::policy(&folder, office);
    project.policy = policy;
    let (own, more) = words::words(&folder);
    project.words = own;
    troubles.extend(more);
    let (own, trouble) = super::indicators::vocabulary(&folder);
    project.vocabulary = own.map(Arc::new);
    troubles.extend(trouble);
    troubles.extend(broken_forms);
    Ok(Opened { folder, project, files, troubles, others })
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
    bytes_on(DISK, path)
}

pub(super) fn bytes_on(disk: Disk<'_>, path: &Path) -> Result<Vec<u8>, StoreError> {
    let system = |error| StoreError::system(path, Deed::Read)(error);
    let about = disk.about(path).map_err(system)?;
    if about.is_dir() {
        return Err(system(Errno::ISDIR.into()));
    }
    if !about.is_file() {
        // Opening a pipe would wait for ever.
        return Err(system(io::Error::other("不是普通文件")));
    }
    let too_large = |bytes| StoreError::TooLarge { path: path.to_path_buf(), bytes };
    if about.len() > LARGEST {
        return Err(too_large(about.len()));
    }
    // One byte beyond the limit tells a file that grows while it is read.
    let file = disk.open(path).map_err(system)?;
    let bytes = disk.read(&file, LARGEST + 1).map_err(system)?;
    if bytes.len() as u64 > LARGEST { Err(too_large(bytes.len() as u64)) } else { Ok(bytes) }
}

/// What a file of a project holds now, to compare with what it held when it was read; `None` if there is no such file.
///
/// # Errors
/// If the file is there and cannot be read.
pub fn stamp_now(folder: &Path, part: Part) -> Result<Option<Stamp>, StoreError> {
    Ok(present(&part.path(folder))?.as_deref().map(Stamp::of))
}

/// The bytes of a file, `None` if there is no such file.
pub(super) fn present(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    present_on(DISK, path)
}

pub(super) fn present_on(disk: Disk<'_>, path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match bytes_on(disk, path) {
        Err(StoreError::System { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            Ok(None)
        }
        other => other.map(Some),
    }
}

/// Whether this user may write the file and, since it is replaced, its folder.
fn may_write(path: &Path) -> bool {
    let real: io::Result<PathBuf> = fs::canonicalize(path);
    real.is_ok_and(|real| {
        let folder = real.parent().unwrap_or(&real);
        access(&real, Access::WRITE_OK).is_ok() && access(folder, Access::WRITE_OK).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::store::arbitrary::example;
    use crate::store::layout::file;
    use crate::store::part::find;

    /// A folder with these files in it.
    fn folder(files: &[(&str, &[u8])]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        folder
    }

    const HEAD: (&str, &[u8]) = ("project.ron", "(agency: (name: \"示例市民政局\"))".as_bytes());

    #[test]
    fn one_broken_year_does_not_close_the_others() {
        let good = file(&example()).unwrap();
        let cut = good.replace("年报\",", "年报\"").replace("year: 2024", "year: 2023");
        let cut = cut.replacen("year: 2023,", "year: 2023", 1);
        let folder = folder(&[
            HEAD,
            ("reports/2024.ron", good.as_bytes()),
            ("reports/2023.ron", cut.as_bytes()),
            ("reports/2022.ron", good.as_bytes()),
            ("reports/2021.ron", b"\xc4\xea\xb1\xa8"),
            ("reports/.2024.ron.tmp", b"(ha"),
            ("reports/02024.ron", b"(ha"),
            ("reports/说明.txt", b"(ha"),
            ("reviews/2024.ron", b"()"),
        ]);
        let opened = open(folder.path()).unwrap();
        assert_eq!(opened.project.reports.keys().collect::<Vec<_>>(), [&2024]);
        assert_eq!(opened.files.len(), 6);
        assert_eq!(opened.others, [opened.folder.join("reports/02024.ron")]);
        let told = |year| match &opened.files[&Part::Report(year)].condition {
            Condition::Broken { error, source } => (error.to_string(), source.clone()),
            other => panic!("{other:?}"),
        };
        let named = |name: &str| opened.folder.join("reports").join(name).display().to_string();
        let (said, source) = told(2023);
        assert!(
            said.starts_with(&format!("{} 第 4 行第 13 列：这里缺一个逗号", named("2023.ron"))),
            "{said}"
        );
        assert_eq!(source, cut);
        let (said, source) = told(2022);
        assert_eq!(
            said,
            format!("{}：文件名说是 2022 年，里面写的却是 2024 年，请改正其一", named("2022.ron"))
        );
        assert_eq!(source, good);
        let (said, source) = told(2021);
        assert!(
            said.starts_with(&format!("{} 第 1 行第 1 列：这里不是 UTF-8 文字", named("2021.ron"))),
            "{said}"
        );
        assert_eq!(source, "");
    }

    #[test]
    fn a_broken_head_leaves_the_reports() {
        let good = file(&example()).unwrap();
        let folder =
            folder(&[("project.ron", b"(agency: [)"), ("reports/2024.ron", good.as_bytes())]);
        let opened = open(folder.path()).unwrap();
        assert!(matches!(opened.files[&Part::Head].condition, Condition::Broken { .. }));
        assert!(opened.files[&Part::Report(2024)].condition.is_writable());
    }

    #[test]
    fn a_file_larger_than_any_report_is_not_read() {
        let folder = folder(&[HEAD]);
        let path = Part::Report(2024).path(folder.path());
        fs::create_dir(path.parent().unwrap()).unwrap();
        fs::File::create(&path).unwrap().set_len(50 * 1024 * 1024).unwrap();
        let opened = open(folder.path()).unwrap();
        let Condition::Broken { error, .. } = &opened.files[&Part::Report(2024)].condition else {
            panic!()
        };
        let said = "有 50 MB，超过 16 MB 的上限，没有读；请看看是不是放错了文件";
        assert!(error.to_string().ends_with(said), "{error}");
    }

    #[test]
    fn the_nearest_project_upward_is_found() {
        let folder = folder(&[HEAD, ("reports/旧/x", b""), ("内/project.ron", b"()")]);
        let real = fs::canonicalize(folder.path()).unwrap();
        for (start, want) in [
            ("", Some(real.clone())),
            ("project.ron", Some(real.clone())),
            ("reports/旧", Some(real.clone())),
            ("内", Some(real.join("内"))),
            ("没有", None),
        ] {
            assert_eq!(find(&real.join(start)), want, "{start}");
        }
        let none = tempfile::tempdir().unwrap();
        let error = open(none.path()).unwrap_err().to_string();
        assert!(
            error.ends_with("不是年报项目（没有 project.ron）；新建请用 nianbao new"),
            "{error}"
        );
    }

    #[test]
    fn writable_is_what_the_system_lets_this_user_write() {
        let folder = folder(&[HEAD]);
        let path = Part::Head.path(folder.path());
        let mut rights = fs::metadata(&path).unwrap().permissions();
        rights.set_readonly(true);
        fs::set_permissions(&path, rights).unwrap();
        let lets = fs::OpenOptions::new().write(true).open(&path).is_ok();
        let opened = open(folder.path()).unwrap();
        assert_eq!(opened.files[&Part::Head].condition.is_writable(), lets);
    }
}
