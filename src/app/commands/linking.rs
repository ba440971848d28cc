//! Tied figures (关联) and the way from a number to its source.

use crate::app::action::Effect;
use crate::app::command::{Command, Menu, needs_report, needs_writing};
use crate::app::focus::Focus;
use crate::app::spot::Spot;
use crate::app::state::State;
use crate::app::trace;
use crate::edit::Edit;
use crate::model::{Block, Id, Link, Paragraph, Section, TextAt, after_change};
use crate::project::Tied;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "figures.trace",
        title: "溯源",
        hint: "溯源",
        about: "从正文的数到它的格，再到别处写着它的句子；从格到引用它的句子；再按回原处",
        menu: Menu::Find,
        places: &[Focus::Text, Focus::Typing, Focus::Table],
        keys: &["f4"],
        run: trace::trace,
        blocked: needs_report,
    },
    Command {
        id: "figures.back",
        title: "回上一处",
        hint: "",
        about: "溯源之后，一步步退回来的地方",
        menu: Menu::Find,
        places: &[Focus::Text, Focus::Typing, Focus::Table],
        keys: &["ctrl-w"],
        run: trace::back,
        blocked: needs_report,
    },
    Command {
        id: "figures.signs",
        title: "数字标记",
        hint: "",
        about: "显示或隐去数旁的标记：[关联] {不符} <没有来源> <待确认?>",
        menu: Menu::View,
        places: &[],
        keys: &[],
        run: signs,
        blocked: needs_report,
    },
    Command {
        id: "figures.renew",
        title: "更新关联的数",
        hint: "",
        about: "来源变了的关联数全部更新，等人复看；一步撤销",
        menu: Menu::Find,
        places: &[],
        keys: &[],
        run: renew,
        blocked: needs_writing,
    },
    Command {
        id: "figures.looked",
        title: "这一段看过了",
        hint: "",
        about: "光标所在段：关联数复看过，沿用往年的句子仍然适用",
        menu: Menu::Find,
        places: &[Focus::Text, Focus::Typing],
        keys: &[],
        run: looked,
        blocked: needs_writing,
    },
    Command {
        id: "figures.untie",
        title: "解除关联",
        hint: "",
        about: "光标所在段的关联数都改成普通的数",
        menu: Menu::Find,
        places: &[Focus::Text, Focus::Typing],
        keys: &[],
        run: untie,
        blocked: needs_writing,
    },
];

fn signs(state: &mut State) -> Vec<Effect> {
    state.ties.hidden = !state.ties.hidden;
    state.page.forget_all();
    state.tell(if state.ties.hidden {
        "数旁的标记隐去了；光标在数上时，下面照样说明"
    } else {
        "数旁的标记：[关联] {不符} <没有来源> <待确认?>，相符的不标"
    });
    Vec::new()
}

/// Renews every tied figure whose source says something else now, and marks it to be looked at again.
fn renew(state: &mut State) -> Vec<Effect> {
    let (Some(project), Some(year)) = (state.project(), state.year()) else { return Vec::new() };
    let ids: Vec<Id> = state
        .report()
        .into_iter()
        .flat_map(|report| report.sections.iter().flat_map(Section::paragraphs))
        .filter(|paragraph| !paragraph.links.is_empty())
        .map(|paragraph| paragraph.id)
        .collect();
    let mut edits = Vec::new();
    let mut count = 0;
    for id in ids {
        let changed: Vec<(Link, String, String)> = project
            .tied_figures(year)
            .into_iter()
            .filter(|one| one.paragraph.id == id)
            .filter_map(|one| match one.state {
                Tied::Changed { now, value } => Some((one.link.clone(), now, value)),
                _ => None,
            })
            .collect();
        let Some(paragraph) = state.report().and_then(|report| report.paragraph(id)) else {
            continue;
        };
        count += changed.len();
        edits.extend(renewed(paragraph, &changed));
    }
    if count == 0 {
        state.tell("关联的数都与来源相同");
        return Vec::new();
    }
    if state.change(&format!("更新 {count} 个关联的数"), Edit::Group(edits)) {
        state.tell(format!(
            "已更新 {count} 个关联的数；逐句复看之后选“这一段看过了”（Ctrl-Z 撤销）"
        ));
    }
    state.check()
}

/// The edits that renew some links of a paragraph, the last first, so that those before keep their places.
fn renewed(paragraph: &Paragraph, changed: &[(Link, String, String)]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut links = paragraph.links.clone();
    for (link, now, value) in changed.iter().rev() {
        let byte = |at: usize| {
            paragraph.text.char_indices().nth(at).map_or(paragraph.text.len(), |(byte, _)| byte)
        };
        edits.push(Edit::ReplaceText {
            at: TextAt::Paragraph(paragraph.id),
            start: byte(link.from),
            removed: link.quote.clone(),
            inserted: now.clone(),
        });
        let count = now.chars().count();
        links = after_change(&links, link.from, link.to, count);
        let fresh = Link {
            to: link.from + count,
            quote: now.clone(),
            value: value.clone(),
            look_again: true,
            ..link.clone()
        };
        let at = links.partition_point(|known| known.from < fresh.from);
        links.insert(at, fresh);
    }
    if !edits.is_empty() {
        edits.push(Edit::SetLinks { paragraph: paragraph.id, to: links });
    }
    edits
}

fn here(state: &State) -> Option<Paragraph> {
    let Spot::Block(..) = state.page.caret.spot else { return None };
    state.page.caret.spot.block(state.report()?).and_then(Block::paragraph).cloned()
}

fn looked(state: &mut State) -> Vec<Effect> {
    let Some(paragraph) = here(state) else {
        state.warn("光标不在段落里");
        return Vec::new();
    };
    if paragraph.links.iter().any(|link| link.look_again) {
        let links = paragraph.links.iter().map(|link| Link { look_again: false, ..link.clone() });
        let to = links.collect();
        state.change("复看过", Edit::SetLinks { paragraph: paragraph.id, to });
    }
    let effects = state.change_review("这一段看过了", |review| {
        review.pending.retain(|mark| mark.paragraph != paragraph.id);
    });
    state.tell("这一段记为看过");
    if effects.is_empty() { state.check() } else { effects }
}

fn untie(state: &mut State) -> Vec<Effect> {
    let Some(paragraph) = here(state).filter(|paragraph| !paragraph.links.is_empty()) else {
        state.tell("这一段没有关联的数");
        return Vec::new();
    };
    let count = paragraph.links.len();
    if state.change("解除关联", Edit::SetLinks { paragraph: paragraph.id, to: Vec::new() }) {
        state.tell(format!("已解除 {count} 个关联，数还在原处（Ctrl-Z 撤销）"));
    }
    state.check()
}
