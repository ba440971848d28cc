//! Finding the project that is meant, and telling what in it could not be read.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::failure::Failure;
use super::out::tell;
use crate::figures::prose::Vocabulary;
use crate::model::Report;
use crate::model::Year;
use crate::project::Query;
use crate::store::{self, Condition, Opened, Owner, Part, StoreError};

/// How many folders below the given one projects are looked for.
const DEPTH: usize = 4;

/// Opens the project that was named, or the nearest one from the current folder upward.
pub(super) fn open(named: Option<&Path>) -> Result<Opened, Failure> {
    let start = named.unwrap_or(Path::new("."));
    if named.is_some() && !start.exists() {
        return Err(Failure::File(format!(
            "没有“{}”这个文件夹，也没有这个命令；新建项目用 nianbao new，全部命令见 nianbao --help",
            start.display()
        )));
    }
    let folder = store::find(start).ok_or_else(|| {
        let start = fs::canonicalize(start).unwrap_or_else(|_| start.to_path_buf());
        Failure::from(StoreError::NoProject(start))
    })?;
    Ok(store::open(&folder)?)
}

/// Tells on standard error which files could not be read; says whether there are any.
pub(super) fn tell_unread(opened: &Opened) -> bool {
    let broken = opened.files.values().filter_map(|found| match &found.condition {
        Condition::Broken { error, .. } => Some(error),
        _ => None,
    });
    let all = broken.chain(&opened.troubles);
    all.map(|error| tell(&format!("nianbao：{error}"))).count() > 0
}

/// The vocabulary of indicators, with what the project adds in `indicators.ron`.
pub(super) fn vocabulary(opened: &Opened) -> Arc<Vocabulary> {
    opened.project.vocabulary.clone().unwrap_or_else(|| Arc::new(Vocabulary::built_in()))
}

/// The report of a year; of one that is there and cannot be read, why.
pub(super) fn report(opened: &Opened, year: Year) -> Result<&Report, Failure> {
    let project = &opened.project;
    let found = opened.files.get(&Part::Report(year)).map(|found| &found.condition);
    if let Some(Condition::Broken { error, .. }) = found {
        return Err(Failure::File(error.to_string()));
    }
    project.reports.get(&year).ok_or_else(|| {
        let years: Vec<String> = project.reports.keys().map(ToString::to_string).collect();
        let known = if years.is_empty() {
            "还没有报告".to_owned()
        } else {
            format!("有 {}", years.join("、"))
        };
        Failure::Usage(format!("项目里没有 {year} 年的报告（{known}）"))
    })
}

/// This process, under the name that the project knows the account by.
pub(super) fn me(opened: &Opened) -> Owner {
    let login = std::env::var("USER").or_else(|_| std::env::var("LOGNAME")).unwrap_or_default();
    Owner::this(person(opened, &login), Timestamp::now())
}

/// The name of the person with this login, else the login.
pub(super) fn person(opened: &Opened, login: &str) -> String {
    let people = &opened.project.head.people;
    let known = people.iter().find(|person| !login.is_empty() && person.login == login);
    known.map_or_else(|| login.to_owned(), |person| person.name.clone())
}

/// What a project is called in output: its agency, else its folder.
pub(super) fn name(opened: &Opened) -> String {
    let agency = &opened.project.head.agency.name;
    if agency.is_empty() { opened.folder.display().to_string() } else { agency.clone() }
}

/// The folders of the projects that are meant: each named one, or else every project below it, by name.
pub(super) fn folders(named: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut all = Vec::new();
    for folder in named {
        let mut inside = Vec::new();
        if folder.is_dir() && !folder.join("project.ron").is_file() {
            below(folder, DEPTH, &mut inside)
                .map_err(|error| Failure::File(format!("“{}”读不了：{error}", folder.display())))?;
        }
        // A folder inside a project has none below it: the project is looked for upward.
        if inside.is_empty() {
            inside.push(folder.clone());
        }
        all.extend(inside);
    }
    Ok(all)
}

/// The project in a folder, or else every project below it, by name, without those none of whose reports can answer a query:
/// their files are not parsed.
pub(super) fn all_that(folder: &Path, query: &Query) -> Result<Vec<Opened>, Failure> {
    let folders = folders_in(folder)?;
    let may = folders.iter().filter(|folder| may_answer(folder, query));
    may.map(|folder| store::open(folder).map_err(Failure::from)).collect()
}

/// Whether the bytes of any report, beside those of the project's head, hold what is looked for; what cannot be read may, and what
/// adds indicators of its own.
fn may_answer(folder: &Path, query: &Query) -> bool {
    let head = fs::read(folder.join("project.ron")).unwrap_or_default();
    let Ok(entries) = fs::read_dir(folder.join("reports")) else { return true };
    if folder.join("indicators.ron").exists() {
        return true;
    }
    entries.filter_map(Result::ok).any(|entry| {
        fs::read(entry.path()).map_or(true, |mut file| {
            file.extend_from_slice(&head);
            query.may_be_in(&file)
        })
    })
}

fn folders_in(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    if folder.join("project.ron").is_file() {
        return Ok(vec![folder.to_path_buf()]);
    }
    if !folder.is_dir() {
        return Err(Failure::File(format!("没有“{}”这个文件夹", folder.display())));
    }
    let mut found = Vec::new();
    below(folder, DEPTH, &mut found)
        .map_err(|error| Failure::File(format!("“{}”读不了：{error}", folder.display())))?;
    if found.is_empty() {
        return Err(StoreError::NoProject(folder.to_path_buf()).into());
    }
    Ok(found)
}

fn below(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut folders: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| entry.path())
        .filter(|path| {
            !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
        })
        .collect();
    folders.sort();
    for path in folders {
        if path.join("project.ron").is_file() {
            found.push(path);
        } else if depth > 1 {
            // A folder that cannot be listed is passed over, not the end of the search.
            let _ = below(&path, depth - 1, found);
        }
    }
    Ok(())
}
