//! Recovery (恢复): what is typed but not saved lies on disk as a snapshot of the whole report, believed only if whole.
//!
//! Four parts: a line with the format, the length and the SHA-256 of the next three; a line that says whose work on which file
//! it is; a line with what was done and where the user stood; the report as it would be saved. Behind a long report follow
//! records of what was done since, see [`super::journal`]. Each session writes files of its own, so that none covers another's.

use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::edit::History;
use crate::model::Report;
use crate::model::Year;

use super::atomic::Target;
use super::disk::{DISK, Disk};
use super::error::{Deed, StoreError};
use super::folder::make_within;
use super::journal;
use super::layout::file;
use super::open;
use super::owner::Owner;
use super::read::text_of;
use super::stamp::Stamp;

/// What every snapshot begins with, whatever its format.
const MAGIC: &str = "nianbao-recovery ";

/// The format that this program writes.
const FORMAT: &str = "2";

/// Steps that are kept for the next session, and the bytes that they may take.
const STEPS: (usize, usize) = (300, 512 * 1024);

/// What the next session needs to go on where one ended (来路).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Trail {
    /// What was done to the report.
    pub history: History,
    /// Where the user stood, as the interface writes it down.
    pub place: String,
}

impl Trail {
    /// No more of it than is worth writing at each pause.
    pub(super) fn shortened(&self) -> Self {
        Self { history: self.history.shortened(STEPS.0, STEPS.1), place: self.place.clone() }
    }
}

/// Unsaved work, to be kept.
#[derive(Debug, Clone, Copy)]
pub struct Snapshot<'a> {
    /// The project's folder.
    pub folder: &'a Path,
    /// What the report's file held when it was last read or saved; `None` if it has none yet.
    pub base: Option<Stamp>,
    /// Who works on it.
    pub by: &'a Owner,
    /// Now.
    pub at: Timestamp,
    /// The report as it stands on the screen.
    pub report: &'a Report,
    /// What was done to it, and where the user stands, if that is to be kept.
    pub trail: Option<&'a Trail>,
}

/// The second line: whose work on which file this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    /// The project's folder.
    pub(super) project: String,
    /// The report.
    pub(super) year: Year,
    /// [`Snapshot::base`] in hexadecimal digits.
    pub(super) base: Option<String>,
    /// Whose work.
    pub(super) by: Owner,
    /// When it was written.
    pub(super) at: Timestamp,
}

/// Puts unsaved work on disk, in place of what the same session kept of that year before, and says where.
///
/// It goes into `recovery` in the state folder of the user, which nobody else can read; where there is none, or it takes
/// nothing, into `.nianbao/recovery` of the project.
///
/// # Errors
/// If neither place takes it: what the project's own folder said.
pub fn keep(state: Option<&Path>, snapshot: &Snapshot<'_>) -> Result<PathBuf, StoreError> {
    keep_on(DISK, state, snapshot)
}

pub(super) fn keep_on(
    disk: Disk<'_>,
    state: Option<&Path>,
    snapshot: &Snapshot<'_>,
) -> Result<PathBuf, StoreError> {
    let name = name(snapshot.folder, snapshot.report.year, snapshot.by);
    let beside = beside(snapshot.folder);
    let text =
        encode(snapshot).map_err(|what| StoreError::Unfit { path: beside.join(&name), what })?;
    if let Some(own) = state.map(own) {
        let path = own.join(&name);
        let kept =
            secluded(disk, &own).and_then(|()| Target::hold(disk, &path)?.replace(text.as_bytes()));
        if kept.is_ok() {
            // What could only be kept there before is older.
            drop(disk.remove(&beside.join(&name)));
            return Ok(path);
        }
    }
    make_within(disk, snapshot.folder, &[".nianbao", "recovery"])?;
    let path = beside.join(&name);
    Target::hold(disk, &path)
        .and_then(|target| target.replace(text.as_bytes()))
        .map_err(StoreError::system(&path, Deed::Save))?;
    Ok(path)
}

