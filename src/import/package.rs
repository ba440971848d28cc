//! A zipped office document: its parts, read only as far as a report may be large.
//!
//! What the archive declares is looked at first, and no part is unpacked beyond its limit, whatever it declares.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::error::ImportError;

/// The largest part that is unpacked, in bytes.
const PART: u64 = 24 << 20;

/// All parts together, in bytes.
const WHOLE: u64 = 256 << 20;

/// Parts that a document has at most.
const PARTS: usize = 4096;

/// An open archive.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
}

impl<'b> Package<'b> {
    /// Opens an archive, unless it claims to be larger than any report.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, ImportError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ImportError::Damaged)?;
        let whole = archive.decompressed_size().unwrap_or_default();
        if archive.len() > PARTS || whole > u128::from(WHOLE) {
            return Err(ImportError::TooComplex { what: "解压后的内容" });
        }
        Ok(Self { archive })
    }

    /// Whether there is such a part.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The names of all parts, in the order of the archive.
    pub(super) fn names(&self) -> Vec<String> {
        self.archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect()
    }

    /// The bytes of a part; none where there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ImportError> {
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(ImportError::Encrypted);
            }
            Err(_) => return Err(ImportError::Damaged),
        };
        if part.size() > PART {
            return Err(ImportError::TooComplex { what: "解压后的内容" });
        }
        let mut bytes = Vec::new();
        part.take(PART + 1).read_to_end(&mut bytes).map_err(|_| ImportError::Damaged)?;
        if bytes.len() as u64 > PART {
            return Err(ImportError::TooComplex { what: "解压后的内容" });
        }
        Ok(Some(bytes))
    }
}
