//! Nothing typed is lost: what is kept, what ends badly, what is offered afterwards.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use nianbao::app::Size;
use nianbao::runtime::{Headless, Loaded};
use nianbao::store::{self, Owner, Part, Snapshot};
use nianbao::ui::Theme;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

use crate::support::{self, copy, shown};

/// Opens the text of 2024 and puts the caret into its first paragraph.
const TO_TEXT: &str = "enter down down down down f2 end";

/// A copy of the practice project, and a state folder.
struct Office {
    project: TempDir,
    state: TempDir,
}

impl Office {
    fn new() -> Self {
        let (project, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/lianxi");
        copy(&sample, project.path());
        Self { project, state }
    }

    fn folder(&self) -> PathBuf {
        fs::canonicalize(self.project.path()).unwrap()
    }

    fn report(&self) -> String {
        fs::read_to_string(self.folder().join("reports/2024.ron")).unwrap()
    }

    /// What is kept in the state folder.
    fn kept(&self) -> Vec<String> {
        texts(&self.state.path().join("nianbao/recovery"))
    }

    fn versions(&self) -> Vec<String> {
        support::versions(&self.folder())
    }

    /// Leaves work as a session does that was killed: a title of its own.
    fn leave_work(&self, title: &str) {
        let opened = store::open(&self.folder()).unwrap();
        let mut report = opened.project.reports[&2024].clone();
        title.clone_into(&mut report.title);
        let me = Owner::this("张三".to_owned(), jiff::Timestamp::now());
        let by = Owner { pid: u32::MAX, ..me };
        let base = opened.files[&Part::Report(2024)].stamp;
        let folder = self.folder();
        let (at, report) = (by.since, &report);
        let snapshot = Snapshot { folder: &folder, base, by: &by, at, report, trail: None };
        store::keep(Some(&self.state_folder()), &snapshot).unwrap();
    }

    fn state_folder(&self) -> PathBuf {
        self.state.path().join("nianbao")
    }

    /// The interface without a terminal.
    fn open(&self) -> Headless {
        let found = store::open(&self.folder()).unwrap();
        let loaded = Loaded::of(found, Some(self.state_folder()), "李四");
        let theme = Theme::built_in("默认").unwrap();
        Headless::new(Some(loaded), Size { columns: 80, rows: 24 }, theme)
    }
}

fn texts(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let whole = entries.filter(|path| path.extension().is_some_and(|ending| ending == "ron"));
    whole.filter_map(|path| fs::read_to_string(path).ok()).collect()
}

#[test]
fn work_left_behind_is_offered_restored_unsaved_and_undone() {
    let office = Office::new();
    office.leave_work("饕餮");
    let mut session = office.open();
    let screen = shown(&session);
    for want in ["上次没有正常退出（张三，", "1 恢复", "2 不恢复，留作版本", "3 以后再说"]
    {
        assert!(screen.contains(want), "{want}\n{screen}");
    }
    session.press("1").unwrap();
    assert!(shown(&session).contains("已恢复 2024 年报没存的内容"), "{}", shown(&session));
    assert_eq!(session.state().report().unwrap().title, "饕餮");
    assert!(session.state().has_unsaved() && !office.report().contains("饕餮"));
    assert_eq!(office.kept().len(), 1, "it stays until the restored text is safe");
    session.press("ctrl-z").unwrap();
    assert_ne!(session.state().report().unwrap().title, "饕餮");
    session.press("ctrl-y ctrl-s").unwrap();
    assert!(office.report().contains("饕餮"));
    assert!(office.kept().is_empty() && office.open().state().recovered.is_empty());
}

#[test]
fn work_not_wanted_becomes_a_version_and_later_means_later() {
    let office = Office::new();
    office.leave_work("饕餮");
    office.open().press("3").unwrap();
    assert_eq!(office.kept().len(), 1);
    let mut session = office.open();
    session.press("2").unwrap();
    assert!(shown(&session).contains("没有恢复，留作版本"), "{}", shown(&session));
    assert!(office.kept().is_empty());
    let [version] = &office.versions()[..] else { panic!("{:?}", office.versions()) };
    assert!(version.contains("饕餮"));
}

#[test]
fn work_on_a_report_that_was_changed_since_is_not_restored_by_enter() {
    let office = Office::new();
    office.leave_work("饕餮");
    let path = office.folder().join("reports/2024.ron");
    fs::write(&path, office.report().replace("title: \"", "title: \"新")).unwrap();
    let mut session = office.open();
    assert!(shown(&session).contains("文件后来又改过"), "{}", shown(&session));
    session.press("enter").unwrap();
    assert!(!session.state().has_unsaved() && office.kept().len() == 1);
}

#[test]
fn a_damaged_snapshot_is_told_and_never_loaded() {
    let office = Office::new();
    office.leave_work("饕餮");
    let folder = office.state_folder().join("recovery");
    let path = fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 9]).unwrap();
    let mut session = office.open();
    assert!(shown(&session).contains("恢复文件坏了，没有载入"), "{}", shown(&session));
    session.press("enter").unwrap();
    assert!(!session.state().has_unsaved() && path.exists());
}

