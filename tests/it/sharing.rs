//! Two people on one project: who writes, who waits, who takes over; nobody's text is dropped.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use nianbao::app::Size;
use nianbao::review::{Anchor, Comment, Remark};
use nianbao::runtime::{Headless, Loaded};
use nianbao::store::{self, Hold, Lock, Locked, Owner, Part};
use nianbao::ui::Theme;
use tempfile::TempDir;

use crate::support::{self, copy, sees, shown};

/// Opens the text of 2024 and puts the caret behind its first paragraph.
const TO_TEXT: &str = "enter down down down down f2 end";

struct Office(TempDir);

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/lianxi"), folder.path());
        Self(folder)
    }

    fn folder(&self) -> PathBuf {
        fs::canonicalize(self.0.path()).unwrap()
    }

    fn open(&self) -> Headless {
        let found = store::open(&self.folder()).unwrap();
        let theme = Theme::built_in("默认").unwrap();
        let size = Size { columns: 80, rows: 24 };
        Headless::new(Some(Loaded::of(found, None, "")), size, theme)
    }

    /// Somebody else who writes 2024.
    fn other(&self) -> Lock {
        let by = Owner::this("张三".to_owned(), Timestamp::now());
        match store::lock(&self.folder(), 2024, &by).unwrap() {
            Locked::Mine(lock) => lock,
            Locked::Theirs(holder) => panic!("{holder:?}"),
        }
    }

    fn path(&self) -> PathBuf {
        Part::Report(2024).path(&self.folder())
    }

    fn report(&self) -> String {
        fs::read_to_string(self.path()).unwrap()
    }

    fn change(&self, from: &str, to: &str) {
        let text = self.report();
        assert!(text.contains(from), "{from}");
        fs::write(self.path(), text.replacen(from, to, 1)).unwrap();
    }

    fn versions(&self) -> Vec<String> {
        support::versions(&self.folder())
    }
}

#[test]
fn the_second_is_asked_and_may_look() {
    let office = Office::new();
    let _other = office.other();
    let mut session = office.open();
    for words in
        ["张三正在编辑 2024 年报（从", "刚才还在键入", "1 只读打开", "2 等对方用完", "3 接管"]
    {
        sees(&session, words);
    }
    session.press("enter").unwrap();
    session.press(TO_TEXT).unwrap();
    assert!(!session.state().has_unsaved());
    session.press("esc").unwrap();
    sees(&session, "只读（张三在编）");
}

#[test]
fn who_waits_is_announced_and_let_in() {
    let office = Office::new();
    let other = office.other();
    let mut session = office.open();
    session.press("2").unwrap();
    assert!(store::take_note(&office.folder(), 2024).is_some());
    session.wait();
    assert!(session.state().read_only().is_some());
    office.change("便民提示信息条", "便民信息条");
    drop(other);
    session.wait();
    assert_eq!(session.state().read_only(), None);
    let report = session.state().report().unwrap();
    assert!(format!("{report:?}").contains("便民信息条"), "what was saved meanwhile is there");
    let mut first = office.open();
    sees(&first, "别人正在编辑");
    first.press("2").unwrap();
    session.wait();
    sees(&session, "在等着编辑 2024 年报");
}

#[test]
fn a_report_is_taken_over_and_the_other_keeps_his_text() {
    let office = Office::new();
    let mut first = office.open();
    first.press(TO_TEXT).unwrap();
    first.press("饕餮 esc").unwrap();
    first.pause();
    let mut second = office.open();
    second.press("3").unwrap();
    assert_eq!(second.state().read_only(), None);
    assert!(office.versions().iter().any(|version| version.contains("饕餮")));
    second.press(TO_TEXT).unwrap();
    second.press("盛宴 esc ctrl-s").unwrap();
    assert!(office.report().contains("盛宴"));
    // He goes on, notices, and loses nothing.
    first.press("f2 囍 esc ctrl-s").unwrap();
    assert!(office.report().contains("盛宴") && !office.report().contains("囍"));
    assert!(office.versions().iter().any(|version| version.contains("囍")), "{:?}", shown(&first));
    first.press("esc").unwrap();
    sees(&first, "只读（别人在编）");
    assert!(!first.state().has_unsaved());
}

