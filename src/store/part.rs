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

/// The files of a folder: those of the project, and those that look like it but are not named by a year.
pub(super) struct Listed {
    /// Head, reports and reviews, oldest first.
    pub(super) parts: Vec<Part>,
    /// `.ron` files beside the reports or reviews.
    pub(super) others: Vec<PathBuf>,
}

/// What lies in the folder of a project. Hidden files and other kinds of file are left alone.
pub(super) fn list(folder: &Path) -> io::Result<Listed> {
    let mut listed = Listed { parts: vec![Part::Head], others: Vec::new() };
    let kinds = [("reports", Part::Report as fn(Year) -> Part), ("reviews", Part::Review)];
    for (name, part) in kinds {
        let entries = match fs::read_dir(folder.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            other => other?,
        };
        for entry in entries {
            let path = entry?.path();
            match year_of(&path) {
                Some(year) => listed.parts.push(part(year)),
                None if is_visible_ron(&path) => listed.others.push(path),
                None => {}
            }
        }
    }
    listed.parts.sort();
    listed.others.sort();
    Ok(listed)
}

fn is_visible_ron(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    !hidden && path.extension().is_some_and(|ending| ending == "ron")
}

/// The year that a file is named after: `2024.ron`, and no other spelling of it.
fn year_of(path: &Path) -> Option<Year> {
    let stem = path.file_name()?.to_str()?.strip_suffix(".ron")?;
    let year: Year = stem.parse().ok()?;
    (year.to_string() == stem).then_some(year)
}
