//! The parts of a Word document beside its text: styles, fonts, settings, page numbers, relations.

use std::io;

use super::super::Export;
use super::super::xml::Xml;

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// The names under which the text names the marks of Word.
pub(super) const SPACES: [(&str, &str); 2] = [("xmlns:w", MAIN), ("xmlns:r", OFFICE)];

/// Fonts as official documents name them, and the one that stands in on machines without it.
const FONTS: [(&str, &str); 5] = [
    ("方正小标宋简体", "小标宋"),
    ("黑体", "SimHei"),
    ("楷体_GB2312", "楷体"),
    ("仿宋_GB2312", "仿宋"),
    ("宋体", "SimSun"),
];

const TITLE: &str = FONTS[0].0;
const BLACK: &str = FONTS[1].0;
const KAI: &str = FONTS[2].0;
const FANGSONG: &str = FONTS[3].0;
pub(super) const SONG: &str = FONTS[4].0;

pub(super) fn content_types(header: bool) -> io::Result<Vec<u8>> {
    let mut xml = Xml::file()?;
    xml.open("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))])?;
    let relations = "application/vnd.openxmlformats-package.relationships+xml";
    xml.empty("Default", &[("Extension", "rels"), ("ContentType", relations)])?;
    xml.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")])?;
    let core = "application/vnd.openxmlformats-package.core-properties+xml";
    xml.empty("Override", &[("PartName", "/docProps/core.xml"), ("ContentType", core)])?;
    for (name, kind) in [
        ("document", "document.main"),
        ("styles", "styles"),
        ("settings", "settings"),
        ("fontTable", "fontTable"),
        ("footer1", "footer"),
        ("footer2", "footer"),
        ("header1", "header"),
    ] {
        if header || kind != "header" {
            let (name, kind) = (format!("/word/{name}.xml"), format!("{WORD}{kind}+xml"));
            xml.empty("Override", &[("PartName", &name), ("ContentType", &kind)])?;
        }
    }
    xml.done()
}

fn relations(all: &[(&str, &str, &str)]) -> io::Result<Vec<u8>> {
    let mut xml = Xml::file()?;
    xml.open("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))])?;
    for (id, kind, target) in all {
        xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)])?;
    }
    xml.done()
}

pub(super) fn package_relations() -> io::Result<Vec<u8>> {
    let (document, core) = (
        format!("{OFFICE}/officeDocument"),
        format!("{PACKAGE}/relationships/metadata/core-properties"),
    );
    relations(&[("rId1", &document, "word/document.xml"), ("rId2", &core, "docProps/core.xml")])
}

pub(super) fn document_relations(header: bool) -> io::Result<Vec<u8>> {
    let kind = |name: &str| format!("{OFFICE}/{name}");
    let (styles, settings, fonts) = (kind("styles"), kind("settings"), kind("fontTable"));
    let (foot, head) = (kind("footer"), kind("header"));
    let mut all: Vec<(&str, &str, &str)> = vec![
        ("rId1", &styles, "styles.xml"),
        ("rId2", &settings, "settings.xml"),
        ("rId3", &fonts, "fontTable.xml"),
        ("rId4", &foot, "footer1.xml"),
        ("rId5", &foot, "footer2.xml"),
    ];
    if header {
        all.push(("rId6", &head, "header1.xml"));
    }
    relations(&all)
}

/// Title and author, and no date: the same report is the same file.
pub(super) fn core(export: &Export<'_>) -> io::Result<Vec<u8>> {
    let mut xml = Xml::file()?;
    let properties = format!("{PACKAGE}/metadata/core-properties");
    let spaces =
        [("xmlns:cp", properties.as_str()), ("xmlns:dc", "http://purl.org/dc/elements/1.1/")];
    xml.open("cp:coreProperties", &spaces)?;
    xml.holding("dc:title", &[], &export.report.title.replace('\n', ""))?;
    xml.holding("dc:creator", &[], export.agency)?;
    xml.holding("dc:language", &[], "zh-CN")?;
    xml.done()
}

/// A style of paragraphs.
struct Style {
    id: &'static str,
    name: &'static str,
    font: &'static str,
    /// Half points.
    size: &'static str,
    /// Outline level from 0.
    outline: Option<&'static str>,
    alignment: &'static str,
    /// Hundredths of a character that the first line is indented by.
    indent: &'static str,
    /// Lines of exactly this many twentieths of a point; empty for lines as high as their text.
    line: &'static str,
}

