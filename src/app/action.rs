//! What happens to the state (Action), and what the state wants done to the world (Effect).

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::checks::{Finding, WordList};
use crate::edit::{Change, History};
use crate::model::Report;
use crate::model::Year;
use crate::project::{Paper, Project, Style};
use crate::review::Review;
use crate::text::width::Widths;

use super::commands;
use super::focus::Focus;
use super::geometry::Size;
use super::importing::{self, Read};
use super::key::Key;
use super::mouse::{self, Mouse};
use super::overlay;
use super::reviewing::Base;
use super::sharing::{Changed, Holding};
use super::state::{Opened, State};
use super::typing;
use super::versions::{self, Past};

/// Something that happened.
#[derive(Debug)]
pub enum Action {
    /// A key was pressed.
    Key(Key),
    /// An input method committed a phrase: several characters at once.
    Phrase(String),
    /// Text was pasted; line ends are `\n`.
    Paste(String),
    /// The mouse was used.
    Mouse(Mouse),
    /// The window has another size now.
    Resize(Size),
    /// An effect has been done, or has failed.
    Outcome(Outcome),
}

/// Which state of which report an effect was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision {
    /// The report.
    pub year: Year,
    /// [`crate::edit::History::revision`].
    pub number: u64,
}

/// Unsaved work on a report, and what the next session needs to go on from there.
#[derive(Debug, Clone)]
pub struct Work {
    /// The report as it stands.
    pub report: Report,
    /// What was done to it.
    pub history: History,
    /// Where the user stands.
    pub place: String,
}

/// Something to be done to the world (外务); the state itself never does it.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Write a report to disk.
    Save(Revision, Arc<Report>),
    /// Write what is about the report of a year to disk.
    SaveReview(Year, Arc<Review>),
    /// Put unsaved work where the next session finds it, should this one end badly.
    Keep(Revision, Box<Work>),
    /// The same of a long report of which a former state is kept: what was done to it since.
    KeepMore(Revision, Vec<Change>),
    /// The user leaves: where he stood, and what was done to the reports that are saved.
    Remember(String, BTreeMap<Year, History>),
    /// Nothing of this report is unsaved any more: what was kept of it can go.
    Forget(Year),
    /// Unsaved work of an ended session is in the report now: its file can go once the report is saved or kept.
    Adopt(Year, PathBuf),
    /// Unsaved work of an ended session is not wanted: make a version of its file.
    Shelve(Year, PathBuf),
    /// Ask for a report to be ours to write.
    Claim(Year),
    /// A report is no longer written here.
    Release(Year),
    /// Have a report as soon as whoever writes it is done, and tell him.
    Wait(Year),
    /// Take a report over from whoever writes it; what he has not saved is kept as a version.
    TakeOver(Year),
    /// What the file of a report holds now is known here; whether it is to be kept as a version.
    Rebase(Year, bool),
    /// Keep a state of a report as a version.
    KeepVersion(Year, Arc<Report>),
    /// List the versions of a report with what had changed in each.
    Pasts(Year),
    /// Put a version in the place of a report that cannot be read, which is kept as a version; then open the project again.
    PutBack(Year, PathBuf),
    /// Run the checks.
    Check(Revision, Arc<Project>),
    /// Write a paper about the report of a year beside the project.
    Paper(Arc<Project>, Year, (Paper, Style)),
    /// Put a word into the project's list of those that are right, with who says so.
    CallRight(String, String),
    /// Open the project in a folder.
    Open(String),
    /// Make a project for an agency and a year in a folder, then open it.
    Create {
        /// Where.
        folder: String,
        /// Full name of the agency.
        agency: String,
        /// Year of the first report.
        year: Year,
    },
    /// Make the draft of this year from the newest report before it, and show it.
    Roll(Year),
    /// Open the project in a folder and make next year's draft there.
    OpenAndRoll(String),
    /// Look for files near the project that can be brought in.
    Look,
    /// Read a file, or those in a folder, to be brought into the open project.
    Import(String),
    /// Write reports of new years into the open project, and show the newest of them.
    Add(Vec<Report>),
    /// Write the open report in another format beside the project; the key of the format is given, and what to do where
    /// a file of that name is there.
    Export(&'static str, Arc<Project>, Year, Over),
    /// Write a new file beside the project: its name without ending, the ending, and what stands in it.
    PutBeside {
        /// Its name.
        name: String,
        /// `csv`
        ending: &'static str,
        /// What stands in it.
        text: String,
    },
    /// Put text on the clipboard of the user's own machine.
    Copy(String),
    /// Write what the key test has shown where a technician finds it.
    ReportKeys(String),
    /// Have the terminal tell of the mouse, or no longer.
    Mouse(bool),
    /// Measure the terminal again and paint everything anew.
    Repaint,
    /// List the versions of the report of a year.
    Versions(Year),
    /// Read a version, to be compared with.
    ReadVersion(Kept),
    /// Leave.
    Quit,
}

