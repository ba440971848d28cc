//! Who is writing a report: one lock a report, with a record that tells the next person whose it is.
//!
//! The lock lies in a file of its own that is never removed or renamed: a lock on the report itself would be lost at the
//! first save, which replaces it, and a removed lock file gives two owners. Where the system has no locks, as on some
//! network drives, and after somebody took over, the record alone says whose it is.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Seek};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::model::Year;

use super::atomic::join;
use super::disk::{DISK, Disk};
use super::error::{Deed, StoreError};
use super::folder::make_within;
use super::layout::file;
use super::owner::{Life, Owner, SILENCE};
use super::read::parse;

/// A record is a few lines; what is longer is none.
const LONGEST_RECORD: u64 = 64 * 1024;

/// Every record is written over the last one at once and in this length, so that nobody reads half of two.
const RECORD: usize = 1024;

/// Who holds a lock, and whether somebody sits there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Who.
    pub owner: Owner,
    /// When a key was pressed last, as far as it was noted: not more often than every 30 seconds.
    pub typed: Timestamp,
}

/// What stands in a lock file.
#[derive(Serialize, Deserialize)]
struct Written {
    holder: Holder,
    /// Of the lock file itself: in a folder that was copied, the record speaks of another file and holds nothing.
    inode: u64,
}

/// A lock that is held until it is dropped, or until somebody takes it over.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    file: File,
    me: Owner,
    /// Whether the system knows of it too.
    known: bool,
    /// Who held it last without giving it back: there may be unsaved work of that session.
    pub left_by: Option<Owner>,
}

/// What came of asking for a lock.
#[derive(Debug)]
pub enum Locked {
    /// It is ours.
    Mine(Lock),
    /// Somebody else's; who, if the record says so.
    Theirs(Option<Holder>),
}

/// Whose a lock is that was ours.
#[derive(Debug, PartialEq, Eq)]
pub enum Hold {
    /// Still ours.
    Mine,
    /// Somebody has taken it over; who, if the record says so.
    Lost(Option<Holder>),
}

/// What a lock file says.
enum Record {
    /// Nothing: it was given back.
    Empty,
    /// Who holds it.
    Whole(Holder),
    /// Something that is no record: a crash in the middle of writing.
    Torn,
}

/// Asks for the lock on the report of a year.
///
/// # Errors
/// If the lock file cannot be made or opened for writing.
pub fn lock(folder: &Path, year: Year, me: &Owner) -> Result<Locked, StoreError> {
    lock_on(DISK, folder, year, me)
}

pub(super) fn lock_on(
    disk: Disk<'_>,
    folder: &Path,
    year: Year,
    me: &Owner,
) -> Result<Locked, StoreError> {
    let path = place(disk, folder, year)?;
    take(disk, &path, me).map_err(StoreError::system(&path, Deed::Lock))
}

/// Takes the lock on the report of a year, whoever holds it. The former holder is told by its own [`Lock::look`].
///
/// # Errors
/// As [`lock`].
pub fn take_over(folder: &Path, year: Year, me: &Owner) -> Result<Lock, StoreError> {
    take_over_on(DISK, folder, year, me)
}

pub(super) fn take_over_on(
    disk: Disk<'_>,
    folder: &Path,
    year: Year,
    me: &Owner,
) -> Result<Lock, StoreError> {
    let path = place(disk, folder, year)?;
    let taken = || -> io::Result<Lock> {
        let mut file = open(disk, &path)?;
        let known = disk.try_lock(&file).is_ok();
        let left_by = read(disk, &mut file)?.holder().map(|holder| holder.owner);
        let lock = Lock { path: path.clone(), file, me: me.clone(), known, left_by };
        lock.write(disk, me.since)?;
        Ok(lock)
    };
    taken().map_err(StoreError::system(&path, Deed::Lock))
}

/// Holds the locks on the reports of these years for as long as a command writes them.
///
/// # Errors
/// [`StoreError::Locked`] if somebody holds one of them; as [`lock`] otherwise.
pub fn hold(
    folder: &Path,
    years: impl IntoIterator<Item = Year>,
    me: &Owner,
) -> Result<Vec<Lock>, StoreError> {
    let one = |year| match lock(folder, year, me)? {
        Locked::Mine(lock) => Ok(lock),
        Locked::Theirs(by) => Err(StoreError::Locked { year, by: by.map(Box::new) }),
    };
    years.into_iter().map(one).collect()
}

