//! What an import gives: the report, and everything that was changed, doubted or concluded on the way.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::model::Report;

use super::piece::What;
use super::place::Place;

/// A report read from another format.
///
/// Serialised, it is the object that `import --json` prints: `schema` 1, `agency`, `year`, `form`, `encoding`, `repairs`,
/// `doubts`, and beside them `title`, `period` and `evidence`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The report, a draft with ids that follow from the text.
    pub report: Report,
    /// Full name of the agency, where the text gives it.
    pub agency: Option<String>,
    /// Encoding of the file, as shown to the user.
    pub encoding: &'static str,
    /// Key of the format that it was read from, such as `docx`.
    pub format: &'static str,
    /// Every change made in reading, in the order of the text.
    pub repairs: Vec<Repair>,
    /// What a person should look at.
    pub doubts: Vec<Doubt>,
    /// The words from which agency, year, period, form and contact were concluded.
    pub evidence: Vec<Evidence>,
}

/// One change made in reading (修复).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repair {
    /// Where the result stands.
    pub place: Place,
    /// What was done.
    pub what: What,
    /// The words as the source has them; `⏎` is the break between two paragraphs.
    pub before: String,
    /// The words as the report has them.
    pub after: String,
}

/// Something that a person should look at (疑点).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Doubt {
    /// Where; none for the report as a whole.
    pub place: Option<Place>,
    /// What is doubtful, a sentence.
    pub what: String,
}

/// A conclusion and the words it rests on (依据).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// What was concluded, such as `年度`.
    pub fact: &'static str,
    /// The conclusion.
    pub value: String,
    /// The words of the source.
    pub quote: String,
}

impl Serialize for What {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.words())
    }
}

impl Serialize for Imported {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Imported", 10)?;
        object.serialize_field("schema", &1)?;
        object.serialize_field("agency", &self.agency)?;
        object.serialize_field("year", &self.report.year)?;
        object.serialize_field("form", self.report.form.name())?;
        object.serialize_field("encoding", self.encoding)?;
        object.serialize_field("title", &self.report.title)?;
        object.serialize_field("period", &self.report.period)?;
        object.serialize_field("repairs", &self.repairs)?;
        object.serialize_field("doubts", &self.doubts)?;
        object.serialize_field("evidence", &self.evidence)?;
        object.end()
    }
}