const BODY: Style = Style {
    id: "Normal",
    name: "Normal",
    font: FANGSONG,
    size: "32",
    outline: None,
    alignment: "both",
    indent: "200",
    line: "579",
};

const STYLES: [Style; 9] = [
    BODY,
    Style {
        id: "Title",
        name: "Title",
        font: TITLE,
        size: "44",
        alignment: "center",
        indent: "0",
        line: "640",
        ..BODY
    },
    Style { id: "Heading1", name: "heading 1", font: BLACK, outline: Some("0"), ..BODY },
    Style { id: "Heading2", name: "heading 2", font: KAI, outline: Some("1"), ..BODY },
    Style { id: "Heading3", name: "heading 3", outline: Some("2"), ..BODY },
    Style { id: "Heading4", name: "heading 4", outline: Some("3"), ..BODY },
    Style {
        id: "Caption",
        name: "caption",
        font: BLACK,
        size: "24",
        alignment: "center",
        indent: "0",
        line: "",
        ..BODY
    },
    Style {
        id: "TableText",
        name: "Table Text",
        font: SONG,
        size: "21",
        alignment: "left",
        indent: "0",
        line: "",
        ..BODY
    },
    Style {
        id: "TableNote",
        name: "Table Note",
        font: SONG,
        size: "21",
        alignment: "left",
        indent: "200",
        line: "",
        ..BODY
    },
];

pub(super) fn styles() -> io::Result<Vec<u8>> {
    let mut xml = Xml::file()?;
    xml.open("w:styles", &SPACES[..1])?;
    xml.open("w:docDefaults", &[])?;
    xml.open("w:rPrDefault", &[])?;
    xml.open("w:rPr", &[])?;
    fonts_of(&mut xml, FANGSONG)?;
    xml.empty("w:color", &[("w:val", "000000")])?;
    xml.empty("w:spacing", &[("w:val", "-5")])?;
    xml.empty("w:sz", &[("w:val", "32")])?;
    xml.empty("w:szCs", &[("w:val", "32")])?;
    xml.empty("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN"), ("w:bidi", "ar-SA")])?;
    (0..3).try_for_each(|_| xml.close())?;
    for style in &STYLES {
        write_style(&mut xml, style)?;
    }
    xml.open("w:style", &[("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")])?;
    xml.empty("w:name", &[("w:val", "Normal Table")])?;
    xml.done()
}

fn fonts_of(xml: &mut Xml, font: &str) -> io::Result<()> {
    let all = ["w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"].map(|name| (name, font));
    xml.empty("w:rFonts", &all)
}

fn write_style(xml: &mut Xml, style: &Style) -> io::Result<()> {
    let normal = style.id == BODY.id;
    let mut attributes = vec![("w:type", "paragraph")];
    if normal {
        attributes.push(("w:default", "1"));
    }
    attributes.push(("w:styleId", style.id));
    xml.open("w:style", &attributes)?;
    xml.empty("w:name", &[("w:val", style.name)])?;
    if !normal {
        xml.empty("w:basedOn", &[("w:val", BODY.id)])?;
    }
    xml.empty("w:qFormat", &[])?;
    xml.open("w:pPr", &[])?;
    if style.outline.is_some() || style.id == "Caption" {
        xml.empty("w:keepNext", &[])?;
    }
    xml.empty("w:widowControl", &[("w:val", "0")])?;
    xml.empty("w:overflowPunct", &[])?;
    if style.line != BODY.line {
        xml.empty("w:snapToGrid", &[("w:val", "0")])?;
    }
    let spacing = [("w:before", "0"), ("w:after", "0")];
    if style.line.is_empty() {
        let line = [("w:line", "240"), ("w:lineRule", "auto")];
        xml.empty("w:spacing", &[spacing, line].concat())?;
    } else {
        let line = [("w:line", style.line), ("w:lineRule", "exact")];
        xml.empty("w:spacing", &[spacing, line].concat())?;
    }
    let twips = style.indent.parse::<usize>().unwrap_or_default()
        * style.size.parse::<usize>().unwrap_or_default()
        / 10;
    xml.empty("w:ind", &[("w:firstLineChars", style.indent), ("w:firstLine", &twips.to_string())])?;
    xml.empty("w:jc", &[("w:val", style.alignment)])?;
    if let Some(outline) = style.outline {
        xml.empty("w:outlineLvl", &[("w:val", outline)])?;
    }
    xml.close()?;
    xml.open("w:rPr", &[])?;
    fonts_of(xml, style.font)?;
    if style.id.starts_with("Table") || style.id == "Caption" {
        xml.empty("w:spacing", &[("w:val", "0")])?;
    }
    xml.empty("w:sz", &[("w:val", style.size)])?;
    xml.empty("w:szCs", &[("w:val", style.size)])?;
    xml.close()?;
    xml.close()
}

