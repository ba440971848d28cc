//! Commands on sections and paragraphs as wholes.

use crate::app::action::Effect;
use crate::app::caret::Caret;
use crate::app::command::{Command, Menu, needs_writing};
use crate::app::focus::Focus;
use crate::app::outline::Node;
use crate::app::spot::Spot;
use crate::app::state::State;
use crate::edit::Edit;
use crate::model::DEEPEST;
use crate::model::Report;

use super::structure::{self, Refusal, Reshaping};

const PLACES: &[Focus] = &[Focus::Outline, Focus::Text, Focus::Typing];
const IN_TEXT: &[Focus] = &[Focus::Text, Focus::Typing];
const AT_REST: &[Focus] = &[Focus::Outline, Focus::Text];

const fn command(
    id: &'static str,
    title: &'static str,
    about: &'static str,
    run: fn(&mut State) -> Vec<Effect>,
) -> Command {
    Command {
        id,
        title,
        hint: "",
        about,
        menu: Menu::Section,
        places: PLACES,
        keys: &[],
        run,
        blocked: needs_writing,
    }
}

/// The same with letters: while one types they are typed, and the menu does it.
const fn lettered(keys: &'static [&'static str], command: Command) -> Command {
    Command { keys, ..command }
}

/// The same with keys, which work at rest alone.
const fn keyed(keys: &'static [&'static str], command: Command) -> Command {
    Command { keys, places: AT_REST, ..command }
}

pub(super) const COMMANDS: &[Command] = &[
    lettered(&["r"], command("section.rename", "改标题", "改这一节的标题", rename)),
    keyed(
        &["ins"],
        command("section.insert", "插入同级节", "在这一节（连同下级）后面加一节", insert),
    ),
    command("section.insert_below", "插入下级节", "在这一节下面加一节", insert_below),
    command("section.paragraph", "插入段落", "在光标后面加一段", paragraph),
    lettered(&["<"], command("section.promote", "升级", "标题升一级；段落变成标题", promote)),
    lettered(&[">"], command("section.demote", "降级", "标题降一级；第四级变成段落", demote)),
    lettered(&["["], command("section.up", "上移", "把这一节或这一段往前移", up)),
    lettered(&["]"], command("section.down", "下移", "把这一节或这一段往后移", down)),
    command("section.split", "在光标处分段", "光标后面的成为新的一段", crate::app::typing::part)
        .within(IN_TEXT),
    command("section.join", "并入下段", "这一段和下一段并成一段", super::modal::join)
        .within(IN_TEXT),
    command("section.delete", "删除这一节", "连同下级节一起删；可以撤销", delete),
    command(
        "section.delete_paragraph",
        "删除这一段",
        "删光标所在的一段；可以撤销",
        delete_paragraph,
    ),
    command("section.renumber", "改用自动序号", "不再用来源里的序号", renumber),
];

/// What is meant: the chosen line of the outline, or the place of the caret.
fn meant(state: &State) -> Option<Spot> {
    if state.focus.pane() != Focus::Outline {
        return Some(state.page.caret.spot);
    }
    match state.outline.chosen? {
        Node::Section(year, id) if Some(year) == state.year() => {
            state.report()?.section_index(id).map(Spot::Heading)
        }
        _ => None,
    }
}

/// Works out a change at the place that is meant, makes it, and goes there.
fn reshape(
    state: &mut State,
    work_out: impl FnOnce(&Report, Spot) -> Result<Reshaping, Refusal>,
) -> Vec<Effect> {
    let (Some(report), Some(spot)) = (state.report(), meant(state)) else {
        state.warn("先在目录里选中本年报的一节，或把光标移到正文里");
        return Vec::new();
    };
    match work_out(report, spot) {
        Err(refusal) => state.warn(refusal),
        Ok(Reshaping { title, edit, caret }) => {
            if state.change(&title, edit) {
                state.page.caret = Caret::before(caret);
                state.tell(format!("已{title}（Ctrl-Z 撤销）"));
                if let Some(node) = state.here() {
                    state.outline.reveal(node);
                }
            }
        }
    }
    Vec::new()
}

