//! A terminal with the real program in it: bytes go in, an emulator shows what comes out and answers what is asked.
//!
//! Nothing here waits for a while: every wait ends when something has come to be, or fails at its deadline.

use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZero;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::mpsc::channel;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use nianbao::text::width::Widths;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{ControlModes, InputModes, LocalModes, OutputModes, tcgetattr};

/// Whoever waits longer waits in vain.
const DEADLINE: Duration = Duration::from_secs(20);
/// What stands on the screen before the program takes it over.
const BEFORE: &str = "$ nianbao\r\n";

/// How the terminal answers questions, and so how wide it draws ambiguous glyphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// At once, ambiguous glyphs one column wide.
    Narrow,
    /// At once, ambiguous glyphs two columns wide.
    Wide,
    /// Answers are held until [`Terminal::answer`].
    Slow { wide: bool },
    /// This instead of each answer.
    Garbage(&'static str),
}

impl Kind {
    fn is_wide(self) -> bool {
        matches!(self, Self::Wide | Self::Slow { wide: true })
    }
}

/// The program in its terminal.
pub(super) struct Terminal {
    shared: Arc<Shared>,
    master: Option<Box<dyn MasterPty + Send>>,
    reader: Option<JoinHandle<()>>,
    child: Box<dyn Child + Send + Sync>,
    has_ended: bool,
    /// The program's end of the line, held open so that its modes can be read after the program has gone.
    end: File,
    before: Modes,
}

/// The modes of a line that a program may leave behind changed.
pub(super) type Modes = (InputModes, OutputModes, LocalModes, ControlModes);

#[derive(Default)]
struct Ear {
    answers: Vec<u8>,
    garbage: Option<&'static str>,
}

impl vt100::Callbacks for Ear {
    fn unhandled_csi(
        &mut self,
        screen: &mut vt100::Screen,
        i1: Option<u8>,
        _: Option<u8>,
        params: &[&[u16]],
        last: char,
    ) {
        let answer = match (i1, params, last) {
            (None, [[6]], 'n') => {
                let (row, column) = screen.cursor_position();
                format!("\x1b[{};{}R", row + 1, column + 1)
            }
            (None, _, 'c') => "\x1b[?62;22c".to_owned(),
            _ => return,
        };
        let answer = self.garbage.map_or(answer, str::to_owned);
        self.answers.extend_from_slice(answer.as_bytes());
    }
}

struct Seen {
    parser: vt100::Parser<Ear>,
    /// Everything that was written, and what is not yet a whole character.
    written: Vec<u8>,
    rest: Vec<u8>,
    held: Vec<u8>,
    kind: Kind,
    /// The reader shall end at its next read.
    deaf: bool,
}

struct Shared {
    seen: Mutex<Seen>,
    changed: Condvar,
    keyboard: Mutex<Option<Box<dyn Write + Send>>>,
}

impl Shared {
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn send(&self, bytes: &[u8]) {
        let mut keyboard = self.keyboard.lock().expect("a keyboard");
        if let Some(keyboard) = keyboard.as_mut() {
            // The program may have gone meanwhile, as it may from a real terminal.
            let _ = keyboard.write_all(bytes);
        }
    }

    /// Reads until the line is dead or nobody listens.
    fn read(&self, mut from: Box<dyn Read + Send>) {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = from.read(&mut buffer) {
            let mut seen = self.seen();
            if seen.deaf {
                return;
            }
            let answers = seen.take(&buffer[..count]);
            drop(seen);
            self.changed.notify_all();
            if !answers.is_empty() {
                self.send(&answers);
            }
        }
    }
}

