//! Everything the program knows while it runs; the report inside changes by [`State::change`] alone.

mod checking;
mod opened;
mod reviews;
mod saving;
mod telling;
mod undo;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use jiff::Timestamp;

use crate::edit::Edit;
use crate::edit::History;
use crate::forms::Catalogue;
use crate::model::Ids;
use crate::model::Report;
use crate::model::Status;
use crate::model::Year;
use crate::project::Project;
use crate::text::width::Widths;

use crate::app::action::Revision;
use crate::app::card::Card;
use crate::app::choice::Choice;
use crate::app::clip::Clip;
use crate::app::find::Find;
use crate::app::findings::Findings;
use crate::app::focus::{Focus, FocusStack};
use crate::app::geometry::Size;
use crate::app::grid::{Grid, Sheets};
use crate::app::importing::Importing;
use crate::app::key::Key;
use crate::app::keymap::Keymap;
use crate::app::keytest::KeyTest;
use crate::app::marks::Marks;
use crate::app::matches::Matches;
use crate::app::menu::MenuBar;
use crate::app::outline::Outline;
use crate::app::page::Page;
use crate::app::picker::Picker;
use crate::app::prompt::Prompt;
use crate::app::recovery::Recovered;
use crate::app::reviewing::Reviewing;
use crate::app::settings::Settings;
use crate::app::sharing::Sharing;
use crate::app::ties::Ties;
use crate::app::trend::Trending;
use crate::app::versions::{Rescue, Versions};
use reviews::Notes;

pub use opened::Opened;
pub use telling::Tone;

/// Everything the program knows while it runs.
pub struct State {
    /// Size of the window.
    pub size: Size,
    /// How this terminal draws ambiguous glyphs.
    pub widths: Widths,
    /// Who has the keys.
    pub focus: FocusStack,
    /// Which key does what.
    pub keymap: Keymap,
    /// The signs of the interface.
    pub marks: Marks,
    /// Who sits here, as shown in the state line.
    pub user: String,
    /// The login name (登录名) of whoever that is.
    pub login: String,
    /// The time of what happened last, told by the runtime: the state has no clock.
    pub now: Timestamp,
    /// A message and how it is meant; gone with the next key.
    pub message: Option<(Tone, String)>,
    /// The outline.
    pub outline: Outline,
    /// The text of the open report.
    pub page: Page,
    /// The open table.
    pub grid: Grid,
    /// How the tables that are shown are laid out.
    pub sheets: Sheets,
    /// What is searched for.
    pub find: Find,
    /// What was looked for everywhere, and what is to be replaced.
    pub matches: Matches,
    /// What the checks found.
    pub findings: Findings,
    /// The numbers of the text as they are tied.
    pub ties: Ties,
    /// Figures over the years.
    pub trending: Trending,
    /// The places under review.
    pub reviewing: Reviewing,
    /// The open list to choose from.
    pub picker: Picker,
    /// The open line to type.
    pub prompt: Prompt,
    /// The open question.
    pub choice: Choice,
    /// What is known of other people on the project.
    pub shared: Sharing,
    /// Unsaved work of ended sessions that is still to be asked about.
    pub recovered: VecDeque<Recovered>,
    /// The version that is offered for a report that could not be read.
    pub(in crate::app) rescue: Option<Rescue>,
    /// The versions that are looked at.
    pub(in crate::app) versions: Versions,
    /// The card of a finding, or of a file that was read.
    pub card: Card,
    /// Files that were read to be brought in.
    pub importing: Importing,
    /// Key of the format that was exported to last.
    pub exporting: &'static str,
    /// The menu bar.
    pub menu: MenuBar,
    /// Text that was cut or copied.
    pub clipboard: String,
    /// What was tied in it.
    pub(in crate::app) clip: Clip,
    /// Whether another project is being read; until it is there, nothing is typed.
    pub opening: bool,
    /// Whether the program ends once everything is saved.
    pub quitting: bool,
    /// New ids for what is typed.
    pub ids: Ids,
    /// The statutory forms, and those of the open project.
    pub forms: Arc<Catalogue>,
    /// Esc was pressed at rest: a digit now means the F-key of that number.
    pub escaped: bool,
    /// The first of two keys that give a command together.
    pub begun: Option<Key>,
    /// What was pressed in the key test.
    pub key_test: KeyTest,
    /// What the user has settled.
    pub settings: Settings,
    /// The character of the last key, for commands that begin with what was typed.
    pub last_typed: Option<char>,
    book: Option<Book>,
}

