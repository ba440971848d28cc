//! Files that were read to be brought into the project (导入): one card a file, nothing is done without an answer.
//!
//! New years are written first, all at once, for the project is read again then; what goes into a report that is there is
//! a step of its history and not saved by that.

use std::collections::{BTreeMap, VecDeque};

use crate::edit::Edit;
use crate::import::{self, Filled, Imported};
use crate::model::{Block, Report, Section, Year};

use super::action::Effect;
use super::card::{Card, Choosable};
use super::focus::Focus;
use super::mending::Deed;
use super::state::State;

/// How many files are asked about together first.
const MANY: usize = 3;

/// Lines of one kind that a card shows.
const SHOWN: usize = 40;

/// A file that was read, or why it was not.
#[derive(Debug, Clone)]
pub struct Read {
    /// Name of the file.
    pub name: String,
    /// What it holds; else one sentence.
    pub found: Result<Box<Imported>, String>,
}

/// Files that wait for an answer, and what was answered.
#[derive(Debug, Clone, Default)]
pub struct Importing {
    waiting: VecDeque<(String, Box<Imported>)>,
    /// New reports that are to be written.
    taken: Vec<Report>,
    /// Names of files that could not be read, and why.
    failed: Vec<String>,
    /// What was done, a few words each.
    done: Vec<String>,
    /// Whether a card of this kind lies open.
    asks: bool,
}

/// What may be done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bring {
    /// A new year: write it.
    Take,
    /// Fill the tables of the report that is there.
    Fill,
    /// Put it in place of the report that is there.
    Replace,
    /// Leave it.
    Refuse,
    /// Take every new year of this agency that waits.
    TakeAll,
    /// Look at each.
    Each,
    /// Leave all that wait.
    RefuseAll,
}

impl Importing {
    /// Whether one of its cards lies open.
    pub(super) const fn asks(&self) -> bool {
        self.asks
    }
}

/// Files have been read: shows what they are.
pub(super) fn arrived(state: &mut State, files: Vec<Read>) -> Vec<Effect> {
    state.importing = Importing::default();
    let (mut new, mut there) = (Vec::new(), Vec::new());
    for file in files {
        match file.found {
            Ok(found) if is_there(state, found.report.year) => there.push((file.name, found)),
            Ok(found) => new.push((file.name, found)),
            Err(why) => state.importing.failed.push(format!("{}：{why}", file.name)),
        }
    }
    state.importing.waiting = new.into_iter().chain(there).collect();
    if state.importing.waiting.len() >= MANY {
        let card = together(state);
        open(state, card);
        return Vec::new();
    }
    next(state)
}

fn is_there(state: &State, year: Year) -> bool {
    state.project().is_some_and(|project| project.reports.contains_key(&year))
}

fn open(state: &mut State, card: Card) {
    state.importing.asks = true;
    state.card = card;
    state.focus.push(Focus::Card);
}

/// Asks about the next file; writes what was taken before one that goes into a report; tells the end.
fn next(state: &mut State) -> Vec<Effect> {
    let waits = state.importing.waiting.front().map(|(_, found)| found.report.year);
    let writes = waits.is_none_or(|year| is_there(state, year));
    if writes && !state.importing.taken.is_empty() {
        let taken = std::mem::take(&mut state.importing.taken);
        return vec![Effect::Add(taken)];
    }
    if let Some((name, found)) = state.importing.waiting.front().cloned() {
        let card = one(state, &name, &found);
        open(state, card);
        return Vec::new();
    }
    finish(state);
    Vec::new()
}

/// New reports were written and the project read again.
pub(super) fn added(state: &mut State, years: &[Year]) -> Vec<Effect> {
    let list: Vec<String> = years.iter().map(ToString::to_string).collect();
    state.importing.done.push(format!("收进 {} 年报", list.join("、")));
    next(state)
}

fn finish(state: &mut State) {
    let Importing { done, failed, .. } = std::mem::take(&mut state.importing);
    let told = if done.is_empty() {
        "没有导入".to_owned()
    } else {
        format!("已{}", done.join("；"))
    };
    if failed.is_empty() {
        state.tell(told);
    } else {
        state.fail(format!("{told}；{} 个文件读不了：{}", failed.len(), failed.join("；")));
    }
}

