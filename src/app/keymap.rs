//! Which key does what where: the commands' own keys, changed by a preset and by the user's file.

use std::collections::BTreeMap;

use super::command::Command;
use super::commands;
use super::focus::Focus;
use super::key::{Key, KeyError};
use super::presets;
use super::settings::Preset;

/// A key, or two keys one after the other.
pub(super) type Keys = Vec<Key>;

/// Who has bound a key; the later goes before the earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Binder {
    /// The command itself.
    Command,
    /// A preset.
    Preset,
    /// The user's file.
    User,
}

/// A command that a key gives.
#[derive(Clone, Copy)]
pub(super) struct Bound {
    pub(super) command: &'static Command,
    /// Where; none for wherever the command works.
    places: Option<&'static [Focus]>,
    pub(super) by: Binder,
}

impl Bound {
    pub(super) fn works_in(&self, focus: Focus) -> bool {
        self.places.map_or_else(|| self.command.works_in(focus), |places| places.contains(&focus))
    }

    /// One for just some places goes before one for all, a later binder before an earlier one.
    fn weight(&self) -> (Binder, bool) {
        (self.by, !self.command.places.is_empty() || self.places.is_some())
    }
}

/// The keys of all commands (键位).
#[derive(Clone)]
pub struct Keymap {
    keys: BTreeMap<Keys, Vec<Bound>>,
}

impl Keymap {
    /// The keys of a preset.
    pub fn of(preset: Preset) -> Self {
        let mut keymap = Self { keys: BTreeMap::new() };
        for command in commands::all() {
            for keys in command.keys.iter().filter_map(|written| parse(written).ok()) {
                keymap.bind(keys, Bound { command, places: None, by: Binder::Command });
            }
        }
        for (written, places, id) in presets::changes(preset) {
            let command = commands::all().find(|command| command.id == *id);
            if let (Ok(keys), Some(command)) = (parse(written), command) {
                keymap.bind(keys, Bound { command, places: Some(places), by: Binder::Preset });
            }
        }
        keymap
    }

    /// The keys that the program comes with.
    pub fn office() -> Self {
        Self::of(Preset::Office)
    }

    fn bind(&mut self, keys: Keys, bound: Bound) {
        self.keys.entry(keys).or_default().push(bound);
    }

    /// Binds keys as the user wishes; gives back what they gave in the same places until now.
    pub(super) fn bind_for_user(&mut self, keys: Keys, command: &'static Command) -> Option<Bound> {
        let own = Bound { command, places: None, by: Binder::User };
        let shared = |bound: &&Bound| {
            Focus::PANES.iter().any(|pane| bound.works_in(*pane) && own.works_in(*pane))
        };
        let before = self.keys.get(&keys).and_then(|all| all.iter().rev().find(shared)).copied();
        self.bind(keys, own);
        before.filter(|before| before.command.id != command.id)
    }

    /// Takes keys from all commands that have them; false where none has.
    pub(super) fn unbind(&mut self, keys: &[Key]) -> bool {
        self.keys.remove(keys).is_some()
    }

    /// The command that a key, or two, give while a place has the keys.
    pub fn command(&self, focus: Focus, keys: &[Key]) -> Option<&'static Command> {
        let there = self.keys.get(keys)?.iter().filter(|bound| bound.works_in(focus));
        // Of equals the first.
        let best = there.rev().max_by_key(|bound| bound.weight())?;
        Some(best.command)
    }

    /// What may follow a key that begins a pair here: the second keys, and what they give.
    pub fn follow(&self, focus: Focus, first: Key) -> Vec<(Key, &'static Command)> {
        let pairs = self.keys.keys().filter_map(|keys| match keys.as_slice() {
            [begun, second] if *begun == first => Some((*second, self.command(focus, keys)?)),
            _ => None,
        });
        pairs.collect()
    }

    /// The key to show for a command: the first of its own that still gives it; else what a preset or the user gave it.
    pub fn shown(&self, command: &Command) -> String {
        let gives = |keys: &[Key]| {
            Focus::PANES
                .iter()
                .any(|pane| self.command(*pane, keys).is_some_and(|given| given.id == command.id))
        };
        let own = command.keys.iter().filter_map(|written| parse(written).ok());
        let bound = self.keys.iter().filter(|(_, all)| {
            all.iter().any(|bound| bound.command.id == command.id && bound.by > Binder::Command)
        });
        let by_user = |keys: &Keys| {
            let all = self.keys.get(keys).into_iter().flatten();
            all.into_iter().any(|bound| bound.by == Binder::User && bound.command.id == command.id)
        };
        let given: Vec<Keys> = bound.map(|(keys, _)| keys.clone()).collect();
        let users = given.iter().filter(|keys| by_user(keys)).cloned().collect::<Vec<_>>();
        let found = users.into_iter().chain(own).chain(given).find(|keys| gives(keys));
        found.map(|keys| written(&keys)).unwrap_or_default()
    }

    /// Whether any key gives the command here.
    pub fn reaches(&self, focus: Focus, command: &Command) -> bool {
        self.keys
            .keys()
            .any(|keys| self.command(focus, keys).is_some_and(|given| given.id == command.id))
    }
}

/// Reads a key or two parted by a blank, in any case: `Ctrl-S`, `g g`.
///
/// # Errors
/// Where a word names no key, or there are more than two.
pub(super) fn parse(text: &str) -> Result<Keys, KeyError> {
    let keys: Keys = text
        .split_whitespace()
        .map(|word| match word.chars().count() {
            1 => word.parse(),
            _ => word.to_lowercase().parse(),
        })
        .collect::<Result<_, _>>()?;
    if keys.is_empty() || keys.len() > 2 { Err(KeyError::naming(text)) } else { Ok(keys) }
}

/// As they are shown to the user.
pub(super) fn written(keys: &[Key]) -> String {
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
