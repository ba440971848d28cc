//! Other formats in (导入): bytes to a report, with every repair and every doubt told.
//!
//! Reading has three steps. A format turns text into pieces (`markdown`, `plain`); a draft puts pieces together by the
//! numbers of the headings and joins what page breaks cut; then the report is asked what it says about itself.

mod book;
mod contact;
mod csv;
mod doc;
mod docx;
mod draft;
mod encoding;
mod error;
mod facts;
mod grid;
mod heading;
mod html;
mod imported;
mod inline;
mod into;
mod link;
mod markdown;
mod missing;
mod own;
mod package;
mod pdf;
mod piece;
mod place;
mod places;
mod plain;
mod readback;
mod recognise;
mod reflow;
mod running;
mod sheet;
mod sniff;
mod squeezed;
mod statutory;
mod story;
mod title;
mod xml;

pub use csv::{Change, Filling, Sheet, sheet};
pub use error::ImportError;
pub use imported::{Doubt, Evidence, Imported, Repair};
pub use into::{Filled, fill};
pub use piece::What;
pub use place::Place;
pub use readback::{Extent, differs};
pub use recognise::{Recognised, complete, recognise};

use piece::{Piece, Source};

use crate::forms::Catalogue;
use crate::model::{Form, Year};

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 16 << 20;

/// What the user says about the file. What is given here is not concluded from the text, but compared with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// Year of the report.
    pub year: Option<Year>,
    /// Generation of the form.
    pub form: Option<Form>,
    /// Full name of the agency.
    pub agency: Option<String>,
    /// The forms by which tables are recognised: the statutory ones, and those of the project.
    pub forms: Catalogue,
}

/// A format that can be read.
pub struct Format {
    /// Stable key such as `md`.
    pub key: &'static str,
    /// The name shown to the user.
    pub title: &'static str,
    /// Endings of file names.
    pub endings: &'static [&'static str],
    reader: Reader,
}

/// How a format is known and read.
enum Reader {
    /// A text; known by file ending and text.
    Text { takes: fn(&str, &str) -> bool, read: fn(&str) -> Vec<Piece> },
    /// Anything else; known by its bytes.
    Bytes { takes: fn(&[u8]) -> bool, read: fn(&[u8]) -> Result<Source, ImportError> },
}

/// Every format that can be read; the first that takes a file reads it.
pub const FORMATS: &[Format] = &[
    Format {
        key: "docx",
        title: "Word 文档",
        endings: &["docx"],
        reader: Reader::Bytes { takes: docx::is_docx, read: docx::read },
    },
    Format {
        key: "doc",
        title: "旧版 Word 文档",
        endings: &["doc", "wps"],
        reader: Reader::Bytes { takes: doc::is_doc, read: doc::read },
    },
    Format {
        key: "html",
        title: "网页",
        endings: &["html", "htm", "mht", "mhtml"],
        reader: Reader::Bytes { takes: html::is_page, read: html::read },
    },
    Format {
        key: "xlsx",
        title: "电子表格",
        endings: &["xlsx", "xls", "et", "ods"],
        reader: Reader::Bytes { takes: book::is_book, read: book::read },
    },
    Format {
        key: "pdf",
        title: "PDF",
        endings: &["pdf"],
        reader: Reader::Bytes { takes: pdf::is_pdf, read: pdf::read },
    },
    Format {
        key: "md",
        title: "Markdown",
        endings: &["md", "markdown"],
        reader: Reader::Text {
            takes: |ending, text| {
                matches!(ending, "md" | "markdown") || markdown::is_markdown(text)
            },
            read: markdown::read,
        },
    },
    Format {
        key: "txt",
        title: "纯文本",
        endings: &["txt", "text"],
        reader: Reader::Text { takes: |_, _| true, read: plain::read },
    },
];

/// Whether files with this ending, in lower case, are read.
pub fn is_known(ending: &str) -> bool {
    FORMATS.iter().any(|format| format.endings.contains(&ending))
}

