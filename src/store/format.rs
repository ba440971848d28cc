//! Canonical form of a file that people have written or changed by hand.

use std::path::Path;

use serde::Serialize;

use super::error::StoreError;
use super::fault::Fault;
use super::layout::file;
use super::open::{self, Content};
use super::part::Part;
use super::read::text_of;
use super::scan::{Place, What, pieces};

/// Which type a text is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `project.ron`
    Head,
    /// A report.
    Report,
    /// A review.
    Review,
}

/// A text in its canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canonical {
    /// The form that this program writes.
    pub text: String,
    /// The comments in the original, which the form has no place for.
    pub comments: Vec<(Place, String)>,
    /// Whether the original had this form already.
    pub unchanged: bool,
    /// Ids that were given because there were none, or one twice.
    pub given: usize,
}

/// The canonical form of a file's text; byte order mark and line ends are settled too.
///
/// # Errors
/// If the text cannot be read, is of a newer program, or has fields that would be lost.
pub fn canonical(kind: Kind, text: &str) -> Result<Canonical, Fault> {
    let settled = text_of(text.as_bytes().to_vec())?;
    let content = match kind {
        Kind::Head => formed(open::head(&settled)?),
        Kind::Report => formed(open::report(&settled, None)?),
        Kind::Review => formed(open::review(&settled)?),
    };
    let (made, given) = content?;
    let comments = pieces(&settled).filter_map(|piece| match piece.what {
        What::Comment(said) => Some((piece.from, said)),
        What::Text | What::Stray(_) | What::Sign => None,
    });
    Ok(Canonical { unchanged: made == text, text: made, comments: comments.collect(), given })
}

/// The canonical form of a file of a project. Nothing is written: to do that, open the project and save what was read.
///
/// # Errors
/// As [`canonical`], and if the file cannot be read.
pub fn formatted(folder: &Path, part: Part) -> Result<Canonical, StoreError> {
    let path = part.path(folder);
    let text = String::from_utf8(open::bytes(&path)?)
        .or_else(|error| text_of(error.into_bytes()))
        .map_err(StoreError::faulty(&path))?;
    let kind = match part {
        Part::Head => Kind::Head,
        Part::Report(_) => Kind::Report,
        Part::Review(_) => Kind::Review,
    };
    canonical(kind, &text).map_err(StoreError::faulty(&path))
}

/// The text of a value, unless the file it came from must not be written.
fn formed<T: Serialize>(content: Content<T>) -> Result<(String, usize), Fault> {
    if let Some(why) = content.why_not {
        return Err(Fault::plain(why.to_string()));
    }
    let made = file(&content.value).map_err(|error| Fault::plain(error.to_string()))?;
    Ok((made, content.given))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::arbitrary::example;

    #[test]
    fn the_canonical_form_of_a_canonical_form_is_itself() {
        let once = canonical(Kind::Report, &file(&example()).unwrap()).unwrap();
        assert_eq!((once.comments.len(), once.given, once.unchanged), (0, 0, true));
        assert_eq!(canonical(Kind::Report, &once.text).unwrap(), once);
    }

    #[test]
    fn comments_that_would_be_lost_are_listed() {
        let by_hand = "\u{feff}// 某年\r\n(agency: (name: \"示例市 // 民政局\" /* 全称 */))\r\n";
        let made = canonical(Kind::Head, by_hand).unwrap();
        let comments: Vec<_> =
            made.comments.iter().map(|(at, said)| (at.line, at.column, said.as_str())).collect();
        assert_eq!(comments, [(1, 1, "// 某年"), (2, 30, "/* 全称 */")]);
        assert!(!made.unchanged);
        assert!(made.text.contains("name: \"示例市 // 民政局\",\n"));
    }

    #[test]
    fn a_file_is_looked_at_where_it_lies() {
        let folder = tempfile::tempdir().unwrap();
        let crlf = canonical(Kind::Head, "()").unwrap().text.replace('\n', "\r\n");
        std::fs::write(Part::Head.path(folder.path()), crlf).unwrap();
        assert!(!formatted(folder.path(), Part::Head).unwrap().unchanged);
        std::fs::write(Part::Head.path(folder.path()), b"\xc4\xea").unwrap();
        let error = formatted(folder.path(), Part::Head).unwrap_err().to_string();
        assert!(error.contains("project.ron 第 1 行第 1 列：这里不是 UTF-8 文字"), "{error}");
    }

    #[test]
    fn nothing_is_dropped_by_formatting() {
        for (text, want) in [
            (
                "(agency: (name: \"甲\", motto: \"乙\"), colour: 1)",
                "文件里有本程序不认识的项，保存会丢掉它们：agency.motto、colour",
            ),
            ("(format: 2)", "文件由更新的版本写成（格式 2），请升级本程序"),
        ] {
            assert_eq!(canonical(Kind::Head, text).unwrap_err().what, want);
        }
        assert_eq!(
            canonical(Kind::Review, "()").unwrap().text,
            "#![enable(implicit_some, unwrap_variant_newtypes)]\n(\n  format: 1,\n)\n"
        );
    }
}
