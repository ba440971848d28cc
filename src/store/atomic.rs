//! Replacing a file so that at any moment either the old or the new content is there, complete.
//!
//! Write beside, fsync, rename, fsync the folder: of the usual ways only this one loses nothing when the power fails.
//! A hard link to the old file keeps the old content; symbolic links are followed.

use std::ffi::{CStr, OsString};
use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{Access, XattrFlags, fgetxattr, flistxattr, fsetxattr};

use super::disk::Disk;

/// A place that can be written, and that nobody else is writing.
pub(super) struct Target<'a> {
    disk: Disk<'a>,
    /// The file itself, symbolic links followed.
    path: PathBuf,
    folder: PathBuf,
    /// Open for fsync, and locked for as long as the target is held.
    guard: File,
}

impl<'a> Target<'a> {
    /// Holds the place of a file, which need not exist; its folder must.
    ///
    /// # Errors
    /// If the user may not write the file or its folder: a rename would silently replace another's read-only file.
    pub(super) fn hold(disk: Disk<'a>, path: &Path) -> io::Result<Self> {
        let path = resolved(disk, path)?;
        let folder = path.parent().map(Path::to_path_buf).ok_or(io::ErrorKind::IsADirectory)?;
        disk.may(&folder, Access::WRITE_OK | Access::EXEC_OK)?;
        match disk.may(&path, Access::WRITE_OK) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let guard = disk.open(&folder)?;
        // Two programs that save into one folder wait for each other. Where the file system has no such lock, the stamp
        // and the project's own lock must do.
        drop(disk.lock(&guard));
        Ok(Self { disk, path, folder, guard })
    }

    /// The file itself, symbolic links followed.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Brings the folder's entry to the disk, where the file is as it should be already.
    pub(super) fn confirm(&self) -> io::Result<()> {
        self.disk.sync(&self.guard)
    }

    /// Puts new content in place of the old.
    ///
    /// # Errors
    /// Before the rename the old file is untouched and the temporary one removed; after it the new one is complete, but
    /// may be lost if the power fails now.
    pub(super) fn replace(&self, content: &[u8]) -> io::Result<()> {
        let temp = self.temp()?;
        self.prepare(&temp, content)
            .and_then(|()| self.rename(&temp, content))
            .inspect_err(|_| drop(self.disk.remove(&temp)))?;
        self.confirm()
    }

    /// One fixed name, so that what a crash leaves behind is overwritten by the next save.
    fn temp(&self) -> io::Result<PathBuf> {
        let name = self.path.file_name().ok_or(io::ErrorKind::IsADirectory)?;
        let mut temp = OsString::from(".");
        temp.push(name);
        temp.push(".tmp");
        Ok(self.folder.join(temp))
    }

    fn prepare(&self, temp: &Path, content: &[u8]) -> io::Result<()> {
        let disk = self.disk;
        disk.remove(temp)?;
        let old = match disk.open(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            other => Some(other?),
        };
        let mode = if old.is_some() { 0o600 } else { 0o666 };
        let file =
            disk.open_with(temp, OpenOptions::new().write(true).create_new(true).mode(mode))?;
        match &old {
            Some(old) => dress(disk, &file, old)?,
            None => join(disk, &file, &self.folder)?,
        }
        disk.write(&file, content)?;
        disk.sync(&file)
    }

    /// Renames; on a network drive a repeated request may report a failure after it has succeeded, so look.
    fn rename(&self, temp: &Path, content: &[u8]) -> io::Result<()> {
        self.disk.rename(temp, &self.path).or_else(|error| {
            let there = || self.disk.read(&self.disk.open(&self.path)?, u64::MAX);
            let done = error.kind() == io::ErrorKind::NotFound
                && there().is_ok_and(|there| there == content);
            if done { Ok(()) } else { Err(error) }
        })
    }
}

/// The file behind a path, symbolic links followed, also where the file itself does not exist yet.
fn resolved(disk: Disk<'_>, path: &Path) -> io::Result<PathBuf> {
    match disk.resolve(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && !disk.is_taken(path)? => {
            let folder = path.parent().ok_or(io::ErrorKind::IsADirectory)?;
            let name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?;
            Ok(disk.resolve(folder)?.join(name))
        }
        other => other,
    }
}

/// Gives a new file the group of its folder, as far as the user may: whoever works in the folder shall read it.
pub(super) fn join(disk: Disk<'_>, new: &File, folder: &Path) -> io::Result<()> {
    let group = disk.about(folder)?.gid();
    if disk.about_file(new)?.gid() != group {
        drop(disk.own(new, None, Some(group)));
    }
    Ok(())
}

/// Gives a new file the owner, mode and attributes of an old one, as far as the user may.
fn dress(disk: Disk<'_>, new: &File, old: &File) -> io::Result<()> {
    let was = disk.about_file(old)?;
    let mine = disk.about_file(new)?;
    if was.uid() != mine.uid() {
        drop(disk.own(new, Some(was.uid()), None)); // only root may
    }
    let same_group = was.gid() == mine.gid() || disk.own(new, None, Some(was.gid())).is_ok();
    let mode = was.permissions().mode() & 0o7777;
    // In another group than before, that group must not get what was meant for the old one.
    let mode = if same_group { mode } else { mode & !0o070 | (mode & 0o007) << 3 };
    // Where the disk knows no modes, every file has the same, and setting one would fail.
    if disk.about_file(new)?.permissions().mode() & 0o7777 != mode {
        disk.set_mode(new, mode)?;
    }
    copy_attributes(new, old);
    Ok(())
}

/// Copies extended attributes, the access control list (ACL) among them. What the file system or the user's rights do not
/// allow is left out: the text matters more than its label.
fn copy_attributes(new: &File, old: &File) {
    let mut names = vec![0; 64 * 1024];
    let Ok(length) = flistxattr(old, names.as_mut_slice()) else { return };
    names.truncate(length);
    let mut value = vec![0; 64 * 1024];
    for name in names.split_inclusive(|byte| *byte == 0) {
        let Ok(name) = CStr::from_bytes_with_nul(name) else { continue };
        let Ok(length) = fgetxattr(old, name, value.as_mut_slice()) else { continue };
        if let Some(value) = value.get(..length) {
            let _ = fsetxattr(new, name, value, XattrFlags::empty());
        }
    }
}
