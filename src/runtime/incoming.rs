//! What the threads at the terminal send into the loop's channel.

use std::time::Instant;

use super::signals::Signal;

/// Something came from outside (来讯). The loop's own message type is made from it by `From`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incoming {
    /// Bytes from the terminal and when they were read.
    Bytes(Vec<u8>, Instant),
    /// The terminal is gone: nothing will be read any more, and nothing written will be seen.
    HungUp,
    /// The system or another program sent a signal.
    Signal(Signal),
}
