//! A writer of XML that cannot write what is no XML: text is escaped, characters that XML does not know are left out.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// Attributes of an element, in the order in which they are written.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// An XML text being written.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
    open: Vec<String>,
}

impl Xml {
    /// An empty text, with nothing before its first element.
    pub(super) fn new() -> Self {
        Self { writer: Writer::new(Vec::new()), open: Vec::new() }
    }

    /// A text that begins as a file of its own does.
    pub(super) fn file() -> io::Result<Self> {
        let mut xml = Self::new();
        let head = BytesDecl::new("1.0", Some("UTF-8"), Some("yes"));
        xml.writer.write_event(Event::Decl(head))?;
        Ok(xml)
    }

    /// Begins an element.
    pub(super) fn open(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.writer.write_event(Event::Start(start(name, attributes)))?;
        self.open.push(name.to_owned());
        Ok(())
    }

    /// Ends the element begun last.
    pub(super) fn close(&mut self) -> io::Result<()> {
        let Some(name) = self.open.pop() else { return Ok(()) };
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element with nothing inside.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.writer.write_event(Event::Empty(start(name, attributes)))
    }

    /// Text inside the element begun last.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        self.writer.write_event(Event::Text(BytesText::new(&known(text))))
    }

    /// An element that holds text alone.
    pub(super) fn holding(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        text: &str,
    ) -> io::Result<()> {
        self.open(name, attributes)?;
        self.text(text)?;
        self.close()
    }

    /// Everything written, all elements ended.
    pub(super) fn done(mut self) -> io::Result<Vec<u8>> {
        while !self.open.is_empty() {
            self.close()?;
        }
        Ok(self.writer.into_inner())
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'a>) -> BytesStart<'a> {
    let attributes = attributes.iter().map(|(name, value)| (*name, known(value)));
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((name, value.as_str()));
    }
    start
}

/// The text without the characters that no XML file may hold (XML 1.0, 2.2).
fn known(text: &str) -> String {
    let is_known = |c: &char| {
        matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
            && !matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    text.chars().filter(is_known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_nothing_that_is_no_xml() {
        let mut xml = Xml::file().unwrap();
        xml.open("a", &[("b", "\"<&\u{1}>'")]).unwrap();
        xml.empty("c", &[]).unwrap();
        xml.text("甲<乙>&\u{8}\"丙\u{ffff}").unwrap();
        let text = String::from_utf8(xml.done().unwrap()).unwrap();
        assert_eq!(
            text,
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
             <a b=\"&quot;&lt;&amp;&gt;&apos;\"><c/>甲&lt;乙&gt;&amp;&quot;丙</a>"
        );
    }
}
