//! What RON says of a broken file, told in Chinese and at the place where a person would look.

use ron::error::{Error, SpannedError};

use super::fault::Fault;
use super::scan::{Piece, Place, What, half_width, pieces};

/// The fault behind an error of RON; `unknown` are the fields that had no place so far, one of which may be a slip.
pub(super) fn explain(source: &str, error: &SpannedError, unknown: &[String]) -> Fault {
    let found = pieces(source);
    let reported = Place { line: error.span.start.line, column: error.span.start.col };
    let next = found.iter().find(|piece| piece.to > reported);
    let end = found.last().map_or(reported, |last| last.to);
    let here = next.map_or(end, |piece| match piece.what {
        What::Sign => piece.from.max(reported),
        _ => piece.from,
    });
    if let Some((at, what)) = full_width(&found, here) {
        return Fault::at(source, at, what);
    }
    if let Some((at, what)) = unclosed(&found, here, &error.code) {
        return Fault::at(source, at, what);
    }
    let before = found.iter().rev().find(|piece| piece.to <= here && !is_comment(piece));
    if error.code == Error::ExpectedComma
        && let Some(before) = before
        && (before.to < here || next.is_some_and(|piece| piece.what == What::Text))
    {
        return Fault::at(source, before.to, "这里缺一个逗号“,”");
    }
    if is_conflict(source, here) {
        return Fault::at(source, here, "这里有 git 合并冲突留下的标记，请先定下用哪一份");
    }
    Fault::at(source, here, sentence(&error.code, unknown))
}

fn is_conflict(source: &str, here: Place) -> bool {
    let line = source.split('\n').nth(here.line - 1).unwrap_or_default();
    ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark))
}

/// A full-width sign where only half-width signs have a meaning: the usual slip of an input method.
fn full_width(found: &[Piece], here: Place) -> Option<(Place, String)> {
    found.iter().take_while(|piece| piece.from <= here).find_map(|piece| match piece.what {
        What::Stray('\u{3000}') => {
            Some((piece.from, "这里有一个全角空格，应删去或改用半角空格".to_owned()))
        }
        What::Stray(sign) => {
            let meant =
                half_width(sign).map_or(String::new(), |meant| format!("，应写半角“{meant}”"));
            Some((piece.from, format!("引号外面有全角“{sign}”{meant}")))
        }
        What::Text | What::Comment(_) | What::Sign => None,
    })
}

/// A text that runs over the end of its line before a syntax error: its closing quotation mark is missing.
fn unclosed(found: &[Piece], here: Place, code: &Error) -> Option<(Place, String)> {
    let syntax = matches!(
        code,
        Error::ExpectedComma
            | Error::ExpectedStringEnd
            | Error::ExpectedIdentifier
            | Error::ExpectedMapColon
            | Error::ExpectedString
            | Error::InvalidEscape(_)
            | Error::Eof
    );
    let runs_on = |piece: &&Piece| piece.what == What::Text && piece.to.line > piece.from.line;
    let text = found.iter().take_while(|piece| piece.from <= here).find(runs_on)?;
    syntax.then(|| (text.from, "从这里开始的文字没有在本行结束，可能漏了右引号“\"”".to_owned()))
}

const fn is_comment(piece: &Piece) -> bool {
    matches!(piece.what, What::Comment(_))
}