/// The open project.
struct Book {
    folder: String,
    project: Project,
    histories: BTreeMap<Year, History>,
    locked: BTreeMap<Year, String>,
    broken: BTreeMap<Year, String>,
    year: Option<Year>,
    saved_at: Option<String>,
    /// The revision up to which each report is on disk, saved or kept.
    kept: BTreeMap<Year, u64>,
    /// How often something was added to what is kept of a long report.
    frames: BTreeMap<Year, usize>,
    /// Why the last attempt to keep something failed.
    not_kept: Option<String>,
    /// What was done to the reviews, and what is on disk.
    notes: Notes,
}

impl State {
    /// The state before any project is open.
    ///
    /// The seed makes new ids; it must come from chance, except in tests.
    pub fn new(size: Size, seed: u64) -> Self {
        Self::knowing(Arc::new(Catalogue::built_in()), size, seed)
    }

    /// The same, where the forms have been read already.
    pub fn knowing(forms: Arc<Catalogue>, size: Size, seed: u64) -> Self {
        Self {
            size,
            widths: Widths::NARROW,
            focus: FocusStack::new(Focus::Start),
            keymap: Keymap::office(),
            marks: Marks::USUAL,
            user: String::new(),
            login: String::new(),
            now: Timestamp::UNIX_EPOCH,
            message: None,
            outline: Outline::default(),
            page: Page::default(),
            grid: Grid::default(),
            sheets: Sheets::default(),
            find: Find::default(),
            matches: Matches::default(),
            findings: Findings::default(),
            ties: Ties::default(),
            trending: Trending::default(),
            reviewing: Reviewing::default(),
            picker: Picker::default(),
            prompt: Prompt::default(),
            choice: Choice::default(),
            shared: Sharing::default(),
            recovered: VecDeque::new(),
            rescue: None,
            versions: Versions::default(),
            card: Card::default(),
            importing: Importing::default(),
            exporting: "",
            menu: MenuBar::default(),
            clipboard: String::new(),
            clip: Clip::default(),
            opening: false,
            quitting: false,
            ids: Ids::new(seed, []),
            forms,
            escaped: false,
            begun: None,
            key_test: KeyTest::default(),
            settings: Settings::default(),
            last_typed: None,
            book: None,
        }
    }

    /// Shows a project that was read.
    pub fn open(&mut self, opened: Opened) {
        let year = opened.year.or_else(|| opened.project.reports.keys().next_back().copied());
        let mut before = opened.histories;
        let years = opened.project.reports.keys();
        let histories =
            years.map(|year| (*year, before.remove(year).unwrap_or_else(History::saved))).collect();
        for report in opened.project.reports.values() {
            for id in report.ids() {
                self.ids.take(id);
            }
        }
        self.forms = Arc::clone(&opened.project.forms);
        self.page.forget_all();
        let notes = Notes::of(&opened.project);
        self.book = Some(Book {
            folder: opened.folder,
            project: opened.project,
            histories,
            locked: opened.locked,
            broken: opened.broken,
            year: None,
            saved_at: None,
            kept: BTreeMap::new(),
            frames: BTreeMap::new(),
            not_kept: None,
            notes,
        });
        self.shared = Sharing::default();
        self.focus = FocusStack::new(Focus::Outline);
        self.outline = Outline::default();
        if let Some(year) = year {
            self.turn_to(year);
            self.outline.open_year(year);
        }
        if opened.year.is_none() {
            self.return_to(&opened.place);
        }
        if let Some(remark) = opened.remarks.first() {
            self.warn(remark.clone());
        }
        self.recovered = opened.recovered.into();
        self.ask_recovery();
        self.ask_rescue(opened.rescue);
    }

