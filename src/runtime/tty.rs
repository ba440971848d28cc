//! The two ends of the terminal line: raw mode, size, and writing that knows what a dead line looks like.

use std::io::{self, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, QueueSelector, Termios};
use rustix::termios::{isatty, tcflush, tcgetattr, tcgetwinsize, tcsetattr};

/// The size of a terminal that does not tell its own: columns and rows.
const USUAL_SIZE: (u16, u16) = (80, 24);

/// A terminal line (终端线路): where keys come from and where the screen goes to.
#[derive(Debug)]
pub struct Tty {
    input: OwnedFd,
    output: OwnedFd,
}

impl Tty {
    /// The line of standard input and output.
    ///
    /// # Errors
    /// When either is closed.
    pub fn standard() -> io::Result<Self> {
        let input = io::stdin().as_fd().try_clone_to_owned()?;
        let output = io::stdout().as_fd().try_clone_to_owned()?;
        Ok(Self { input, output })
    }

    /// A line of any two handles.
    pub fn new(input: OwnedFd, output: OwnedFd) -> Self {
        Self { input, output }
    }

    /// A second handle on the keys, for the reader.
    ///
    /// # Errors
    /// When the process has no handle left.
    pub fn keys(&self) -> io::Result<OwnedFd> {
        self.input.try_clone()
    }

    /// Both ends are a terminal.
    pub fn is_terminal(&self) -> bool {
        isatty(&self.input) && isatty(&self.output)
    }

    /// Columns and rows; 80×24 if the terminal does not say. Asks the system, never the terminal.
    pub fn size(&self) -> (u16, u16) {
        match tcgetwinsize(&self.output) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => (size.ws_col, size.ws_row),
            _ => USUAL_SIZE,
        }
    }

    pub(super) fn modes(&self) -> io::Result<Termios> {
        Ok(retry(|| tcgetattr(&self.input))?)
    }

    /// Bytes come as they are typed: no echo, no line editing, no signals from keys, no XON/XOFF (so Ctrl-S is a key).
    pub(super) fn set_raw(&self, before: &Termios) -> io::Result<()> {
        let mut raw = before.clone();
        raw.make_raw();
        self.set_modes(&raw)
    }

    pub(super) fn set_modes(&self, modes: &Termios) -> io::Result<()> {
        Ok(retry(|| tcsetattr(&self.input, OptionalActions::Now, modes))?)
    }

    /// Forgets keys that nobody has read: the rest of a paste, a late answer. The shell would run them.
    pub(super) fn forget_keys(&self) -> io::Result<()> {
        Ok(tcflush(&self.input, QueueSelector::IFlush)?)
    }

    /// The terminal takes bytes now or within `limit`. A client that stopped reading does not.
    pub(super) fn takes_bytes(&self, limit: Duration) -> bool {
        let limit = Timespec::try_from(limit).ok();
        let mut output = [PollFd::new(&self.output, PollFlags::OUT)];
        poll(&mut output, limit.as_ref()).is_ok_and(|ready| ready > 0)
    }
}

/// Writes at once and in whole; nothing is kept back.
impl Write for &Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match rustix::io::write(&self.output, bytes) {
                Err(Errno::AGAIN) => {
                    // Somebody made the handle non-blocking: wait as a blocking one would.
                    let mut output = [PollFd::new(&self.output, PollFlags::OUT)];
                    retry(|| poll(&mut output, None))?;
                }
                Err(Errno::INTR) => {}
                written => return Ok(written?),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Calls again what a signal has interrupted.
fn retry<T>(mut call: impl FnMut() -> Result<T, Errno>) -> Result<T, Errno> {
    loop {
        match call() {
            Err(Errno::INTR) => {}
            done => return done,
        }
    }
}
