//! Web archives (mht): the page among the parts of a mail.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::import::ImportError;

/// Parts inside parts.
const DEPTH: usize = 4;

/// Parts of one archive.
const PARTS: usize = 2_000;

/// Whether bytes are the head of a mail with a page inside.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let head = start.lines().next().unwrap_or_default();
    let named = head.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    named && start.contains("mime-version:") && start.contains("content-type: multipart/")
}

/// The page of an archive; none where the bytes are no archive.
pub(super) fn page(bytes: &[u8]) -> Result<Option<Vec<u8>>, ImportError> {
    if !is_archive(bytes) {
        return Ok(None);
    }
    let mut left = PARTS;
    html(bytes, 0, &mut left).map(Some).ok_or(ImportError::Damaged)
}

/// The first page among parts.
fn html(part: &[u8], depth: usize, left: &mut usize) -> Option<Vec<u8>> {
    *left = left.checked_sub(1)?;
    let (head, body) = split(part)?;
    let kind = header(&head, "content-type").unwrap_or_default();
    let lower = kind.to_ascii_lowercase();
    if lower.starts_with("text/html") {
        let encoding = header(&head, "content-transfer-encoding").unwrap_or_default();
        return Some(decoded(body, encoding.trim()));
    }
    if !lower.starts_with("multipart/") || depth > DEPTH {
        return None;
    }
    let at = lower.find("boundary=")? + "boundary=".len();
    let boundary = kind.get(at..)?.trim_start_matches('"').split(['"', ';']).next()?.trim();
    if boundary.is_empty() {
        return None;
    }
    let mark = format!("--{boundary}");
    parts(body, mark.as_bytes()).into_iter().find_map(|part| html(part, depth + 1, left))
}

/// Head and body, parted by the first empty line.
fn split(part: &[u8]) -> Option<(String, &[u8])> {
    let find = |mark: &[u8]| {
        part.windows(mark.len()).position(|window| window == mark).map(|at| (at, mark.len()))
    };
    let (at, length) = match (find(b"\r\n\r\n"), find(b"\n\n")) {
        (Some(one), Some(other)) => {
            if one.0 < other.0 {
                one
            } else {
                other
            }
        }
        (one, other) => one.or(other)?,
    };
    Some((String::from_utf8_lossy(part.get(..at)?).into_owned(), part.get(at + length..)?))
}

/// The value of a header, its continued lines joined.
fn header(head: &str, name: &str) -> Option<String> {
    let mut lines = head.lines();
    let start = lines.find_map(|line| {
        let (own, value) = line.split_once(':')?;
        own.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })?;
    let rest = lines.take_while(|line| line.starts_with([' ', '\t'])).map(str::trim);
    Some(rest.fold(start, |value, line| format!("{value} {line}")))
}

/// The parts between the lines that begin with a mark.
fn parts<'b>(body: &'b [u8], mark: &[u8]) -> Vec<&'b [u8]> {
    let mut found = Vec::new();
    let mut from: Option<usize> = None;
    let mut at = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(mark) {
            found.extend(from.and_then(|from| body.get(from..at)));
            from = Some(at + line.len());
        }
        at += line.len();
    }
    found.extend(from.and_then(|from| body.get(from..)).filter(|part| part.len() > 4));
    found
}

fn decoded(body: &[u8], encoding: &str) -> Vec<u8> {
    if encoding.eq_ignore_ascii_case("base64") {
        let plain: Vec<u8> = body
            .iter()
            .copied()
            .filter(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(byte))
            .collect();
        return STANDARD.decode(plain).unwrap_or_default();
    }
    if encoding.eq_ignore_ascii_case("quoted-printable") {
        return quoted(body);
    }
    body.to_vec()
}

/// Quoted-printable: `=E4`, and `=` at the end of a line that goes on.
fn quoted(body: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'=' {
            text.push(*first);
            continue;
        }
        let hex = |byte: &u8| char::from(*byte).to_digit(16);
        match after {
            [b'\r', b'\n', after @ ..] | [b'\n', after @ ..] => rest = after,
            [one, two, after @ ..] => match (hex(one), hex(two)) {
                (Some(one), Some(two)) => {
                    text.push(u8::try_from(one * 16 + two).unwrap_or_default());
                    rest = after;
                }
                _ => text.push(b'='),
            },
            _ => text.push(b'='),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_among_its_pictures() {
        let archive = |encoding: &str, body: &str| {
            format!(
                "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"--x\"\r\n\r\n\r\n----x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n----x\r\nContent-Type: text/html;\r\n charset=\"utf-8\"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n----x--\r\n"
            )
        };
        for (encoding, body) in [
            ("quoted-printable", "<p>=E7=94=B2=\r\n=3D1</p>"),
            ("base64", "PHA+55Sy\r\nPTE8L3A+"),
            ("8bit", "<p>甲=1</p>"),
        ] {
            let found = page(archive(encoding, body).as_bytes()).unwrap().unwrap();
            assert_eq!(String::from_utf8(found).unwrap().trim(), "<p>甲=1</p>", "{encoding}");
        }
        assert_eq!(page("一、概述".as_bytes()), Ok(None));
        assert!(
            page(b"a: b\nMIME-Version: 1\nContent-Type: multipart/related; boundary=x\n\n--x\n")
                .is_err()
        );
    }
}
