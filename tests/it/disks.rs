//! Disks that are full, read-only or gone: the text stays, one sentence says what to do, and the next save works.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use nianbao::app::Size;
use nianbao::runtime::{Headless, Loaded};
use nianbao::store;
use nianbao::ui::Theme;
use tempfile::TempDir;

use crate::support::{copy, sees, shown};

/// Opens the text of 2024 and puts the caret behind its first paragraph.
const TO_TEXT: &str = "enter down down down down f2 end";

/// A folder that is a disk of its own; taken away when dropped.
struct Disk(TempDir);

impl Disk {
    /// A small one, where this user may have one.
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mount = |arguments: &[&str]| {
            let done = Command::new("mount").args(arguments).arg(folder.path()).output();
            done.is_ok_and(|done| done.status.success())
        };
        if !mount(&["-t", "tmpfs", "-o", "size=400k", "tmpfs"]) {
            eprintln!("this user may not mount a disk: not tested");
            return None;
        }
        Some(Self(folder))
    }

    /// Lays the same disk over itself, so that nothing can be written any more.
    fn lock(&self) {
        let mount = |arguments: &[&str]| {
            Command::new("mount").args(arguments).arg(self.0.path()).status().unwrap().success()
        };
        let own = self.0.path().to_str().unwrap();
        assert!(mount(&["--bind", own]) && mount(&["-o", "remount,bind,ro"]));
    }

    /// Takes that away again.
    fn unlock(&self) {
        let done = Command::new("umount").arg("-l").arg(self.0.path()).status();
        assert!(done.unwrap().success());
    }

    /// Fills it to the last byte.
    fn fill(&self) {
        let bytes = vec![b'x'; 4096];
        for number in 0.. {
            if fs::write(self.0.path().join(format!("占位{number}")), &bytes).is_err() {
                return;
            }
        }
    }

    fn free(&self) {
        for entry in fs::read_dir(self.0.path()).unwrap().map(Result::unwrap) {
            if entry.file_name().to_string_lossy().starts_with("占位") {
                fs::remove_file(entry.path()).unwrap();
            }
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(self.0.path()).status());
    }
}

/// The practice project in a folder, and a state folder elsewhere.
struct Office {
    folder: PathBuf,
    state: TempDir,
}

impl Office {
    fn new(place: &Path) -> Self {
        let folder = fs::canonicalize(place).unwrap().join("年报");
        fs::create_dir(&folder).unwrap();
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/lianxi"), &folder);
        Self { folder, state: tempfile::tempdir().unwrap() }
    }

    /// A session in which something was typed; with the state folder, or keeping beside the project.
    fn typed(&self, with_state: bool) -> Headless {
        let found = store::open(&self.folder).unwrap();
        let (theme, size) = (Theme::built_in("默认").unwrap(), Size { columns: 80, rows: 24 });
        let mut session = Headless::new(Some(Loaded::of(found, None, "李四")), size, theme);
        if with_state {
            session.work_as(self.state.path().to_path_buf(), "李四");
        }
        session.press(TO_TEXT).unwrap();
        session.press("饕餮 esc").unwrap();
        session
    }

    fn path(&self) -> PathBuf {
        self.folder.join("reports/2024.ron")
    }

    fn report(&self) -> String {
        fs::read_to_string(self.path()).unwrap()
    }

    fn is_kept(&self) -> bool {
        let files = fs::read_dir(self.state.path().join("recovery")).into_iter().flatten();
        let mut texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
        texts.any(|text| text.contains("饕餮"))
    }
}

