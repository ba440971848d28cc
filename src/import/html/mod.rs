//! Saved web pages to pieces: the smallest element that holds the report, without what stands around it.

mod content;
mod guard;
mod mht;
mod table;
mod walk;

use scraper::{Html, Selector};

use super::error::ImportError;
use super::piece::{Fix, Mark, Piece, Source, What};
use super::{encoding, heading};

/// Openings of a web page, after blanks, in lower case.
const OPENINGS: [&str; 6] = ["<!doctype html", "<html", "<head", "<body", "<!--", "<?xml"];

/// Whether bytes are a web page or a web archive.
pub(super) fn is_page(bytes: &[u8]) -> bool {
    mht::is_archive(bytes) || is_html(bytes)
}

/// Whether bytes begin as a page does; UTF-16 is looked at without its zeros.
fn is_html(bytes: &[u8]) -> bool {
    let start: Vec<u8> =
        bytes.iter().take(4096).copied().filter(|byte| byte.is_ascii() && *byte != 0).collect();
    let start = String::from_utf8_lossy(&start).trim_start().to_ascii_lowercase();
    let opens = OPENINGS.iter().any(|opening| start.starts_with(opening));
    let is_page = ["<html", "<head", "<body", "<div", "<table", "<!doctype html"];
    opens && is_page.iter().any(|tag| start.contains(tag))
}

/// Reads a saved page.
pub(super) fn read(bytes: &[u8]) -> Result<Source, ImportError> {
    let inside = mht::page(bytes)?;
    let decoded = encoding::decode(inside.as_deref().unwrap_or(bytes))?;
    guard::check(&decoded.text)?;
    let page = Html::parse_document(&decoded.text);
    let generator = meta(&page, "generator").unwrap_or_default();
    let own = generator == "nianbao";
    // These end lines at blanks only; others anywhere between Chinese characters.
    let wraps = ["LibreOffice", "OpenOffice"].iter().any(|name| generator.starts_with(name));
    let found = content::find(&page);
    let mut pieces = walk::pieces(found.root, own, wraps);
    title(&page, &mut pieces);
    if !found.around.is_empty()
        && let Some(last) = pieces.last_mut()
    {
        last.fixes.push(Fix::new(What::Around, found.around, ""));
    }
    Ok(Source { pieces, encoding: Some(decoded.name) })
}

/// What a page says of itself under a name.
fn meta(page: &Html, name: &str) -> Option<String> {
    let selector = Selector::parse("meta[name][content]").ok()?;
    let found = page
        .select(&selector)
        .find(|meta| meta.attr("name").is_some_and(|own| own.eq_ignore_ascii_case(name)))?;
    found.attr("content").map(str::to_owned)
}

/// How many pieces are looked at for a title.
const HEAD: usize = 4;

/// Puts the title of the page before a text that has none of its own.
fn title(page: &Html, pieces: &mut Vec<Piece>) {
    let names = |text: &str| text.contains("报告") || text.contains("年报");
    let has_one =
        pieces.iter().filter_map(Piece::as_text).filter(|text| !text.is_empty()).take(HEAD).any(
            |text| names(text) && heading::is_short(text) && heading::numbered(text).is_none(),
        );
    if has_one {
        return;
    }
    let texts = |selector: &str| -> Vec<String> {
        let Ok(selector) = Selector::parse(selector) else { return Vec::new() };
        page.select(&selector).map(|found| found.text().collect::<String>()).collect()
    };
    let mut candidates: Vec<String> = meta(page, "ArticleTitle").into_iter().collect();
    candidates.extend(["h1", "h2", "h3", "title"].into_iter().flat_map(texts));
    let cut = |text: &String| {
        let text = text.split(['_', '|']).next().unwrap_or_default().split(" - ").next();
        text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let found = candidates.iter().map(cut).find(|text| names(text) && heading::is_short(text));
    if let Some(text) = found {
        let mut piece = Piece::text(text.as_str(), Mark::Heading(1));
        piece.doubts.push(format!("标题取自网页的标题“{text}”"));
        pieces.insert(0, piece);
    }
}
