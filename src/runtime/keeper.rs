//! Keeps unsaved work on disk for this session, and finds what sessions before it have left.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::app::{Outcome, Recovered};
use crate::edit::{Change, History};
use crate::model::Year;
use crate::store::{self, Left, Orphan, Owner, Part, Snapshot, Stamp, Trail, Work};

/// Who keeps, and where (恢复文件).
#[derive(Debug)]
pub(super) struct Keeper {
    state: Option<PathBuf>,
    me: Owner,
    /// The years of which something is kept.
    kept: BTreeSet<Year>,
    /// What is kept of each year lies there, with so many records behind it.
    journals: BTreeMap<Year, (PathBuf, u64)>,
    /// Files of ended sessions whose work is in the open reports, but not on disk otherwise yet.
    adopted: Vec<(Year, PathBuf)>,
}

impl Keeper {
    /// For a person, with a state folder (`None`: beside the project).
    pub(super) fn new(state: Option<PathBuf>, name: String) -> Self {
        let me = Owner::this(name, Timestamp::now());
        let (kept, journals) = (BTreeSet::new(), BTreeMap::new());
        Self { state, me, kept, journals, adopted: Vec::new() }
    }

    /// Who keeps.
    pub(super) fn me(&self) -> &Owner {
        &self.me
    }

    /// Keeps as a version what a session from which a report was taken over has not saved of it, as far as we may read it.
    pub(super) fn keep_work_of(&self, folder: &Path, year: Year, owner: &Owner) {
        drop(store::keep_work_of(self.state.as_deref(), folder, year, owner));
    }

    /// Writes the report of the key test into the state folder; says where it stands.
    pub(super) fn write_key_report(&self, report: &str) -> Result<Outcome, String> {
        let folder =
            self.state.as_ref().ok_or("没有放报告的文件夹（HOME 没有设置），按键报告没有写")?;
        let path = folder.join("按键报告.txt");
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(&path, report));
        let name = path.display();
        match written {
            Ok(()) => Ok(Outcome::Done(format!("按键报告写在 {name}，可以发给技术人员"))),
            Err(error) => Err(format!("按键报告写不成：{name}（换个能写的位置再试）[{error}]")),
        }
    }

    /// Keeps a report that differs from its file, which held `base`.
    pub(super) fn keep(
        &mut self,
        folder: &Path,
        base: Option<Stamp>,
        work: crate::app::Work,
    ) -> Result<(), String> {
        let (at, year) = (Timestamp::now(), work.report.year);
        let trail = Trail { history: work.history, place: work.place };
        let (report, trail) = (&work.report, Some(&trail));
        let snapshot = Snapshot { folder, base, by: &self.me, at, report, trail };
        self.journals.remove(&year);
        let path =
            store::keep(self.state.as_deref(), &snapshot).map_err(|error| error.to_string())?;
        self.kept.insert(year);
        self.journals.insert(year, (path, 0));
        self.release(year);
        Ok(())
    }

    /// Adds what was done to a report since it was kept; where that fails it must be kept whole.
    pub(super) fn keep_more(&mut self, year: Year, changes: &[Change]) -> Result<(), String> {
        let (path, number) = self.journals.remove(&year).ok_or("恢复文件要从头写")?;
        let number = number + 1;
        store::keep_more(&path, number, changes).map_err(|error| error.to_string())?;
        self.journals.insert(year, (path, number));
        Ok(())
    }

    /// Notes where the user stands, and what was done to reports whose files hold these stamps.
    pub(super) fn remember(
        &self,
        folder: &Path,
        place: String,
        histories: BTreeMap<Year, (Stamp, History)>,
    ) {
        if let Some(state) = &self.state {
            store::leave(state, folder, place, histories);
        }
    }

    /// What was noted when a user left this project last.
    pub(super) fn left(&self, opened: &store::Opened) -> Left {
        let now = |year| opened.files.get(&Part::Report(year)).and_then(|found| found.stamp);
        self.state
            .as_ref()
            .map_or_else(Left::default, |state| store::left(state, &opened.folder, now))
    }

    /// The report is on disk as it stands.
    pub(super) fn forget(&mut self, folder: &Path, year: Year) {
        self.journals.remove(&year);
        if self.kept.remove(&year) {
            store::forget(self.state.as_deref(), folder, year, &self.me);
        }
    }

    /// The report was saved: what was restored into it is safe too.
    pub(super) fn saved(&mut self, folder: &Path, year: Year) {
        self.forget(folder, year);
        self.release(year);
    }

    /// The user leaves, or goes on to another project, with nothing that is still wanted.
    pub(super) fn leave(&mut self, folder: &Path) {
        for year in std::mem::take(&mut self.kept) {
            store::forget(self.state.as_deref(), folder, year, &self.me);
        }
        self.journals.clear();
        self.adopted.clear();
    }

    /// The work in a file of an ended session is in the open report now.
    pub(super) fn adopt(&mut self, year: Year, file: PathBuf) {
        self.adopted.push((year, file));
    }

    fn release(&mut self, year: Year) {
        for (_, file) in self.adopted.extract_if(.., |(of, _)| *of == year) {
            store::release(&file);
        }
    }

    /// What ended sessions have left of a project, as the user is asked about it.
    pub(super) fn found(&self, opened: &store::Opened) -> Vec<Recovered> {
        let orphans = store::orphans(self.state.as_deref(), opened, &self.me);
        orphans.into_iter().map(|orphan| self.told(orphan)).collect()
    }

    fn told(&self, orphan: Orphan) -> Recovered {
        let Orphan { path, year, when, by, work } = orphan;
        let when = time(when);
        let who = match by.map(|by| by.name).filter(|name| *name != self.me.name) {
            Some(name) if !name.is_empty() => format!("{name}，{when}"),
            _ => when,
        };
        let told = match &work {
            Err(_) => format!("上次没有正常退出（{who}），{year} 年报的恢复文件坏了，没有载入"),
            Ok(Work { more, moved_on: true, .. }) => {
                let more = difference(*more);
                format!("{who} 没存的 {year} 年报{more}；文件后来又改过，恢复再存会盖掉")
            }
            Ok(Work { more, .. }) => {
                let more = difference(*more);
                format!("上次没有正常退出（{who}），{year} 年报有没存的内容，{more}")
            }
        };
        let (report, trail, moved_on) = match work {
            Err(_) => (None, Trail::default(), false),
            Ok(Work { report, trail, moved_on, .. }) => (Some(Box::new(report)), trail, moved_on),
        };
        let Trail { history, place } = trail;
        Recovered { year, file: path, told, report, history, place, moved_on }
    }
}