/// What was chosen on the card.
pub(super) fn answer(state: &mut State, bring: Bring) -> Vec<Effect> {
    state.importing.asks = false;
    match bring {
        Bring::Each => return next(state),
        Bring::RefuseAll => state.importing.waiting.clear(),
        Bring::TakeAll => take_all(state),
        Bring::Refuse => _ = state.importing.waiting.pop_front(),
        Bring::Take => {
            if let Some((_, found)) = state.importing.waiting.pop_front() {
                state.importing.taken.push(found.report);
            }
        }
        Bring::Fill | Bring::Replace => {
            let Some((_, found)) = state.importing.waiting.pop_front() else { return Vec::new() };
            let mut effects = put(state, &found.report, bring);
            effects.extend(next(state));
            return effects;
        }
    }
    next(state)
}

/// The way out of a card: nothing more is brought in than was chosen.
pub(super) fn leave(state: &mut State) -> Vec<Effect> {
    answer(state, Bring::RefuseAll)
}

fn take_all(state: &mut State) {
    let waiting = std::mem::take(&mut state.importing.waiting);
    for (name, found) in waiting {
        let year = found.report.year;
        let twice = state.importing.taken.iter().any(|report| report.year == year);
        if is_there(state, year) || is_foreign(state, &found).is_some() || twice {
            state.importing.waiting.push_back((name, found));
        } else {
            state.importing.taken.push(found.report);
        }
    }
}

/// Changes the report that is there, in one step.
fn put(state: &mut State, found: &Report, bring: Bring) -> Vec<Effect> {
    let year = found.year;
    state.pause();
    state.turn_to(year);
    state.outline.open_year(year);
    let Some(own) = state.report() else { return Vec::new() };
    let (title, report, done) = if bring == Bring::Fill {
        let filled = import::fill(own, found, &state.forms);
        let count = filled.filled + filled.changed.len();
        ("导入表格", filled.report, format!("{year} 年报填入 {count} 格"))
    } else {
        // What was signed and corrected belongs to the report, not to the file.
        let report = Report { status: own.status, ..found.clone() };
        ("导入年报", report, format!("换成导入的 {year} 年报"))
    };
    for id in report.ids() {
        state.ids.take(id);
    }
    if !state.change(title, Edit::SetReport(Box::new(report))) {
        return Vec::new();
    }
    state.importing.done.push(format!("{done}（还没保存，Ctrl-Z 撤销）"));
    state.check()
}

/// The agency of a file, where it is another one than the project's.
fn is_foreign(state: &State, found: &Imported) -> Option<String> {
    let own = &state.project()?.head.agency.name;
    found.agency.clone().filter(|other| !own.is_empty() && other != own)
}

fn choice(title: impl Into<String>, bring: Bring) -> Choosable {
    Choosable { title: title.into(), blocked: None, deed: Deed::Bring(bring) }
}

/// The card of several files.
fn together(state: &State) -> Card {
    let waiting = &state.importing.waiting;
    let mut lines = Vec::new();
    let mut new = 0;
    for (name, found) in waiting {
        let year = found.report.year;
        let foreign = is_foreign(state, found);
        let note = match (is_there(state, year), &foreign) {
            (true, _) => "，本项目已有这一年".to_owned(),
            (_, Some(other)) => format!("，单位是“{other}”"),
            _ => String::new(),
        };
        new += usize::from(note.is_empty());
        lines.push(format!("{year} 年　{name}：疑点 {}{note}", found.doubts.len()));
    }
    lines.extend(state.importing.failed.iter().map(|why| format!("读不了　{why}")));
    let choices = vec![
        choice(format!("收进 {new} 份新年度，其余逐份问"), Bring::TakeAll),
        choice("逐份看", Bring::Each),
        choice("都不收", Bring::RefuseAll),
    ];
    let title =
        format!("导入：{} 个文件（PgUp/PgDn 翻看）", waiting.len() + state.importing.failed.len());
    Card { title, lines, choices, ..Card::default() }
}

/// The card of one file.
fn one(state: &State, name: &str, found: &Imported) -> Card {
    let year = found.report.year;
    let mut lines = vec![summary(found)];
    let foreign = is_foreign(state, found);
    if let Some(other) = &foreign {
        let own = state.project().map(|project| project.head.agency.name.clone());
        lines.push(format!("注意：文中的单位是“{other}”，本项目是“{}”", own.unwrap_or_default()));
    }
    lines.push(evidence(found));
    let choices = if is_there(state, year) {
        let filled = state
            .project()
            .and_then(|project| project.reports.get(&year))
            .map(|own| import::fill(own, &found.report, &state.forms));
        lines.push(format!("本项目已有 {year} 年报。"));
        lines.extend(filled.iter().flat_map(preview));
        into_existing(state, found, filled.as_ref())
    } else {
        let twice = state.importing.taken.iter().any(|report| report.year == year);
        let mut take = choice(format!("收进本项目（{year} 年报）"), Bring::Take);
        take.blocked = twice.then(|| format!("这次已经收了一份 {year} 年报"));
        let refuse = choice("不收", Bring::Refuse);
        if foreign.is_some() { vec![refuse, take] } else { vec![take, refuse] }
    };
    lines.extend(tables(found));
    lines.extend(doubts(found));
    Card {
        title: format!("导入 {name}（PgUp/PgDn 翻看）"), lines, choices, ..Card::default()
    }
}

