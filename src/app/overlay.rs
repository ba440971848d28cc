//! Keys while something lies over the panes.

use super::action::Effect;
use super::card;
use super::choice;
use super::commands;
use super::focus::Focus;
use super::key::{Code, Key};
use super::keytest;
use super::matches;
use super::menu;
use super::picker::{self, Purpose};
use super::prompt::{self, Asked};
use super::state::State;
use super::trend;

/// A key for the overlay on top.
pub(super) fn press(state: &mut State, key: Key) -> Vec<Effect> {
    match state.focus.top() {
        Focus::Picker => press_in_picker(state, key),
        Focus::Prompt => prompt::press(state, key),
        Focus::Choice => choice::press(state, key),
        Focus::Card => card::press(state, key),
        Focus::Menu => menu::press(state, key),
        Focus::Matches => matches::press(state, key),
        Focus::Paste => commands::press_in_paste(state, key),
        Focus::Trend => trend::press(state, key),
        Focus::KeyTest => keytest::press(state, key),
        _ => Vec::new(),
    }
}

fn press_in_picker(state: &mut State, key: Key) -> Vec<Effect> {
    let page = isize::try_from(state.sheet_rows()).unwrap_or(10).max(4) - 3;
    let looks_up = matches!(state.picker.purpose, Purpose::Figures | Purpose::Trend);
    match key.code {
        // Once one has moved in the list, y is no letter of what is looked for any more.
        Code::Char('y') if looks_up && state.picker.moved => return commands::copy_figure(state),
        Code::Char('c') if looks_up && key.ctrl => return commands::copy_figure(state),
        Code::Tab if looks_up => return commands::trend_of(state),
        Code::Esc => _ = state.focus.pop(),
        Code::Char('c') if key.ctrl => _ = state.focus.pop(),
        Code::Enter => return picker::accept(state),
        Code::Up => state.picker.step(-1),
        Code::Down => state.picker.step(1),
        Code::PageUp => state.picker.step(-page),
        Code::PageDown => state.picker.step(page),
        _ => {
            if state.picker.input.press(key) {
                state.picker.filter();
            }
        }
    }
    Vec::new()
}

/// 汉字 typed where commands are given start a search there: the input method was left on.
pub(super) fn search_for(state: &mut State, key: Key) -> Vec<Effect> {
    match key.typed() {
        Some(typed) if !typed.is_ascii() && typed.is_alphanumeric() && state.report().is_some() => {
            start_search(state, &typed.to_string());
        }
        Some(typed) if typed.is_ascii_alphanumeric() => {
            state.tell("这个键在这里没有用；要打字先按 F2，按 F1 看能用的键");
        }
        _ => {}
    }
    Vec::new()
}

/// Opens the find line with a first text.
pub(super) fn start_search(state: &mut State, text: &str) {
    // The hits are shown while one types, so the text must be.
    if state.focus.top() == Focus::Outline {
        state.focus.push(Focus::Text);
    }
    state.find.start(state.page.caret, state.page.mark);
    state.prompt.ask(Asked::Find, text);
    state.focus.push(Focus::Prompt);
    state.look();
}

/// Opens the line for what is to be replaced. A few selected words are what; a longer selection is where.
pub(super) fn start_replacing(state: &mut State) {
    state.pause();
    if state.focus.top() == Focus::Outline {
        state.focus.push(Focus::Text);
    }
    let selection = state.selection();
    let words = selection.filter(|selection| selection.from.0 == selection.to.0);
    let words = state.report().zip(words).map(|(report, words)| words.text(report));
    state.matches.start(selection);
    state.find.start(state.page.caret, state.page.mark);
    state.prompt.ask(Asked::Replace, &words.unwrap_or_default());
    state.focus.push(Focus::Prompt);
    state.look();
}
