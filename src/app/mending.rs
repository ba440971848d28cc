//! What is done about one finding (处理): mend it, pass it, mend all of its kind, say why it may stand, read why it is one.

use std::collections::BTreeMap;

use crate::checks::{Finding, Fix, Place, Severity, Tier, WORDING, rule};
use crate::project::waiver;

use super::action::Effect;
use super::card::{Card, Choosable};
use super::commands;
use super::focus::Focus;
use super::importing::{self, Bring};
use super::mend;
use super::noting::{self, Note};
use super::prompt::Asked;
use super::state::State;
use super::versions;

/// What choosing something on a card does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// 改: makes the fix, or asks which one.
    Mend,
    /// Makes the fix with this index among those that are ready.
    Make(usize),
    /// 跳过
    Skip,
    /// 自己改
    Own,
    /// 本报告都改: shows what would become of all findings of the rule.
    ShowAll,
    /// Makes them.
    MakeAll,
    /// 不是错
    NotWrong,
    /// 写说明
    Explain,
    /// 撤回说明
    Withdraw,
    /// 看依据
    Basis,
    /// Back to the choices.
    Back,
    /// Something with a comment.
    Note(Note),
    /// Back to the versions.
    Versions,
    /// Asks which section of the version is to be restored.
    ChooseSection,
    /// Restores the version.
    RestoreAll,
    /// What is done with a file that was read.
    Bring(Bring),
}

/// How many findings of each kind there were before a fix, to tell what it has brought about.
#[derive(Debug, Clone, Default)]
pub(super) struct Mended {
    done: String,
    before: BTreeMap<(&'static str, String), usize>,
}

fn kinds(list: &[Finding]) -> BTreeMap<(&'static str, String), usize> {
    let mut kinds = BTreeMap::new();
    for finding in list {
        *kinds.entry((finding.rule, finding.message.clone())).or_default() += 1;
    }
    kinds
}

impl Mended {
    /// Something was done while these findings stood.
    pub(super) fn since(list: &[Finding], done: String) -> Self {
        Self { done, before: kinds(list) }
    }

    /// What was done, and what it has brought about.
    pub(super) fn told(&self, list: &[Finding]) -> String {
        let known = |kind: &(&'static str, String)| self.before.get(kind).copied().unwrap_or(0);
        let new: usize =
            kinds(list).iter().map(|(kind, count)| count.saturating_sub(known(kind))).sum();
        match new {
            0 => self.done.clone(),
            new => format!("{}；又出现 {new} 处", self.done),
        }
    }
}

/// Opens the card of the finding that is looked at: the chosen one of the list, else the one at the caret.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    if state.focus.pane() != Focus::Findings && !state.choose_at_caret() {
        state.tell(if state.findings.checked {
            "光标处没有问题；F8 到下一处"
        } else {
            "还没有校核；按 F5 校核"
        });
        return Vec::new();
    }
    let Some(finding) = state.findings.chosen().cloned() else { return Vec::new() };
    state.pause();
    state.card = card(state, &finding);
    state.focus.push(Focus::Card);
    Vec::new()
}

fn card(state: &State, finding: &Finding) -> Card {
    let locked = state.read_only();
    let why = |own: Option<String>| locked.clone().or(own);
    let ready = mend::ready(finding);
    let alike = alike(state, finding).len();
    let firm = || finding.firm.then(|| "表内勾稽必须改正，不能写说明".to_owned());
    let choice = |title: &str, blocked, deed| Choosable { title: title.to_owned(), blocked, deed };
    let all = match alike {
        0 => "本报告都改".to_owned(),
        count => format!("本报告都改（{count}处）"),
    };
    let mine = finding.waived.as_ref().is_some_and(|waived| waived.carried_from.is_none());
    let explain = if mine {
        choice("撤回说明", None, Deed::Withdraw)
    } else {
        choice("写说明", firm(), Deed::Explain)
    };
    let none = ready.is_empty().then(|| "这一处要由人来改，按 3".to_owned());
    let unsure = (alike == 0).then(|| "只有“确定”一级的改法可以成批改".to_owned());
    let choices = vec![
        choice("改", why(none.clone()), Deed::Mend),
        choice("跳过", None, Deed::Skip),
        choice("自己改", why(None), Deed::Own),
        choice(&all, why(unsure), Deed::ShowAll),
        choice("不是错", firm(), Deed::NotWrong),
        explain,
        choice("看依据", None, Deed::Basis),
    ];
    let chosen = usize::from(choices.first().is_some_and(|first| first.blocked.is_some()));
    Card { title: title(state, finding), lines: lines(state, finding), choices, chosen, top: 0 }
}

fn title(state: &State, finding: &Finding) -> String {
    let (number, count) = (state.findings.position() + 1, state.findings.shown().count());
    format!("处理　{} {}（{number}/{count}）", finding.severity.word(), finding.rule)
}

