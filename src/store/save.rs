//! Saving: canonical text, nothing of anybody's overwritten unseen, nothing half written.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use serde::Serialize;

use crate::model::Report;
use crate::model::Year;
use crate::project::Head;
use crate::project::Project;
use crate::review::Review;

use super::atomic::{Target, Watch};
use super::error::{Deed, StoreError, WhyNot};
use super::fault::Fault;
use super::layout::file;
use super::open::{self, Content};
use super::part::Part;
use super::read::{LARGEST, text_of};
use super::stamp::Stamp;

/// Saves a report and gives its new stamp. `was` is the stamp it was read with, `None` for a report that has no file yet.
///
/// # Errors
/// [`StoreError::Changed`] if the file holds something else by now, [`StoreError::Exists`] if there is one where none was;
/// [`StoreError::ReadOnly`] if what it holds is of a newer
/// program or has unknown fields; [`StoreError::Unfit`] if the report could not be read back; what the system refuses.
pub fn save_report(
    folder: &Path,
    report: &Report,
    was: Option<Stamp>,
) -> Result<Stamp, StoreError> {
    save(folder, Part::Report(report.year), report, was)
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
    make(folder)?;
    for report in project.reports.values() {
        save_report(folder, report, None)?;
    }
    for (year, review) in &project.reviews {
        save_review(folder, *year, review, None)?;
    }
    save_head(folder, &project.head, None).map(drop)
}

fn save(
    folder: &Path,
    part: Part,
    value: &impl Serialize,
    was: Option<Stamp>,
) -> Result<Stamp, StoreError> {
    let path = part.path(folder);
    let text = fit(part, value).map_err(|what| StoreError::Unfit { path: path.clone(), what })?;
    if let Some(above) = path.parent().filter(|_| part != Part::Head) {
        make(above)?;
    }
    put(&path, part, Update { text: &text, was }, &mut |_| Ok(()))
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
    pub(super) text: &'a str,
    pub(super) was: Option<Stamp>,
}

