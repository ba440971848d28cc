//! The project on disk: RON files that can be read and compared by people, saved so that nothing is ever half written.

#[cfg(test)]
mod arbitrary;
#[cfg(test)]
mod arbitrary_review;
mod atomic;
mod disk;
mod error;
mod escape;
mod explain;
mod fault;
mod folder;
mod format;
mod forms;
mod indicators;
mod journal;
mod layout;
mod lock;
mod node;
mod note;
mod open;
mod orphan;
mod owner;
mod part;
mod policy;
mod read;
mod recovery;
mod right_word;
mod salvage;
mod save;
mod scan;
mod settle;
mod single;
mod stamp;
mod thinning;
mod trail;
pub mod versions;
mod words;

pub use error::{Deed, StoreError, WhyNot};
pub use fault::Fault;
pub use format::{Canonical, Kind, canonical, formatted};
pub use journal::keep_more;
pub use lock::{Hold, Holder, Lock, Locked, hold, lock, take_over};
pub use note::{leave_note, take_note};
pub use open::{Condition, Found, Opened, open, open_under, stamp_now};
pub use orphan::{
    Orphan, Work, discard, keep_file, keep_report, keep_work_of, orphans, release, restore,
};
pub use owner::{Life, Owner};
pub use part::{Part, find};
pub use recovery::{Snapshot, Trail, forget, keep};
pub use right_word::call_right;
pub use salvage::{Salvaged, salvage};
pub use save::{Saved, create, save_head, save_report, save_review};
pub use scan::Place;
pub use single::{Single, read_report, read_single, write_single};
pub use stamp::Stamp;
pub use trail::{Left, leave, left};