/// Where the lock file lies; its folder is made if need be.
fn place(disk: Disk<'_>, folder: &Path, year: Year) -> Result<PathBuf, StoreError> {
    Ok(make_within(disk, folder, &[".nianbao"])?.join(format!("{year}.lock")))
}

fn take(disk: Disk<'_>, path: &Path, me: &Owner) -> io::Result<Locked> {
    let mut file = open(disk, path)?;
    let known = match disk.try_lock(&file) {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => {
            return Ok(Locked::Theirs(read(disk, &mut file)?.holder()));
        }
        // A network drive may have no locks; then the record alone must do.
        Err(TryLockError::Error(_)) => false,
    };
    let record = read(disk, &mut file)?;
    let silent = || -> io::Result<bool> {
        let beat = Timestamp::try_from(disk.about_file(&file)?.modified()?).unwrap_or(me.since);
        let now = disk_time(disk, path).unwrap_or_else(|_| Timestamp::now());
        Ok(now.duration_since(beat).abs() >= SILENCE)
    };
    let held = match &record {
        Record::Empty => false,
        // Nobody is locked out by a torn record where the system itself says that the lock is free.
        Record::Torn => !known && !silent()?,
        Record::Whole(holder) if holder.owner == *me => false,
        Record::Whole(holder) => match holder.owner.life(me) {
            Life::Alive => true,
            Life::Dead => false,
            Life::Elsewhere => !silent()?,
        },
    };
    if held {
        return Ok(Locked::Theirs(record.holder()));
    }
    let left_by = record.holder().map(|holder| holder.owner);
    let lock = Lock { path: path.to_path_buf(), file, me: me.clone(), known, left_by };
    lock.write(disk, me.since)?;
    Ok(Locked::Mine(lock))
}

/// What time it is where the lock file lies: the clock of a network drive need not be ours, and the heart of another
/// machine beats by it.
fn disk_time(disk: Disk<'_>, lock: &Path) -> io::Result<Timestamp> {
    let probe = lock.with_extension(format!("clock-{}", std::process::id()));
    disk.open_with(&probe, OpenOptions::new().write(true).create(true).truncate(true))?;
    let now = disk.about(&probe).and_then(|about| about.modified());
    drop(disk.remove(&probe));
    Timestamp::try_from(now?).map_err(io::Error::other)
}

/// Opens the lock file, made if need be for everybody who may write in its folder.
fn open(disk: Disk<'_>, path: &Path) -> io::Result<File> {
    let existed = disk.is_taken(path)?;
    let file = disk
        .open_with(path, OpenOptions::new().read(true).write(true).create(true).truncate(false))?;
    if !existed && let Some(folder) = path.parent() {
        // Who may not change the mode of what another has just made need not.
        drop(disk.about(folder).and_then(|about| disk.set_mode(&file, about.mode() & 0o666)));
        drop(join(disk, &file, folder));
    }
    Ok(file)
}

fn read(disk: Disk<'_>, file: &mut File) -> io::Result<Record> {
    file.rewind()?;
    let bytes = disk.read(file, LONGEST_RECORD)?;
    let text = String::from_utf8(bytes).unwrap_or_default();
    let about = disk.about_file(file)?;
    Ok(match parse::<Written>(&text, &[]) {
        _ if about.len() == 0 => Record::Empty,
        Ok(read) => read.value.of(&about),
        Err(_) => Record::Torn,
    })
}

impl Written {
    fn of(self, file: &fs::Metadata) -> Record {
        if self.inode == file.ino() { Record::Whole(self.holder) } else { Record::Empty }
    }
}

impl Record {
    fn holder(self) -> Option<Holder> {
        match self {
            Self::Whole(holder) => Some(holder),
            Self::Empty | Self::Torn => None,
        }
    }
}

impl Lock {
    fn write(&self, disk: Disk<'_>, typed: Timestamp) -> io::Result<()> {
        let holder = Holder { owner: self.me.clone(), typed };
        let written = Written { holder, inode: disk.about_file(&self.file)?.ino() };
        let mut text = file(&written).map_err(io::Error::other)?;
        while text.len() < RECORD {
            text.push('\n');
        }
        disk.write_over(&self.file, text.as_bytes())?;
        // Only what somebody else's program may have left behind it is longer.
        if disk.about_file(&self.file)?.len() > text.len() as u64 {
            disk.cut(&self.file, text.len() as u64)?;
        }
        Ok(())
    }

