//! What a format hands on: the lines, paragraphs and tables of a source in order, before anyone knows what they are.

use crate::model::{Form, Table};

use super::sheet::Sheet;

/// A line, paragraph or table of the source.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub(super) body: Body,
    /// How the source set it off.
    pub(super) mark: Mark,
    /// What was changed in reading it.
    pub(super) fixes: Vec<Fix>,
    /// What a person should look at.
    pub(super) doubts: Vec<String>,
}

/// A file taken apart.
#[derive(Debug, Default)]
pub(super) struct Source {
    pub(super) pieces: Vec<Piece>,
    /// Name of the encoding, where the file has one of its own.
    pub(super) encoding: Option<&'static str>,
}

/// Text or table.
#[derive(Debug)]
pub(super) enum Body {
    Text(String),
    Grid(Grid),
    /// A table with merged cells.
    Sheet(Sheet),
    /// A table of the catalogue, and the generation whose labels it has.
    Table(Box<(Table, Form)>),
}

/// Labels and cells as printed. Header and rows are as wide as each other.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Grid {
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// How many columns hold row labels, where the source tells it.
    pub(super) stub: Option<usize>,
}

/// How the source set a text off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Mark {
    /// Running text.
    #[default]
    None,
    /// Marked as a heading, with the depth it was given.
    Heading(u8),
    /// Set apart, so that it is never one with its neighbours: a list item, a quotation, an indented line.
    Apart,
    /// The caption of the table that follows.
    Caption,
    /// Begins a paragraph of its own, but may be cut by a page break at its end.
    Begins,
}

/// One change made in reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fix {
    pub(super) what: What,
    pub(super) before: String,
    pub(super) after: String,
}

/// The kinds of change that reading makes; `word` is what the user sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A paragraph cut by a page break is one again.
    Joined,
    /// Lines of one Markdown paragraph are one again.
    Unwrapped,
    /// Emphasis marks were taken off.
    Emphasis,
    /// The angle brackets of an automatic link were taken off.
    Autolink,
    /// A link was written out as text.
    Link,
    /// Backticks were taken off.
    Code,
    /// The mark of a bullet list was taken off.
    Bullet,
    /// The mark of a quotation was taken off.
    Quote,
    /// HTML tags were taken off.
    Html,
    /// A comment was left out.
    Comment,
    /// A line drawn between paragraphs was left out.
    Rule,
    /// A page number was left out.
    PageNumber,
    /// A heading was marked with another depth than its number has.
    Depth,
    /// Something was marked as a heading that is none.
    NoHeading,
    /// Blanks between number and heading were taken off.
    Gap,
    /// A footnote was made a paragraph.
    Footnote,
    /// An automatic number was written out.
    Numbering,
    /// Words that a revision had deleted were left out.
    Revision,
    /// The head or foot of a page was left out.
    Running,
    /// Parts of a web page around its text were left out.
    Around,
}

impl What {
    /// The words shown to the user.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Joined => "接上被换页断开的段落",
            Self::Unwrapped => "接上段落内的换行",
            Self::Emphasis => "去掉强调标记",
            Self::Autolink => "去掉网址的尖括号",
            Self::Link => "链接改写成文字",
            Self::Code => "去掉代码标记",
            Self::Bullet => "去掉列表符号",
            Self::Quote => "去掉引用标记",
            Self::Html => "去掉 HTML 标记",
            Self::Comment => "略去注释",
            Self::Rule => "略去分隔线",
            Self::PageNumber => "略去页码",
            Self::Depth => "标题层级以编号为准",
            Self::NoHeading => "标作标题的文字按正文收入",
            Self::Gap => "去掉编号后的空格",
            Self::Footnote => "脚注改为段落",
            Self::Numbering => "写出自动编号",
            Self::Revision => "略去修订中删除的文字",
            Self::Running => "略去页眉页脚",
            Self::Around => "略去网页正文以外的内容",
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Grid {
    /// Header and rows alike.
    pub(super) fn lines(&self) -> Vec<Vec<String>> {
        std::iter::once(&self.header).chain(&self.rows).cloned().collect()
    }
}

impl Piece {
    /// A text set off in this way.
    pub(super) fn text(text: impl Into<String>, mark: Mark) -> Self {
        Self { body: Body::Text(text.into()), mark, ..Self::default() }
    }

    /// The text, if it is one.
    pub(super) fn as_text(&self) -> Option<&str> {
        match &self.body {
            Body::Text(text) => Some(text),
            Body::Grid(_) | Body::Sheet(_) | Body::Table(_) => None,
        }
    }
}

impl Fix {
    pub(super) fn new(what: What, before: impl Into<String>, after: impl Into<String>) -> Self {
        Self { what, before: before.into(), after: after.into() }
    }
}