#[test]
fn what_is_kept_goes_when_it_is_saved_undone_or_let_go() {
    for (ending, why) in [("ctrl-s", "saved"), ("ctrl-z", "undone"), ("ctrl-q 3", "let go")] {
        let office = Office::new();
        let beside = office.folder().join(".nianbao/recovery");
        let mut session = office.open();
        session.press(TO_TEXT).unwrap();
        session.pause();
        assert!(texts(&beside).is_empty(), "nothing was typed");
        session.press("饕餮 esc").unwrap();
        session.pause();
        assert!(texts(&beside).first().is_some_and(|kept| kept.contains("饕餮")));
        session.press(ending).unwrap();
        session.pause();
        assert!(texts(&beside).is_empty(), "{why}");
    }
}

#[test]
fn where_nothing_can_be_written_the_state_line_says_so() {
    let office = Office::new();
    fs::write(office.folder().join(".nianbao"), "").unwrap();
    let mut session = office.open();
    session.press(TO_TEXT).unwrap();
    session.press("饕餮").unwrap();
    session.pause();
    let screen = shown(&session);
    assert!(screen.contains("没存的内容只在内存里"), "{screen}");
    session.press("esc").unwrap();
    assert!(shown(&session).contains("恢复文件写不成"), "{}", shown(&session));
    fs::remove_file(office.folder().join(".nianbao")).unwrap();
    session.press("f2 囍 esc").unwrap();
    session.pause();
    assert!(!shown(&session).contains("恢复文件写不成"), "{}", shown(&session));
}

