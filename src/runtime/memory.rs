//! What was measured of a terminal, remembered from one session to the next: the first frame is then laid out right.

use std::fs;
use std::path::{Path, PathBuf};

use super::surroundings::Surroundings;
use crate::text::width::{Class, Widths};

/// Terminals that are remembered; the oldest goes first.
const MOST: usize = 30;

/// The file of the measured widths (字宽记录), and the line in it that is about this terminal.
#[derive(Debug, Clone)]
pub(super) struct Memory {
    path: PathBuf,
    terminal: String,
}

impl Memory {
    /// The memory of this terminal; none without a state folder.
    pub(super) fn of(surroundings: &Surroundings) -> Option<Self> {
        let path = surroundings.state_folder.as_ref()?.join("widths");
        let word =
            |text: &Option<String>| text.clone().unwrap_or_default().replace(['\t', '\n'], " ");
        let between = surroundings.multiplexer.map(|between| format!("{between:?}"));
        let line = if surroundings.ssh { "ssh" } else { "" };
        let terminal = [
            word(&surroundings.term),
            word(&surroundings.term_program),
            between.unwrap_or_default(),
            line.to_owned(),
        ];
        Some(Self { path, terminal: terminal.join("|") })
    }

    /// What was measured here last time.
    pub(super) fn widths(&self) -> Option<Widths> {
        let text = fs::read_to_string(&self.path).ok()?;
        let mut lines = text.lines().filter_map(|line| line.split_once('\t'));
        let (_, classes) = lines.find(|(terminal, _)| *terminal == self.terminal)?;
        let told: Vec<bool> = classes.chars().map(|digit| digit == '2').collect();
        if told.len() != Class::ALL.len() || classes.chars().any(|digit| !"12".contains(digit)) {
            return None;
        }
        let told = Class::ALL.into_iter().zip(told);
        Some(told.fold(Widths::NARROW, |widths, (class, wide)| widths.with(class, wide)))
    }

    /// Remembers what was measured. A memory that cannot be written is none: it is measured again next time.
    pub(super) fn keep(&self, widths: &Widths) {
        let classes: String = Class::ALL
            .into_iter()
            .map(|class| if widths.is_wide(class) { '2' } else { '1' })
            .collect();
        let before = fs::read_to_string(&self.path).unwrap_or_default();
        let others = before.lines().filter(|line| {
            line.split_once('\t').is_some_and(|(terminal, _)| terminal != self.terminal)
        });
        let mut lines = vec![format!("{}\t{classes}", self.terminal)];
        lines.extend(others.take(MOST - 1).map(str::to_owned));
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let _ = fs::create_dir_all(folder)
            .and_then(|()| fs::write(&self.path, format!("{}\n", lines.join("\n"))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memory(folder: &Path, term: &str) -> Memory {
        let folder = folder.display().to_string();
        let given = [("XDG_STATE_HOME", folder.as_str()), ("TERM", term)];
        Memory::of(&Surroundings::given(&given)).expect("a folder")
    }

    #[test]
    fn each_terminal_has_its_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let (one, other) = (memory(folder.path(), "xterm"), memory(folder.path(), "screen"));
        assert_eq!(one.widths(), None);
        one.keep(&Widths::WIDE);
        other.keep(&Widths::NARROW.with(Class::Quotes, true));
        one.keep(&Widths::NARROW);
        assert_eq!(one.widths(), Some(Widths::NARROW));
        assert_eq!(other.widths(), Some(Widths::NARROW.with(Class::Quotes, true)));
    }

    #[test]
    fn a_spoilt_memory_is_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let memory = memory(folder.path(), "xterm");
        memory.keep(&Widths::WIDE);
        for spoilt in ["", "xterm|||", "xterm|||\t12", "xterm|||\txxxxxxxxxxxxxxxx"] {
            fs::write(&memory.path, spoilt).expect("written");
            assert_eq!(memory.widths(), None, "{spoilt}");
        }
    }
}
