//! One paragraph of Word: its runs as text, its automatic number, what it names and what it leaves out.

use super::body::{Body, chosen};
use super::numbering::Number;
use super::piece;
use super::styles::Look;
use crate::import::heading;
use crate::import::link::written;
use crate::import::piece::{Fix, Mark, Piece, What};
use crate::import::xml::Element;

/// Elements inside a paragraph that are followed.
const DEPTH: usize = 60;

/// The text of a paragraph as it comes together.
#[derive(Debug, Default)]
struct Text {
    /// Lines parted by line breaks.
    lines: Vec<String>,
    fixes: Vec<Fix>,
    doubts: Vec<String>,
    boxes: Vec<Piece>,
    /// Whether the instruction of a field is being read, one entry a field.
    fields: Vec<bool>,
    deleted: String,
    depth: usize,
}

impl Text {
    fn push(&mut self, text: &str) {
        if self.fields.iter().any(|instruction| *instruction) {
            return;
        }
        match self.lines.last_mut() {
            Some(line) => line.push_str(text),
            None => self.lines.push(text.to_owned()),
        }
    }

    fn doubt(&mut self, doubt: &str) {
        if self.doubts.iter().all(|told| told != doubt) {
            self.doubts.push(doubt.to_owned());
        }
    }
}

/// The pieces of a paragraph: a line each, then its text boxes.
pub(super) fn pieces(body: &mut Body, element: &Element) -> Vec<Piece> {
    let look = body.styles.look(element.child("pPr"));
    let mut text = Text::default();
    inline(body, element, &mut text);
    number(body, &look, &mut text);
    if !text.deleted.trim().is_empty() {
        let deleted = std::mem::take(&mut text.deleted);
        text.fixes.push(Fix::new(What::Revision, deleted, ""));
    }
    let mut made: Vec<Piece> = Vec::new();
    for line in &text.lines {
        let made_one = piece(line, mark(&look, line));
        made.push(made_one);
    }
    made.retain(|piece| piece.as_text().is_some_and(|text| !text.is_empty()));
    if made.is_empty() && !(text.fixes.is_empty() && text.doubts.is_empty()) {
        made.push(piece("", Mark::Apart));
    }
    if let Some(first) = made.first_mut() {
        first.fixes = text.fixes;
        first.doubts = text.doubts;
    }
    made.extend(text.boxes);
    made
}

/// How a line was set off.
fn mark(look: &Look, line: &str) -> Mark {
    match look.outline {
        _ if look.title => Mark::Heading(1),
        _ if look.caption => Mark::Caption,
        Some(level @ 0..=8) => Mark::Heading(level + 2),
        _ if look.aside == Some(true) => Mark::Apart,
        _ if look.indented == Some(true) || line.starts_with(['　', '\t', ' ', '\u{a0}']) => {
            Mark::Begins
        }
        _ => Mark::None,
    }
}

/// Writes the automatic number before the text.
fn number(body: &mut Body, look: &Look, text: &mut Text) {
    let (Some(list), level) = &look.number else { return };
    if list == "0" || text.lines.iter().all(|line| line.trim().is_empty()) {
        return;
    }
    let Some(number) = body.numbering.next(list, level.unwrap_or_default()) else { return };
    let Some(line) = text.lines.first_mut() else { return };
    let plain = line.trim_start().to_owned();
    match number {
        Number::Printed(number) if number.is_empty() => {}
        Number::Printed(number) => {
            *line = format!("{number}{plain}");
            let told = heading::numbered(line).is_some();
            if told {
                text.fixes.insert(0, Fix::new(What::Numbering, plain, line.clone()));
            } else {
                let words = format!("自动编号“{number}”写进了正文");
                text.doubts.push(words);
            }
        }
        Number::Bullet => text.fixes.insert(0, Fix::new(What::Bullet, format!("•{plain}"), plain)),
    }
}

