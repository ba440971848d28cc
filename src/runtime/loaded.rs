//! A project as it was read from disk, for the interface: what can be shown, and what its files held.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::app::Opened;
use crate::model::Status;
use crate::model::Year;
use crate::model::{Conflict, Disputed, Report};
use crate::review::Review;
use crate::store::{self, Condition, Part, Salvaged, Stamp};

use super::keeper::Keeper;
use super::versions;

/// What the files of a project held when they were last read or written.
pub(super) type Stamps = BTreeMap<Part, Stamp>;

/// The reports as their files held them then.
pub(super) type Bases = BTreeMap<Year, Report>;

/// What the desk must know of the open project.
#[derive(Debug)]
pub(super) struct Entered {
    pub(super) folder: PathBuf,
    pub(super) stamps: Stamps,
    pub(super) bases: Bases,
    pub(super) reviews: BTreeMap<Year, Review>,
}

/// A project that was read once, for the screen and for the saves to come.
#[derive(Debug)]
pub struct Loaded {
    /// What the interface shows.
    pub opened: Opened,
    stamps: Stamps,
    folder: PathBuf,
}

/// Reads the project in a folder.
///
/// # Errors
/// One sentence: which file, what, why, how to mend it.
pub fn load(folder: &Path) -> Result<Loaded, String> {
    Ok(store::open(folder).map_err(|error| error.to_string())?.into())
}

impl Loaded {
    /// A project that was read, with the unsaved work that ended sessions have left, to be asked about: in this state
    /// folder, and beside the project.
    pub fn of(found: store::Opened, state: Option<PathBuf>, name: &str) -> Self {
        Self::with_recovered(found, &Keeper::new(state, name.to_owned()))
    }

    pub(super) fn with_recovered(found: store::Opened, keeper: &Keeper) -> Self {
        let (recovered, left) = (keeper.found(&found), keeper.left(&found));
        let mut loaded = Self::from(found);
        loaded.opened.recovered = recovered;
        (loaded.opened.place, loaded.opened.histories) = (left.place, left.histories);
        loaded
    }

    /// What the desk must know, and what the interface shows.
    pub(super) fn parted(self) -> (Entered, Opened) {
        let reports = &self.opened.project.reports;
        let drafts = reports.iter().filter(|(_, report)| report.status != Status::Published);
        let bases = drafts.map(|(year, report)| (*year, report.clone())).collect();
        let reviews = self.opened.project.reviews.clone();
        let Self { opened, stamps, folder } = self;
        (Entered { folder, stamps, bases, reviews }, opened)
    }
}

impl From<store::Opened> for Loaded {
    fn from(found: store::Opened) -> Self {
        let stamps =
            found.files.iter().filter_map(|(part, file)| Some((*part, file.stamp?))).collect();
        let folder = found.folder.clone();
        Self { opened: shown(found), stamps, folder }
    }
}

fn shown(found: store::Opened) -> Opened {
    let mut opened = Opened::of(found.folder.display().to_string(), found.project);
    for (part, file) in &found.files {
        match (part, &file.condition) {
            (_, Condition::Writable) => {}
            (Part::Report(year), Condition::ReadOnly(why)) => {
                opened.locked.insert(*year, format!("{part}只能查看：{why}"));
            }
            (Part::Report(year), Condition::Broken { error, source }) => {
                let why = short(&error.to_string(), &found.folder);
                opened.remarks.push(why.clone());
                if opened.rescue.is_none() {
                    opened.rescue = versions::rescue(&found.folder, *year, error);
                }
                match store::salvage(source, *year) {
                    Some(Salvaged { report, unread }) => {
                        let read = format!("{part}坏了，只能查看（{unread} 处读不出）：{why}");
                        opened.locked.insert(*year, read);
                        opened.project.reports.insert(*year, report);
                    }
                    None => drop(opened.broken.insert(*year, why)),
                }
            }
            (_, Condition::ReadOnly(why)) => opened.remarks.push(format!("{part}只能查看：{why}")),
            (_, Condition::Broken { error, .. }) => {
                opened.remarks.push(short(&error.to_string(), &found.folder));
            }
        }
    }
    opened.remarks.extend(opened.project.head.conflicts.iter().map(unsettled));
    for trouble in &found.troubles {
        opened.remarks.push(short(&trouble.to_string(), &found.folder));
    }
    for path in &found.others {
        opened.remarks.push(format!("{} 不是用年度命名的，没有读", path.display()));
    }
    opened
}

/// A place of `project.ron` that two people have made different things of.
fn unsettled(conflict: &Conflict) -> String {
    let at = match &conflict.at {
        Disputed::Field(name) => name.as_str(),
        _ => "一处",
    };
    let other = conflict.other.as_deref().unwrap_or("（删去）");
    format!(
        "project.ron 的 {at} 两边改得不同，另一边是“{other}”；请在 project.ron 里定下来，再删去 conflicts 里的这一条"
    )
}

/// A sentence about files of the project, without the folder that they are all in.
pub(super) fn short(sentence: &str, folder: &Path) -> String {
    sentence.replace(&format!("{}/", folder.display()), "")
}
