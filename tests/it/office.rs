//! Word, web pages and spreadsheets out and in again: what an office hands in, and gets back.

use std::path::Path;
use std::process::Command;

use nianbao::export;
use nianbao::export::Export;
use nianbao::forms::Catalogue;
use nianbao::import;
use nianbao::import::{Imported, Options};
use nianbao::model::{Block, Report, Section, Status, Table, Year};
use nianbao::project::Project;
use nianbao::store;
use proptest::collection::vec;
use proptest::prelude::*;

/// Formats whose tables keep their merged cells.
const KEYS: &[&str] = &["docx", "html"];

/// A sample project.
fn sample(name: &str) -> Project {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(name);
    store::open(&folder).expect("a sample project").project
}

/// The file of a format.
fn file(key: &str, export: &Export<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let format = export::format(key).expect("a format");
    (format.write)(export, &mut bytes).expect("written to memory");
    bytes
}

/// A part of a Word or Excel file as text.
fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let part = archive.by_name(name).ok()?;
    Some(std::io::read_to_string(part).expect("text"))
}

#[test]
fn the_same_report_is_the_same_file() {
    let project = sample("shili-minzheng");
    let export = Export::of(&project, 2024).unwrap();
    for format in export::FORMATS {
        assert!(file(format.key, &export) == file(format.key, &export), "{}", format.key);
    }
}

