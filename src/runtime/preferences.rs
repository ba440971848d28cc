//! The user's own files, read once at start: `settings.ron` and `keys.ron`.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::app::{Keymap, Settings, read_keys};
use crate::text::width::Widths;

/// What the user has settled, and what of it could not be used.
#[derive(Clone)]
pub struct Preferences {
    /// The settings.
    pub settings: Settings,
    /// The keys: a preset with the user's own over it.
    pub keymap: Keymap,
    /// One sentence for each thing that is wrong: which file, where, what, how to mend it.
    pub troubles: Vec<String>,
    /// The files that were found.
    pub files: Vec<PathBuf>,
}

impl Default for Preferences {
    fn default() -> Self {
        let (settings, keymap) = (Settings::default(), Keymap::office());
        Self { settings, keymap, troubles: Vec::new(), files: Vec::new() }
    }
}

impl Preferences {
    /// Reads the files of a folder. What is not there, or cannot be used, is as it is by default; the latter is told.
    pub fn read(folder: Option<&Path>) -> Self {
        let mut read = Self::default();
        let Some(folder) = folder else { return read };
        if let Some((name, text)) = read.file(&folder.join("settings.ron")) {
            match Settings::read(&text) {
                Ok(settings) => read.settings = settings,
                Err(error) => {
                    read.troubles.push(format!("设置文件 {name} {error}；整个文件没有用"));
                }
            }
        }
        read.keymap = Keymap::of(read.settings.preset);
        if let Some((name, text)) = read.file(&folder.join("keys.ron")) {
            match read_keys(read.settings.preset, &text) {
                Ok((keymap, troubles)) => {
                    read.keymap = keymap;
                    let told = troubles.iter().map(|trouble| format!("按键文件 {name} {trouble}"));
                    read.troubles.extend(told);
                }
                Err(error) => {
                    read.troubles.push(format!("按键文件 {name} {error}；整个文件没有用"));
                }
            }
        }
        read
    }

    /// The path and the text of a file, where there is one.
    fn file(&mut self, path: &Path) -> Option<(String, String)> {
        let name = path.display().to_string();
        match fs::read_to_string(path) {
            Ok(text) => {
                self.files.push(path.to_owned());
                Some((name, text))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => {
                self.troubles.push(format!("{name} 读不了，没有用 [{error}]"));
                None
            }
        }
    }

    /// How wide ambiguous glyphs are taken to be; none to measure.
    pub fn widths(&self) -> Option<Widths> {
        match self.settings.ambiguous {
            crate::app::Ambiguous::Auto => None,
            crate::app::Ambiguous::Narrow => Some(Widths::NARROW),
            crate::app::Ambiguous::Wide => Some(Widths::WIDE),
        }
    }

    /// What is told on the screen: the first trouble, and how many more there are.
    pub fn told(&self) -> Option<String> {
        let first = self.troubles.first()?;
        Some(match self.troubles.len() - 1 {
            0 => first.clone(),
            more => format!("{first}（还有 {more} 处，nianbao doctor 全部列出）"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Focus, Preset};

    fn preferences(settings: &str, keys: &str) -> Preferences {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in [("settings.ron", settings), ("keys.ron", keys)] {
            if !text.is_empty() {
                fs::write(folder.path().join(name), text).expect("written");
            }
        }
        Preferences::read(Some(folder.path()))
    }

    #[test]
    fn no_file_is_no_trouble() {
        let read = preferences("", "");
        assert!(read.troubles.is_empty() && read.settings == Settings::default());
        assert!(Preferences::read(None).told().is_none());
    }

    #[test]
    fn keys_are_added_to_the_preset_of_the_settings() {
        let read = preferences(
            "(preset: vim, ambiguous: wide)",
            "(bind: {\"ctrl-d\": \"find.text\"}, unbind: [\"ctrl-d\"])",
        );
        assert_eq!((read.settings.preset, read.widths()), (Preset::Vim, Some(Widths::WIDE)));
        let gives = |keys: &str| {
            let key = keys.parse().expect("a key");
            read.keymap.command(Focus::Text, &[key]).map(|command| command.id)
        };
        assert_eq!((gives("ctrl-d"), gives("w")), (Some("find.text"), Some("text.word_right")));
        assert!(read.troubles.is_empty(), "{:?}", read.troubles);
    }

    #[test]
    fn what_is_wrong_is_told_with_file_and_line() {
        let read = preferences(
            "(\n presett: vim)",
            "(bind: {\n\"ctrl-h\": \"find.text\",\n\"ctrl-d\": \"nothing\",\n})",
        );
        assert_eq!(read.troubles.len(), 3, "{:?}", read.troubles);
        let told = read.told().expect("trouble");
        assert!(told.contains("settings.ron 第 2 行") && told.contains("还有 2 处"), "{told}");
    }
}