impl Seen {
    /// Shows bytes; gives the answers to be sent now.
    fn take(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.written.extend_from_slice(bytes);
        self.rest.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.rest) {
            Ok(text) => text.len(),
            Err(error) => {
                assert_eq!(error.error_len(), None, "output is UTF-8: {:?}", self.rest);
                error.valid_up_to()
            }
        };
        let tail = self.rest.split_off(whole);
        let text = String::from_utf8(std::mem::replace(&mut self.rest, tail)).expect("checked");
        self.parser.process(shown(self.kind, &text).as_bytes());
        let answers = std::mem::take(&mut self.parser.callbacks_mut().answers);
        if matches!(self.kind, Kind::Slow { .. }) {
            self.held.extend_from_slice(&answers);
            return Vec::new();
        }
        answers
    }

    /// What was written from a byte on, up to now; nothing in the midst of a glyph or a frame.
    fn whole_from(&self, at: usize) -> &[u8] {
        let piece = self.written.get(at..).unwrap_or_default();
        let last = |mark: &[u8]| piece.windows(mark.len()).rposition(|bytes| bytes == mark);
        let open = last(b"\x1b[?2026h") > last(b"\x1b[?2026l");
        let cut = piece.rsplit(|byte| *byte == 0x1b).next().filter(|tail| tail.len() < piece.len());
        let cut = cut.is_some_and(|tail| {
            !tail.starts_with(b"7")
                && !tail.starts_with(b"8")
                && !tail.iter().any(u8::is_ascii_alphabetic)
        });
        if open || cut || !self.rest.is_empty() { &[] } else { piece }
    }

    fn rows(&self) -> Vec<String> {
        let (_, columns) = self.parser.screen().size();
        let rows = self.parser.screen().rows(0, columns.get());
        rows.map(|row| row.trim_end().to_owned()).collect()
    }
}

/// Text as a terminal of this kind draws it: the emulator has no ambiguous glyphs two columns wide, so a glyph that it
/// draws so stands in for each.
pub(super) fn shown(kind: Kind, text: &str) -> String {
    let stand_in = |c: char| {
        let mut space = [0; 4];
        let glyph: &str = c.encode_utf8(&mut space);
        if Widths::NARROW.glyph(glyph) < Widths::WIDE.glyph(glyph) { '〓' } else { c }
    };
    if kind.is_wide() { text.chars().map(stand_in).collect() } else { text.to_owned() }
}

/// The program that is tested.
pub(super) const NIANBAO: &str = env!("CARGO_BIN_EXE_nianbao");

/// What to start.
pub(super) struct Start<'a> {
    pub(super) program: &'a str,
    pub(super) arguments: Vec<&'a str>,
    /// The whole environment.
    pub(super) environment: Vec<(&'a str, &'a str)>,
    pub(super) folder: &'a Path,
    pub(super) size: (u16, u16),
    pub(super) kind: Kind,
}

impl Terminal {
    pub(super) fn start(start: &Start) -> Self {
        let pair = native_pty_system().openpty(pty(start.size)).expect("a terminal");
        let name = pair.master.tty_name().expect("its name");
        let mut open = File::options();
        open.read(true).write(true);
        open.custom_flags(rustix::fs::OFlags::NOCTTY.bits().cast_signed());
        let end = open.open(name).expect("its other end");
        let before = modes(&end);
        let mut command = CommandBuilder::new(start.program);
        command.args(&start.arguments);
        command.env_clear();
        command.cwd(start.folder);
        for (name, value) in &start.environment {
            command.env(name, value);
        }
        let (columns, rows) = cells(start.size);
        let garbage = if let Kind::Garbage(garbage) = start.kind { Some(garbage) } else { None };
        let ear = Ear { garbage, ..Ear::default() };
        let mut parser = vt100::Parser::new_with_callbacks(rows, columns, 0, ear);
        parser.process(BEFORE.as_bytes());
        let seen = Seen {
            parser,
            written: Vec::new(),
            rest: Vec::new(),
            held: Vec::new(),
            kind: start.kind,
            deaf: false,
        };
        let keyboard = pair.master.take_writer().expect("a keyboard");
        let shared = Arc::new(Shared {
            seen: Mutex::new(seen),
            changed: Condvar::new(),
            keyboard: Mutex::new(Some(keyboard)),
        });
        let eyes = pair.master.try_clone_reader().expect("eyes");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        let reads = Arc::clone(&shared);
        let reader = Some(thread::spawn(move || reads.read(eyes)));
        Self { shared, master: Some(pair.master), reader, child, has_ended: false, end, before }
    }