#[test]
fn word_has_the_page_of_official_documents() {
    let project = sample("shili-minzheng");
    let bytes = file("docx", &Export::of(&project, 2024).unwrap());
    let document = part(&bytes, "word/document.xml").unwrap();
    for wanted in [
        r#"<w:pgSz w:w="11906" w:h="16838"/>"#,
        r#"w:top="2098" w:right="1474" w:bottom="1984" w:left="1587""#,
        r#"<w:docGrid w:type="lines" w:linePitch="579"/>"#,
        r#"<w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">一、总体情况</w:t>"#,
    ] {
        assert!(document.contains(wanted), "{wanted}");
    }
    assert_eq!(document.matches("<w:tblHeader/>").count(), 3 + 3, "headers of 表三 and 表四");
    let styles = part(&bytes, "word/styles.xml").unwrap();
    for font in ["方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"] {
        assert!(styles.contains(&format!(r#"w:eastAsia="{font}""#)), "{font}");
    }
    assert!(part(&bytes, "word/settings.xml").unwrap().contains("<w:evenAndOddHeaders/>"));
    for (name, side) in [("footer1", "right"), ("footer2", "left")] {
        let footer = part(&bytes, &format!("word/{name}.xml")).unwrap();
        assert!(footer.contains(&format!(r#"<w:jc w:val="{side}"/>"#)), "{name}");
        assert!(footer.contains("— ") && footer.contains(" PAGE ") && footer.contains(" —"));
    }
}

#[test]
fn a_draft_is_marked_on_every_page_and_a_final_report_is_not() {
    let mut project = sample("lianxi");
    let export = Export::of(&project, 2024).unwrap();
    assert!(export.errors > 0);
    let header = part(&file("docx", &export), "word/header1.xml").unwrap();
    assert!(header.contains(&format!("草稿，未改正的错 {} 处", export.errors)), "{header}");
    if let Some(report) = project.reports.get_mut(&2024) {
        report.status = Status::Approved;
    }
    let bytes = file("docx", &Export::of(&project, 2024).unwrap());
    assert_eq!(part(&bytes, "word/header1.xml"), None);
    assert!(!part(&bytes, "word/document.xml").unwrap().contains("headerReference"));
}

#[test]
fn every_word_and_figure_is_in_the_word_file() {
    for (name, year) in
        [("shili-minzheng", 2024), ("shili-minzheng", 2020), ("zhongwei-2017", 2017)]
    {
        let project = sample(name);
        let export = Export::of(&project, year).unwrap();
        let document = part(&file("docx", &export), "word/document.xml").unwrap();
        let sections = &export.report.sections;
        for text in sections.iter().flat_map(Section::paragraphs) {
            assert!(document.contains(&format!(">{}</w:t>", text.text)), "{}", text.text);
        }
        let figures: usize = sections
            .iter()
            .flat_map(Section::tables)
            .flat_map(|table| table.rows.iter().flat_map(|row| &row.cells))
            .filter(|cell| cell.number().is_some())
            .count();
        let number = |text: &&str| text.parse::<f64>().is_ok();
        let printed = document.split("<w:t xml:space=\"preserve\">").skip(1);
        let printed = printed.filter_map(|text| text.split("</w:t>").next()).filter(number);
        assert_eq!(printed.count(), figures, "{name} {year}");
    }
}

/// LibreOffice, where it is installed; else says so.
fn office() -> bool {
    let found = Command::new("soffice").arg("--version").output().is_ok();
    if !found {
        eprintln!("LibreOffice (soffice) is not installed: skipped");
    }
    found
}

/// The file as LibreOffice converts it.
fn converted(folder: &Path, name: &str, bytes: &[u8], ending: &str) -> Vec<u8> {
    let from = folder.join(name);
    std::fs::write(&from, bytes).expect("written");
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let told = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", ending, "--outdir"])
        .args([folder, &from])
        .output()
        .expect("LibreOffice runs");
    let ending = ending.split(':').next().unwrap_or_default();
    std::fs::read(from.with_extension(ending)).unwrap_or_else(|error| panic!("{error}: {told:?}"))
}

#[test]
#[ignore = "starts LibreOffice, which takes some seconds"]
fn libreoffice_opens_the_word_file() {
    if !office() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let project = sample("shili-minzheng");
    let bytes = file("docx", &Export::of(&project, 2024).unwrap());
    let pdf = converted(folder.path(), "年报.docx", &bytes, "pdf");
    assert!(pdf.starts_with(b"%PDF-"));
}

/// The seed's report and one of ours, made into Word, web pages and PDF by LibreOffice: all of them say what Markdown says.
#[test]
#[ignore = "starts LibreOffice many times, which takes a minute"]
fn libreoffice_files_are_the_same_project() {
    if !office() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let forms = Catalogue::built_in();
    let mut reports: Vec<(String, Report)> = vec![
        ("示例市民政局".to_owned(), sample("shili-minzheng").reports[&2024].clone()),
        ("示例市民政局".to_owned(), sample("shili-minzheng").reports[&2020].clone()),
    ];
    match std::env::var("NIANBAO_REAL_REPORTS") {
        Ok(real) => {
            let file = std::fs::read_dir(real).unwrap().flatten().next().unwrap().path();
            let imported = read("a.md", &std::fs::read(file).unwrap());
            reports.push((imported.agency.unwrap_or_default(), imported.report));
        }
        Err(_) => eprintln!("NIANBAO_REAL_REPORTS is not set: the real report is skipped"),
    }
    for (agency, report) in &reports {
        let export = Export { agency, report, errors: 0, forms: &forms };
        let docx = file("docx", &export);
        let wanted = printed(report);
        for ending in ["pdf", "docx", "html:HTML (StarWriter)", "doc"] {
            let bytes = converted(folder.path(), "a.docx", &docx, ending);
            let ending = ending.split(':').next().unwrap_or_default();
            same(&printed(&read(&format!("b.{ending}"), &bytes).report), &wanted, ending);
            if ending == "html" {
                let text = String::from_utf8_lossy(&bytes);
                let (gbk, _, _) = encoding_rs::GBK.encode(&text);
                same(&printed(&read("b.html", &gbk).report), &wanted, "GBK");
            }
            // What was asked for first must not be read in place of what comes next.
            std::fs::remove_file(folder.path().join(format!("a.{ending}"))).unwrap();
        }
    }
}

/// The report that a file holds.
fn read(name: &str, bytes: &[u8]) -> Imported {
    import::read(name, bytes, &Options::default()).expect("a report")
}

/// The report as it is printed: headings with their numbers, paragraphs, tables with their keys and cells.
fn printed(report: &Report) -> Vec<String> {
    let mut lines = vec![report.title.clone()];
    for (section, number) in report.sections.iter().zip(report.printed_numbers()) {
        lines.push(format!("{} {number}{}", section.level, section.title));
        for block in &section.blocks {
            match block {
                Block::Paragraph(paragraph) => lines.push(paragraph.text.clone()),
                Block::Table(table) => lines.extend(table_lines(table)),
            }
        }
    }
    lines
}

/// A table of a form shows its keys; one of the office's own has none that are printed, and its units stand in the labels.
fn table_lines(table: &Table) -> Vec<String> {
    let own = table.form.is_empty();
    let label = |key: &str, label: &[String], unit: &str| match (own, unit) {
        (false, _) => format!("{key} {label:?}"),
        (true, "") => label.join("／"),
        (true, unit) => format!("{}（{unit}）", label.join("／")),
    };
    let columns =
        table.columns.iter().map(|column| label(&column.key, &column.label, &column.unit));
    let rows = table.rows.iter().map(|row| {
        let cells: Vec<String> = row.cells.iter().map(|cell| format!("{cell:?}")).collect();
        format!("{} {}", label(&row.key, &row.label, &row.unit), cells.join(" "))
    });
    let head = format!("{} {} {:?} {}", table.form, table.caption, table.notes, table.source);
    std::iter::once(head).chain(columns).chain(rows).collect()
}

/// Refuses two prints that differ, and shows the first line that does.
fn same(found: &[String], wanted: &[String], what: &str) {
    let differ = (0..found.len().max(wanted.len())).find(|at| found.get(*at) != wanted.get(*at));
    if let Some(at) = differ {
        panic!("{what}, line {at}:\n  found {:?}\n wanted {:?}", found.get(at), wanted.get(at));
    }
}

/// Every report of the samples but the one with a planted header of an older form, which no reader takes for its column.
fn samples() -> Vec<(Project, Year)> {
    let names = ["shili-minzheng", "lianxi", "zhongwei-2017"];
    let all = names.map(sample).into_iter();
    all.flat_map(|project| {
        let years: Vec<Year> = project.reports.keys().copied().collect();
        years.into_iter().map(move |year| (project.clone(), year))
    })
    .filter(|(project, year)| *year != 2024 || project.reports.len() > 2)
    .collect()
}

#[test]
fn what_is_exported_comes_back() {
    for (project, year) in samples() {
        let export = Export::of(&project, year).unwrap();
        for key in KEYS {
            let imported = read(&format!("年报.{key}"), &file(key, &export));
            let report = &imported.report;
            same(&printed(report), &printed(export.report), &format!("{key} {year}"));
            assert_eq!((report.year, report.form), (year, export.report.form));
            assert_eq!(report.period, export.report.period);
            assert_eq!(imported.agency.as_deref(), Some(export.agency));
        }
    }
}

/// Lines of a report: headings, sentences, rows of tables, blanks, marks that mean something to a reader.
fn line() -> impl Strategy<Value = String> {
    let heads = [
        "一、",
        "三、",
        "（一）",
        "(二)",
        "1.",
        "（1）",
        "　　",
        "",
        "",
        "注：",
        "资料来源：",
        "表1 ",
        "第",
        "<b>",
        "&amp;",
    ];
    let rests = [
        "总体情况",
        "全年公开信息 24 条。",
        "各科室按季",
        "度报送；",
        "季度\t人次\n一季度\t/\n二季度\t0\n三季度\t",
        "2023年1月20日",
        "a<b>&c\u{1}",
        "",
    ];
    (prop::sample::select(heads.to_vec()), prop::sample::select(rests.to_vec()))
        .prop_map(|(head, rest)| format!("{head}{rest}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// What was read from a file of a format is the same after going out and in again, ids and all.
    #[test]
    fn what_was_imported_is_the_same_after_another_turn(lines in vec(line(), 1..20)) {
        let text = format!("示例市民政局\n2023年政府信息公开工作年度报告\n\n{}", lines.join("\n"));
        let first = read("a.txt", text.as_bytes());
        for key in KEYS {
            let turn = |imported: &Imported| {
                let agency = imported.agency.as_deref().unwrap_or_default();
                let forms = &nianbao::forms::Catalogue::built_in();
                let export = Export { agency, report: &imported.report, errors: 0, forms };
                read(&format!("年报.{key}"), &file(key, &export))
            };
            let once = turn(&first);
            let again = turn(&once);
            same(&printed(&again.report), &printed(&once.report), key);
            prop_assert_eq!(&again.report, &once.report);
            prop_assert_eq!(&again.agency, &once.agency);
        }
    }
}

/// An archive of files.
fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("begun");
        std::io::Write::write_all(&mut zip, text.as_bytes()).expect("written");
    }
    zip.finish().expect("ended").into_inner()
}

/// Split runs, revisions, fields, content controls, boxes, and every way of merging cells.
const WORD_BODY: &str = r#"<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>示例市民政局2023年</w:t></w:r><w:r><w:t>政府信息公开工作年度报告</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>总体</w:t></w:r><w:r><w:t>情况</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>主动公开</w:t></w:r></w:p>
<w:p><w:r><w:t>全年公开</w:t></w:r><w:del><w:r><w:delText>3</w:delText></w:r></w:del><w:ins><w:r><w:t>5</w:t></w:r></w:ins><w:r><w:t>条，见</w:t></w:r><w:hyperlink r:id="rId9"><w:r><w:t>网站</w:t></w:r></w:hyperlink><w:r><w:footnoteReference w:id="2"/><w:t>。</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>完毕</w:t><w:fldChar w:fldCharType="end"/><w:t>。</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>
<w:sdt><w:sdtContent><w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:smartTag><w:r><w:t>依申请公开</w:t></w:r></w:smartTag></w:p></w:sdtContent></w:sdt>
<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><x><w:txbxContent><w:p><w:r><w:t>框里一句。</w:t></w:r></w:p></w:txbxContent></x></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框里一句。</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>季度</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:hMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>救助</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:hMerge/></w:tcPr><w:p/></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:sdt><w:sdtContent><w:tc><w:p><w:r><w:t>人次</w:t></w:r></w:p></w:tc></w:sdtContent></w:sdt><w:tc><w:p><w:r><w:t>万元</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>一季</w:t></w:r></w:p><w:p><w:r><w:t>度</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>0</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>/</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>表</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr>
<w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr><w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#;

/// What Word and WPS write into the files of real offices, in one document.
#[test]
fn what_word_files_are_full_of_arrives() {
    let spaces = r#"xmlns:w="w" xmlns:r="r" xmlns:mc="mc""#;
    let bytes = archive(&[
        (
            "word/document.xml",
            &format!("<w:document {spaces}><w:body>{WORD_BODY}</w:body></w:document>"),
        ),
        (
            "word/_rels/document.xml.rels",
            r#"<Relationships><Relationship Id="rId9" Target="http://a.cn/b" TargetMode="External"/></Relationships>"#,
        ),
        (
            "word/footnotes.xml",
            r#"<w:footnotes xmlns:w="w"><w:footnote w:id="2"><w:p><w:r><w:t>市府网站。</w:t></w:r></w:p></w:footnote></w:footnotes>"#,
        ),
        ("word/comments.xml", r#"<w:comments xmlns:w="w"><w:comment w:id="1"/></w:comments>"#),
        (
            "word/header1.xml",
            r#"<w:hdr xmlns:w="w"><w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:hdr>"#,
        ),
        (
            "word/numbering.xml",
            r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#,
        ),
    ]);
    let imported = read("a.docx", &bytes);
    let wanted = [
        "示例市民政局2023年政府信息公开工作年度报告",
        "1 一、总体情况",
        "2 （一）主动公开",
        "全年公开5条，见网站（http://a.cn/b）[1]。完毕。",
        "[1] 市府网站。",
        "2 （二）依申请公开",
        "框里一句。",
        "  [] ",
        "救助／人次",
        "救助／万元",
        "一季度 Number(Number(0)) NotApplicable",
        " Number(Number(7)) Blank",
    ];
    let found = printed(&imported.report);
    let wanted = wanted.map(str::to_owned);
    same(found.get(..wanted.len()).unwrap_or(&found), &wanted, "Word");
    let repairs: Vec<&str> = imported.repairs.iter().map(|repair| repair.what.words()).collect();
    for word in
        ["写出自动编号", "略去修订中删除的文字", "链接改写成文字", "脚注改为段落", "略去页眉页脚"]
    {
        assert!(repairs.contains(&word), "{word}: {repairs:?}");
    }
    for word in ["隐藏的文字", "1 条批注", "文本框", "套着表格"] {
        assert!(imported.doubts.iter().any(|doubt| doubt.what.contains(word)), "{word}");
    }
}

#[test]
fn broken_and_hostile_word_files_get_a_sentence() {
    let document = |inside: &str| {
        archive(&[(
            "word/document.xml",
            &format!("<w:document><w:body>{inside}</w:body></w:document>"),
        )])
    };
    let project = sample("shili-minzheng");
    let whole = file("docx", &Export::of(&project, 2024).unwrap());
    let bomb = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "0".repeat(30 << 20));
    for (bytes, word) in [
        (document(""), "空的"),
        (document(&bomb), "超出"),
        (document(&"<w:p>".repeat(100_000)), "超出"),
        (
            archive(&[("word/document.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><w:document/>")]),
            "超出",
        ),
        (whole.get(..whole.len() / 2).unwrap_or_default().to_vec(), "另存"),
    ] {
        let error = import::read("a.docx", &bytes, &Options::default()).unwrap_err().to_string();
        assert!(error.contains(word), "{error}");
    }
    let wide = r#"<w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr><w:p/></w:tc></w:tr>"#;
    let wide =
        format!("<w:p><w:r><w:t>2023年报告</w:t></w:r></w:p><w:tbl>{}</w:tbl>", wide.repeat(2000));
    assert!(import::read("a.docx", &document(&wide), &Options::default()).is_ok());
}

/// A saved page as publishing systems make them: frames, scripts, a table of keys above, links below.
fn page(text: &str) -> String {
    format!(
        "<html><head><meta charset=\"gb2312\"><title>示例市民政局2023年政府信息公开工作年度报告_示例市人民政府</title>\
         <script>document.write('<table><tr><td>广告</td></tr></table>')</script></head><body>\
         <div class=nav><a href=\"/\">首页</a> <a href=\"/zwgk\">政务公开</a></div>\
         <table><tr><td>索引号：</td><td>000-1</td></tr></table>\
         <table width=100%><tr><td><div id=zoom class=TRS_Editor>{text}</div></td></tr></table>\
         <div class=foot>主办：示例市人民政府办公室 备案号 1</div></body></html>"
    )
}

#[test]
fn a_saved_page_is_read_without_what_stands_around() {
    let text = page(
        "<p style=\"text-align:center\"><b>示例市民政局</b></p><p align=center>2023年政府信息公开工作年度报告</p>\
         <p>&nbsp;&nbsp;一、总体情况</p><p>　　全年公开信息\n245条，坚持按季</p><p>度报送，<font color=red>见<a href=\"http://a.cn/b\">网站</a></font>。</p>\
         <p><strong>二、主动</strong>公开</p><table border=1><tr><td rowspan=2>季度<td colspan=2>救助<tr><td>人次<td>万元\
         <tr><td><p>一季度</p><td>&nbsp;<td>/<tr><td>二季度<td>0<td>6.50</table>\
         <p>三、存在的问题</p><p>公开还不够。<img src=a.png></p>",
    );
    let wanted = [
        "示例市民政局\n2023年政府信息公开工作年度报告",
        "1 一、总体情况",
        "全年公开信息245条，坚持按季度报送，见网站（http://a.cn/b）。",
        "1 二、主动公开",
        "  [] ",
        "救助／人次",
        "救助／万元",
        "一季度 Blank NotApplicable",
        "二季度 Number(Number(0)) Number(Number(6.50))",
        "1 三、存在的问题",
        "公开还不够。",
    ]
    .map(str::to_owned);
    let (gbk, _, _) = encoding_rs::GBK.encode(&text);
    for (bytes, encoding) in [(text.as_bytes(), "UTF-8"), (gbk.as_ref(), "GB18030")] {
        let imported = read("a.html", bytes);
        same(&printed(&imported.report), &wanted, encoding);
        assert_eq!(imported.encoding, encoding);
        let around =
            imported.repairs.iter().find(|repair| repair.what.words().contains("网页正文以外"));
        let around = &around.unwrap().before;
        assert!(
            around.contains("首页") && around.contains("索引号") && !around.contains("广告"),
            "{around}"
        );
        assert!(imported.doubts.iter().any(|doubt| doubt.what.contains("有图片")));
    }
}

#[test]
fn hostile_pages_are_refused_or_read_at_once() {
    let head = "<html><body><h1>示例局2023年报告</h1><p>一、概述</p>";
    for (text, refused) in [
        ("<div>".repeat(200_000), true),
        ("<b>".repeat(200_000), true),
        (
            format!(
                "<table>{}</table>",
                "<tr><td colspan=1000000 rowspan=1000000>甲<td>乙".repeat(50)
            ),
            false,
        ),
        ("<table><tr><td>".repeat(900), false),
        ("&amp;".repeat(200_000), false),
    ] {
        let text = format!("{head}{text}");
        let found = import::read("a.html", text.as_bytes(), &Options::default());
        assert_eq!(found.is_err(), refused, "{found:.200?}");
    }
}

#[test]
fn the_tables_of_a_workbook_come_back() {
    for (project, year) in samples() {
        let export = Export::of(&project, year).unwrap();
        let imported = read("年报.xlsx", &file("xlsx", &export));
        let tables = |report: &Report| -> Vec<String> {
            let all = report.sections.iter().flat_map(Section::tables);
            all.filter(|table| !table.form.is_empty()).flat_map(table_lines).collect()
        };
        same(&tables(&imported.report), &tables(export.report), &format!("{year}"));
        assert_eq!(imported.agency.as_deref(), Some(export.agency));
        assert_eq!((imported.report.year, imported.report.form), (year, export.report.form));
    }
}

#[test]
fn a_workbook_has_live_totals_and_identities() {
    let project = sample("shili-minzheng");
    let bytes = file("xlsx", &Export::of(&project, 2024).unwrap());
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml").unwrap();
    for wanted in ["<f>SUM(", "<mergeCell ", "state=\"frozen\""] {
        assert!(sheet.contains(wanted), "{wanted}");
    }
    let strings = part(&bytes, "xl/sharedStrings.xml").unwrap();
    assert!(strings.contains("勾稽 一+二=三（七）+四：左右相减，应为 0"));
    // A wrong total stays the number that it is.
    let mut wrong = project.clone();
    let report = wrong.reports.get_mut(&2024).unwrap();
    let id = report.form_table("applications").unwrap().id;
    let table = report.table_mut(id).unwrap();
    table.rows[0].cells[6] = "999".into();
    let imported = read("年报.xlsx", &file("xlsx", &Export::of(&wrong, 2024).unwrap()));
    let table = imported.report.form_table("applications").unwrap();
    assert_eq!(table.cell(0, 6).unwrap().to_string(), "999");
    // Places behind the point are told by the format of the cell; nothing is left of the head of a block.
    let report = wrong.reports.get_mut(&2024).unwrap();
    let id = report.form_table("disclosure").unwrap().id;
    let rows = &mut report.table_mut(id).unwrap().rows;
    rows.last_mut().unwrap().cells.iter_mut().rev().take(1).for_each(|cell| *cell = "12.50".into());
    let imported = read("年报.xlsx", &file("xlsx", &Export::of(&wrong, 2024).unwrap()));
    let table = imported.report.form_table("disclosure").unwrap();
    assert_eq!(table.rows.last().unwrap().cells.last().unwrap().to_string(), "12.50");
    let texts: Vec<_> = imported.report.sections.iter().flat_map(Section::paragraphs).collect();
    assert!(texts.iter().all(|text| !text.text.contains("第二十条")), "{texts:?}");
}

#[test]
fn every_draft_tells_that_it_is_one_and_the_mark_reads_back_as_nothing() {
    let mut project = sample("lianxi");
    project.reports.get_mut(&2024).unwrap().title =
        "示例市民政局政务公开工作领导小组办公室2024年政府信息公开工作年度报告".to_owned();
    let export = Export::of(&project, 2024).unwrap();
    let mark = format!("草稿，未改正的错 {} 处", export.errors);
    for key in ["md", "txt", "html"] {
        let bytes = file(key, &export);
        assert!(String::from_utf8_lossy(&bytes).contains(&mark), "{key}");
    }
    for key in ["md", "txt", "html", "docx"] {
        let imported = read(&format!("年报.{key}"), &file(key, &export));
        assert_eq!(imported.report.title, export.report.title, "{key}");
        let lost = imported.doubts.iter().any(|doubt| doubt.what.contains("没有完整导入"));
        assert!(!lost, "{key}: {:?}", imported.doubts);
    }
    let json: serde_json::Value = serde_json::from_slice(&file("json", &export)).unwrap();
    assert_eq!(json["errors"], export.errors);
}

#[test]
fn what_is_no_workbook_gets_a_sentence() {
    let project = sample("shili-minzheng");
    let whole = file("xlsx", &Export::of(&project, 2024).unwrap());
    let half = whole.get(..whole.len() / 2).unwrap_or_default().to_vec();
    let hollow = archive(&[("xl/workbook.xml", "<workbook/>")]);
    let bomb = archive(&[("xl/workbook.xml", "<workbook/>"), ("xl/a.xml", &"0".repeat(30 << 20))]);
    let far = archive(&[
        ("xl/workbook.xml", "<workbook/>"),
        ("xl/worksheets/sheet1.xml", "<c r=\"A1\"/><c r=\"XFD1048576\"/>"),
    ]);
    for bytes in [half, hollow, bomb, far] {
        assert!(import::read("a.xlsx", &bytes, &Options::default()).is_err());
    }
}
