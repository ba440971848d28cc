//! What RON says of a broken file, told in Chinese and at the place where a person would look.

use ron::error::{Error, SpannedError};

use super::fault::Fault;
use super::scan::{Piece, Place, What, half_width, pieces};

/// The fault behind an error of RON; `unknown` are the fields that had no place so far, one of which may be a slip.
pub(super) fn explain(source: &str, error: &SpannedError, unknown: &[String]) -> Fault {
    let reported = Place { line: error.span.start.line, column: error.span.start.col };
    let next = pieces(source).find(|piece| piece.to > reported);
    let here = match &next {
        Some(Piece { what: What::Sign, from, .. }) => reported.max(*from),
        Some(piece) => piece.from,
        None => pieces(source).last().map_or(reported, |last| last.to),
    };
    if let Some((at, what)) =
        full_width(source, here).or_else(|| unclosed(source, here, &error.code))
    {
        return Fault::at(source, at, what);
    }
    let before = pieces(source)
        .take_while(|piece| piece.to <= here)
        .filter(|piece| !is_comment(piece))
        .last();
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
fn full_width(source: &str, here: Place) -> Option<(Place, String)> {
    pieces(source).take_while(|piece| piece.from <= here).find_map(|piece| match piece.what {
        What::Stray('\u{3000}') => {
            Some((piece.from, "这里有一个全角空格，应删去或改用半角空格".to_owned()))
        }
        What::Stray(sign) => {
            let meant =
                half_width(sign).map_or(String::new(), |meant| format!(" ，应写成半角的 {meant}"));
            Some((piece.from, format!("引号外面有全角符号 {sign}{meant}")))
        }
        What::Text | What::Comment(_) | What::Sign => None,
    })
}

/// A text that runs over the end of its line before a syntax error: its closing quotation mark is missing.
fn unclosed(source: &str, here: Place, code: &Error) -> Option<(Place, String)> {
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
    let runs_on = |piece: &Piece| piece.what == What::Text && piece.to.line > piece.from.line;
    let text = pieces(source).take_while(|piece| piece.from <= here).find(runs_on)?;
    syntax.then(|| (text.from, "从这里开始的文字没有在本行结束，可能漏了右引号“\"”".to_owned()))
}

const fn is_comment(piece: &Piece) -> bool {
    matches!(piece.what, What::Comment(_))
}

/// One sentence for every error that RON has.
fn sentence(code: &Error, unknown: &[String]) -> String {
    match code {
        // Times are read by a library that speaks English.
        Error::Message(said) if said.is_ascii() => {
            format!("这里的值读不懂，时间应写成 2025-01-06T09:00:00Z 这样（{said}）")
        }
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
        Error::ExpectedIdentifier => "这里应是名称，不加引号",
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
        ("a unit value", "没有加引号的字"),
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::store::arbitrary::example;
    use crate::store::layout::file;
    use crate::store::open;

    /// What is replaced in the canonical example, by what, and what is then said.
    const SLIPS: &[(&str, &str, &str)] = &[
        ("year: 2024,", "year: 2024", "第 4 行第 13 列：这里缺一个逗号“,”"),
        ("year: 2024,", "year: 2024 // 报告年度", "第 4 行第 13 列：这里缺一个逗号“,”"),
        ("\"s1\",", "\"s1\"", "第 22 行第 15 列：这里缺一个逗号“,”"),
        ("(id: \"p1\",", "(id: \"p1\"", "第 26 行第 27 列：这里缺一个逗号“,”"),
        ("\"示例", "示例", "第 5 行第 10 列：这里应是写在半角双引号里的文字"),
        (
            "\"总体情况\"",
            "\"总体情况",
            "第 24 行第 14 列：从这里开始的文字没有在本行结束，可能漏了右引号“\"”",
        ),
        (
            "\"总体情况\",",
            "\"总体情况\"，",
            "第 24 行第 20 列：引号外面有全角符号 ， ，应写成半角的 ,",
        ),
        ("\"总体情况\"", "“总体情况”", "第 24 行第 14 列：引号外面有全角符号 “ ，应写成半角的 \""),
        ("Paragraph(", "Paragraph（", "第 17 行第 18 列：引号外面有全角符号 （ ，应写成半角的 ("),
        ("title: \"总", "title： \"总", "第 24 行第 12 列：引号外面有全角符号 ： ，应写成半角的 :"),
        ("year: 2024", "year: ２０２４", "第 4 行第 9 列：引号外面有全角符号 ２ ，应写成半角的 2"),
        (
            "year: 2024",
            "year:\u{3000}2024",
            "第 4 行第 8 列：这里有一个全角空格，应删去或改用半角空格",
        ),
        ("year: 2024", "year: \"2024\"", "第 4 行第 9 列：这里应是整数，不加引号"),
        ("year: 2024", "year: 2024.5", "第 4 行第 13 列：这里应是逗号“,”或右括号"),
        ("year: 2024", "year: 99999", "第 4 行第 9 列：数字超出了允许的范围"),
        ("level: 1", "level: 300", "第 23 行第 14 列：数字超出了允许的范围"),
        ("F2021", "F2022", "第 6 行第 9 列：不认识“F2022”，应是 F2008、F2019、F2021 之一"),
        (
            "Draft",
            "草稿",
            "第 8 行第 11 列：不认识“草稿”，应是 Draft、Submitted、Reviewed、Approved、Published 之一",
        ),
        (
            "Paragraph(",
            "Paragraf(",
            "第 17 行第 9 列：不认识“Paragraf”，应是 Paragraph、Table 之一",
        ),
        (
            "  title: \"示",
            "  titel: \"示",
            "第 45 行第 1 列：到这里为止缺少“title”这一项；不认识的有 titel，是否写错",
        ),
        (
            ", text: \"根据《中华人民共和国政府信息公开条例》编制。\"",
            "",
            "第 17 行第 27 列：到这里为止缺少“text”这一项",
        ),
        (
            "status: Draft,",
            "status: Draft, status: Draft,",
            "第 8 行第 18 列：“status”这一项写了两遍",
        ),
        ("\"p1\"", "\"P1\"", "第 26 行第 23 列：编号应为 1—8 位小写字母或数字"),
        (
            "period: \"2024\"",
            "period: \"二〇二四\"",
            "第 7 行第 11 列：读不懂的期间，应如 2017、2017Q1、2017Q1-Q2、2017-08..2017-12 或 2017-12-31",
        ),
        (
            "\"12\"",
            "12.5",
            "第 38 行第 60 列：这里应是单元格（写在引号里，如 \"12.50\"、\"/\"、\"\"），却是带小数点的数 12.5",
        ),
        (
            "\"12\"",
            "true",
            "第 38 行第 60 列：这里应是单元格（写在引号里，如 \"12.50\"、\"/\"、\"\"），却是真假值 true",
        ),
        ("sections: [", "sections: (", "第 12 行第 13 列：这里应是左方括号“[”"),
        ("contact: (", "contact: [", "第 9 行第 12 列：这里应是左括号“(”"),
        ("title: \"示", "title \"示", "第 5 行第 9 列：名称后面应是冒号“:”"),
        ("\n(\n", "\n\n", "第 3 行第 3 列：这里应是左括号“(”或 Report(，却是“format”"),
        ("  ],\n)\n", "  ],\n", "第 44 行第 5 列：文件到这里就断了，后面应还有内容"),
        ("\n)\n", "\n)\n多余", "第 46 行第 1 列：文件在前面已经结束，这里多出了内容"),
        (
            "text: \"全",
            "text: \"\\q全",
            "第 26 行第 35 列：反斜杠“\\”后面的写法不对；要写反斜杠本身请写两个",
        ),
        (
            "  status: Draft",
            "<<<<<<< HEAD\n  status: Draft",
            "第 8 行第 1 列：这里有 git 合并冲突留下的标记，请先定下用哪一份",
        ),
        ("(id: \"p1\"", "((id: \"p1\"", "第 26 行第 19 列：这里应是名称，不加引号"),
        ("implicit_some", "implicit_sum", "第 1 行第 11 列：不认识的 RON 扩展“implicit_sum”"),
        ("  year: 2024,", "  /* 年度\n  year: 2024,", "第 4 行第 3 列：注释没有结束，缺“*/”"),
    ];

    /// The canonical example with one piece of it replaced, and what is then said of it, the excerpt left out.
    fn said(from: &str, to: &str) -> String {
        let good = file(&example()).unwrap();
        assert!(good.contains(from), "{from}");
        match open::report(&good.replacen(from, to, 1), Some(2024)) {
            Ok(_) => "读通了".to_owned(),
            Err(fault) => fault.to_string().lines().next().unwrap().to_owned(),
        }
    }

    #[test]
    fn every_kind_of_slip_is_told_with_its_place() {
        let mut wrong = Vec::new();
        for (from, to, want) in SLIPS {
            let got = said(from, to);
            wrong.extend((got != *want).then(|| format!("{from} → {to}\n  {got}\n  {want}")));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn slips_in_a_review_are_told_too() {
        for (review, want) in [
            (
                "(waivers: [(when: \"昨天\")])",
                "第 1 行第 19 列：这里的值读不懂，时间应写成 2025-01-06T09:00:00Z 这样（",
            ),
            ("(waivers: [(when: 2024)])", "第 1 行第 19 列：这里应是写在半角双引号里的文字"),
            ("(sign_offs: [(role: \"Drafter\")])", "第 1 行第 21 列：这里应是名称，不加引号"),
            ("(comments: [(resolved: 1)])", "第 1 行第 24 列：这里应是 true 或 false"),
            ("(comments: {})", "第 1 行第 12 列：这里应是左方括号“[”"),
            ("[]", "第 1 行第 1 列：这里应是左括号“(”"),
        ] {
            let fault = open::review(review).map(|_| ()).unwrap_err().to_string();
            assert!(fault.starts_with(want), "{review}: {fault}");
        }
    }

    #[test]
    fn nested_without_end_is_refused_and_not_overflown() {
        for (open, said) in
            [("[", "这里应是左括号"), ("(a:", "括号套得太深"), ("(a:[[", "括号套得太深")]
        {
            let fault = open::head(&open.repeat(100_000)).map(|_| ()).unwrap_err();
            assert!(fault.what.starts_with(said), "{open}: {}", fault.what);
        }
    }

    proptest! {
        #[test]
        fn every_broken_file_has_a_place_in_it(
            at in 0..1000_usize, cut in 0..30_usize, put in crate::store::arbitrary::text()
        ) {
            let good: Vec<char> = file(&example()).unwrap().chars().collect();
            let at = good.len() * at / 1000;
            let head: String = good[..at].iter().collect();
            let tail: String = good.iter().skip(at + cut).collect();
            let bad = format!("{head}{put}{tail}");
            if let Err(fault) = open::report(&bad, None)
                && let Some(at) = fault.at
            {
                let lines: Vec<&str> = bad.split('\n').collect();
                prop_assert!(at.line <= lines.len(), "{fault}");
                prop_assert!(at.column <= lines[at.line - 1].chars().count() + 1, "{fault}");
                prop_assert!(!fault.what.is_ascii() && !fault.excerpt.is_empty(), "{fault}");
            }
        }
    }

    #[test]
    fn zzz() {
        for bad in [
            "(comments: [(id: \"a\", at: Section(\"x\"), thread: [(by: \"甲\", when: \"昨天\", text: \"乙\")])])",
            "(comments: [(id: \"a\", at: Section(\"x\"), thread: [(by: \"甲\", when: 2024, text: \"乙\")])])",
            "(comments: [(id: \"a\", at: Section(x), thread: [])])",
            "(comments: [(id: \"a\", at: Words(quote: \"\"), thread: [])])",
            "(comments: [(id: \"a\", at: Section, thread: [])])",
            "(comments: {})",
            "(comments: \"\")",
            "[]",
            "\"\"",
            "(sign_offs: [(role: \"Drafter\")])",
            "(comments: [(id: \"a\", resolved: yes)])",
            "(comments: [(id: \"a\", resolved: 1)])",
        ] {
            println!("{}", open::review(bad).map(|_| ()).unwrap_err());
        }
        println!(
            "{}",
            open::head("(settings: (overview_characters: -5))").map(|_| ()).unwrap_err()
        );
        println!("{}", open::head("(settings: None)").map(|_| ()).unwrap_err());
        println!("{}", open::head("(people: [None])").map(|_| ()).unwrap_err());
        println!("{}", open::head("(notes: [3])").map(|_| ()).unwrap_err());
        println!("{}", open::head("{\"agency\": {\"name\": \"甲\"}}").map(|_| ()).unwrap_err());
    }
}