/// Removes what a session kept of a year: the report is saved as it stands. What cannot be removed now is found to be
/// saved already when orphans are looked for.
pub fn forget(state: Option<&Path>, folder: &Path, year: Year, by: &Owner) {
    let name = name(folder, year, by);
    for place in places(state, folder) {
        drop(fs::remove_file(place.join(&name)));
    }
}

/// Where snapshots of a project may lie.
pub(super) fn places(state: Option<&Path>, folder: &Path) -> impl Iterator<Item = PathBuf> {
    state.map(own).into_iter().chain([beside(folder)])
}

fn own(state: &Path) -> PathBuf {
    state.join("recovery")
}

fn beside(folder: &Path) -> PathBuf {
    folder.join(".nianbao").join("recovery")
}

/// Makes a folder that only its owner can look into.
pub(super) fn secluded(disk: Disk<'_>, folder: &Path) -> io::Result<()> {
    disk.make(folder, 0o700, true)?;
    let open = disk.about(folder)?.permissions().mode() & 0o077 != 0;
    if open { disk.set_mode(&disk.open(folder)?, 0o700) } else { Ok(()) }
}

/// A file of its own for each project, year and session.
pub(super) fn name(folder: &Path, year: Year, by: &Owner) -> String {
    let session = format!("{}\n{}\n{}\n{}", by.host, by.boot, by.pid, by.started);
    format!("{}{year}-{}.ron", prefix(folder), short(session.as_bytes()))
}

/// How the names of all snapshots of a project begin.
pub(super) fn prefix(folder: &Path) -> String {
    format!("{}-", short(folder.as_os_str().as_bytes()))
}

fn short(bytes: &[u8]) -> String {
    Stamp::of(bytes).to_string().chars().take(16).collect()
}

fn encode(snapshot: &Snapshot<'_>) -> Result<String, String> {
    let head = Head {
        project: snapshot.folder.display().to_string(),
        year: snapshot.report.year,
        base: snapshot.base.map(|stamp| stamp.to_string()),
        by: snapshot.by.clone(),
        at: snapshot.at,
    };
    let told = |error: ron::Error| error.to_string();
    let head = ron::to_string(&head).map_err(told)?;
    let trail = snapshot.trail.map(Trail::shortened).unwrap_or_default();
    let trail = ron::to_string(&trail).map_err(told)?;
    let report = file(snapshot.report).map_err(|error| error.to_string())?;
    let body = format!("{head}\n{trail}\n{report}");
    Ok(format!("{MAGIC}{FORMAT} {} {}\n{body}", body.len(), Stamp::of(body.as_bytes())))
}

