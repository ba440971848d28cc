//! The interface without a terminal: keys in, screen out, effects done at once. For pictures, bug reports and tests.

use std::path::PathBuf;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{self, Action, Effect, Key, KeyError, Outcome, Size, State};
use crate::model::Year;
use crate::review::Review;
use crate::ui::{Caret, Theme, draw};

use super::desk::Desk;
use super::keeper::Keeper;
use super::loaded::Loaded;
use super::preferences::Preferences;

/// A session that nobody sits at.
pub struct Headless {
    state: State,
    theme: Theme,
    desk: Desk,
    /// Whether what would be written to disk is left undone.
    rehearses: bool,
    has_left: bool,
}

impl Headless {
    /// Opens the interface on a project, or on the start page. New ids follow from a fixed seed.
    pub fn new(project: Option<Loaded>, size: Size, theme: Theme) -> Self {
        Self::start(project, size, theme, false)
    }

    fn start(project: Option<Loaded>, size: Size, theme: Theme, rehearses: bool) -> Self {
        let mut headless = Self {
            state: State::new(size, 1),
            theme,
            desk: Desk::new(Keeper::new(None, String::new())),
            rehearses,
            has_left: false,
        };
        match project {
            Some(loaded) => {
                let (entered, opened) = loaded.parted();
                headless.desk.enter(entered);
                headless.act(Action::Outcome(Outcome::Opened(Box::new(opened))));
            }
            None => headless.act(Action::Resize(size)),
        }
        headless
    }

    /// The same, but nothing is written to disk: saving, importing and exporting only say that they would.
    pub fn rehearsal(project: Option<Loaded>, size: Size, theme: Theme) -> Self {
        Self::start(project, size, theme, true)
    }

    /// Goes to a place, see [`State::go_to`].
    ///
    /// # Errors
    /// One sentence that says which part leads nowhere.
    pub fn go_to(&mut self, place: &str) -> Result<(), String> {
        self.state.go_to(place)?;
        self.state.rest();
        Ok(())
    }

    /// Uses these settings and keys.
    pub fn prefer(&mut self, preferences: Preferences) {
        let told = preferences.told();
        (self.state.settings, self.state.keymap) = (preferences.settings, preferences.keymap);
        self.take(Action::Resize(self.state.size));
        if let Some(told) = told {
            self.state.warn(told);
        }
    }

    /// What the program knows.
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Whether the user has left.
    pub const fn has_left(&self) -> bool {
        self.has_left
    }

    /// Takes one action and does what it asks for, and then what is done at a pause.
    pub fn act(&mut self, action: Action) {
        self.take(action);
        self.check_again();
    }

    /// What is done once the user has paused: the checks run again, what takes many words is told.
    fn check_again(&mut self) {
        self.state.rest();
        for effect in self.state.check_at_pause() {
            if let Some(outcome) = self.desk.perform(effect) {
                self.take(Action::Outcome(outcome));
            }
        }
    }

    fn take(&mut self, action: Action) {
        let effects = app::update(&mut self.state, action);
        self.perform(effects);
    }

    /// The user stops typing for a moment: what is not saved is kept.
    pub fn pause(&mut self) {
        let effects = self.state.keep();
        self.perform(effects);
    }

    /// Has what is about a report written, as a reviewer's step does.
    ///
    /// # Errors
    /// One sentence, if it cannot be.
    pub fn note(&mut self, year: Year, review: Review) -> Result<(), String> {
        match self.desk.perform(Effect::SaveReview(year, Arc::new(review))) {
            Some(Outcome::Failed(why)) => Err(why),
            _ => Ok(()),
        }
    }

    /// Half a minute passes: what others did is found out.
    pub fn wait(&mut self) {
        for outcome in self.desk.beat() {
            self.take(Action::Outcome(outcome));
        }
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut actions = Vec::new();
        let mut effects = effects;
        loop {
            for effect in effects {
                if matches!(effect, Effect::Quit) {
                    self.has_left = true;
                    let parting = self.state.parting().filter(|_| !self.rehearses);
                    parting.map(|parting| self.desk.perform(parting));
                }
                let writes = !matches!(
                    effect,
                    Effect::Check(..)
                        | Effect::Open(_)
                        | Effect::Versions(_)
                        | Effect::ReadVersion(_)
                        | Effect::Look
                        | Effect::Import(_)
                );
                if self.rehearses && writes {
                    if matches!(
                        effect,
                        Effect::Create { .. }
                            | Effect::Add(_)
                            | Effect::Roll(_)
                            | Effect::OpenAndRoll(_)
                    ) {
                        let told = "这里只是演示，没有写文件".to_owned();
                        actions.push(Action::Outcome(Outcome::Failed(told)));
                    }
                    continue;
                }
                match self.desk.perform(effect) {
                    // The time of day would make every picture another one.
                    Some(Outcome::Saved { revision, trouble, .. }) => {
                        let when = "14:05".to_owned();
                        actions.push(Action::Outcome(Outcome::Saved { revision, when, trouble }));
                    }
                    Some(outcome) => actions.push(Action::Outcome(outcome)),
                    None => {}
                }
            }
            let Some(action) = actions.pop() else { return };
            effects = app::update(&mut self.state, action);
        }
    }

    /// Keeps unsaved work in this state folder from now on, and saves in the name of this person.
    pub fn work_as(&mut self, state: PathBuf, name: &str) {
        self.desk.keeper = Keeper::new(Some(state), name.to_owned());
    }

    /// Says who sits here.
    pub fn sit(&mut self, user: &str) {
        user.clone_into(&mut self.state.user);
    }

    /// Says what time it is.
    pub const fn set_time(&mut self, now: jiff::Timestamp) {
        self.state.now = now;
    }

    /// Presses keys, parted by blanks: `F5 F8 ctrl-s 3`. A word that names no key and is no ASCII is typed as a phrase.
    ///
    /// # Errors
    /// If an ASCII word names no key.
    pub fn press(&mut self, keys: &str) -> Result<(), KeyError> {
        self.strike(keys)?;
        self.check_again();
        Ok(())
    }

    /// The same, by somebody who goes on typing: nothing is done yet that waits for a pause.
    ///
    /// # Errors
    /// If an ASCII word names no key.
    pub fn strike(&mut self, keys: &str) -> Result<(), KeyError> {
        for word in keys.split_whitespace() {
            let named =
                if word.chars().count() > 1 { word.to_ascii_lowercase() } else { word.to_owned() };
            match named.parse::<Key>() {
                Ok(key) => self.take(Action::Key(key)),
                Err(_) if !word.is_ascii() => self.take(Action::Phrase(word.to_owned())),
                // The word is told as it was written.
                Err(_) => return word.parse::<Key>().map(drop),
            }
        }
        Ok(())
    }

    /// Presses one key with another to follow at once: nothing is done as at a pause.
    ///
    /// # Errors
    /// If there is no such key.
    pub fn press_on(&mut self, key: &str) -> Result<(), KeyError> {
        self.take(Action::Key(key.parse()?));
        Ok(())
    }

    /// The screen now, and where the caret stands.
    pub fn screen(&self) -> (Buffer, Option<Caret>) {
        let Size { columns, rows } = self.state.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        let caret = draw(&self.state, &self.theme, &mut buffer);
        (buffer, caret)
    }
}
