//! From the bytes of a file to a typed value, with everything that has to be said about it.

use ron::Options;
use ron::extensions::Extensions;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::explain::explain;
use super::fault::Fault;
use super::layout::FORMAT;
use super::scan::Place;

/// Bytes that a project file may have; checked before it is read.
pub(super) const LARGEST: u64 = 16 * 1024 * 1024;

/// A value as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parsed<T> {
    /// The value.
    pub(super) value: T,
    /// The format that the file says it has.
    pub(super) format: u32,
    /// Paths of the fields that this program does not know.
    pub(super) unknown: Vec<String>,
}

/// An older format and how it becomes the present one: a file of it is read as the type it had then, which turns into the
/// next by `From`, and so on upward.
pub(super) struct Older<T> {
    /// Its number.
    pub(super) format: u32,
    /// Reads it; usually [`through`] the type of that time.
    pub(super) read: fn(&str) -> Result<Parsed<T>, Fault>,
}

/// The text of a file: UTF-8 without byte order mark, lines ended by `\n`.
pub(super) fn text_of(bytes: Vec<u8>) -> Result<String, Fault> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let good = String::from_utf8_lossy(good);
        let line = good.matches('\n').count() + 1;
        let column = good.chars().rev().take_while(|glyph| *glyph != '\n').count() + 1;
        let what = "这里不是 UTF-8 文字；项目文件必须用 UTF-8 编码保存（GB18030 的文字请用 nianbao import 导入）";
        Fault { at: Some(Place { line, column }), what: what.to_owned(), excerpt: String::new() }
    })?;
    let text = text.strip_prefix('\u{feff}').map_or(text.as_str(), |rest| rest);
    Ok(if text.contains('\r') { text.replace("\r\n", "\n") } else { text.to_owned() })
}

/// The value of a file, whatever format it has.
pub(super) fn parse<T: DeserializeOwned>(
    text: &str,
    older: &[Older<T>],
) -> Result<Parsed<T>, Fault> {
    if text.trim().is_empty() {
        return Err(Fault::plain("文件是空的，内容已经不在；请从备份或保留的版本里找回"));
    }
    // A file too broken to tell its format is read as a present one, for the sake of the better message.
    let format = options().from_str::<Envelope>(text).map_or(FORMAT, |envelope| envelope.format);
    if format >= FORMAT {
        return typed(text)
            .map_err(|fault| if format > FORMAT { too_new(format, fault) } else { fault })
            .map(|parsed| Parsed { format, ..parsed });
    }
    let known = older.iter().find(|older| older.format == format);
    let known = known.ok_or_else(|| {
        Fault::plain(format!("没有格式 {format}（format: {format}），本程序认到格式 {FORMAT}"))
    })?;
    (known.read)(text).map(|parsed| Parsed { format, ..parsed })
}

/// Reads a file as the type that it had in an older format, and carries it upward.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "the first older format will use it; its test does now")
)]
pub(super) fn through<Old: DeserializeOwned, T: From<Old>>(text: &str) -> Result<Parsed<T>, Fault> {
    let old = typed::<Old>(text)?;
    Ok(Parsed { value: old.value.into(), format: old.format, unknown: old.unknown })
}

fn too_new(format: u32, fault: Fault) -> Fault {
    let what = format!(
        "文件由更新的版本写成（格式 {format}，本程序只认到 {FORMAT}），请升级后再打开；{}",
        fault.what
    );
    Fault { what, ..fault }
}

/// The one field that every format has.
#[derive(Deserialize)]
struct Envelope {
    #[serde(default = "unwritten")]
    format: u32,
}

/// The format of a file that does not say: written by hand for the present one.
const fn unwritten() -> u32 {
    FORMAT
}

/// What the header of our files enables is understood without the header too.
pub(super) fn options() -> Options {
    Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME | Extensions::UNWRAP_VARIANT_NEWTYPES)
}

