//! Bytes to text: which encoding it is, and what it is called.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::error::ImportError;

/// Text and the encoding it came in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// Name shown to the user, such as `UTF-8（带 BOM）`.
    pub(super) name: &'static str,
}

/// Decodes by byte order mark, then strict UTF-8, then UTF-16 where the zero bytes show it, then by statistics.
///
/// What cannot be decoded becomes U+FFFD, which the caller tells.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, ImportError> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes.get(length..).unwrap_or(&[]));
        let name = match encoding.name() {
            "UTF-16LE" => "UTF-16LE（带 BOM）",
            "UTF-16BE" => "UTF-16BE（带 BOM）",
            _ => "UTF-8（带 BOM）",
        };
        return Ok(Decoded { text: text.into_owned(), name });
    }
    if bytes.contains(&0) {
        let plain = [UTF_16LE, UTF_16BE].into_iter().find_map(|encoding| utf16(bytes, encoding));
        return plain.ok_or(ImportError::Binary);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: text.to_owned(), name: "UTF-8" });
    }
    if let Some(text) = mostly(bytes, UTF_8) {
        return Ok(Decoded { text, name: "UTF-8" });
    }
    Ok(guess(bytes))
}

/// UTF-16 without a mark, believed only if nearly every character is one that a report has.
fn utf16(bytes: &[u8], encoding: &'static Encoding) -> Option<Decoded> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let all = text.chars().count();
    let usual = text.chars().filter(|c| is_usual(*c)).count();
    (usual * 20 >= all * 19).then(|| Decoded { text: text.into_owned(), name: encoding.name() })
}

/// ASCII text, Han, or Chinese punctuation and full-width forms.
fn is_usual(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{2010}'..='\u{203b}' | '\u{3000}'..='\u{303f}'
        | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// The text in this encoding, if a few bytes only are spoiled: at most one among twenty characters beyond ASCII.
fn mostly(bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let beyond = text.chars().filter(|c| !c.is_ascii()).count();
    let spoiled = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    (spoiled * 20 <= beyond).then(|| text.into_owned())
}

/// The Chinese encoding that fits best. The guess gets no top-level domain: with `cn` it takes Big5 for GBK.
fn guess(bytes: &[u8]) -> Decoded {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    let strict = |encoding: &'static Encoding| {
        encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some()
    };
    let encoding = match guessed {
        found if found == BIG5 => BIG5,
        found if found == GBK || strict(GB18030) => GB18030,
        found if strict(found) && mostly(bytes, GB18030).is_none() => found,
        _ => GB18030,
    };
    let encoding = if encoding == GBK { GB18030 } else { encoding };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        text: text.into_owned(),
        name: if encoding == GB18030 { "GB18030" } else { encoding.name() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "示例市民政局2023年政府信息公开工作年度报告\n一、总体情况\n全年受理申请12件。镕喆\n";

    fn utf16(big: bool) -> Vec<u8> {
        let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        TEXT.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_encoding_is_recognised_and_named() {
        let marked = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
        let gb18030 = GB18030.encode(TEXT).0.into_owned();
        for (bytes, name) in [
            (TEXT.as_bytes().to_vec(), "UTF-8"),
            (marked(b"\xef\xbb\xbf", TEXT.into()), "UTF-8（带 BOM）"),
            (gb18030, "GB18030"),
            (utf16(false), "UTF-16LE"),
            (utf16(true), "UTF-16BE"),
            (marked(b"\xff\xfe", utf16(false)), "UTF-16LE（带 BOM）"),
            (marked(b"\xfe\xff", utf16(true)), "UTF-16BE（带 BOM）"),
        ] {
            let decoded = decode(&bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.name), (TEXT, name));
        }
    }

    #[test]
    fn a_few_spoiled_bytes_do_not_change_the_encoding() {
        let cut = |bytes: &[u8]| [bytes, b"\x81"].concat();
        for (bytes, name) in
            [(cut(TEXT.as_bytes()), "UTF-8"), (cut(&GB18030.encode(TEXT).0), "GB18030")]
        {
            let decoded = decode(&bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.name), (&*format!("{TEXT}\u{fffd}"), name));
        }
    }

    #[test]
    fn traditional_text_in_big5_is_kept_apart() {
        let text = "本局依據政府資訊公開法辦理各項業務，全年受理申請十二件，均已依規定期限答覆申請人，特此報告。";
        let bytes = BIG5.encode(text).0;
        assert_eq!(decode(&bytes).unwrap(), Decoded { text: text.to_owned(), name: "Big5" });
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        let noise: Vec<u8> = (0..2000u32).map(|n| (n * n * 7 % 251) as u8).collect();
        assert_eq!(decode(&noise), Err(ImportError::Binary));
    }
}
