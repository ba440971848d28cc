//! When unsaved work is put on disk: at a short pause, and at least every second while the keys keep coming.

use std::time::{Duration, Instant};

/// So long without a key is a pause.
const PAUSE: Duration = Duration::from_millis(300);

/// Nothing that was typed is older than this and not on disk.
const LONGEST: Duration = Duration::from_secs(1);

/// Since when there is unkept work, and when the last key came. Without unkept work there is no deadline.
#[derive(Debug, Default)]
pub(super) struct Pace {
    unkept: Option<(Instant, Instant)>,
}

impl Pace {
    /// Something came; `unkept` says whether there is work that is not on disk.
    pub(super) fn came(&mut self, now: Instant, unkept: bool) {
        self.unkept = unkept.then(|| (self.unkept.map_or(now, |(first, _)| first), now));
    }

    /// When to keep.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.unkept.map(|(first, last)| (last + PAUSE).min(first + LONGEST))
    }

    /// Whether it is time to.
    pub(super) fn is_due(&self, now: Instant) -> bool {
        self.deadline().is_some_and(|deadline| deadline <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_no_deadline_while_nothing_is_unkept() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        assert_eq!(pace.deadline(), None);
        pace.came(now, false);
        assert_eq!(pace.deadline(), None);
        pace.came(now, true);
        pace.came(now, false);
        assert_eq!(pace.deadline(), None);
    }

    #[test]
    fn a_pause_is_waited_for_but_not_for_ever() {
        let (mut pace, start) = (Pace::default(), Instant::now());
        pace.came(start, true);
        assert_eq!(pace.deadline(), Some(start + PAUSE));
        for tick in 1..20 {
            let now = start + Duration::from_millis(tick * 50);
            assert!(!pace.is_due(now), "{tick}");
            pace.came(now, true);
        }
        assert_eq!(pace.deadline(), Some(start + LONGEST));
        assert!(pace.is_due(start + LONGEST));
    }
}