pub(super) fn settings() -> io::Result<Vec<u8>> {
    let mut xml = Xml::file()?;
    xml.open("w:settings", &SPACES[..1])?;
    xml.empty("w:zoom", &[("w:percent", "100")])?;
    xml.empty("w:bordersDoNotSurroundHeader", &[])?;
    xml.empty("w:bordersDoNotSurroundFooter", &[])?;
    xml.empty("w:defaultTabStop", &[("w:val", "640")])?;
    xml.empty("w:evenAndOddHeaders", &[])?;
    xml.empty("w:characterSpacingControl", &[("w:val", "compressPunctuation")])?;
    xml.open("w:compat", &[])?;
    xml.empty("w:useFELayout", &[])?;
    let word = "http://schemas.microsoft.com/office/word";
    xml.empty(
        "w:compatSetting",
        &[("w:name", "compatibilityMode"), ("w:uri", word), ("w:val", "15")],
    )?;
    xml.done()
}

pub(super) fn fonts() -> io::Result<Vec<u8>> {
    let mut xml = Xml::file()?;
    xml.open("w:fonts", &SPACES[..1])?;
    for (font, other) in FONTS {
        xml.open("w:font", &[("w:name", font)])?;
        xml.empty("w:altName", &[("w:val", other)])?;
        xml.empty("w:charset", &[("w:val", "86")])?;
        xml.close()?;
    }
    xml.done()
}

/// The page number between two dashes in 14 pt 宋体, a character from the outer edge.
pub(super) fn footer(even: bool) -> io::Result<Vec<u8>> {
    let mut xml = Xml::file()?;
    xml.open("w:ftr", &SPACES)?;
    xml.open("w:p", &[])?;
    xml.open("w:pPr", &[])?;
    let (side, alignment) = if even { ("w:left", "left") } else { ("w:right", "right") };
    let chars = format!("{side}Chars");
    xml.empty(
        "w:ind",
        &[(&chars, "100"), (side, "280"), ("w:firstLineChars", "0"), ("w:firstLine", "0")],
    )?;
    xml.empty("w:jc", &[("w:val", alignment)])?;
    xml.close()?;
    run(&mut xml, |xml| text(xml, "— "))?;
    for kind in ["begin", "", "separate", "1", "end"] {
        run(&mut xml, |xml| match kind {
            "" => xml.holding("w:instrText", &[("xml:space", "preserve")], " PAGE "),
            "1" => text(xml, "1"),
            kind => xml.empty("w:fldChar", &[("w:fldCharType", kind)]),
        })?;
    }
    run(&mut xml, |xml| text(xml, " —"))?;
    xml.done()
}

fn text(xml: &mut Xml, text: &str) -> io::Result<()> {
    xml.holding("w:t", &[("xml:space", "preserve")], text)
}

/// A run in 14 pt 宋体.
fn run(xml: &mut Xml, inside: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
    xml.open("w:r", &[])?;
    xml.open("w:rPr", &[])?;
    fonts_of(xml, SONG)?;
    xml.empty("w:sz", &[("w:val", "28")])?;
    xml.empty("w:szCs", &[("w:val", "28")])?;
    xml.close()?;
    inside(xml)?;
    xml.close()
}

/// The mark of a report that is not final, at the head of each page.
pub(super) fn header(mark: &str) -> io::Result<Vec<u8>> {
    let mut xml = Xml::file()?;
    xml.open("w:hdr", &SPACES)?;
    xml.open("w:p", &[])?;
    xml.open("w:pPr", &[])?;
    xml.empty("w:ind", &[("w:firstLineChars", "0"), ("w:firstLine", "0")])?;
    xml.empty("w:jc", &[("w:val", "right")])?;
    xml.close()?;
    run(&mut xml, |xml| text(xml, mark))?;
    xml.done()
}