/// Whether a file of this many bytes can be read at all; asked before it is loaded.
///
/// # Errors
/// [`ImportError::TooLarge`], and nothing else.
pub const fn fits(bytes: u64) -> Result<(), ImportError> {
    if bytes > LARGEST {
        return Err(ImportError::TooLarge { megabytes: bytes.div_ceil(1 << 20) });
    }
    Ok(())
}

/// Reads a report. `name` is the file's, for its ending and as a last resort for the year.
///
/// # Errors
/// If the file is empty, too large, not text, or of no year that can be told.
pub fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Imported, ImportError> {
    fits(bytes.len() as u64)?;
    if let Some((Source { pieces, encoding }, format)) = from_bytes(bytes)? {
        if pieces.iter().all(|piece| piece.as_text().is_some_and(str::is_empty)) {
            return Err(ImportError::Empty);
        }
        let mut story = story::Story::of("", own_mark_off(pieces), options);
        let report = story.report(name, options)?;
        return Ok(story.told(report, (format.key, encoding.unwrap_or(format.title))));
    }
    sniff::refuse_foreign(bytes)?;
    let decoded = encoding::decode(bytes)?;
    let text = running::mark_off(&decoded.text.replace("\r\n", "\n").replace('\r', "\n"));
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let (mut story, report, format);
    if let Some(head) = own::head(&text) {
        (story, format) = (story::Story::own(&text), "md");
        report = story.own_report(head, options)?;
    } else {
        let (pieces, key) = pieces(name, &text);
        (story, format) = (story::Story::of(&text, own_mark_off(pieces), options), key);
        report = story.report(name, options)?;
    }
    Ok(story.told(report, (format, decoded.name)))
}

/// What the first format that knows the bytes makes of them, and which it is; none where they may be text.
fn from_bytes(bytes: &[u8]) -> Result<Option<(Source, &'static Format)>, ImportError> {
    for format in FORMATS {
        if let Reader::Bytes { takes, read } = &format.reader
            && takes(bytes)
        {
            return Ok(Some((read(bytes)?, format)));
        }
    }
    Ok(None)
}

/// What the first format that takes the text makes of it, and the key of that.
fn pieces(name: &str, text: &str) -> (Vec<Piece>, &'static str) {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let ending = ending.as_deref().unwrap_or_default();
    let taken = FORMATS.iter().find_map(|format| match &format.reader {
        Reader::Text { takes, read } if takes(ending, text) => Some((read(text), format.key)),
        Reader::Text { .. } | Reader::Bytes { .. } => None,
    });
    taken.unwrap_or_default()
}