    /// Types, in one write.
    pub(super) fn send(&self, keys: impl AsRef<[u8]>) {
        self.shared.send(keys.as_ref());
    }

    /// Waits until the screen is as wanted.
    pub(super) fn until(&self, what: &str, holds: impl Fn(&[String]) -> bool) {
        self.wait(what, |seen| holds(&seen.rows()));
    }

    /// Waits until some row holds this.
    pub(super) fn until_row(&self, holds: &str) {
        self.until(holds, |rows| rows.iter().any(|row| row.contains(holds)));
    }

    /// Waits until the screen shows these rows, and the cursor stands there if it is to be seen.
    pub(super) fn until_screen(&self, rows: &[String], cursor: Option<(u16, u16)>) {
        self.wait(&format!("{}\ncursor {cursor:?}", rows.join("\n")), |seen| {
            let screen = seen.parser.screen();
            let place = cursor.map(|(x, y)| (y, x));
            let at = (!screen.hide_cursor()).then(|| screen.cursor_position());
            at == place && seen.rows() == rows
        });
    }

    /// Waits until the terminal was asked and holds its answers back.
    pub(super) fn until_asked(&self) {
        self.wait("questions", |seen| seen.held.ends_with(b"c"));
    }

    /// Waits until the program has given the screen back with the shell's lines on it.
    pub(super) fn until_given_back(&self) {
        self.wait("the screen given back", |seen| {
            let screen = seen.parser.screen();
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
                && screen.fgcolor() == vt100::Color::Default
                && screen.contents().starts_with(BEFORE.trim_end())
        });
    }

