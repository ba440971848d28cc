//! What can be wrong with a form that a user wrote, told with its place.

use ron::error::{Error, SpannedError};

/// A form definition that cannot be used, and where in its text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("第 {line} 行第 {column} 列：{trouble}")]
pub struct FormError {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// What is wrong.
    pub trouble: Trouble,
}

/// What is wrong with a form definition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The text is no RON, or not of this shape.
    #[error("{0}")]
    Unreadable(String),
    /// A form without key, without columns or without rows.
    #[error("表式要有键名、至少一列和一行")]
    Empty,
    /// Two rows or two columns share a key, or a row or column has none.
    #[error("键名“{0}”重复或者为空")]
    DoubleKey(String),
    /// A row or an identity names what is not there.
    #[error("没有键名为“{0}”的{1}")]
    UnknownKey(String, &'static str),
    /// An identity with an empty side.
    #[error("勾稽关系“{0}”有一边是空的")]
    EmptySide(String),
    /// A total that is, by way of others, a part of itself.
    #[error("“{0}”的合计绕了一圈又回到自己")]
    Cycle(String),
    /// The key is that of a statutory table.
    #[error("键名“{0}”已经用于另一张表")]
    Taken(String),
}

impl From<SpannedError> for FormError {
    fn from(error: SpannedError) -> Self {
        let start = error.span.start;
        let says = say(&error.code);
        Self { line: start.line, column: start.col, trouble: Trouble::Unreadable(says) }
    }
}

/// What a reader of the file can do about the mistakes that people make; the rest in the reader's own words.
pub fn say(code: &Error) -> String {
    match code {
        Error::Eof => "文件在这里断了".to_owned(),
        Error::ExpectedComma => "前面少一个逗号".to_owned(),
        Error::ExpectedMapColon => "字段名后面少冒号".to_owned(),
        Error::ExpectedArray => "这里应是“[”".to_owned(),
        Error::ExpectedArrayEnd => "这里应是“]”".to_owned(),
        Error::ExpectedString => "这里应是引号里的文字".to_owned(),
        Error::ExpectedStringEnd => "引号没有配对".to_owned(),
        Error::ExpectedBoolean => "这里应是 true 或 false".to_owned(),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => "这里应是“(”".to_owned(),
        Error::ExpectedStructLikeEnd => "这里应是“)”".to_owned(),
        Error::TrailingCharacters => "结尾后面还有多余的字".to_owned(),
        Error::UnexpectedChar(sign) => format!("认不得的字符“{sign}”，是不是全角的"),
        Error::NoSuchStructField { found, expected, .. } => {
            format!("没有“{found}”这个字段，可用的有 {}", expected.join("、"))
        }
        Error::NoSuchEnumVariant { found, expected, .. } => {
            format!("没有“{found}”这个取值，可用的有 {}", expected.join("、"))
        }
        Error::MissingStructField { field, .. } => format!("缺字段 {field}"),
        Error::DuplicateStructField { field, .. } => format!("字段 {field} 写了两次"),
        other => format!("写法不对（{other}）"),
    }
}
