//! The open project's folder and the stamps of its files: where effects on the disk are done.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::{Effect, Outcome};
use crate::checks::Checker;
use crate::figures::prose::Vocabulary;
use crate::forms::Catalogue;
use crate::model::Agency;
use crate::model::Form;
use crate::model::Year;
use crate::project::{Paper, Project, Style};
use crate::review::Review;
use crate::store::{self, StoreError};

use super::keeper::{Keeper, time};
use super::loaded::{Bases, Entered, Loaded, Stamps, load, short};
use super::locks::Locks;
use super::versions;

/// Where the open project lies and what its files held when they were last read or written.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) folder: PathBuf,
    pub(super) keeper: Keeper,
    pub(super) stamps: Stamps,
    pub(super) locks: Locks,
    /// What the files of the reports held when they were last read or written: where a merge starts from.
    pub(super) bases: Bases,
    pub(super) reviews: BTreeMap<Year, Review>,
    /// What the files hold of which the interface was told that they were changed elsewhere.
    pub(super) told: Stamps,
    checker: Checker,
    /// The forms and the words that the checker knows.
    pub(super) known: (Arc<Catalogue>, Option<Arc<Vocabulary>>),
}

impl Desk {
    /// With no project open yet.
    pub(super) fn new(keeper: Keeper) -> Self {
        let forms = Arc::new(Catalogue::built_in());
        let checker = Checker::new(Catalogue::clone(&forms));
        let known = (forms, None);
        let locks = Locks::of(keeper.me().clone());
        let reviews = BTreeMap::new();
        let (stamps, told, bases) = (Stamps::new(), Stamps::new(), Bases::new());
        let folder = PathBuf::new();
        Self { folder, keeper, stamps, locks, bases, reviews, told, checker, known }
    }

    /// This project is the open one from now on, and its files held this when they were read.
    pub(super) fn enter(&mut self, project: Entered) {
        self.keeper.leave(&self.folder);
        self.locks.leave();
        self.told.clear();
        (self.folder, self.stamps) = (project.folder, project.stamps);
        (self.bases, self.reviews) = (project.bases, project.reviews);
    }

    /// Makes a project that was read the open one, and hands it to the interface.
    pub(super) fn take(&mut self, loaded: Loaded) -> Outcome {
        let (entered, opened) = loaded.parted();
        self.enter(entered);
        Outcome::Opened(Box::new(opened))
    }

    /// Does what is asked for; what it came to is told, if there is anything to tell.
    pub(super) fn perform(&mut self, effect: Effect) -> Option<Outcome> {
        let done = match effect {
            Effect::Save(revision, report) => self.save(revision, &report),
            Effect::SaveReview(year, review) => match self.save_review(year, &review) {
                Ok(told) => return told,
                Err(why) => Err(why),
            },
            Effect::Keep(revision, work) => Ok(self.keep(revision, *work)),
            Effect::KeepMore(revision, changes) => Ok(self.keep_more(revision, &changes)),
            Effect::Pasts(year) => Ok(Outcome::Pasts(year, versions::pasts(&self.folder, year))),
            Effect::PutBack(year, file) => self.put_back(year, &file),
            Effect::Claim(year) => Ok(Outcome::Held(year, self.locks.claim(&self.folder, year))),
            Effect::TakeOver(year) => self.take_over(year),
            Effect::KeepVersion(year, report) => self.keep_version(year, &report),
            Effect::Shelve(year, file) => self.shelve(year, &file),
            Effect::Check(revision, project) => {
                self.know(&project);
                let found = project.findings_by(revision.year, &mut self.checker);
                Ok(Outcome::Checked(revision, found))
            }
            Effect::Versions(year) => Ok(self.versions(year)),
            Effect::ReadVersion(kept) => self.read_version(kept),
            Effect::Paper(project, year, paper) => self.paper(&project, year, paper),
            Effect::CallRight(word, by) => store::call_right(&self.folder, &word, &by)
                .map(|words| Outcome::Words(Box::new(words)))
                .map_err(|error| short(&error.to_string(), &self.folder)),
            Effect::PutBeside { name, ending, text } => {
                self.put_beside(&name, ending, text.as_bytes())
            }
            Effect::Open(folder) => self.open(Path::new(&folder)),
            Effect::Create { folder, agency, year } => self.create(&folder, agency, year),
            Effect::Roll(to) => self.roll(to),
            Effect::OpenAndRoll(folder) => self.open_and_roll(Path::new(&folder)),
            Effect::ReportKeys(report) => self.keeper.write_key_report(&report),
            Effect::Look => Ok(Outcome::Near(self.near())),
            Effect::Import(path) => Ok(Outcome::Read(self.read(&path))),
            Effect::Add(reports) => self.add(&reports),
            Effect::Export(key, project, year, over) => self.export(key, (&project, year), over),
            silent => {
                self.perform_silently(silent);
                return None;
            }
        };
        Some(done.unwrap_or_else(Outcome::Failed))
    }

    /// The name of the person who works here.
    pub(super) fn name(&self) -> &str {
        &self.keeper.me().name
    }

    /// Checks with the forms and the words of this project from now on.
    fn know(&mut self, project: &Project) {
        let (forms, words) = &self.known;
        let same_words = match (words, &project.vocabulary) {
            (Some(known), Some(own)) => Arc::ptr_eq(known, own),
            (known, own) => known.is_none() && own.is_none(),
        };
        if !Arc::ptr_eq(forms, &project.forms) || !same_words {
            self.checker = project.checker();
            self.known = (Arc::clone(&project.forms), project.vocabulary.clone());
        }
    }

