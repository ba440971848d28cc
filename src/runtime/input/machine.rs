//! The state machine that takes the bytes apart. It knows no clock: `decoder` tells it when to wait no longer.

use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyModifiers};

use super::questions::Questions;
use super::run::Runs;
use super::teller::{Heard, Teller};
use super::{Input, csi, mouse, paste, run};

/// Parameter bytes of a key sequence; a longer one is none of ours and is dropped at its end.
const LONGEST_SEQUENCE: usize = 64;
/// Bytes of a string that the terminal sends (an answer nobody asked for); after them it is not believed to be one.
const LONGEST_STRING: usize = 4_096;
/// Bytes of a run without a pause that are held back; then they are told as they are.
const LONGEST_RUN: usize = 1 << 20;

/// What the next byte continues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Nothing but, perhaps, a run of printable bytes.
    #[default]
    Ground,
    /// `ESC`.
    Esc,
    /// `ESC ESC`: twice Esc, or Alt with a key that sends a sequence.
    EscEsc,
    /// `ESC O`.
    Ss3,
    /// `ESC [`.
    Csi,
    /// `ESC [ [`, the Linux console's F1–F5.
    Linux,
    /// `ESC ]`, `ESC P` or `ESC _`: a string from the terminal, or Alt with that character.
    Opening(u8),
    /// Inside a string, so many bytes of it seen.
    Text(usize),
    /// An ESC inside a string: perhaps the first half of its end.
    TextEsc,
    /// So many bytes of an old mouse report are still to come.
    Skip(u8),
    /// Between `CSI 200 ~` and `CSI 201 ~`.
    Paste,
}

/// What is waited for, which says how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Awaited {
    /// What follows an ESC.
    Escape,
    /// More of a burst of printable bytes.
    Burst,
    /// The rest of a key sequence or of a character.
    Rest,
    /// The rest of a bracketed paste.
    Paste,
}

/// What was read and not yet told, and what was told last.
#[derive(Debug, Default)]
pub(super) struct Machine {
    state: State,
    /// The sequence that is being read came behind a second ESC.
    alt: bool,
    /// The sequence or paste so far, without what opened it.
    held: Vec<u8>,
    /// Printable bytes, tabs and line ends not yet told.
    run: Vec<u8>,
    teller: Teller,
    runs: Runs,
    pub(super) questions: Questions,
    pub(super) mouse: bool,
}

impl Machine {
    /// Takes one read.
    pub(super) fn take(&mut self, bytes: &[u8], heard: &mut Heard<'_>) {
        let mut rest = bytes;
        while let Some((&byte, tail)) = rest.split_first() {
            if self.state == State::Paste {
                rest = self.paste(rest, heard);
            } else {
                rest = tail;
                self.byte(byte, heard);
            }
        }
        let is_ground = self.state == State::Ground;
        if is_ground && (self.run.len() > LONGEST_RUN || !run::may_go_on(&self.run)) {
            self.flush_whole_characters(heard);
        }
    }

    /// What is held back, after a read or after giving up.
    pub(super) fn awaited(&self) -> Option<Awaited> {
        match self.state {
            State::Ground if self.run.is_empty() => None,
            State::Ground if run::may_go_on(&self.run) => Some(Awaited::Burst),
            State::Esc | State::EscEsc | State::Opening(_) => Some(Awaited::Escape),
            State::Paste => Some(Awaited::Paste),
            _ => Some(Awaited::Rest),
        }
    }

    /// Nothing came in time: tells what stands by itself, drops what does not.
    pub(super) fn give_up(&mut self, heard: &mut Heard<'_>) {
        match self.state {
            State::Ground if run::whole_characters(&self.run) == 0 => self.flush(heard),
            State::Ground => self.flush_whole_characters(heard),
            State::Esc => self.escape(heard),
            State::EscEsc => {
                self.escape(heard);
                self.escape(heard);
            }
            State::Opening(opener) => self.alt_character(opener, heard),
            State::Paste => self.end_paste(heard),
            // An unfinished sequence is never acted upon and never becomes text.
            _ => {}
        }
        self.begin(State::Ground);
    }

