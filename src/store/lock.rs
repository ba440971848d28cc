//! Who is writing a report: one lock a report, with a record that tells the next person whose it is.
//!
//! The lock lies in a file of its own that is never removed or renamed: a lock on the report itself would be lost at the
//! first save, which replaces it, and a removed lock file gives two owners.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::model::Year;

use super::error::{Deed, StoreError};
use super::layout::file;
use super::read::parse;
use super::save::make;

/// A heartbeat older than this is no sign of life.
pub(super) const SILENCE: SignedDuration = SignedDuration::from_secs(120);

/// A record is a few lines; what is longer is none.
const LONGEST_RECORD: u64 = 64 * 1024;

/// Who holds a lock, from where and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The name that others are shown.
    pub name: String,
    /// The machine.
    pub host: String,
    /// The process.
    pub pid: u32,
    /// When the process started, in ticks since the machine did: another process may get the same number later.
    pub started: u64,
    /// The running of the machine; another after each restart.
    pub boot: String,
    /// The terminal, empty without one.
    pub tty: String,
    /// Since when.
    pub since: Timestamp,
}

/// Whether a process that once held a lock still runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    /// It runs.
    Alive,
    /// It has ended without giving the lock back: killed, or the machine went down.
    Dead,
    /// It is on another machine; only its heartbeat can tell.
    Elsewhere,
}

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub struct Lock {
    file: File,
    /// Who held it last without giving it back: there may be unsaved work of that session.
    pub left_by: Option<Owner>,
}

/// What came of asking for a lock.
#[derive(Debug)]
pub enum Locked {
    /// It is ours.
    Mine(Lock),
    /// Somebody else's; who, if the record says so.
    Theirs(Option<Owner>),
}

impl Owner {
    /// This process.
    pub fn this(name: String, since: Timestamp) -> Self {
        let line = |path: &str| fs::read_to_string(path).unwrap_or_default().trim().to_owned();
        let tty = fs::read_link("/proc/self/fd/0").unwrap_or_default();
        let tty = Some(tty.display().to_string()).filter(|tty| tty.starts_with("/dev/"));
        let pid = std::process::id();
        Self {
            name,
            host: line("/proc/sys/kernel/hostname"),
            pid,
            started: started(pid).unwrap_or_default(),
            boot: line("/proc/sys/kernel/random/boot_id"),
            tty: tty.unwrap_or_default(),
            since,
        }
    }

    /// Whether this owner still runs, as far as `me` can tell from where it runs.
    pub fn life(&self, me: &Self) -> Life {
        if self.host != me.host {
            Life::Elsewhere
        } else if self.boot == me.boot && started(self.pid) == Some(self.started) {
            Life::Alive
        } else {
            Life::Dead
        }
    }
}

/// When a process of this machine started: field 22 of `/proc/<pid>/stat` (proc(5)), counted behind the name, which may
/// hold spaces.
fn started(pid: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, behind) = stat.rsplit_once(')')?;
    behind.split_whitespace().nth(19)?.parse().ok()
}

/// Asks for the lock on the report of a year.
///
/// # Errors
/// If the lock file cannot be made or opened for writing; the report can then only be read.
pub fn lock(folder: &Path, year: Year, me: &Owner) -> Result<Locked, StoreError> {
    let below = folder.join(".nianbao");
    make(&below)?;
    let path = below.join(format!("{year}.lock"));
    take(&path, me).map_err(StoreError::system(&path, Deed::Lock))
}

fn take(path: &Path, me: &Owner) -> io::Result<Locked> {
    let mut file = open(path)?;
    let locked = match file.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => return Ok(Locked::Theirs(record(&mut file))),
        // A network drive may have no locks; then the record alone must do.
        Err(TryLockError::Error(_)) => false,
    };
    let left_by = record(&mut file);
    let beat = Timestamp::try_from(file.metadata()?.modified()?).unwrap_or(me.since);
    let silent = me.since.duration_since(beat).abs() >= SILENCE;
    if left_by.as_ref().is_some_and(|owner| holds(owner.life(me), locked, silent)) {
        return Ok(Locked::Theirs(left_by));
    }
    let mut lock = Lock { file, left_by };
    lock.write(me)?;
    Ok(Locked::Mine(lock))
}

/// Whether an owner on record still holds the lock, though the system may have given it to us: it does not always know of
/// locks on other machines.
const fn holds(life: Life, locked: bool, silent: bool) -> bool {
    match life {
        Life::Alive => !locked,
        Life::Dead => false,
        Life::Elsewhere => !silent,
    }
}

/// Opens the lock file, made if need be for everybody who may write in its folder.
fn open(path: &Path) -> io::Result<File> {
    let existed = path.exists();
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
    if !existed && let Some(folder) = path.parent() {
        let mode = fs::metadata(folder)?.mode() & 0o666;
        file.set_permissions(fs::Permissions::from_mode(mode))?;
    }
    Ok(file)
}

