//! The readings of a 汉字 as they are typed: without tones, ü as v. All readings count (重: chong, zhong).

use ib_pinyin::pinyin::{PinyinData, PinyinNotation};

/// The readings. Making one costs nothing: the table is part of the program.
#[derive(Clone)]
pub(super) struct Readings(PinyinData);

impl Readings {
    pub(super) fn new() -> Self {
        Self(PinyinData::new(PinyinNotation::empty()))
    }

    /// Calls `tell` with each reading of a 汉字, `zhōng` as `zhong`, which may come more than once.
    pub(super) fn each(&self, c: char, mut tell: impl FnMut(&str)) {
        let mut letters = String::with_capacity(8);
        self.0.get_pinyins_and_for_each(c, |reading| {
            letters.clear();
            letters.extend(
                reading
                    .notation(PinyinNotation::Unicode)
                    .unwrap_or_default()
                    .chars()
                    .filter_map(plain),
            );
            tell(&letters);
        });
    }
}

/// A letter of pinyin without its tone.
fn plain(c: char) -> Option<char> {
    Some(match c {
        'a'..='z' => c,
        'ā' | 'á' | 'ǎ' | 'à' => 'a',
        'ē' | 'é' | 'ě' | 'è' | 'ê' | 'ế' | 'ề' => 'e',
        'ī' | 'í' | 'ǐ' | 'ì' => 'i',
        'ō' | 'ó' | 'ǒ' | 'ò' => 'o',
        'ū' | 'ú' | 'ǔ' | 'ù' => 'u',
        'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'v',
        'ń' | 'ň' | 'ǹ' => 'n',
        'ḿ' => 'm',
        _ => return None,
    })
}

/// The letters of a syllable's initial as people abbreviate it: one, or two for zh, ch, sh.
pub(super) fn initial(syllable: &str) -> &str {
    let letters =
        if ["zh", "ch", "sh"].iter().any(|two| syllable.starts_with(two)) { 2 } else { 1 };
    syllable.get(..letters).unwrap_or(syllable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(c: char) -> Vec<String> {
        let mut all = Vec::new();
        Readings::new().each(c, |reading| all.push(reading.to_owned()));
        all
    }

    #[test]
    fn polyphones_have_all_their_readings() {
        for (c, wanted) in [
            ('重', vec!["zhong", "chong"]),
            ('行', vec!["hang", "xing"]),
            ('女', vec!["nv"]),
            ('会', vec!["hui", "kuai"]),
        ] {
            let all = readings(c);
            assert!(wanted.iter().all(|want| all.iter().any(|one| one == want)), "{c}: {all:?}");
        }
        assert!(readings('a').is_empty() && readings('，').is_empty());
    }

    #[test]
    fn every_reading_is_plain_letters() {
        let readings = Readings::new();
        for c in '\u{3400}'..='\u{9FFF}' {
            readings.each(c, |one| {
                assert!(
                    !one.is_empty() && one.bytes().all(|b| b.is_ascii_lowercase()),
                    "{c}: {one}"
                );
            });
        }
    }
}