fn into_existing(state: &State, found: &Imported, filled: Option<&Filled>) -> Vec<Choosable> {
    let blocked = state.read_only_in(found.report.year);
    let count = filled.map_or(0, |filled| filled.filled + filled.changed.len());
    let mut fill = choice(format!("只填表格（{count} 格，一步可撤销）"), Bring::Fill);
    fill.blocked =
        blocked.clone().or_else(|| (count == 0).then(|| "表格里没有不同的数".to_owned()));
    let mut replace = choice("整份换掉（一步可撤销）", Bring::Replace);
    let only_tables = found.report.sections.iter().flat_map(Section::paragraphs).next().is_none();
    replace.blocked = blocked.or_else(|| only_tables.then(|| "文件里只有表格".to_owned()));
    vec![choice("不动", Bring::Refuse), fill, replace]
}

/// What filling would change.
fn preview(filled: &Filled) -> Vec<String> {
    let mut lines = vec![format!(
        "只填表格：空格填入 {} 格，改动 {} 格。",
        filled.filled,
        filled.changed.len()
    )];
    lines.extend(filled.changed.iter().take(SHOWN).map(|change| format!("改动　{change}")));
    lines.extend(filled.missing.iter().map(|missing| format!("注意　{missing}")));
    lines
}

fn summary(found: &Imported) -> String {
    let report = &found.report;
    let sections = report.sections.iter().filter(|section| !section.is_preface()).count();
    let paragraphs = report.sections.iter().flat_map(Section::paragraphs).count();
    format!(
        "{} 年　{}　{} 年表式　{}　章节 {sections}　段落 {paragraphs}　修复 {}　疑点 {}",
        report.year,
        found.agency.as_deref().unwrap_or("（文中没有单位名称）"),
        report.form.name(),
        found.encoding,
        found.repairs.len(),
        found.doubts.len()
    )
}

fn evidence(found: &Imported) -> String {
    let wanted = ["单位", "年度", "表式"];
    let proofs = found.evidence.iter().filter(|one| wanted.contains(&one.fact));
    let proofs: Vec<String> =
        proofs.map(|one| format!("{} {}（原文“{}”）", one.fact, one.value, one.quote)).collect();
    if proofs.is_empty() {
        "依据：文中没有写明".to_owned()
    } else {
        format!("依据：{}", proofs.join("，"))
    }
}

/// The tables that were found, and how many of their cells hold something.
fn tables(found: &Imported) -> Vec<String> {
    let places = found.report.sections.iter().zip(found.report.printed_numbers());
    let mut lines = Vec::new();
    for (section, number) in places {
        for table in section.blocks.iter().filter_map(Block::table) {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            let held = cells.filter(|cell| **cell != crate::model::Cell::Blank).count();
            let caption = if table.caption.is_empty() { &section.title } else { &table.caption };
            let kind = if table.form.is_empty() { "自有表" } else { "规定表格" };
            lines.push(format!(
                "{kind}　{number}{caption}：{} 行 {} 列，{held} 格有数",
                table.rows.len(),
                table.columns.len()
            ));
        }
    }
    lines
}

/// The doubts with their places, and the repairs by kind.
fn doubts(found: &Imported) -> Vec<String> {
    let mut lines: Vec<String> = found
        .doubts
        .iter()
        .take(SHOWN)
        .map(|doubt| {
            let place = doubt.place.as_ref().map_or_else(|| "全文".to_owned(), ToString::to_string);
            format!("疑点　{place}：{}", doubt.what)
        })
        .collect();
    let more = found.doubts.len().saturating_sub(SHOWN);
    if more > 0 {
        lines.push(format!("还有 {more} 处疑点；逐条清单用命令 nianbao import 看"));
    }
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for repair in &found.repairs {
        *kinds.entry(repair.what.words()).or_default() += 1;
    }
    lines.extend(kinds.into_iter().map(|(words, count)| format!("修复　{words}：{count} 处")));
    lines
}
