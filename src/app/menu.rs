//! The menu bar (F10): every command, by arrows and digits alone.

use super::action::Effect;
use super::command::{Command, Menu};
use super::commands;
use super::focus::Focus;
use super::key::{Code, Key};
use super::state::State;

/// Which menu is open and which line is chosen.
#[derive(Debug, Clone, Copy, Default)]
pub struct MenuBar {
    /// Index in [`Menu::BAR`].
    pub group: usize,
    /// Line within it.
    pub line: usize,
}

impl MenuBar {
    /// The open menu.
    pub fn menu(&self) -> Menu {
        Menu::BAR.get(self.group).copied().unwrap_or(Menu::File)
    }

    /// Its commands.
    pub fn commands(&self) -> Vec<&'static Command> {
        let menu = self.menu();
        commands::all().filter(|command| command.menu == menu).collect()
    }
}

/// A key while the menu bar is open.
pub(super) fn press(state: &mut State, key: Key) -> Vec<Effect> {
    let commands = state.menu.commands();
    let groups = Menu::BAR.len();
    match key.as_command().code {
        Code::Esc | Code::F(10) => _ = state.focus.pop(),
        Code::Char('c') if key.ctrl => _ = state.focus.pop(),
        Code::Left => {
            state.menu = MenuBar { group: (state.menu.group + groups - 1) % groups, line: 0 }
        }
        Code::Right | Code::Tab => {
            state.menu = MenuBar { group: (state.menu.group + 1) % groups, line: 0 }
        }
        Code::Up => {
            state.menu.line =
                state.menu.line.checked_sub(1).unwrap_or(commands.len().saturating_sub(1));
        }
        Code::Down => state.menu.line = (state.menu.line + 1) % commands.len().max(1),
        Code::Home => state.menu.line = 0,
        Code::End => state.menu.line = commands.len().saturating_sub(1),
        Code::Enter => return choose(state, commands.get(state.menu.line).copied()),
        Code::Char('0') => return choose(state, commands.get(9).copied()),
        Code::Char(digit) => {
            let index = digit.to_digit(10).and_then(|digit| (digit as usize).checked_sub(1));
            return choose(state, index.and_then(|index| commands.get(index).copied()));
        }
        _ => {}
    }
    Vec::new()
}

/// Runs a command of the menu where it works; else says why not and leaves the menu open.
fn choose(state: &mut State, command: Option<&'static Command>) -> Vec<Effect> {
    let Some(command) = command else { return Vec::new() };
    if let Some(reason) = commands::why_not(state, command) {
        state.warn(format!("{}：{reason}", command.title));
        return Vec::new();
    }
    while state.focus.top() == Focus::Menu && state.focus.pop() {}
    (command.run)(state)
}