fn lines(state: &State, finding: &Finding) -> Vec<String> {
    let mut lines = vec![finding.message.clone(), format!("依据：{}", finding.basis)];
    if let Some(waived) = &finding.waived {
        let since = if waived.carried_from.is_some() { "去年已说明" } else { "已说明" };
        lines.push(format!("{since}：{}（{}）", waived.reason, waived.by));
    }
    if let Some(lapsed) = &finding.lapsed {
        lines.push(format!("说明已失效：{}（{}）", lapsed.reason, lapsed.by));
    }
    let report = state.report();
    for fix in &finding.fixes {
        let shown = report.map(|report| mend::difference(report, fix)).unwrap_or_default();
        let shown = match shown.as_slice() {
            [one] if fix.tier == Tier::Sure => format!("　{one}"),
            _ => String::new(),
        };
        lines.push(format!("{}：{}{shown}", fix.tier.word(), fix.title));
    }
    lines
}

/// The findings of the same rule whose first fix is certain.
fn alike<'a>(state: &'a State, finding: &Finding) -> Vec<&'a Finding> {
    let same = state.findings.list.iter().filter(|one| one.rule == finding.rule);
    same.filter(|one| mend::sure(one).is_some()).collect()
}

/// Does what was chosen on a card.
pub(super) fn act(state: &mut State, deed: Deed) -> Vec<Effect> {
    let finding = match deed {
        Deed::Note(note) => return noting::act(state, note),
        Deed::Versions => return versions::back(state),
        Deed::ChooseSection => return versions::choose_section(state),
        Deed::RestoreAll => return versions::restore_all(state),
        Deed::Bring(bring) => return importing::answer(state, bring),
        _ => state.findings.chosen().cloned(),
    };
    let Some(finding) = finding else { return Vec::new() };
    match deed {
        Deed::Mend => mend_one(state, &finding),
        Deed::Make(index) => make(state, &finding, index),
        Deed::Skip => skip(state, true),
        Deed::Own => own(state),
        Deed::ShowAll => show_all(state, &finding),
        Deed::MakeAll => make_all(state, &finding),
        Deed::NotWrong => not_wrong(state, &finding),
        Deed::Explain => {
            let before = finding.lapsed.or(finding.waived).map(|said| said.reason);
            state.prompt.ask(Asked::Waiver, &before.unwrap_or_default());
            state.focus.push(Focus::Prompt);
            Vec::new()
        }
        Deed::Withdraw => withdraw(state, &finding),
        Deed::Basis => basis(state, &finding),
        Deed::Back => open(state),
        Deed::Note(_)
        | Deed::Bring(_)
        | Deed::Versions
        | Deed::ChooseSection
        | Deed::RestoreAll => Vec::new(),
    }
}

fn mend_one(state: &mut State, finding: &Finding) -> Vec<Effect> {
    let ready = mend::ready(finding);
    if ready.len() < 2 {
        return make(state, finding, 0);
    }
    let fixes = ready.iter().zip(0..).map(|(fix, index)| Choosable {
        title: format!("{}：{}", fix.tier.word(), fix.title),
        blocked: None,
        deed: Deed::Make(index),
    });
    let back = Choosable { title: "返回".to_owned(), blocked: None, deed: Deed::Back };
    let choices: Vec<Choosable> = fixes.take(8).chain([back]).collect();
    let lines = vec![finding.message.clone()];
    state.card =
        Card {
            title: "改法不止一种，按数字选".to_owned(), lines, choices, ..Card::default()
        };
    state.focus.push(Focus::Card);
    Vec::new()
}

fn make(state: &mut State, finding: &Finding, index: usize) -> Vec<Effect> {
    let ready = mend::ready(finding);
    let Some(fix) = ready.get(index) else { return Vec::new() };
    change(state, &[fix], &fix.title)
}

/// Makes fixes as one step, and has what they touched looked at again.
fn change(state: &mut State, fixes: &[&Fix], title: &str) -> Vec<Effect> {
    let mut ids = state.ids.clone();
    let edit = state.report().and_then(|report| mend::edit(report, &mut ids, fixes));
    let Some(edit) = edit else {
        state.warn("内容已经改过，这一处对不上了；按 F5 重新校核");
        return Vec::new();
    };
    if !state.change(title, edit) {
        return Vec::new();
    }
    state.ids = ids;
    let done = format!("已改：{title}（Ctrl-Z 撤销）");
    state.findings.mended = Some(Mended::since(&state.findings.list, done));
    state.check()
}

/// Goes to the next or the previous finding of the list and leaves this one as it is.
pub(super) fn skip(state: &mut State, forward: bool) -> Vec<Effect> {
    if state.focus.top() == Focus::Card {
        state.focus.pop();
    }
    commands::walk_findings(state, forward);
    Vec::new()
}

/// Goes where the finding is, ready to type.
fn own(state: &mut State) -> Vec<Effect> {
    commands::enter_finding(state);
    let table = state.focus.top() == Focus::Table;
    commands::run(state, if table { "table.edit" } else { "edit.start" })
}

