//! Short random ids by which comments, links and merging find a section, a paragraph or a row again.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Digits and lower-case letters without i, l, o and u, which are misread.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Characters of an id that this program makes.
const LENGTH: usize = 6;

/// A short name that stays with a section, paragraph, table or row through every change: 1 to 8 of `a-z0-9`.
///
/// Unique within one report. The default id means “none yet”: see [`Ids`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Id([u8; 8]);

/// The text is not 1 to 8 of `a-z0-9`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("编号应为 1—8 位小写字母或数字")]
pub struct IdError;

impl Id {
    /// Whether no id has been given yet.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

impl FromStr for Id {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let plain = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        if text.is_empty() || text.len() > 8 || !plain {
            return Err(IdError);
        }
        let mut bytes = [0; 8];
        for (place, byte) in bytes.iter_mut().zip(text.bytes()) {
            *place = byte;
        }
        Ok(Self(bytes))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .take_while(|byte| **byte != 0)
            .try_for_each(|byte| write!(f, "{}", char::from(*byte)))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Gives new ids, never one that is taken.
///
/// The seed decides the sequence. Where a file is read, the seed comes from its content, so that reading it twice gives
/// the same ids; where a person types, it comes from chance, so that two people never give the same one.
#[derive(Debug, Clone)]
pub struct Ids {
    state: u64,
    taken: BTreeSet<Id>,
}

impl Ids {
    /// A sequence of ids that avoids those already taken.
    pub fn new(seed: u64, taken: impl IntoIterator<Item = Id>) -> Self {
        Self { state: seed, taken: taken.into_iter().collect() }
    }

    /// The sequence that belongs to a text: the same text always gives the same ids.
    pub fn of_text(text: &str) -> Self {
        // FNV-1a, 64 bit.
        let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self::new(hash, [])
    }

    /// Marks an id as taken; false if it already was.
    pub fn take(&mut self, id: Id) -> bool {
        self.taken.insert(id)
    }

    /// A new id.
    pub fn give(&mut self) -> Id {
        loop {
            let id = Self::spell(self.chance());
            if self.take(id) {
                return id;
            }
        }
    }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    fn chance(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn spell(mut bits: u64) -> Id {
        let mut bytes = [0; 8];
        for place in bytes.iter_mut().take(LENGTH) {
            *place = ALPHABET.iter().copied().nth((bits & 31) as usize).unwrap_or(b'0');
            bits >>= 5;
        }
        Id(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_read_back_as_written() {
        let mut ids = Ids::of_text("年报");
        for _ in 0..1000 {
            let id = ids.give();
            assert_eq!(id.to_string().len(), LENGTH);
            assert_eq!(id.to_string().parse(), Ok(id));
        }
    }

    #[test]
    fn the_same_text_gives_the_same_ids() {
        assert_eq!(Ids::of_text("甲").give(), Ids::of_text("甲").give());
        assert_ne!(Ids::of_text("甲").give(), Ids::of_text("乙").give());
    }

    #[test]
    fn refuses_what_is_no_id() {
        for text in ["", "A", "一", "123456789", "a b"] {
            assert_eq!(text.parse::<Id>(), Err(IdError), "{text}");
        }
    }
}
