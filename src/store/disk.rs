//! Every call to the file system that saving, keeping and locking make goes through here, so that a test can have each of
//! them fail, or the program die before and after it.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, FileExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};

/// How often a call that a signal interrupts is made again.
const AGAIN: usize = 100;

/// The calls there are, by what they ask of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    /// Symbolic links are followed to the end.
    Resolve,
    /// A file or folder is looked at, or asked whether it may be written.
    Look,
    /// What a folder holds is listed.
    List,
    /// A file is opened, or made.
    Open,
    /// A folder is made.
    Make,
    /// A file is read.
    Read,
    /// Bytes are written.
    Write,
    /// A file is cut to a length.
    Cut,
    /// Owner or mode are set.
    Dress,
    /// What was written, or a folder's entries, are brought to the disk.
    Sync,
    /// A file gets another name.
    Rename,
    /// A file gets a second name.
    Link,
    /// A file is removed.
    Remove,
    /// A lock is asked for.
    Lock,
}

/// Who is asked before each call, and told after it.
pub(super) trait Watch {
    /// An error stands for the failure of the call, which is not made then.
    fn before(&self, call: Call) -> io::Result<()>;
    /// The call was made.
    fn after(&self, call: Call);
}

/// The file system.
#[derive(Clone, Copy)]
pub(super) struct Disk<'a> {
    watch: Option<&'a dyn Watch>,
}

/// The file system as it is.
pub(super) const DISK: Disk<'static> = Disk { watch: None };

#[cfg(test)]
impl<'a> Disk<'a> {
    /// The file system under watch.
    pub(super) const fn watched(watch: &'a dyn Watch) -> Self {
        Self { watch: Some(watch) }
    }
}

