//! Which key does what where: made from the lists of commands.

use std::collections::BTreeMap;

use super::command::Command;
use super::commands;
use super::focus::Focus;
use super::key::Key;

/// The keys of all commands (键位).
#[derive(Clone)]
pub struct Keymap {
    keys: BTreeMap<Key, Vec<&'static Command>>,
}

impl Keymap {
    /// The keys that the program comes with (office preset).
    pub fn office() -> Self {
        let mut keys: BTreeMap<Key, Vec<&'static Command>> = BTreeMap::new();
        for command in commands::all() {
            for key in command.keys.iter().filter_map(|written| written.parse().ok()) {
                keys.entry(key).or_default().push(command);
            }
        }
        Self { keys }
    }

    /// The command that this key gives while a place has the keys; one for just this place goes before one for all.
    pub fn command(&self, focus: Focus, key: Key) -> Option<&'static Command> {
        let bound = self.keys.get(&key)?;
        let mut there = bound.iter().filter(|command| command.works_in(focus));
        let first = there.next()?;
        if first.places.is_empty() {
            Some(there.find(|own| !own.places.is_empty()).unwrap_or(first))
        } else {
            Some(first)
        }
    }

    /// The key to show for a command: its first.
    pub fn shown(command: &Command) -> String {
        command
            .keys
            .first()
            .and_then(|key| key.parse::<Key>().ok())
            .map(|key| key.to_string())
            .unwrap_or_default()
    }
}
