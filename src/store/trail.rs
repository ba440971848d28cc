//! Where a user stood in a project when he left, and what he had done to its reports, for the next time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::edit::History;
use crate::model::Year;

use super::atomic::Target;
use super::disk::{DISK, Disk};
use super::open;
use super::recovery::{Trail, prefix, secluded};
use super::stamp::Stamp;

/// What was done to a report whose file held this.
#[derive(Serialize, Deserialize)]
struct Done {
    stamp: String,
    trail: Trail,
}

#[derive(Serialize, Deserialize)]
struct Written {
    place: String,
    reports: BTreeMap<Year, Done>,
}

/// A place, and what was done to reports that are as they were left.
#[derive(Debug, Default)]
pub struct Left {
    /// Where the user stood; empty if that is not known.
    pub place: String,
    /// What was done.
    pub histories: BTreeMap<Year, History>,
}

/// Notes for the next time where the user stands, and what he did to reports whose files hold these stamps. It is a comfort:
/// where it cannot be written, the next session begins at the beginning.
pub fn leave(
    state: &Path,
    folder: &Path,
    place: String,
    histories: BTreeMap<Year, (Stamp, History)>,
) {
    let reports = histories.into_iter().map(|(year, (stamp, history))| {
        let trail = Trail { history, place: String::new() }.shortened();
        (year, Done { stamp: stamp.to_string(), trail })
    });
    let written = Written { place, reports: reports.collect() };
    let Ok(text) = ron::to_string(&written) else { return };
    drop(put(DISK, &file(state, folder), &text));
}

fn put(disk: Disk<'_>, path: &Path, text: &str) -> std::io::Result<()> {
    secluded(disk, path.parent().unwrap_or(path))?;
    Target::hold(disk, path)?.replace(text.as_bytes())
}

/// What was noted when the user left, as far as the files of the project are as they were then.
pub fn left(state: &Path, folder: &Path, now: impl Fn(Year) -> Option<Stamp>) -> Left {
    let read = || -> Option<Written> {
        let bytes = open::bytes(&file(state, folder)).ok()?;
        ron::from_str(&String::from_utf8(bytes).ok()?).ok()
    };
    let Some(written) = read() else { return Left::default() };
    let same = written
        .reports
        .into_iter()
        .filter(|(year, done)| now(*year).is_some_and(|stamp| stamp.to_string() == done.stamp));
    let histories = same.map(|(year, done)| (year, done.trail.history)).collect();
    Left { place: written.place, histories }
}

fn file(state: &Path, folder: &Path) -> PathBuf {
    state.join("places").join(format!("{}.ron", prefix(folder).trim_end_matches('-')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Edit;
    use crate::model::Status;
    use crate::store::arbitrary::example;

    #[test]
    fn what_was_done_comes_back_where_the_file_is_as_it_was() {
        let (state, folder) = (tempfile::tempdir().unwrap(), Path::new("/某局/年报"));
        let (mut report, mut history) = (example(), History::saved());
        history.act(&mut report, "送审", Edit::SetStatus(Status::Submitted)).unwrap();
        history.mark_saved();
        let stamp = Stamp::of(b"saved");
        let histories = [(2024, (stamp, history)), (2023, (Stamp::of(b""), History::saved()))];
        leave(state.path(), folder, "某处".to_owned(), histories.into());
        let found = left(state.path(), folder, |_| Some(stamp));
        assert_eq!((found.place.as_str(), found.histories.len()), ("某处", 1));
        let mut history = found.histories[&2024].clone();
        assert!(history.undo(&mut report).is_some());
        assert_eq!(report, example());
        assert!(left(state.path(), folder, |_| None).histories.is_empty());
        assert!(left(state.path(), Path::new("/别处"), |_| Some(stamp)).place.is_empty());
        leave(Path::new("/dev/null/没有"), folder, String::new(), BTreeMap::new()); // no harm
    }
}