#[test]
fn the_command_lists_and_restores_and_keeps_what_was_there() {
    let office = Office::new();
    let recover = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_nianbao"));
        command.arg("recover").arg(office.folder()).args(arguments).env_clear();
        let done = command.env("XDG_STATE_HOME", office.state.path()).output().unwrap();
        let said = format!("{}{}", text_of(&done.stdout), text_of(&done.stderr));
        (done.status.code(), said)
    };
    assert_eq!(recover(&[]), (Some(1), "没有没存的内容\n".to_owned()));
    let before = office.report();
    office.leave_work("饕餮");
    let (code, listed) = recover(&[]);
    assert!(code == Some(0) && listed.contains("张三　比已存的少"), "{listed}");
    let (_, json) = recover(&["--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let unsaved = &json["unsaved"][0];
    assert_eq!((&unsaved["year"], &unsaved["by"]), (&2024.into(), &"张三".into()));
    let (code, said) = recover(&["--restore", "2023"]);
    assert_eq!((code, said.as_str()), (Some(1), "2023 年报没有遗留的内容\n"));
    let (code, said) = recover(&["--restore", "2024"]);
    assert!(code == Some(0) && said.contains("原来的留作版本"), "{said}");
    assert!(office.report().contains("饕餮") && office.kept().is_empty());
    assert_eq!(office.versions(), [office.report(), before]);
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// `cargo test --release -- --ignored cost`: what keeping a report of 30 kB costs where it is drawn, and where it is written.
#[test]
#[ignore = "a measurement"]
fn the_cost_of_keeping() {
    let office = Office::new();
    let mut session = office.open();
    session.press(TO_TEXT).unwrap();
    while session.state().report().map_or(0, |report| format!("{report:?}").len()) < 32_000 {
        session.press("全年收到申请八十六件全年收到申请八十六件 enter").unwrap();
    }
    let report = session.state().report().unwrap().clone();
    let (mut clones, mut writes) = (Vec::new(), Vec::new());
    let folder = office.folder();
    let by = Owner::this("张三".to_owned(), jiff::Timestamp::now());
    for _ in 0..200 {
        let start = Instant::now();
        let taken = std::hint::black_box(report.clone());
        clones.push(start.elapsed());
        let (at, report) = (by.since, &taken);
        let snapshot = Snapshot { folder: &folder, base: None, by: &by, at, report, trail: None };
        let start = Instant::now();
        store::keep(Some(&office.state_folder()), &snapshot).unwrap();
        writes.push(start.elapsed());
    }
    let size = office.kept()[0].len();
    clones.sort();
    writes.sort();
    let at = |times: &[Duration], of: usize| times[times.len() * of / 100];
    println!("{size} B: clone p50 {:?} p99 {:?}", at(&clones, 50), at(&clones, 99));
    println!("write p50 {:?} p99 {:?}", at(&writes, 50), at(&writes, 99));
    assert!(at(&clones, 50) <= Duration::from_micros(100));
}

/// Whoever waits longer waits in vain.
const DEADLINE: Duration = Duration::from_secs(30);

/// The program in a terminal.
struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    line: Option<(Box<dyn MasterPty + Send>, Box<dyn Write + Send>)>,
    /// The reader shall let go of the line at its next read.
    deaf: Arc<AtomicBool>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
}

impl Terminal {
    fn open(office: &Office) -> Self {
        let pair = native_pty_system().openpty(PtySize::default()).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_nianbao"));
        command.args(["--width", "narrow"]);
        command.arg(office.folder());
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("LANG", "zh_CN.UTF-8");
        command.env("XDG_STATE_HOME", office.state.path());
        let child = pair.slave.spawn_command(command).unwrap();
        let mut from = pair.master.try_clone_reader().unwrap();
        let (to, output) = channel();
        let deaf = Arc::new(AtomicBool::new(false));
        let ear = Arc::clone(&deaf);
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = from.read(&mut buffer) {
                if ear.load(Ordering::Relaxed) || to.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let keyboard = pair.master.take_writer().unwrap();
        let line = Some((pair.master, keyboard));
        Self { child, line, deaf, output, screen: vt100::Parser::default() }
    }

    /// Waits until something holds, taking what the program writes meanwhile.
    fn until(&mut self, what: &str, holds: impl Fn(&str) -> bool) {
        let end = Instant::now() + DEADLINE;
        while !holds(&self.screen.screen().contents()) {
            assert!(Instant::now() < end, "no {what}:\n{}", self.screen.screen().contents());
            match self.output.recv_timeout(Duration::from_millis(20)) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => thread::yield_now(),
            }
        }
    }

    fn until_shown(&mut self, words: &str) {
        self.until(words, |screen| screen.contains(words));
    }

    fn send(&mut self, keys: &str) {
        let (_, keyboard) = self.line.as_mut().unwrap();
        keyboard.write_all(keys.as_bytes()).unwrap();
    }

    /// Opens the text and types behind its first paragraph.
    fn type_in_text(&mut self, words: &str) {
        self.until_shown("2024");
        self.send("\r\x1b[B\x1b[B\x1b[B\x1b[B\x1bOQ\x1b[F");
        self.until_shown("编辑");
        self.send(words);
        self.until_shown(words);
    }

    fn signal(&self, signal: rustix::process::Signal) {
        let pid = i32::try_from(self.child.process_id().unwrap()).unwrap();
        let pid = rustix::process::Pid::from_raw(pid).unwrap();
        rustix::process::kill_process(pid, signal).unwrap();
    }

    /// Closes the line, as a connection that breaks. Whatever is drawn next makes the reader let go of it too.
    fn hang_up(&mut self) {
        self.deaf.store(true, Ordering::Relaxed);
        self.send("\x1b[H");
        self.line = None; // which types a line end, at the start of the row
    }

    /// Waits until the program has ended.
    fn ended(mut self) {
        let end = Instant::now() + DEADLINE;
        while self.child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < end, "it goes on");
            // Output that nobody takes would hold the program.
            let _ = self.output.recv_timeout(Duration::from_millis(20));
        }
    }
}

