//! Notes on the words or the cell at the caret: comments, suggestions, corrections, and what became of the place.

use crate::app::action::Effect;
use crate::app::command::{Command, Menu, needs_report};
use crate::app::correcting;
use crate::app::focus::Focus;
use crate::app::history;
use crate::app::noting;
use crate::app::prompt::Asked;
use crate::app::reviewing::About;
use crate::app::state::State;
use crate::model::Id;

/// Where there is a caret that stands on words or on a cell.
const ON_WORDS: &[Focus] = &[Focus::Text, Focus::Typing, Focus::Table];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "note.comment",
        title: "写意见",
        hint: "",
        about: "给选中的字、光标所在的一句或一格写意见；正文改动时意见跟着走",
        menu: Menu::Review,
        places: ON_WORDS,
        keys: &[],
        run: comment,
        blocked: needs_report,
    },
    Command {
        id: "note.suggest",
        title: "提修改建议",
        hint: "",
        about: "建议把选中的字、这一句或这一格改成什么；由起草人采纳或不采纳",
        menu: Menu::Review,
        places: ON_WORDS,
        keys: &[],
        run: suggest,
        blocked: needs_report,
    },
    Command {
        id: "note.here",
        title: "这里的意见",
        hint: "",
        about: "看光标处的意见：答复、解决，采纳或不采纳建议",
        menu: Menu::Review,
        places: ON_WORDS,
        keys: &[],
        run: here,
        blocked: needs_report,
    },
    Command {
        id: "note.history",
        title: "这里的历史",
        hint: "",
        about: "光标处的格或段：谁、什么时候、从什么改成什么，谁签过，有没有更正",
        menu: Menu::Review,
        places: &[],
        keys: &[],
        run: history::open,
        blocked: needs_report,
    },
    Command {
        id: "note.correct",
        title: "写更正",
        hint: "",
        about: "已发布的年报有误：写下更正后的数或字和理由，公布的原样不动",
        menu: Menu::Review,
        places: ON_WORDS,
        keys: &[],
        run: correcting::correct,
        blocked: correcting::why_no_correction,
    },
];

/// What stands at the caret, or why nothing can be said of it.
fn anchored(state: &mut State, then: impl FnOnce(&mut State, About) -> Vec<Effect>) -> Vec<Effect> {
    match noting::anchor_here(state) {
        Ok((at, beside)) => then(state, About::Anchor(at, beside)),
        Err(why) => {
            state.warn(why);
            Vec::new()
        }
    }
}

fn comment(state: &mut State) -> Vec<Effect> {
    anchored(state, |state, about| noting::ask(state, Asked::Comment, about, ""))
}

fn suggest(state: &mut State) -> Vec<Effect> {
    anchored(state, |state, about| match about {
        About::Anchor(at, beside) => noting::propose(state, (at, beside)),
        _ => Vec::new(),
    })
}

fn here(state: &mut State) -> Vec<Effect> {
    let ids: Vec<Id> = noting::comments_here(state).iter().map(|one| one.id).collect();
    noting::open(state, &ids)
}
