//! Word, web pages and spreadsheets out and in again: what an office hands in, and gets back.

use std::path::Path;
use std::process::Command;

use nianbao::export;
use nianbao::export::Export;
use nianbao::model::{Section, Status};
use nianbao::project::Project;
use nianbao::store;

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