    /// Whether the lock is still ours; if the lock file itself is gone or another one, it is asked for again.
    ///
    /// # Errors
    /// If the lock file cannot be read, as when the drive is gone.
    pub fn look(&mut self) -> io::Result<Hold> {
        let same = |there: fs::Metadata, mine: fs::Metadata| {
            (there.ino(), there.dev()) == (mine.ino(), mine.dev())
        };
        let here =
            fs::metadata(&self.path).and_then(|there| Ok(same(there, self.file.metadata()?)));
        match here {
            Ok(true) => {}
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(false) | Err(_) => match take(DISK, &self.path, &self.me)? {
                Locked::Mine(lock) => *self = lock,
                Locked::Theirs(holder) => return Ok(Hold::Lost(holder)),
            },
        }
        Ok(match read(DISK, &mut self.file)? {
            Record::Whole(holder) if holder.owner != self.me => Hold::Lost(Some(holder)),
            Record::Whole(_) | Record::Empty | Record::Torn => Hold::Mine,
        })
    }

    /// Shows others that the owner still lives and when he last pressed a key; to be called every 30 seconds.
    ///
    /// # Errors
    /// As [`Lock::look`].
    pub fn beat(&mut self, typed: Timestamp) -> io::Result<Hold> {
        let hold = self.look()?;
        if hold == Hold::Mine {
            // The one it was taken from may have let go by now.
            self.known = self.known || self.file.try_lock().is_ok();
            self.write(DISK, typed)?;
        }
        Ok(hold)
    }
}

/// Gives the lock back: an empty record says that nobody left in a hurry. What is another's by now is left alone.
impl Drop for Lock {
    fn drop(&mut self) {
        let there = read(DISK, &mut self.file).ok().and_then(Record::holder);
        if there.is_none_or(|holder| holder.owner == self.me) {
            drop(self.file.set_len(0));
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::super::disk::faulty::{Faulty, Plan, folder as quick, plans};
    use super::*;

    fn me(name: &str) -> Owner {
        Owner::this(name.to_owned(), Timestamp::now())
    }

    fn holder(owner: &Owner) -> Holder {
        Holder { owner: owner.clone(), typed: owner.since }
    }

    /// A lock file as a process leaves it that was killed.
    fn left(folder: &Path, owner: &Owner) -> PathBuf {
        let path = folder.join(".nianbao/2024.lock");
        fs::create_dir(folder.join(".nianbao")).unwrap();
        fs::write(&path, "").unwrap();
        let inode = fs::metadata(&path).unwrap().ino();
        fs::write(&path, file(&Written { holder: holder(owner), inode }).unwrap()).unwrap();
        path
    }

    fn mine(locked: Locked) -> Lock {
        match locked {
            Locked::Mine(lock) => lock,
            Locked::Theirs(owner) => panic!("{owner:?}"),
        }
    }

    fn theirs(locked: Locked) -> Holder {
        match locked {
            Locked::Theirs(Some(holder)) => holder,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_second_is_told_who_the_first_is_and_when_he_typed() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (me("张三"), me("李四"));
        let mut held = mine(lock(folder.path(), 2024, &first).unwrap());
        assert_eq!(held.left_by, None);
        assert_eq!(theirs(lock(folder.path(), 2024, &second).unwrap()), holder(&first));
        assert_eq!(first.life(&second), Life::Alive);
        let typed = first.since + SignedDuration::from_secs(60);
        assert_eq!(held.beat(typed).unwrap(), Hold::Mine);
        assert_eq!(theirs(lock(folder.path(), 2024, &second).unwrap()).typed, typed);
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
    fn the_record_counts_where_the_system_knows_of_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        left(folder.path(), &me("张三")); // alive, on record only
        let found = theirs(lock(folder.path(), 2024, &me("李四")).unwrap());
        assert_eq!(found.owner.name, "张三");
        let refused = hold(folder.path(), [2023, 2024], &me("李四")).unwrap_err().to_string();
        assert!(refused.starts_with("张三正在 "), "{refused}");
        assert!(refused.contains(" 上编辑 2024 年报（"), "{refused}");
        drop(mine(lock(folder.path(), 2023, &me("王五")).unwrap())); // what was held is given back
    }

    #[test]
    fn the_one_it_was_taken_from_notices_and_leaves_it_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second, third) = (me("张三"), me("李四"), me("王五"));
        let mut held = mine(lock(folder.path(), 2024, &first).unwrap());
        let mut taken = take_over(folder.path(), 2024, &second).unwrap();
        assert_eq!(taken.left_by.as_ref(), Some(&first));
        assert_eq!(held.look().unwrap(), Hold::Lost(Some(holder(&second))));
        assert_eq!(held.beat(first.since).unwrap(), Hold::Lost(Some(holder(&second))));
        drop(held);
        assert_eq!(theirs(lock(folder.path(), 2024, &third).unwrap()).owner, second);
        assert_eq!(taken.beat(second.since).unwrap(), Hold::Mine);
        assert!(taken.known, "the system knows of it now");
        drop(taken);
        mine(lock(folder.path(), 2024, &third).unwrap());
    }

    #[test]
    fn a_lock_file_that_is_gone_is_made_again_unless_another_was_faster() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (me("张三"), me("李四"));
        let mut held = mine(lock(folder.path(), 2024, &first).unwrap());
        let remove = || fs::remove_dir_all(folder.path().join(".nianbao")).unwrap();
        remove();
        assert!(held.look().is_err(), "there is nowhere to make it");
        fs::create_dir(folder.path().join(".nianbao")).unwrap();
        assert_eq!(held.look().unwrap(), Hold::Mine);
        assert_eq!(theirs(lock(folder.path(), 2024, &second).unwrap()).owner, first);
        remove();
        let other = mine(lock(folder.path(), 2024, &second).unwrap());
        assert_eq!(held.look().unwrap(), Hold::Lost(Some(holder(&second))));
        drop((held, other));
        assert_eq!(fs::read(folder.path().join(".nianbao/2024.lock")).unwrap(), b"");
    }

