//! Versions (历史版本): what the files of reports held, kept in `.nianbao/versions` of the project, a file each.
//!
//! A version is the report's file, packed by gzip, so that `zcat` shows it without this program. Its name says all there is to
//! know of it: year, time (UTC), why it was kept, whose it is, and how its content's SHA-256 begins. The same content is never
//! written twice: where the file system can, its second version is a second name of the first one.

use std::fmt;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::GzBuilder;
use flate2::read::GzDecoder;
use jiff::{SignedDuration, Timestamp};

use crate::model::Report;
use crate::model::Status;
use crate::model::Year;

use super::atomic::Target;
use super::disk::{DISK, Disk};
use super::error::{Deed, StoreError};
use super::fault::Fault;
use super::folder::make_within;
use super::open;
use super::part::Part;
use super::read::{LARGEST, text_of};
use super::stamp::Stamp;

/// What every version's file ends in.
const ENDING: &str = ".ron.gz";

/// How a version's time is written in its name.
const TIME: &str = "%Y%m%dT%H%M%S%.3fZ";

/// Characters of a name that are kept; some file systems take no longer names of files.
const NAME: usize = 10;

/// Digits of the content's sum in a version's name.
const SUM: usize = 16;

/// A version of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The file it lies in.
    pub path: PathBuf,
    /// The report.
    pub year: Year,
    /// When it was saved, or kept.
    pub at: Timestamp,
    /// Why it was kept.
    pub why: Why,
    /// Whose it is; empty if that is not known.
    pub by: String,
    /// How the SHA-256 of its content begins.
    sum: String,
}

/// Why a version was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It was saved.
    Saved,
    /// It was saved when the report was signed (定稿).
    Approved,
    /// It was saved when the report was published.
    Published,
    /// The file held it, and no save of this program is known: it was changed elsewhere.
    Found,
    /// It was never saved: taken over, or not restored.
    Unsaved,
    /// The file could not be read; its bytes as they were.
    Damaged,
}

impl Why {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Saved, "saved"),
        (Self::Approved, "approved"),
        (Self::Published, "published"),
        (Self::Found, "found"),
        (Self::Unsaved, "unsaved"),
        (Self::Damaged, "damaged"),
    ];

    fn key(self) -> &'static str {
        Self::ALL.iter().find(|(why, _)| *why == self).map_or("saved", |(_, key)| key)
    }

    /// Why a report in this state is kept when it is saved.
    pub(super) const fn saved(status: Status) -> Self {
        match status {
            Status::Draft | Status::Submitted | Status::Reviewed => Self::Saved,
            Status::Approved => Self::Approved,
            Status::Published => Self::Published,
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Saved => "保存",
            Self::Approved => "定稿",
            Self::Published => "发布",
            Self::Found => "别处改的",
            Self::Unsaved => "没存的",
            Self::Damaged => "坏文件",
        })
    }
}

impl fmt::Display for Version {
    /// When, whose, and why it was kept: `11月24日 18:40 张三 保存`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M:%S");
        let by = if self.by.is_empty() { String::new() } else { format!(" {}", self.by) };
        write!(f, "{at}{by} {}", self.why)
    }
}

impl Version {
    /// Whether it holds what a file with this stamp holds.
    pub fn holds(&self, stamp: Stamp) -> bool {
        self.sum == sum_of(stamp)
    }

    /// What a version's name says; `None` if it is no version of this program.
    fn named(folder: &Path, name: &str) -> Option<Self> {
        let mut parts = name.strip_suffix(ENDING)?.split('-');
        let mut next = || parts.next();
        let (year, at, why, by, sum) = (next()?, next()?, next()?, next()?, next()?);
        let (why, _) = Why::ALL.into_iter().find(|(_, key)| *key == why)?;
        let whole = sum.len() == SUM && next().is_none();
        let at = time_of(at)?;
        let (year, by, sum) = (year.parse().ok()?, by.to_owned(), sum.to_owned());
        whole.then(|| Self { path: folder.join(name), year, at, why, by, sum })
    }

