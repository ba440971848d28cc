//! Files that are something else than text, known by how they begin.

use super::error::ImportError;

/// First bytes, what the file is, what to do.
const KINDS: &[(&[u8], &str, &str)] = &[
    (
        b"PK\x03\x04",
        "办公文档或压缩包（odt、pptx、zip 等）",
        "文档请在 WPS 或 Word 里打开，另存为 Word 文档（docx）后再导入；压缩包请先解压",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "旧版办公文档，里面没有认得的文字或表格（例如 ppt、Works 的 wps）",
        "请在 WPS 或 Word 里打开，另存为 Word 文档（docx）后再导入",
    ),
    (b"{\\rtf", "富文本文档（RTF）", "请在 WPS 或 Word 里打开，另存为 Word 文档（docx）后再导入"),
    (b"\x89PNG", "图片（PNG）", "图片没有文字，请找文字版"),
    (b"\xff\xd8\xff", "图片（JPEG）", "图片没有文字，请找文字版"),
    (b"GIF8", "图片（GIF）", "图片没有文字，请找文字版"),
    (b"\x1f\x8b", "压缩文件（gz）", "请先解压"),
    (b"7z\xbc\xaf\x27\x1c", "压缩文件（7z）", "请先解压"),
    (b"Rar!", "压缩文件（rar）", "请先解压"),
];

/// Name of the part that every OFD file has.
const OFD: &[u8] = b"OFD.xml";

/// Opening of a file in XML that is no page, after blanks.
const MARKED: &[u8] = b"<?xml";

/// Refuses a file that begins like one of another kind.
pub(super) fn refuse_foreign(bytes: &[u8]) -> Result<(), ImportError> {
    if bytes.starts_with(b"PK") && bytes.windows(OFD.len()).any(|name| name == OFD) {
        let (kind, advice) =
            ("版式文件（OFD）", "请在阅读软件里转换或另存为 Word 文档（docx）或 PDF 后再导入");
        return Err(ImportError::Foreign { kind, advice });
    }
    let found = KINDS.iter().find(|(magic, ..)| bytes.starts_with(magic));
    if let Some(&(_, kind, advice)) = found {
        return Err(ImportError::Foreign { kind, advice });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let start = bytes.get(..bytes.len().min(16)).unwrap_or_default().to_ascii_lowercase();
    if start.starts_with(MARKED) {
        let (kind, advice) =
            ("XML 数据", "请用原来的软件打开，另存为 Word（docx）或纯文本（txt）后再导入");
        return Err(ImportError::Foreign { kind, advice });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_it_is() {
        for (bytes, word) in [
            (&b"PK\x03\x04rest"[..], "压缩包"),
            (b"PK\x03\x04....OFD.xml....", "OFD"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1", "wps"),
            (b"\xef\xbb\xbf \n<?xml version='1.0'?>", "XML"),
        ] {
            let error = refuse_foreign(bytes).unwrap_err().to_string();
            assert!(error.contains(word), "{error}");
        }
        assert_eq!(refuse_foreign("一、总体情况".as_bytes()), Ok(()));
    }
}
