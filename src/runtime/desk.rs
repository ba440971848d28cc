//! The open project's folder and the stamps of its files: where effects on the disk are done.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Zoned;

use crate::app::{Effect, Opened, Outcome, Revision};
use crate::checks;
use crate::export;
use crate::forms::Catalogue;
use crate::import;
use crate::model::Agency;
use crate::model::Form;
use crate::model::Report;
use crate::model::Year;
use crate::project::Project;
use crate::store::{self, Condition, Part, Stamp};

use super::keeper::Keeper;

/// Where the open project lies and what its files held when they were last read or written.
#[derive(Debug)]
pub(super) struct Desk {
    folder: PathBuf,
    keeper: Keeper,
    stamps: BTreeMap<Part, Stamp>,
}

/// Reads the project in a folder, as the interface wants it.
///
/// # Errors
/// One sentence: which file, what, why, how to mend it.
pub fn load(folder: &Path) -> Result<Opened, String> {
    let found = store::open(folder).map_err(|error| error.to_string())?;
    Ok(shown(found))
}

/// The same with the unsaved work that ended sessions have left, to be asked about: in this state folder, and beside the
/// project.
///
/// # Errors
/// As [`load`].
pub fn load_with(folder: &Path, state: Option<PathBuf>, name: &str) -> Result<Opened, String> {
    look(folder, &Keeper::new(state, name.to_owned()))
}

fn look(folder: &Path, keeper: &Keeper) -> Result<Opened, String> {
    let found = store::open(folder).map_err(|error| error.to_string())?;
    let recovered = keeper.found(&found);
    Ok(Opened { recovered, ..shown(found) })
}

fn shown(found: store::Opened) -> Opened {
    let mut opened = Opened {
        folder: found.folder.display().to_string(),
        project: found.project,
        locked: BTreeMap::new(),
        broken: BTreeMap::new(),
        remarks: Vec::new(),
        recovered: Vec::new(),
        year: None,
    };
    for (part, file) in &found.files {
        match (part, &file.condition) {
            (_, Condition::Writable) => {}
            (Part::Report(year), Condition::ReadOnly(why)) => {
                opened.locked.insert(*year, format!("{part}只能查看：{why}"));
            }
            (Part::Report(year), Condition::Broken { error, .. }) => {
                opened.remarks.push(short(&error.to_string(), &found.folder));
                opened.broken.insert(*year, short(&error.to_string(), &found.folder));
            }
            (_, Condition::ReadOnly(why)) => opened.remarks.push(format!("{part}只能查看：{why}")),
            (_, Condition::Broken { error, .. }) => {
                opened.remarks.push(short(&error.to_string(), &found.folder));
            }
        }
    }
    for path in &found.others {
        opened.remarks.push(format!("{} 不是用年度命名的，没有读", path.display()));
    }
    opened
}

/// A sentence about files of the project, without the folder that they are all in.
fn short(sentence: &str, folder: &Path) -> String {
    sentence.replace(&format!("{}/", folder.display()), "")
}

impl Desk {
    /// With no project open yet.
    pub(super) fn new(keeper: Keeper) -> Self {
        Self { folder: PathBuf::new(), keeper, stamps: BTreeMap::new() }
    }

    /// Takes note of what the files of a project hold now.
    pub(super) fn enter(&mut self, folder: &Path) {
        self.keeper.leave(&self.folder);
        folder.clone_into(&mut self.folder);
        self.stamps.clear();
        if let Ok(opened) = store::open(folder) {
            let stamped =
                opened.files.into_iter().filter_map(|(part, found)| Some((part, found.stamp?)));
            self.stamps = stamped.collect();
        }
    }

    /// Does what is asked for; what it came to is told, if there is anything to tell.
    pub(super) fn perform(&mut self, effect: Effect) -> Option<Outcome> {
        let done = match effect {
            Effect::Save(revision, report) => self.save(revision, &report),
            Effect::Keep(revision, report) => Ok(Outcome::Kept(self.keep(revision, &report))),
            Effect::Shelve(year, file) => self.shelve(year, &file),
            Effect::Check(revision, project) => Ok(check(revision, &project)),
            Effect::Open(folder) => self.open(Path::new(&folder)),
            Effect::Create { folder, agency, year } => self.create(&folder, agency, year),
            Effect::Import(file) => self.import(Path::new(&file)),
            Effect::Export(key, project, year) => self.export(key, &project, year),
            silent => {
                self.perform_silently(silent);
                return None;
            }
        };
        Some(done.unwrap_or_else(Outcome::Failed))
    }

