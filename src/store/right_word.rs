//! A word that the office calls right (这不是错), put into the list that people write by hand: nothing else in it is touched.

use std::path::Path;

use crate::checks::WordList;

use super::atomic::Target;
use super::disk::DISK;
use super::error::{Deed, StoreError};
use super::escape::quoted;
use super::fault::Fault;
use super::open::present;
use super::read::text_of;
use super::scan::{Place, What, pieces};
use super::words::{OWN, read};

/// What a list looks like that holds nothing yet.
const EMPTY: &str = "#![enable(implicit_some)]\n(\n  correct: [\n  ],\n)\n";

/// Adds a word to those that are right, with who says so, and gives the list as it is now. The file is made if need be.
///
/// # Errors
/// If the file cannot be read, understood or written; it is left as it was.
pub fn call_right(folder: &Path, word: &str, source: &str) -> Result<WordList, StoreError> {
    let path = folder.join(OWN);
    let system = |error| StoreError::system(&path, Deed::Save)(error);
    let target = Target::hold(DISK, &path).map_err(system)?;
    let there = present(&path)?.map(text_of).transpose().map_err(StoreError::faulty(&path))?;
    let text = there.unwrap_or_else(|| EMPTY.to_owned());
    let (before, faults) = read(text.clone().into_bytes());
    if before.correct.iter().any(|known| known.word == word) {
        return Ok(before);
    }
    let broken = faults.into_iter().next().filter(|_| before == WordList::default());
    if let Some(fault) = broken {
        return Err(StoreError::faulty(&path)(fault));
    }
    let entry = format!("(word: {}, source: {})", quoted(word), quoted(source));
    let after = with(&text, &entry);
    let (list, _) = read(after.clone().into_bytes());
    // What came out is taken only if it says what was meant and nothing else.
    let mut wanted = before;
    let new = list.correct.iter().find(|known| known.word == word).cloned();
    wanted.correct.splice(0..0, new);
    if list != wanted {
        let what = "没有找到放这个词的地方，请手工写进 correct 里";
        return Err(StoreError::faulty(&path)(Fault::plain(what)));
    }
    target.replace(after.as_bytes()).map_err(system)?;
    Ok(list)
}

/// The text with an entry as the first of `correct`, which is made where it is not there.
fn with(text: &str, entry: &str) -> String {
    let signs: Vec<Place> =
        pieces(text).filter(|piece| piece.what == What::Sign).map(|piece| piece.from).collect();
    let name: Vec<char> = "correct".chars().collect();
    let lines: Vec<Vec<char>> = text.split('\n').map(|line| line.chars().collect()).collect();
    let sign = |at: &Place| lines.get(at.line - 1)?.get(at.column - 1).copied();
    let named = signs.windows(name.len()).position(|stretch| {
        let spelled: Vec<char> = stretch.iter().filter_map(sign).collect();
        spelled == name
    });
    let list = named
        .and_then(|at| signs.get(at + name.len()..)?.iter().find(|place| sign(place) == Some('[')));
    let record = || signs.iter().find(|place| sign(place) == Some('('));
    match (list, record()) {
        (Some(open), _) => put(text, *open, &format!("\n    {entry},")),
        (None, Some(open)) => put(text, *open, &format!("\n  correct: [\n    {entry},\n  ],")),
        (None, None) => text.to_owned(),
    }
}

/// The text with more behind the character at a place.
fn put(text: &str, behind: Place, more: &str) -> String {
    let mut out = String::with_capacity(text.len() + more.len());
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        for (column, glyph) in (1..).zip(line.chars()) {
            out.push(glyph);
            if (Place { line: number, column }) == behind {
                out.push_str(more);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_word_is_added_and_the_rest_stays_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(OWN);
        call_right(folder.path(), "台帐", "张三").unwrap();
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            "#![enable(implicit_some)]\n(\n  correct: [\n    (word: \"台帐\", source: \"张三\"),\n  ],\n)\n"
        );
        let by_hand = "(\n  // 单位自定 correct: [\n  forbidden: [(word: \"甲\")],\n)\n";
        fs::write(&path, by_hand).unwrap();
        let list = call_right(folder.path(), "“乙”", "张三").unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("// 单位自定 correct: [\n  forbidden: [(word: \"甲\")],"), "{text}");
        assert_eq!((list.correct[0].word.as_str(), list.forbidden.len()), ("“乙”", 1));
        assert_eq!(call_right(folder.path(), "“乙”", "李四").unwrap(), list, "once is enough");
    }

    #[test]
    fn a_broken_list_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(OWN);
        fs::write(&path, "(correct: [(word ").unwrap();
        assert!(call_right(folder.path(), "甲", "张三").is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "(correct: [(word ");
    }
}
