//! Orphans (遗留的恢复文件): unsaved work of sessions that have ended without saving it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::Timestamp;

use crate::model::Block;
use crate::model::Report;
use crate::model::Year;
use crate::text::count::count;

use super::disk::{DISK, Disk};
use super::error::StoreError;
use super::layout::file;
use super::open::{self, Condition, Opened};
use super::owner::{Life, Owner, SILENCE};
use super::part::Part;
use super::recovery::{Head, Trail, decode, name, places, prefix};
use super::save::{Saved, save_report};
use super::versions::{self, Keep, Version, Why};

/// Nobody writes one snapshot for so long: what is older and has no name yet was left behind in the middle of writing.
const HALF_WRITTEN: Duration = Duration::from_mins(2);

/// Unsaved work that was left behind.
#[derive(Debug)]
pub struct Orphan {
    /// The file it lies in.
    pub path: PathBuf,
    /// The report.
    pub year: Year,
    /// When it was written.
    pub when: Timestamp,
    /// Whose it is, if the file can still say so.
    pub by: Option<Owner>,
    /// What it holds; where the file is damaged, in what way.
    pub work: Result<Work, String>,
}

/// Work that can be restored.
#[derive(Debug)]
pub struct Work {
    /// The report as it stood.
    pub report: Report,
    /// 字数 more than the saved report has; negative if it has fewer.
    pub more: i64,
    /// What was done to it, and where the user stood.
    pub trail: Trail,
    /// Whether the file was changed after this work began from it: saving the work would cover that change.
    pub moved_on: bool,
}

/// The unsaved work of ended sessions on a project, by year and time.
///
/// What turns out to be saved already is removed, and so is what was never written to its end.
pub fn orphans(state: Option<&Path>, opened: &Opened, me: &Owner) -> Vec<Orphan> {
    let prefix = prefix(&opened.folder);
    let mut found: Vec<Orphan> = places(state, &opened.folder)
        .flat_map(|place| fs::read_dir(place).into_iter().flatten().filter_map(Result::ok))
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            if name.starts_with(&format!(".{prefix}")) {
                sweep(&entry.path());
            }
            let year = name.strip_prefix(&prefix)?.split('-').next()?.parse().ok()?;
            look(entry.path(), year, opened, me)
        })
        .collect();
    found.sort_by_key(|orphan| (orphan.year, orphan.when));
    found
}

/// Removes what a session left behind in the middle of writing.
fn sweep(temp: &Path) {
    if written(temp).is_some_and(|when| when.elapsed().is_ok_and(|age| age > HALF_WRITTEN)) {
        drop(fs::remove_file(temp));
    }
}

fn written(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

/// Looks into one snapshot; `None` if it is no orphan of this project.
fn look(path: PathBuf, year: Year, opened: &Opened, me: &Owner) -> Option<Orphan> {
    let when = written(&path).and_then(|when| Timestamp::try_from(when).ok()).unwrap_or_default();
    // What another user may not read is not for him.
    let bytes = open::bytes(&path).ok()?;
    match decode(&bytes) {
        Err(damage) => Some(Orphan { path, year, when, by: None, work: Err(damage) }),
        Ok((head, report, trail)) => {
            let other = head.project != opened.folder.display().to_string();
            if other || works_still(&head.by, when, me) {
                return None;
            }
            let saved = opened.project.reports.get(&head.year);
            if saved == Some(&report) {
                drop(fs::remove_file(&path));
                return None;
            }
            let more = characters(&report) - saved.map_or(0, characters);
            let work = Work { report, more, trail, moved_on: moved_on(&head, opened) };
            Some(Orphan { path, year: head.year, when: head.at, by: Some(head.by), work: Ok(work) })
        }
    }
}

/// Whether the session goes on. One on another machine is taken to, until it has been silent for a while.
fn works_still(by: &Owner, when: Timestamp, me: &Owner) -> bool {
    match by.life(me) {
        Life::Alive => true,
        Life::Dead => false,
        Life::Elsewhere => Timestamp::now().duration_since(when).abs() < SILENCE,
    }
}

fn moved_on(head: &Head, opened: &Opened) -> bool {
    let now = opened.files.get(&Part::Report(head.year)).and_then(|found| found.stamp);
    now.map(|stamp| stamp.to_string()) != head.base
}

/// 字数 of everything in a report.
fn characters(report: &Report) -> i64 {
    let texts =
        report.sections.iter().flat_map(|section| &section.blocks).map(|block| match block {
            Block::Paragraph(paragraph) => count(&paragraph.text).total(),
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.map(|cell| count(&cell.to_string()).total()).sum::<usize>()
                    + count(&table.caption).total()
            }
        });
    let titles = report.sections.iter().map(|section| count(&section.title).total());
    let all = texts.sum::<usize>() + titles.sum::<usize>() + count(&report.title).total();
    i64::try_from(all).unwrap_or(i64::MAX)
}

