//! Making folders so that they are there after a power cut, and so that colleagues can go on in them.

use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::atomic::join;
use super::disk::Disk;
use super::error::{Deed, StoreError};

/// Makes a folder and what is missing above it, and brings its entry to the disk.
pub(super) fn make(disk: Disk<'_>, folder: &Path) -> Result<(), StoreError> {
    made(disk, folder, true).map(drop).map_err(StoreError::system(folder, Deed::Make))
}

/// Makes folders below the project's, one in the other, and gives the innermost. A new one gets group and mode of the folder
/// that it lies in: what the program keeps beside the reports is for everybody who works on them. A project's folder that is
/// gone is not made again, for the project may have been moved.
pub(super) fn make_within(
    disk: Disk<'_>,
    project: &Path,
    names: &[&str],
) -> Result<PathBuf, StoreError> {
    let mut folder = project.to_path_buf();
    for name in names {
        let above = folder.clone();
        folder.push(name);
        let shared = || -> io::Result<()> {
            if made(disk, &folder, false)? {
                let file = disk.open(&folder)?;
                join(disk, &file, &above)?;
                // Who may write in the project's folder may write in this one; strangers may not.
                let mode = disk.about(&above)?.mode() & 0o2775;
                if disk.about_file(&file)?.permissions().mode() & 0o7777 != mode {
                    disk.set_mode(&file, mode)?;
                }
            }
            Ok(())
        };
        shared().map_err(StoreError::system(&folder, Deed::Make))?;
    }
    Ok(folder)
}

/// Whether it had to be made; what is missing above it only if `all`.
fn made(disk: Disk<'_>, folder: &Path, all: bool) -> io::Result<bool> {
    match disk.make(folder, 0o777, false) {
        Ok(()) => {
            let above = folder.parent().filter(|above| !above.as_os_str().is_empty());
            disk.sync(&disk.open(above.unwrap_or(Path::new(".")))?)?;
            Ok(true)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            if disk.about(folder)?.is_dir() { Ok(false) } else { Err(error) }
        }
        Err(error) => match folder.parent() {
            Some(above)
                if all
                    && error.kind() == io::ErrorKind::NotFound
                    && !above.as_os_str().is_empty() =>
            {
                made(disk, above, true)?;
                made(disk, folder, true)
            }
            _ => Err(error),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::disk::DISK;
    use super::*;

    #[test]
    fn what_lies_in_a_project_is_for_whoever_works_in_it() {
        let above = tempfile::tempdir().unwrap();
        let project = above.path().join("年报");
        make(DISK, &project).unwrap();
        fs::set_permissions(&project, fs::Permissions::from_mode(0o2777)).unwrap();
        let given = std::os::unix::fs::chown(&project, None, Some(2345)).is_ok();
        let inner = make_within(DISK, &project, &[".nianbao", "versions"]).unwrap();
        assert_eq!(inner, project.join(".nianbao/versions"));
        for folder in [&inner, &project.join(".nianbao")] {
            let about = fs::metadata(folder).unwrap();
            assert_eq!(about.mode() & 0o7777, 0o2775, "{folder:?}");
            assert!(!given || about.gid() == 2345);
        }
        make_within(DISK, &project, &[".nianbao"]).unwrap();
        let gone = make_within(DISK, &above.path().join("没有"), &["reports"]).unwrap_err();
        assert!(gone.to_string().contains("请看看它是否被移走或改名"), "{gone}");
        fs::write(project.join("甲"), "").unwrap();
        let error = make_within(DISK, &project, &["甲"]).unwrap_err().to_string();
        assert!(error.contains("新建文件夹不成"), "{error}");
    }
}
