//! The files of a project: which there are, where they lie, and what is read from each.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::model::Year;

/// The file by which a folder is known to be a project.
const HEAD: &str = "project.ron";

/// One file of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// `project.ron`: agency, people, settings.
    Head,
    /// `reports/<year>.ron`: a report.
    Report(Year),
    /// `reviews/<year>.ron`: what is about the report of that year.
    Review(Year),
}

impl Part {
    /// Where it lies below the project's folder.
    pub fn path(self, folder: &Path) -> PathBuf {
        match self {
            Self::Head => folder.join(HEAD),
            Self::Report(year) => folder.join("reports").join(format!("{year}.ron")),
            Self::Review(year) => folder.join("reviews").join(format!("{year}.ron")),
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Head => f.write_str("项目说明"),
            Self::Report(year) => write!(f, "{year} 年报"),
            Self::Review(year) => write!(f, "{year} 年审阅记录"),
        }
    }
}

/// The nearest project from a file or folder upward: its folder.
pub fn find(start: &Path) -> Option<PathBuf> {
    let start = fs::canonicalize(start).ok()?;
    start.ancestors().find(|folder| folder.join(HEAD).is_file()).map(Path::to_path_buf)
}

/// Every report and review that lies in the folder, oldest first. Other files are left alone.
pub(super) fn parts(folder: &Path) -> io::Result<Vec<Part>> {
    let mut found = vec![Part::Head];
    for (name, part) in [("reports", Part::Report as fn(Year) -> Part), ("reviews", Part::Review)] {
        let entries = match fs::read_dir(folder.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            other => other?,
        };
        for entry in entries {
            let path = entry?.path();
            found.extend(year_of(&path).map(part));
        }
    }
    found.sort();
    Ok(found)
}

/// The year that a file is named after: `2024.ron`, and no other spelling of it.
fn year_of(path: &Path) -> Option<Year> {
    let stem = path.file_name()?.to_str()?.strip_suffix(".ron")?;
    let year: Year = stem.parse().ok()?;
    (year.to_string() == stem).then_some(year)
}
