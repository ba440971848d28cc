//! Canonical form of a file that people have written or changed by hand.

use super::error::WhyNot;
use super::fault::Fault;
use super::layout::file;
use super::open::{self, Content};
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
    /// Ids that were given because there were none, or one twice.
    pub given: usize,
}

/// The canonical form of a file's text; byte order mark and line ends are settled too.
///
/// # Errors
/// If the text cannot be read, is of a newer program, or has fields that would be lost.
pub fn canonical(kind: Kind, text: &str) -> Result<Canonical, Fault> {
    let text = super::read::text_of(text.as_bytes().to_vec())?;
    let (made, why_not, given) = match kind {
        Kind::Head => formed(open::head(&text)?),
        Kind::Report => formed(open::report(&text, None)?),
        Kind::Review => formed(open::review(&text)?),
    };
    if let Some(why) = why_not {
        return Err(Fault::plain(why.to_string()));
    }
    let made = made.map_err(|error| Fault::plain(error.to_string()))?;
    let comments = pieces(&text).into_iter().filter_map(|piece| match piece.what {
        What::Comment(said) => Some((piece.from, said)),
        What::Text | What::Stray(_) | What::Sign => None,
    });
    Ok(Canonical { text: made, comments: comments.collect(), given })
}

type Formed = (Result<String, super::node::Unwritable>, Option<WhyNot>, usize);

fn formed<T: serde::Serialize>(content: Content<T>) -> Formed {
    (file(&content.value), content.why_not, content.given)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::arbitrary::example;

    #[test]
    fn the_canonical_form_of_a_canonical_form_is_itself() {
        let once = canonical(Kind::Report, &file(&example()).unwrap()).unwrap();
        assert_eq!((once.comments.len(), once.given), (0, 0));
        assert_eq!(canonical(Kind::Report, &once.text).unwrap(), once);
    }

    #[test]
    fn comments_that_would_be_lost_are_listed() {
        let by_hand = "\u{feff}// 某年\r\n(agency: (name: \"示例市 // 民政局\" /* 全称 */))\r\n";
        let made = canonical(Kind::Head, by_hand).unwrap();
        let comments: Vec<_> =
            made.comments.iter().map(|(at, said)| (at.line, at.column, said.as_str())).collect();
        assert_eq!(comments, [(1, 1, "// 某年"), (2, 30, "/* 全称 */")]);
        assert!(made.text.contains("name: \"示例市 // 民政局\",\n"));
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
