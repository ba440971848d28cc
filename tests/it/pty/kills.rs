//! Nothing is lost however the program ends: it edits and saves in a real terminal and is killed, told to end, or cut off at
//! moments that differ from round to round.
//!
//! Every character that is typed is another one, so that what is there afterwards can be counted.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use nianbao::model::Report;
use nianbao::store::{self, Owner, Part};
use rustix::process::Signal;
use tempfile::TempDir;

use super::terminal::{Kind, NIANBAO, Start, Terminal};
use super::{bytes, sample};
use crate::support::copy;

/// Whoever waits longer waits in vain.
const DEADLINE: Duration = Duration::from_secs(20);

/// How a round ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// SIGKILL
    Killed,
    /// SIGTERM
    Told,
    /// SIGHUP
    HungUp,
    /// The terminal is gone, as when an SSH connection breaks.
    Cut,
}

/// One user who goes on and on.
struct Lane {
    project: TempDir,
    state: TempDir,
    chance: u64,
    /// The next character that nobody has typed yet.
    next: u32,
    /// What is in the report, in the order in which it was typed.
    typed: Vec<char>,
    /// So much of it is in the file for sure, and so much may be.
    saved: (usize, usize),
    /// So much of it must not be lost any more.
    safe: usize,
}

impl Lane {
    fn new(chance: u64) -> Self {
        let (project, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        copy(&sample(), project.path());
        let (typed, saved, safe) = (Vec::new(), (0, 0), 0);
        Self { project, state, chance, next: 0x3400, typed, saved, safe }
    }

    fn draw(&mut self, below: u64) -> u64 {
        self.chance = self
            .chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.chance >> 33) % below
    }

    fn folder(&self) -> PathBuf {
        fs::canonicalize(self.project.path()).unwrap()
    }

    fn start(&self) -> Terminal {
        let project = self.project.path().to_str().unwrap();
        let state = self.state.path().to_str().unwrap();
        Terminal::start(&Start {
            program: NIANBAO,
            arguments: vec!["--width", "narrow", "--at", "2024/1/1", project],
            environment: vec![
                ("TERM", "xterm-256color"),
                ("LANG", "zh_CN.UTF-8"),
                ("XDG_STATE_HOME", state),
            ],
            folder: self.project.path(),
            size: (80, 24),
            kind: Kind::Narrow,
        })
    }

    /// What ended sessions have left.
    fn orphans(&self) -> Vec<store::Orphan> {
        let opened = store::open(&self.folder()).unwrap();
        let me = Owner::this(String::new(), jiff::Timestamp::now());
        store::orphans(Some(&self.state.path().join("nianbao")), &opened, &me)
    }

    /// How much of what was typed a report holds; without a gap.
    fn held(&self, report: &Report) -> usize {
        let glyphs: BTreeSet<char> = format!("{report:?}").chars().collect();
        let count = self.typed.iter().filter(|glyph| glyphs.contains(glyph)).count();
        let begin = self.typed.iter().take(count).all(|glyph| glyphs.contains(glyph));
        assert!(begin, "what was typed first is there first: {count} of {}", self.typed.len());
        count
    }

    /// One user's session, until it ends in this way.
    fn round(&mut self, ending: Ending) {
        let restores = self.tidy();
        let mut terminal = self.start();
        if restores {
            terminal.until_row("1 恢复");
            terminal.send("1");
            terminal.until_row("已恢复 2024 年报没存的内容");
        }
        terminal.until_row("编辑");
        for _ in 0..=self.draw(4) {
            self.act(&terminal);
        }
        if self.draw(2) == 0 {
            let moment = Duration::from_millis(self.draw(12));
            terminal.is_silent_for(moment);
        }
        match ending {
            Ending::Killed => terminal.signal(Signal::KILL),
            Ending::Told => terminal.signal(Signal::TERM),
            Ending::HungUp => terminal.signal(Signal::HUP),
            Ending::Cut => terminal.hang_up(),
        }
        assert!(terminal.exit(DEADLINE).is_some(), "{ending:?}: it goes on");
        if ending != Ending::Killed {
            // All that had arrived is kept.
            self.safe = self.typed.len();
        }
        self.look(ending);
    }

