//! Standard output and standard error: answers on one, remarks on the other.

use std::io::{self, ErrorKind, Write};

use serde::Serialize;

use super::failure::Failure;
use crate::store::Saved;

/// Writes an answer to standard output. Nobody reading any more is no error.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    bytes(text.as_bytes())
}

/// The same for bytes.
pub(super) fn bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::File(format!("写不到标准输出：{error}")))
        }
        _ => Ok(()),
    }
}

/// Writes a value as indented JSON with a line end.
pub(super) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::File(format!("写不成 JSON：{error}")))?;
    print(&format!("{text}\n"))
}

/// Writes a remark to standard error; there is nobody to tell if that fails.
pub(super) fn tell(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Writes what is to be told of a report that was saved, if there is anything.
pub(super) fn tell_saved(saved: &Saved) {
    if let Some(told) = saved.told() {
        tell(&told);
    }
}