#[test]
fn a_year_that_is_left_is_given_back() {
    let office = Office::new();
    let mut session = office.open();
    let locked = || {
        let by = Owner::this("张三".to_owned(), Timestamp::now());
        matches!(store::lock(&office.folder(), 2024, &by).unwrap(), Locked::Theirs(_))
    };
    assert!(locked());
    session.press("ctrl-q").unwrap();
    assert!(session.has_left() && !locked());
}

#[test]
fn what_was_changed_elsewhere_is_shown_where_nothing_is_unsaved() {
    let office = Office::new();
    let mut session = office.open();
    office.change("便民提示信息条", "便民信息条");
    session.wait();
    sees(&session, "2024 年报在别处改过（");
    let report = format!("{:?}", session.state().report().unwrap());
    assert!(report.contains("便民信息条") && !session.state().has_unsaved());
    session.press(TO_TEXT).unwrap();
    session.press("饕餮 esc ctrl-s").unwrap();
    let text = office.report();
    assert!(text.contains("饕餮") && text.contains("便民信息条"), "{}", shown(&session));
}

/// A session with unsaved work on a report that was changed elsewhere, asked about it.
fn asked(office: &Office) -> Headless {
    let mut session = office.open();
    session.press(TO_TEXT).unwrap();
    session.press("饕餮 esc").unwrap();
    office.change("便民提示信息条", "便民信息条");
    session.press("ctrl-s").unwrap();
    sees(&session, "这里也有没存的改动");
    session
}

#[test]
fn both_are_merged_on_one_key() {
    let office = Office::new();
    let mut session = asked(&office);
    session.press("1").unwrap();
    sees(&session, "已合并，两边的改动都在");
    assert!(!office.report().contains("饕餮"), "it is not saved by that");
    session.press("ctrl-s").unwrap();
    let text = office.report();
    assert!(text.contains("饕餮") && text.contains("便民信息条"));
}

#[test]
fn a_merge_taken_back_and_saved_leaves_the_others_text_as_a_version() {
    let office = Office::new();
    let mut session = asked(&office);
    session.press("1 ctrl-z ctrl-s").unwrap();
    assert!(office.report().contains("便民提示信息条") && office.report().contains("饕餮"));
    assert!(office.versions().iter().any(|version| version.contains("便民信息条")));
}

#[test]
fn mine_stays_and_the_other_becomes_a_version() {
    let office = Office::new();
    let mut session = asked(&office);
    session.press("2").unwrap();
    assert!(office.report().contains("饕餮") && office.report().contains("便民提示信息条"));
    assert!(office.versions().iter().any(|version| version.contains("便民信息条")));
}

#[test]
fn theirs_is_looked_at_first_and_later_is_later() {
    let office = Office::new();
    let mut session = asked(&office);
    session.press("3").unwrap();
    let report = |session: &Headless| format!("{:?}", session.state().report().unwrap());
    assert!(report(&session).contains("便民信息条") && !report(&session).contains("饕餮"));
    session.press("ctrl-z").unwrap();
    assert!(report(&session).contains("饕餮"));
    session.press("ctrl-s").unwrap();
    sees(&session, "这里也有没存的改动");
    session.press("esc").unwrap();
    assert!(session.state().has_unsaved() && office.report().contains("便民信息条"));
}

#[test]
fn where_both_changed_one_sentence_each_place_is_decided() {
    let office = Office::new();
    let mut session = asked(&office);
    session.press("4").unwrap();
    // The same paragraph, the same place.
    let mine = format!("{:?}", session.state().report().unwrap());
    let before = mine.split("饕餮").next().unwrap();
    let tail: String = before.chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
    office.change(&tail, &format!("{tail}盛宴"));
    session.press("ctrl-s 1").unwrap();
    sees(&session, "1 处两边改得不同，都留着");
    session.press("ctrl-p 合 并 冲 突 enter").unwrap();
    sees(&session, "这一段两边改得不同");
    session.press("3").unwrap();
    session.press("ctrl-s").unwrap();
    let text = office.report();
    assert!(text.contains("饕餮") && text.contains("盛宴") && !text.contains("conflicts"));
}

