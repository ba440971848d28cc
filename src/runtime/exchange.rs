//! Files of other formats: looked for, read and written where the open project lies.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::app::{Outcome, Over, Read};
use crate::export::{self, Export};
use crate::forms::Catalogue;
use crate::import;
use crate::model::{Report, Year};
use crate::project::Project;
use crate::store;

use super::desk::Desk;
use super::loaded::load;
use super::readback;

/// Files that are offered, the newest first.
const OFFERED: usize = 40;

/// Files of a folder that are read at once.
const TOGETHER: usize = 60;

impl Desk {
    /// Files near the project that can be read: in its folder, in the one around it, and where the program was started.
    pub(super) fn near(&self) -> Vec<(String, String)> {
        let around = self.folder.parent().filter(|folder| !folder.as_os_str().is_empty());
        let around = around.map_or_else(|| PathBuf::from(".."), Path::to_path_buf);
        let mut files: Vec<(SystemTime, PathBuf)> = Vec::new();
        for folder in [self.folder.clone(), around, PathBuf::from(".")] {
            for path in inside(&folder).unwrap_or_default() {
                let changed = fs::metadata(&path).and_then(|known| known.modified());
                let twice = files.iter().any(|(_, known)| is_one(known, &path));
                if let (Ok(changed), false) = (changed, twice) {
                    files.push((changed, path));
                }
            }
        }
        files.sort_by(|one, other| (other.0, &one.1).cmp(&(one.0, &other.1)));
        files.truncate(OFFERED);
        let told = |(_, path): (SystemTime, PathBuf)| {
            let size = fs::metadata(&path).map_or(0, |known| known.len().div_ceil(1024));
            (path.display().to_string(), format!("{size} KB"))
        };
        files.into_iter().map(told).collect()
    }

    /// Reads a file, or every file of a folder that can be read; one that cannot does not stop the others.
    pub(super) fn read(&self, typed: &str) -> Vec<Read> {
        let path = self.meant(typed);
        if !path.is_dir() {
            return vec![self.read_one(&path)];
        }
        match inside(&path) {
            Ok(files) if !files.is_empty() => {
                files.iter().take(TOGETHER).map(|file| self.read_one(file)).collect()
            }
            Ok(_) => vec![Read {
                name: typed.to_owned(),
                found: Err("文件夹里没有能导入的文件".to_owned()),
            }],
            Err(error) => vec![Read { name: typed.to_owned(), found: Err(why(&error)) }],
        }
    }

    /// A path as it was typed: from where the program was started, else from the project's folder.
    fn meant(&self, typed: &str) -> PathBuf {
        let path = PathBuf::from(typed.trim_matches(['"', '\'']));
        let beside = self.folder.join(&path);
        if !path.exists() && beside.exists() { beside } else { path }
    }

    fn read_one(&self, path: &Path) -> Read {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let found = (|| {
            let size = fs::metadata(path).map_err(|error| why(&error))?.len();
            import::fits(size).map_err(|error| error.to_string())?;
            let bytes = fs::read(path).map_err(|error| why(&error))?;
            let options = import::Options {
                forms: Catalogue::clone(&self.known.0),
                ..import::Options::default()
            };
            import::read(&name, &bytes, &options).map(Box::new).map_err(|error| error.to_string())
        })();
        Read { name, found }
    }

    /// Writes reports of years that the project has not, and reads it again.
    pub(super) fn add(&mut self, reports: &[Report]) -> Result<Outcome, String> {
        for report in reports {
            store::save_report(&self.folder, report, None, self.name())
                .map_err(|error| format!("{} 年报没有导入：{error}", report.year))?;
        }
        let mut years: Vec<Year> = reports.iter().map(|report| report.year).collect();
        years.sort_unstable();
        let mut loaded = load(&self.folder)?;
        loaded.opened.year = years.last().copied();
        match self.take(loaded) {
            Outcome::Opened(opened) => Ok(Outcome::Added(years, opened)),
            other => Ok(other),
        }
    }

    /// Writes a report beside the project in another format, and reads it back.
    pub(super) fn export(
        &self,
        key: &str,
        (project, year): (&Project, Year),
        over: Over,
    ) -> Result<Outcome, String> {
        let format = export::format(key).ok_or_else(|| format!("没有“{key}”这种导出格式"))?;
        let export = Export::of(project, year).map_err(|error| error.to_string())?;
        let name = format.file_name(&export);
        let path = self.folder.join(&name);
        if over == Over::Ask && path.exists() {
            return Ok(Outcome::InTheWay(format.key, name));
        }
        let mut bytes = Vec::new();
        (format.write)(&export, &mut bytes).map_err(|error| error.to_string())?;
        let done = if over == Over::Replace {
            replace(&path, &bytes)
                .map_err(|error| format!("{} 没有导出：{error}", path.display()))?;
            Outcome::Done(format!("已导出到 {}，换掉了原来的文件", path.display()))
        } else {
            let name = name.trim_end_matches(&format!(".{}", format.ending));
            self.put_beside(name, format.ending, &bytes)?
        };
        match readback::unlike(format, &export, &bytes) {
            None => Ok(done),
            Some(why) => Err(format!("已写出，但读回来与项目不同，交出前请核对：{why}")),
        }
    }
}

/// Writes over a file: whoever opens it finds the old one or the new one whole.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("part");
    let mut file = fs::File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)
}

/// The files of a folder that a reader knows by their ending, in the order of their names.
fn inside(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        // Word leaves `~$…` beside a document that is open.
        if import::is_known(ending) && !name.starts_with(['.', '~']) && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn is_one(one: &Path, other: &Path) -> bool {
    one == other
        || one.canonicalize().ok().is_some_and(|own| other.canonicalize().ok() == Some(own))
}

fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件，请核对路径".to_owned(),
        io::ErrorKind::PermissionDenied => "没有读它的权限".to_owned(),
        _ => error.to_string(),
    }
}
