//! PDF in: pages written here byte by byte, as the programs of offices write them.

use std::fmt::Write as _;

use nianbao::export;
use nianbao::import;
use nianbao::import::{Imported, Options};
use nianbao::model::{Block, Cell, Section};

/// A file of these pages; each is the content that draws it. The font `F` is of the old kind that is not in the file and
/// writes UTF-16, `G` the same in GBK, `M` has a map to Unicode of its own.
fn pdf(pages: &[String]) -> Vec<u8> {
    pdf_with(pages, "", "")
}

/// The same with more said of every page and in the trailer.
fn pdf_with(pages: &[String], of_page: &str, trailer: &str) -> Vec<u8> {
    let map =
        "1 beginbfrange <0001> <0100> <4E00> endbfrange 1 beginbfchar <0200> <0020> endbfchar";
    let below = "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song /DW 1000 /W [814 939 500] >>]";
    let font = |encoding: &str, more: &str| {
        format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /{encoding} {below} {more} >>"
        )
    };
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 7 + 2 * at)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!(
            "<< /Type /Pages /Kids [{}] /Count {} /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R /G 4 0 R /M 5 0 R >> /XObject << /X 6 0 R >> >> >>",
            kids.join(" "),
            pages.len()
        ),
        font("UniGB-UCS2-H", ""),
        font("GBK-EUC-H", ""),
        font("Identity-H", &format!("/ToUnicode {} 0 R", 7 + 2 * pages.len())),
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\nstream\n0\nendstream".to_owned(),
    ];
    for (at, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /Contents {} 0 R {of_page} >>",
            8 + 2 * at
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len()));
    }
    objects.push(format!("<< /Length {} >>\nstream\n{map}\nendstream", map.len()));
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        write!(file, "{} 0 obj\n{object}\nendobj\n", at + 1).unwrap();
    }
    let start = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for place in places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    let size = objects.len() + 1;
    write!(file, "trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n")
        .unwrap();
    file.into_bytes()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02X}").unwrap();
        text
    })
}

/// Text at a place, 16 points high.
fn at(x: f32, y: f32, text: &str) -> String {
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let hex = hex(&bytes);
    format!("BT /F 16 Tf 1 0 0 1 {x} {y} Tm <{hex}> Tj ET\n")
}

/// Lines of a page, 28 points apart, each 27 characters wide at most.
fn page(lines: &[&str]) -> String {
    let mut content = String::new();
    for (number, line) in (0_u16..).zip(lines) {
        let plain = line.trim_start_matches('　');
        let indent = line.chars().count() - plain.chars().count();
        let x = 80.0 + 16.0 * f32::from(u16::try_from(indent).unwrap());
        content += &at(x, 740.0 - 28.0 * f32::from(number), plain);
    }
    content
}

/// A small report with a paragraph, a table and a font of its own.
pub(crate) fn small() -> Vec<u8> {
    let text = page(&["示例局2023年报告", "　　一、总体情况", "　　全年公开信息 5 条。"]);
    let table = rules(&[[80.0, 400.0, 480.0, 400.0], [80.0, 360.0, 480.0, 360.0]])
        + &rules(&[
            [80.0, 400.0, 80.0, 360.0],
            [280.0, 400.0, 280.0, 360.0],
            [480.0, 400.0, 480.0, 360.0],
        ])
        + &at(90.0, 370.0, "甲")
        + &at(300.0, 370.0, "5");
    pdf(&[format!("{text}{table}BT /M 16 Tf 80 300 Td [<0001> -20 <0002>] TJ ET")])
}

fn read(bytes: &[u8]) -> Imported {
    import::read("年报.pdf", bytes, &Options::default()).expect("a report")
}

fn refused(bytes: &[u8]) -> String {
    import::read("年报.pdf", bytes, &Options::default()).expect_err("no report").to_string()
}

fn paragraphs(imported: &Imported) -> Vec<String> {
    let sections = imported.report.sections.iter();
    sections.flat_map(Section::paragraphs).map(|paragraph| paragraph.text.clone()).collect()
}

fn titles(imported: &Imported) -> Vec<&str> {
    imported.report.sections.iter().map(|section| section.title.as_str()).collect()
}

