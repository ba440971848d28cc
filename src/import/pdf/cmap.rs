//! The map from the codes of a font to Unicode that a PDF carries for copying text (ToUnicode).
//!
//! Ranges stay ranges, however many codes they claim.

use std::collections::BTreeMap;

/// Entries of one map: a font has at most 65 536 glyphs.
const ENTRIES: usize = 70_000;

/// Codes, told by their length in bytes, and the texts they stand for.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// First code with its length → last code, text of the first.
    ranges: BTreeMap<(usize, u32), (u32, Vec<u16>)>,
    /// Whether codes of one byte occur.
    pub(super) is_single: bool,
}

/// A word of the map's file.
enum Token<'t> {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(&'t [u8]),
}

impl CMap {
    /// Reads a map; what cannot be understood is passed over.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut hexes: Vec<Vec<u8>> = Vec::new();
        let mut list: Option<Vec<Vec<u8>>> = None;
        let mut kind: &[u8] = b"";
        for token in Tokens(bytes) {
            match token {
                Token::Word(word) => {
                    kind = word;
                    hexes.clear();
                    list = None;
                }
                Token::Open => list = Some(Vec::new()),
                Token::Hex(hex) => match &mut list {
                    Some(list) => list.push(hex),
                    None => hexes.push(hex),
                },
                Token::Close => {
                    if let ([from, _], Some(texts)) = (hexes.as_slice(), list.take()) {
                        map.list(from, texts);
                    }
                    hexes.clear();
                }
            }
            match (kind, hexes.as_slice()) {
                (b"beginbfchar", [code, text]) => {
                    map.put(code, code, text);
                    hexes.clear();
                }
                (b"beginbfrange", [from, to, text]) => {
                    map.put(from, to, text);
                    hexes.clear();
                }
                (b"begincodespacerange", [from, _]) => {
                    map.is_single |= from.len() == 1;
                    hexes.clear();
                }
                _ => {}
            }
        }
        map
    }

    /// A range whose codes each have a text of their own.
    fn list(&mut self, from: &[u8], texts: Vec<Vec<u8>>) {
        let first = code(from);
        for (at, text) in (0_u32..).zip(texts) {
            self.insert((from.len(), first.saturating_add(at)), first.saturating_add(at), &text);
        }
    }

    fn put(&mut self, from: &[u8], to: &[u8], text: &[u8]) {
        self.insert((from.len(), code(from)), code(to), text);
    }

    fn insert(&mut self, key: (usize, u32), last: u32, text: &[u8]) {
        if self.ranges.len() < ENTRIES {
            let units = text.chunks(2).map(|pair| match *pair {
                [high, low] => u16::from_be_bytes([high, low]),
                [low] => u16::from(low),
                _ => 0,
            });
            self.ranges.insert(key, (last, units.collect()));
        }
    }

    /// Whether nothing is mapped.
    pub(super) fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The text of a code of so many bytes.
    pub(super) fn text(&self, bytes: &[u8]) -> Option<String> {
        let code = code(bytes);
        let key = (bytes.len(), code);
        let (&(length, first), (last, units)) = self.ranges.range(..=key).next_back()?;
        if length != bytes.len() || code > *last {
            return None;
        }
        let mut units = units.clone();
        let step = u16::try_from(code - first).ok()?;
        let end = units.last_mut()?;
        *end = end.wrapping_add(step);
        Some(String::from_utf16_lossy(&units))
    }
}

/// A code as a number.
fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |code, byte| code << 8 | u32::from(*byte))
}

/// The words of a map's file.
struct Tokens<'t>(&'t [u8]);

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        loop {
            self.0 = self.0.trim_ascii_start();
            let (&first, rest) = self.0.split_first()?;
            match first {
                b'%' => {
                    let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
                    self.0 = rest.get(end?..)?;
                }
                b'<' if rest.first() == Some(&b'<') => self.0 = rest.get(1..)?,
                b'>' | b'(' | b')' | b'{' | b'}' => self.0 = rest,
                b'[' | b']' => {
                    self.0 = rest;
                    return Some(if first == b'[' { Token::Open } else { Token::Close });
                }
                b'<' => {
                    let end = rest.iter().position(|byte| *byte == b'>')?;
                    self.0 = rest.get(end + 1..)?;
                    return Some(Token::Hex(hex(rest.get(..end)?)));
                }
                _ => {
                    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"<>[]()%".contains(byte);
                    let end = rest.iter().position(ends).unwrap_or(rest.len()) + 1;
                    let (word, rest) = self.0.split_at_checked(end)?;
                    self.0 = rest;
                    return Some(Token::Word(word));
                }
            }
        }
    }
}

/// The bytes that hexadecimal digits stand for, a lone last digit as if a zero followed.
fn hex(digits: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = digits
        .iter()
        .filter_map(|digit| char::from(*digit).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &[u8] = b"/CIDInit /ProcSet findresource begin begincmap % a comment <
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0001> <4F60> <0002><D840DC0B> endbfchar
3 beginbfrange <0010> <0012> <0041> <0020> <0021> [<597D> <00660069>] <00000000> <FFFFFFFF> <0041> endbfrange
endcmap";

    #[test]
    fn characters_ranges_and_lists() {
        let map = CMap::of(MAP);
        for (code, text) in [
            ([0, 1], Some("你")),
            ([0, 2], Some("𠀋")),
            ([0, 0x12], Some("C")),
            ([0, 0x13], None),
            ([0, 0x20], Some("好")),
            ([0, 0x21], Some("fi")),
        ] {
            assert_eq!(map.text(&code).as_deref(), text);
        }
        assert!(!map.is_single);
        assert_eq!(map.text(&[0, 0, 0, 1]).as_deref(), Some("B"));
    }

    #[test]
    fn noise_is_passed_over() {
        for noise in [&b"<"[..], b"%", b"beginbfrange [ ] <", b"beginbfchar <zz> <", b"<<<>>>"] {
            assert!(CMap::of(noise).is_empty());
        }
    }
}
