//! The policies (审核口径): the office's, and over it the project's own; files written by hand.

use std::path::Path;

use crate::checks::{Policy, WrittenPolicy};

use super::error::StoreError;
use super::fault::Fault;
use super::open::present;
use super::read::{Parsed, parse, text_of};
use super::scan::{Place, What, pieces};

/// Where the office that a project belongs to keeps its policy.
pub(super) const OFFICE: &str = "/etc/nianbao/policy.ron";

/// The name of a project's own.
const OWN: &str = "policy.ron";

/// The fields of a policy.
const FIELDS: [&str; 3] = ["profile", "severity", "firm"];

/// The policy of a project under an office, and what in the two files cannot be followed. What can be, holds.
pub(super) fn policy(folder: &Path, office: &Path) -> (Policy, Vec<StoreError>) {
    let mut policy = Policy::default();
    let mut troubles = Vec::new();
    for path in [office.to_path_buf(), folder.join(OWN)] {
        let faults = match present(&path) {
            Ok(None) => continue,
            Ok(Some(bytes)) => lay(bytes, &mut policy),
            Err(error) => {
                troubles.push(error);
                continue;
            }
        };
        troubles.extend(faults.into_iter().map(|fault| StoreError::faulty(&path)(fault)));
    }
    (policy, troubles)
}

fn lay(bytes: Vec<u8>, policy: &mut Policy) -> Vec<Fault> {
    let source = match text_of(bytes) {
        Ok(source) => source,
        Err(fault) => return vec![fault],
    };
    let Parsed { value, unknown, .. } = match parse::<WrittenPolicy>(&source, &[]) {
        Ok(parsed) => parsed,
        Err(fault) => return vec![fault],
    };
    let stray = unknown.into_iter().map(|field| {
        let near = FIELDS.into_iter().min_by_key(|known| unlike(known, &field)).unwrap_or("");
        let known = FIELDS.join("、");
        let what = format!("不认识“{field}”这一项，可用的有 {known}；是不是“{near}”");
        fault(&source, &field, what)
    });
    let mut faults: Vec<Fault> = stray.collect();
    let troubles = policy.lay(&value);
    faults.extend(troubles.into_iter().map(|trouble| fault(&source, &trouble.word, trouble.what)));
    faults
}

/// How many characters of the one stand elsewhere in the other, roughly.
fn unlike(known: &str, typed: &str) -> usize {
    let missing = |one: &str, other: &str| one.chars().filter(|c| !other.contains(*c)).count();
    missing(known, typed) + missing(typed, known) + known.len().abs_diff(typed.len())
}

pub(super) fn fault(source: &str, word: &str, what: String) -> Fault {
    match place_of(source, word) {
        Some(at) => Fault::at(source, at, what),
        None => Fault::plain(what),
    }
}

/// Where a word stands, as a text in quotation marks or as the name of a field; not in a comment.
fn place_of(source: &str, word: &str) -> Option<Place> {
    let lines: Vec<Vec<char>> = source.split('\n').map(|line| line.chars().collect()).collect();
    let stretch = |from: Place, to: Place| -> String {
        let line = lines.get(from.line - 1).map(Vec::as_slice).unwrap_or_default();
        line.iter().skip(from.column - 1).take(to.column.saturating_sub(from.column)).collect()
    };
    let pieces: Vec<_> = pieces(source).collect();
    let quoted = format!("\"{word}\"");
    let text = pieces.iter().find(|piece| {
        let one_line = piece.what == What::Text && piece.from.line == piece.to.line;
        one_line && stretch(piece.from, piece.to) == quoted
    });
    let name = || {
        let wanted: Vec<char> = word.chars().collect();
        let starts = pieces.iter().filter(|piece| piece.what == What::Sign);
        starts.map(|piece| piece.from).find(|from| {
            let end = Place { column: from.column + wanted.len(), ..*from };
            stretch(*from, end).chars().eq(wanted.iter().copied())
        })
    };
    text.map(|piece| piece.from).or_else(name)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// What is told of an office's and a project's file.
    fn told(office: &str, own: &str) -> (Policy, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let above = folder.path().join("office.ron");
        fs::write(&above, office).unwrap();
        fs::write(folder.path().join(OWN), own).unwrap();
        let (policy, troubles) = policy(folder.path(), &above);
        let place = format!("{}/", folder.path().display());
        let told = troubles.iter().map(ToString::to_string);
        (policy, told.map(|told| told.replace(&place, "")).collect())
    }

    #[test]
    fn what_cannot_be_followed_is_told_with_its_line_and_the_rest_holds() {
        let own = "(\n  // F00l\n  profile: \"公文\",\n  severty: {},\n  severity: {\n    \"S001\": \"警\",\n    \"F00l\": \"错\",\n  },\n)\n";
        let (policy, told) = told("()", own);
        assert_eq!(told.len(), 2);
        let first = |text: &str| text.lines().next().unwrap_or_default().to_owned();
        assert_eq!(
            first(&told[0]),
            "policy.ron 第 4 行第 3 列：不认识“severty”这一项，可用的有 profile、severity、firm；是不是“severity”"
        );
        assert_eq!(first(&told[1]), "policy.ron 第 7 行第 5 列：没有规则“F00l”，是不是“F001”");
        assert_ne!(policy, Policy::default());
    }

    #[test]
    fn a_broken_file_of_the_project_leaves_that_of_the_office() {
        let (policy, told) =
            told("(severity: {\"S003\": \"错\"})", "(severity: {\"S003\" \"示\"})");
        assert!(told[0].starts_with("policy.ron 第 1 行第 "), "{told:?}");
        let mut alone = Policy::default();
        let _ = lay(b"(severity: {\"S003\": \"\xe9\x94\x99\"})".to_vec(), &mut alone);
        assert_eq!(policy, alone);
    }

    #[test]
    fn no_file_is_no_trouble() {
        let nowhere = Path::new("/nowhere");
        let (policy, troubles) = policy(nowhere, nowhere);
        assert_eq!((policy, troubles.len()), (Policy::default(), 0));
    }
}