#[test]
fn a_file_that_was_removed_is_written_anew() {
    let office = Office::new();
    let mut session = office.open();
    session.press(TO_TEXT).unwrap();
    session.press("饕餮 esc").unwrap();
    fs::remove_file(office.path()).unwrap();
    session.press("ctrl-s").unwrap();
    assert!(office.report().contains("饕餮"), "{}", shown(&session));
}

#[test]
fn comments_of_two_merge_by_themselves() {
    let office = Office::new();
    let folder = office.folder();
    let comment = |id: &str| Comment {
        id: id.parse().unwrap(),
        at: Anchor::Section("s1".parse().unwrap()),
        beside: nianbao::review::Beside::default(),
        suggestion: None,
        thread: vec![Remark {
            by: id.to_owned(),
            when: Timestamp::UNIX_EPOCH,
            text: "看过".to_owned(),
        }],
        resolved: false,
    };
    let session = office.open();
    let part = Part::Review(2024);
    let was = store::stamp_now(&folder, part).unwrap();
    let mut theirs = session.state().review().cloned().unwrap_or_default();
    theirs.comments.push(comment("c8"));
    store::save_review(&folder, 2024, &theirs, was).unwrap();
    let mut session = session;
    session.act(nianbao::app::Action::Resize(Size { columns: 80, rows: 24 }));
    let mut ours = session.state().review().cloned().unwrap_or_default();
    ours.comments.push(comment("c9"));
    session.note(2024, ours).unwrap();
    let opened = store::open(&folder).unwrap();
    let ids: Vec<String> =
        opened.project.reviews[&2024].comments.iter().map(|it| it.id.to_string()).collect();
    assert!(ids.contains(&"c8".to_owned()) && ids.contains(&"c9".to_owned()), "{ids:?}");
}

/// Two sessions type, save, pause and take over from each other as chance has it. At the end everything that either typed
/// is in the file, in a version, or still on a screen.
fn two_sessions(steps: u32) {
    let office = Office::new();
    let mut sessions = [office.open(), office.open()];
    let mut typed: BTreeSet<String> = BTreeSet::new();
    let mut chance = 20_240_131_u64;
    let mut draw = |below: u64| {
        chance =
            chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33) % below
    };
    for step in 0..steps {
        let session = &mut sessions[usize::try_from(draw(2)).unwrap()];
        let answer = (1 + draw(3)).to_string();
        let free = |session: &mut Headless| {
            while session.state().focus.has(nianbao::app::Focus::Choice) {
                session.press(&answer).unwrap();
            }
        };
        free(session);
        match draw(10) {
            0..5 if session.state().read_only().is_none() => {
                let glyph = char::from_u32(0x4e00 + step).unwrap();
                let word = format!("囍{glyph}囍");
                session.press("esc esc esc").unwrap();
                free(session);
                session.go_to("2024/1/1").unwrap();
                session.press("f2 end").unwrap();
                session.press(&word).unwrap();
                if session.state().read_only().is_none() {
                    typed.insert(word);
                }
                session.press("esc").unwrap();
            }
            5 => session.pause(),
            6 => session.wait(),
            7 => {
                session.press("ctrl-p 接 管 enter").unwrap();
                session.press("esc").unwrap();
            }
            _ => session.press("esc ctrl-s").unwrap(),
        }
        free(session);
    }
    let mut everything = office.report();
    everything.extend(office.versions());
    for session in &sessions {
        everything.extend([format!("{:?}", session.state().report().unwrap())]);
    }
    let lost: Vec<&String> = typed.iter().filter(|word| !everything.contains(*word)).collect();
    assert!(lost.is_empty(), "{} of {} are gone: {lost:?}", lost.len(), typed.len());
    assert!(typed.len() > usize::try_from(steps / 20).unwrap(), "{}", typed.len());
}

#[test]
fn two_sessions_lose_nothing_of_each_other() {
    two_sessions(80);
}

#[test]
#[ignore = "takes a minute"]
fn two_sessions_lose_nothing_of_each_other_in_1000_steps() {
    two_sessions(1000);
}

#[test]
fn a_lock_that_is_lost_is_told_to_its_holder() {
    let office = Office::new();
    let mut other = office.other();
    let mut session = office.open();
    session.press("3").unwrap();
    assert!(matches!(other.look().unwrap(), Hold::Lost(Some(_))));
    let _ = session;
}
