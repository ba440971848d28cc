//! Why a file cannot be imported, each with what to do about it.

use crate::model::Year;

/// Why nothing was imported. The words name no file: whoever opened it knows its name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Nothing but blanks.
    #[error("文件是空的，没有可导入的文字")]
    Empty,
    /// Larger than [`super::LARGEST`].
    #[error(
        "文件有 {megabytes} MB，超过 16 MB 的上限；年报的文字一般不到 1 MB，请确认没有选错文件"
    )]
    TooLarge {
        /// Size in MB, rounded up.
        megabytes: u64,
    },
    /// A kind of file that this room does not read, known by its first bytes.
    #[error("这是{kind}，读不了；{advice}")]
    Foreign {
        /// What it is.
        kind: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// Begins like a document of its kind and cannot be taken apart.
    #[error("文件已损坏，或者不是它的扩展名所说的那种文件；请用原来的软件打开，另存一份后再导入")]
    Damaged,
    /// Can be read with a password only.
    #[error("文件设了打开密码，读不了；请在原来的软件里去掉密码，另存一份后再导入")]
    Encrypted,
    /// A PDF that holds pictures of pages.
    #[error(
        "这份 PDF 是扫描件或图片，没有文字层，读不出字；请找 Word 或网页原稿，或者用文字识别（OCR）软件转成 Word、校对后再导入"
    )]
    Scanned,
    /// A PDF whose characters cannot be told.
    #[error(
        "这份 PDF 没有写明字符是哪些字，读不出来；请找 Word 或网页原稿，或者在阅读器里打开、重新打印成 PDF 后再导入"
    )]
    Unreadable,
    /// Claims or holds more than any report has; not read further.
    #[error(
        "文件里的{what}超出了年报可能有的数量，为免占满内存没有读；请确认没有选错文件，或者用原来的软件打开后另存一份"
    )]
    TooComplex {
        /// What there is too much of.
        what: &'static str,
    },
    /// Not text in any encoding.
    #[error("这不是文本文件，里面认不出文字；请用原来的软件打开，另存为纯文本（txt）后再导入")]
    Binary,
    /// A file of figures of which no row or no column belongs to the table.
    #[error(
        "行和列的名称与这张表一个也对不上，没有改动；请核对 --table 写的是不是这张表，第一行是不是列名，前两列是不是行的键名和行名"
    )]
    OtherTable,
    /// Neither title nor text nor file name give a year, and none was asked for.
    #[error(
        "标题、正文开头和文件名里都没有年度，认不出是哪一年的年报；请在标题里写上，或用 --year 指明"
    )]
    NoYear,
    /// A year that no calendar has.
    #[error("{0} 不是可用的年度")]
    BadYear(Year),
}