fn section_of(spot: Spot) -> Result<usize, Refusal> {
    spot.section().ok_or("光标在年报标题上；先移到一节里")
}

fn insert(state: &mut State) -> Vec<Effect> {
    let id = state.ids.give();
    reshape(state, |report, spot| structure::insert_section(report, section_of(spot)?, false, id));
    rename(state)
}

fn insert_below(state: &mut State) -> Vec<Effect> {
    let id = state.ids.give();
    reshape(state, |report, spot| structure::insert_section(report, section_of(spot)?, true, id));
    rename(state)
}

fn paragraph(state: &mut State) -> Vec<Effect> {
    let id = state.ids.give();
    reshape(state, |report, spot| structure::insert_paragraph(report, spot, id));
    state.focus.push(Focus::Text);
    super::edit::start_typing(state);
    Vec::new()
}

fn promote(state: &mut State) -> Vec<Effect> {
    let id = state.ids.give();
    reshape(state, |report, spot| match spot {
        Spot::Block(section, block) => structure::paragraph_to_heading(report, section, block, id),
        Spot::Title | Spot::Heading(_) => {
            structure::relevel_section(report, section_of(spot)?, false)
        }
    })
}

fn demote(state: &mut State) -> Vec<Effect> {
    let id = state.ids.give();
    reshape(state, |report, spot| match spot {
        Spot::Block(..) => Err("段落没有更低的级别"),
        Spot::Heading(index)
            if report.sections.get(index).is_some_and(|section| section.level == DEEPEST) =>
        {
            structure::heading_to_paragraph(report, index, id)
        }
        Spot::Title | Spot::Heading(_) => {
            let index = section_of(spot)?;
            // The first of its parent has no neighbour to go under: it becomes the paragraph that promoting would undo.
            structure::relevel_section(report, index, true).or_else(|refusal| {
                let first = structure::is_first_of_parent(report, index);
                if first {
                    structure::heading_to_paragraph(report, index, id)
                } else {
                    Err(refusal)
                }
            })
        }
    })
}

fn up(state: &mut State) -> Vec<Effect> {
    shift(state, false)
}

fn down(state: &mut State) -> Vec<Effect> {
    shift(state, true)
}

fn shift(state: &mut State, down: bool) -> Vec<Effect> {
    reshape(state, |report, spot| match spot {
        Spot::Block(section, block) => structure::move_block(report, section, block, down),
        Spot::Title | Spot::Heading(_) => structure::move_section(report, section_of(spot)?, down),
    })
}

fn delete(state: &mut State) -> Vec<Effect> {
    reshape(state, |report, spot| structure::delete_section(report, section_of(spot)?))
}

fn delete_paragraph(state: &mut State) -> Vec<Effect> {
    reshape(state, |report, spot| match spot {
        Spot::Block(section, block) => structure::delete_block(report, section, block),
        Spot::Title | Spot::Heading(_) => Err("光标不在段落上；删整节用“删除这一节”"),
    })
}

/// Goes to the heading and begins typing in it.
fn rename(state: &mut State) -> Vec<Effect> {
    let Some(report) = state.report() else { return Vec::new() };
    let Some(index) = meant(state).and_then(Spot::section) else { return Vec::new() };
    let Some(section) = report.sections.get(index) else { return Vec::new() };
    if section.is_preface() {
        state.warn("前言没有标题");
        return Vec::new();
    }
    state.page.caret = Caret::at(Spot::Heading(index), section.title.len());
    state.focus.push(Focus::Text);
    super::edit::start_typing(state);
    Vec::new()
}

fn renumber(state: &mut State) -> Vec<Effect> {
    reshape(state, |report, spot| {
        let section = report.sections.get(section_of(spot)?).ok_or("这里没有章节")?;
        if section.number.is_none() {
            return Err("这一节本来就用自动序号");
        }
        let edit = Edit::SetNumber { section: section.id, to: None };
        Ok(Reshaping {
            title: format!("“{}”改用自动序号", section.title), edit, caret: spot
        })
    })
}