/// The record in a lock file; `None` if it was given back, or is not whole.
fn record(file: &mut File) -> Option<Owner> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.take(LONGEST_RECORD).read_to_string(&mut text).ok()?;
    parse(&text, &[]).ok().map(|read| read.value)
}

impl Lock {
    fn write(&mut self, me: &Owner) -> io::Result<()> {
        let text = file(me).map_err(io::Error::other)?;
        self.file.set_len(0)?;
        self.file.rewind()?;
        self.file.write_all(text.as_bytes())
    }

    /// Shows other machines that the owner still lives; to be called every 30 seconds.
    ///
    /// # Errors
    /// If the system refuses, as when the drive is gone.
    pub fn beat(&self, now: Timestamp) -> io::Result<()> {
        self.file.set_modified(now.into())
    }
}

/// Gives the lock back: an empty record says that nobody left in a hurry.
impl Drop for Lock {
    fn drop(&mut self) {
        drop(self.file.set_len(0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn me(name: &str) -> Owner {
        Owner::this(name.to_owned(), Timestamp::now())
    }

    /// A lock file as a process leaves it that was killed.
    fn left(folder: &Path, owner: &Owner) -> std::path::PathBuf {
        let path = folder.join(".nianbao/2024.lock");
        fs::create_dir(folder.join(".nianbao")).unwrap();
        fs::write(&path, file(owner).unwrap()).unwrap();
        path
    }

    fn mine(locked: Locked) -> Lock {
        match locked {
            Locked::Mine(lock) => lock,
            Locked::Theirs(owner) => panic!("{owner:?}"),
        }
    }

    #[test]
    fn the_second_is_told_who_the_first_is() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (me("张三"), me("李四"));
        let held = mine(lock(folder.path(), 2024, &first).unwrap());
        assert_eq!(held.left_by, None);
        let Locked::Theirs(Some(owner)) = lock(folder.path(), 2024, &second).unwrap() else {
            panic!()
        };
        assert_eq!(owner, first);
        assert_eq!(owner.life(&second), Life::Alive);
        drop(mine(lock(folder.path(), 2023, &second).unwrap())); // another year is another lock
        drop(held);
        let after = mine(lock(folder.path(), 2024, &second).unwrap());
        assert_eq!(after.left_by, None);
    }

    #[test]
    fn a_dead_owner_is_told_apart_and_leaves_a_name() {
        let now = me("李四");
        for gone in [
            Owner { pid: u32::MAX, ..me("张三") },
            Owner { started: now.started + 1, ..me("张三") }, // the number went to another process
            Owner { boot: "前一次开机".to_owned(), ..me("张三") },
        ] {
            assert_eq!(gone.life(&now), Life::Dead);
            let folder = tempfile::tempdir().unwrap();
            left(folder.path(), &gone);
            let held = mine(lock(folder.path(), 2024, &now).unwrap());
            assert_eq!(held.left_by.as_ref(), Some(&gone));
        }
    }

    #[test]
    fn a_record_counts_where_the_system_cannot_tell() {
        for (life, locked, silent, want) in [
            (Life::Alive, true, false, false), // the same process has let go of it
            (Life::Alive, false, true, true),
            (Life::Dead, true, false, false),
            (Life::Dead, false, false, false),
            (Life::Elsewhere, true, false, true),
            (Life::Elsewhere, false, true, false),
        ] {
            assert_eq!(holds(life, locked, silent), want, "{life:?} {locked} {silent}");
        }
    }

    #[test]
    fn another_machine_is_believed_while_its_heart_beats() {
        let now = me("李四");
        let far = Owner { host: "另一台".to_owned(), ..me("张三") };
        assert_eq!(far.life(&now), Life::Elsewhere);
        let folder = tempfile::tempdir().unwrap();
        let path = left(folder.path(), &far);
        let beat = |at: Timestamp| File::open(&path).unwrap().set_modified(at.into()).unwrap();
        beat(now.since - SignedDuration::from_secs(119));
        let Locked::Theirs(Some(owner)) = lock(folder.path(), 2024, &now).unwrap() else {
            panic!()
        };
        assert_eq!(owner, far);
        beat(now.since - SignedDuration::from_secs(121));
        let held = mine(lock(folder.path(), 2024, &now).unwrap());
        assert_eq!(held.left_by.as_ref(), Some(&far));
        held.beat(now.since + SignedDuration::from_secs(30)).unwrap();
        let beaten = Timestamp::try_from(fs::metadata(&path).unwrap().modified().unwrap()).unwrap();
        assert_eq!(beaten, now.since + SignedDuration::from_secs(30));
    }

    #[test]
    fn a_torn_record_locks_nobody_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = left(folder.path(), &me("张三"));
        let whole = fs::read(&path).unwrap();
        for length in [0, 1, whole.len() / 2, whole.len() - 3] {
            fs::write(&path, &whole[..length]).unwrap();
            assert_eq!(mine(lock(folder.path(), 2024, &me("李四")).unwrap()).left_by, None);
        }
        assert!(path.exists());
        assert_eq!(fs::read(&path).unwrap(), b""); // given back, never removed
    }
}
