//! What numbers in an office's prose can be of (指标词表): `indicators.ron` of a project, written by hand.

use std::path::Path;

use crate::figures::prose::Vocabulary;

use super::error::StoreError;
use super::fault::Fault;
use super::open::present;
use super::read::text_of;
use super::scan::Place;

/// The name of the file.
const OWN: &str = "indicators.ron";

/// The vocabulary of a project that adds to the built-in one; where its file cannot be followed, what is wrong there, and the
/// built-in vocabulary holds.
pub(super) fn vocabulary(folder: &Path) -> (Option<Vocabulary>, Option<StoreError>) {
    let path = folder.join(OWN);
    let read = |bytes| {
        let source = text_of(bytes)?;
        Vocabulary::with(&source).map_err(|error| {
            let at = Place { line: error.line, column: error.column };
            Fault::at(&source, at, error.trouble)
        })
    };
    match present(&path) {
        Ok(None) => (None, None),
        Ok(Some(bytes)) => match read(bytes) {
            Ok(own) => (Some(own), None),
            Err(fault) => (None, Some(StoreError::faulty(&path)(fault))),
        },
        Err(error) => (None, Some(error)),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn told(text: &str) -> (bool, String) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(OWN), text).unwrap();
        let (own, trouble) = vocabulary(folder.path());
        (own.is_some(), trouble.map(|error| error.to_string()).unwrap_or_default())
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_column() {
        let (read, said) =
            told("(\n  indicators: [\n    (key: \"own.visits\", nam: \"走访\"),\n  ],\n)\n");
        assert!(!read && said.contains("indicators.ron 第 3 行第 "), "{said}");
        let (read, said) =
            told("(indicators: [(key: \"own.visits\", name: \"走访\", own: [\"走访\"])])");
        assert!(read && said.is_empty(), "{said}");
        assert!(vocabulary(Path::new("/nowhere")).1.is_none());
    }
}