/// Removes an orphan whose work is safe elsewhere by now: saved, or kept by the session that restored it.
pub fn release(path: &Path) {
    // If it stays, it is offered again.
    drop(fs::remove_file(path));
}

/// Does not restore an orphan, but keeps it as a version of the project.
///
/// # Errors
/// If it cannot be read or the version cannot be written; the orphan stays then.
pub fn discard(folder: &Path, year: Year, path: &Path) -> Result<Version, StoreError> {
    discard_on(DISK, folder, year, path)
}

fn discard_on(
    disk: Disk<'_>,
    folder: &Path,
    year: Year,
    path: &Path,
) -> Result<Version, StoreError> {
    let bytes = open::bytes_on(disk, path)?;
    let version = if let Ok((head, report, _)) = decode(&bytes) {
        let text = text_for(path, &report)?;
        let (at, by, bytes) = (head.at, head.by.name.as_str(), text.as_bytes());
        versions::keep(disk, folder, &Keep { year, at, why: Why::Unsaved, by, bytes })?
    } else {
        let at = Timestamp::now();
        let kept = Keep { year, at, why: Why::Damaged, by: "", bytes: &bytes };
        versions::keep(disk, folder, &kept)?
    };
    drop(disk.remove(path));
    Ok(version)
}

/// Saves the work of an orphan as the report of its year, in the name of a person; what the file held until now is kept as a
/// version.
///
/// # Errors
/// If the orphan is damaged, or the report cannot be saved; nothing is lost then.
pub fn restore(opened: &Opened, orphan: &Orphan, by: &str) -> Result<Saved, StoreError> {
    let unfit = |what: &String| StoreError::Unfit { path: orphan.path.clone(), what: what.clone() };
    let work = orphan.work.as_ref().map_err(unfit)?;
    let part = Part::Report(orphan.year);
    let found = opened.files.get(&part);
    if let Some(Condition::ReadOnly(why)) = found.map(|found| &found.condition) {
        let path = part.path(&opened.folder);
        return Err(StoreError::ReadOnly { path, why: why.clone() });
    }
    let was = found.and_then(|found| found.stamp);
    let saved = save_report(&opened.folder, &work.report, was, by)?;
    release(&orphan.path);
    Ok(saved)
}

/// Keeps a report as a version, in the name of whose it is.
///
/// # Errors
/// If it cannot be written.
pub fn keep_report(
    folder: &Path,
    report: &Report,
    why: Why,
    by: &str,
) -> Result<Version, StoreError> {
    let text = text_for(folder, report)?;
    let kept = Keep { year: report.year, at: Timestamp::now(), why, by, bytes: text.as_bytes() };
    versions::keep(DISK, folder, &kept)
}

/// Keeps as a version what the file of a report holds now, whatever it is.
///
/// # Errors
/// If it cannot be read or written.
pub fn keep_file(folder: &Path, year: Year) -> Result<Version, StoreError> {
    let bytes = open::bytes(&Part::Report(year).path(folder))?;
    let good = open::report(&String::from_utf8_lossy(&bytes), Some(year)).is_ok();
    let why = if good { Why::Found } else { Why::Damaged };
    versions::keep(DISK, folder, &Keep { year, at: Timestamp::now(), why, by: "", bytes: &bytes })
}

fn text_for(path: &Path, report: &Report) -> Result<String, StoreError> {
    file(report)
        .map_err(|error| StoreError::Unfit { path: path.to_path_buf(), what: error.to_string() })
}

