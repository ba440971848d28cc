//! Which versions go as they grow old: all of today stay, then one a day for a month, then one a month.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::model::Year;

use super::disk::Disk;
use super::versions::{self, Version, Why};

/// The newest versions stay whatever the clock says, for it may be wrong.
const NEWEST: usize = 20;

/// Removes the versions that are old and have a younger one of the same day or month. Only what was saved is thinned out: what
/// was signed or published stays for ever, and so does what nobody has saved or this program did not write.
pub(super) fn thin(disk: Disk<'_>, folder: &Path, year: Year, now: Timestamp) {
    let there = versions::list_on(disk, folder, year);
    for version in outgrown(&there, now) {
        // What stays is listed once more, no harm.
        drop(disk.remove(&version.path));
    }
}

/// Those of the versions, the newest first, that may go.
fn outgrown(there: &[Version], now: Timestamp) -> Vec<&Version> {
    let zone = TimeZone::system();
    let day = |at: Timestamp| at.to_zoned(zone.clone()).date();
    let today = day(now);
    let month_ago = today.saturating_sub(31.days());
    let (mut days, mut months) = (BTreeSet::new(), BTreeSet::new());
    let saved = there.iter().enumerate().filter(|(_, version)| version.why == Why::Saved);
    let old = saved.filter(|(index, version)| {
        let date = day(version.at);
        let stays = if date >= today {
            true
        } else if date >= month_ago {
            days.insert(date)
        } else {
            months.insert((date.year(), date.month()))
        };
        !stays && *index >= NEWEST
    });
    old.map(|(_, version)| version).collect()
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::super::disk::DISK;
    use super::super::versions::{Keep, keep};
    use super::*;

    /// So many saved versions, the newest now, each this much older than the one before.
    fn saved(folder: &Path, now: Timestamp, count: u32, apart: SignedDuration) {
        for number in 0..count {
            let at = now - apart * i32::try_from(number).unwrap();
            let bytes = number.to_string();
            let version = Keep { year: 2024, at, why: Why::Saved, by: "", bytes: bytes.as_bytes() };
            keep(DISK, folder, &version).unwrap();
        }
    }

    fn left(folder: &Path, now: Timestamp) -> usize {
        thin(DISK, folder, 2024, now);
        versions::list(folder, 2024).len()
    }

    fn noon() -> Timestamp {
        let noon = jiff::civil::date(2025, 3, 15).at(12, 0, 0, 0);
        noon.to_zoned(TimeZone::system()).unwrap().timestamp()
    }

    #[test]
    fn all_of_today_one_a_day_and_one_a_month_stay() {
        let folder = tempfile::tempdir().unwrap();
        saved(folder.path(), noon(), 30, SignedDuration::from_mins(10));
        assert_eq!(left(folder.path(), noon()), 30, "all of today");
        let folder = tempfile::tempdir().unwrap();
        saved(folder.path(), noon(), 240, SignedDuration::from_hours(6));
        // The newest 20 reach back to the 10th; from there 26 days to February 12th, and January has one.
        let stays = left(folder.path(), noon());
        assert_eq!(stays, 20 + 27 + 1, "one a day for a month");
        assert_eq!(left(folder.path(), noon()), stays, "nothing more goes");
        let folder = tempfile::tempdir().unwrap();
        saved(folder.path(), noon(), 400, SignedDuration::from_hours(24));
        assert_eq!(left(folder.path(), noon()), 32 + 13, "one a month");
    }

    #[test]
    fn a_clock_that_jumps_takes_nothing_of_the_last_work() {
        let folder = tempfile::tempdir().unwrap();
        saved(folder.path(), noon(), 20, SignedDuration::from_mins(1));
        assert_eq!(left(folder.path(), noon() + SignedDuration::from_hours(24 * 1000)), 20);
        let folder = tempfile::tempdir().unwrap();
        saved(folder.path(), noon(), 60, SignedDuration::from_mins(1));
        assert_eq!(left(folder.path(), noon() - SignedDuration::from_hours(24 * 1000)), 60);
    }

    #[test]
    fn what_was_signed_or_never_saved_stays() {
        let at = |hours: i64| noon() - SignedDuration::from_hours(hours);
        let version = |hours: i64, why: Why| Version::example(at(hours), why);
        let mut there: Vec<Version> = (0..30).map(|hours| version(hours, Why::Saved)).collect();
        for why in [Why::Approved, Why::Published, Why::Unsaved, Why::Found, Why::Damaged] {
            there.extend((0..5).map(|more| version(24 * 400 + more, why)));
        }
        there.extend((0..5).map(|more| version(24 * 500 + more, Why::Saved)));
        let gone = outgrown(&there, noon());
        assert!(gone.iter().all(|version| version.why == Why::Saved));
        assert_eq!(gone.iter().filter(|version| version.at < at(24 * 300)).count(), 4);
    }
}