    /// A version that lies nowhere.
    #[cfg(test)]
    pub(super) fn example(at: Timestamp, why: Why) -> Self {
        let (path, sum) = (PathBuf::new(), "0".repeat(SUM));
        Self { path, year: 2024, at, why, by: String::new(), sum }
    }

    fn name(&self) -> String {
        let at = self.at.strftime(TIME);
        format!("{}-{at}-{}-{}-{}{ENDING}", self.year, self.why.key(), self.by, self.sum)
    }
}

fn time_of(text: &str) -> Option<Timestamp> {
    let date = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%S%.fZ", text).ok()?;
    date.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

fn sum_of(stamp: Stamp) -> String {
    stamp.to_string().chars().take(SUM).collect()
}

/// The folder in which the versions of a project lie.
fn place(folder: &Path) -> PathBuf {
    folder.join(".nianbao").join("versions")
}

/// The versions of the report of a year, the newest first.
pub fn list(folder: &Path, year: Year) -> Vec<Version> {
    list_on(DISK, folder, year)
}

pub(super) fn list_on(disk: Disk<'_>, folder: &Path, year: Year) -> Vec<Version> {
    let place = place(folder);
    let names = disk.names(&place).unwrap_or_default();
    let mut found: Vec<Version> = names
        .iter()
        .filter_map(|name| Version::named(&place, name.to_str()?))
        .filter(|version| version.year == year)
        .collect();
    found.sort_by(|a, b| (b.at, &b.path).cmp(&(a.at, &a.path)));
    found
}

/// The bytes that a version holds.
///
/// # Errors
/// If the file cannot be read, or is damaged.
pub fn bytes(version: &Version) -> Result<Vec<u8>, StoreError> {
    bytes_on(DISK, version)
}

fn bytes_on(disk: Disk<'_>, version: &Version) -> Result<Vec<u8>, StoreError> {
    let packed = open::bytes_on(disk, &version.path)?;
    let mut bytes = Vec::new();
    let read = GzDecoder::new(packed.as_slice()).take(LARGEST + 1).read_to_end(&mut bytes);
    if read.is_err() || sum_of(Stamp::of(&bytes)) != version.sum {
        let damaged = Fault::plain("不完整或损坏了（校验和不符），请用另一个版本");
        return Err(StoreError::faulty(&version.path)(damaged));
    }
    Ok(bytes)
}

/// The report that a version holds.
///
/// # Errors
/// As [`bytes`]; if it is no report, or holds what this program would drop.
pub fn read(version: &Version) -> Result<Report, StoreError> {
    let bytes = bytes(version)?;
    let read = text_of(bytes).and_then(|text| open::report(&text, Some(version.year)));
    let content = read.map_err(StoreError::faulty(&version.path))?;
    match content.why_not {
        Some(why) => Err(StoreError::ReadOnly { path: version.path.clone(), why }),
        None => Ok(content.value),
    }
}

/// Puts a version in the place of a report whose file cannot be read; its bytes become a version too.
///
/// # Errors
/// If the version is no report, or the system refuses; the file is as it was then, or holds the version.
pub fn put_back(folder: &Path, version: &Version) -> Result<(), StoreError> {
    read(version)?;
    let path = Part::Report(version.year).path(folder);
    let system = |error| StoreError::system(&path, Deed::Save)(error);
    let target = Target::hold(DISK, &path).map_err(system)?;
    if let Some(there) = open::present(target.path())? {
        let (year, at, why) = (version.year, Timestamp::now(), Why::Damaged);
        keep(DISK, folder, &Keep { year, at, why, by: "", bytes: &there })?;
    }
    target.replace(&bytes(version)?).map_err(system)
}

/// Something to be kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keep<'a> {
    /// The report.
    pub(super) year: Year,
    /// Since when it is as it is.
    pub(super) at: Timestamp,
    /// Why it is kept.
    pub(super) why: Why,
    /// Whose it is.
    pub(super) by: &'a str,
    /// What the file holds.
    pub(super) bytes: &'a [u8],
}

