//! What was saved can be looked at and brought back; what was done survives the end of the program; a damaged report opens as
//! far as it can be read.

use std::fs;
use std::path::{Path, PathBuf};

use nianbao::app::{Action, Effect, Opened, Outcome, Size, State, update};
use nianbao::model::{Block, Id, Ids, Paragraph, Report, Section};
use nianbao::project::Project;
use nianbao::runtime::{Headless, Loaded};
use nianbao::store;
use nianbao::ui::Theme;
use tempfile::TempDir;

use crate::support::{self, copy, sees, shown};

/// Opens the text of 2024 and puts the caret behind its first paragraph.
const TO_TEXT: &str = "enter down down down down f2 end";
/// Lists the versions.
const TO_VERSIONS: &str = "ctrl-p 历史版本 enter";

struct Office {
    project: TempDir,
    state: TempDir,
}

impl Office {
    fn new() -> Self {
        let (project, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/lianxi"), project.path());
        Self { project, state }
    }

    fn folder(&self) -> PathBuf {
        fs::canonicalize(self.project.path()).unwrap()
    }

    fn path(&self) -> PathBuf {
        self.folder().join("reports/2024.ron")
    }

    fn report(&self) -> String {
        fs::read_to_string(self.path()).unwrap()
    }

    fn open(&self) -> Headless {
        let state = self.state.path().join("nianbao");
        let found = store::open(&self.folder()).unwrap();
        let theme = Theme::built_in("默认").unwrap();
        let size = Size { columns: 80, rows: 24 };
        let loaded = Loaded::of(found, Some(state.clone()), "李四");
        let mut session = Headless::new(Some(loaded), size, theme);
        session.work_as(state, "李四");
        session
    }

    /// Types words behind the first paragraph and saves.
    fn save(&self, words: &str) {
        let mut session = self.open();
        session.press("esc esc esc").unwrap();
        session.go_to("2024/0/1").unwrap();
        session.press("end").unwrap();
        session.press(words).unwrap();
        session.press("esc ctrl-s ctrl-q").unwrap();
        assert!(self.report().contains(words) && session.has_left(), "{}", shown(&session));
    }
}

#[test]
fn every_save_is_listed_compared_and_brought_back() {
    let office = Office::new();
    let before = office.report();
    office.save("饕餮");
    let first = office.report();
    office.save("盛宴");
    assert_eq!(support::versions(&office.folder()), [office.report(), first, before]);
    let mut session = office.open();
    session.press(TO_VERSIONS).unwrap();
    for words in ["历史版本", "李四", "保存", "改了正文 1 段", "别处改的", "最早的一版"]
    {
        sees(&session, words);
    }
    session.press("down down enter").unwrap();
    for words in ["与现在比", "正文 1 段不同", "{+盛宴饕餮+}", "1 返回", "2 恢复一节", "3 恢复整份"]
    {
        sees(&session, words);
    }
    session.press("2").unwrap();
    sees(&session, "前言");
    session.press("enter").unwrap();
    sees(&session, "已恢复“”到");
    let text = |session: &Headless| format!("{:?}", session.state().report().unwrap());
    assert!(!text(&session).contains("饕餮") && office.report().contains("饕餮"));
    session.press("ctrl-z").unwrap();
    assert!(text(&session).contains("盛宴饕餮"));
    session.press(TO_VERSIONS).unwrap();
    session.press("down enter 3").unwrap();
    sees(&session, "已恢复整份到");
    assert!(text(&session).contains("饕餮") && !text(&session).contains("盛宴"));
    session.press("ctrl-s").unwrap();
    assert!(!office.report().contains("盛宴"));
    assert_eq!(support::versions(&office.folder()).len(), 4);
}

#[test]
fn a_section_that_was_taken_out_is_put_back_where_it_was() {
    let office = Office::new();
    office.save("饕餮");
    let mut session = office.open();
    let sections = |session: &Headless| session.state().report().unwrap().sections.clone();
    let whole = sections(&session);
    session.press("esc esc esc").unwrap();
    session.go_to("2024/2").unwrap();
    session.press("ctrl-p 删除这一节 enter").unwrap();
    assert_eq!(sections(&session).len(), whole.len() - 1, "{}", shown(&session));
    session.press(TO_VERSIONS).unwrap();
    session.press("enter 2 enter").unwrap();
    assert_eq!(sections(&session), whole, "{}", shown(&session));
}

#[test]
fn a_report_without_versions_says_so_and_one_that_is_read_only_too() {
    let office = Office::new();
    let mut first = office.open();
    first.press(TO_VERSIONS).unwrap();
    sees(&first, "还没有历史版本；每次保存都会留一份");
    drop(first);
    office.save("饕餮");
    let mut session = office.open();
    session.press(TO_VERSIONS).unwrap();
    session.press("enter").unwrap();
    sees(&session, "与现在的相同");
    session.press("3").unwrap();
    assert!(!session.state().has_unsaved());
    session.press("esc esc").unwrap();
}

#[test]
fn what_was_done_can_be_taken_back_after_a_restart_and_the_caret_is_where_it_was() {
    let office = Office::new();
    let before = office.report();
    let mut session = office.open();
    session.press(TO_TEXT).unwrap();
    session.press("饕餮 esc").unwrap();
    session.press("ctrl-s ctrl-q").unwrap();
    assert!(session.has_left());
    let caret = session.state().page.caret;
    let mut session = office.open();
    assert_eq!(session.state().page.caret.spot, caret.spot);
    assert_eq!(session.state().page.caret.offset, caret.offset);
    session.press("ctrl-z").unwrap();
    sees(&session, "已撤销：键入");
    session.press("ctrl-s").unwrap();
    assert_eq!(office.report(), before);
    session.press("ctrl-q").unwrap();
    // What the file holds now is not what the session left: nothing is taken back from it.
    fs::write(office.path(), before.replacen("title: \"", "title: \"新", 1)).unwrap();
    let mut session = office.open();
    session.press("ctrl-y").unwrap();
    assert!(!session.state().has_unsaved());
}

#[test]
fn a_list_of_findings_is_narrowed_as_it_was() {
    let office = Office::new();
    let mut session = office.open();
    session.press("f5").unwrap();
    session.press("ctrl-p 筛选问题 enter").unwrap();
    session.press("警 enter").unwrap();
    let narrowed = shown(&session);
    session.press("ctrl-q").unwrap();
    assert!(session.has_left(), "{}", shown(&session));
    let session = office.open();
    let title = narrowed.lines().find(|row| row.contains("只看：警")).unwrap();
    sees(&session, title);
}

#[test]
fn a_damaged_report_opens_as_far_as_it_can_be_read_and_its_last_version_is_offered() {
    let office = Office::new();
    office.save("饕餮");
    let good = office.report();
    let broken = good.replacen("饕餮", "饕餮\"", 1);
    assert_ne!(broken, good);
    fs::write(office.path(), &broken).unwrap();
    let mut session = office.open();
    for words in ["2024 年报坏了（第 23 行）", "最近的好版本：李四，", "1 先不动", "2 换成这个版本"]
    {
        sees(&session, words);
    }
    session.press("1").unwrap();
    let report = format!("{:?}", session.state().report().unwrap());
    assert!(report.contains("读不出，原文如下") && report.contains("饕餮"));
    session.press("esc esc esc").unwrap();
    session.go_to("2024/0/1").unwrap();
    session.press("f2 囍").unwrap();
    assert!(!session.state().has_unsaved(), "it may only be looked at");
    assert_eq!(office.report(), broken);
    let mut session = office.open();
    session.press("2").unwrap();
    assert_eq!(office.report(), good, "{}", shown(&session));
    assert_eq!(session.state().read_only(), None);
    assert!(support::versions(&office.folder()).contains(&broken), "the damaged file is kept");
}

#[test]
fn of_a_long_report_only_what_was_done_is_kept_after_the_first_time() {
    let mut report = Report::new(2024, "年报".to_owned()).unwrap();
    let text = "政府信息公开。".repeat(25);
    let paragraph = |_| Block::Paragraph(Paragraph::new(Id::default(), text.clone()));
    let blocks = (0..2_100).map(paragraph).collect();
    report.sections = vec![Section { level: 1, blocks, ..Section::default() }];
    report.give_ids(&mut Ids::of_text("年报"));
    let mut project = Project::default();
    project.reports.insert(2024, report);
    let mut state = State::new(Size { columns: 80, rows: 24 }, 1);
    let opened = Opened::of("/年报".to_owned(), project);
    update(&mut state, Action::Outcome(Outcome::Opened(Box::new(opened))));
    state.go_to("2024/1/1").unwrap();
    let mut keep = |words: &str| {
        update(&mut state, Action::Phrase(words.to_owned()));
        let effects = state.keep();
        let [effect] = effects.as_slice() else { panic!("{}", effects.len()) };
        match effect {
            Effect::Keep(_, work) => {
                assert!(format!("{:?}", work.report).contains(words));
                "whole"
            }
            Effect::KeepMore(_, changes) => {
                assert!(format!("{changes:?}").contains(words) && changes.len() == 1);
                if words == "囍" {
                    let why = Err("磁盘满了".to_owned());
                    update(&mut state, Action::Outcome(Outcome::Kept(2024, why)));
                }
                "more"
            }
            _ => "else",
        }
    };
    let kept: Vec<&str> = ["饕餮", "盛宴", "囍", "鱻"].into_iter().map(&mut keep).collect();
    assert_eq!(kept, ["whole", "more", "more", "whole"], "what failed is written whole again");
}

#[test]
fn the_command_lists_shows_and_restores_versions() {
    let office = Office::new();
    let before = office.report();
    office.save("饕餮");
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_nianbao"));
        command.arg("recover").arg(office.folder()).args(arguments).env_clear();
        let done = command.env("XDG_STATE_HOME", office.state.path()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (done.status.code(), text(done.stdout), text(done.stderr))
    };
    let (code, listed, _) = run(&[]);
    assert_eq!(code, Some(0));
    for words in
        ["没有没存的内容", "2024 年　历史版本 2 个", "1　", "李四　保存", "2　", "别处改的"]
    {
        assert!(listed.contains(words), "{words}: {listed}");
    }
    let (_, json, _) = run(&["--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["versions"][0]["by"], "李四");
    assert_eq!(json["versions"][1]["number"], 2);
    let (code, shown, _) = run(&["--year", "2024", "--version", "2", "--print"]);
    assert_eq!((code, shown.as_str()), (Some(0), before.as_str()));
    let (code, _, told) = run(&["--year", "2024", "--version", "9"]);
    assert!(code == Some(2) && told.contains("只有 2 个"), "{told}");
    let (code, _, told) = run(&["--year", "2024", "--version", "2"]);
    assert!(code == Some(0) && told.contains("已恢复"), "{told}");
    assert_eq!(office.report(), before);
    assert_eq!(support::versions(&office.folder()).len(), 3);
}
