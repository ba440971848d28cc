//! What the tests of the interface share: a project in a folder of its own, keys in, screen out.

use std::fs;
use std::path::Path;

use nianbao::app::{Action, Outcome, Size};
use nianbao::runtime::{Headless, Preferences, load};
use nianbao::text::width::Widths;
use nianbao::ui::Theme;
use nianbao::ui::text;
use tempfile::TempDir;

/// The interface on a copy of a sample project.
pub(crate) struct Program {
    session: Headless,
    folder: TempDir,
}

impl Program {
    /// Opens a sample project at 80×24.
    pub(crate) fn on(sample: &str) -> Self {
        Self::sized(sample, 80, 24)
    }

    /// Opens a sample project in a window of a size.
    pub(crate) fn sized(sample: &str, columns: u16, rows: u16) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(sample),
            folder.path(),
        );
        Self::open(folder, columns, rows)
    }

    /// Opens whatever stands in a folder.
    pub(crate) fn open(folder: TempDir, columns: u16, rows: u16) -> Self {
        let mut loaded = load(folder.path()).expect("the project opens");
        loaded.opened.folder = folder.path().display().to_string();
        let theme = Theme::built_in("默认").expect("the theme");
        let session = Headless::new(Some(loaded), Size { columns, rows }, theme);
        Self { session, folder }
    }

    /// The clean sample with its newest report as a draft, the report's file changed before it is opened.
    pub(crate) fn drafting(change: impl Fn(String) -> String) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/shili-minzheng");
        copy(&sample, folder.path());
        let path = folder.path().join("reports/2024.ron");
        let text = fs::read_to_string(&path).expect("the report");
        let text = change(text.replace("status: Published", "status: Draft"));
        fs::write(&path, text).expect("written");
        Self::open(folder, 80, 24)
    }

    /// Opens a copy of a sample project at a place.
    pub(crate) fn at(sample: &str, place: &str) -> Self {
        let mut program = Self::on(sample);
        program.session.go_to(place).expect("a place of the project");
        program
    }

    /// The start page, with no project.
    pub(crate) fn nowhere(columns: u16, rows: u16) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let theme = Theme::built_in("默认").expect("the theme");
        Self { session: Headless::new(None, Size { columns, rows }, theme), folder }
    }

    /// Uses these settings and keys.
    #[must_use]
    pub(crate) fn preferring(mut self, preferences: Preferences) -> Self {
        self.session.prefer(preferences);
        self
    }

    /// Presses keys parted by blanks; words of 汉字 are typed.
    #[must_use]
    pub(crate) fn press(mut self, keys: &str) -> Self {
        self.session.press(keys).expect("keys that there are");
        self
    }

    /// Presses keys without a pause after them.
    pub(crate) fn strike(&mut self, keys: &str) {
        self.session.strike(keys).expect("keys that there are");
    }

    /// Presses one key with others to follow at once.
    pub(crate) fn press_on(&mut self, key: &str) {
        self.session.press_on(key).expect("a key that there is");
    }

    /// Goes to a place, written as on the command line.
    #[must_use]
    pub(crate) fn go(mut self, place: &str) -> Self {
        self.session.go_to(place).expect("a place of the project");
        self
    }

    /// Says who sits at the keyboard.
    #[must_use]
    pub(crate) fn sits(mut self, user: &str) -> Self {
        self.session.sit(user);
        self
    }

    /// Says what time it is: seconds since 1970.
    #[must_use]
    pub(crate) fn at_time(mut self, second: i64) -> Self {
        self.session.set_time(jiff::Timestamp::from_second(second).expect("a time"));
        self
    }

    /// Pastes text.
    #[must_use]
    pub(crate) fn paste(mut self, text: &str) -> Self {
        self.session.act(Action::Paste(text.to_owned()));
        self
    }

    /// Gives the window another size.
    #[must_use]
    pub(crate) fn resize(mut self, columns: u16, rows: u16) -> Self {
        self.session.act(Action::Resize(Size { columns, rows }));
        self
    }

    /// The terminal was measured.
    #[must_use]
    pub(crate) fn measured(mut self, widths: Widths) -> Self {
        self.session.act(Action::Outcome(Outcome::Measured(widths)));
        self
    }

    /// Writes a file of the project behind the program's back.
    #[must_use]
    pub(crate) fn elsewhere(self, file: &str, change: impl Fn(String) -> String) -> Self {
        let path = self.folder.path().join(file);
        let text = fs::read_to_string(&path).expect("a file of the project");
        fs::write(path, change(text)).expect("written");
        self
    }

    /// The screen, with the project's folder (another one each time) written as `项目`, then the caret.
    pub(crate) fn screen(&self) -> String {
        let (buffer, caret) = self.session.screen();
        let folder = self.folder.path().display().to_string();
        let mut lines = text::lines(&buffer);
        for line in &mut lines {
            if let Some((before, _)) = line.split_once(folder.as_str()) {
                *line = format!("{before}项目");
            }
        }
        let caret = caret.map_or("光标 无".to_owned(), |caret| {
            format!("光标 列{} 行{}{}", caret.x, caret.y, if caret.typing { " 输入" } else { "" })
        });
        format!("{}\n{caret}", lines.join("\n"))
    }

    /// One row of the screen, from 0.
    pub(crate) fn row(&self, row: usize) -> String {
        self.screen().lines().nth(row).unwrap_or_default().to_owned()
    }

    /// A file of the project as it stands on disk.
    pub(crate) fn file(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).expect("a file of the project")
    }

    /// The project's folder.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Whether the user has left.
    pub(crate) const fn has_left(&self) -> bool {
        self.session.has_left()
    }

    /// The session itself.
    pub(crate) const fn session(&self) -> &Headless {
        &self.session
    }
}

/// The rows of a session's screen.
pub(crate) fn shown(session: &Headless) -> String {
    text::lines(&session.screen().0).join("\n")
}

/// The screen holds these words; a long sentence is broken where the row ends.
pub(crate) fn sees(session: &Headless, words: &str) {
    let squeezed = |text: &str| -> String { text.split_whitespace().collect() };
    let screen = shown(session);
    assert!(squeezed(&screen).contains(&squeezed(words)), "{words}\n{screen}");
}

/// Copies a folder with all below it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy(&source, &target);
        } else {
            fs::copy(&source, &target).expect("copied");
        }
    }
}

/// What the versions of the report of 2024 hold, the newest first.
pub(crate) fn versions(folder: &Path) -> Vec<String> {
    let there = nianbao::store::versions::list(folder, 2024);
    let bytes = there.iter().map(|version| nianbao::store::versions::bytes(version).unwrap());
    bytes.map(|bytes| String::from_utf8(bytes).unwrap()).collect()
}
