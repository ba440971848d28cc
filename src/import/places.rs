//! How many places the cells of a workbook (xlsx) show behind the point: 12.50 is kept as 12.5, and its format tells the rest.

use std::collections::HashMap;

use super::error::ImportError;
use super::package::Package;
use super::xml::{self, Element};

/// Places behind the point, by sheet and by row and column counted from 0.
#[derive(Debug, Default)]
pub(super) struct Places(HashMap<(String, u32, u32), usize>);

impl Places {
    /// What the parts of a workbook tell; nothing where they cannot be understood.
    pub(super) fn of(package: &mut Package<'_>) -> Result<Self, ImportError> {
        let mut part = |name: &str| package.part(name);
        let styles = part("xl/styles.xml")?.map(|part| xml::read(&part)).transpose()?;
        let formats = styles.as_ref().map(formats).unwrap_or_default();
        if formats.iter().all(Option::is_none) {
            return Ok(Self::default());
        }
        let book = part("xl/workbook.xml")?.map(|part| xml::read(&part)).transpose()?;
        let links = part("xl/_rels/workbook.xml.rels")?.map(|part| xml::read(&part)).transpose()?;
        let (Some(book), Some(links)) = (book, links) else { return Ok(Self::default()) };
        let mut places = HashMap::new();
        for sheet in book.descendants().into_iter().filter(|one| one.name == "sheet") {
            let target = links.elements().find(|link| {
                link.attribute("Id").is_some() && link.attribute("Id") == sheet.attribute("r:id")
            });
            let Some(target) = target.and_then(|link| link.attribute("Target")) else { continue };
            let path = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("xl/{target}"),
            };
            let Some(bytes) = part(&path)? else { continue };
            let name = sheet.attribute("name").unwrap_or_default();
            for ((row, column), style) in styled(&bytes) {
                if let Some(Some(shown)) = formats.get(style) {
                    places.insert((name.to_owned(), row, column), *shown);
                }
            }
        }
        Ok(Self(places))
    }

    /// The places that a cell shows, if its format says so.
    pub(super) fn get(&self, sheet: &str, row: u32, column: u32) -> Option<usize> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&(sheet.to_owned(), row, column)).copied()
    }
}

/// For every cell style the places that its number format shows; none for formats that are no plain decimals.
fn formats(styles: &Element) -> Vec<Option<usize>> {
    let all = styles.descendants();
    let code = |id: &str| {
        let own =
            all.iter().find(|one| one.name == "numFmt" && one.attribute("numFmtId") == Some(id));
        match own {
            Some(own) => own.attribute("formatCode").map(str::to_owned),
            None => match id {
                "2" => Some("0.00".to_owned()),
                "4" | "39" | "40" => Some("#,##0.00".to_owned()),
                _ => None,
            },
        }
    };
    let styles = styles.elements().find(|one| one.name == "cellXfs");
    let styles = styles.map(|list| list.elements().collect::<Vec<_>>()).unwrap_or_default();
    styles.into_iter().map(|style| shown(&code(style.attribute("numFmtId")?)?)).collect()
}

/// How many places a format shows, if it is nothing but digits and separators.
fn shown(code: &str) -> Option<usize> {
    let first = code.split(';').next().unwrap_or_default();
    let plain = first.trim_end_matches(['_', ' ', ')', '\\']);
    let (_, places) = plain.rsplit_once('.')?;
    let is_plain = plain.chars().all(|c| matches!(c, '0' | '#' | ',' | '.'));
    (is_plain && places.bytes().all(|byte| byte == b'0')).then_some(places.len())
}

/// The cells of a sheet with their styles, as far as they have one.
fn styled(sheet: &[u8]) -> Vec<((u32, u32), usize)> {
    let mut cells = Vec::new();
    let starts = sheet.windows(3).enumerate().filter(|(_, mark)| *mark == b"<c ");
    for (at, _) in starts {
        let tag = sheet.get(at..).unwrap_or_default();
        let end = tag.iter().take(200).position(|byte| *byte == b'>').unwrap_or_default();
        let tag = String::from_utf8_lossy(tag.get(..end).unwrap_or_default());
        let value = |name: &str| {
            let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
            rest.split('"').next()
        };
        let place = value("r").and_then(place);
        let style = value("s").and_then(|style| style.parse().ok());
        cells.extend(place.zip(style));
    }
    cells
}

/// Row and column, from 0, of a name such as `AB12`.
fn place(name: &str) -> Option<(u32, u32)> {
    let digits = name.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = name.strip_suffix(digits)?;
    let column = letters.bytes().try_fold(0_u32, |column, byte| {
        column.checked_mul(26)?.checked_add(u32::from(byte - b'A') + 1)
    })?;
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_tell_the_places() {
        for (code, places) in [
            ("0.00", Some(2)),
            ("#,##0.0;-#,##0.0", Some(1)),
            ("0", None),
            ("0.00%", None),
            ("yyyy.m.d", None),
            ("0.0#", None),
        ] {
            assert_eq!(shown(code), places, "{code}");
        }
        assert_eq!(place("AB12"), Some((11, 27)));
        assert_eq!(place("12"), None);
    }
}
