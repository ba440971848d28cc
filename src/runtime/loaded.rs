//! A project as it was read from disk, for the interface: what can be shown, and what its files held.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::app::Opened;
use crate::store::{self, Condition, Part, Stamp};

use super::keeper::Keeper;

/// What the files of a project held when they were last read or written.
pub(super) type Stamps = BTreeMap<Part, Stamp>;

/// A project that was read once, for the screen and for the saves to come.
#[derive(Debug)]
pub struct Loaded {
    /// What the interface shows.
    pub opened: Opened,
    pub(super) stamps: Stamps,
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
        let recovered = keeper.found(&found);
        let mut loaded = Self::from(found);
        loaded.opened.recovered = recovered;
        loaded
    }

    /// Where the project lies.
    pub(super) fn folder(&self) -> PathBuf {
        self.folder.clone()
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
    for trouble in &found.troubles {
        opened.remarks.push(short(&trouble.to_string(), &found.folder));
    }
    for path in &found.others {
        opened.remarks.push(format!("{} 不是用年度命名的，没有读", path.display()));
    }
    opened
}

/// A sentence about files of the project, without the folder that they are all in.
pub(super) fn short(sentence: &str, folder: &Path) -> String {
    sentence.replace(&format!("{}/", folder.display()), "")
}
