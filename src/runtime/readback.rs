//! An export is read back and compared before it is called done.

use crate::export::{Export, Format};
use crate::import::{self, Extent};

/// Where a written file says something else than the report, or why it cannot be read; none where all is well or the
/// format is for programs alone.
pub fn unlike(format: &Format, export: &Export<'_>, bytes: &[u8]) -> Option<String> {
    let extent = match format.key {
        "docx" | "html" | "md" | "txt" => Extent::All,
        "xlsx" => Extent::Tables,
        _ => return None,
    };
    let name = format!("{}.{}", export.report.year, format.ending);
    match import::differs(&name, bytes, export.report, extent) {
        Ok(difference) => difference,
        Err(error) => Some(error.to_string()),
    }
}