/// Keeps a content as a version, unless the newest version is the same.
///
/// # Errors
/// If it can neither be linked nor written.
pub(super) fn keep(disk: Disk<'_>, folder: &Path, keep: &Keep<'_>) -> Result<Version, StoreError> {
    let place = make_within(disk, folder, &[".nianbao", "versions"])?;
    let sum = sum_of(Stamp::of(keep.bytes));
    let there = list_on(disk, folder, keep.year);
    if let Some(newest) = there.first().filter(|newest| newest.sum == sum)
        && (newest.why == keep.why || keep.why == Why::Found)
    {
        return Ok(newest.clone());
    }
    let by = plain(keep.by);
    let at = free(&there, keep.at);
    let version = Version { path: PathBuf::new(), year: keep.year, at, why: keep.why, by, sum };
    let path = place.join(version.name());
    let version = Version { path, ..version };
    let same = there.iter().find(|known| known.sum == version.sum);
    written(disk, &version, same, keep.bytes)
        .map_err(StoreError::system(&version.path, Deed::Save))?;
    Ok(version)
}

/// Links a version to one of the same content, or writes it.
fn written(
    disk: Disk<'_>,
    version: &Version,
    same: Option<&Version>,
    bytes: &[u8],
) -> io::Result<()> {
    let target = Target::hold(disk, &version.path)?;
    if let Some(same) = same.filter(|same| bytes_on(disk, same).is_ok())
        && disk.link(&same.path, &version.path).is_ok()
    {
        return target.confirm();
    }
    target.replace(&packed(version.year, bytes)?)
}

fn packed(year: Year, bytes: &[u8]) -> io::Result<Vec<u8>> {
    let name = format!("{year}.ron");
    let mut packer = GzBuilder::new().filename(name).write(Vec::new(), Compression::fast());
    packer.write_all(bytes)?;
    packer.finish()
}

/// The time, or the next thousandth of a second that no other version has.
fn free(there: &[Version], at: Timestamp) -> Timestamp {
    let step = SignedDuration::from_millis(1);
    let mut at = Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at);
    while there.iter().any(|known| known.at == at) {
        at = at.checked_add(step).unwrap_or(at);
    }
    at
}