/// What stands inside a paragraph or run.
fn inline(body: &mut Body, parent: &Element, text: &mut Text) {
    if text.depth > DEPTH {
        return;
    }
    text.depth += 1;
    for element in parent.elements() {
        match element.name.as_str() {
            "r" if element.child("rPr").is_some_and(|look| look.is_on("vanish")) => {
                if !plain(element).trim().is_empty() {
                    text.doubt("有隐藏的文字，没有导入");
                }
            }
            "r" | "ins" | "moveTo" | "smartTag" | "customXml" | "fldSimple" | "sdtContent"
            | "ruby" | "rubyBase" | "dir" | "bdo" => inline(body, element, text),
            "sdt" => {
                if let Some(inside) = element.child("sdtContent") {
                    inline(body, inside, text);
                }
            }
            "del" | "moveFrom" => text.deleted.push_str(&deleted(element)),
            "hyperlink" => link(body, element, text),
            "mc:AlternateContent" => {
                if let Some(one) = chosen(element) {
                    inline(body, one, text);
                }
            }
            "m:oMath" | "m:oMathPara" => {
                let formula: String = element
                    .descendants()
                    .into_iter()
                    .filter(|one| one.name == "m:t")
                    .map(Element::text)
                    .collect();
                text.push(&formula);
                text.doubt("公式只导入了文字");
            }
            _ => sign(body, element, text),
        }
    }
    text.depth -= 1;
}

/// One sign of a run.
fn sign(body: &mut Body, element: &Element, text: &mut Text) {
    match element.name.as_str() {
        "t" => text.push(&element.text()),
        "tab" => text.push("\t"),
        "noBreakHyphen" => text.push("-"),
        "cr" => text.lines.push(String::new()),
        // Our own titles are parted so, for the eye alone.
        "br" if element.attribute("clear") == Some("none") => {}
        "br" if !matches!(element.attribute("type"), Some("page" | "column")) => {
            text.lines.push(String::new());
        }
        "sym" => {
            let code =
                element.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
            match code.and_then(char::from_u32).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c)) {
                Some(c) => text.push(&c.to_string()),
                None => text.doubt("有符号字体里的符号，没有导入"),
            }
        }
        "fldChar" => match element.attribute("fldCharType") {
            Some("begin") => text.fields.push(true),
            Some("separate") => text.fields.last_mut().into_iter().for_each(|field| *field = false),
            Some("end") => {
                text.fields.pop();
            }
            _ => {}
        },
        "footnoteReference" | "endnoteReference" => {
            let kind = element.name.trim_end_matches("Reference").to_owned();
            let mark = body.note(&kind, element.attribute("id").unwrap_or_default());
            text.push(&mark);
        }
        "drawing" | "pict" | "object" => picture(body, element, text),
        _ => {}
    }
}

/// The text boxes of a drawing; a picture without any is told.
fn picture(body: &mut Body, element: &Element, text: &mut Text) {
    let boxes: Vec<&Element> =
        element.descendants().into_iter().filter(|one| one.name == "txbxContent").collect();
    if boxes.is_empty() {
        text.doubt("有图片，没有导入");
    }
    for inside in boxes {
        let mut made = body.inside(inside);
        if let Some(first) = made.first_mut() {
            first.doubts.push("这里是文本框里的内容，请看放得对不对".to_owned());
        }
        text.boxes.extend(made);
    }
}

/// A link: its text, and the address where the text does not tell it.
fn link(body: &mut Body, element: &Element, text: &mut Text) {
    let before = plain(element);
    inline(body, element, text);
    let target = element.attribute("r:id").and_then(|id| body.link(id)).map(str::to_owned);
    let Some(after) = target.and_then(|target| written(&before, &target)) else { return };
    text.push(after.get(before.trim().len()..).unwrap_or_default());
    text.fixes.push(Fix::new(What::Link, before, after));
}

/// The text of an element without regard to fields and links.
pub(super) fn plain(element: &Element) -> String {
    let texts = element.descendants().into_iter().filter(|one| one.name == "t");
    texts.map(Element::text).collect()
}

fn deleted(element: &Element) -> String {
    let texts = element.descendants().into_iter();
    texts.filter(|one| matches!(one.name.as_str(), "delText" | "t")).map(Element::text).collect()
}
