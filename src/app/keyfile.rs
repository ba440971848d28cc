//! The user's own keys (`keys.ron`): read, checked, and added to a preset.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::arrival::why_never;
use super::command::Command;
use super::commands;
use super::key::Key;
use super::keymap::{Keymap, Keys, parse, written};
use super::settings::{Preset, SettingsError, options, told};

/// One thing in a key file that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("第 {line} 行：{what}")]
pub struct KeyTrouble {
    /// Line, from 1.
    pub line: usize,
    /// What, why, and how to mend it.
    pub what: String,
}

/// A key file as it stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    /// Keys and the commands that they are to give, in the order of the file.
    bind: Pairs,
    /// Keys that are to give nothing.
    unbind: Vec<String>,
}

/// The entries of a map in their order; one that stands twice is kept twice.
#[derive(Debug, Default)]
struct Pairs(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Pairs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("键和命令，如 { \"ctrl-d\": \"section.delete_paragraph\" }")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    pairs.push(entry);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

/// The keys of a preset with the user's own over them, and everything in the file that wants telling. What is wrong is
/// left out, and the rest is used.
///
/// # Errors
/// Where the file is no key file at all.
pub fn read(preset: Preset, text: &str) -> Result<(Keymap, Vec<KeyTrouble>), SettingsError> {
    let file: Written = options().from_str(text).map_err(|error| SettingsError {
        line: error.span.start.line,
        column: error.span.start.col,
        what: told(&error.code),
    })?;
    let mut reading =
        Reading { keymap: Keymap::of(preset), troubles: Vec::new(), bound: Vec::new() };
    let mut lines = Lines::of(text);
    let unbound: Vec<(usize, &String)> =
        file.unbind.iter().map(|keys| (lines.clone().line_of(keys), keys)).collect();
    for (line, keys) in unbound {
        reading.unbind(line, keys);
    }
    for (keys, id) in &file.bind.0 {
        let line = lines.line_of(keys);
        if let Some((keys, command)) = reading.meant(line, keys, id) {
            reading.bind(line, keys, command);
        }
    }
    reading.troubles.sort_by_key(|trouble| trouble.line);
    Ok((reading.keymap, reading.troubles))
}

struct Reading {
    keymap: Keymap,
    troubles: Vec<KeyTrouble>,
    /// What the file has bound so far, and in which line.
    bound: Vec<(Keys, usize, &'static Command)>,
}

impl Reading {
    fn tell(&mut self, line: usize, what: String) {
        self.troubles.push(KeyTrouble { line, what });
    }

    fn keys(&mut self, line: usize, text: &str) -> Option<Keys> {
        parse(text).map_err(|error| self.tell(line, error.to_string())).ok()
    }

    fn unbind(&mut self, line: usize, text: &str) {
        if let Some(keys) = self.keys(line, text)
            && keys.as_slice() != ["esc".parse().unwrap_or(Key::plain(super::key::Code::Esc))]
            && !self.keymap.unbind(&keys)
        {
            self.tell(line, format!("“{text}”本来就没有绑什么，不用写在 unbind 里"));
        }
    }

    /// The keys and the command of an entry, if both are possible.
    fn meant(&mut self, line: usize, text: &str, id: &str) -> Option<(Keys, &'static Command)> {
        let keys = self.keys(line, text);
        let command = commands::all().find(|command| command.id == id);
        if command.is_none() {
            self.tell(line, format!("没有叫“{id}”的命令{}", nearest(id)));
        }
        let (keys, command) = (keys?, command?);
        if let Some(why) = keys.iter().find_map(|key| why_never(*key)) {
            self.tell(line, format!("“{text}”不能绑：{why}"));
            return None;
        }
        let types = keys.first().is_some_and(|key| key.typed().is_some());
        let only_typing = |command: &Command| {
            !command.places.is_empty() && command.places.iter().all(|place| place.takes_text())
        };
        if types && only_typing(command) {
            let title = command.title;
            self.tell(
                line,
                format!("“{text}”在编辑时是打字，而“{title}”只在编辑里用；换成 Ctrl 或 F 键"),
            );
            return None;
        }
        Some((keys, command))
    }

    fn bind(&mut self, line: usize, keys: Keys, command: &'static Command) {
        let name = written(&keys);
        let now = format!("“{}”（{}）", command.title, command.id);
        if let Some((_, first, other)) = self.bound.iter().find(|(other, ..)| *other == keys) {
            let what = format!(
                "“{name}”绑了两次：第 {first} 行给“{}”（{}），这里给{now}；用的是后一个",
                other.title, other.id
            );
            self.tell(line, what);
            self.keymap.bind_for_user(keys, command);
            return;
        }
        if let Some(before) = self.keymap.bind_for_user(keys.clone(), command) {
            let (title, id) = (before.command.title, before.command.id);
            self.tell(
                line,
                format!("“{name}”原来给“{title}”（{id}），现在给{now}；有意如此就把它写进 unbind"),
            );
        }
        self.bound.push((keys, line, command));
    }
}

/// The command that a wrong name is most like.
fn nearest(id: &str) -> String {
    let near =
        commands::all().map(|command| (strsim::damerau_levenshtein(id, command.id), command));
    match near.min_by_key(|(distance, _)| *distance) {
        Some((distance, command)) if distance <= id.len() / 2 + 1 => {
            format!("；最像的是“{}”（{}）", command.id, command.title)
        }
        _ => "；名称见 Ctrl-P 命令面板，或 nianbao doctor --keys".to_owned(),
    }
}

/// Finds the lines of entries in the order in which they stand. Comments do not count.
#[derive(Clone)]
struct Lines {
    text: String,
    from: usize,
}

impl Lines {
    fn of(text: &str) -> Self {
        let without = text.lines().map(|line| match line.find("//") {
            Some(at)
                if line.get(..at).is_some_and(|before| before.matches('"').count() % 2 == 0) =>
            {
                line.get(..at).unwrap_or_default()
            }
            _ => line,
        });
        let text = without.collect::<Vec<_>>().join("\n");
        let from = text.find("bind").unwrap_or(0);
        Self { text, from }
    }

    /// The line of the next entry that is written so.
    fn line_of(&mut self, written: &str) -> usize {
        let quoted = format!("\"{written}\"");
        let rest = self.text.get(self.from..).unwrap_or_default();
        let at =
            rest.find(&quoted).map_or_else(|| self.text.find(&quoted), |at| Some(self.from + at));
        let Some(at) = at else { return 1 };
        self.from = at + quoted.len();
        self.text.get(..at).unwrap_or_default().matches('\n').count() + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::focus::Focus;

    fn troubles(text: &str) -> Vec<String> {
        read(Preset::Office, text).unwrap().1.iter().map(ToString::to_string).collect()
    }

    fn gives(text: &str, pane: Focus, keys: &str) -> Option<&'static str> {
        let (keymap, _) = read(Preset::Office, text).unwrap();
        keymap.command(pane, &parse(keys).unwrap()).map(|command| command.id)
    }

    #[test]
    fn own_keys_are_added_to_the_preset() {
        let text = "(\n bind: {\n  \"Ctrl-D\": \"section.delete_paragraph\",\n  \"g g\": \"text.last\",\n },\n unbind: [\"e\", \"g\"],\n)";
        assert_eq!(troubles(text), [""; 0]);
        assert_eq!(gives(text, Focus::Text, "ctrl-d"), Some("section.delete_paragraph"));
        assert_eq!(gives(text, Focus::Text, "g g"), Some("text.last"));
        assert_eq!(gives(text, Focus::Text, "e"), None);
        assert_eq!(gives(text, Focus::Text, "f2"), Some("edit.start"));
    }

    #[test]
    fn what_cannot_be_is_told_with_its_line_and_the_rest_is_used() {
        let text = "(bind: {\n \"ctrl-h\": \"find.text\",\n \"ctrl-d\": \"fnd.text\", // \"x\"\n \"x\": \"text.rub_on\",\n \"ctrl-strange\": \"find.text\",\n \"ctrl-d\": \"find.text\",\n})";
        let told = troubles(text);
        assert_eq!(told.len(), 4, "{told:?}");
        assert_eq!(told[0], "第 2 行：“ctrl-h”不能绑：到达时就是退格");
        assert_eq!(told[1], "第 3 行：没有叫“fnd.text”的命令；最像的是“find.text”（查找）");
        assert!(told[2].starts_with("第 4 行：“x”在编辑时是打字"), "{told:?}");
        assert!(told[3].starts_with("第 5 行：没有叫“ctrl-strange”的按键"), "{told:?}");
        assert_eq!(gives(text, Focus::Text, "ctrl-d"), Some("find.text"));
    }

    #[test]
    fn a_conflict_is_told_with_both_commands() {
        let told = troubles("(bind: {\n \"ctrl-f\": \"find.replace\",\n})");
        assert_eq!(told.len(), 1);
        assert!(told[0].contains("find.text") && told[0].contains("find.replace"), "{told:?}");
        let told =
            troubles("(\n unbind: [\"ctrl-f\"],\n bind: {\n \"ctrl-f\": \"find.replace\",\n})");
        assert_eq!(told, [""; 0]);
        let told =
            troubles("(bind: {\n \"ctrl-d\": \"find.text\",\n\n \"ctrl-d\": \"find.replace\",\n})");
        assert!(told[0].starts_with("第 4 行") && told[0].contains("第 2 行"), "{told:?}");
    }

    #[test]
    fn a_file_that_is_none_is_refused_with_its_place() {
        for (text, line) in
            [("(bind: {\n \"ctrl-d\" \"find.text\" })", 2), ("(\n\n bnd: {})", 3), ("", 1)]
        {
            let error = read(Preset::Office, text).err().unwrap();
            assert_eq!(error.line, line, "{text}: {error}");
        }
    }

    #[test]
    fn every_preset_is_whole() {
        for preset in [Preset::Office, Preset::Vim, Preset::Mc] {
            for (keys, places, id) in super::super::presets::changes(preset) {
                let keys = parse(keys).unwrap_or_else(|error| panic!("{error}"));
                let keymap = Keymap::of(preset);
                for place in *places {
                    let given = keymap.command(*place, &keys).map(|command| command.id);
                    assert_eq!(given, Some(*id), "{} in {place:?}", written(&keys));
                }
            }
        }
    }
}
