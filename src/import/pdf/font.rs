//! A font of a PDF: from the bytes of a string to characters and their widths.

use std::collections::BTreeMap;

use encoding_rs::{GB18030, UTF_16BE};
use lopdf::{Dictionary, Document, Encoding, Object};

use super::cmap::CMap;

/// Largest map to Unicode, in bytes.
const LARGEST: usize = 4 << 20;

/// Widths that one font tells.
const WIDTHS: usize = 70_000;

/// One character of a string: its text, its width in thousandths of the size, and whether it is the one-byte blank.
#[derive(Debug)]
pub(super) struct Char {
    pub(super) text: String,
    pub(super) width: f32,
    pub(super) is_blank: bool,
}

/// How codes become text.
enum Codes<'d> {
    /// One byte or two, by the map that the font carries.
    Map(CMap),
    /// GB 2312, GBK or GB 18030.
    Gb,
    /// Two bytes a character, UTF-16.
    Unicode,
    /// One byte each.
    Single(Encoding<'d>),
    /// Codes of an unknown meaning.
    Unknown,
}

/// A font.
pub(super) struct Font<'d> {
    codes: Codes<'d>,
    is_composite: bool,
    widths: BTreeMap<u32, f32>,
    usual: f32,
    /// Whether widths are told by codes; else they follow from the characters.
    is_measured: bool,
}

impl<'d> Font<'d> {
    /// What a font dictionary tells.
    pub(super) fn of(document: &'d Document, font: &'d Dictionary) -> Self {
        let name =
            |key: &[u8]| font.get_deref(key, document).and_then(Object::as_name).unwrap_or(b"");
        let is_composite = name(b"Subtype") == b"Type0";
        let encoding = name(b"Encoding");
        let map = font
            .get_deref(b"ToUnicode", document)
            .and_then(Object::as_stream)
            .ok()
            .and_then(|stream| stream.get_plain_content_with_limit(LARGEST).ok())
            .map(|bytes| CMap::of(&bytes))
            .filter(|map| !map.is_empty());
        let is_identity = encoding.starts_with(b"Identity") || encoding.is_empty();
        let codes = match map {
            Some(map) => Codes::Map(map),
            None if !is_composite => font
                .get_font_encoding_with_limit(document, LARGEST)
                .map_or(Codes::Unknown, Codes::Single),
            None if encoding.starts_with(b"GB") => Codes::Gb,
            None if encoding.starts_with(b"UniGB-U") => Codes::Unicode,
            None => Codes::Unknown,
        };
        let mut made = Self {
            codes,
            is_composite,
            widths: BTreeMap::new(),
            usual: if is_composite { 1000.0 } else { 500.0 },
            is_measured: false,
        };
        if is_composite {
            made.composite_widths(document, font, is_identity);
        } else {
            made.simple_widths(document, font);
        }
        made
    }

    fn simple_widths(&mut self, document: &Document, font: &Dictionary) {
        let list = font.get_deref(b"Widths", document).and_then(Object::as_array);
        let Ok(list) = list else { return };
        let first = font.get_deref(b"FirstChar", document).and_then(Object::as_i64);
        let first = u32::try_from(first.unwrap_or_default()).unwrap_or_default();
        for (code, width) in (first..).zip(list.iter().take(256)) {
            if let Some(width) = number(document, width) {
                self.widths.insert(code, width);
            }
        }
        self.is_measured = true;
    }

    /// Widths stand under the numbers of glyphs, which are the codes only where the encoding says so.
    fn composite_widths(&mut self, document: &Document, font: &Dictionary, is_identity: bool) {
        let below = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok();
        let below = below.and_then(|list| document.dereference(list.first()?).ok());
        let Some(below) = below.and_then(|(_, below)| below.as_dict().ok()) else { return };
        if let Some(usual) = below.get(b"DW").ok().and_then(|usual| number(document, usual)) {
            self.usual = usual;
        }
        let list = below.get_deref(b"W", document).and_then(Object::as_array);
        let Ok(list) = list.map(Vec::as_slice) else {
            self.is_measured = is_identity;
            return;
        };
        self.is_measured = is_identity;
        let mut list = list.iter();
        while let (Some(from), true) = (list.next(), self.widths.len() < WIDTHS) {
            let Some(from) = from.as_i64().ok().and_then(|from| u32::try_from(from).ok()) else {
                continue;
            };
            let Some(next) = list.next() else { return };
            let next = document.dereference(next).map_or(next, |(_, object)| object);
            match next {
                Object::Array(widths) => {
                    for (code, width) in (from..).zip(widths.iter().take(WIDTHS)) {
                        number(document, width).map(|width| self.widths.insert(code, width));
                    }
                }
                to => {
                    let to = to.as_i64().ok().and_then(|to| u32::try_from(to).ok());
                    let width = list.next().and_then(|width| number(document, width));
                    let (Some(to), Some(width)) = (to, width) else { continue };
                    let last = to.min(from.saturating_add(0xffff));
                    self.widths.extend((from..=last).map(|code| (code, width)));
                }
            }
        }
    }

    /// The characters of a string.
    pub(super) fn chars(&self, bytes: &[u8]) -> Vec<Char> {
        let mut chars = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let length = self.length(rest).min(rest.len());
            let (code, after) = rest.split_at(length);
            rest = after;
            let text = self.text(code);
            let width = self.width(code, &text);
            chars.push(Char { text, width, is_blank: code == b" " });
        }
        chars
    }

    /// How many bytes the next code has.
    fn length(&self, rest: &[u8]) -> usize {
        match (&self.codes, rest) {
            (Codes::Gb, [0x81..=0xfe, 0x30..=0x39, ..]) => 4,
            (Codes::Gb, [first, ..]) if *first < 0x80 => 1,
            (Codes::Map(map), _) if map.is_single => 1,
            _ if self.is_composite => 2,
            _ => 1,
        }
    }

    fn text(&self, code: &[u8]) -> String {
        let unknown = || char::REPLACEMENT_CHARACTER.to_string();
        match &self.codes {
            Codes::Map(map) => map.text(code).unwrap_or_else(unknown),
            Codes::Gb => GB18030.decode_without_bom_handling(code).0.into_owned(),
            Codes::Unicode => UTF_16BE.decode_without_bom_handling(code).0.into_owned(),
            Codes::Single(encoding) => encoding.bytes_to_string(code).unwrap_or_else(|_| unknown()),
            Codes::Unknown => unknown(),
        }
    }

    fn width(&self, code: &[u8], text: &str) -> f32 {
        if self.is_measured {
            let code = code.iter().fold(0, |code: u32, byte| code << 8 | u32::from(*byte));
            return self.widths.get(&code).copied().unwrap_or(self.usual);
        }
        if text.is_ascii() { 500.0 } else { 1000.0 }
    }
}

/// A number, however it is written.
pub(super) fn number(document: &Document, object: &Object) -> Option<f32> {
    let (_, object) = document.dereference(object).ok()?;
    object.as_float().ok().filter(|number| number.is_finite())
}