/// Keeps as a version what a session, from which a report is being taken over, has not saved of it, as far as this user may
/// read it; what he may not, that session keeps itself when it notices.
pub fn keep_work_of(
    state: Option<&Path>,
    folder: &Path,
    year: Year,
    owner: &Owner,
) -> Option<Version> {
    let mut path = places(state, folder).map(|place| place.join(name(folder, year, owner)));
    let bytes = path.find_map(|path| open::bytes(&path).ok())?;
    let (_, report, _) = decode(&bytes).ok()?;
    keep_report(folder, &report, Why::Unsaved, &owner.name).ok()
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::super::disk::faulty::{Faulty, Plan, folder as quick, plans};
    use super::*;
    use crate::edit::Edit;
    use crate::model::{Paragraph, TextAt};
    use crate::project::Project;
    use crate::store::arbitrary::example;
    use crate::store::journal::keep_more;
    use crate::store::recovery::{Snapshot, keep};
    use crate::store::save::create;
    use crate::store::stamp::Stamp;

    /// A project with the example in it, and a state folder.
    struct Office {
        state: TempDir,
        above: TempDir,
    }

    impl Office {
        fn new() -> Self {
            let office = Self { state: quick(), above: quick() };
            let mut project = Project::default();
            project.reports.insert(2024, example());
            create(&office.above.path().join("年报"), &project).unwrap();
            office
        }

        fn opened(&self) -> Opened {
            open::open(&self.above.path().join("年报")).unwrap()
        }

        fn leave(&self, by: &Owner, report: &Report) -> PathBuf {
            let opened = self.opened();
            let base = opened.files[&Part::Report(2024)].stamp;
            self.leave_from(by, report, base)
        }

        fn leave_from(&self, by: &Owner, report: &Report, base: Option<Stamp>) -> PathBuf {
            let folder = self.opened().folder;
            let at = by.since;
            let snapshot = Snapshot { folder: &folder, base, by, at, report, trail: None };
            keep(Some(self.state.path()), &snapshot).unwrap()
        }

        fn orphans(&self) -> Vec<Orphan> {
            orphans(Some(self.state.path()), &self.opened(), &me())
        }
    }

    fn me() -> Owner {
        Owner::this("李四".to_owned(), Timestamp::now())
    }

    fn dead(name: &str) -> Owner {
        Owner { name: name.to_owned(), pid: u32::MAX, ..me() }
    }

    /// The example with a paragraph more.
    fn longer(text: &str) -> Report {
        let mut report = example();
        let paragraph = Paragraph { text: text.to_owned(), ..Paragraph::default() };
        report.sections[0].blocks.push(Block::Paragraph(paragraph));
        report.give_ids(&mut crate::model::Ids::of_text(text));
        report
    }

    #[test]
    fn an_orphan_tells_whose_it_is_and_how_much_more_it_has() {
        let office = Office::new();
        office.leave(&dead("张三"), &longer("全年收到申请86件。"));
        let found = office.orphans();
        let [orphan] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(orphan.by.as_ref().unwrap().name, "张三");
        let work = orphan.work.as_ref().unwrap();
        assert_eq!((orphan.year, work.more, work.moved_on), (2024, 9, false));
        assert_eq!(work.report, longer("全年收到申请86件。"));
    }

    #[test]
    fn what_was_added_to_a_snapshot_is_in_the_orphan() {
        let office = Office::new();
        let path = office.leave(&dead("张三"), &longer("一"));
        for (number, word) in [(1, "甲"), (2, "乙"), (2, "乙")] {
            let edit = Edit::ReplaceText {
                at: TextAt::Title,
                start: 0,
                removed: String::new(),
                inserted: word.to_owned(),
            };
            keep_more(&path, number, &[("键入".to_owned(), edit)]).unwrap();
        }
        let found = office.orphans();
        let work = found[0].work.as_ref().unwrap();
        assert_eq!(work.report.title, format!("乙甲{}", longer("一").title));
        let (mut before, mut history) = (work.report.clone(), work.trail.history.clone());
        while history.undo(&mut before).is_some() {}
        assert_eq!(before, longer("一"), "what was added can be taken back");
    }

    #[test]
    fn the_work_of_a_living_session_is_no_orphan() {
        let office = Office::new();
        office.leave(&me(), &longer("正在写"));
        assert!(office.orphans().is_empty());
        let far = Owner { host: "另一台".to_owned(), ..me() };
        let path = office.leave(&far, &longer("远处"));
        assert!(office.orphans().is_empty(), "it was written just now");
        let old = SystemTime::now() - Duration::from_mins(10);
        fs::File::open(path).unwrap().set_modified(old).unwrap();
        assert_eq!(office.orphans().len(), 1);
    }

    #[test]
    fn what_is_saved_already_is_no_orphan_and_is_removed() {
        let office = Office::new();
        let path = office.leave(&dead("张三"), &example());
        assert!(office.orphans().is_empty());
        assert!(!path.exists());
    }

    #[test]
    fn a_damaged_orphan_is_told_and_becomes_a_version_as_it_is() {
        let office = Office::new();
        let path = office.leave(&dead("张三"), &longer("一"));
        let torn = fs::read(&path).unwrap()[..300].to_vec();
        fs::write(&path, &torn).unwrap();
        let found = office.orphans();
        let [orphan] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(orphan.work.as_ref().unwrap_err(), "不完整或损坏了（校验和不符）");
        assert!(restore(&office.opened(), orphan, "").is_err());
        let version = discard(&office.opened().folder, 2024, &orphan.path).unwrap();
        assert_eq!(version.why, Why::Damaged);
        assert_eq!(versions::bytes(&version).unwrap(), torn);
        assert!(office.orphans().is_empty());
    }

    #[test]
    fn what_is_not_restored_can_still_be_read() {
        let office = Office::new();
        let path = office.leave(&dead("张三"), &longer("一"));
        let folder = office.opened().folder;
        let version = discard(&folder, 2024, &path).unwrap();
        assert!(version.path.starts_with(folder.join(".nianbao/versions")));
        assert_eq!((version.why, version.by.as_str()), (Why::Unsaved, "张三"));
        assert_eq!(versions::read(&version).unwrap(), longer("一"));
        assert!(!path.exists());
    }

    #[test]
    fn restoring_keeps_what_the_file_held() {
        let office = Office::new();
        let path =
            office.leave_from(&dead("张三"), &longer("一"), Some(Stamp::of("旧".as_bytes())));
        let before = fs::read(Part::Report(2024).path(&office.opened().folder)).unwrap();
        let found = office.orphans();
        assert!(found[0].work.as_ref().unwrap().moved_on);
        restore(&office.opened(), &found[0], "李四").unwrap();
        let kept = versions::list(&office.opened().folder, 2024);
        assert!(kept.iter().any(|version| versions::bytes(version).unwrap() == before));
        assert_eq!(kept[0].by, "李四");
        assert_eq!(office.opened().project.reports[&2024], longer("一"));
        assert!(!path.exists() && office.orphans().is_empty());
    }

    #[test]
    fn whatever_call_fails_an_orphan_is_there_or_a_version() {
        let office = Office::new();
        let (folder, report) = (office.opened().folder, longer("一"));
        let by = dead("张三");
        let leave = || {
            let (at, report) = (by.since, &report);
            let snapshot =
                Snapshot { folder: &folder, base: None, by: &by, at, report, trail: None };
            keep(Some(office.state.path()), &snapshot).unwrap()
        };
        let count = Faulty::new(Plan::Count);
        let path = leave();
        count.run(|disk| discard_on(disk, &folder, 2024, &path).unwrap()).unwrap();
        for plan in plans(count.seen().len()) {
            fs::remove_dir_all(folder.join(".nianbao")).unwrap();
            let path = leave();
            let faulty = Faulty::new(plan);
            drop(faulty.run(|disk| discard_on(disk, &folder, 2024, &path)));
            let versions = versions::list(&folder, 2024);
            let kept = versions.iter().any(|it| versions::read(it).unwrap() == longer("一"));
            assert!(path.exists() || kept, "{plan:?}");
            drop(discard(&folder, 2024, &path));
        }
    }

    #[test]
    fn half_written_files_are_swept_up_when_they_are_old() {
        let office = Office::new();
        let path = office.leave(&dead("张三"), &longer("一"));
        let name = format!(".{}.tmp", path.file_name().unwrap().to_str().unwrap());
        let temp = path.with_file_name(name);
        fs::write(&temp, "nianbao").unwrap();
        assert_eq!(office.orphans().len(), 1);
        assert!(temp.exists(), "somebody may be writing it");
        let old = SystemTime::now() - Duration::from_mins(10);
        fs::File::options().write(true).open(&temp).unwrap().set_modified(old).unwrap();
        assert_eq!(office.orphans().len(), 1);
        assert!(!temp.exists());
    }
}
