//! Several people on one report: who writes it, what is asked of the second one, and what becomes of a file that was
//! changed elsewhere. Nobody's text is dropped.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use crate::model::Report;
use crate::model::Year;
use crate::review::{compare, merge_reports};

use super::action::Effect;
use super::choice::{Answer, Choice};
use super::focus::Focus;
use super::state::State;

/// Who writes a report, as far as it was found out.
#[derive(Debug)]
pub enum Holding {
    /// We do.
    Ours,
    /// Nobody could be asked, and why; the report may be written all the same, for each save looks at the file.
    Unasked(String),
    /// Somebody else.
    Theirs {
        /// His name.
        who: String,
        /// One sentence: from where, since when, when he last typed.
        told: String,
    },
    /// Somebody has taken it over from us.
    Lost {
        /// His name.
        who: String,
    },
}

/// A report whose file holds something else than when it was read or saved here.
#[derive(Debug)]
pub struct Changed {
    /// The report.
    pub year: Year,
    /// What the file held.
    pub base: Report,
    /// What it holds now.
    pub theirs: Report,
    /// When, and by whom if that is known.
    pub told: String,
    /// Whether the user has asked for a save, so that he is to be asked now.
    pub asked: bool,
}

/// What is known of other people on the project.
#[derive(Debug, Default)]
pub struct Sharing {
    /// The report that was last asked for.
    pub(super) claimed: Option<Year>,
    /// Which report the open question is about.
    about: Year,
    /// Who writes the reports that somebody else does.
    others: BTreeMap<Year, String>,
    /// Reports of which the file was changed elsewhere while there is unsaved work here.
    changed: BTreeMap<Year, Changed>,
    /// Questions that wait until the one that stands is answered.
    pub(super) questions: VecDeque<Choice>,
}

impl Sharing {
    /// Who else writes the report of a year.
    pub fn other(&self, year: Year) -> Option<&str> {
        self.others.get(&year).map(String::as_str)
    }

    /// Notes who else writes a report; says whether that was somebody before.
    fn set_other(&mut self, year: Year, who: Option<String>) -> bool {
        match who {
            Some(who) => self.others.insert(year, who).is_some(),
            None => self.others.remove(&year).is_some(),
        }
    }
}

const LOOK: Answer = Answer { title: "只读打开", run: look };
const WAIT: Answer = Answer { title: "等对方用完，并告诉他", run: wait };
const TAKE: Answer =
    Answer { title: "接管（对方没存的内容会另存为版本）", run: take };

const MERGE: Answer = Answer { title: "合并", run: merge };
const MINE: Answer = Answer { title: "保留我的，另存对方的", run: mine };
const THEIRS: Answer = Answer { title: "先看对方的", run: theirs };
const LATER: Answer = Answer { title: "以后再说", run: |_| Vec::new() };

impl State {
    /// Asks for the report that is shown now to be ours to write, and lets go of the last one if nothing of it is unsaved.
    pub fn claim(&mut self) -> Vec<Effect> {
        let year = self.year().filter(|year| self.is_for_writing(*year));
        if year == self.shared.claimed {
            return Vec::new();
        }
        let left = std::mem::replace(&mut self.shared.claimed, year);
        let left = left.filter(|left| self.unsaved_years().all(|unsaved| unsaved != *left));
        let released = left.map(Effect::Release);
        released.into_iter().chain(year.map(Effect::Claim)).collect()
    }

    /// What was found out about who writes a report.
    pub(super) fn held(&mut self, year: Year, holding: Holding) -> Vec<Effect> {
        match holding {
            Holding::Ours => {
                if self.shared.set_other(year, None) {
                    self.tell(format!("现在由你编辑 {year} 年报"));
                }
                Vec::new()
            }
            Holding::Unasked(why) => {
                self.warn(format!("{year} 年报没有锁上，别人可能同时在改，保存时会核对：{why}"));
                Vec::new()
            }
            Holding::Theirs { who, told } => {
                self.shared.set_other(year, Some(who));
                self.shared.about = year;
                let answers = vec![LOOK, WAIT, TAKE];
                self.ask(Choice { question: told, answers, way_out: 0 });
                Vec::new()
            }
            Holding::Lost { who } => self.lose(year, &who),
        }
    }

    /// Somebody has taken a report over: it stays on the screen, and what was not saved becomes a version.
    fn lose(&mut self, year: Year, who: &str) -> Vec<Effect> {
        let unsaved = self.unsaved_years().any(|unsaved| unsaved == year);
        self.quitting = false;
        let text = self.project().and_then(|project| project.reports.get(&year)).cloned();
        self.shared.set_other(year, Some(who.to_owned()));
        self.warn(format!("{who}接管了 {year} 年报，这里转为只读"));
        match text {
            Some(report) if unsaved => vec![Effect::KeepVersion(year, Arc::new(report))],
            _ => Vec::new(),
        }
    }