    /// Nothing is held back, and the last thing told was Esc, less than `limit` before `at`.
    pub(super) fn rests_after_esc(&self, at: Instant, limit: Duration) -> bool {
        let told_esc = self.teller.since_esc(at).is_some_and(|past| past < limit);
        self.state == State::Ground && self.run.is_empty() && told_esc
    }

    /// Takes the next byte for what follows an ESC.
    pub(super) fn resume_after_esc(&mut self) {
        self.begin(State::Esc);
    }

    fn byte(&mut self, byte: u8, heard: &mut Heard<'_>) {
        match self.state {
            State::Ground | State::Paste => self.ground(byte, heard),
            State::Esc => self.after_esc(byte, heard),
            State::EscEsc => self.after_second_esc(byte, heard),
            State::Ss3 => self.after_ss3(byte, heard),
            State::Csi => self.after_csi(byte, heard),
            State::Linux => self.after_linux(byte, heard),
            State::Opening(opener) => self.after_opening(opener, byte, heard),
            State::Text(length) => self.in_text(length, byte, heard),
            State::TextEsc if byte == b'\\' => self.state = State::Ground,
            State::TextEsc => self.again(State::Esc, byte, heard),
            State::Skip(left) => {
                self.state = if left > 1 { State::Skip(left - 1) } else { State::Ground };
            }
        }
    }

    /// What was begun is given up for `state`, where `byte` is looked at again.
    fn again(&mut self, state: State, byte: u8, heard: &mut Heard<'_>) {
        self.begin(state);
        self.byte(byte, heard);
    }

    fn begin(&mut self, state: State) {
        self.held.clear();
        self.alt = false;
        self.state = state;
    }

    fn ground(&mut self, byte: u8, heard: &mut Heard<'_>) {
        let is_control = byte < 0x20 || byte == 0x7f;
        if !is_control || matches!(byte, b'\t' | b'\r' | b'\n') {
            self.run.push(byte);
            return;
        }
        self.flush(heard);
        if byte == 0x1b {
            self.begin(State::Esc);
        } else if let Some((code, modifiers)) = csi::control(byte) {
            self.teller.key(code, modifiers, heard);
        }
    }

    fn after_esc(&mut self, byte: u8, heard: &mut Heard<'_>) {
        match byte {
            0x1b => self.state = State::EscEsc,
            b'[' => self.state = State::Csi,
            b'O' => self.state = State::Ss3,
            b']' | b'P' | b'_' => self.state = State::Opening(byte),
            b'0'..=b'9' | 0x80.. => {
                self.escape(heard);
                self.again(State::Ground, byte, heard);
            }
            b' '..=b'~' => {
                self.begin(State::Ground);
                self.alt_character(byte, heard);
            }
            _ => {
                self.begin(State::Ground);
                if let Some((code, modifiers)) = csi::control(byte) {
                    self.teller.key(code, modifiers | KeyModifiers::ALT, heard);
                }
            }
        }
    }

    fn after_second_esc(&mut self, byte: u8, heard: &mut Heard<'_>) {
        match byte {
            b'[' => self.state = State::Csi,
            b'O' => self.state = State::Ss3,
            _ => {
                self.escape(heard);
                self.again(State::Esc, byte, heard);
                return;
            }
        }
        self.alt = true;
    }

    fn after_ss3(&mut self, byte: u8, heard: &mut Heard<'_>) {
        match byte {
            b'0'..=b'9' | b';' => self.hold(byte),
            b' ' | b'@'..=b'~' => self.sequence(csi::ss3, byte, heard),
            _ => self.again(State::Ground, byte, heard),
        }
    }

    fn after_csi(&mut self, byte: u8, heard: &mut Heard<'_>) {
        let only_digits = !self.held.is_empty() && self.held.iter().all(u8::is_ascii_digit);
        match byte {
            b'[' if self.held.is_empty() => self.state = State::Linux,
            b'$' if only_digits => self.sequence(csi::csi, byte, heard), // rxvt's Shift
            b' '..=b'?' => self.hold(byte),
            b'@'..=b'~' if self.report(byte, heard) => {}
            b'@'..=b'~' => self.sequence(csi::csi, byte, heard),
            _ => self.again(State::Ground, byte, heard),
        }
    }

    fn after_linux(&mut self, byte: u8, heard: &mut Heard<'_>) {
        match byte {
            b' '..=b'~' => {
                self.sequence(csi::linux, byte, heard);
            }
            _ => self.again(State::Ground, byte, heard),
        }
    }

