//! The card (处理) of one finding or one comment: what may be done about it, by digit.

use super::action::Effect;
use super::focus::Focus;
use super::importing;
use super::key::{Code, Key};
use super::mending::{self, Deed};
use super::state::State;

/// What is shown and what may be chosen.
#[derive(Debug, Clone, Default)]
pub struct Card {
    /// What it is about.
    pub title: String,
    /// What stands above the choices, a paragraph each.
    pub lines: Vec<String>,
    /// First line shown.
    pub top: usize,
    /// What may be chosen.
    pub choices: Vec<Choosable>,
    /// Index of the marked one, which Enter takes.
    pub chosen: usize,
}

/// Something to choose on a card.
#[derive(Debug, Clone)]
pub struct Choosable {
    /// What is shown behind the digit.
    pub title: String,
    /// Why it cannot be done here, if so.
    pub blocked: Option<String>,
    pub(super) deed: Deed,
}

impl Card {
    /// Whether it is about a finding, and so has a next one.
    pub fn is_of_finding(&self) -> bool {
        !self.choices.iter().any(|choice| matches!(choice.deed, Deed::Note(_) | Deed::Versions))
    }

    /// Moves the mark by some choices, staying among them.
    fn step(&mut self, by: isize) {
        let last = self.choices.len().saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(by).min(last);
    }

    /// Shows other lines.
    fn scroll(&mut self, by: isize) {
        let last = self.lines.len().saturating_sub(1);
        self.top = self.top.saturating_add_signed(by).min(last);
    }
}

/// A key while the card lies there.
pub(super) fn press(state: &mut State, key: Key) -> Vec<Effect> {
    let key = key.as_command();
    let leaves = key.code == Code::Esc || key.code == Code::Char('c') && key.ctrl;
    if leaves && state.importing.asks() {
        state.focus.pop();
        return importing::leave(state);
    }
    match key.code {
        Code::F(7 | 8) if state.importing.asks() => {}
        Code::Enter | Code::Char(' ') => return choose(state, state.card.chosen),
        Code::Esc => _ = state.focus.pop(),
        Code::Char('c') if key.ctrl => _ = state.focus.pop(),
        Code::Left | Code::Up => state.card.step(-1),
        Code::Right | Code::Down | Code::Tab => state.card.step(1),
        Code::PageUp => state.card.scroll(-5),
        Code::PageDown => state.card.scroll(5),
        Code::F(7) if state.card.is_of_finding() => return mending::skip(state, false),
        Code::F(8) if state.card.is_of_finding() => return mending::skip(state, true),
        Code::Char(digit) => {
            let index = digit.to_digit(10).and_then(|digit| (digit as usize).checked_sub(1));
            return index.map(|index| choose(state, index)).unwrap_or_default();
        }
        _ => {}
    }
    Vec::new()
}

fn choose(state: &mut State, index: usize) -> Vec<Effect> {
    let Some(choice) = state.card.choices.get(index).cloned() else { return Vec::new() };
    if let Some(why) = choice.blocked {
        state.warn(format!("{}：{why}", choice.title));
        return Vec::new();
    }
    if state.focus.top() == Focus::Card {
        state.focus.pop();
    }
    mending::act(state, choice.deed)
}
