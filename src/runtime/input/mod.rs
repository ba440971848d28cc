//! The terminal's bytes into keys, text, pastes and answers: a pure function of bytes and times.
//!
//! [`Decoder`] is fed with what was read and when. It holds back what may still become something else (an Esc that may
//! open an arrow key, half of a 汉字) and says by [`Decoder::deadline`] until when; nobody else keeps time.
//!
//! # What is told of printable bytes
//!
//! - One character by itself is a [`Input::Key`]. So are two or three ASCII characters in one read (keys that a slow
//!   line brought together) and any number of one and the same ASCII character that is no digit (a key held down).
//! - Any other run of characters in one read is one [`Input::Text`]: a phrase committed by an input method (输入法), or
//!   a line pasted by a terminal that does not bracket pastes. It is no sequence of commands.
//! - A run with a line end (行尾) *inside* it, at least four printable bytes long, is an [`Input::Paste`], together with
//!   its tabs and its last line end. A line end behind a run is the Enter key, as typed.
//!
//! # Esc and a digit
//!
//! Some terminals keep F1 or F10 to themselves; `Esc` and then `1` … `0` stand in for them. Esc is always told at once as a
//! key. A digit within [`ESC_DIGIT`] after it is told as [`Input::EscDigit`] with the time between them, and never as
//! a key: whether it is a function key, a choice or nothing hangs on whether Esc had something to close, which only
//! the keymap knows.

mod csi;
mod decoder;
mod machine;
mod mouse;
mod paste;
mod questions;
mod run;
mod teller;
mod wait;

use std::time::Duration;

use crossterm::event::{KeyEvent, MouseEvent};

pub use decoder::Decoder;
pub use wait::EscWait;

/// How long after Esc a digit may still stand for a function key.
pub const ESC_DIGIT: Duration = Duration::from_millis(600);

/// What the user did at the terminal, or what the terminal answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key. Its kind is `Repeat` if the same key came less than 100 ms before (held down, or brought together by a
    /// slow line): only confirmations need to care. A character carries its own shift: `G` has no `SHIFT`.
    Key(KeyEvent),
    /// A digit (0–9) soon after Esc; `apart` is the time between the two, zero if both came in one read.
    EscDigit {
        /// The digit; 0 stands for F10.
        digit: u8,
        /// From the Esc to the digit, at most [`ESC_DIGIT`].
        apart: Duration,
    },
    /// Several characters at once, without line ends, tabs and other controls.
    Text(String),
    /// A pasted text (粘贴): lines end in `\n`, tabs are kept, all other control characters are taken out. Bytes that were
    /// not UTF-8 stand as U+FFFD.
    Paste(String),
    /// A click or the wheel, counted from 0; only while the mouse is switched on.
    Mouse(MouseEvent),
    /// The terminal's window got (`true`) or lost the keyboard.
    Focus(bool),
    /// The answer to a question announced by [`Decoder::expect`]; told in the order of the questions.
    Answer(Answer),
    /// Bytes that are not UTF-8: the terminal is set to another character set, or the line is bad.
    Foreign(Foreign),
}

/// A question put to the terminal, whose answer is awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Query {
    /// `CSI 6 n`: where the cursor stands (CPR).
    Cursor,
    /// `CSI c`: what the terminal is (DA1); any terminal answers, so it serves as a fence behind other questions.
    Device,
}

/// What the terminal answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The cursor's place, counted from 1.
    Cursor {
        /// Row, from 1.
        row: u16,
        /// Column, from 1.
        column: u16,
    },
    /// The terminal's attributes (DA1). Questions before it that got no answer will get none.
    Device(Vec<u16>),
}

/// Bytes that are not UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// As they came.
    pub bytes: Vec<u8>,
    /// What they say in GB18030, if that makes sense: then the client's character set (字符集) is not UTF-8.
    pub gb18030: Option<String>,
}