/// Reads the text as a type and lists what the type has no place for.
fn typed<T: DeserializeOwned>(text: &str) -> Result<Parsed<T>, Fault> {
    let mut source = ron::Deserializer::from_str_with_options(text, &options())
        .map_err(|error| explain(text, &error, &[]))?;
    let mut unknown = Vec::new();
    let value = serde_ignored::deserialize(&mut source, |path| {
        // Every file has `format`, which the envelope has read.
        let path = spelled(&path);
        unknown.extend((path != "format").then_some(path));
    });
    let value = value.and_then(|value: T| source.end().map(|()| value));
    let value = value.map_err(|code| explain(text, &source.span_error(code), &unknown))?;
    Ok(Parsed { value, format: FORMAT, unknown })
}

/// A path such as `sections[1].blocks[0].mood`, counted from 1 as everywhere.
fn spelled(path: &serde_ignored::Path<'_>) -> String {
    use serde_ignored::Path;
    match path {
        Path::Root => String::new(),
        Path::Seq { parent, index } => format!("{}[{}]", spelled(parent), index + 1),
        Path::Map { parent, key } => {
            let parent = spelled(parent);
            if parent.is_empty() { key.clone() } else { format!("{parent}.{key}") }
        }
        Path::Some { parent }
        | Path::NewtypeStruct { parent }
        | Path::NewtypeVariant { parent } => spelled(parent),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A made-up type of today, and what it was one format ago.
    #[derive(Debug, PartialEq, Eq, Deserialize)]
    struct Today {
        title: String,
        telephone: String,
    }

    #[derive(Deserialize)]
    struct Formerly {
        name: String,
    }

    impl From<Formerly> for Today {
        fn from(old: Formerly) -> Self {
            Self { title: old.name, telephone: String::new() }
        }
    }

    const OLDER: &[Older<Today>] = &[Older { format: 0, read: through::<Formerly, Today> }];

    #[test]
    fn an_older_format_is_carried_upward() {
        let read = parse("(format: 0, name: \"年报\", mood: \"好\")", OLDER).unwrap();
        assert_eq!(read.value, Today { title: "年报".to_owned(), telephone: String::new() });
        assert_eq!((read.format, read.unknown), (0, vec!["mood".to_owned()]));
        let today = "(format: 1, title: \"年报\", telephone: \"0000\")";
        assert_eq!(parse(today, OLDER).unwrap().value.telephone, "0000");
        let none: Result<Parsed<Today>, _> = parse("(format: 0, name: \"年报\")", &[]);
        assert_eq!(none.unwrap_err().what, "没有格式 0（format: 0），本程序认到格式 1");
    }

    #[test]
    fn a_newer_format_is_read_if_it_can_be() {
        let newer = "(format: 7, title: \"年报\", telephone: \"\", colour: Red)";
        let read: Parsed<Today> = parse(newer, &[]).unwrap();
        assert_eq!((read.format, read.unknown), (7, vec!["colour".to_owned()]));
        let gone: Result<Parsed<Today>, _> = parse("(format: 7, title: (\"年报\"))", &[]);
        assert_eq!(
            gone.unwrap_err().what,
            "文件由更新的版本写成（格式 7，本程序只认到 1），请升级后再打开；这里应是写在半角双引号里的文字"
        );
    }

    #[test]
    fn texts_of_other_systems_are_settled() {
        assert_eq!(text_of("\u{feff}甲\r\n乙\n".into()), Ok("甲\n乙\n".to_owned()));
        let fault = text_of(b"(\n  title: \"\xc4\xea\xb1\xa8\"".to_vec()).unwrap_err();
        assert_eq!(fault.at, Some(Place { line: 2, column: 11 }));
        assert!(fault.what.starts_with("这里不是 UTF-8 文字"));
    }

    #[test]
    fn an_emptied_file_is_told_as_such() {
        let empty: Result<Parsed<Today>, _> = parse("\n \n", &[]);
        assert_eq!(empty.unwrap_err().what, "文件是空的，内容已经不在；请从备份或保留的版本里找回");
    }

    #[test]
    fn unknown_fields_are_named_by_their_path() {
        #[derive(Deserialize)]
        struct Outer {
            #[serde(rename = "rows")]
            _rows: Vec<Option<Formerly>>,
        }
        let read: Parsed<Outer> =
            parse("(rows: [(name: \"甲\"), (name: \"乙\", mood: 1)], x: [])", &[]).unwrap();
        assert_eq!(read.unknown, ["rows[2].mood", "x"]);
    }
}
