//! A question with numbered answers: 1 is the safe one, and Enter takes it alone.

use super::action::Effect;
use super::focus::Focus;
use super::key::{Code, Key};
use super::state::State;

/// One answer: what is shown, and what it does.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What is shown behind the digit.
    pub title: &'static str,
    /// What it does.
    pub run: fn(&mut State) -> Vec<Effect>,
}

/// The question and its answers.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// One sentence with counts.
    pub question: String,
    /// The first is the safe one, which Enter takes.
    pub answers: Vec<Answer>,
    /// Index of the one that Esc takes: it leaves everything as it is.
    pub way_out: usize,
}

/// A key while a question stands.
pub(super) fn press(state: &mut State, key: Key) -> Vec<Effect> {
    let index = match key.as_command().code {
        Code::Enter => 0,
        Code::Esc => state.choice.way_out,
        Code::Char('c') if key.ctrl => state.choice.way_out,
        Code::Char(digit) => {
            match digit.to_digit(10).and_then(|digit| (digit as usize).checked_sub(1)) {
                Some(index) => index,
                None => return Vec::new(),
            }
        }
        _ => return Vec::new(),
    };
    let Some(answer) = state.choice.answers.get(index).cloned() else { return Vec::new() };
    state.focus.pop();
    let effects = (answer.run)(state);
    if !state.focus.has(Focus::Choice)
        && let Some(next) = state.shared.questions.pop_front()
    {
        state.ask(next);
    }
    effects
}