    /// Leaves one piece of unsaved work at most, to be offered at the next start; says whether there is one.
    fn tidy(&self) -> bool {
        let mut found = self.orphans();
        found.sort_by_key(|orphan| orphan.when);
        let newest = found.pop();
        let stays = newest.filter(|orphan| orphan.work.as_ref().is_ok_and(|work| !work.moved_on));
        let stays = stays.map(|orphan| orphan.path);
        for orphan in self.orphans().into_iter().filter(|it| Some(&it.path) != stays.as_ref()) {
            store::discard(&self.folder(), orphan.year, &orphan.path).unwrap();
        }
        stays.is_some()
    }

    fn act(&mut self, terminal: &Terminal) {
        match self.draw(6) {
            0..4 => {
                let count = 1 + usize::try_from(self.draw(6)).unwrap();
                let words: String = (0..count).filter_map(|_| self.glyph()).collect();
                terminal.send(&words);
                self.typed.extend(words.chars());
                let last = words.chars().last().unwrap().to_string();
                terminal.until_row(&last);
            }
            4 if self.typed.len() > self.saved.1 => {
                let last = *self.typed.last().unwrap();
                let end = Instant::now() + DEADLINE;
                while !self.is_kept(last) {
                    assert!(Instant::now() < end, "nothing is kept");
                    terminal.is_silent_for(Duration::from_millis(10));
                }
                self.safe = self.typed.len();
            }
            5 if self.typed.len() > self.saved.1 => {
                terminal.send(bytes("ctrl-s"));
                self.saved.1 = self.typed.len();
                if self.draw(2) == 0 {
                    terminal.until_row("2024 年报已存（");
                    self.saved.0 = self.typed.len();
                    self.safe = self.typed.len();
                }
            }
            _ => {}
        }
    }

    fn glyph(&mut self) -> Option<char> {
        self.next += 1;
        char::from_u32(self.next)
    }

    /// Whether a snapshot with this character is on disk.
    fn is_kept(&self, glyph: char) -> bool {
        let folder = self.state.path().join("nianbao/recovery");
        let files = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
        let whole = files.filter(|file| file.path().extension().is_some_and(|it| it == "ron"));
        whole.filter_map(|file| fs::read_to_string(file.path()).ok()).any(|it| it.contains(glyph))
    }

    /// What is there: the file whole, old or new; nothing lost that was safe.
    fn look(&mut self, ending: Ending) {
        let report = store::read_report(&Part::Report(2024).path(&self.folder())).unwrap();
        let file = self.held(&report);
        let (least, most) = self.saved;
        assert!((least..=most).contains(&file), "{ending:?}: {file}, not {least} to {most}");
        let mut there = file;
        for orphan in self.orphans() {
            let work = orphan.work.unwrap_or_else(|damage| panic!("{ending:?}: {damage}"));
            there = there.max(self.held(&work.report));
        }
        assert!(there >= self.safe, "{ending:?}: {there} of {} that were safe", self.safe);
        self.typed.truncate(there);
        (self.saved, self.safe) = ((file, file), there);
        assert!(leftovers(&self.folder().join("reports")) <= 1, "the last save's, and no more");
    }
}

/// Files that a save has left behind.
fn leftovers(folder: &Path) -> usize {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| name.to_string_lossy().starts_with('.')).count()
}

/// So many rounds, in some lanes side by side: each of them mostly waits.
fn rounds(count: u64, endings: &[Ending]) {
    const LANES: u64 = 4;
    /// A report that grows for ever is slow to draw.
    const LONGEST: u64 = 25;
    thread::scope(|scope| {
        for lane in 0..LANES {
            scope.spawn(move || {
                let mut user = Lane::new(lane);
                for round in 0..count / LANES {
                    if round % LONGEST == 0 {
                        user = Lane::new(lane + LANES * round);
                    }
                    let ending = usize::try_from(round).unwrap() % endings.len();
                    user.round(endings[ending]);
                }
            });
        }
    });
}

#[test]
fn two_hundred_kills_lose_nothing() {
    rounds(200, &[Ending::Killed]);
}

#[test]
fn whoever_is_told_to_end_or_cut_off_keeps_all_that_was_typed() {
    rounds(48, &[Ending::Told, Ending::HungUp, Ending::Cut]);
}

#[test]
#[ignore = "takes about an hour"]
fn ten_thousand_kills_lose_nothing() {
    rounds(10_000, &[Ending::Killed]);
}

#[test]
#[ignore = "takes about ten minutes"]
fn a_thousand_broken_lines_lose_nothing() {
    rounds(1_000, &[Ending::Told, Ending::HungUp, Ending::Cut]);
}