    #[test]
    fn a_copied_folder_is_not_locked_by_the_original() {
        let (folder, copy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let _held = mine(lock(folder.path(), 2024, &me("张三")).unwrap());
        fs::create_dir(copy.path().join(".nianbao")).unwrap();
        let name = ".nianbao/2024.lock";
        fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
        mine(lock(copy.path(), 2024, &me("李四")).unwrap());
    }

    #[test]
    fn another_machine_is_believed_while_its_heart_beats() {
        let now = me("李四");
        let far = Owner { host: "另一台".to_owned(), ..me("张三") };
        assert_eq!(far.life(&now), Life::Elsewhere);
        let folder = tempfile::tempdir().unwrap();
        let path = left(folder.path(), &far);
        let beat = |at: Timestamp| File::open(&path).unwrap().set_modified(at.into()).unwrap();
        beat(now.since - SignedDuration::from_secs(115));
        assert_eq!(theirs(lock(folder.path(), 2024, &now).unwrap()).owner, far);
        beat(now.since - SignedDuration::from_secs(121));
        let held = mine(lock(folder.path(), 2024, &now).unwrap());
        assert_eq!(held.left_by.as_ref(), Some(&far));
        assert_eq!(fs::read_dir(folder.path().join(".nianbao")).unwrap().count(), 1);
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

    #[test]
    fn whatever_call_fails_nobody_is_locked_out_or_let_in_twice() {
        type Take = fn(Disk<'_>, &Path, &Owner) -> Result<Locked, StoreError>;
        let folder = quick();
        let count = Faulty::new(Plan::Count);
        drop(count.run(|disk| lock_on(disk, folder.path(), 2024, &me("张三"))));
        let takes: [Take; 2] = [
            |disk, folder, me| lock_on(disk, folder, 2024, me),
            |disk, folder, me| take_over_on(disk, folder, 2024, me).map(Locked::Mine),
        ];
        for (take, plan) in
            takes.iter().flat_map(|take| plans(count.seen().len()).map(move |plan| (take, plan)))
        {
            let folder = quick();
            let (first, second) = (me("张三"), me("李四"));
            // Whoever dies in the middle is found dead.
            let dies = matches!(plan, Plan::DieBefore(_) | Plan::DieAfter(_));
            let first = if dies { Owner { pid: u32::MAX, ..first } } else { first };
            let faulty = Faulty::new(plan);
            match faulty.run(|disk| take(disk, folder.path(), &first)) {
                Some(Ok(locked)) => {
                    // Where the system did not answer, it holds on record alone.
                    let _held = mine(locked);
                    let found = theirs(lock(folder.path(), 2024, &second).unwrap());
                    assert_eq!(found.owner, first, "{plan:?}");
                }
                Some(Err(told)) => {
                    let Plan::Fail(_, number) = plan else { panic!("{plan:?}: {told}") };
                    let told = told.to_string();
                    assert!(told.contains(&format!("errno {number}")) && number != 4, "{told}");
                }
                None => assert!(dies, "{plan:?}"),
            }
            mine(lock(folder.path(), 2024, &second).unwrap());
        }
    }
}
