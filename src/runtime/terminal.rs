//! The screen taken over and given back: exactly once, whatever happens in between.

use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, TryLockError};
use std::time::Duration;

use rustix::process::{Signal, getpgrp, getpid, getsid, kill_process};
use rustix::termios::Termios;

use crate::wire;

use super::surroundings::Surroundings;
use super::tty::Tty;

/// Takes the screen over: the alternate screen, cleared (some terminals have but one), and bracketed paste.
/// Gives it back: whatever may have been switched on is off, and where there is no alternate screen, the shell goes on
/// in a line of its own. Colours last: leaving the alternate screen brings those back that were saved last.
const LEAVE: &str = "\x1b[?2026l\x1b[m\x1b[r\x1b[4l\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[?7h\x1b[0 q\x1b[?25h\
                     \x1b[999;1H\n\x1b[?1049l\x1b[m";
/// Clicks and the wheel in the SGR form; no drags, for the client selects text with those.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";
/// How long the way out waits for a terminal that takes nothing.
const LAST_WORD: Duration = Duration::from_millis(300);

/// Why there can be no screen (不能开屏). The caller prints an overview instead.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Input or output is a file, a pipe, or closed.
    #[error("输入或输出不是终端，不能打开界面")]
    NoTerminal,
    /// `TERM` is `dumb` or unset: nobody knows how to move the cursor.
    #[error("终端类型（TERM）{}，不能打开界面；请在终端里运行，或先设 TERM=xterm", told(.0.as_ref()))]
    Dumb(Option<String>),
    /// The terminal shows another character set than UTF-8. In ASCII, for nothing else can be read there.
    #[error(
        "The terminal's character set is not UTF-8, so Chinese cannot be shown. Set it to UTF-8 and start again (PuTTY: Window > Translation; Xshell: File > Properties > Terminal > Encoding). Nothing was lost."
    )]
    NotUtf8,
    /// The terminal is there and does not obey.
    #[error("终端没有接受设置：{0}")]
    Failed(#[from] io::Error),
}

fn told(term: Option<&String>) -> String {
    term.map_or_else(|| "没有设置".to_owned(), |term| format!("是 {term}"))
}

/// The screen (屏幕) while it is ours. Dropping it gives it back.
#[derive(Debug)]
pub struct Screen {
    line: Arc<Line>,
    /// [`Screen::stop`] has entered again; the signal that tells of it is still to come.
    is_back: AtomicBool,
}

/// The line, and what it was like before; shared with the panic hook.
#[derive(Debug)]
pub(super) struct Line {
    tty: Tty,
    /// The modes to go back to; `None` while the screen is not ours.
    before: Mutex<Option<Termios>>,
}

impl Screen {
    /// Takes the screen of `tty` over, if it is one that can be drawn on.
    ///
    /// # Errors
    /// [`Refusal`] says what is missing; the terminal is then as it was.
    pub fn enter(tty: Tty, surroundings: &Surroundings) -> Result<Self, Refusal> {
        if !tty.is_terminal() {
            return Err(Refusal::NoTerminal);
        }
        if surroundings.is_dumb() {
            return Err(Refusal::Dumb(surroundings.term.clone()));
        }
        let line = Arc::new(Line { tty, before: Mutex::new(None) });
        let screen = Self { line, is_back: AtomicBool::new(false) };
        screen.line.enter()?; // on an error the drop gives back
        Ok(screen)
    }

