//! Broken files: whatever is cut off or changed in a file, a reader answers in a sentence or with a report, and goes on.

use std::path::Path;

use nianbao::export;
use nianbao::export::Export;
use nianbao::import;
use nianbao::import::Options;
use nianbao::store;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// A change to the bytes of a file.
#[derive(Debug, Clone)]
enum Harm {
    /// The end is gone.
    Cut(usize),
    /// A byte is another.
    Change(usize, u8),
    /// A piece is gone.
    Drop(usize, usize),
    /// A piece stands there again.
    Again(usize, usize),
}

fn harm() -> impl Strategy<Value = Harm> {
    let at = any::<usize>();
    prop_oneof![
        1 => at.prop_map(Harm::Cut),
        4 => (at, any::<u8>()).prop_map(|(at, byte)| Harm::Change(at, byte)),
        1 => (at, 1_usize..400).prop_map(|(at, length)| Harm::Drop(at, length)),
        1 => (at, 1_usize..400).prop_map(|(at, length)| Harm::Again(at, length)),
    ]
}

impl Harm {
    fn on(&self, bytes: &mut Vec<u8>) {
        let place = |at: usize| at % bytes.len().max(1);
        match *self {
            Self::Cut(at) => bytes.truncate(place(at)),
            Self::Change(at, byte) => {
                let at = place(at);
                if let Some(own) = bytes.get_mut(at) {
                    *own = byte;
                }
            }
            Self::Drop(at, length) => {
                let at = place(at);
                let end = (at + length).min(bytes.len());
                bytes.drain(at..end);
            }
            Self::Again(at, length) => {
                let at = place(at);
                let end = (at + length).min(bytes.len());
                let piece = bytes.get(at..end).unwrap_or_default().to_vec();
                bytes.splice(at..at, piece);
            }
        }
    }
}

/// A whole file of a format, small.
fn whole(key: &str) -> Vec<u8> {
    if key == "pdf" {
        return crate::pdf::small();
    }
    if let Some(inside) = key.strip_prefix("inside ") {
        return whole(inside);
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/zhongwei-2017");
    let mut project = store::open(&folder).expect("a sample project").project;
    if let Some(report) = project.reports.get_mut(&2017) {
        report.sections.truncate(7);
    }
    let mut bytes = Vec::new();
    let format = export::format(key).expect("a format");
    (format.write)(&Export::of(&project, 2017).expect("a report"), &mut bytes).expect("written");
    bytes
}

/// Reads a file again and again, each time with other harm done to it; inside an archive it is done to a part.
fn suffer(key: &str, cases: u32) {
    let file = whole(key);
    let parts = key.starts_with("inside ").then(|| parts(&file));
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let harms = (prop::collection::vec(harm(), 1..6), any::<usize>());
    TestRunner::new(config)
        .run(&harms, |(harms, which)| {
            let bytes = match &parts {
                None => {
                    let mut bytes = file.clone();
                    for harm in &harms {
                        harm.on(&mut bytes);
                    }
                    bytes
                }
                Some(parts) => {
                    let mut parts = parts.clone();
                    let which = which % parts.len();
                    for harm in &harms {
                        harm.on(&mut parts[which].1);
                    }
                    archive(&parts)
                }
            };
            // A sentence or a report: both are answers.
            let ending = key.trim_start_matches("inside ");
            drop(import::read(&format!("年报.{ending}"), &bytes, &Options::default()));
            Ok(())
        })
        .expect("no harm is too much");
}

/// The parts of an archive with their names.
fn parts(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file)).expect("an archive");
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).expect("a part");
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut part, &mut bytes).expect("bytes");
            (part.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

fn archive(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), options).expect("begun");
        std::io::Write::write_all(&mut zip, bytes).expect("written");
    }
    zip.finish().expect("ended").into_inner()
}

/// Every reader, whole files and the parts inside archives.
const READERS: [&str; 8] =
    ["pdf", "docx", "inside docx", "xlsx", "inside xlsx", "html", "md", "txt"];

#[test]
fn no_harm_done_to_a_file_stops_the_program() {
    for key in READERS {
        suffer(key, 6);
    }
}

/// One reader for as long as one likes: `NIANBAO_READER=pdf NIANBAO_CASES=100000 cargo test --release no_harm_for_hours -- --ignored`.
#[test]
#[ignore = "runs as long as it is told to, for hunting"]
fn no_harm_for_hours() {
    let told = |name: &str| std::env::var(name).ok();
    let cases = told("NIANBAO_CASES").and_then(|cases| cases.parse().ok()).unwrap_or(2000);
    for key in READERS {
        if told("NIANBAO_READER").is_none_or(|wanted| wanted == key) {
            suffer(key, cases);
        }
    }
}
