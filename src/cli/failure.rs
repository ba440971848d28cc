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
    /// 4: somebody else is writing the report.
    Locked(String),
}

impl Failure {
    pub(super) const fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::File(_) => 3,
            Self::Locked(_) => 4,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Usage(told) | Self::File(told) | Self::Locked(told)) = self;
        f.write_str(told)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Locked { .. } => Self::Locked(error.to_string()),
            other => Self::File(other.to_string()),
        }
    }
}