#[test]
fn lines_become_paragraphs_and_page_furniture_is_left_out() {
    let pages = [
        page(&[
            "　　　　　　　　示例市民政局文件",
            "　　　　　示例市民政局2023年政府信息公开",
            "　　　　　　　　　工作年度报告",
            "　　一、总体情况",
            "　　本局坚持以公开为常态、不公开为例外，全年通过政府",
            "网站主动公开信息 245 条，其中社会救助类 90 条，养老",
            "　　　　　　　　　　　　— 1 —",
        ]),
        page(&[
            "　　　　　　　　示例市民政局文件",
            "服务类 88 条，其他 67 条。各科室按季报送，办公室核对",
            "后上网，没有延误。",
            "　　组织培训 2 次。",
            "　　（一）主动公开",
            "　　全年平稳。",
            "　　　　　　　　　　　　— 2 —",
        ]),
    ];
    let imported = read(&pdf(&pages));
    assert_eq!(imported.report.title, "示例市民政局2023年政府信息公开\n工作年度报告");
    assert_eq!(titles(&imported), ["总体情况", "主动公开"]);
    assert_eq!(
        paragraphs(&imported),
        [
            "本局坚持以公开为常态、不公开为例外，全年通过政府网站主动公开信息 245 条，其中社会救助类 90 条，养老服务类 88 条，其他 67 条。各科室按季报送，办公室核对后上网，没有延误。",
            "组织培训 2 次。",
            "全年平稳。"
        ]
    );
    let told: Vec<&str> = imported.repairs.iter().map(|repair| repair.before.as_str()).collect();
    assert_eq!(told, ["示例市民政局文件", "— 1 —", "— 2 —"]);
    assert_eq!(imported.encoding, "PDF");
}

/// A rectangle of rules, and more rules inside it.
fn rules(rules: &[[f32; 4]]) -> String {
    let one = |[x, y, to_x, to_y]: &[f32; 4]| format!("{x} {y} m {to_x} {to_y} l S\n");
    rules.iter().map(one).collect::<Vec<_>>().concat()
}

#[test]
fn ruled_tables_come_with_their_merged_cells() {
    let grid = [
        [80.0, 700.0, 480.0, 700.0],
        [180.0, 670.0, 480.0, 670.0],
        [80.0, 640.0, 480.0, 640.0],
        [80.0, 610.0, 480.0, 610.0],
        [80.0, 580.0, 480.0, 580.0],
        [80.0, 700.0, 80.0, 580.0],
        [180.0, 700.0, 180.0, 580.0],
        [330.0, 670.0, 330.0, 580.0],
        [480.0, 700.0, 480.0, 580.0],
    ];
    let content = at(80.0, 780.0, "示例局2023年报告")
        + &at(80.0, 740.0, "一、救助")
        + &rules(&grid)
        + &at(110.0, 664.0, "季度")
        + &at(300.0, 678.0, "救助")
        + &at(230.0, 648.0, "人次")
        + &at(380.0, 648.0, "万元")
        + &at(90.0, 618.0, "一季度")
        + &at(240.0, 618.0, "0")
        + &at(380.0, 618.0, "6.50")
        + &at(90.0, 588.0, "二季度")
        + &at(240.0, 588.0, "/")
        + &at(80.0, 540.0, "　　表外的话。");
    let imported = read(&pdf(&[content]));
    let section = &imported.report.sections[0];
    let Block::Table(table) = &section.blocks[0] else { panic!("{section:?}") };
    assert_eq!(table.columns[1].label, ["救助", "万元"]);
    assert_eq!(table.rows[0].cells, [Cell::from("0"), Cell::from("6.50")]);
    assert_eq!(table.rows[1].cells, [Cell::NotApplicable, Cell::Blank]);
    assert_eq!(paragraphs(&imported), ["表外的话。"]);
}

