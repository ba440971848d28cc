//! What became of the place at the caret (历史), on a card.

use crate::checks::Spot as Place;
use crate::model::Id;
use crate::project::{CellAt, Event, place_of};

use super::action::Effect;
use super::card::{Card, Choosable};
use super::focus::Focus;
use super::mending::Deed;
use super::noting::Note;
use super::outline::Node;
use super::state::State;

/// The place at the caret: a paragraph, a section, a table, or a cell of one.
fn here(state: &State) -> Option<(Id, Option<CellAt>)> {
    let report = state.report()?;
    match state.focus.pane() {
        Focus::Table | Focus::Cell | Focus::Filling => {
            let table = report.table(state.grid.table)?;
            let row = table.rows.get(state.grid.row)?.id;
            let column = table.columns.get(state.grid.column)?.key.clone();
            Some((table.id, Some((row, column))))
        }
        Focus::Review => {
            let place = state.reviewing.place().filter(|place| !place.stray)?;
            let of = if place.spot == Place::Report { place.section } else { place.of };
            Some((of, None))
        }
        Focus::Text | Focus::Typing => {
            let spot = state.page.caret.spot;
            if let Some(block) = spot.block(report) {
                return Some((block.id(), None));
            }
            Some((report.sections.get(spot.section()?)?.id, None))
        }
        _ => match state.here()? {
            Node::Section(_, id) | Node::Table(_, id) => Some((id, None)),
            Node::Report(_) => None,
        },
    }
}

/// Opens the card.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    let found = here(state).zip(state.year()).zip(state.project());
    let Some((((of, cell), year), project)) = found else {
        state.tell("先到一段、一张表或一格上，再看它的历史");
        return Vec::new();
    };
    let events = project.history(year, of, cell.as_ref());
    let name = state.report().map_or(String::new(), |report| place_of(report, of, cell.as_ref()));
    let lines = if events.is_empty() {
        vec!["还没有记录。以后保存的改动、签名和更正都会列在这里。".to_owned()]
    } else {
        events.iter().map(told).collect()
    };
    let deed = Deed::Note(Note::Leave);
    let back = Choosable { title: "返回".to_owned(), blocked: None, deed };
    let title = format!("历史　{name}");
    state.card = Card { title, lines, choices: vec![back], ..Card::default() };
    state.focus.push(Focus::Card);
    Vec::new()
}

/// `2025-03-01 09:30 张三：28 改为 29`
fn told(event: &Event) -> String {
    let when = event.when.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M");
    format!("{when} {}：{}", event.by, event.what)
}
