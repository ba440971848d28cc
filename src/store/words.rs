//! The words of an office (词表): `words.ron` of a project, written by hand.

use std::path::Path;

use crate::checks::WordList;

use super::error::StoreError;
use super::fault::Fault;
use super::open::present;
use super::policy::fault;
use super::read::{Parsed, parse, text_of};

/// The name of the file.
pub(super) const OWN: &str = "words.ron";

/// The words of a project, and what in the file cannot be followed. What can be, holds.
pub(super) fn words(folder: &Path) -> (WordList, Vec<StoreError>) {
    let path = folder.join(OWN);
    match present(&path) {
        Ok(None) => (WordList::default(), Vec::new()),
        Ok(Some(bytes)) => {
            let (words, faults) = read(bytes);
            (words, faults.into_iter().map(|fault| StoreError::faulty(&path)(fault)).collect())
        }
        Err(error) => (WordList::default(), vec![error]),
    }
}

pub(super) fn read(bytes: Vec<u8>) -> (WordList, Vec<Fault>) {
    let parsed = text_of(bytes).and_then(|source| Ok((parse::<WordList>(&source, &[])?, source)));
    let (Parsed { value, unknown, .. }, source) = match parsed {
        Ok(parsed) => parsed,
        Err(fault) => return (WordList::default(), vec![fault]),
    };
    let stray = unknown.into_iter().map(|field| {
        let name = field.rsplit('.').next().unwrap_or(&field);
        fault(
            &source,
            name,
            format!("词表里没有“{name}”这一项，可用的有 correct、forbidden、renamed"),
        )
    });
    let mut faults: Vec<Fault> = stray.collect();
    faults.extend(
        value.troubles().into_iter().map(|trouble| fault(&source, &trouble.word, trouble.what)),
    );
    (value, faults)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn told(text: &str) -> (WordList, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(OWN), text).unwrap();
        let (words, troubles) = words(folder.path());
        let place = format!("{}/", folder.path().display());
        let first =
            |text: String| text.replace(&place, "").lines().next().unwrap_or_default().to_owned();
        (words, troubles.iter().map(ToString::to_string).map(first).collect())
    }

    #[test]
    fn the_rest_of_a_faulty_list_holds() {
        let (words, told) = told(
            "(\n  forbidden: [\n    (word: \"甲\", to: \"乙\", mood: 1),\n    (word: \"丙\", to: \"丙\"),\n  ],\n)\n",
        );
        assert_eq!(words.forbidden.len(), 2);
        assert_eq!(
            told[0],
            "words.ron 第 3 行第 26 列：词表里没有“mood”这一项，可用的有 correct、forbidden、renamed"
        );
        assert_eq!(told[1], "words.ron 第 4 行第 12 列：同一个词既禁用又是正确的，请删去其一");
    }

    #[test]
    fn a_broken_list_names_its_line_and_is_empty() {
        let (words, told) = told("(\n  forbidden: [(word \"甲\")],\n)\n");
        assert_eq!(words, WordList::default());
        assert!(told[0].starts_with("words.ron 第 2 行第 "), "{told:?}");
    }

    #[test]
    fn no_list_is_no_trouble() {
        let (list, troubles) = words(Path::new("/nowhere"));
        assert_eq!((list, troubles.len()), (WordList::default(), 0));
    }
}
