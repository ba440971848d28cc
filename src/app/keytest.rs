//! The key test (按键测试): what the terminal sends for each key, what it is taken for, and what it would do.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::action::Effect;
use super::focus::Focus;
use super::key::{Code, Key};
use super::state::State;

/// Lines that are kept of what was pressed.
const KEPT: usize = 200;

/// The keys on which every command can be reached (稳妥键).
const SURE: &[Code] = &[
    Code::F(1),
    Code::F(2),
    Code::F(3),
    Code::F(4),
    Code::F(5),
    Code::F(6),
    Code::F(7),
    Code::F(8),
    Code::F(9),
    Code::F(10),
    Code::F(12),
    Code::Enter,
    Code::Esc,
    Code::Tab,
    Code::Up,
    Code::Down,
    Code::Left,
    Code::Right,
    Code::PageUp,
    Code::PageDown,
    Code::Home,
    Code::End,
    Code::Backspace,
    Code::Delete,
    Code::Insert,
    Code::Char(' '),
    Code::Char('1'),
];

/// One thing that was pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// The bytes, as a technician reads them: `1b 4f 50`.
    pub bytes: String,
    /// The key that they are taken for.
    pub name: String,
    /// What it does in the text, and while one types.
    pub does: String,
}

/// What has been pressed so far.
#[derive(Debug, Clone, Default)]
pub struct KeyTest {
    /// In the order in which it came, the newest last.
    pub heard: Vec<Heard>,
    arrived: BTreeSet<Code>,
    bytes: Vec<u8>,
    /// The key before was Esc: a second one ends the test.
    escaped: bool,
    /// The program was started for the test alone and ends with it.
    alone: bool,
}

impl KeyTest {
    /// The sure keys and whether each has arrived.
    pub fn sure(&self) -> impl Iterator<Item = (String, bool)> {
        SURE.iter().map(|code| (name(*code), self.arrived.contains(code)))
    }

    /// Bytes have come; what they mean comes next.
    pub(super) fn take(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    fn hear(&mut self, name: String, does: String) {
        let bytes = std::mem::take(&mut self.bytes);
        let hex = bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ");
        let bytes = if hex.is_empty() { "（同上）".to_owned() } else { hex };
        if self.heard.len() == KEPT {
            self.heard.remove(0);
        }
        self.heard.push(Heard { bytes, name, does });
    }

    /// The report for the office's technician.
    pub fn report(&self) -> String {
        let list = |arrived: bool| {
            let keys = self.sure().filter(|(_, has)| *has == arrived).map(|(name, _)| name);
            let keys = keys.collect::<Vec<_>>().join(" ");
            if keys.is_empty() { "没有".to_owned() } else { keys }
        };
        let mut out =
            format!("nianbao 按键报告\n\n收到：{}\n没按或没收到：{}\n\n", list(true), list(false));
        for heard in &self.heard {
            let _ = writeln!(out, "{:<24} {}  {}", heard.bytes, heard.name, heard.does);
        }
        out
    }
}

/// All digits count as one.
fn name(code: Code) -> String {
    if code == Code::Char('1') { "数字".to_owned() } else { Key::plain(code).to_string() }
}

/// Opens the test; `alone` where the program was started for it.
pub(super) fn open(state: &mut State, alone: bool) {
    state.key_test = KeyTest { alone, ..KeyTest::default() };
    state.focus.push(Focus::KeyTest);
}

impl State {
    /// Opens the key test for which the program was started, and ends with it.
    pub fn test_keys(&mut self) {
        open(self, true);
    }
}

/// A key while the test is open: it is told, and does nothing; Esc twice, or Ctrl-Q, ends the test.
pub(super) fn press(state: &mut State, key: Key) -> Vec<Effect> {
    let does = does(state, key);
    let test = &mut state.key_test;
    let digit = matches!(key.code, Code::Char('0'..='9'));
    let plain = !key.ctrl && !key.alt && !key.shift;
    if plain {
        test.arrived.insert(if digit { Code::Char('1') } else { key.code });
    }
    test.hear(key.to_string(), does);
    let ends = (key.code == Code::Esc && test.escaped) || (key.ctrl && key.code == Code::Char('q'));
    test.escaped = key.code == Code::Esc;
    if ends { close(state) } else { Vec::new() }
}

/// Text that came at once.
pub(super) fn text(state: &mut State, what: &str, text: &str) {
    let shown: String = text.chars().take(12).collect();
    state.key_test.escaped = false;
    let count = text.chars().count();
    state.key_test.hear(format!("{what}“{shown}”"), format!("{count} 字，写进正文"));
}

fn does(state: &State, key: Key) -> String {
    let title = |focus| {
        let command = state.keymap.command(focus, &[key.as_command()]);
        command.map(|command| command.title)
    };
    match (title(Focus::Text), title(Focus::Typing), key.typed()) {
        (None, _, Some(_)) => "编辑时打字".to_owned(),
        (Some(reading), _, Some(_)) => format!("浏览：{reading}；编辑时打字"),
        (Some(reading), Some(typing), None) if reading == typing => reading.to_owned(),
        (Some(reading), Some(typing), None) => format!("浏览：{reading}；编辑：{typing}"),
        (Some(reading), None, None) => format!("浏览：{reading}"),
        (None, Some(typing), None) => format!("编辑：{typing}"),
        (None, None, None) => "没有绑命令".to_owned(),
    }
}

fn close(state: &mut State) -> Vec<Effect> {
    state.focus.pop();
    let report = Effect::ReportKeys(state.key_test.report());
    if state.key_test.alone { vec![report, Effect::Quit] } else { vec![report] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::geometry::Size;

    #[test]
    fn keys_are_told_and_ticked_and_do_nothing() {
        let mut state = State::new(Size { columns: 80, rows: 24 }, 1);
        state.test_keys();
        state.key_test.take(b"\x1bOP");
        for key in ["f1", "ctrl-s", "3", "x"] {
            assert!(press(&mut state, key.parse().unwrap()).is_empty());
        }
        let heard = state.key_test.heard.clone();
        assert_eq!((heard[0].bytes.as_str(), heard[0].name.as_str()), ("1b 4f 50", "F1"));
        assert!(heard[0].does.contains("帮助") && heard[3].does.contains("打字"), "{heard:?}");
        let ticked: Vec<String> =
            state.key_test.sure().filter(|(_, has)| *has).map(|(name, _)| name).collect();
        assert_eq!(ticked, ["F1", "数字"]);
    }

    #[test]
    fn esc_twice_ends_it_with_a_report() {
        let mut state = State::new(Size { columns: 80, rows: 24 }, 1);
        state.test_keys();
        let esc: Key = "esc".parse().unwrap();
        assert!(press(&mut state, esc).is_empty());
        let effects = press(&mut state, esc);
        assert!(
            matches!(effects.as_slice(), [Effect::ReportKeys(report), Effect::Quit] if report.contains("收到：Esc"))
        );
        assert_eq!(state.focus.top(), Focus::Start);
    }
}