/// A person's name as part of a file's name.
fn plain(name: &str) -> String {
    let fits = |c: &char| !c.is_control() && !matches!(c, '/' | '\\' | '-' | ':' | '.');
    name.trim().chars().filter(fits).take(NAME).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::MetadataExt;

    use proptest::prelude::*;

    use super::super::disk::faulty::{Faulty, Plan, folder as quick, plans};
    use super::*;
    use crate::store::arbitrary::{self, example};
    use crate::store::layout::file;

    const AT: Timestamp = Timestamp::constant(1_735_689_600, 0);

    fn of(bytes: &[u8]) -> Keep<'_> {
        Keep { year: 2024, at: AT, why: Why::Saved, by: "张三", bytes }
    }

    #[test]
    fn a_version_is_listed_with_what_its_name_says_and_read_again() {
        let folder = quick();
        let text = file(&example()).unwrap();
        let kept = keep(DISK, folder.path(), &of(text.as_bytes())).unwrap();
        assert_eq!((kept.at, kept.by.as_str(), kept.why), (AT, "张三", Why::Saved));
        assert!(kept.holds(Stamp::of(text.as_bytes())));
        let listed = list(folder.path(), 2024);
        assert_eq!(listed, std::slice::from_ref(&kept));
        assert_eq!(read(&kept).unwrap(), example());
        assert!(list(folder.path(), 2023).is_empty());
        let shown = std::process::Command::new("gzip").arg("-dc").arg(&kept.path).output();
        if let Ok(shown) = shown {
            assert_eq!(shown.stdout, text.as_bytes(), "it can be read without this program");
        }
    }

    #[test]
    fn the_same_content_is_written_once() {
        let folder = quick();
        let kept = |bytes: &[u8]| keep(DISK, folder.path(), &of(bytes)).unwrap();
        let first = kept(b"a");
        assert_eq!(kept(b"a"), first, "nothing has changed in between");
        kept(b"b");
        let third = kept(b"a");
        assert_ne!(third.path, first.path);
        let inode = |version: &Version| fs::metadata(&version.path).unwrap().ino();
        assert_eq!(inode(&third), inode(&first));
        let listed: Vec<Vec<u8>> =
            list(folder.path(), 2024).iter().map(|version| bytes(version).unwrap()).collect();
        assert_eq!(listed, [b"a", b"b", b"a"]);
    }

    #[test]
    fn a_damaged_version_is_told_and_its_content_written_anew() {
        let folder = quick();
        let first = keep(DISK, folder.path(), &of(b"a")).unwrap();
        keep(DISK, folder.path(), &of(b"b")).unwrap();
        fs::write(&first.path, "x").unwrap();
        let told = bytes(&first).unwrap_err().to_string();
        assert!(told.contains("校验和不符"), "{told}");
        let again = keep(DISK, folder.path(), &of(b"a")).unwrap();
        assert_eq!(bytes(&again).unwrap(), b"a");
    }

    #[test]
    fn other_files_are_no_versions() {
        let folder = quick();
        let version = keep(DISK, folder.path(), &of(b"a")).unwrap();
        for name in ["2024.ron", ".2024-x.ron.gz.tmp", "2024-1-saved--0.ron.gz", "甲"] {
            fs::write(version.path.with_file_name(name), "").unwrap();
        }
        assert_eq!(list(folder.path(), 2024), [version]);
    }

    #[test]
    fn whatever_call_fails_every_version_that_is_listed_can_be_read() {
        let around = || {
            let folder = quick();
            for bytes in [b"a", b"b"] {
                keep(DISK, folder.path(), &of(bytes)).unwrap();
            }
            folder
        };
        for bytes in [&b"a"[..], b"c"] {
            let count = Faulty::new(Plan::Count);
            let folder = around();
            count.run(|disk| keep(disk, folder.path(), &of(bytes)).unwrap()).unwrap();
            for plan in plans(count.seen().len()) {
                let folder = around();
                let faulty = Faulty::new(plan);
                let done = faulty.run(|disk| keep(disk, folder.path(), &of(bytes)));
                let read = |version: &Version| super::bytes(version).unwrap();
                let there: Vec<Vec<u8>> = list(folder.path(), 2024).iter().map(read).collect();
                assert!(there.contains(&b"a".to_vec()) && there.contains(&b"b".to_vec()));
                match (plan, done) {
                    (_, Some(Ok(_))) => assert!(there.contains(&bytes.to_vec()), "{plan:?}"),
                    (Plan::Fail(_, error), Some(Err(told))) => {
                        let told = told.to_string();
                        assert!(told.contains(&format!("errno {error}")) && error != 4, "{told}");
                    }
                    (_, done) => assert!(done.is_none(), "{plan:?}"),
                }
                keep(DISK, folder.path(), &of(bytes)).unwrap();
            }
        }
    }

    proptest! {
        #[test]
        fn any_name_and_time_survive(name in "\\PC{0,20}", at in 0i64..4_102_444_800_000, report in arbitrary::report()) {
            let folder = quick();
            let at = Timestamp::from_millisecond(at).unwrap();
            let text = file(&report).unwrap();
            let kept = Keep { year: report.year, at, why: Why::Unsaved, by: &name, bytes: text.as_bytes() };
            let version = keep(DISK, folder.path(), &kept).unwrap();
            prop_assert_eq!(list(folder.path(), report.year), std::slice::from_ref(&version));
            prop_assert_eq!(version.at, at);
            prop_assert_eq!(read(&version).unwrap(), report);
        }
    }
}
