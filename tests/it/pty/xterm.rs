//! A real xterm on a display without a screen: what the program writes goes in, and what xterm then shows is printed.
//!
//! xterm runs two copies of `cat`: one sends on what it answers and types, the other takes what it prints.

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use rustix::fs::{CWD, FileType, Mode, mknodat};
use tempfile::TempDir;

/// An xterm of 80×24 cells.
pub(super) struct Window {
    display: Child,
    xterm: Child,
    /// What is written here is shown.
    line: File,
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
            "tty > {}; stty raw -echo; exec cat > {}",
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
        let line = fs::read_to_string(path("line")).expect("where xterm's line is");
        let line = OpenOptions::new().write(true).open(line.trim()).expect("xterm's line");
        Some(Self { display, xterm, line, folder })
    }

    /// What xterm answers and what is typed in it.
    pub(super) fn keys(&self) -> File {
        File::open(self.folder.path().join("keys")).expect("what xterm sends")
    }

    /// Shows bytes.
    pub(super) fn show(&mut self, bytes: &[u8]) {
        self.line.write_all(bytes).expect("xterm reads");
    }

    /// The rows that xterm shows now (media copy), without blanks at their ends.
    pub(super) fn rows(&mut self) -> Vec<String> {
        self.show(b"\x1b[i");
        let mut printed = Vec::new();
        let mut from = File::open(self.folder.path().join("printed")).expect("what xterm prints");
        from.read_to_end(&mut printed).expect("what xterm prints");
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