impl Disk<'_> {
    fn call<T>(&self, call: Call, mut act: impl FnMut() -> io::Result<T>) -> io::Result<T> {
        let mut once = || {
            self.watch.map_or(Ok(()), |watch| watch.before(call))?;
            let done = act();
            if let Some(watch) = self.watch {
                watch.after(call);
            }
            done
        };
        for _ in 0..AGAIN {
            match once() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                done => return done,
            }
        }
        once()
    }

    /// The path behind all symbolic links.
    pub(super) fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.call(Call::Resolve, || fs::canonicalize(path))
    }

    /// What the system knows of a file.
    pub(super) fn about(&self, path: &Path) -> io::Result<Metadata> {
        self.call(Call::Look, || fs::metadata(path))
    }

    /// The same of an open file.
    pub(super) fn about_file(&self, file: &File) -> io::Result<Metadata> {
        self.call(Call::Look, || file.metadata())
    }

    /// Whether there is anything under a name, be it a link that leads nowhere.
    pub(super) fn is_taken(&self, path: &Path) -> io::Result<bool> {
        match self.call(Call::Look, || fs::symlink_metadata(path)) {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Whether the user may do this with a file or folder.
    pub(super) fn may(&self, path: &Path, what: Access) -> io::Result<()> {
        self.call(Call::Look, || Ok(access(path, what)?))
    }

    /// The names in a folder.
    pub(super) fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.call(Call::List, || {
            fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
        })
    }

    /// Opens for reading; a folder too, to bring its entries to the disk.
    pub(super) fn open(&self, path: &Path) -> io::Result<File> {
        self.call(Call::Open, || File::open(path))
    }

    /// Opens as these options say.
    pub(super) fn open_with(&self, path: &Path, options: &OpenOptions) -> io::Result<File> {
        self.call(Call::Open, || options.open(path))
    }

    /// Makes a folder; with what is missing above it, if `all`.
    pub(super) fn make(&self, folder: &Path, mode: u32, all: bool) -> io::Result<()> {
        self.call(Call::Make, || DirBuilder::new().recursive(all).mode(mode).create(folder))
    }

    /// Reads a file to its end, or so many bytes.
    pub(super) fn read(&self, file: &File, most: u64) -> io::Result<Vec<u8>> {
        self.call(Call::Read, || {
            let mut bytes = Vec::new();
            file.take(most).read_to_end(&mut bytes)?;
            Ok(bytes)
        })
    }

    /// Writes all bytes where the file stands. Under watch in two calls, so that there is something between them.
    pub(super) fn write(&self, mut file: &File, bytes: &[u8]) -> io::Result<()> {
        let first = self.watch.map_or(0, |_| bytes.len() / 2);
        let (head, tail) = bytes.split_at(first);
        for half in [head, tail].into_iter().filter(|half| !half.is_empty()) {
            self.call(Call::Write, || file.write_all(half))?;
        }
        Ok(())
    }

    /// Writes over the beginning of a file.
    pub(super) fn write_over(&self, file: &File, bytes: &[u8]) -> io::Result<()> {
        self.call(Call::Write, || file.write_all_at(bytes, 0))
    }

    /// Cuts a file to a length.
    pub(super) fn cut(&self, file: &File, length: u64) -> io::Result<()> {
        self.call(Call::Cut, || file.set_len(length))
    }

    /// Sets the mode of an open file.
    pub(super) fn set_mode(&self, file: &File, mode: u32) -> io::Result<()> {
        self.call(Call::Dress, || file.set_permissions(Permissions::from_mode(mode)))
    }

    /// Sets user and group of an open file.
    pub(super) fn own(&self, file: &File, user: Option<u32>, group: Option<u32>) -> io::Result<()> {
        self.call(Call::Dress, || fchown(file, user, group))
    }

    /// Brings a file, or a folder's entries, to the disk.
    pub(super) fn sync(&self, file: &File) -> io::Result<()> {
        self.call(Call::Sync, || file.sync_all())
    }

    /// Gives a file the name of another, which is gone by that.
    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call(Call::Rename, || fs::rename(from, to))
    }

    /// Gives a file a second name.
    pub(super) fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call(Call::Link, || fs::hard_link(from, to))
    }

    /// Removes a file; one that is not there need not be removed.
    pub(super) fn remove(&self, path: &Path) -> io::Result<()> {
        match self.call(Call::Remove, || fs::remove_file(path)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    /// Waits for the lock on an open file.
    pub(super) fn lock(&self, file: &File) -> io::Result<()> {
        self.call(Call::Lock, || file.lock())
    }

    /// Asks for the lock on an open file.
    pub(super) fn try_lock(&self, file: &File) -> Result<(), TryLockError> {
        self.watch.map_or(Ok(()), |watch| watch.before(Call::Lock)).map_err(TryLockError::Error)?;
        let asked = file.try_lock();
        if let Some(watch) = self.watch {
            watch.after(Call::Lock);
        }
        asked
    }
}

/// A watch that counts the calls, and has the one with a number fail, or the program die beside it.
#[cfg(test)]
pub(super) mod faulty {
    use std::cell::{Cell, RefCell};
    use std::io;
    use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

    use super::{Call, Disk, Watch};

    /// What happens at the call with this number, from 0.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(in crate::store) enum Plan {
        /// Nothing: the calls are only counted.
        Count,
        /// It fails with this number of the system, each time or only the first.
        Fail(usize, i32),
        /// The program dies before it.
        DieBefore(usize),
        /// The program dies after it.
        DieAfter(usize),
    }

    /// See [`Plan`].
    pub(in crate::store) struct Faulty {
        plan: Plan,
        calls: Cell<usize>,
        seen: RefCell<Vec<Call>>,
    }

    impl Faulty {
        pub(in crate::store) fn new(plan: Plan) -> Self {
            Self { plan, calls: Cell::new(0), seen: RefCell::default() }
        }

        /// The calls that were made, in order.
        pub(in crate::store) fn seen(&self) -> Vec<Call> {
            self.seen.borrow().clone()
        }

        /// Does something with a disk under this watch; `None` if the program died.
        pub(in crate::store) fn run<T>(&self, act: impl FnOnce(Disk<'_>) -> T) -> Option<T> {
            catch_unwind(AssertUnwindSafe(|| act(Disk::watched(self)))).ok()
        }
    }

    impl Watch for Faulty {
        fn before(&self, call: Call) -> io::Result<()> {
            let number = self.calls.replace(self.calls.get() + 1);
            self.seen.borrow_mut().push(call);
            match self.plan {
                Plan::Fail(at, error) if at == number => Err(io::Error::from_raw_os_error(error)),
                // Not a panic that is told: the test means it.
                Plan::DieBefore(at) if at == number => resume_unwind(Box::new(call)),
                _ => Ok(()),
            }
        }

        fn after(&self, call: Call) {
            if self.plan == Plan::DieAfter(self.calls.get() - 1) {
                resume_unwind(Box::new(call));
            }
        }
    }

    /// A folder in memory where there is such a disk: what is tried a thousand times need not wake a real one.
    pub(in crate::store) fn folder() -> tempfile::TempDir {
        let quick = std::path::Path::new("/dev/shm");
        tempfile::tempdir_in(quick).or_else(|_| tempfile::tempdir()).unwrap()
    }

    /// Full, broken, interrupted, forbidden: what every call is made to fail with.
    pub(in crate::store) const ERRORS: [i32; 4] = [28, 5, 4, 13];

    /// Every plan for an act that makes so many calls.
    pub(in crate::store) fn plans(calls: usize) -> impl Iterator<Item = Plan> {
        (0..calls).flat_map(|at| {
            let fails = ERRORS.map(|error| Plan::Fail(at, error));
            fails.into_iter().chain([Plan::DieBefore(at), Plan::DieAfter(at)])
        })
    }
}
