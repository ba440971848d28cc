//! Saving: canonical text, nothing of anybody's overwritten unseen, nothing half written.

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;

use crate::model::Report;
use crate::model::Year;
use crate::project::Head;
use crate::project::Project;
use crate::review::Review;

use super::atomic::Target;
use super::disk::{DISK, Disk};
use super::error::{Deed, StoreError, WhyNot};
use super::fault::Fault;
use super::folder::{make, make_within};
use super::layout::file;
use super::open::{self, Content};
use super::part::Part;
use super::read::{LARGEST, text_of};
use super::stamp::Stamp;
use super::thinning::thin;
use super::versions::{self, Keep, Why};

/// A report that was saved.
#[derive(Debug)]
pub struct Saved {
    /// What its file holds now.
    pub stamp: Stamp,
    /// Why what the file held before, or holds now, could not be kept as a version.
    pub unkept: Option<StoreError>,
}

/// Saves a report and gives its new stamp. `was` is the stamp it was read with, `None` for a report that has no file yet; `by`
/// is the name of the person who saves. What the file held, and what it holds then, are kept as versions.
///
/// # Errors
/// [`StoreError::Changed`] if the file holds something else by now, [`StoreError::Exists`] if there is one where none was;
/// [`StoreError::ReadOnly`] if what it holds is of a newer
/// program or has unknown fields; [`StoreError::Unfit`] if the report could not be read back; what the system refuses.
pub fn save_report(
    folder: &Path,
    report: &Report,
    was: Option<Stamp>,
    by: &str,
) -> Result<Saved, StoreError> {
    save_report_on(DISK, folder, report, (was, by))
}

/// Four calls bring something to the disk: the new content before it gets the name of the old one, that name, the version,
/// and the version's name. Without the first two a power cut could lose what was saved, without the others what will be
/// written over at the next save.
pub(super) fn save_report_on(
    disk: Disk<'_>,
    folder: &Path,
    report: &Report,
    (was, by): (Option<Stamp>, &str),
) -> Result<Saved, StoreError> {
    let part = Part::Report(report.year);
    let path = part.path(folder);
    let text = fit(part, report).map_err(|what| StoreError::Unfit { path: path.clone(), what })?;
    make_within(disk, folder, &["reports"])?;
    let now = Timestamp::now();
    let keep = |at, why, by, bytes: &[u8]| {
        versions::keep(disk, folder, &Keep { year: report.year, at, why, by, bytes }).err()
    };
    let mut unkept = None;
    let former = |there: &[u8]| {
        let known = versions::list_on(disk, folder, report.year);
        let stamp = Stamp::of(there);
        if !known.iter().any(|version| version.holds(stamp)) {
            unkept = keep(changed_at(disk, &path, now), Why::Found, "", there);
        }
    };
    let stamp = put(disk, part, Update { path: &path, text: &text, was }, former)?;
    if was == Some(stamp) {
        return Ok(Saved { stamp, unkept });
    }
    let kept = keep(now, Why::saved(report.status), by, text.as_bytes());
    if kept.is_none() {
        thin(disk, folder, report.year, now);
    }
    Ok(Saved { stamp, unkept: unkept.or(kept) })
}

/// When a file was changed last.
fn changed_at(disk: Disk<'_>, path: &Path, now: Timestamp) -> Timestamp {
    let when = disk.about(path).and_then(|about| about.modified()).ok();
    when.and_then(|when| Timestamp::try_from(when).ok()).unwrap_or(now)
}

/// Saves what is about the report of a year; otherwise as [`save_report`].
pub fn save_review(
    folder: &Path,
    year: Year,
    review: &Review,
    was: Option<Stamp>,
) -> Result<Stamp, StoreError> {
    save(folder, Part::Review(year), review, was)
}

/// Saves `project.ron`; otherwise as [`save_report`].
pub fn save_head(folder: &Path, head: &Head, was: Option<Stamp>) -> Result<Stamp, StoreError> {
    save(folder, Part::Head, head, was)
}