/// A version of a report (历史版本).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The report.
    pub year: Year,
    /// What it is called: when, whose, why it was kept.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
}

/// What an export does where a file of its name is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Asks.
    Ask,
    /// Takes another name.
    Beside,
    /// Writes over it.
    Replace,
}

/// What became of an effect.
#[derive(Debug)]
pub enum Outcome {
    /// A report is on disk.
    Saved {
        /// Which state of which.
        revision: Revision,
        /// Since what time of day.
        when: String,
        /// What is to be told nevertheless.
        trouble: Option<String>,
    },
    /// Unsaved work was kept, or could not be, and why.
    Kept(Year, Result<(), String>),
    /// The versions of a report, the newest first, with what they hold.
    Pasts(Year, Vec<Past>),
    /// Who writes the report of a year.
    Held(Year, Holding),
    /// The file of a report was changed elsewhere.
    Changed(Box<Changed>),
    /// Others have noted something about a report.
    Reviewed(Box<Reviewed>),
    /// The versions of the report of a year, the newest first.
    Versions(Year, Vec<Kept>),
    /// What a version says.
    Version(Kept, Box<Report>),
    /// The checks found this.
    Checked(Revision, Vec<Finding>),
    /// The project's own words are these now.
    Words(Box<WordList>),
    /// A project was opened.
    Opened(Box<Opened>),
    /// Files that can be brought in: the path, and a note.
    Near(Vec<(String, String)>),
    /// Files were read to be brought in.
    Read(Vec<Read>),
    /// Reports of these years were written, and the project was read again.
    Added(Vec<Year>, Box<Opened>),
    /// An export was not written, since a file of this name is there: the key of the format, the name.
    InTheWay(&'static str, String),
    /// Something was done that only wants telling.
    Done(String),
    /// It failed: where, what, why, how to mend it.
    Failed(String),
    /// These bytes have come from the terminal; told while the keys are tested.
    Heard(Vec<u8>),
    /// The terminal draws ambiguous glyphs like this.
    Measured(Widths),
}

/// What others have noted about a report meanwhile.
#[derive(Debug)]
pub struct Reviewed {
    /// The report.
    pub year: Year,
    /// What both started from.
    pub base: Review,
    /// What the file holds now.
    pub theirs: Review,
}

/// Changes the state by one action and says what is to be done to the world.
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    let effects = match action {
        // Another project is being read: what is typed now would go into one that is about to be closed.
        Action::Key(_) | Action::Phrase(_) | Action::Paste(_) | Action::Mouse(_)
            if state.opening =>
        {
            state.tell("正在打开，请稍候");
            Vec::new()
        }
        Action::Key(key) => press(state, key),
        Action::Phrase(text) => typing::phrase(state, &text),
        Action::Paste(text) => typing::paste(state, &text),
        Action::Mouse(mouse) => mouse::act(state, mouse),
        Action::Resize(size) => {
            state.size = size;
            Vec::new()
        }
        Action::Outcome(outcome) => settle(state, outcome),
    };
    let mut effects = effects;
    let opens = |effect: &Effect| {
        matches!(
            effect,
            Effect::Open(_)
                | Effect::Create { .. }
                | Effect::Import(_)
                | Effect::Add(_)
                | Effect::Roll(_)
                | Effect::OpenAndRoll(_)
                | Effect::PutBack(..)
        )
    };
    state.opening |= effects.iter().any(opens);
    state.settle();
    effects.extend(state.claim());
    effects
}