#[test]
fn a_table_goes_on_on_the_next_page_without_its_header_again() {
    let sheet = |rows: &[[&str; 2]]| {
        let mut content = String::new();
        for (at_row, [label, value]) in (0_u16..).zip(rows) {
            let y = 700.0 - 30.0 * f32::from(at_row);
            content += &rules(&[[80.0, y, 480.0, y], [80.0, y - 30.0, 480.0, y - 30.0]]);
            content += &(at(90.0, y - 22.0, label) + &at(300.0, y - 22.0, value));
            for x in [80.0, 280.0, 480.0] {
                content += &rules(&[[x, y, x, y - 30.0]]);
            }
        }
        content
    };
    let first =
        at(80.0, 780.0, "示例局2023年报告") + &sheet(&[["项目", "人次"], ["甲", "1"], ["乙", "2"]]);
    let second = sheet(&[["项目", "人次"], ["丙", "3"]]) + &at(80.0, 400.0, "　　完。");
    let imported = read(&pdf(&[first, second]));
    let tables: Vec<_> = imported.report.sections.iter().flat_map(Section::tables).collect();
    assert_eq!(tables.len(), 1);
    let labels: Vec<&str> = tables[0].rows.iter().map(|row| row.label[0].as_str()).collect();
    assert_eq!(labels, ["甲", "乙", "丙"]);
}

#[test]
fn old_fonts_forms_and_turned_pages_are_read() {
    let (gbk, _, _) = encoding_rs::GBK.encode("2023年公开");
    let gbk = hex(&gbk);
    let content = format!(
        "{}BT /G 16 Tf 80 700 Td <{gbk}> Tj ET\nBT /M 16 Tf 80 660 Td [<0001> -20 <0002>] TJ 0 -40 TD <0003> ' ET",
        at(80.0, 740.0, "示例局2023年报告")
    );
    assert_eq!(
        paragraphs(&read(&pdf(std::slice::from_ref(&content)))),
        ["2023年公开", "一丁", "丂"]
    );
    // A page shown on its side is drawn on its side.
    let aside = format!("0 1 -1 0 0 0 cm\n{content}");
    let imported = read(&pdf_with(&[aside], "/Rotate 90", ""));
    assert_eq!(paragraphs(&imported), ["2023年公开", "一丁", "丂"]);
    let upward = format!("{content}\nBT /F 16 Tf 0 1 -1 0 500 100 Tm <65E0> Tj ET");
    let imported = read(&pdf(&[upward]));
    assert!(
        imported.doubts.iter().any(|doubt| doubt.what.contains("竖排或斜排的字，没有导入：无"))
    );
}

#[test]
fn what_has_no_text_to_read_gets_a_sentence() {
    let text = page(&["示例局2023年报告", "全年平稳。"]);
    let whole = pdf(std::slice::from_ref(&text));
    let half = whole[..40].to_vec();
    let unknown = "BT /Q 16 Tf 80 700 Td <0001> Tj ET".to_owned();
    for (bytes, word) in [
        (pdf(&["/X Do".to_owned()]), "扫描件"),
        (pdf(&[String::new()]), "空的"),
        (pdf(&[unknown]), "没有写明字符"),
        (half, "损坏"),
        (b"%PDF-1.7 nothing else".to_vec(), "损坏"),
        (
            pdf_with(
                std::slice::from_ref(&text),
                "",
                "/Encrypt << /Filter /Standard /V 1 /R 2 /O (0123456789abcdef0123456789abcdef) /U (0123456789abcdef0123456789abcdef) /P -4 >> /ID [(a) (a)]",
            ),
            "密码",
        ),
    ] {
        let told = refused(&bytes);
        assert!(told.contains(word), "{word}: {told}");
    }
    // A page that is a picture among others is told.
    let imported = read(&pdf(&[text, "/X Do".to_owned()]));
    assert!(imported.doubts.iter().any(|doubt| doubt.what.contains("第 2 页是图片")));
}

#[test]
fn hostile_pages_are_refused_or_read_at_once() {
    let title = at(80.0, 740.0, "示例局2023年报告");
    for content in [
        "q ".repeat(200_000),
        "[".repeat(100_000),
        "0 0 m 9 9 l ".repeat(200_000) + "S",
        "BT /F 1e38 Tf 1e38 0 0 1e38 1e38 1e38 Tm <65E0> Tj ET".repeat(1000),
        "0 0 595 842 re S 1 1 500 500 re S ".repeat(3000),
    ] {
        let _ = import::read("a.pdf", &pdf(&[format!("{title}{content}")]), &Options::default());
    }
}

#[test]
fn ofd_and_other_archives_get_a_sentence() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("OFD.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    let told = import::read("a.ofd", &bytes, &Options::default()).unwrap_err().to_string();
    assert!(told.contains("OFD") && told.contains("docx"), "{told}");
    assert!(export::format("pdf").is_none());
}