    /// Takes the screen over again, after others have had it. What stood on it is gone: repaint, as all of it changed.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn enter_again(&self) -> io::Result<()> {
        self.line.enter()
    }

    /// Gives the screen back before the end. Does nothing if that was done; errors of a dead line are of no use here.
    pub fn leave(&self) {
        self.line.leave();
    }

    /// Gives the screen back, stops the process (挂起), and when it is continued takes the screen over again.
    ///
    /// The screen must then be painted anew. `false`, and nothing is done, if no shell could continue us: we are the session's first process, as in a terminal
    /// window opened for us or in `ssh host program`. To be called from the main thread.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn stop(&self) -> io::Result<bool> {
        if getsid(None)? == getpgrp() {
            return Ok(false);
        }
        self.leave();
        self.is_back.store(true, Ordering::Relaxed);
        kill_process(getpid(), Signal::STOP)?;
        self.enter_again()?;
        Ok(true)
    }

    /// The process was continued (`SIGCONT`): takes the screen over again, unless [`Screen::stop`] has done so. Says
    /// whether it did, and the screen must be painted anew.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn continued(&self) -> io::Result<bool> {
        if self.is_back.swap(false, Ordering::Relaxed) {
            return Ok(false);
        }
        self.enter_again()?;
        Ok(true)
    }

    /// Switches mouse reports on or off.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn set_mouse(&self, on: bool) -> io::Result<()> {
        self.line.put(if on { MOUSE_ON } else { MOUSE_OFF })
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        self.line.tty.size()
    }

    /// A second handle on the keys, for the reader.
    ///
    /// # Errors
    /// When the process has no handle left.
    pub fn keys(&self) -> io::Result<OwnedFd> {
        self.line.tty.keys()
    }

    /// Where frames are written to: unbuffered, each write in whole.
    pub fn out(&self) -> impl Write + '_ {
        &self.line.tty
    }

    pub(super) fn line(&self) -> Arc<Line> {
        Arc::clone(&self.line)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.line.leave();
    }
}

impl Line {
    fn enter(&self) -> io::Result<()> {
        let mut before = self.before();
        let modes = match before.take() {
            Some(modes) => modes,
            None => self.tty.modes()?,
        };
        let modes = before.insert(modes);
        self.tty.set_raw(modes)?;
        self.put(wire::ENTER)
    }

    /// Gives the screen back if it is ours. A thread that is just taking it or giving it back is not waited for, as it
    /// may be this one, panicking.
    pub(super) fn leave(&self) {
        let modes = match self.before.try_lock() {
            Ok(mut before) => before.take(),
            Err(TryLockError::Poisoned(before)) => before.into_inner().take(),
            Err(TryLockError::WouldBlock) => None,
        };
        let Some(modes) = modes else { return };
        // The line may be dead (EIO, ENXIO): then there is nothing to restore and nobody to tell.
        if self.tty.takes_bytes(LAST_WORD) {
            let _ = self.put(LEAVE);
        }
        let _ = self.tty.forget_keys();
        let _ = self.tty.set_modes(&modes);
    }

    /// The one way by which escape sequences of the screen itself go out.
    fn put(&self, sequence: &str) -> io::Result<()> {
        (&self.tty).write_all(sequence.as_bytes())
    }

    fn before(&self) -> MutexGuard<'_, Option<Termios>> {
        self.before.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::Read;

    use portable_pty::{MasterPty, PtySize, native_pty_system};
    use rustix::termios::{InputModes, LocalModes, tcgetattr};

    use super::*;

    /// What the user's end of a terminal sees, with the program's end.
    struct Desk {
        user: Box<dyn MasterPty + Send>,
        seen: Box<dyn Read + Send>,
        end: OwnedFd,
    }

    impl Desk {
        fn new() -> Self {
            let size = PtySize { rows: 24, cols: 80, ..PtySize::default() };
            let user = native_pty_system().openpty(size).expect("a terminal").master;
            let name = user.tty_name().expect("its name");
            let end =
                File::options().read(true).write(true).open(name).expect("its other end").into();
            let seen = user.try_clone_reader().expect("eyes");
            Self { user, seen, end }
        }

        fn tty(&self) -> Tty {
            Tty::new(self.end.try_clone().unwrap(), self.end.try_clone().unwrap())
        }

        fn enter(&self) -> Screen {
            Screen::enter(self.tty(), &named("xterm")).expect("a screen")
        }

        /// Everything written up to and with `last`.
        fn see(&mut self, last: &str) -> String {
            let mut seen = Vec::new();
            let mut buffer = [0; 256];
            while !String::from_utf8_lossy(&seen).ends_with(last) {
                let count = self.seen.read(&mut buffer).expect("something is written");
                seen.extend_from_slice(&buffer[..count]);
            }
            String::from_utf8(seen).expect("UTF-8")
        }

        fn write(&self, text: &str) {
            (&self.tty()).write_all(text.as_bytes()).expect("written");
        }
    }

    fn named(term: &str) -> Surroundings {
        Surroundings { term: Some(term.to_owned()), ..Surroundings::default() }
    }

