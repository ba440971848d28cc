//! The locks of this session: which reports are ours to write, and what is found out about the others.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::Timestamp;

use crate::app::{Holding, Outcome};
use crate::model::Year;
use crate::store::{self, Hold, Holder, Lock, Locked, Owner};

use super::keeper::time;

/// What this session holds, and what it waits for.
#[derive(Debug)]
pub(super) struct Locks {
    me: Owner,
    held: BTreeMap<Year, Lock>,
    waiting: BTreeSet<Year>,
    /// When a key was pressed last, as far as anything was done about it.
    typed: Timestamp,
}

impl Locks {
    pub(super) fn of(me: Owner) -> Self {
        let typed = me.since;
        Self { me, held: BTreeMap::new(), waiting: BTreeSet::new(), typed }
    }

    /// Asks for a report to be ours.
    pub(super) fn claim(&mut self, folder: &Path, year: Year) -> Holding {
        if self.held.contains_key(&year) {
            return self.lost(year).unwrap_or(Holding::Ours);
        }
        match store::lock(folder, year, &self.me) {
            Ok(Locked::Mine(lock)) => {
                self.held.insert(year, lock);
                self.waiting.remove(&year);
                Holding::Ours
            }
            Ok(Locked::Theirs(holder)) => {
                let told = told(year, holder.as_ref());
                Holding::Theirs { who: name(holder.as_ref()), told }
            }
            Err(error) => Holding::Unasked(error.to_string()),
        }
    }

    /// Takes a report over; says from whom, if anybody held it.
    pub(super) fn take_over(&mut self, folder: &Path, year: Year) -> Result<Option<Owner>, String> {
        let lock = store::take_over(folder, year, &self.me).map_err(|error| error.to_string())?;
        let from = lock.left_by.clone();
        self.held.insert(year, lock);
        self.waiting.remove(&year);
        Ok(from)
    }

    /// Waits for a report, and tells whoever holds it.
    pub(super) fn wait(&mut self, folder: &Path, year: Year) -> Result<(), String> {
        self.waiting.insert(year);
        store::leave_note(folder, year, &self.me).map_err(|error| error.to_string())
    }

    /// Gives a report back.
    pub(super) fn release(&mut self, year: Year) {
        self.held.remove(&year);
        self.waiting.remove(&year);
    }

    /// Gives everything back.
    pub(super) fn leave(&mut self) {
        self.held.clear();
        self.waiting.clear();
    }

    /// A key was pressed not long ago.
    pub(super) fn typed(&mut self) {
        self.typed = Timestamp::now();
    }

    /// Who has taken over what was ours. A drive that does not answer takes nothing from anybody.
    pub(super) fn lost(&mut self, year: Year) -> Option<Holding> {
        match self.held.get_mut(&year)?.look() {
            Ok(Hold::Lost(holder)) => {
                self.held.remove(&year);
                Some(Holding::Lost { who: name(holder.as_ref()) })
            }
            Ok(Hold::Mine) | Err(_) => None,
        }
    }

    /// The years that are ours.
    pub(super) fn years(&self) -> Vec<Year> {
        self.held.keys().copied().collect()
    }

    /// Every 30 seconds: shows that we live, and finds out what has changed with others.
    pub(super) fn beat(&mut self, folder: &Path) -> Vec<Outcome> {
        let mut found = Vec::new();
        for year in self.years() {
            let beaten = self.held.get_mut(&year).map(|lock| lock.beat(self.typed));
            if let Some(Ok(Hold::Lost(holder))) = beaten {
                self.held.remove(&year);
                let who = name(holder.as_ref());
                found.push(Outcome::Held(year, Holding::Lost { who }));
            } else if let Some(by) = store::take_note(folder, year) {
                let when = time(by.since);
                found.push(Outcome::Done(format!(
                    "{}（{when} 来）在等着编辑 {year} 年报",
                    called(&by)
                )));
            }
        }
        for year in self.waiting.clone() {
            let holding = self.claim(folder, year);
            if matches!(holding, Holding::Ours) {
                found.push(Outcome::Held(year, holding));
            }
        }
        found
    }
}

fn called(owner: &Owner) -> &str {
    if owner.name.is_empty() { "别人" } else { &owner.name }
}

fn name(holder: Option<&Holder>) -> String {
    holder.map_or("别人", |holder| called(&holder.owner)).to_owned()
}

/// Who writes a report, from where, since when, and whether he still does.
fn told(year: Year, holder: Option<&Holder>) -> String {
    let Some(Holder { owner, typed }) = holder else {
        return format!("别人正在编辑 {year} 年报（没有写明是谁）。");
    };
    let minutes = Timestamp::now().duration_since(*typed).as_mins().max(0);
    let typed = match minutes {
        0 => "刚才还在键入".to_owned(),
        1..60 => format!("{minutes} 分钟前还在键入"),
        _ => format!("{} 起没有键入", time(*typed)),
    };
    let since = time(owner.since);
    format!("{}正在编辑 {year} 年报（从 {}，{since} 起，{typed}）。", called(owner), owner.host)
}