    /// Opens another report of the project.
    pub fn turn_to(&mut self, year: Year) {
        let Some(book) = &mut self.book else { return };
        if book.year != Some(year) && book.project.reports.contains_key(&year) {
            book.year = Some(year);
            book.saved_at = None;
            self.page = Page::default();
            self.findings = Findings::default();
            self.ties.turn();
            self.reviewing = Reviewing::default();
            self.find.forget();
        }
    }

    /// The folder of the open project.
    pub fn folder(&self) -> &str {
        self.book.as_ref().map_or("", |book| &book.folder)
    }

    /// The open project.
    pub fn project(&self) -> Option<&Project> {
        self.book.as_ref().map(|book| &book.project)
    }

    /// The reports that could not be read, with the reason.
    pub fn broken(&self) -> impl Iterator<Item = (Year, &str)> {
        let broken = self.book.iter().flat_map(|book| &book.broken);
        broken.map(|(year, why)| (*year, why.as_str()))
    }

    /// The year of the open report.
    pub fn year(&self) -> Option<Year> {
        self.book.as_ref()?.year
    }

    /// The open report.
    pub fn report(&self) -> Option<&Report> {
        let book = self.book.as_ref()?;
        book.project.reports.get(&book.year?)
    }

    /// Which state of which report is shown.
    pub fn revision(&self) -> Option<Revision> {
        self.revision_of(self.year()?)
    }

    /// Which state of the report of a year there is.
    pub(super) fn revision_of(&self, year: Year) -> Option<Revision> {
        let number = self.book.as_ref()?.histories.get(&year)?.revision();
        Some(Revision { year, number })
    }

    /// Why the open report may not be changed, if so.
    pub fn read_only(&self) -> Option<String> {
        self.read_only_in(self.year()?)
    }

    /// Why the report of a year may not be changed, if so.
    pub fn read_only_in(&self, year: Year) -> Option<String> {
        let book = self.book.as_ref()?;
        let published = book.project.reports.get(&year)?.status == Status::Published;
        let other = |who| format!("{who}正在编辑 {year} 年报，这里只能看（文件菜单“接管编辑”）");
        let locked = book.locked.get(&year).cloned().or_else(|| self.shared.other(year).map(other));
        locked.or_else(|| published.then(|| format!("{year} 年报已发布，只能查看")))
    }

    /// Changes the open report by one step of its own and names it for undo. What cannot be done is told.
    pub fn change(&mut self, title: &str, edit: Edit) -> bool {
        self.apply(title, edit, false)
    }

    /// Changes the open report as typed characters do: what follows at the same place is the same step.
    pub fn type_on(&mut self, title: &str, edit: Edit) -> bool {
        self.apply(title, edit, true)
    }

    fn apply(&mut self, title: &str, edit: Edit, typed: bool) -> bool {
        if let Some(reason) = self.read_only() {
            self.warn(reason);
            return false;
        }
        let (seat, year) = (self.seat(), self.year().unwrap_or_default());
        let before = self.book.as_ref().map(|book| book.noted_texts(year)).unwrap_or_default();
        let Some((report, history)) = self.book.as_mut().and_then(Book::at_work) else {
            return false;
        };
        let made = edit.clone();
        let done = if typed {
            history.type_on(report, title, edit)
        } else {
            history.act(report, title, edit)
        };
        match done {
            Ok(()) => {
                if let Some(seat) = seat {
                    history.seat(seat);
                }
                self.page.follow(&made, (report, &self.ties));
                let now = Revision { year: report.year, number: history.revision() };
                self.sheets.follow(&made, report, now);
                self.find.forget();
                self.findings.follow(&made);
                self.book
                    .iter_mut()
                    .for_each(|book| book.follow_notes(year, before.clone(), &made));
                self.ties.follow(&made, typed);
                true
            }
            Err(error) => {
                self.fail(error.to_string());
                false
            }
        }
    }

    /// What is typed next is a step of its own.
    pub fn pause(&mut self) {
        if let Some((_, history)) = self.book.as_mut().and_then(Book::at_work) {
            history.pause();
        }
    }
}

impl Book {
    /// The open report and its history, to be changed.
    fn at_work(&mut self) -> Option<(&mut Report, &mut History)> {
        let year = self.year?;
        Some((self.project.reports.get_mut(&year)?, self.histories.get_mut(&year)?))
    }
}