/// Makes a new project with everything in it; the folder is made if need be, and may already hold other files.
///
/// `project.ron` is written last: until it stands, the folder is not taken for a project.
///
/// # Errors
/// [`StoreError::Exists`] if there is a project already; otherwise as [`save_report`].
pub fn create(folder: &Path, project: &Project) -> Result<(), StoreError> {
    if fs::symlink_metadata(Part::Head.path(folder)).is_ok() {
        return Err(StoreError::Exists(folder.to_path_buf()));
    }
    make(DISK, folder)?;
    for report in project.reports.values() {
        save_report(folder, report, None, "")?;
    }
    for (year, review) in &project.reviews {
        save_review(folder, *year, review, None)?;
    }
    save_head(folder, &project.head, None).map(drop)
}

impl Saved {
    /// What is to be told although the report was saved, if anything.
    pub fn told(&self) -> Option<String> {
        self.unkept.as_ref().map(|why| format!("已经存下，但历史版本没有留成：{why}"))
    }
}

fn save(
    folder: &Path,
    part: Part,
    value: &impl Serialize,
    was: Option<Stamp>,
) -> Result<Stamp, StoreError> {
    let path = part.path(folder);
    let text = fit(part, value).map_err(|what| StoreError::Unfit { path: path.clone(), what })?;
    if let Part::Review(_) = part {
        make_within(DISK, folder, &["reviews"])?;
    }
    put(DISK, part, Update { path: &path, text: &text, was }, |_| {})
}

/// The canonical text of a value, after making sure that it can be read again.
fn fit(part: Part, value: &impl Serialize) -> Result<String, String> {
    let text = file(value).map_err(|error| error.to_string())?;
    if text.len() as u64 > LARGEST {
        return Err("超过 16 MB，存下以后就读不回来了".to_owned());
    }
    match why_not(part, &text) {
        Ok(None) => Ok(text),
        Ok(Some(why)) => Err(why.to_string()),
        Err(fault) => Err(fault.what),
    }
}

/// Why a file with this text must not be written over, if it must not.
fn why_not(part: Part, text: &str) -> Result<Option<WhyNot>, Fault> {
    match part {
        Part::Head => open::head(text).map(reason),
        Part::Report(year) => open::report(text, Some(year)).map(reason),
        Part::Review(_) => open::review(text).map(reason),
    }
}

fn reason<T>(content: Content<T>) -> Option<WhyNot> {
    content.why_not
}

/// New text for a file, and what the file must still hold for that.
#[derive(Debug, Clone, Copy)]
pub(super) struct Update<'a> {
    pub(super) path: &'a Path,
    pub(super) text: &'a str,
    pub(super) was: Option<Stamp>,
}