/// What a snapshot holds, with what was added to it.
///
/// # Errors
/// One sentence, if anything in the snapshot itself is not as it was written. Of what was added, whatever is whole counts.
pub(super) fn decode(bytes: &[u8]) -> Result<(Head, Report, Trail), String> {
    let torn = || "不完整或损坏了（校验和不符）".to_owned();
    let end = bytes.iter().position(|byte| *byte == b'\n').ok_or_else(torn)?;
    let (first, rest) = bytes.split_at(end);
    let first = std::str::from_utf8(first).map_err(|_| torn())?;
    let mut words = first.strip_prefix(MAGIC).ok_or_else(torn)?.split(' ');
    let format = words.next().ok_or_else(torn)?;
    if format != FORMAT {
        let known = format.parse::<u32>().is_ok();
        return Err(if known {
            format!("由别的版本写成（格式 {format}），请用那个版本的程序")
        } else {
            torn()
        });
    }
    let length: usize = words.next().and_then(|word| word.parse().ok()).ok_or_else(torn)?;
    let body = rest.get(1..).and_then(|rest| rest.split_at_checked(length));
    let (body, added) = body.ok_or_else(torn)?;
    if words.next() != Some(Stamp::of(body).to_string().as_str()) || words.next().is_some() {
        return Err(torn());
    }
    let body = std::str::from_utf8(body).map_err(|_| torn())?;
    let (head, body) = body.split_once('\n').ok_or_else(torn)?;
    let (trail, report) = body.split_once('\n').ok_or_else(torn)?;
    let head: Head = ron::from_str(head).map_err(|error| error.to_string())?;
    let mut trail: Trail = ron::from_str(trail).map_err(|error| error.to_string())?;
    let report = text_of(report.into()).and_then(|text| open::report(&text, Some(head.year)));
    let content = report.map_err(|fault| fault.to_string())?;
    if let Some(why) = content.why_not {
        return Err(why.to_string());
    }
    let mut report = content.value;
    journal::replay(added, &mut report, &mut trail.history);
    Ok((head, report, trail))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::disk::faulty::{Faulty, Plan, folder as quick, plans};
    use super::*;
    use crate::edit::Edit;
    use crate::store::arbitrary::{self, example};

    fn me() -> Owner {
        Owner::this("张三".to_owned(), Timestamp::UNIX_EPOCH)
    }

    fn snapshot<'a>(folder: &'a Path, by: &'a Owner, report: &'a Report) -> Snapshot<'a> {
        Snapshot {
            folder,
            base: Some(Stamp::of(b"")),
            by,
            at: Timestamp::UNIX_EPOCH,
            report,
            trail: None,
        }
    }

    fn written(report: &Report) -> Vec<u8> {
        encode(&snapshot(Path::new("/某局/年报"), &me(), report)).unwrap().into_bytes()
    }

    #[test]
    fn what_was_kept_is_read_with_whose_it_is() {
        let (head, report, _) = decode(&written(&example())).unwrap();
        assert_eq!(report, example());
        assert_eq!((head.project.as_str(), head.year), ("/某局/年报", 2024));
        assert_eq!(head.base, Some(Stamp::of(b"").to_string()));
        assert_eq!((head.by, head.at), (me(), Timestamp::UNIX_EPOCH));
    }

    #[test]
    fn what_was_done_and_where_the_user_stood_come_back() {
        let (by, mut report, mut history) = (me(), example(), History::saved());
        let edit = Edit::SetStatus(crate::model::Status::Submitted);
        history.act(&mut report, "送审", edit).unwrap();
        let trail = Trail { history, place: "(第一行\n第二行)".to_owned() };
        let snapshot =
            Snapshot { trail: Some(&trail), ..snapshot(Path::new("/某局"), &by, &report) };
        let (_, read, kept) = decode(encode(&snapshot).unwrap().as_bytes()).unwrap();
        assert_eq!((read, kept.place), (report.clone(), trail.place));
        let (mut before, mut steps) = (report, kept.history);
        assert!(steps.is_changed() && steps.undo(&mut before).is_some());
        assert_eq!(before, example());
    }

    #[test]
    fn a_torn_snapshot_is_never_loaded() {
        let whole = written(&example());
        for length in 0..whole.len() {
            assert!(decode(&whole[..length]).is_err(), "{length} of {}", whole.len());
        }
        for more in [&b"\n"[..], b" ", b"\0\0\0\0", b"0123456789abcdef0123456789abcdef"] {
            let (_, report, _) = decode(&[&whole, more].concat()).unwrap();
            assert_eq!(report, example(), "what was not added whole is cut off: {more:?}");
        }
    }

    #[test]
    fn a_snapshot_with_any_bit_flipped_is_never_loaded() {
        let mut bytes = written(&example());
        for at in 0..bytes.len() {
            for bit in 0..8 {
                bytes[at] ^= 1 << bit;
                assert!(decode(&bytes).is_err(), "bit {bit} of byte {at}");
                bytes[at] ^= 1 << bit;
            }
        }
        assert!(decode(&bytes).is_ok());
    }

    #[test]
    fn each_session_keeps_apart_and_each_snapshot_takes_the_place_of_the_last() {
        let (state, project) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let state = state.path().join("nianbao");
        let other = Owner { started: 1, ..me() };
        let first = keep(Some(&state), &snapshot(project.path(), &me(), &example())).unwrap();
        let newer = Report { title: "新题".to_owned(), ..example() };
        let second = keep(Some(&state), &snapshot(project.path(), &me(), &newer)).unwrap();
        assert_eq!(first, second);
        assert_eq!(decode(&fs::read(&second).unwrap()).unwrap().1, newer);
        let third = keep(Some(&state), &snapshot(project.path(), &other, &newer)).unwrap();
        assert_ne!(second, third);
        for folder in [&state, &state.join("recovery")] {
            assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700);
        }
        forget(Some(&state), project.path(), 2024, &me());
        assert!(!second.exists() && third.exists());
    }

    #[test]
    fn where_the_state_folder_takes_nothing_the_project_does() {
        let (above, project) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let state = above.path().join("一个文件");
        fs::write(&state, "").unwrap();
        let (by, report) = (me(), example());
        let taken = snapshot(project.path(), &by, &report);
        for place in [None, Some(state.as_path())] {
            let path = keep(place, &taken).unwrap();
            assert!(path.starts_with(project.path().join(".nianbao/recovery")), "{path:?}");
        }
        fs::remove_file(&state).unwrap();
        keep(Some(&state), &taken).unwrap();
        let beside = fs::read_dir(project.path().join(".nianbao/recovery")).unwrap();
        assert_eq!(beside.count(), 0, "the older one is gone");
        fs::remove_dir_all(project.path()).unwrap();
        fs::write(project.path(), "").unwrap();
        let error = keep(None, &taken).unwrap_err().to_string();
        assert!(error.contains("路径中间有一段不是文件夹"), "{error}");
        fs::remove_file(project.path()).unwrap();
        fs::create_dir(project.path()).unwrap();
    }

    #[test]
    fn whatever_call_fails_the_last_snapshot_or_the_new_one_can_be_read() {
        let (by, old) = (me(), example());
        let new = Report { title: "新题".to_owned(), ..example() };
        for with_state in [true, false] {
            let around = || {
                let (state, project) = (quick(), quick());
                let place = with_state.then(|| state.path().join("nianbao"));
                keep(place.as_deref(), &snapshot(project.path(), &by, &old)).unwrap();
                (state, project, place)
            };
            let (_state, project, place) = around();
            let count = Faulty::new(Plan::Count);
            let kept = |disk: Disk<'_>, project: &Path, place: Option<&Path>| {
                keep_on(disk, place, &snapshot(project, &by, &new))
            };
            count.run(|disk| kept(disk, project.path(), place.as_deref())).unwrap().unwrap();
            for plan in plans(count.seen().len()) {
                let (_state, project, place) = around();
                let faulty = Faulty::new(plan);
                let done = faulty.run(|disk| kept(disk, project.path(), place.as_deref()));
                let found: Vec<Report> = places(place.as_deref(), project.path())
                    .filter_map(|place| fs::read(place.join(name(project.path(), 2024, &by))).ok())
                    .map(|bytes| decode(&bytes).unwrap().1)
                    .collect();
                assert!(found.contains(&old) || found.contains(&new), "{plan:?}");
                match (plan, done) {
                    (_, Some(Ok(_))) => assert!(found.contains(&new), "{plan:?}"),
                    (Plan::Fail(_, error), Some(Err(told))) => {
                        let told = told.to_string();
                        assert!(error != 4 && !with_state, "{plan:?}: {told}");
                        assert!(told.contains(&format!("errno {error}")), "{told}");
                    }
                    (_, done) => assert!(done.is_none(), "{plan:?}"),
                }
                kept(DISK, project.path(), place.as_deref()).unwrap();
            }
        }
    }

    proptest! {
        #[test]
        fn any_report_is_read_as_it_was_kept(report in arbitrary::report()) {
            prop_assert_eq!(decode(&written(&report)).unwrap().1, report);
        }

        #[test]
        fn no_bytes_break_it(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(decode(&bytes).is_err());
        }
    }
}
