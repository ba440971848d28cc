//! A real xterm on a display without a screen: what the program writes goes in, and what xterm then shows is printed.
//!
//! xterm runs two copies of `cat`: one sends on what it answers and types, the other takes what it prints.

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use rustix::fs::{CWD, FileType, Mode, mknodat};
use tempfile::TempDir;

/// Whoever waits longer for xterm waits in vain.
const SOON: Duration = Duration::from_secs(4);

/// An xterm of 80×24 cells.
pub(super) struct Window {
    display: Child,
    xterm: Child,
    /// What is written here is shown.
    line: File,
    /// What was printed, a page each.
    printed: Receiver<Vec<u8>>,
    folder: TempDir,
}

impl Window {
    /// Opens a window with these further arguments; none where there is no xterm or no display without a screen.
    pub(super) fn open(arguments: &[&str]) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        for name in ["keys", "printed", "line"] {
            pipe(&path(name));
        }
        let mut display = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut number = String::new();
        BufReader::new(display.stdout.take()?).read_line(&mut number).ok()?;
        let relay = format!(
            "stty raw -echo; tty > {}; exec cat > {}",
            path("line").display(),
            path("keys").display()
        );
        let printer = format!("XTerm*printerCommand: cat > {}", path("printed").display());
        let xterm = Command::new("xterm")
            .args([
                "-u8",
                "-geometry",
                "80x24",
                "-xrm",
                &printer,
                "-xrm",
                "XTerm*printAttributes: 0",
            ])
            .args(arguments)
            .args(["-e", "sh", "-c", &relay])
            .env("DISPLAY", format!(":{}", number.trim()))
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(xterm) = xterm else {
            display.kill().expect("the display ends");
            return None;
        };
        let line = pages(path("line")).recv_timeout(5 * SOON).expect("xterm starts");
        let line = String::from_utf8(line).expect("a path");
        let line = OpenOptions::new().write(true).open(line.trim()).expect("xterm's line");
        let printed = pages(path("printed"));
        Some(Self { display, xterm, line, printed, folder })
    }

    /// What xterm answers and what is typed in it.
    pub(super) fn keys(&self) -> File {
        File::open(self.folder.path().join("keys")).expect("what xterm sends")
    }

    /// Shows bytes.
    pub(super) fn show(&mut self, bytes: &[u8]) {
        self.line.write_all(bytes).expect("xterm reads");
    }

    /// The rows that xterm shows now (media copy), without blanks at their ends. Nothing may be half written.
    pub(super) fn rows(&mut self) -> Vec<String> {
        // A page that xterm started to print while it was busy may be lost: it is asked for again.
        let mut page = || {
            self.show(b"\x1b[i");
            self.printed.recv_timeout(SOON).ok()
        };
        let printed = page().or_else(&mut page).or_else(&mut page).expect("what xterm prints");
        String::from_utf8_lossy(&printed).split('\n').map(plain).take(24).collect()
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        for child in [&mut self.xterm, &mut self.display] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// What others write into a named pipe, each time up to its end.
fn pages(path: PathBuf) -> Receiver<Vec<u8>> {
    let (to, pages) = channel();
    thread::spawn(move || while fs::read(&path).is_ok_and(|page| to.send(page).is_ok()) {});
    pages
}

fn pipe(path: &Path) {
    mknodat(CWD, path, FileType::Fifo, Mode::RWXU, 0).expect("a named pipe");
}

/// A printed row without its attributes; the second half of a wide glyph is printed as U+FFFF.
fn plain(row: &str) -> String {
    let mut text = String::new();
    let mut chars = row.chars();
    while let Some(c) = chars.next() {
        match c {
            '\x1b' => match chars.next() {
                Some('[') => drop(chars.by_ref().find(char::is_ascii_alphabetic)),
                Some('#') => drop(chars.next()),
                _ => {}
            },
            '\u{FFFF}' | '\r' => {}
            c => text.push(c),
        }
    }
    text.trim_end().to_owned()
}