/// How much more there is than in the saved report.
fn difference(more: i64) -> String {
    match more {
        0 => "与已存的字数相同".to_owned(),
        1.. => format!("比已存的多 {more} 字"),
        _ => format!("比已存的少 {} 字", more.unsigned_abs()),
    }
}

/// The time of day, with the day if it is not today.
pub(super) fn time(when: Timestamp) -> String {
    let (when, now) = (when.to_zoned(TimeZone::system()), Zoned::now());
    let style = if when.date() == now.date() { "%H:%M" } else { "%-m 月 %-d 日 %H:%M" };
    when.strftime(style).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Report;

    fn told(name: &str, work: Result<Work, String>) -> Recovered {
        let by = Owner::this(name.to_owned(), Timestamp::now());
        let when = Timestamp::now();
        let orphan = Orphan { path: PathBuf::new(), year: 2024, when, by: Some(by), work };
        Keeper::new(None, "张三".to_owned()).told(orphan)
    }

    fn work(more: i64, moved_on: bool) -> Work {
        let (report, trail) = (Report::new(2024, String::new()).unwrap(), Trail::default());
        Work { report, more, trail, moved_on }
    }

    #[test]
    fn the_sentence_says_who_when_and_how_much_and_fits_a_row() {
        for (name, work, want) in [
            ("张三", Ok(work(214, false)), "），2024 年报有没存的内容，比已存的多 214 字"),
            ("李四", Ok(work(-3, false)), "），2024 年报有没存的内容，比已存的少 3 字"),
            (
                "李四",
                Ok(work(0, true)),
                "2024 年报与已存的字数相同；文件后来又改过，恢复再存会盖掉",
            ),
            ("李四", Err("坏".to_owned()), "，2024 年报的恢复文件坏了，没有载入"),
        ] {
            let recovered = told(name, work);
            assert!(recovered.told.contains(want), "{}", recovered.told);
            assert_eq!(recovered.told.contains(name), name != "张三", "one's own name is known");
            let width = crate::text::width::Widths::NARROW.of(&recovered.told);
            assert!(width <= 78, "{width} columns: {}", recovered.told);
        }
    }
}
