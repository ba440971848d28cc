//! The thread that takes signals, so that none of them interrupts anything.

use std::io;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use signal_hook::consts::signal::{
    SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ,
};
use signal_hook::iterator::{Handle, Signals};

use super::incoming::Incoming;

/// A signal (信号) that means something to the loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// `SIGWINCH`: the window has another size.
    Resize,
    /// `SIGHUP`: the line is down. Keep what is open, leave.
    HangUp,
    /// `SIGTERM` or `SIGQUIT`: the program is asked to end. Keep what is open, leave.
    Terminate,
    /// `SIGINT` from another program: in raw mode Ctrl-C is a key. To be treated as that key.
    Interrupt,
    /// `SIGTSTP` from another program: leave the screen and stop, [`Screen::stop`](super::terminal::Screen::stop).
    Stop,
    /// `SIGCONT`: running again, perhaps on a screen that others have written to:
    /// [`Screen::continued`](super::terminal::Screen::continued).
    Continue,
}

/// The listening thread (信号线程). Dropping this ends it; signals are then taken and dropped, as their handlers stay.
///
/// `SIGXFSZ` (a file grew over its limit) is taken and not told: the write fails and says so. `SIGPIPE` is ignored by
/// the Rust runtime already.
#[derive(Debug)]
pub struct Listener {
    handle: Handle,
    /// Closed when this is dropped: the loop has ended.
    _loops: Sender<()>,
}

/// What is done if the loop does not end after it was told to: it hangs in a write to a client that has stopped reading.
pub struct LastResort {
    /// How long the loop has to end.
    pub after: Duration,
    /// What is done then.
    pub act: Box<dyn Fn() + Send>,
}

impl Listener {
    /// Starts to listen, and sends signals to `to`. If one of them asks the program to end and this is not dropped soon, the
    /// last resort is taken.
    ///
    /// # Errors
    /// When the system refuses a handler or a thread.
    pub fn start<T>(to: Sender<T>, last_resort: LastResort) -> io::Result<Self>
    where
        T: From<Incoming> + Send + 'static,
    {
        let taken = [SIGWINCH, SIGHUP, SIGTERM, SIGQUIT, SIGINT, SIGTSTP, SIGCONT, SIGXFSZ];
        let mut signals = Signals::new(taken)?;
        let handle = signals.handle();
        let (loops, obeyed) = channel();
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in signals.forever().filter_map(meaning) {
                if to.send(Incoming::Signal(signal).into()).is_err() {
                    return;
                }
                let ends = matches!(signal, Signal::HangUp | Signal::Terminate);
                if ends && obeyed.recv_timeout(last_resort.after) == Err(RecvTimeoutError::Timeout)
                {
                    (last_resort.act)();
                }
            }
        })?;
        Ok(Self { handle, _loops: loops })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.handle.close();
    }
}

fn meaning(signal: i32) -> Option<Signal> {
    match signal {
        SIGWINCH => Some(Signal::Resize),
        SIGHUP => Some(Signal::HangUp),
        SIGTERM | SIGQUIT => Some(Signal::Terminate),
        SIGINT => Some(Signal::Interrupt),
        SIGTSTP => Some(Signal::Stop),
        SIGCONT => Some(Signal::Continue),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use rustix::process::{Signal as Sent, getpid, kill_process};

    use super::*;

    #[test]
    fn signals_become_messages_and_nothing_dies() {
        let (to, from) = channel::<Incoming>();
        let (give_up, given_up) = channel();
        let last_resort = LastResort {
            after: Duration::from_millis(10),
            act: Box::new(move || give_up.send(()).expect("heard")),
        };
        let listener = Listener::start(to, last_resort).expect("a thread");
        for (sent, want) in [
            (Sent::WINCH, Signal::Resize),
            (Sent::HUP, Signal::HangUp),
            (Sent::TERM, Signal::Terminate),
            (Sent::INT, Signal::Interrupt),
            (Sent::TSTP, Signal::Stop),
            (Sent::CONT, Signal::Continue),
        ] {
            kill_process(getpid(), Sent::XFSZ).expect("sent");
            kill_process(getpid(), sent).expect("sent");
            let told = from.recv_timeout(Duration::from_secs(10)).expect("told");
            assert_eq!(told, Incoming::Signal(want));
            if matches!(want, Signal::HangUp | Signal::Terminate) {
                given_up.recv_timeout(Duration::from_secs(10)).expect("the last resort is taken");
            }
        }
        drop(listener);
        assert!(from.recv().is_err(), "the thread has ended");
    }
}
