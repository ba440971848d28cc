//! The thread that reads the terminal, so that nobody else ever waits for a key.

use std::io::{self, PipeReader, PipeWriter, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;

use super::incoming::Incoming;

/// A terminal gives at most 4,095 bytes a read.
const READ: usize = 4_096;
/// How long [`Reader::pause`] waits for the thread to say that it reads no more.
const PAUSE: Duration = Duration::from_millis(200);

const STOP_READING: u8 = b'p';
const READ_ON: u8 = b'r';
const END: u8 = b'q';

/// The reading thread (读键线程). Dropping this ends it.
#[derive(Debug)]
pub struct Reader {
    orders: PipeWriter,
    obeyed: Receiver<()>,
}

impl Reader {
    /// Starts to read `input` and sends what comes to `to`, until the terminal hangs up or nobody listens.
    ///
    /// # Errors
    /// When the system has no pipe or no thread left.
    pub fn start<T>(input: OwnedFd, to: Sender<T>) -> io::Result<Self>
    where
        T: From<Incoming> + Send + 'static,
    {
        let (orders_in, orders) = io::pipe()?;
        let (obey, obeyed) = channel();
        let work = Work { input, orders: orders_in, obey, to };
        thread::Builder::new().name("reader".to_owned()).spawn(move || work.run())?;
        Ok(Self { orders, obeyed })
    }

    /// Stops reading, so that somebody else may. Says whether the thread obeyed; it does not if it has ended.
    ///
    /// Bytes read before are still on their way in the channel.
    pub fn pause(&self) -> bool {
        self.order(STOP_READING)
    }

    /// Reads on after [`Reader::pause`].
    pub fn resume(&self) -> bool {
        self.order(READ_ON)
    }

    fn order(&self, order: u8) -> bool {
        (&self.orders).write_all(&[order]).is_ok() && self.obeyed.recv_timeout(PAUSE).is_ok()
    }
}

impl Drop for Reader {
    /// The thread is not waited for: a read that another program's read has emptied would never come back.
    fn drop(&mut self) {
        // If the thread is gone, so is the pipe's other end, and there is nothing to end.
        let _ = self.orders.write_all(&[END]);
    }
}

/// What the thread owns.
struct Work<T> {
    input: OwnedFd,
    orders: PipeReader,
    obey: Sender<()>,
    to: Sender<T>,
}

/// Why the thread woke.
enum Woken {
    ByInput,
    ByOrder,
}

impl<T: From<Incoming>> Work<T> {
    fn run(self) {
        let mut buffer = [0; READ];
        let mut reading = true;
        loop {
            match self.wait(reading) {
                Ok(Woken::ByOrder) => match self.order() {
                    Some(goes_on) => reading = goes_on,
                    None => return,
                },
                Ok(Woken::ByInput) => {
                    let told = match rustix::io::read(&self.input, &mut buffer) {
                        Ok(0) => return self.hang_up(),
                        Ok(count) => self.tell(buffer.get(..count).unwrap_or_default()),
                        Err(Errno::INTR | Errno::AGAIN) => true,
                        Err(_) => return self.hang_up(),
                    };
                    if !told {
                        return;
                    }
                }
                Err(Errno::INTR) => {}
                Err(_) => return self.hang_up(),
            }
        }
    }

    /// Sleeps until there is something to do. An order goes first.
    fn wait(&self, reading: bool) -> Result<Woken, Errno> {
        let mut orders = PollFd::new(&self.orders, PollFlags::IN);
        let input = PollFd::from_borrowed_fd(self.input.as_fd(), PollFlags::IN);
        if reading {
            let mut both = [orders, input];
            poll(&mut both, None)?;
            [orders, _] = both;
        } else {
            poll(std::slice::from_mut(&mut orders), None)?;
        }
        Ok(if orders.revents().is_empty() { Woken::ByInput } else { Woken::ByOrder })
    }

    /// Takes an order: whether to read on, or `None` to end.
    fn order(&self) -> Option<bool> {
        let mut order = [0];
        let count = rustix::io::read(&self.orders, &mut order).unwrap_or(0);
        let reads_on = match order {
            [READ_ON] => true,
            [STOP_READING] => false,
            _ => return None,
        };
        (count == 1 && self.obey.send(()).is_ok()).then_some(reads_on)
    }

    fn tell(&self, bytes: &[u8]) -> bool {
        self.to.send(Incoming::Bytes(bytes.to_vec(), Instant::now()).into()).is_ok()
    }

    fn hang_up(&self) {
        // If nobody listens, nobody needs to know.
        let _ = self.to.send(Incoming::HungUp.into());
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use portable_pty::{MasterPty, PtySize, native_pty_system};

    use super::*;

    /// A terminal: the user's end, and the program's.
    fn terminal() -> (Box<dyn MasterPty + Send>, OwnedFd) {
        let pair = native_pty_system().openpty(PtySize::default()).expect("a terminal");
        let name = pair.master.tty_name().expect("its name");
        let end = File::options().read(true).write(true).open(name).expect("its other end");
        let mut modes = rustix::termios::tcgetattr(&end).expect("its modes");
        modes.make_raw();
        rustix::termios::tcsetattr(&end, rustix::termios::OptionalActions::Now, &modes)
            .expect("raw");
        (pair.master, end.into())
    }

    fn next(from: &Receiver<Incoming>) -> Incoming {
        from.recv_timeout(Duration::from_secs(10)).expect("something comes")
    }

    fn bytes(incoming: Incoming) -> Vec<u8> {
        if let Incoming::Bytes(bytes, _) = incoming { bytes } else { panic!("{incoming:?}") }
    }

    #[test]
    fn what_is_typed_comes_and_a_hang_up_is_told_once() {
        let (user, end) = terminal();
        let (to, from) = channel();
        let _reader = Reader::start(end, to).expect("a thread");
        let mut keyboard = user.take_writer().expect("a keyboard");
        keyboard.write_all("中\x1b[A".as_bytes()).expect("typed");
        assert_eq!(bytes(next(&from)), "中\x1b[A".as_bytes());
        drop(keyboard);
        drop(user);
        let mut last = next(&from);
        while let Incoming::Bytes(..) = last {
            last = next(&from); // closing the keyboard types Ctrl-D
        }
        assert_eq!(last, Incoming::HungUp);
        assert!(from.recv().is_err(), "the thread has ended");
    }

    #[test]
    fn a_paused_reader_leaves_the_keys_to_others() {
        let (user, end) = terminal();
        let other = end.try_clone().expect("a second handle");
        let (to, from) = channel();
        let reader = Reader::start(end, to).expect("a thread");
        let mut keyboard = user.take_writer().expect("a keyboard");
        assert!(reader.pause());
        keyboard.write_all(b"\x1b[?6c").expect("typed");
        let mut answer = [0; 16];
        assert_eq!(rustix::io::read(&other, &mut answer), Ok(5));
        assert!(reader.resume());
        keyboard.write_all(b"x").expect("typed");
        assert_eq!(bytes(next(&from)), b"x");
    }

    #[test]
    fn a_dropped_reader_ends_and_reads_no_more() {
        let (user, end) = terminal();
        let (to, from) = channel::<Incoming>();
        drop(Reader::start(end, to).expect("a thread"));
        assert!(from.recv().is_err());
        drop(user);
    }
}
