//! Replacing a file so that at any moment either the old or the new content is there, complete.
//!
//! Write beside, fsync, rename, fsync the folder: of the usual ways only this one loses nothing when the power fails.
//! A hard link to the old file keeps the old content; symbolic links are followed.

use std::ffi::{CStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};

use rustix::fs::{Access, XattrFlags, access, fgetxattr, flistxattr, fsetxattr};

/// The steps of a save, in order, and those of taking a lock. A crash may come before and after each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The temporary file is made.
    Create,
    /// It gets owner, mode and attributes of the file it will replace.
    Dress,
    /// The content is written into it.
    Write,
    /// The content is brought to the disk.
    SyncFile,
    /// It takes the place of the target.
    Rename,
    /// The folder's entry is brought to the disk.
    SyncFolder,
    /// The lock file is opened or made.
    OpenLock,
    /// The system is asked for the lock.
    TryLock,
    /// The record in the lock file is read.
    ReadLock,
    /// Our record is written into it.
    WriteLock,
}

/// Is asked before each step; an error stands for the failure of that step.
pub(super) type Watch<'a> = &'a mut dyn FnMut(Step) -> io::Result<()>;

/// A place that can be written, and that nobody else is writing.
pub(super) struct Target {
    /// The file itself, symbolic links followed.
    path: PathBuf,
    folder: PathBuf,
    /// Open for fsync, and locked for as long as the target is held.
    guard: File,
}

impl Target {
    /// Holds the place of a file, which need not exist; its folder must.
    ///
    /// # Errors
    /// If the user may not write the file or its folder: a rename would silently replace another's read-only file.
    pub(super) fn hold(path: &Path) -> io::Result<Self> {
        let path = resolved(path)?;
        let folder = path.parent().map(Path::to_path_buf).ok_or(io::ErrorKind::IsADirectory)?;
        access(&folder, Access::WRITE_OK | Access::EXEC_OK)?;
        if path.exists() {
            access(&path, Access::WRITE_OK)?;
        }
        let guard = File::open(&folder)?;
        // Two programs that save into one folder wait for each other. Where the file system has no such lock, the stamp
        // and the project's own lock must do.
        drop(guard.lock());
        Ok(Self { path, folder, guard })
    }

    /// The file itself, symbolic links followed.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Brings the folder's entry to the disk, where the file is as it should be already.
    pub(super) fn confirm(&self) -> io::Result<()> {
        self.guard.sync_all()
    }

    /// Puts new content in place of the old.
    ///
    /// # Errors
    /// Before the rename the old file is untouched and the temporary one removed; after it the new one is complete, but
    /// may be lost if the power fails now.
    pub(super) fn replace(&self, content: &[u8], watch: Watch<'_>) -> io::Result<()> {
        let temp = self.temp()?;
        self.prepare(&temp, content, watch)
            .and_then(|()| {
                watch(Step::Rename)?;
                self.rename(&temp, content)
            })
            .inspect_err(|_| drop(fs::remove_file(&temp)))?;
        watch(Step::SyncFolder)?;
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

    fn prepare(&self, temp: &Path, content: &[u8], watch: Watch<'_>) -> io::Result<()> {
        watch(Step::Create)?;
        match fs::remove_file(temp) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let old = match File::open(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            other => Some(other?),
        };
        let mode = if old.is_some() { 0o600 } else { 0o666 };
        let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(temp)?;
        if let Some(old) = &old {
            watch(Step::Dress)?;
            dress(&file, old)?;
        }
        watch(Step::Write)?;
        file.write_all(content)?;
        watch(Step::SyncFile)?;
        file.sync_all()
    }

    /// Renames; on a network drive a repeated request may report a failure after it has succeeded, so look.
    fn rename(&self, temp: &Path, content: &[u8]) -> io::Result<()> {
        fs::rename(temp, &self.path).or_else(|error| {
            let done = error.kind() == io::ErrorKind::NotFound
                && fs::read(&self.path).is_ok_and(|there| there == content);
            if done { Ok(()) } else { Err(error) }
        })
    }
}

/// The file behind a path, symbolic links followed, also where the file itself does not exist yet.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error)
            if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(path).is_err() =>
        {
            let folder = path.parent().ok_or(io::ErrorKind::IsADirectory)?;
            let name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?;
            Ok(fs::canonicalize(folder)?.join(name))
        }
        other => other,
    }
}

/// Gives a new file the owner, mode and attributes of an old one, as far as the user may.
fn dress(new: &File, old: &File) -> io::Result<()> {
    let was = old.metadata()?;
    let mine = new.metadata()?;
    if was.uid() != mine.uid() {
        drop(fchown(new, Some(was.uid()), None)); // only root may
    }
    let same_group = was.gid() == mine.gid() || fchown(new, None, Some(was.gid())).is_ok();
    let mode = was.permissions().mode() & 0o7777;
    // In another group than before, that group must not get what was meant for the old one.
    let mode = if same_group { mode } else { mode & !0o070 | (mode & 0o007) << 3 };
    // Where the disk knows no modes, every file has the same, and setting one would fail.
    if new.metadata()?.permissions().mode() & 0o7777 != mode {
        new.set_permissions(fs::Permissions::from_mode(mode))?;
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
