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