    fn after_opening(&mut self, opener: u8, byte: u8, heard: &mut Heard<'_>) {
        let is_string = match opener {
            b']' => byte.is_ascii_digit(),
            b'P' => byte.is_ascii_digit() || b">!$+".contains(&byte),
            _ => byte == b'G',
        };
        if is_string {
            self.begin(State::Text(1));
        } else {
            self.alt_character(opener, heard);
            self.again(State::Ground, byte, heard);
        }
    }

    fn in_text(&mut self, length: usize, byte: u8, heard: &mut Heard<'_>) {
        match byte {
            0x1b => self.state = State::TextEsc,
            b' '..=b'~' if length < LONGEST_STRING => self.state = State::Text(length + 1),
            0x07 | b' '..=b'~' => self.begin(State::Ground),
            _ => self.again(State::Ground, byte, heard),
        }
    }

    fn hold(&mut self, byte: u8) {
        if self.held.len() <= LONGEST_SEQUENCE {
            self.held.push(byte);
        }
    }

    /// A key sequence is complete: tells its key, if it is one.
    fn sequence(
        &mut self,
        read: impl Fn(&[u8], u8) -> Option<csi::Key>,
        last: u8,
        heard: &mut Heard<'_>,
    ) {
        let known = self.held.len() <= LONGEST_SEQUENCE;
        if let Some((code, mut modifiers)) = read(&self.held, last).filter(|_| known) {
            modifiers.set(KeyModifiers::ALT, self.alt || modifiers.contains(KeyModifiers::ALT));
            self.teller.key(code, modifiers, heard);
        }
        self.begin(State::Ground);
    }

    /// Takes a complete CSI sequence that is no key: a paste, the mouse, the focus, an answer. Says whether it was one.
    fn report(&mut self, last: u8, heard: &mut Heard<'_>) -> bool {
        let held = std::mem::take(&mut self.held);
        let mut next = State::Ground;
        match (held.as_slice(), last) {
            (b"200", b'~') => next = State::Paste,
            (b"", b'I' | b'O') => self.teller.other(Input::Focus(last == b'I'), heard),
            (b"", b'M') if self.mouse => next = State::Skip(3),
            ([b'<', ..], b'M' | b'm') => {
                let event = mouse::read(&held, last).filter(|_| self.mouse);
                if let Some(event) = event {
                    self.teller.other(Input::Mouse(event), heard);
                }
            }
            _ => {
                let Some(answer) = self.questions.answer(&held, last) else {
                    self.held = held;
                    return false;
                };
                heard.out.push(Input::Answer(answer));
            }
        }
        self.begin(next);
        true
    }

    fn escape(&mut self, heard: &mut Heard<'_>) {
        self.teller.key(KeyCode::Esc, KeyModifiers::NONE, heard);
    }

    fn alt_character(&mut self, byte: u8, heard: &mut Heard<'_>) {
        self.teller.key(KeyCode::Char(char::from(byte)), KeyModifiers::ALT, heard);
    }

    /// Takes the bytes of a paste up to its end; gives those behind.
    fn paste<'b>(&mut self, bytes: &'b [u8], heard: &mut Heard<'_>) -> &'b [u8] {
        let before = self.held.len();
        self.held.extend_from_slice(bytes);
        let Some((end, behind)) = paste::find_end(&self.held, before) else { return &[] };
        self.held.truncate(end);
        self.end_paste(heard);
        self.begin(State::Ground);
        bytes.get(behind - before..).unwrap_or_default()
    }

    fn end_paste(&mut self, heard: &mut Heard<'_>) {
        self.teller.other(paste::told(&self.held), heard);
    }

    /// Tells the whole run.
    fn flush(&mut self, heard: &mut Heard<'_>) {
        let run = std::mem::take(&mut self.run);
        self.runs.tell(&run, &mut self.teller, heard);
    }

    /// Tells the run but for a character at its end that is not all there.
    fn flush_whole_characters(&mut self, heard: &mut Heard<'_>) {
        let whole = run::whole_characters(&self.run);
        let tail = self.run.split_off(whole);
        self.flush(heard);
        self.run = tail;
    }
}