pub(super) fn press(state: &mut State, key: Key) -> Vec<Effect> {
    state.message = None;
    state.last_typed = key.as_command().typed();
    let focus = state.focus.top();
    if focus.is_overlay() {
        return overlay::press(state, key);
    }
    if focus.takes_text()
        && let Some(typed) = key.typed()
    {
        return typing::typed(state, typed);
    }
    let key = if focus.takes_text() { key } else { state.meant(key.as_command()) };
    let Some(keys) = state.keys_so_far(focus, key) else { return Vec::new() };
    match state.keymap.command(focus, &keys) {
        Some(command) => match (command.blocked)(state) {
            Some(reason) => {
                state.warn(format!("{}：{reason}", command.title));
                Vec::new()
            }
            None => (command.run)(state),
        },
        None if keys.len() > 1 => {
            state.tell_no_pair(&keys);
            Vec::new()
        }
        None => overlay::search_for(state, key),
    }
}

fn settle(state: &mut State, outcome: Outcome) -> Vec<Effect> {
    match outcome {
        Outcome::Saved { revision, when, trouble } => {
            let mut effects = state.saved(revision, &when);
            if let Some(trouble) = trouble {
                state.warn(trouble);
            }
            if state.quitting && !state.has_unsaved() {
                effects.push(Effect::Quit);
            }
            return effects;
        }
        Outcome::Reviewed(reviewed) => {
            let Reviewed { year, base, theirs } = *reviewed;
            state.noted_elsewhere(year, &base, &theirs);
            if state.focus.has(Focus::Review) {
                state.find_places();
            }
            return state.check();
        }
        Outcome::Checked(revision, findings) if Some(revision) == state.revision() => {
            state.tie_figures();
            state.findings.show(findings);
            state.tell_findings();
            if state.focus.has(Focus::Review) {
                state.find_places();
            }
        }
        // The report has moved on while the checks ran: what they say is of a report that is gone.
        Outcome::Checked(..) => return state.check(),
        Outcome::Opened(opened) => {
            state.opening = false;
            state.open(*opened);
            return state.check();
        }
        Outcome::Near(_) | Outcome::Read(_) | Outcome::Added(..) => return brought(state, outcome),
        Outcome::InTheWay(key, name) => return commands::ask_over(state, key, &name),
        Outcome::Held(year, holding) => return state.held(year, holding),
        Outcome::Changed(changed) => return state.file_changed(*changed),
        Outcome::Words(words) => {
            state.set_words(*words);
            return state.check();
        }
        Outcome::Kept(year, kept) => state.kept(year, kept),
        Outcome::Pasts(..) | Outcome::Versions(..) | Outcome::Version(..) => {
            return past(state, outcome);
        }
        Outcome::Done(text) => state.tell(text),
        Outcome::Failed(text) => {
            state.opening = false;
            state.quitting = false;
            state.fail(text);
        }
        Outcome::Heard(bytes) => state.key_test.take(&bytes),
        Outcome::Measured(widths) => state.widths = widths,
    }
    Vec::new()
}

/// Files to be brought in, and what became of them.
fn brought(state: &mut State, outcome: Outcome) -> Vec<Effect> {
    match outcome {
        Outcome::Near(files) => commands::choose_file(state, files),
        Outcome::Read(files) => {
            state.opening = false;
            importing::arrived(state, files)
        }
        Outcome::Added(years, opened) => {
            state.opening = false;
            state.open(*opened);
            let mut effects = importing::added(state, &years);
            effects.extend(state.check());
            effects
        }
        _ => Vec::new(),
    }
}

/// Versions that were kept; nothing where they are of a report that is not looked at any more.
fn past(state: &mut State, outcome: Outcome) -> Vec<Effect> {
    match outcome {
        Outcome::Pasts(year, list) => versions::list(state, year, list),
        Outcome::Versions(year, versions) if state.year() == Some(year) => {
            commands::choose_base(state, versions);
        }
        Outcome::Version(kept, report) if state.year() == Some(kept.year) => {
            return commands::compare_with(state, Base::Version(kept.name, Arc::from(report)));
        }
        _ => {}
    }
    Vec::new()
}