/// Replaces the text of a file, unless it holds something that must not be replaced; what it held is shown to `former` before
/// that. Nothing is written where the text is the same already.
pub(super) fn put(
    disk: Disk<'_>,
    part: Part,
    update: Update<'_>,
    former: impl FnOnce(&[u8]),
) -> Result<Stamp, StoreError> {
    let path = update.path;
    let system = |error| StoreError::system(path, Deed::Save)(error);
    let target = Target::hold(disk, path).map_err(system)?;
    let there = open::present_on(disk, target.path())?;
    let stamp = Stamp::of(update.text.as_bytes());
    match there.as_deref().map(Stamp::of) {
        Some(now) if now == stamp => return target.confirm().map(|()| stamp).map_err(system),
        Some(_) if update.was.is_none() => return Err(StoreError::Exists(path.to_path_buf())),
        now if now != update.was => return Err(StoreError::Changed(path.to_path_buf())),
        _ => {}
    }
    if let Some(there) = there {
        former(&there);
        let text = text_of(there).map_err(StoreError::faulty(path))?;
        if let Some(why) = why_not(part, &text).map_err(StoreError::faulty(path))? {
            return Err(StoreError::ReadOnly { path: path.to_path_buf(), why });
        }
    }
    target.replace(update.text.as_bytes()).map(|()| stamp).map_err(|error| {
        let now = open::present(target.path()).ok().flatten().map(|there| Stamp::of(&there));
        match now.filter(|now| *now == stamp) {
            None => system(error),
            stands => StoreError::System {
                path: path.to_path_buf(),
                deed: Deed::Confirm,
                source: error,
                stands,
            },
        }
    })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::path::PathBuf;

    use tempfile::TempDir;

    use super::super::disk::Call;
    use super::super::disk::faulty::{Faulty, Plan, folder as quick, plans};
    use super::*;
    use crate::model::Status;
    use crate::project::Project;
    use crate::store::arbitrary::example;
    use crate::store::open::{self, Condition, open};
    use crate::store::part::list;

    /// A project with the example in it.
    fn project() -> (TempDir, PathBuf) {
        let above = quick();
        let folder = above.path().join("深/年报");
        let mut project = Project::default();
        project.head.agency.name = "示例市民政局".to_owned();
        project.reports.insert(2024, example());
        project.reviews.insert(2024, Review::default());
        create(&folder, &project).unwrap();
        (above, folder)
    }

    fn stamp(folder: &Path, part: Part) -> Option<Stamp> {
        open::stamp_now(folder, part).unwrap()
    }

    fn renamed(title: &str) -> Report {
        Report { title: title.to_owned(), ..example() }
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder.join("reports")).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_new_project_is_opened_as_it_was_made() {
        let (_above, folder) = project();
        let opened = open(&folder).unwrap();
        assert_eq!(opened.project.reports[&2024], example());
        assert_eq!(opened.project.head.agency.name, "示例市民政局");
        assert_eq!(opened.files.len(), 3);
        assert!(opened.files.values().all(|found| found.condition.is_writable()));
        let again = create(&folder, &Project::default()).unwrap_err();
        assert!(matches!(again, StoreError::Exists(_)), "{again}");
    }

    #[test]
    fn what_was_saved_is_read_and_can_be_saved_again() {
        let (_above, folder) = project();
        let first = stamp(&folder, Part::Report(2024));
        let second = save_report(&folder, &renamed("新题"), first, "").unwrap().stamp;
        assert_eq!(stamp(&folder, Part::Report(2024)), Some(second));
        assert_eq!(open(&folder).unwrap().project.reports[&2024].title, "新题");
        save_report(&folder, &renamed("再新"), Some(second), "").unwrap();
        assert_eq!(names(&folder), ["2024.ron"]);
    }

    #[test]
    fn another_persons_change_is_not_overwritten() {
        let (_above, folder) = project();
        let mine = stamp(&folder, Part::Report(2024));
        save_report(&folder, &renamed("别人的"), mine, "").unwrap();
        let late = save_report(&folder, &renamed("我的"), mine, "").unwrap_err();
        assert!(matches!(late, StoreError::Changed(_)), "{late}");
        let new = save_report(&folder, &renamed("我的"), None, "").unwrap_err();
        assert!(matches!(new, StoreError::Exists(_)), "{new}");
        assert_eq!(open(&folder).unwrap().project.reports[&2024].title, "别人的");
        fs::remove_file(Part::Report(2024).path(&folder)).unwrap();
        let gone = save_report(&folder, &renamed("我的"), mine, "").unwrap_err();
        assert!(matches!(gone, StoreError::Changed(_)), "{gone}");
    }

    #[test]
    fn the_same_content_is_not_written_again() {
        let (_above, folder) = project();
        let path = Part::Report(2024).path(&folder);
        let before = fs::metadata(&path).unwrap().ino();
        save_report(&folder, &example(), stamp(&folder, Part::Report(2024)), "").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().ino(), before);
    }

    #[test]
    fn what_must_not_be_lost_is_never_saved_over() {
        for (from, to, why) in [
            ("format: 1", "format: 2", WhyNot::Newer(2)),
            ("year: 2024", "mood: 1, year: 2024", WhyNot::Unknown(vec!["mood".to_owned()])),
        ] {
            let (_above, folder) = project();
            let path = Part::Report(2024).path(&folder);
            let foreign = fs::read_to_string(&path).unwrap().replacen(from, to, 1);
            fs::write(&path, &foreign).unwrap();
            let mut opened = open(&folder).unwrap();
            let found = opened.files.remove(&Part::Report(2024)).unwrap();
            let Condition::ReadOnly(told) = found.condition else { panic!("{from}") };
            assert_eq!(told, why);
            assert_eq!(opened.project.reports[&2024], example());
            let refused = save_report(&folder, &renamed("新题"), found.stamp, "").unwrap_err();
            assert!(matches!(refused, StoreError::ReadOnly { .. }), "{refused}");
            assert_eq!(fs::read_to_string(&path).unwrap(), foreign);
        }
    }

    #[test]
    fn a_report_that_could_not_be_read_back_is_not_saved() {
        let (_above, folder) = project();
        let was = stamp(&folder, Part::Report(2024));
        let mut report = example();
        report.sections[1].level = 9;
        let refused = save_report(&folder, &report, was, "").unwrap_err();
        let said = "没有保存，原来的内容还在：要存的内容有问题，第 2 节“总体情况”的层级是 9，只能是 1 到 4";
        assert!(refused.to_string().ends_with(said), "{refused}");
        assert_eq!(stamp(&folder, Part::Report(2024)), was);
    }

    /// The calls of a save that nothing disturbs.
    fn calls() -> usize {
        let (_above, folder) = project();
        let watch = Faulty::new(Plan::Count);
        let was = stamp(&folder, Part::Report(2024));
        let saved =
            watch.run(|disk| save_report_on(disk, &folder, &renamed("新题"), (was, "张三")));
        assert!(saved.unwrap().unwrap().unkept.is_none());
        let synced = watch.seen().iter().filter(|call| **call == Call::Sync).count();
        assert_eq!(synced, 4, "no more is brought to the disk than must be");
        watch.seen().len()
    }

    fn kept(folder: &Path) -> Vec<Vec<u8>> {
        let versions = versions::list(folder, 2024);
        versions.iter().map(|version| versions::bytes(version).unwrap()).collect()
    }

    #[test]
    fn whatever_call_fails_the_old_or_the_new_file_is_whole_and_the_next_save_works() {
        for plan in plans(calls()) {
            let (_above, folder) = project();
            let path = Part::Report(2024).path(&folder);
            let was = stamp(&folder, Part::Report(2024));
            let old = fs::read(&path).unwrap();
            let new = file(&renamed("新题")).unwrap().into_bytes();
            let faulty = Faulty::new(plan);
            let done =
                faulty.run(|disk| save_report_on(disk, &folder, &renamed("新题"), (was, "张三")));
            let now = fs::read(&path).unwrap();
            assert!(now == old || now == new, "{plan:?}");
            match (plan, done) {
                (Plan::DieBefore(_) | Plan::DieAfter(_), done) => assert!(done.is_none()),
                (_, Some(Ok(saved))) => {
                    assert_eq!(now, new, "{plan:?}");
                    assert!(saved.unkept.is_some() || kept(&folder).contains(&old), "{plan:?}");
                }
                (Plan::Fail(_, error), Some(Err(told))) => {
                    assert_ne!(error, 4, "{plan:?}: an interrupted call is made again");
                    assert_eq!(told.stands().is_some(), now == new, "{plan:?}: {told}");
                    right(&told, error);
                }
                (_, done) => panic!("{plan:?}: {done:?}"),
            }
            assert!(now == old || kept(&folder).contains(&old), "{plan:?}");
            let listed = list(&folder).unwrap();
            assert_eq!((listed.parts.len(), listed.others.len()), (3, 0), "{plan:?}");
            let was = stamp(&folder, Part::Report(2024));
            let saved = save_report(&folder, &renamed("第三题"), was, "张三").unwrap();
            assert!(saved.unkept.is_none(), "{plan:?}");
            assert_eq!(names(&folder), ["2024.ron"], "{plan:?}");
            assert!(kept(&folder).contains(&now), "{plan:?}");
        }
    }

    /// Whether a refusal with this number of the system is told with what to do.
    fn right(told: &StoreError, number: i32) {
        let (told, words) = (
            told.to_string(),
            match number {
                28 => "磁盘满了，请先腾出空间",
                5 => "磁盘读写出错",
                _ => "没有权限，请找文件的主人或管理员",
            },
        );
        assert!(told.contains(words) && told.contains(&format!("errno {number}")), "{told}");
    }

    #[test]
    fn what_was_saved_and_what_was_there_before_are_versions() {
        let (_above, folder) = project();
        let path = Part::Report(2024).path(&folder);
        let old = fs::read_to_string(&path).unwrap();
        fs::remove_dir_all(folder.join(".nianbao")).unwrap();
        let by_hand = old.replacen("title: \"", "title: \"手改", 1);
        fs::write(&path, &by_hand).unwrap();
        let was = stamp(&folder, Part::Report(2024));
        let saved = save_report(&folder, &renamed("新题"), was, "张三").unwrap();
        let approved = Report { status: Status::Approved, ..renamed("新题") };
        save_report(&folder, &approved, Some(saved.stamp), "李四").unwrap();
        let listed = versions::list(&folder, 2024);
        let told: Vec<(Why, &str)> =
            listed.iter().map(|version| (version.why, version.by.as_str())).collect();
        assert_eq!(told, [(Why::Approved, "李四"), (Why::Saved, "张三"), (Why::Found, "")]);
        assert_eq!(versions::read(&listed[0]).unwrap(), approved);
        assert_eq!(versions::bytes(&listed[2]).unwrap(), by_hand.as_bytes());
    }

    #[test]
    fn where_no_version_can_be_kept_the_report_is_saved_and_that_is_told() {
        let (_above, folder) = project();
        fs::remove_dir_all(folder.join(".nianbao")).unwrap();
        fs::write(folder.join(".nianbao"), "").unwrap();
        let was = stamp(&folder, Part::Report(2024));
        let saved = save_report(&folder, &renamed("新题"), was, "张三").unwrap();
        let told = saved.told().unwrap();
        assert!(told.starts_with("已经存下，但历史版本没有留成："), "{told}");
        assert_eq!(open(&folder).unwrap().project.reports[&2024].title, "新题");
    }

    #[test]
    fn new_files_follow_the_group_of_their_folder() {
        let (_above, folder) = project();
        let reports = folder.join("reports");
        if std::os::unix::fs::chown(&reports, None, Some(2345)).is_err() {
            eprintln!("not allowed to give files to a group: not tested");
            return;
        }
        save_report(&folder, &Report { year: 2023, ..example() }, None, "").unwrap();
        let about = fs::metadata(reports.join("2023.ron")).unwrap();
        let mask = rustix::process::umask(rustix::fs::Mode::empty());
        rustix::process::umask(mask);
        assert_eq!((about.gid(), about.mode() & 0o777), (2345, 0o666 & !mask.bits()));
    }

    #[test]
    fn links_modes_owners_and_attributes_stay() {
        let (above, folder) = project();
        let path = Part::Report(2024).path(&folder);
        let real = above.path().join("真身.ron");
        fs::rename(&path, &real).unwrap();
        symlink(&real, &path).unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o664)).unwrap();
        let given = std::os::unix::fs::chown(&real, Some(1234), Some(2345)).is_ok();
        let flags = rustix::fs::XattrFlags::empty();
        let marked = rustix::fs::setxattr(&real, "user.note", "甲".as_bytes(), flags).is_ok();
        save_report(&folder, &renamed("新题"), stamp(&folder, Part::Report(2024)), "").unwrap();
        assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
        assert!(fs::read_to_string(&real).unwrap().contains("新题"));
        let after = fs::metadata(&real).unwrap();
        assert_eq!(after.permissions().mode() & 0o7777, 0o664);
        if given {
            assert_eq!((after.uid(), after.gid()), (1234, 2345));
        }
        if marked {
            let mut value = vec![0; 16];
            let length = rustix::fs::getxattr(&real, "user.note", value.as_mut_slice()).unwrap();
            assert_eq!(&value[..length], "甲".as_bytes());
        }
    }

    #[test]
    fn a_link_that_leads_nowhere_is_not_replaced() {
        let (above, folder) = project();
        let path = Part::Report(2023).path(&folder);
        symlink(above.path().join("没有/2023.ron"), &path).unwrap();
        let error =
            save_report(&folder, &Report { year: 2023, ..example() }, None, "").unwrap_err();
        assert!(error.to_string().contains("没有这个文件或文件夹"), "{error}");
        assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
    }

    #[test]
    fn a_folder_in_the_place_of_the_file_is_told() {
        let (_above, folder) = project();
        let path = Part::Report(2023).path(&folder);
        fs::create_dir(&path).unwrap();
        let error =
            save_report(&folder, &Report { year: 2023, ..example() }, None, "").unwrap_err();
        assert!(error.to_string().contains("这里是文件夹，不是文件（errno 21）"), "{error}");
    }
}
