//! The versions (历史版本) of the open report: listed, compared with what stands now, restored whole or by section. A report that
//! cannot be read is offered the last one that could.

use std::path::PathBuf;

use crate::edit::Edit;
use crate::model::{Ids, Report, Section, Year};
use crate::review::{Counts, Paired, Part, TablePair, TextPair, compare};
use crate::text::diff::{differs, marked};

use super::action::Effect;
use super::card::{Card, Choosable};
use super::choice::{Answer, Choice};
use super::focus::Focus;
use super::mending::Deed;
use super::picker::{Entry, Picker, Purpose, Target};
use super::state::State;

/// A version, as the user chooses among them.
#[derive(Debug, Clone)]
pub struct Past {
    /// The time of day, with the day if it is not today.
    pub when: String,
    /// Whose it is; empty if that is not known.
    pub who: String,
    /// Why it was kept, in a word.
    pub why: String,
    /// What had changed against the version before it, in counts.
    pub changed: String,
    /// What it holds; a sentence if that cannot be read.
    pub report: Result<Box<Report>, String>,
}

/// The versions that are looked at.
#[derive(Debug, Default)]
pub(super) struct Versions {
    /// The newest first.
    list: Vec<Past>,
    /// Index of the one that is compared with what stands.
    shown: usize,
    /// The sections in which it differs: where each stands in the version, and where now.
    parts: Vec<(Option<usize>, Option<usize>)>,
}

/// A report whose file could not be read, and the last version that can.
#[derive(Debug, Clone)]
pub struct Rescue {
    /// The report.
    pub year: Year,
    /// One sentence: what is wrong, and from when and whom the version is.
    pub told: String,
    /// The version's file.
    pub file: PathBuf,
}

impl Past {
    fn named(&self) -> String {
        if self.who.is_empty() {
            self.when.clone()
        } else {
            format!("{}　{}", self.when, self.who)
        }
    }
}

/// Asks for the versions of the open report.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    state.pause();
    state.year().map(Effect::Pasts).into_iter().collect()
}

/// Lists them.
pub(super) fn list(state: &mut State, year: Year, list: Vec<Past>) {
    if state.year() != Some(year) {
        return;
    }
    if list.is_empty() {
        state.tell(format!("{year} 年报还没有历史版本；每次保存都会留一份"));
        return;
    }
    let entries = list.iter().enumerate().map(|(index, kept)| Entry {
        title: kept.named(),
        note: kept.why.clone(),
        about: kept.changed.clone(),
        also: String::new(),
        blocked: kept.report.as_ref().err().cloned(),
        target: Target::Past(index),
    });
    state.picker =
        Picker::new(Purpose::Versions, "历史版本（新的在上，回车比较）", entries.collect());
    state.versions = Versions { list, ..Versions::default() };
    state.focus.push(Focus::Picker);
}

/// Shows how a version differs from what stands now.
pub(super) fn show(state: &mut State, index: usize) -> Vec<Effect> {
    let Some((kept, now)) = state.versions.list.get(index).cloned().zip(state.report()) else {
        return Vec::new();
    };
    let Ok(then) = &kept.report else { return Vec::new() };
    let found = compare(then, now);
    let changed: Vec<&Part> = found.parts.iter().filter(|part| part.is_changed()).collect();
    let mut lines = vec![match Counts::of(&found).told() {
        none if none.is_empty() => "与现在的相同".to_owned(),
        counts => format!("{counts}不同：[-那时有的-]，{{+现在有的+}}（PgUp/PgDn 翻看）"),
    }];
    if differs(&found.title) {
        lines.push(format!("标题：{}", marked(&found.title)));
    }
    for part in &changed {
        told(part, &mut lines);
    }
    let same = found.is_same().then(|| "与现在的相同".to_owned());
    let why = state.read_only().or(same);
    let choice = |title: &str, blocked, deed| Choosable { title: title.to_owned(), blocked, deed };
    let choices = vec![
        choice("返回", None, Deed::Versions),
        choice("恢复一节", why.clone(), Deed::ChooseSection),
        choice("恢复整份", why, Deed::RestoreAll),
    ];
    let title = format!("{} 年报　{}　{}，与现在比", now.year, kept.named(), kept.why);
    state.card = Card { title, lines, choices, ..Card::default() };
    state.versions.parts = changed.iter().map(|part| (part.old, part.new)).collect();
    state.versions.shown = index;
    state.focus.push(Focus::Card);
    Vec::new()
}

/// Goes back to the list.
pub(super) fn back(state: &mut State) -> Vec<Effect> {
    state.focus.push(Focus::Picker);
    Vec::new()
}

fn told(part: &Part, lines: &mut Vec<String>) {
    let fate = match (part.old, part.new) {
        (None, _) => "（那时没有这一节）",
        (_, None) => "（现在没有这一节）",
        _ if part.moved => "（移动了位置）",
        _ if part.releveled => "（改了级别）",
        _ => "",
    };
    let heading = marked(&part.heading);
    lines.push(format!("【{}】{fate}", if heading.is_empty() { "前言" } else { &heading }));
    for block in part.blocks.iter().filter(|block| block.is_changed()) {
        match block {
            Paired::Text(TextPair { pieces, .. }) => lines.push(format!("· {}", marked(pieces))),
            Paired::Table(pair) => table_told(pair, lines),
        }
    }
}

