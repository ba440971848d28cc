//! Whose process something is, and whether that process still runs.

use std::fs;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// A heartbeat older than this is no sign of life.
pub(super) const SILENCE: SignedDuration = SignedDuration::from_secs(120);

/// Who holds a lock, from where and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The name that others are shown.
    pub name: String,
    /// The machine.
    pub host: String,
    /// The process.
    pub pid: u32,
    /// When the process started, in ticks since the machine did: another process may get the same number later.
    pub started: u64,
    /// The running of the machine; another after each restart.
    pub boot: String,
    /// The terminal, empty without one.
    pub tty: String,
    /// Since when.
    pub since: Timestamp,
}

/// Whether a process that once held a lock still runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    /// It runs.
    Alive,
    /// It has ended without giving the lock back: killed, or the machine went down.
    Dead,
    /// It is on another machine; only its heartbeat can tell.
    Elsewhere,
}

impl Owner {
    /// This process.
    pub fn this(name: String, since: Timestamp) -> Self {
        let line = |path: &str| fs::read_to_string(path).unwrap_or_default().trim().to_owned();
        let tty = fs::read_link("/proc/self/fd/0").unwrap_or_default();
        let tty = Some(tty.display().to_string()).filter(|tty| tty.starts_with("/dev/"));
        let pid = std::process::id();
        Self {
            name,
            host: line("/proc/sys/kernel/hostname"),
            pid,
            started: started(pid).unwrap_or_default(),
            boot: line("/proc/sys/kernel/random/boot_id"),
            tty: tty.unwrap_or_default(),
            since,
        }
    }

    /// Whether this owner still runs, as far as `me` can tell from where it runs.
    pub fn life(&self, me: &Self) -> Life {
        if self.host != me.host {
            Life::Elsewhere
        } else if self.boot == me.boot && started(self.pid) == Some(self.started) {
            Life::Alive
        } else {
            Life::Dead
        }
    }
}

/// When a process of this machine started: field 22 of `/proc/<pid>/stat` (proc(5)), counted behind the name, which may
/// hold spaces.
fn started(pid: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, behind) = stat.rsplit_once(')')?;
    behind.split_whitespace().nth(19)?.parse().ok()
}
