//! Why a command could not do its work, and the exit code for it.

use std::fmt;

use crate::store::StoreError;

/// Why a command stopped.
#[derive(Debug)]
pub(super) enum Failure {
    /// 2: what was typed cannot be done.
    Usage(String),
    /// 3: a file cannot be read or written.
    File(String),
}

impl Failure {
    pub(super) const fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::File(_) => 3,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Usage(told) | Self::File(told)) = self;
        f.write_str(told)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::File(error.to_string())
    }
}