    /// A file was changed elsewhere: what nobody has touched here is renewed at once, the rest is asked about at the next save.
    pub(super) fn file_changed(&mut self, changed: Changed) -> Vec<Effect> {
        let Changed { year, asked, .. } = changed;
        if self.unsaved_years().all(|unsaved| unsaved != year) {
            let told = format!("{year} 年报在别处改过（{}），已换成新的", told(&changed));
            self.replace(year, "换成别处改过的", changed.theirs);
            self.renewed(year);
            self.tell(told);
            return vec![Effect::Rebase(year, false)];
        }
        let told = format!("{year} 年报在别处改过（{}），这里也有没存的改动", told(&changed));
        self.shared.changed.insert(year, changed);
        if asked {
            return self.ask_changed(year);
        }
        self.warn(format!("{told}；按 Ctrl-S 合并或选择"));
        Vec::new()
    }

    /// Asks what to do with a file that was changed elsewhere while there is unsaved work here.
    fn ask_changed(&mut self, year: Year) -> Vec<Effect> {
        let Some(changed) = self.shared.changed.get(&year) else { return Vec::new() };
        let told = told(changed);
        let question = format!("{year} 年报在别处改过（{told}），这里也有没存的改动。");
        self.shared.about = year;
        self.quitting = false;
        let answers = vec![MERGE, MINE, THEIRS, LATER];
        self.ask(Choice { question, answers, way_out: 3 });
        Vec::new()
    }

    /// Opens a question, or has it wait until the one that stands is answered.
    pub(super) fn ask(&mut self, choice: Choice) {
        if self.focus.has(Focus::Choice) {
            self.shared.questions.push_back(choice);
        } else {
            self.choice = choice;
            self.focus.push(Focus::Choice);
        }
    }
}

/// Who changed a report when, and which sections.
fn told(changed: &Changed) -> String {
    /// So many are named.
    const NAMED: usize = 3;
    let found = compare(&changed.base, &changed.theirs);
    let parts = found.parts.iter().filter(|part| part.is_changed());
    let names: Vec<String> = parts
        .map(|part| {
            let new = part.new.and_then(|at| changed.theirs.sections.get(at));
            let section = new.or_else(|| part.old.and_then(|at| changed.base.sections.get(at)));
            match section.map(|section| section.title.as_str()) {
                None | Some("") => "前言".to_owned(),
                Some(title) => format!("“{title}”"),
            }
        })
        .collect();
    match names.len() {
        0 => changed.told.clone(),
        1..=NAMED => format!("{}，{}", changed.told, names.join("、")),
        count => {
            let first: Vec<&str> = names.iter().take(NAMED).map(String::as_str).collect();
            format!("{}，{}等 {count} 节", changed.told, first.join("、"))
        }
    }
}

fn look(state: &mut State) -> Vec<Effect> {
    state.tell("只读打开；要编辑时用文件菜单“接管编辑”");
    Vec::new()
}

fn wait(state: &mut State) -> Vec<Effect> {
    state.tell("对方会看到你在等；他用完以后这里自动可以编辑");
    vec![Effect::Wait(state.shared.about)]
}

fn take(state: &mut State) -> Vec<Effect> {
    vec![Effect::TakeOver(state.shared.about)]
}

/// Asks again who writes the report that is shown.
pub(super) fn again(state: &mut State) -> Vec<Effect> {
    state.year().map(Effect::Claim).into_iter().collect()
}

fn merge(state: &mut State) -> Vec<Effect> {
    let year = state.shared.about;
    let Some(Changed { base, theirs, .. }) = state.shared.changed.remove(&year) else {
        return Vec::new();
    };
    let Some(ours) = state.project().and_then(|project| project.reports.get(&year)) else {
        return Vec::new();
    };
    let merged = merge_reports(&base, ours, &theirs);
    state.knows_on_disk(year, theirs);
    state.replace(year, "合并", merged.value);
    state.tell(match merged.conflicts {
        0 => "已合并，两边的改动都在，还没有保存（Ctrl-S 保存，Ctrl-Z 撤销）".to_owned(),
        more => format!("已合并，{more} 处两边改得不同，都留着：文件菜单“处理合并冲突”逐处决定"),
    });
    let mut effects = vec![Effect::Rebase(year, true)];
    effects.extend(state.check());
    effects
}

fn mine(state: &mut State) -> Vec<Effect> {
    let year = state.shared.about;
    if let Some(changed) = state.shared.changed.remove(&year) {
        state.knows_on_disk(year, changed.theirs);
    }
    let mut effects = vec![Effect::Rebase(year, true)];
    effects.extend(state.save_all());
    effects
}

fn theirs(state: &mut State) -> Vec<Effect> {
    let year = state.shared.about;
    let Some(theirs) = state.shared.changed.get(&year).map(|changed| changed.theirs.clone()) else {
        return Vec::new();
    };
    let Some(ours) = state.project().and_then(|project| project.reports.get(&year)) else {
        return Vec::new();
    };
    let kept = Effect::KeepVersion(year, Arc::new(ours.clone()));
    state.replace(year, "看对方的", theirs);
    state.tell("这是对方的；Ctrl-Z 回到你的，再按 Ctrl-S 决定");
    vec![kept]
}