/// One sentence for every error that RON has.
fn sentence(code: &Error, unknown: &[String]) -> String {
    match code {
        Error::Message(said) | Error::Io(said) => said.clone(),
        Error::NoSuchEnumVariant { expected, found, .. } => {
            format!("不认识“{found}”，应是 {} 之一", expected.join("、"))
        }
        Error::NoSuchStructField { expected, found, .. } => {
            format!("不认识“{found}”这一项，应是 {} 之一", expected.join("、"))
        }
        Error::MissingStructField { field, .. } if unknown.is_empty() => {
            format!("到这里为止缺少“{field}”这一项")
        }
        Error::MissingStructField { field, .. } => {
            format!("到这里为止缺少“{field}”这一项；不认识的有 {}，是否写错", unknown.join("、"))
        }
        Error::DuplicateStructField { field, .. } => format!("“{field}”这一项写了两遍"),
        Error::ExpectedDifferentStructName { expected, found } => {
            format!("这里应是左括号“(”或 {expected}(，却是“{found}”")
        }
        Error::InvalidValueForType { expected, found } => {
            format!("这里应是{expected}，却是{}", kind(found))
        }
        Error::ExpectedDifferentLength { expected, found } => {
            format!("这里应有 {expected}，却有 {found} 个")
        }
        Error::InvalidIntegerDigit { digit, .. } => format!("数字里有不该有的“{digit}”"),
        Error::NoSuchExtension(name) => format!("不认识的 RON 扩展“{name}”"),
        Error::UnexpectedChar(sign) => format!("这里不该有“{sign}”"),
        Error::InvalidIdentifier(name) => format!("“{name}”不能作名称"),
        Error::SuggestRawIdentifier(name) => format!("“{name}”不能作名称，可写作 r#{name}"),
        Error::ExpectedStructName(name) => format!("这里应写明类型 {name}"),
        other => expectation(other).to_owned(),
    }
}

/// The errors that carry nothing but what was expected.
fn expectation(code: &Error) -> &'static str {
    match code {
        Error::Eof => "文件到这里就断了，后面应还有内容",
        Error::ExpectedArray => "这里应是左方括号“[”",
        Error::ExpectedArrayEnd => "这里应是右方括号“]”",
        Error::ExpectedAttribute | Error::ExpectedAttributeEnd => {
            "开头的 #![enable(…)] 写得不对，可整行删去"
        }
        Error::ExpectedBoolean => "这里应是 true 或 false",
        Error::ExpectedComma => "这里应是逗号“,”或右括号",
        Error::ExpectedChar => "这里应是单引号里的一个字",
        Error::ExpectedInteger => "这里应是整数，不加引号",
        Error::ExpectedMap => "这里应是左花括号“{”",
        Error::ExpectedMapColon => "名称后面应是冒号“:”",
        Error::ExpectedMapEnd => "这里应是右花括号“}”",
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => "这里应是左括号“(”",
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => "这里应是右括号“)”",
        Error::ExpectedOption => "这里应是一个值、Some(…) 或 None",
        Error::ExpectedUnit => "这里应是“()”",
        Error::ExpectedString => "这里应是写在半角双引号里的文字",
        Error::ExpectedStringEnd => "文字没有结束，缺右引号“\"”",
        Error::ExpectedIdentifier => "这里应是名称（如 title）",
        Error::InvalidEscape(_) => "反斜杠“\\”后面的写法不对；要写反斜杠本身请写两个",
        Error::IntegerOutOfBounds => "数字超出了允许的范围",
        Error::FloatUnderscore | Error::UnderscoreAtBeginning | Error::ExpectedFloat => {
            "数字写得不对"
        }
        Error::UnclosedBlockComment | Error::UnclosedLineComment => "注释没有结束，缺“*/”",
        Error::TrailingCharacters => "文件在前面已经结束，这里多出了内容",
        Error::ExceededRecursionLimit => "括号套得太深（超过 128 层）",
        Error::Utf8Error(_) => "这里不是 UTF-8 文字",
        _ => "写法不对",
    }
}

/// What RON calls a value, in Chinese.
fn kind(found: &str) -> String {
    [
        ("the floating point number ", "带小数点的数 "),
        ("floating point ", "带小数点的数 "),
        ("the boolean ", "真假值 "),
        ("boolean ", "真假值 "),
        ("the string ", "文字 "),
        ("string ", "文字 "),
        ("integer ", "整数 "),
        ("a map", "映射"),
        ("a sequence", "列表"),
        ("map", "映射"),
        ("sequence", "列表"),
    ]
    .iter()
    .find_map(|(english, chinese)| {
        found.strip_prefix(english).map(|rest| format!("{chinese}{rest}"))
    })
    .unwrap_or_else(|| found.to_owned())
    .replace('`', "")
}
