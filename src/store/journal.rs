//! The journal (日志) behind the snapshot of a long report: what was done since, a record each, so that not all of it is
//! written at each pause.
//!
//! A record is its length (4 bytes), the CRC-32 of the rest (4), its number from 1 (8), all little-endian, and the changes as
//! RON. A record that is not whole ends the journal; one whose number has been is passed over.

use std::fs::OpenOptions;
use std::path::Path;

use flate2::Crc;

use crate::edit::{Change, History};
use crate::model::Report;

use super::disk::{DISK, Disk};
use super::error::{Deed, StoreError};

/// Bytes before the changes.
const HEAD: usize = 16;

/// Adds what was done to a snapshot that lies in this file, as the record with this number.
///
/// # Errors
/// If it cannot be written to its end; the snapshot must be written anew then.
pub fn keep_more(path: &Path, number: u64, changes: &[Change]) -> Result<(), StoreError> {
    keep_more_on(DISK, path, number, changes)
}

pub(super) fn keep_more_on(
    disk: Disk<'_>,
    path: &Path,
    number: u64,
    changes: &[Change],
) -> Result<(), StoreError> {
    let record = record(number, changes)
        .map_err(|what| StoreError::Unfit { path: path.to_path_buf(), what })?;
    let added = || {
        let file = disk.open_with(path, OpenOptions::new().append(true))?;
        disk.write(&file, &record)?;
        disk.sync(&file)
    };
    added().map_err(StoreError::system(path, Deed::Save))
}

fn record(number: u64, changes: &[Change]) -> Result<Vec<u8>, String> {
    let changes = ron::to_string(changes).map_err(|error| error.to_string())?;
    let counted = [&number.to_le_bytes(), changes.as_bytes()].concat();
    let length = u32::try_from(counted.len()).map_err(|error| error.to_string())?;
    Ok([&length.to_le_bytes(), &sum(&counted).to_le_bytes(), counted.as_slice()].concat())
}

fn sum(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// A record: its number, and the changes.
type Record = (u64, Vec<Change>);

/// The whole records at the beginning of these bytes, by their numbers.
fn records(mut bytes: &[u8]) -> Vec<Record> {
    let mut found = Vec::new();
    while let Some((record, rest)) = next(bytes) {
        found.push(record);
        bytes = rest;
    }
    found
}

fn next(bytes: &[u8]) -> Option<(Record, &[u8])> {
    let (head, rest) = bytes.split_at_checked(HEAD - 8)?;
    let (length, crc) = head.split_at_checked(4)?;
    let length = u32::from_le_bytes(length.try_into().ok()?);
    let (counted, rest) = rest.split_at_checked(usize::try_from(length).ok()?)?;
    if sum(counted) != u32::from_le_bytes(crc.try_into().ok()?) {
        return None;
    }
    let (number, changes) = counted.split_at_checked(8)?;
    let changes = ron::from_str(std::str::from_utf8(changes).ok()?).ok()?;
    Some(((u64::from_le_bytes(number.try_into().ok()?), changes), rest))
}

/// Does again what the whole records say, each once and in order; what does not fit ends it.
pub(super) fn replay(bytes: &[u8], report: &mut Report, history: &mut History) {
    let mut last = 0;
    for (number, changes) in records(bytes) {
        if number <= last {
            continue;
        }
        if number != last + 1 {
            return;
        }
        for (title, change) in changes {
            if history.act(report, title, change).is_err() {
                return;
            }
        }
        last = number;
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use proptest::prelude::*;

    use super::super::disk::faulty::{Faulty, Plan, folder as quick, plans};
    use super::*;
    use crate::edit::Edit;
    use crate::model::TextAt;
    use crate::store::arbitrary::example;

    /// Puts a word before the title.
    fn change(word: &str) -> Change {
        let edit = Edit::ReplaceText {
            at: TextAt::Title,
            start: 0,
            removed: String::new(),
            inserted: word.to_owned(),
        };
        ("键入".to_owned(), edit)
    }

    fn journal(words: &[&str]) -> Vec<u8> {
        let records =
            (1..).zip(words).map(|(number, word)| record(number, &[change(word)]).unwrap());
        records.flatten().collect()
    }

    fn title(bytes: &[u8]) -> String {
        let mut report = Report { title: String::new(), ..example() };
        replay(bytes, &mut report, &mut History::saved());
        report.title
    }

    #[test]
    fn a_torn_tail_is_cut_at_the_last_whole_record() {
        let whole = journal(&["甲", "乙", "丙"]);
        let ends = [0, journal(&["甲"]).len(), journal(&["甲", "乙"]).len(), whole.len()];
        for length in 0..=whole.len() {
            let want = match ends.iter().filter(|end| **end <= length).count() {
                1 => "",
                2 => "甲",
                3 => "乙甲",
                _ => "丙乙甲",
            };
            assert_eq!(title(&whole[..length]), want, "{length}");
        }
        assert_eq!(title(&[whole, vec![0; 64]].concat()), "丙乙甲", "zeros after a power cut");
    }

    #[test]
    fn a_flipped_bit_loses_no_earlier_record_and_adds_nothing() {
        let whole = journal(&["甲", "乙", "丙"]);
        for at in 0..whole.len() * 8 {
            let mut bytes = whole.clone();
            bytes[at / 8] ^= 1 << (at % 8);
            let told = title(&bytes);
            assert!(["", "甲", "乙甲"].contains(&told.as_str()), "{at}: {told}");
        }
    }

    #[test]
    fn what_was_written_twice_is_done_once_and_a_gap_ends_it() {
        let (one, two) = (journal(&["甲"]), journal(&["甲", "乙"]));
        assert_eq!(title(&[one.as_slice(), two.as_slice(), one.as_slice()].concat()), "乙甲");
        let gap = record(3, &[change("丙")]).unwrap();
        assert_eq!(title(&[one, gap].concat()), "甲");
    }

    #[test]
    fn whatever_call_fails_what_was_added_before_stays() {
        let folder = quick();
        let path = folder.path().join("journal");
        let count = Faulty::new(Plan::Count);
        fs::write(&path, "").unwrap();
        count.run(|disk| keep_more_on(disk, &path, 1, &[change("甲")]).unwrap()).unwrap();
        for plan in plans(count.seen().len()) {
            fs::write(&path, journal(&["甲"])).unwrap();
            let faulty = Faulty::new(plan);
            let done = faulty.run(|disk| keep_more_on(disk, &path, 2, &[change("乙")]));
            let told = title(&fs::read(&path).unwrap());
            match done {
                Some(Ok(())) => assert_eq!(told, "乙甲", "{plan:?}"),
                _ => assert!(["甲", "乙甲"].contains(&told.as_str()), "{plan:?}: {told}"),
            }
        }
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            title(&bytes);
        }
    }
}