#[test]
fn what_was_typed_before_a_kill_is_there_again() {
    let office = Office::new();
    let mut terminal = Terminal::open(&office);
    terminal.type_in_text("饕餮盛宴");
    terminal.until("snapshot", |_| office.kept().iter().any(|kept| kept.contains("饕餮盛宴")));
    terminal.signal(rustix::process::Signal::KILL);
    terminal.ended();
    assert!(!office.report().contains("饕餮盛宴"));

    let mut terminal = Terminal::open(&office);
    terminal.until_shown("比已存的多 4 字");
    terminal.send("1");
    terminal.until_shown("已恢复 2024 年报没存的内容");
    terminal.send("\x13");
    terminal.until_shown("2024 年报已存");
    assert!(office.report().contains("饕餮盛宴"));
    assert!(office.kept().is_empty(), "{:?}", office.kept());
    terminal.send("\x11");
    terminal.ended();
}

#[test]
fn what_was_typed_last_is_kept_when_the_line_or_the_machine_goes() {
    use rustix::process::Signal;
    for ending in [Some(Signal::TERM), Some(Signal::HUP), None] {
        let office = Office::new();
        let mut terminal = Terminal::open(&office);
        terminal.type_in_text("饕餮盛宴");
        match ending {
            Some(signal) => terminal.signal(signal),
            None => terminal.hang_up(),
        }
        terminal.ended();
        let kept = office.kept().iter().any(|kept| kept.contains("饕餮盛宴"));
        assert!(kept, "{ending:?}");
    }
}

/// Types without a pause until a moment that differs from round to round, kills, and looks what is left: everything that
/// was typed more than a second before (and what a busy disk may take), in its order; the report itself untouched.
fn kill_while_typing(round: u64) {
    const LATEST: Duration = Duration::from_secs(2);
    let office = Office::new();
    let before = office.report();
    let mut terminal = Terminal::open(&office);
    terminal.type_in_text("饕餮");
    let (start, end) = (Instant::now(), Duration::from_millis(round * 787 % 3500));
    let mut typed: Vec<(char, Instant)> = Vec::new();
    for glyph in '\u{9c00}'..'\u{9fa0}' {
        if start.elapsed() > end {
            break;
        }
        terminal.send(&glyph.to_string());
        terminal.until("character", |screen| screen.contains(glyph));
        typed.push((glyph, Instant::now()));
    }
    terminal.signal(rustix::process::Signal::KILL);
    let killed = Instant::now();
    terminal.ended();
    assert_eq!(office.report(), before, "round {round}");
    let old = typed.iter().filter(|(_, when)| *when + LATEST < killed);
    let old: String = old.map(|(glyph, _)| glyph).collect();
    let opened = store::open(&office.folder()).unwrap();
    let me = Owner::this(String::new(), jiff::Timestamp::now());
    let found = store::orphans(Some(&office.state_folder()), &opened, &me);
    let Some(orphan) = found.first() else {
        assert!(start + LATEST > killed, "round {round}: nothing was kept");
        return;
    };
    let work = orphan.work.as_ref().unwrap_or_else(|damage| panic!("round {round}: {damage}"));
    let mut texts = work.report.sections.iter().flat_map(nianbao::model::Section::paragraphs);
    let there = texts.any(|paragraph| paragraph.text.contains(&format!("饕餮{old}")));
    assert!(there, "round {round}: {} characters, not all there", old.chars().count());
}

#[test]
fn nothing_older_than_a_second_is_lost_by_a_kill() {
    (1..=3).for_each(kill_while_typing);
}

#[test]
#[ignore = "takes some minutes"]
fn nothing_older_than_a_second_is_lost_by_any_of_200_kills() {
    (1..=200).for_each(kill_while_typing);
}