    #[test]
    fn the_screen_is_given_back_once_as_it_was() {
        let mut desk = Desk::new();
        let before = tcgetattr(&desk.end).expect("modes");
        assert!(before.input_modes.contains(InputModes::IXON), "a new terminal has XON/XOFF");
        let screen = desk.enter();
        let raw = tcgetattr(&desk.end).expect("modes");
        assert!(!raw.input_modes.intersects(InputModes::IXON | InputModes::ICRNL));
        assert!(
            !raw.local_modes.intersects(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG)
        );
        screen.leave();
        screen.leave();
        drop(screen);
        let after = tcgetattr(&desk.end).expect("modes");
        assert_eq!(
            (after.input_modes, after.local_modes),
            (before.input_modes, before.local_modes)
        );
        assert_eq!(after.output_modes, before.output_modes);
        desk.write(".");
        let written = desk.see(".");
        assert_eq!(written.matches("\x1b[?1049h").count(), 1);
        assert_eq!(written.matches("\x1b[?1049l").count(), 1);
    }

    #[test]
    fn the_shell_finds_its_lines_as_it_left_them() {
        let size = |cells| std::num::NonZero::new(cells).unwrap();
        let mut shell = vt100::Parser::new(size(24), size(80), 0);
        shell.process("$ nianbao\r\n".as_bytes());
        let (before, at) = (shell.screen().contents(), shell.screen().cursor_position());
        shell.process(wire::ENTER.as_bytes());
        shell.process(format!("\x1b[5;10r\x1b[?25l\x1b[31m{MOUSE_ON}\x1b[12;7H年报").as_bytes());
        assert!(shell.screen().bracketed_paste());
        shell.process(LEAVE.as_bytes());
        let screen = shell.screen();
        assert_eq!((screen.contents(), screen.cursor_position()), (before, at));
        assert!(!screen.bracketed_paste() && !screen.hide_cursor() && !screen.alternate_screen());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert_eq!(screen.fgcolor(), vt100::Color::Default);
    }

    #[test]
    fn entering_again_repairs_what_a_shell_has_changed() {
        let mut desk = Desk::new();
        let before = tcgetattr(&desk.end).expect("modes");
        let screen = desk.enter();
        desk.tty().set_modes(&before).expect("as a shell does after a stop from outside");
        assert!(screen.continued().expect("entered"));
        assert!(!tcgetattr(&desk.end).unwrap().local_modes.contains(LocalModes::ECHO));
        drop(screen);
        assert!(tcgetattr(&desk.end).unwrap().local_modes.contains(LocalModes::ECHO));
        assert_eq!(desk.see(LEAVE).matches("\x1b[?1049h").count(), 2);
    }

    #[test]
    fn a_dead_line_is_left_without_complaint() {
        let Desk { user, seen, end } = Desk::new();
        let tty = Tty::new(end.try_clone().unwrap(), end.try_clone().unwrap());
        let screen = Screen::enter(tty, &named("xterm")).expect("a screen");
        drop((user, seen));
        assert!(screen.out().write_all("年报".as_bytes()).is_err());
        assert!(screen.enter_again().is_err());
        assert_eq!(screen.size(), (80, 24));
        drop(screen);
    }

    #[test]
    fn the_mouse_and_the_size_are_asked_for_here() {
        let mut desk = Desk::new();
        let screen = desk.enter();
        screen.set_mouse(true).expect("written");
        assert!(desk.see(MOUSE_ON).starts_with(wire::ENTER));
        assert_eq!(screen.size(), (80, 24));
        desk.user.resize(PtySize { rows: 30, cols: 100, ..PtySize::default() }).expect("resized");
        assert_eq!(screen.size(), (100, 30));
    }

    #[test]
    fn what_is_no_terminal_is_refused_with_the_reason() {
        let desk = Desk::new();
        for (term, told) in [(Some("dumb"), "是 dumb"), (None, "没有设置")] {
            let around = Surroundings { term: term.map(str::to_owned), ..Surroundings::default() };
            let refusal = Screen::enter(desk.tty(), &around).expect_err("refused");
            assert!(refusal.to_string().contains(told), "{refusal}");
        }
        let file = || OwnedFd::from(tempfile::tempfile().expect("a file"));
        let refusal =
            Screen::enter(Tty::new(file(), file()), &named("xterm")).expect_err("refused");
        assert!(matches!(refusal, Refusal::NoTerminal));
    }
}