/// Takes off the line with which our own exports mark a report that is not final: it is no part of the report.
fn own_mark_off(mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.retain(|piece| !piece.as_text().is_some_and(running::is_draft_mark));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of our own with the marks of a report converted from pages: depths at random, bold or not, sentences cut.
    const REPORT: &str = "

# 示例市民政局

## 2023 年政府信息公开工作年度报告

根据《中华人民共和国政府信息公开条例》编制本报告，经局长办公会审定后公布。

本报告由示例市民政局办公室编制，统计期限自 2023 年 1 月 1 日起至 2023 年 12 月 31 日止，可从市政府网站（<http://www.example.gov.cn>）\
下载。如有疑问，请与示例市民政局办公室联系（地址：示例市和平路 8 号；邮编 100000；电话：010-5550188；传真：010-555018）。

### 一、概述

一年来，公开工作平稳有序。

#### （一）组织领导

局里成立了公开工作小组，召开会议 2 次。

## **（二）目录编制**

目录已经更新。各科室坚持按季

度报送公开信息，由办公室核对后上网。

#### **（三）平台建设**

1. **门户网站**。本局信息由市政府网站统一发布。

2. **政务微信**。公众号每周推送 3 期。

### **二、救助信息公开**

一是公示低保名单；二是公示临时救助名单。上半年救助 5126 人次

发放资金 312.40 万元。

#### **三、主动公开情况**

全年公开信息 245 条，回复留言 9 条；

在公开栏张贴通知 36 期。

#### **四、存在的问题**

公开的深度还不够，下一步将提高认

识，补齐短板。";

    fn import(text: &str) -> Imported {
        read("年报.txt", text.as_bytes(), &Options::default()).unwrap()
    }

    fn headings(imported: &Imported) -> Vec<(u8, String)> {
        let report = &imported.report;
        let both = report.sections.iter().zip(report.printed_numbers());
        both.map(|(section, number)| (section.level, format!("{number}{}", section.title)))
            .collect()
    }

    fn count(imported: &Imported, what: What) -> usize {
        imported.repairs.iter().filter(|repair| repair.what == what).count()
    }

    #[test]
    fn a_converted_report_is_put_in_order() {
        let imported = import(REPORT);
        let report = &imported.report;
        assert_eq!(report.title, "示例市民政局\n2023 年政府信息公开工作年度报告");
        assert_eq!(imported.agency.as_deref(), Some("示例市民政局"));
        assert_eq!(
            (report.year, report.form, report.period.to_string()),
            (2023, Form::F2008, "2023".to_owned())
        );
        assert_eq!(report.contact.fax, "010-555018");
        let wanted = [
            "0",
            "1一、概述",
            "2（一）组织领导",
            "2（二）目录编制",
            "2（三）平台建设",
            "1二、救助信息公开",
            "1三、主动公开情况",
            "1四、存在的问题",
        ];
        let found: Vec<_> =
            headings(&imported).into_iter().map(|(level, text)| format!("{level}{text}")).collect();
        assert_eq!(found, wanted);
        let counts = [What::Joined, What::Depth, What::Autolink, What::Emphasis]
            .map(|what| count(&imported, what));
        assert_eq!(counts, [4, 3, 1, 7]);
        let sites: Vec<_> =
            report.sections[4].paragraphs().map(|paragraph| paragraph.text.as_str()).collect();
        assert_eq!(
            sites,
            ["1. 门户网站。本局信息由市政府网站统一发布。", "2. 政务微信。公众号每周推送 3 期。"]
        );
    }

    #[test]
    fn a_repair_tells_its_place_and_both_forms() {
        let imported = import(REPORT);
        let repair = imported.repairs.iter().find(|repair| repair.what == What::Joined).unwrap();
        let json = serde_json::to_value(repair).unwrap();
        assert_eq!(json["place"]["number"], "一（二）");
        assert_eq!(json["place"]["title"], "目录编制");
        assert_eq!(json["place"]["paragraph"], 1);
        assert_eq!(json["place"]["quote"], json["after"]);
        assert_eq!(json["before"], "。各科室坚持按季⏎度报送公开信息，");
        assert_eq!(json["what"], "接上被换页断开的段落");
    }

    #[test]
    fn the_same_report_in_plain_text_is_the_same() {
        let plain = REPORT.replace("**", "").replace(['#', '<', '>'], "").replace("\n ", "\n");
        let (marked, plain) = (import(REPORT), import(&plain));
        let texts = |imported: &Imported| {
            let paragraphs =
                imported.report.sections.iter().flat_map(crate::model::Section::paragraphs);
            paragraphs.map(|paragraph| paragraph.text.clone()).collect::<Vec<_>>()
        };
        assert_eq!(headings(&marked), headings(&plain));
        assert_eq!(texts(&marked), texts(&plain));
        assert_eq!(marked.report.title, plain.report.title);
    }

    #[test]
    fn the_same_file_gives_the_same_ids() {
        assert_eq!(import(REPORT), import(REPORT));
    }

    #[test]
    fn what_cannot_be_read_gets_a_sentence() {
        let noise = [&b"\x01\x00\x02\x00\xff\xfe"[..]; 9].concat();
        for (bytes, word) in [
            (&b""[..], "空"),
            (b" \n\t\n", "空"),
            (&noise, "不是文本"),
            (b"%PDF-1.7", "损坏"),
            ("一、概述\n全年平稳。".as_bytes(), "--year"),
        ] {
            let error = read("a.txt", bytes, &Options::default()).unwrap_err();
            assert!(error.to_string().contains(word), "{error}");
        }
        assert_eq!(fits(50_000_000), Err(ImportError::TooLarge { megabytes: 48 }));
        assert_eq!(fits(LARGEST), Ok(()));
    }

    #[test]
    fn a_report_without_headings_is_kept_whole_and_doubted() {
        let imported = import("示例市民政局2023年度工作报告\n全年公开信息 5 条。\n未收到申请。\n");
        assert_eq!(imported.report.sections.len(), 1);
        assert_eq!(imported.report.sections[0].blocks.len(), 2);
        assert!(imported.doubts.iter().any(|doubt| doubt.what.contains("没有认出任何标题")));
    }

    #[test]
    fn what_the_user_says_wins_and_is_compared() {
        let options = Options {
            year: Some(2022),
            form: Some(Form::F2021),
            agency: Some("示例县民政局".to_owned()),
            ..Options::default()
        };
        let imported = read("年报.md", REPORT.as_bytes(), &options).unwrap();
        assert_eq!((imported.report.year, imported.report.form), (2022, Form::F2021));
        assert_eq!(imported.agency.as_deref(), Some("示例县民政局"));
        for word in ["指定年度 2022", "指定单位", "与指定的 2021 年表式不同", "不是 2022 年全年"]
        {
            assert!(imported.doubts.iter().any(|doubt| doubt.what.contains(word)), "{word}");
        }
    }

    #[test]
    fn nothing_is_dropped_in_silence() {
        let text = "# 示例局2023年报告\n\n<!-- 内部稿 -->\n\n一、概述\n\n- 指南\n- 目录\n\n> 摘自通报\n\n---\n\n见[网站](http://a.cn)[^1]。\n\n\
                    [^1]: 市网站\n\n[注]: 编者按\n\n<table><tr><td>收费</td></tr></table>\n\n![图](b.png)\n";
        let imported = import(text);
        let whats = [
            What::Comment,
            What::Bullet,
            What::Quote,
            What::Rule,
            What::Link,
            What::Footnote,
            What::Html,
        ];
        for what in whats {
            assert!(count(&imported, what) > 0, "{what:?}");
        }
        for word in ["图片没有导入", "编者按", "如有表格"] {
            assert!(imported.doubts.iter().any(|doubt| doubt.what.contains(word)), "{word}");
        }
        let texts: Vec<_> = imported.report.sections[0]
            .paragraphs()
            .map(|paragraph| paragraph.text.as_str())
            .collect();
        assert_eq!(
            texts,
            [
                "指南",
                "目录",
                "摘自通报",
                "见网站（http://a.cn）[1]。",
                "[1] 市网站",
                "收费",
                "图（b.png）"
            ]
        );
    }

    /// The real report stays outside the repository: `NIANBAO_REAL_REPORTS` names its folder.
    #[test]
    fn the_real_report_of_2017_is_put_in_order() {
        let Ok(folder) = std::env::var("NIANBAO_REAL_REPORTS") else {
            eprintln!("NIANBAO_REAL_REPORTS is not set: skipped");
            return;
        };
        let bytes = std::fs::read(format!("{folder}/000_d9aff0bab10d4f30.txt")).unwrap();
        let imported = read("000.txt", &bytes, &Options::default()).unwrap();
        let report = &imported.report;
        assert_eq!(
            (imported.agency.as_deref(), imported.encoding),
            (Some("中卫市民政局"), "UTF-8")
        );
        assert_eq!(
            (report.year, report.form, report.period.to_string()),
            (2017, Form::F2008, "2017".to_owned())
        );
        let levels: Vec<u8> = report.sections.iter().map(|section| section.level).collect();
        assert_eq!(levels, [0, 1, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1]);
        assert!(report.sections.iter().all(|section| section.number.is_none()));
        let joined: Vec<_> =
            imported.repairs.iter().filter(|repair| repair.what == What::Joined).collect();
        let places: Vec<_> = joined.iter().map(|repair| repair.place.to_string()).collect();
        assert_eq!(places, ["一（三）第 1 段", "二第 1 段", "三第 2 段", "七第 1 段"]);
        assert_eq!(count(&imported, What::Depth), 6);
        let contact = &report.contact;
        assert_eq!((contact.postcode.as_str(), contact.fax.as_str()), ("755000", "0955-737174"));
        assert_eq!(contact.website, "http://www.nxzw.gov.cn");
        assert_eq!(imported.doubts.len(), 1); // no e-mail address
    }
}