    /// Does what nobody waits for.
    fn perform_silently(&mut self, effect: Effect) {
        match effect {
            Effect::Forget(year) => self.keeper.forget(&self.folder, year),
            Effect::Adopt(year, file) => self.keeper.adopt(year, file),
            Effect::Quit => self.keeper.leave(&self.folder),
            _ => {} // what concerns the terminal is done by the loop
        }
    }

    fn keep(&mut self, revision: Revision, report: &Report) -> Result<(), String> {
        let base = self.stamps.get(&Part::Report(revision.year)).copied();
        self.keeper.keep(&self.folder, base, report)
    }

    fn shelve(&self, year: Year, file: &Path) -> Result<Outcome, String> {
        let version =
            store::discard(&self.folder, year, file).map_err(|error| error.to_string())?;
        let version = short(&version.display().to_string(), &self.folder);
        Ok(Outcome::Done(format!("没有恢复，留作版本 {version}")))
    }

    fn save(&mut self, revision: Revision, report: &Report) -> Result<Outcome, String> {
        let part = Part::Report(revision.year);
        let was = self.stamps.get(&part).copied();
        let stamp = store::save_report(&self.folder, report, was)
            .map_err(|error| short(&error.to_string(), &self.folder))?;
        self.stamps.insert(part, stamp);
        self.keeper.saved(&self.folder, revision.year);
        Ok(Outcome::Saved(revision, Zoned::now().strftime("%H:%M").to_string()))
    }

    fn open(&mut self, folder: &Path) -> Result<Outcome, String> {
        let opened = look(folder, &self.keeper)?;
        self.enter(Path::new(&opened.folder));
        Ok(Outcome::Opened(Box::new(opened)))
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

    fn import(&mut self, file: &Path) -> Result<Outcome, String> {
        let told = |error: &dyn std::fmt::Display| format!("{} 没有导入：{error}", file.display());
        let size = fs::metadata(file).map_err(|error| told(&error))?.len();
        import::fits(size).map_err(|error| told(&error))?;
        let bytes = fs::read(file).map_err(|error| told(&error))?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let imported = import::read(&name, &bytes, &import::Options::default())
            .map_err(|error| told(&error))?;
        let year = imported.report.year;
        store::save_report(&self.folder, &imported.report, None).map_err(|error| told(&error))?;
        let mut opened = load(&self.folder)?;
        opened.year = Some(year);
        let (repairs, doubts) = (imported.repairs.len(), imported.doubts.len());
        opened.remarks.insert(
            0,
            format!("已导入 {year} 年报（{}）：修复 {repairs} 处，存疑 {doubts} 处；逐条清单用命令 nianbao import 看", imported.encoding),
        );
        self.enter(&self.folder.clone());
        Ok(Outcome::Opened(Box::new(opened)))
    }

    /// Writes beside the project under a name that no file has yet.
    fn export(&self, key: &str, project: &Project, year: Year) -> Result<Outcome, String> {
        let format = export::format(key).ok_or_else(|| format!("没有“{key}”这种导出格式"))?;
        let report = project.reports.get(&year).ok_or_else(|| format!("没有 {year} 年报"))?;
        let agency = project.head.agency.name.as_str();
        let mut bytes = Vec::new();
        (format.write)(&export::Export { agency, report }, &mut bytes)
            .map_err(|error| error.to_string())?;
        for copy in 1.. {
            let number = if copy == 1 { String::new() } else { format!("（{copy}）") };
            let path = self.folder.join(format!("{agency}{year}年报{number}.{}", format.ending));
            let file = fs::File::create_new(&path);
            match file.and_then(|mut file| std::io::Write::write_all(&mut file, &bytes)) {
                Ok(()) => return Ok(Outcome::Done(format!("已导出到 {}", path.display()))),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(format!("{} 没有导出：{error}", path.display())),
            }
        }
        Err("没有可用的文件名".to_owned())
    }
}

fn check(revision: Revision, project: &Project) -> Outcome {
    let findings = project.reports.get(&revision.year).map(|report| {
        let previous = project.reports.get(&(revision.year - 1));
        checks::run(&checks::Subject { report, agency: &project.head.agency, previous })
    });
    Outcome::Checked(revision, findings.unwrap_or_default())
}
