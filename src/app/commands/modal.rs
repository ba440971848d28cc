//! Commands for those who edit without leaving the letters: the vim preset binds them; everybody finds them by name.

use crate::app::action::Effect;
use crate::app::caret::Caret;
use crate::app::command::{Command, moving};
use crate::app::focus::Focus;
use crate::app::spot::Spot;
use crate::app::state::State;
use crate::app::typing;
use crate::edit::Edit;
use crate::model::Block;
use crate::model::Paragraph;
use crate::text::grapheme;
use crate::text::sentence;
use crate::text::words;

use super::edit::start_typing;

const HERE: &[Focus] = &[Focus::Text];

pub(super) const COMMANDS: &[Command] = &[
    moving("edit.append", "编辑（光标后）", &[], |state| type_at(state, append)).within(HERE),
    moving("edit.start_of_paragraph", "编辑（段首）", &[], |state| type_at(state, |_, _| 0))
        .within(HERE),
    moving("edit.end_of_paragraph", "编辑（段末）", &[], |state| {
        type_at(state, |text, _| text.len())
    })
    .within(HERE),
    moving("section.paragraph_above", "插入段落（上面）", &[], above).within(HERE),
    moving("edit.put", "粘贴（仍在浏览）", &[], put).within(HERE),
    moving("edit.change_word", "编辑（换掉这个词）", &[], |state| {
        change(state, words::next_word)
    })
    .within(HERE),
    moving("edit.change_paragraph", "编辑（换掉这一段）", &[], change_paragraph).within(HERE),
    moving("text.cut_word", "剪切（到词末）", &[], |state| cut_to(state, words::next_word))
        .within(HERE),
    moving("text.cut_sentence", "剪切（到句末）", &[], |state| {
        cut_to(state, sentence::next_sentence)
    })
    .within(HERE),
    moving("text.cut_to_end", "剪切（到段末）", &[], |state| {
        cut_to(state, |text, _| text.len())
    })
    .within(HERE),
    moving("file.save_and_quit", "退出（先保存）", &[], super::file::save_and_quit),
];

/// Begins typing at another place of the text that the caret is in.
fn type_at(state: &mut State, place: fn(&str, usize) -> usize) -> Vec<Effect> {
    let Some(report) = state.report() else { return Vec::new() };
    let caret = state.page.caret;
    if let (Some(text), false) = (caret.spot.text(report), caret.spot == Spot::Title) {
        state.page.caret = Caret::at(caret.spot, place(text, caret.offset));
        start_typing(state);
        return Vec::new();
    }
    super::run(state, "edit.start")
}

fn append(text: &str, offset: usize) -> usize {
    grapheme::next_boundary(text, offset)
}

/// An empty paragraph before the one at the caret, to be typed in.
fn above(state: &mut State) -> Vec<Effect> {
    let Spot::Block(section, block) = state.page.caret.spot else {
        return super::run(state, "section.paragraph");
    };
    let id = state.ids.give();
    let Some(owner) = state.report().and_then(|report| report.sections.get(section)) else {
        return Vec::new();
    };
    let blocks = vec![Block::Paragraph(Paragraph { id, ..Paragraph::default() })];
    let edit = Edit::InsertBlocks { section: owner.id, at: block, blocks };
    if state.change("插入段落", edit) {
        state.page.caret = Caret::before(Spot::Block(section, block));
        start_typing(state);
    }
    Vec::new()
}

/// Pastes and goes on reading.
fn put(state: &mut State) -> Vec<Effect> {
    let effects = super::run(state, "edit.paste");
    if state.focus.top() == Focus::Typing {
        state.pause();
        state.focus.pop();
    }
    effects
}

/// Selects from the caret up to another place of its text; false where there is nothing in between.
fn select_to(state: &mut State, place: fn(&str, usize) -> usize) -> bool {
    let caret = state.page.caret;
    let Some(text) = state.report().and_then(|report| caret.spot.text(report)) else {
        return false;
    };
    let end = place(text, caret.offset);
    state.page.mark = Some(caret);
    state.page.caret = Caret::at(caret.spot, end);
    end > caret.offset && caret.spot != Spot::Title
}

fn cut_to(state: &mut State, place: fn(&str, usize) -> usize) -> Vec<Effect> {
    if select_to(state, place) {
        return super::run(state, "edit.cut");
    }
    state.page.unmark();
    Vec::new()
}

fn change(state: &mut State, place: fn(&str, usize) -> usize) -> Vec<Effect> {
    let effects = cut_to(state, place);
    start_typing(state);
    effects
}

fn change_paragraph(state: &mut State) -> Vec<Effect> {
    state.page.caret = Caret::before(state.page.caret.spot);
    change(state, |text, _| text.len())
}

/// Makes one paragraph of the one at the caret and the next.
pub(super) fn join(state: &mut State) -> Vec<Effect> {
    let caret = state.page.caret;
    let Some(text) = state.report().and_then(|report| caret.spot.text(report)) else {
        return Vec::new();
    };
    state.page.jump(Caret::at(caret.spot, text.len()));
    typing::rub_on(state)
}