    /// Does what nobody waits for.
    fn perform_silently(&mut self, effect: Effect) {
        match effect {
            Effect::Forget(year) => self.keeper.forget(&self.folder, year),
            Effect::Adopt(year, file) => self.keeper.adopt(year, file),
            Effect::Remember(place, histories) => self.remember(place, histories),
            Effect::Quit => {
                self.keeper.leave(&self.folder);
                self.locks.leave();
            }
            Effect::Release(year) => self.locks.release(year),
            // Who cannot be told is waited for all the same.
            Effect::Wait(year) => drop(self.locks.wait(&self.folder, year)),
            Effect::Rebase(year, keep) => self.rebase(year, keep),
            _ => {} // what concerns the terminal is done by the loop
        }
    }

    fn shelve(&self, year: Year, file: &Path) -> Result<Outcome, String> {
        store::discard(&self.folder, year, file).map_err(|error| error.to_string())?;
        Ok(Outcome::Done(format!("没有恢复，留作版本：文件菜单“历史版本”里可以看 {year} 年报的")))
    }

    /// Puts a version in the place of a report that cannot be read.
    fn put_back(&mut self, year: Year, file: &Path) -> Result<Outcome, String> {
        let told = |error: StoreError| short(&error.to_string(), &self.folder);
        let there = store::versions::list(&self.folder, year);
        let version = there.iter().find(|version| version.path == file);
        let version = version.ok_or_else(|| format!("{year} 年报的这个版本已经不在了"))?;
        store::versions::put_back(&self.folder, version).map_err(told)?;
        let folder = self.folder.clone();
        let found = store::open(&folder).map_err(|error| error.to_string())?;
        let mut loaded = Loaded::with_recovered(found, &self.keeper);
        loaded.opened.year = Some(year);
        let remark = format!("{year} 年报已换成 {} 的版本；坏文件也在历史版本里", time(version.at));
        loaded.opened.remarks.insert(0, remark);
        Ok(self.take(loaded))
    }

    fn paper(
        &mut self,
        project: &Project,
        year: Year,
        paper: (Paper, Style),
    ) -> Result<Outcome, String> {
        self.know(project);
        let findings = project.findings_by(year, &mut self.checker);
        let title = paper.0.title();
        let written = project.paper(paper, year, &findings);
        let written = written.ok_or_else(|| format!("{year} 年报没有可写进{title}的内容"))?;
        let name = format!("{}{year}年报{title}", project.head.agency.name);
        self.put_beside(&name, paper.1.ending(), written.as_bytes())
    }

    /// Opens the project in a folder and makes the draft that follows its newest report.
    fn open_and_roll(&mut self, folder: &Path) -> Result<Outcome, String> {
        let found = store::open(folder).map_err(|error| error.to_string())?;
        let newest = found.project.newest().map(|report| report.year);
        let newest = newest.ok_or("这个项目里还没有年报，无从结转；先导入往年的年报")?;
        // What was open is given back before the draft of another project is made.
        self.enter(Loaded::with_recovered(found, &self.keeper).parted().0);
        self.roll(newest + 1)
    }

    fn open(&mut self, folder: &Path) -> Result<Outcome, String> {
        let found = store::open(folder).map_err(|error| error.to_string())?;
        let loaded = Loaded::with_recovered(found, &self.keeper);
        Ok(self.take(loaded))
    }

    fn create(&mut self, folder: &str, name: String, year: Year) -> Result<Outcome, String> {
        let agency = Agency { name, ..Agency::default() };
        let report = Catalogue::built_in()
            .new_report(&agency, year, Form::of_year(year))
            .map_err(|error| error.to_string())?;
        let mut project = Project::new(agency);
        project.reports.insert(year, report);
        store::create(Path::new(folder), &project).map_err(|error| error.to_string())?;
        self.open(Path::new(folder))
    }

    fn roll(&mut self, to: Year) -> Result<Outcome, String> {
        let found = store::open(&self.folder).map_err(|error| error.to_string())?;
        let rolled = found.project.roll(to).map_err(|error| error.to_string())?;
        let told = |error: StoreError| short(&error.to_string(), &self.folder);
        // The marks first: a draft without them would look finished.
        store::save_review(&self.folder, to, &rolled.review, None).map_err(told)?;
        store::save_report(&self.folder, &rolled.report, None, self.name()).map_err(told)?;
        let mut loaded = load(&self.folder)?;
        loaded.opened.year = Some(to);
        let mut remark = format!(
            "已由 {} 年报结转出 {to} 年报草稿：上年结转 {} 格，待更新 {} 句（F5 列出，F8 逐处看）",
            rolled.from,
            rolled.carried,
            rolled.review.pending.len()
        );
        for more in rolled.remarks {
            remark = format!("{remark}；{more}");
        }
        loaded.opened.remarks.insert(0, remark);
        Ok(self.take(loaded))
    }

    /// Writes a new file beside the project, numbered where one of that name is there.
    pub(super) fn put_beside(
        &self,
        name: &str,
        ending: &str,
        bytes: &[u8],
    ) -> Result<Outcome, String> {
        let name = name.replace('/', "／");
        for copy in 1.. {
            let number = if copy == 1 { String::new() } else { format!("（{copy}）") };
            let path = self.folder.join(format!("{name}{number}.{ending}"));
            let file = fs::File::create_new(&path);
            match file.and_then(|mut file| std::io::Write::write_all(&mut file, bytes)) {
                Ok(()) => return Ok(Outcome::Done(format!("已导出到 {}", path.display()))),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(format!("{} 没有导出：{error}", path.display())),
            }
        }
        Err("没有可用的文件名".to_owned())
    }
}
