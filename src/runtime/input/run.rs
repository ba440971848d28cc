//! A run of printable bytes, tabs and line ends into text, keys, a paste or foreign bytes.

use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyModifiers};
use encoding_rs::GB18030;

use super::teller::{Heard, Teller};
use super::{Foreign, Input, paste};

/// A run of this many bytes is more than a phrase: more of it may follow at once.
const MORE_THAN_A_PHRASE: usize = 64;
/// Printable bytes that a paste has at least.
const SHORTEST_PASTE: usize = 4;
/// Broken places after which the rest of a run is not text at all.
const MOST_BROKEN: usize = 64;
/// A line feed this soon after a carriage return is the same line end.
const ONE_LINE_END: Duration = Duration::from_millis(20);

/// Tells runs; remembers how the last one ended.
#[derive(Debug, Default)]
pub(super) struct Runs {
    carriage_return: Option<Instant>,
}

impl Runs {
    /// Tells the whole of `bytes`; a character cut off at its end is foreign.
    pub(super) fn tell(&mut self, bytes: &[u8], teller: &mut Teller, heard: &mut Heard<'_>) {
        let valid = match std::str::from_utf8(bytes) {
            Ok(_) => bytes.len(),
            Err(error) => error.valid_up_to(),
        };
        let (text, rest) = bytes.split_at(valid);
        self.tell_text(&String::from_utf8_lossy(text), teller, heard);
        let line_ends = rest.iter().rev().take_while(|byte| byte.is_ascii_control()).count();
        let (inner, behind) = rest.split_at(rest.len() - line_ends);
        if let Some(foreign) = foreign(inner, 0) {
            teller.other(Input::Foreign(foreign), heard);
            self.tell_text(&String::from_utf8_lossy(behind), teller, heard);
            return;
        }
        if broken_places(rest) > MOST_BROKEN {
            let foreign = Foreign { bytes: rest.to_vec(), gb18030: None };
            teller.other(Input::Foreign(foreign), heard);
            return;
        }
        for chunk in rest.utf8_chunks() {
            self.tell_text(chunk.valid(), teller, heard);
            if !chunk.invalid().is_empty() {
                let foreign = Foreign { bytes: chunk.invalid().to_vec(), gb18030: None };
                teller.other(Input::Foreign(foreign), heard);
            }
        }
    }

    fn tell_text(&mut self, text: &str, teller: &mut Teller, heard: &mut Heard<'_>) {
        let text = teller.esc_digit(text, heard);
        if is_paste(text) {
            let text = if self.is_same_line_end(heard) {
                text.strip_prefix('\n').unwrap_or(text)
            } else {
                text
            };
            self.carriage_return = text.ends_with('\r').then_some(heard.at);
            teller.other(Input::Paste(paste::clean(text)), heard);
            return;
        }
        for piece in text.split_inclusive(['\r', '\n', '\t']) {
            let typed = piece.trim_end_matches(['\r', '\n', '\t']);
            if !typed.is_empty() {
                self.carriage_return = None;
                teller.characters(typed, heard);
            }
            if let Some(control) = piece.chars().next_back().filter(char::is_ascii_control) {
                self.tell_control(control, teller, heard);
            }
        }
    }

    /// A line feed now would end the line that a carriage return has just ended.
    fn is_same_line_end(&self, heard: &Heard<'_>) -> bool {
        self.carriage_return.is_some_and(|at| heard.at.duration_since(at) < ONE_LINE_END)
    }

    fn tell_control(&mut self, control: char, teller: &mut Teller, heard: &mut Heard<'_>) {
        let same_line_end = self.is_same_line_end(heard);
        match control {
            '\t' => teller.key(KeyCode::Tab, KeyModifiers::NONE, heard),
            '\n' if same_line_end => {}
            _ => teller.key(KeyCode::Enter, KeyModifiers::NONE, heard),
        }
        self.carriage_return = (control == '\r').then_some(heard.at);
    }
}

/// More of this run may follow within a moment, and telling it now would cut it in two.
pub(super) fn may_go_on(run: &[u8]) -> bool {
    if run.len() >= MORE_THAN_A_PHRASE {
        return true;
    }
    match std::str::from_utf8(run) {
        Ok(text) => is_paste(text),
        Err(error) => {
            let (text, _) = run.split_at(error.valid_up_to());
            error.error_len().is_some() || is_paste(&String::from_utf8_lossy(text))
        }
    }
}

/// Where a character begins whose last bytes have not come yet; the run's length if none does.
pub(super) fn whole_characters(run: &[u8]) -> usize {
    match std::str::from_utf8(run) {
        Err(error) if error.error_len().is_none() => error.valid_up_to(),
        _ => run.len(),
    }
}

/// A line end stands inside, and there is enough around it: nobody types that in one read.
fn is_paste(text: &str) -> bool {
    let inner = text.trim_matches(['\r', '\n', '\t']);
    let printable = inner.bytes().filter(|byte| !byte.is_ascii_control()).count();
    printable >= SHORTEST_PASTE && inner.contains(['\r', '\n'])
}

/// `bytes`, whose first `valid` bytes are UTF-8 and whose next is not, as GB18030; `None` if they are not that either.
///
/// UTF-8 with a byte lost often *is* well-formed GB18030, so the broken places must outnumber the 汉字 that UTF-8 sees.
pub(super) fn foreign(bytes: &[u8], valid: usize) -> Option<Foreign> {
    let (_, rest) = bytes.split_at_checked(valid)?;
    let wide = |text: &str| text.chars().filter(|c| c.len_utf8() >= 3).count();
    let whole: usize = rest.utf8_chunks().map(|chunk| wide(chunk.valid())).sum();
    if broken_places(rest) <= whole {
        return None;
    }
    let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
    let is_chinese = |c: char| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
    text.contains(is_chinese)
        .then(|| Foreign { bytes: bytes.to_vec(), gb18030: Some(text.into_owned()) })
}

fn broken_places(bytes: &[u8]) -> usize {
    bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count()
}
