//! What the content of a page draws: every character with its place, and the rules of its tables.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object};

use super::font::{Font, number};
use super::matrix::Matrix;
use super::page::{Glyph, Page, Rule};
use crate::import::error::ImportError;

/// Forms within forms.
const DEEPEST: usize = 8;

/// Steps and characters of all pages together.
const STEPS: usize = 4_000_000;

/// Largest content of a page or form, in bytes.
const LARGEST: usize = 8 << 20;

/// What q keeps and Q brings back.
#[derive(Debug, Clone)]
struct Kept {
    place: Matrix,
    font: Option<(usize, Vec<u8>)>,
    size: f32,
    letter: f32,
    word: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
    mode: i64,
}

/// Draws pages into lists instead of on paper.
pub(super) struct Drawing<'d> {
    document: &'d Document,
    /// The fonts in use, by the place of their resources and their name there.
    fonts: BTreeMap<(usize, Vec<u8>), Font<'d>>,
    resources: Vec<&'d Dictionary>,
    kept: Vec<Kept>,
    now: Kept,
    text: Matrix,
    line: Matrix,
    /// The path being made: rules, and the point it has come to.
    path: Vec<Rule>,
    at: (f32, f32),
    start: (f32, f32),
    page: Page,
    steps: usize,
}

impl<'d> Drawing<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        let now = Kept {
            place: Matrix::ONE,
            font: None,
            size: 0.0,
            letter: 0.0,
            word: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        };
        Self {
            document,
            fonts: BTreeMap::new(),
            resources: Vec::new(),
            kept: Vec::new(),
            now,
            text: Matrix::ONE,
            line: Matrix::ONE,
            path: Vec::new(),
            at: (0.0, 0.0),
            start: (0.0, 0.0),
            page: Page::default(),
            steps: 0,
        }
    }

    /// What a page shows, drawn upright.
    pub(super) fn page(
        &mut self,
        content: &[u8],
        resources: Option<&'d Dictionary>,
        upright: Matrix,
    ) -> Result<Page, ImportError> {
        self.page = Page::default();
        self.kept.clear();
        self.now = Kept { place: upright, font: None, ..Self::new(self.document).now };
        self.resources.clear();
        self.resources.extend(resources);
        self.run(content, 0)?;
        Ok(std::mem::take(&mut self.page))
    }

    fn run(&mut self, content: &[u8], depth: usize) -> Result<(), ImportError> {
        for operation in Content::decode_iter(content) {
            let Ok(operation) = operation else {
                self.page.is_broken = true;
                return Ok(());
            };
            self.steps += 1;
            if self.steps > STEPS {
                return Err(ImportError::TooComplex { what: "绘图指令" });
            }
            match operation.operator.as_str() {
                "Do" => self.form(&operation, depth)?,
                "q" if self.kept.len() < 1000 => self.kept.push(self.now.clone()),
                "Q" => self.now = self.kept.pop().unwrap_or_else(|| self.now.clone()),
                "m" | "l" | "re" | "h" | "c" | "v" | "y" => self.draw(&operation),
                "S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" => {
                    self.page.rules.append(&mut self.path);
                }
                "n" => self.path.clear(),
                "BI" | "sh" => self.page.has_picture = true,
                _ => self.write(&operation),
            }
        }
        Ok(())
    }

    /// Draws a form, or notes that there is a picture.
    fn form(&mut self, operation: &Operation, depth: usize) -> Result<(), ImportError> {
        let name = operation.operands.first().and_then(|name| name.as_name().ok());
        let Some(name) = name else { return Ok(()) };
        let document = self.document;
        let found = self.resources.last().and_then(|resources| {
            let list = resources.get_deref(b"XObject", document).ok()?.as_dict().ok()?;
            list.get_deref(name, document).ok()?.as_stream().ok()
        });
        let Some(form) = found else { return Ok(()) };
        let kind = form.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or(b"");
        if kind != b"Form" {
            self.page.has_picture |= kind == b"Image";
            return Ok(());
        }
        if depth >= DEEPEST {
            return Err(ImportError::TooComplex { what: "嵌套层数" });
        }
        let content = form
            .get_plain_content_with_limit(LARGEST)
            .map_err(|_| ImportError::TooComplex { what: "解压后的内容" })?;
        self.steps += content.len() / 16;
        let before = (self.now.clone(), self.kept.len());
        if let Ok(own) = form.dict.get_deref(b"Matrix", document).and_then(Object::as_array) {
            let own: Vec<f32> = own.iter().filter_map(|one| number(document, one)).collect();
            self.now.place = Matrix::of(&own).then(self.now.place);
        }
        let own = form.dict.get_deref(b"Resources", document).and_then(Object::as_dict).ok();
        let level = self.resources.len();
        self.resources.extend(own);
        self.run(&content, depth + 1)?;
        self.resources.truncate(level);
        self.kept.truncate(before.1);
        self.now = before.0;
        Ok(())
    }

    /// Adds to the path.
    fn draw(&mut self, operation: &Operation) {
        let numbers = self.numbers(operation);
        let place = self.now.place;
        match (operation.operator.as_str(), numbers.as_slice()) {
            ("m", [x, y]) => {
                self.at = place.apply(*x, *y);
                self.start = self.at;
            }
            ("l", [x, y]) => self.line_to(place.apply(*x, *y)),
            ("h", _) => self.line_to(self.start),
            ("re", [x, y, width, height]) => {
                let corner = |across: f32, down: f32| place.apply(x + across, y + down);
                self.at = corner(0.0, 0.0);
                self.start = self.at;
                self.line_to(corner(*width, 0.0));
                self.line_to(corner(*width, *height));
                self.line_to(corner(0.0, *height));
                self.line_to(self.start);
            }
            // A curve is no rule; it only leads elsewhere.
            ("c" | "v" | "y", [.., x, y]) => self.at = place.apply(*x, *y),
            _ => {}
        }
    }

    fn line_to(&mut self, to: (f32, f32)) {
        if self.path.len() < 100_000 {
            self.path.push(Rule { from: self.at, to });
        }
        self.at = to;
    }

    fn numbers(&self, operation: &Operation) -> Vec<f32> {
        operation.operands.iter().filter_map(|one| number(self.document, one)).collect()
    }

    /// What concerns text.
    fn write(&mut self, operation: &Operation) {
        let numbers = self.numbers(operation);
        match (operation.operator.as_str(), numbers.as_slice()) {
            ("cm", of @ [_, _, _, _, _, _]) => {
                self.now.place = Matrix::of(of).then(self.now.place);
            }
            ("BT", _) => {
                self.text = Matrix::ONE;
                self.line = Matrix::ONE;
            }
            ("Tf", [.., size]) => {
                let name = operation.operands.first().and_then(|name| name.as_name().ok());
                self.now.font = name.and_then(|name| self.font(name));
                self.now.size = *size;
            }
            ("Tc", [letter]) => self.now.letter = *letter,
            ("Tw", [word]) => self.now.word = *word,
            ("Tz", [percent]) => self.now.stretch = percent / 100.0,
            ("TL", [leading]) => self.now.leading = *leading,
            ("Ts", [rise]) => self.now.rise = *rise,
            ("Tr", _) => {
                self.now.mode =
                    operation.operands.first().map_or(0, |mode| mode.as_i64().unwrap_or(0));
            }
            ("Td", [x, y]) => self.next_line(*x, *y),
            ("TD", [x, y]) => {
                self.now.leading = -y;
                self.next_line(*x, *y);
            }
            ("Tm", of @ [_, _, _, _, _, _]) => {
                self.line = Matrix::of(of);
                self.text = self.line;
            }
            ("T*", _) => self.next_line(0.0, -self.now.leading),
            ("Tj" | "TJ", _) => operation.operands.iter().for_each(|one| self.show(one)),
            ("'" | "\"", spacing) => {
                if let [word, letter] = spacing {
                    (self.now.word, self.now.letter) = (*word, *letter);
                }
                self.next_line(0.0, -self.now.leading);
                operation.operands.iter().for_each(|one| self.show(one));
            }
            _ => {}
        }
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line = Matrix::moved(x, y).then(self.line);
        self.text = self.line;
    }

    /// Looks a font up by its name, in the nearest resources that have it.
    fn font(&mut self, name: &[u8]) -> Option<(usize, Vec<u8>)> {
        let document = self.document;
        for resources in self.resources.iter().rev() {
            let list = resources.get_deref(b"Font", document).and_then(Object::as_dict);
            let found = list.and_then(|list| list.get_deref(name, document));
            let Ok(dictionary) = found.and_then(Object::as_dict) else { continue };
            let key = (std::ptr::from_ref(dictionary).addr(), name.to_vec());
            self.fonts.entry(key.clone()).or_insert_with(|| Font::of(document, dictionary));
            return Some(key);
        }
        None
    }

    /// Shows a string, or a list of strings and the gaps between them.
    fn show(&mut self, object: &Object) {
        match object {
            Object::Array(list) => {
                for one in list {
                    match one {
                        Object::String(..) => self.show(one),
                        gap => {
                            let gap = number(self.document, gap).unwrap_or_default();
                            self.advance(-gap / 1000.0 * self.now.size * self.now.stretch);
                        }
                    }
                }
            }
            Object::String(bytes, _) => {
                let key = self.now.font.clone();
                let font = key.as_ref().and_then(|key| self.fonts.get(key));
                let Some(font) = font else {
                    self.page.lost += bytes.len();
                    return;
                };
                for char in font.chars(bytes) {
                    self.glyph(char.text, char.width, char.is_blank);
                }
            }
            _ => {}
        }
    }

    fn glyph(&mut self, text: String, width: f32, is_blank: bool) {
        let Kept { size, letter, word, stretch, rise, mode, .. } = self.now;
        let own = width / 1000.0 * size * stretch;
        let whole = self.text.then(self.now.place);
        let (x, y) = whole.apply(0.0, rise);
        let (end, lift) = whole.apply(own, rise);
        self.steps += 1;
        if text.contains(char::REPLACEMENT_CHARACTER) {
            self.page.unknown += 1;
        }
        let is_turned = (lift - y).abs() > (end - x).abs().max(0.01);
        if is_turned {
            self.page.turned.push_str(text.trim());
        } else if !text.is_empty() && x.is_finite() && y.is_finite() {
            self.page.is_hidden |= mode == 3 && !text.trim().is_empty();
            let size = size.abs() * whole.height();
            let (x, width) = if end < x { (end, x - end) } else { (x, end - x) };
            self.page.glyphs.push(Glyph { x, y, width, size, text });
        }
        let blank = if is_blank { word } else { 0.0 };
        self.advance(own + (letter + blank) * stretch);
    }

    fn advance(&mut self, by: f32) {
        self.text = Matrix::moved(by, 0.0).then(self.text);
    }
}