fn show_all(state: &mut State, finding: &Finding) -> Vec<Effect> {
    let Some(report) = state.report() else { return Vec::new() };
    let fixes = alike(state, finding).into_iter().filter_map(mend::sure);
    let lines: Vec<String> = fixes.flat_map(|fix| mend::difference(report, fix)).collect();
    let count = alike(state, finding).len();
    let choice = |title: String, deed| Choosable { title, blocked: None, deed };
    let choices = vec![
        choice(format!("都改（{count}处，一步可撤销）"), Deed::MakeAll),
        choice("不改".to_owned(), Deed::Back),
    ];
    let title = format!("{} 将改 {count} 处（PgUp/PgDn 翻看）", finding.rule);
    state.card = Card { title, lines, choices, ..Card::default() };
    state.focus.push(Focus::Card);
    Vec::new()
}

fn make_all(state: &mut State, finding: &Finding) -> Vec<Effect> {
    let all: Vec<Finding> = alike(state, finding).into_iter().cloned().collect();
    let fixes: Vec<&Fix> = all.iter().filter_map(mend::sure).collect();
    let name = rule(finding.rule).map_or("", |rule| rule.about.name);
    change(state, &fixes, &format!("{name}，{} 处", fixes.len()))
}

/// A word that a rule on wording is about goes to the office's list; anything else is explained where it stands.
fn not_wrong(state: &mut State, finding: &Finding) -> Vec<Effect> {
    let word = match &finding.place {
        Place::Text(place) => place.words.as_ref().map(|words| words.quote.trim()),
        Place::Table(_) | Place::Report {} => None,
    };
    // A mark alone, called right once, would be right everywhere.
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
    let listed = finding.rule.starts_with(WORDING);
    match word.filter(is_word).filter(|_| listed) {
        Some(word) => {
            let done = format!("“{word}”已记入词表 words.ron，各年都不再报");
            state.findings.mended = Some(Mended::since(&state.findings.list, done));
            vec![Effect::CallRight(word.to_owned(), state.user.clone())]
        }
        None => explain(state, "经核对不是错"),
    }
}

/// Says why the chosen finding may stand.
pub(super) fn explain(state: &mut State, reason: &str) -> Vec<Effect> {
    let (Some(finding), Some(year)) = (state.findings.chosen().cloned(), state.year()) else {
        return Vec::new();
    };
    let by = if state.user.is_empty() { "未署名".to_owned() } else { state.user.clone() };
    let signed = (by.as_str(), state.now);
    let waiver = state.report().and_then(|report| waiver(&finding, report, reason, signed));
    let Some(waiver) = waiver else {
        state.warn("表内勾稽必须改正，不能写说明");
        return Vec::new();
    };
    state.findings.mended =
        Some(Mended::since(&state.findings.list, format!("{year} 年审阅记录里已记下说明")));
    state.change_review("写说明", |review| {
        // A new word on what was explained before takes its place.
        review.waivers.retain(|known| known.rule != waiver.rule || known.at != waiver.at);
        review.waivers.push(waiver);
    })
}

fn withdraw(state: &mut State, finding: &Finding) -> Vec<Effect> {
    let Some(index) = state.project().and_then(|project| project.waiver_of(finding)) else {
        return Vec::new();
    };
    state.findings.mended = Some(Mended::since(&state.findings.list, "说明已撤回".to_owned()));
    state.change_review("撤回说明", |review| drop(review.waivers.remove(index)))
}

/// The page of the rule, without the marks of Markdown.
fn basis(state: &mut State, finding: &Finding) -> Vec<Effect> {
    let page = rule(finding.rule).map_or("", |rule| rule.about.page);
    let mut lines = vec![format!("依据：{}", finding.basis)];
    let plain = page.lines().map(|line| line.trim_start_matches("# ").replace("**", ""));
    lines.extend(plain.filter(|line| !line.trim().is_empty()));
    let back = Choosable { title: "返回".to_owned(), blocked: None, deed: Deed::Back };
    let title = format!("{} 的说明（PgUp/PgDn 翻看）", finding.rule);
    state.card = Card { title, lines, choices: vec![back], ..Card::default() };
    state.focus.push(Focus::Card);
    Vec::new()
}

/// What is said of a finding in the remark line before its message.
pub fn standing(finding: &Finding) -> &'static str {
    match (&finding.waived, &finding.lapsed) {
        (Some(waived), _) if waived.carried_from.is_some() => "去年已说明 ",
        (Some(_), _) => "已说明 ",
        (None, Some(_)) => "说明已失效 ",
        (None, None) => "",
    }
}

/// Families of rules, by letter.
pub(super) const FAMILIES: [(char, &str); 8] = [
    ('F', "数字与表"),
    ('P', "标点"),
    ('N', "数字用法"),
    ('T', "用词"),
    ('Y', "年度残留"),
    ('S', "结构"),
    ('C', "联系与隐私"),
    ('X', "字符"),
];

/// The severities, the heaviest first.
pub(super) const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Hint];