/// A save fails and is told so; what was typed stays, here and where a disk takes it; then it works.
fn fails_then_works(office: &Office, session: &mut Headless, told: &str, mend: impl FnOnce()) {
    session.press("ctrl-s").unwrap();
    sees(session, told);
    assert!(session.state().has_unsaved());
    assert!(format!("{:?}", session.state().report().unwrap()).contains("饕餮"));
    session.pause();
    assert!(office.is_kept(), "another disk takes it");
    mend();
    session.press("esc ctrl-s").unwrap();
    assert!(!session.state().has_unsaved(), "{}", shown(session));
    assert!(office.report().contains("饕餮") && !office.is_kept());
    let left = fs::read_dir(office.folder.join("reports")).unwrap();
    let hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with('.');
    assert_eq!(left.filter(|entry| hidden(&entry.as_ref().unwrap().file_name())).count(), 0);
}

#[test]
fn a_full_disk() {
    let Some(disk) = Disk::mount() else { return };
    let office = Office::new(disk.0.path());
    let before = office.report();
    let mut session = office.typed(true);
    disk.fill();
    let told = "磁盘满了，请先腾出空间；原来的文件没有动";
    fails_then_works(&office, &mut session, told, || {
        assert_eq!(office.report(), before);
        disk.free();
    });
}

#[test]
fn a_full_disk_and_no_other_place() {
    let Some(disk) = Disk::mount() else { return };
    let office = Office::new(disk.0.path());
    let mut session = office.typed(false);
    disk.fill();
    session.pause();
    sees(&session, "没存的内容只在内存里");
    session.press("f2 囍 esc").unwrap();
    sees(&session, "恢复文件写不成");
    disk.free();
    session.press("ctrl-s").unwrap();
    assert!(office.report().contains("饕餮囍"), "{}", shown(&session));
}

#[test]
fn a_disk_that_has_become_read_only() {
    let Some(disk) = Disk::mount() else { return };
    let office = Office::new(disk.0.path());
    let mut session = office.typed(true);
    disk.lock();
    fails_then_works(
        &office,
        &mut session,
        "只读的，请换一处保存或找管理员",
        || {
            disk.unlock();
        },
    );
}

#[test]
fn a_folder_that_is_moved_away_or_replaced() {
    let above = tempfile::tempdir().unwrap();
    let office = Office::new(above.path());
    let mut session = office.typed(true);
    let elsewhere = above.path().join("别处");
    fs::rename(&office.folder, &elsewhere).unwrap();
    fails_then_works(&office, &mut session, "请看看它是否被移走或改名", || {
        assert!(!office.folder.exists(), "no second project is made");
        fs::rename(&elsewhere, &office.folder).unwrap();
    });
    session.go_to("2024/0/1").unwrap();
    session.press("囍 esc").unwrap();
    fs::rename(&office.folder, &elsewhere).unwrap();
    let other = Office::new(above.path());
    let text = other.report().replacen("便民提示信息条", "便民信息条", 1);
    fs::write(other.path(), text).unwrap();
    session.press("ctrl-s").unwrap();
    sees(&session, "这里也有没存的改动");
    session.press("1 ctrl-s").unwrap();
    assert!(office.report().contains('囍') && office.report().contains("便民信息条"));
}

#[test]
fn a_file_that_has_become_a_folder() {
    let above = tempfile::tempdir().unwrap();
    let office = Office::new(above.path());
    let mut session = office.typed(true);
    fs::remove_file(office.path()).unwrap();
    fs::create_dir(office.path()).unwrap();
    fails_then_works(&office, &mut session, "这里是文件夹，不是文件", || {
        fs::remove_dir(office.path()).unwrap();
    });
}

#[test]
fn a_file_that_another_may_not_write() {
    let above = tempfile::tempdir().unwrap();
    let office = Office::new(above.path());
    let mode = |mode: u32| {
        let mode = std::os::unix::fs::PermissionsExt::from_mode(mode);
        fs::set_permissions(office.folder.join("reports"), mode).unwrap();
    };
    mode(0o555);
    if fs::write(office.folder.join("reports/甲"), "").is_ok() {
        eprintln!("this user may write everywhere: not tested");
        return;
    }
    mode(0o755);
    let mut session = office.typed(true);
    mode(0o555);
    fails_then_works(&office, &mut session, "没有权限，请找文件的主人或管理员", || mode(0o755));
}
