//! What a file held when it was read, to notice when somebody else has changed it.

use std::fmt;

use sha2::{Digest, Sha256};

/// The content of a file as its SHA-256 (FIPS 180-4), the same that `sha256sum` prints.
///
/// Not its time: two saves within one tick of the clock have the same, and copying back an old version brings an old one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp([u8; 32]);

impl Stamp {
    /// The stamp of this content.
    pub fn of(content: &[u8]) -> Self {
        Self(Sha256::digest(content).into())
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_what_sha256sum_prints() {
        let stamp = Stamp::of(b"abc").to_string();
        assert_eq!(stamp, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