    fn wait(&self, what: &str, holds: impl Fn(&Seen) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        let mut seen = self.shared.seen();
        while !holds(&seen) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "never came: {what}\n--- the screen is\n{}\ncursor {:?}",
                seen.rows().join("\n"),
                seen.parser.screen().cursor_position()
            );
            seen = self.shared.changed.wait_timeout(seen, left).expect("no panic").0;
        }
    }

    /// Whether nothing is written for so long.
    pub(super) fn is_silent_for(&self, time: Duration) -> bool {
        let seen = self.shared.seen();
        let before = seen.written.len();
        let changes = |seen: &mut Seen| seen.written.len() == before;
        let waited = self.shared.changed.wait_timeout_while(seen, time, changes);
        waited.expect("no panic").1.timed_out()
    }

    /// Waits until nothing was written for so long.
    pub(super) fn until_silent_for(&self, time: Duration) {
        let deadline = Instant::now() + DEADLINE;
        while !self.is_silent_for(time) {
            assert!(Instant::now() < deadline, "never silent: {}", self.written());
        }
    }

    /// Sends the answers that were held back, and answers at once from now on.
    pub(super) fn answer(&self) {
        let mut seen = self.shared.seen();
        let held = std::mem::take(&mut seen.held);
        seen.kind = if seen.kind.is_wide() { Kind::Wide } else { Kind::Narrow };
        drop(seen);
        assert!(!held.is_empty(), "something was asked");
        self.send(held);
    }

    /// Gives the window another size and tells the program.
    pub(super) fn resize(&self, size: (u16, u16)) {
        let (columns, rows) = cells(size);
        let mut seen = self.shared.seen();
        seen.parser.screen_mut().set_size(rows, columns);
        let master = self.master.as_ref().expect("not hung up");
        master.resize(pty(size)).expect("resized");
    }

    /// Somebody else sees what is written and answers.
    pub(super) fn answered_by(&self, mut other: File) {
        let shared = Arc::clone(&self.shared);
        thread::spawn(move || {
            let mut buffer = [0; 256];
            while let Ok(count @ 1..) = other.read(&mut buffer) {
                shared.send(&buffer[..count]);
            }
        });
    }

    /// Hands on what is written from a byte on, whole frames and glyphs alone, and asks after each piece whether all is as
    /// wanted; gives back how much was written by then, none if it never was.
    pub(super) fn hand_on(
        &self,
        from: usize,
        mut wanted: impl FnMut(&[u8]) -> bool,
    ) -> Option<usize> {
        let deadline = Instant::now() + DEADLINE;
        let mut at = from;
        loop {
            let piece = self.shared.seen().whole_from(at).to_vec();
            at += piece.len();
            if wanted(&piece) {
                return Some(at);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            let seen = self.shared.seen();
            let waits = |seen: &mut Seen| seen.whole_from(at).is_empty();
            let waited = self.shared.changed.wait_timeout_while(seen, left, waits);
            if waited.expect("no panic").1.timed_out() {
                return None;
            }
        }
    }

    /// Everything that was written so far.
    pub(super) fn written(&self) -> String {
        String::from_utf8_lossy(&self.shared.seen().written).into_owned()
    }

    /// Types something that makes the program write, and after the first bytes of that reads no more, as a client does
    /// that hangs.
    pub(super) fn send_and_read_no_more(&mut self, keys: impl AsRef<[u8]>) {
        self.shared.seen().deaf = true;
        self.send(keys);
        self.reader.take().expect("a reader").join().expect("no panic");
    }

    /// The line drops.
    pub(super) fn hang_up(&mut self) {
        self.send_and_read_no_more("\x0c");
        *self.shared.keyboard.lock().expect("a keyboard") = None;
        self.master = None;
    }

    pub(super) fn signal(&self, signal: Signal) {
        kill_process(self.pid().expect("a process"), signal).expect("sent");
    }

    /// Sends a signal to the job that a shell runs in the foreground.
    pub(super) fn signal_job(&self, signal: Signal) {
        let master = self.master.as_ref().expect("not hung up");
        let job = master.process_group_leader().and_then(Pid::from_raw);
        kill_process(job.expect("a job"), signal).expect("sent");
    }

    fn pid(&self) -> Option<Pid> {
        self.child.process_id().and_then(|pid| Pid::from_raw(pid.cast_signed()))
    }

    /// Processor time that the program has used so far, in ticks of the system (10 ms), where the system tells.
    pub(super) fn ticks(&self) -> Option<u64> {
        let pid = self.child.process_id()?;
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
        Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
    }

    /// Waits for the program's end: its exit code, or none if it did not end in time and was killed.
    pub(super) fn exit(&mut self, within: Duration) -> Option<u32> {
        let pid = self.pid().expect("a process");
        let (ended, end) = channel();
        self.has_ended = true;
        thread::scope(|scope| {
            let child = &mut self.child;
            scope.spawn(move || ended.send(child.wait()));
            let status = end.recv_timeout(within).ok();
            if status.is_none() {
                kill_process(pid, Signal::KILL).expect("killed");
            }
            status.map(|status| status.expect("a status").exit_code())
        })
    }

    /// Whether the line's modes are as they were before the program came.
    pub(super) fn has_its_modes_back(&self) -> bool {
        modes(&self.end) == self.before
    }

    /// Whether the line is raw, as it is while the program runs.
    pub(super) fn is_raw(&self) -> bool {
        !modes(&self.end).2.intersects(LocalModes::ICANON | LocalModes::ECHO)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if !self.has_ended
            && let Some(pid) = self.pid()
        {
            let _ = kill_process(pid, Signal::KILL);
            let _ = self.child.wait();
        }
    }
}

fn modes(end: &File) -> Modes {
    let modes = tcgetattr(end).expect("modes");
    (modes.input_modes, modes.output_modes, modes.local_modes, modes.control_modes)
}

fn pty((cols, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols, ..PtySize::default() }
}

fn cells((columns, rows): (u16, u16)) -> (NonZero<u16>, NonZero<u16>) {
    let cells = |number| NonZero::new(number).expect("a screen has cells");
    (cells(columns), cells(rows))
}