fn table_told(pair: &TablePair, lines: &mut Vec<String>) {
    match (pair.old, pair.new) {
        (None, _) => lines.push("· 那时没有这张表".to_owned()),
        (_, None) => lines.push("· 现在没有这张表".to_owned()),
        _ => {}
    }
    for pieces in [&pair.caption, &pair.notes].into_iter().filter(|pieces| differs(pieces)) {
        lines.push(format!("· {}", marked(pieces)));
    }
    for cell in &pair.cells {
        lines.push(format!("· {}／{}：{}", cell.labels.0, cell.labels.1, cell.told()));
    }
}

/// Lists the sections in which the version differs.
pub(super) fn choose_section(state: &mut State) -> Vec<Effect> {
    let Some((then, now)) = sides(state) else { return Vec::new() };
    let found = compare(then, now);
    let changed = found.parts.iter().filter(|part| part.is_changed());
    let entries = changed.enumerate().map(|(index, part)| {
        let section = part.old.and_then(|at| then.sections.get(at));
        let section = section.or_else(|| part.new.and_then(|at| now.sections.get(at)));
        let title = section.map_or("", |section| &section.title);
        let about = match (part.old, part.new) {
            (None, _) => "那时没有这一节：恢复就是删去它".to_owned(),
            (_, None) => "现在没有这一节：恢复就是放回来".to_owned(),
            _ => format!("{}不同", Counts::of_part(part).told()),
        };
        Entry {
            title: if title.is_empty() { "前言".to_owned() } else { title.to_owned() },
            note: String::new(),
            about,
            also: String::new(),
            blocked: None,
            target: Target::Restore(index),
        }
    });
    let entries = entries.collect();
    state.picker = Picker::new(Purpose::Versions, "恢复哪一节（Ctrl-Z 可以撤销）", entries);
    state.focus.push(Focus::Picker);
    Vec::new()
}

fn sides(state: &State) -> Option<(&Report, &Report)> {
    let kept = state.versions.list.get(state.versions.shown)?;
    Some((kept.report.as_ref().ok()?, state.report()?))
}

/// Restores the section at a place of the list.
pub(super) fn restore_section(state: &mut State, index: usize) -> Vec<Effect> {
    let Some((was, is)) = state.versions.parts.get(index).copied() else { return Vec::new() };
    let Some((then, now)) = sides(state) else { return Vec::new() };
    let old = was.and_then(|at| then.sections.get(at)).cloned();
    let mut report = now.clone();
    match (old.clone(), is) {
        (Some(old), Some(at)) => {
            if let Some(section) = report.sections.get_mut(at) {
                *section = old;
            }
        }
        (Some(old), None) => {
            let at = place_of(was, &state.versions.parts, (then, now));
            report.sections.insert(at.min(report.sections.len()), old);
        }
        (None, Some(at)) if at < report.sections.len() => drop(report.sections.remove(at)),
        (None, _) => return Vec::new(),
    }
    let name = old.as_ref().map_or("删去的一节", |section| &section.title).to_owned();
    put_back(state, report, &format!("“{name}”"))
}

/// Where a section goes that there is no more: behind the one that it followed.
fn place_of(
    was: Option<usize>,
    parts: &[(Option<usize>, Option<usize>)],
    (then, now): (&Report, &Report),
) -> usize {
    let before = was.and_then(|at| at.checked_sub(1)).and_then(|at| then.sections.get(at));
    let known = |section: &Section| now.section_index(section.id);
    let changed = || parts.iter().find(|(old, _)| *old == was.and_then(|at| at.checked_sub(1)))?.1;
    before.and_then(known).or_else(changed).map_or(0, |at| at + 1)
}

/// Restores all of it; the state of the report stays what it is.
pub(super) fn restore_all(state: &mut State) -> Vec<Effect> {
    let Some((then, now)) = sides(state) else { return Vec::new() };
    let report = Report { status: now.status, ..then.clone() };
    put_back(state, report, "整份")
}

fn put_back(state: &mut State, mut report: Report, what: &str) -> Vec<Effect> {
    let Some(kept) = state.versions.list.get(state.versions.shown) else { return Vec::new() };
    let when = kept.when.clone();
    // A paragraph that has gone to another section meanwhile stands twice then, under two names.
    report.give_ids(&mut Ids::of_text(&format!("{when}{}", report.title)));
    for id in report.ids() {
        state.ids.take(id);
    }
    let done = state.change(&format!("恢复{what}到 {when}"), Edit::SetReport(Box::new(report)));
    if !done {
        return Vec::new();
    }
    state.tell(format!("已恢复{what}到 {when} 的样子，还没有保存（Ctrl-S 保存，Ctrl-Z 撤销）"));
    state.check()
}

const LOOK: Answer = Answer { title: "先不动，看读得出的部分", run: |_| Vec::new() };
const PUT_BACK: Answer =
    Answer { title: "换成这个版本，坏文件也留作版本", run: accept };

impl State {
    /// Asks about a report that could not be read but has a version that can.
    pub(super) fn ask_rescue(&mut self, rescue: Option<Rescue>) {
        let question = rescue.as_ref().map(|rescue| rescue.told.clone());
        self.rescue = rescue;
        if let Some(question) = question {
            self.ask(Choice { question, answers: vec![LOOK, PUT_BACK], way_out: 0 });
        }
    }
}

fn accept(state: &mut State) -> Vec<Effect> {
    if state.has_unsaved() {
        state.warn("还有没存的改动，先按 Ctrl-S 保存；重开项目时再问");
        return Vec::new();
    }
    state.rescue.take().map(|it| Effect::PutBack(it.year, it.file)).into_iter().collect()
}
