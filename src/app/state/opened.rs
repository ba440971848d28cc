//! What a project is opened with.

use std::collections::BTreeMap;

use crate::app::recovery::Recovered;
use crate::app::versions::Rescue;
use crate::edit::History;
use crate::model::Year;
use crate::project::Project;

/// A project as it was read from disk.
#[derive(Debug)]
pub struct Opened {
    /// Where it stands, as shown to the user.
    pub folder: String,
    /// What was read.
    pub project: Project,
    /// Reports that may not be changed, with the reason.
    pub locked: BTreeMap<Year, String>,
    /// Reports that could not be read at all, with the reason.
    pub broken: BTreeMap<Year, String>,
    /// What the user should know at once.
    pub remarks: Vec<String>,
    /// Unsaved work of sessions that ended without saving it.
    pub recovered: Vec<Recovered>,
    /// A report that could not be read, of which there is a version that can.
    pub rescue: Option<Rescue>,
    /// What was done in earlier sessions to reports that are as those left them.
    pub histories: BTreeMap<Year, History>,
    /// Where the user stood when he left; empty if that is not known.
    pub place: String,
    /// The report to show; the newest where none is asked for.
    pub year: Option<Year>,
}

impl Opened {
    /// A project in a folder, of which nothing else is to be told.
    pub fn of(folder: String, project: Project) -> Self {
        Self {
            folder,
            project,
            locked: BTreeMap::new(),
            broken: BTreeMap::new(),
            remarks: Vec::new(),
            recovered: Vec::new(),
            rescue: None,
            histories: BTreeMap::new(),
            place: String::new(),
            year: None,
        }
    }
}