/// Replaces the text of a file, unless it holds something that must not be replaced. Nothing is written where the text is
/// the same already.
pub(super) fn put(
    path: &Path,
    part: Part,
    update: Update<'_>,
    watch: Watch<'_>,
) -> Result<Stamp, StoreError> {
    let system = |error| StoreError::system(path, Deed::Save)(error);
    let target = Target::hold(path).map_err(system)?;
    let there = open::present(target.path())?;
    let stamp = Stamp::of(update.text.as_bytes());
    match there.as_deref().map(Stamp::of) {
        Some(now) if now == stamp => return target.confirm().map(|()| stamp).map_err(system),
        Some(_) if update.was.is_none() => return Err(StoreError::Exists(path.to_path_buf())),
        now if now != update.was => return Err(StoreError::Changed(path.to_path_buf())),
        _ => {}
    }
    if let Some(there) = there {
        let text = text_of(there).map_err(StoreError::faulty(path))?;
        if let Some(why) = why_not(part, &text).map_err(StoreError::faulty(path))? {
            return Err(StoreError::ReadOnly { path: path.to_path_buf(), why });
        }
    }
    target.replace(update.text.as_bytes(), watch).map(|()| stamp).map_err(|error| {
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

/// Makes a folder and what is missing above it, and brings its entry to the disk.
pub(super) fn make(folder: &Path) -> Result<(), StoreError> {
    let made = match fs::create_dir(folder) {
        Ok(()) => folder.parent().map_or(Ok(()), |above| {
            let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
            File::open(above)?.sync_all()
        }),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        Err(error) => match folder.parent() {
            Some(above)
                if error.kind() == io::ErrorKind::NotFound && !above.as_os_str().is_empty() =>
            {
                make(above)?;
                return make(folder);
            }
            _ => Err(error),
        },
    };
    made.map_err(StoreError::system(folder, Deed::Make))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::path::PathBuf;

    use tempfile::TempDir;

    use super::super::atomic::Step;
    use super::*;
    use crate::project::Project;
    use crate::store::arbitrary::example;
    use crate::store::open::{Condition, open};

    const STEPS: [Step; 6] =
        [Step::Create, Step::Dress, Step::Write, Step::SyncFile, Step::Rename, Step::SyncFolder];

    /// A project with the example in it.
    fn project() -> (TempDir, PathBuf) {
        let above = tempfile::tempdir().unwrap();
        let folder = above.path().join("深/年报");
        let mut project = Project::default();
        project.head.agency.name = "示例市民政局".to_owned();
        project.reports.insert(2024, example());
        project.reviews.insert(2024, Review::default());
        create(&folder, &project).unwrap();
        (above, folder)
    }

    fn stamp(folder: &Path, part: Part) -> Option<Stamp> {
        open(folder).unwrap().files.get(&part).and_then(|found| found.stamp)
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
        let second = save_report(&folder, &renamed("新题"), first).unwrap();
        assert_eq!(stamp(&folder, Part::Report(2024)), Some(second));
        assert_eq!(open(&folder).unwrap().project.reports[&2024].title, "新题");
        save_report(&folder, &renamed("再新"), Some(second)).unwrap();
        assert_eq!(names(&folder), ["2024.ron"]);
    }

    #[test]
    fn another_persons_change_is_not_overwritten() {
        let (_above, folder) = project();
        let mine = stamp(&folder, Part::Report(2024));
        save_report(&folder, &renamed("别人的"), mine).unwrap();
        let late = save_report(&folder, &renamed("我的"), mine).unwrap_err();
        assert!(matches!(late, StoreError::Changed(_)), "{late}");
        let new = save_report(&folder, &renamed("我的"), None).unwrap_err();
        assert!(matches!(new, StoreError::Exists(_)), "{new}");
        assert_eq!(open(&folder).unwrap().project.reports[&2024].title, "别人的");
        fs::remove_file(Part::Report(2024).path(&folder)).unwrap();
        let gone = save_report(&folder, &renamed("我的"), mine).unwrap_err();
        assert!(matches!(gone, StoreError::Changed(_)), "{gone}");
    }

    #[test]
    fn the_same_content_is_not_written_again() {
        let (_above, folder) = project();
        let path = Part::Report(2024).path(&folder);
        let before = fs::metadata(&path).unwrap().ino();
        save_report(&folder, &example(), stamp(&folder, Part::Report(2024))).unwrap();
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
            let refused = save_report(&folder, &renamed("新题"), found.stamp).unwrap_err();
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
        let refused = save_report(&folder, &report, was).unwrap_err();
        let said = "没有保存，原来的内容还在：要存的内容有问题，第 2 节“总体情况”的层级是 9，只能是 1 到 4";
        assert!(refused.to_string().ends_with(said), "{refused}");
        assert_eq!(stamp(&folder, Part::Report(2024)), was);
    }

    /// Puts a new text in place of the report, with something happening before one of the steps.
    fn put_with(folder: &Path, text: &str, watch: Watch<'_>) -> Result<Stamp, StoreError> {
        let was = stamp(folder, Part::Report(2024));
        put(&Part::Report(2024).path(folder), Part::Report(2024), Update { text, was }, watch)
    }

    #[test]
    fn a_crash_before_any_step_leaves_the_old_or_the_new_file_whole() {
        for step in STEPS {
            let (_above, folder) = project();
            let path = Part::Report(2024).path(&folder);
            let old = fs::read_to_string(&path).unwrap();
            let new = file(&renamed("新题")).unwrap();
            let mut die = |at| if at == step { panic!("killed") } else { Ok(()) };
            let died = catch_unwind(AssertUnwindSafe(|| put_with(&folder, &new, &mut die)));
            assert!(died.is_err(), "{step:?}");
            let want = if step == Step::SyncFolder { &new } else { &old };
            assert_eq!(&fs::read_to_string(&path).unwrap(), want, "{step:?}");
            let opened = open(&folder).unwrap(); // what the crash left behind is not taken for a report
            assert_eq!(opened.files.len(), 3, "{step:?}");
            let third = file(&renamed("第三题")).unwrap();
            put_with(&folder, &third, &mut |_| Ok(())).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), third, "{step:?}");
            assert_eq!(names(&folder), ["2024.ron"], "{step:?}");
        }
    }

    #[test]
    fn a_step_that_fails_leaves_nothing_behind_and_is_told() {
        for step in STEPS {
            let (_above, folder) = project();
            let path = Part::Report(2024).path(&folder);
            let old = fs::read_to_string(&path).unwrap();
            let new = file(&renamed("新题")).unwrap();
            let full = || io::Error::from_raw_os_error(28);
            let mut fail = |at| if at == step { Err(full()) } else { Ok(()) };
            let error = put_with(&folder, &new, &mut fail).unwrap_err();
            assert_eq!(names(&folder), ["2024.ron"], "{step:?}");
            let StoreError::System { stands, .. } = &error else { panic!("{error}") };
            if step == Step::SyncFolder {
                assert_eq!(fs::read_to_string(&path).unwrap(), new);
                assert_eq!(*stands, stamp(&folder, Part::Report(2024))); // the next save goes on from here
            } else {
                assert_eq!(fs::read_to_string(&path).unwrap(), old, "{step:?}");
                assert_eq!(*stands, None);
                let said = "保存不成，磁盘满了，请先腾出空间；原来的文件没有动（errno 28）";
                assert!(error.to_string().ends_with(said), "{error}");
            }
        }
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
        save_report(&folder, &renamed("新题"), stamp(&folder, Part::Report(2024))).unwrap();
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
        let error = save_report(&folder, &Report { year: 2023, ..example() }, None).unwrap_err();
        assert!(error.to_string().contains("没有这个文件或文件夹"), "{error}");
        assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
    }

    #[test]
    fn a_folder_in_the_place_of_the_file_is_told() {
        let (_above, folder) = project();
        let path = Part::Report(2023).path(&folder);
        fs::create_dir(&path).unwrap();
        let error = save_report(&folder, &Report { year: 2023, ..example() }, None).unwrap_err();
        assert!(error.to_string().contains("这里是文件夹，不是文件（errno 21）"), "{error}");
    }
}
