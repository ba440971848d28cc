//! The walls of the house: which room may name which, which tool belongs where, how long a file may be.
//!
//! Everything is read from the sources as text, so a broken wall is told with the file that broke it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, from the ground up. A file may name rooms on lower floors, and no other.
const FLOORS: &[&[&str]] = &[
    &["text"],
    &["model", "editor"],
    &["edit", "forms"],
    &["figures"],
    &["checks", "review"],
    &["project"],
    &["import", "export"],
    &["app", "store"], // side by side: neither sees the other, so the state cannot touch a file
    &["ui", "wire"],
    &["runtime"],
    &["cli"],
];

/// Names that stand above their floor's rule: `ui` never sees `store`.
const NEVER: &[(&str, &str)] =
    &[("ui", "store"), ("wire", "app"), ("wire", "model"), ("checks", "edit")];

/// What only these rooms may name. An entry that nothing uses any more is red too.
const TOOLS: &[(&str, &[&str])] = &[
    ("std::fs", &["store", "runtime", "cli"]),
    ("std::thread", &["runtime"]),
    ("ratatui", &["ui", "wire", "runtime"]),
    ("crossterm", &["runtime"]),
    ("unicode_width", &["text"]),
    ("tui_textarea", &["app"]),
    ("ron::", &["store", "forms", "figures", "checks", "ui", "app"]),
];

/// Rooms in which a binary float is refused: money and rates are exact.
const EXACT: &[&str] =
    &["model", "figures", "checks", "forms", "store", "edit", "review", "project"];

/// Lines a source file may have, its tests not counted.
const LONGEST: usize = 400;

struct Source {
    path: PathBuf,
    room: String,
    /// The text without its trailing `#[cfg(test)] mod tests`.
    code: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    walk(&root().join("src"), &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source file is UTF-8");
            let code =
                text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
            let inside = path.strip_prefix(root().join("src")).expect("below src");
            let first = inside.components().next().expect("a name").as_os_str().to_string_lossy();
            let room = first.trim_end_matches(".rs").to_owned();
            Source { path, room, code }
        })
        .collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the tree") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

/// The rooms that a text names as `crate::room` or in a braced `use crate::{room::…, …}`.
fn named_rooms(code: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for part in line.split("crate::").skip(1) {
            let name: String =
                part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !name.is_empty() {
                named.insert(name);
            }
        }
    }
    named
}

/// The lines that are code: no comments, no doc comments.
fn code_lines(code: &str) -> impl Iterator<Item = (usize, &str)> {
    code.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(at, line)| (at + 1, line))
}

#[test]
fn every_room_has_a_floor() {
    for source in sources() {
        let door = ["lib", "main"].contains(&source.room.as_str());
        assert!(door || floor(&source.room).is_some(), "{} has no floor", source.path.display());
    }
}

#[test]
fn nothing_imports_upward() {
    for source in sources() {
        let Some(own) = floor(&source.room) else { continue };
        for named in named_rooms(&source.code) {
            if named == source.room {
                continue;
            }
            let path = source.path.display();
            let other =
                floor(&named).unwrap_or_else(|| panic!("{path}: `crate::{named}` is no room"));
            assert!(other < own, "{path}: \"{}\" may not import \"{named}\"", source.room);
            let forbidden = NEVER.contains(&(source.room.as_str(), named.as_str()));
            assert!(!forbidden, "{path}: \"{}\" may never import \"{named}\"", source.room);
        }
    }
}

#[test]
fn every_use_of_a_room_is_on_its_own_line() {
    for source in sources() {
        let braced = source.code.lines().any(|line| line.trim_start().starts_with("use crate::{"));
        assert!(!braced, "{}: write `use crate::room::…` a line a room", source.path.display());
    }
}

#[test]
fn every_tool_stays_in_its_room() {
    for (tool, rooms) in TOOLS {
        let mut used = BTreeSet::new();
        for source in sources() {
            for (line, text) in code_lines(&source.code) {
                if !text.contains(tool) {
                    continue;
                }
                let allowed = rooms.contains(&source.room.as_str());
                assert!(
                    allowed,
                    "{}:{line}: \"{tool}\" belongs to {rooms:?}",
                    source.path.display()
                );
                used.insert(source.room.clone());
            }
        }
        assert!(!used.is_empty(), "no room uses {tool} any more: take it off the list");
    }
}

#[test]
fn no_file_is_too_long_to_read() {
    for source in sources() {
        let lines = source.code.lines().count();
        assert!(lines <= LONGEST, "{}: {lines} lines, at most {LONGEST}", source.path.display());
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for source in sources() {
        assert!(source.code.starts_with("//! "), "{} opens without `//!`", source.path.display());
    }
}

#[test]
fn no_hidden_state_and_no_leftovers() {
    let refused = [
        "static mut",
        "OnceLock",
        "LazyLock",
        "thread_local",
        "TODO",
        "FIXME",
        "XXX",
        "dbg!",
        "::*;",
    ];
    for source in sources() {
        for (line, text) in source.code.lines().enumerate() {
            for word in refused {
                let found = text.contains(word) && !text.contains("super::*");
                assert!(!found, "{}:{}: {word}", source.path.display(), line + 1);
            }
        }
    }
}

#[test]
fn numbers_are_exact() {
    for source in sources().iter().filter(|source| EXACT.contains(&source.room.as_str())) {
        for (line, text) in code_lines(&source.code) {
            // A serializer has to name the floats in order to refuse them.
            let refused =
                ["(self, _: f32)", "(self, _: f64)"].iter().any(|kind| text.contains(kind));
            let float = !refused && ["f32", "f64"].iter().any(|kind| text.contains(kind));
            assert!(!float, "{}:{line}: a binary float", source.path.display());
        }
    }
}

#[test]
fn every_exception_gives_its_reason() {
    for source in sources() {
        let lines: Vec<(usize, &str)> = code_lines(&source.code).collect();
        for (index, (line, text)) in lines.iter().enumerate() {
            // An attribute may be broken over some lines.
            let attribute: String =
                lines.iter().skip(index).take(5).map(|(_, text)| *text).collect();
            let told = attribute.split(")]").next().is_some_and(|inside| inside.contains("reason"));
            let bare = text.contains("#[allow(") || (text.contains("#[expect(") && !told);
            assert!(!bare, "{}:{line}: write #[expect(…, reason = \"…\")]", source.path.display());
        }
    }
}

#[test]
fn the_floor_table_in_the_docs_is_this_one() {
    let library = fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
    let told: Vec<(usize, String)> = library
        .lines()
        .filter_map(|line| {
            let mut parts = line.strip_prefix("//! | ")?.split(" | ");
            let floor = parts.next()?.parse().ok()?;
            Some((floor, parts.next()?.trim_matches('`').to_owned()))
        })
        .collect();
    let built: Vec<(usize, String)> = FLOORS
        .iter()
        .enumerate()
        .flat_map(|(floor, rooms)| rooms.iter().map(move |room| (floor, (*room).to_owned())))
        .collect();
    assert_eq!(told, built);
}

#[test]
fn the_top_level_is_as_agreed() {
    let agreed = [
        "Cargo.toml",
        "Cargo.lock",
        "README.md",
        "LICENSE",
        "src",
        "themes",
        "sample-data",
        "tests",
        "benches",
        "fuzz",
        "target",
        "proptest-regressions",
    ];
    for entry in fs::read_dir(root()).expect("the top level") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(
            name.starts_with('.') || agreed.contains(&name.as_str()),
            "{name} does not belong at the top level"
        );
    }
}
