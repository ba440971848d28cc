//! Every place where something stands, in a list (查找结果): to go there, or to put other words in its stead (替换).

use std::collections::BTreeMap;
use std::ops::Range;

use crate::edit::Edit;
use crate::model::Report;
use crate::model::TextAt;
use crate::model::Year;
use crate::text::pattern::{How, Pattern};

use super::action::Effect;
use super::caret::Caret;
use super::focus::Focus;
use super::key::{Code, Key};
use super::selection::Selection;
use super::spot::Spot;
use super::state::State;

/// Characters of the text that are shown before and behind a place.
const AROUND: usize = 16;

/// Where to look (范围).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// The selected stretch.
    Selection,
    /// The section at the caret with all below it.
    Section,
    /// The open report.
    #[default]
    Report,
    /// All reports of the project.
    Years,
}

impl Reach {
    /// The word shown to the user.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Selection => "选区",
            Self::Section => "本节",
            Self::Report => "本年报",
            Self::Years => "全部年度",
        }
    }

    /// The next wider one, round the end; the selection only where there is one.
    const fn next(self, has_selection: bool) -> Self {
        match self {
            Self::Section => Self::Report,
            Self::Report => Self::Years,
            Self::Years if has_selection => Self::Selection,
            Self::Selection | Self::Years => Self::Section,
        }
    }
}

/// A place in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Of which report.
    pub year: Year,
    /// Which text.
    pub at: TextAt,
    /// Which bytes of it.
    pub range: Range<usize>,
    /// Number of its section as printed; 标题 or 前言 where it has none.
    pub number: String,
    /// Some words before it.
    pub before: String,
    /// What stands there.
    pub removed: String,
    /// Some words behind it.
    pub after: String,
    /// What will stand there.
    pub with: String,
    /// Whether it is to be replaced.
    pub taken: bool,
}

/// What is looked for everywhere, and what was found.
#[derive(Debug, Clone, Default)]
pub struct Matches {
    /// What is looked for.
    pub query: String,
    /// How that is meant.
    pub how: How,
    /// Where.
    pub reach: Reach,
    /// What is to stand there; none where one only looks.
    pub with: Option<String>,
    /// The places, in reading order; only those that may be changed where they are to be replaced.
    pub found: Vec<Match>,
    /// Reports that may not be changed: how many places they have, and why.
    pub left_alone: Vec<(Year, usize, String)>,
    /// What is wrong with the query.
    pub trouble: Option<String>,
    /// Index of the chosen place.
    pub chosen: usize,
    /// First place shown.
    pub top: usize,
    selection: Option<Selection>,
}

impl Matches {
    /// Starts over at a selection; one within a paragraph is what is looked for, a longer one is where.
    pub(super) fn start(&mut self, selection: Option<Selection>) {
        self.selection = selection.filter(|selection| selection.from.0 != selection.to.0);
        self.reach = if self.selection.is_some() { Reach::Selection } else { Reach::Report };
    }

    /// Looks in the next wider range.
    pub(super) fn widen(&mut self) {
        self.reach = self.reach.next(self.selection.is_some());
    }

    /// How many places will be replaced.
    pub fn taken(&self) -> usize {
        self.found.iter().filter(|place| place.taken).count()
    }

    fn look_in(
        &mut self,
        pattern: &Pattern,
        report: &Report,
        inside: &dyn Fn(Spot, &Range<usize>) -> bool,
    ) {
        let numbers = report.printed_numbers();
        let mut look = |at: TextAt, spot: Spot, text: &str| {
            let number = match spot.section().and_then(|index| report.sections.get(index)) {
                None => "标题",
                Some(section) if section.is_preface() => "前言",
                Some(_) => {
                    spot.section().and_then(|index| numbers.get(index)).map_or("", String::as_str)
                }
            };
            for range in pattern.find_all(text) {
                if inside(spot, &range) {
                    let (before, removed, after) = around(text, &range);
                    let with =
                        self.with.as_ref().map(|with| pattern.replacement(text, &range, with));
                    self.found.push(Match {
                        year: report.year,
                        at,
                        number: number.to_owned(),
                        before,
                        removed,
                        after,
                        with: with.unwrap_or_default(),
                        taken: true,
                        range,
                    });
                }
            }
        };
        for spot in std::iter::successors(Some(Spot::Title), |spot| spot.next(report)) {
            if let (Some(at), Some(text)) = (spot.text_at(report), spot.text(report)) {
                look(at, spot, text);
            } else if let Some(table) = spot.block(report).and_then(|block| block.table()) {
                // The captions of statutory tables are as the form has them.
                if table.form.is_empty() {
                    look(TextAt::Caption(table.id), spot, &table.caption);
                }
            }
        }
    }
}

/// Some words before a place, what stands there, and some words behind it.
fn around(text: &str, range: &Range<usize>) -> (String, String, String) {
    let (before, rest) = text.split_at_checked(range.start).unwrap_or((text, ""));
    let (hit, after) = rest.split_at_checked(range.len()).unwrap_or((rest, ""));
    let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let after = after.chars().take(AROUND * 2).collect();
    (before.get(from..).unwrap_or_default().to_owned(), hit.to_owned(), after)
}

impl State {
    /// Looks again for what the list shows.
    pub(super) fn find_matches(&mut self) {
        let mut matches = std::mem::take(&mut self.matches);
        matches.found.clear();
        matches.left_alone.clear();
        matches.chosen = 0;
        matches.trouble = None;
        match Pattern::new(matches.how, &matches.query) {
            Err(trouble) => matches.trouble = Some(trouble),
            Ok(_) if matches.query.is_empty() => {}
            Ok(pattern) => self.fill(&mut matches, &pattern),
        }
        self.matches = matches;
    }

    fn fill(&self, matches: &mut Matches, pattern: &Pattern) {
        let (Some(project), Some(open)) = (self.project(), self.report()) else { return };
        match matches.reach {
            Reach::Selection => {
                let Some(selection) = matches.selection else { return };
                matches.look_in(pattern, open, &|spot, range| {
                    let inside = selection.within(spot, usize::MAX);
                    inside.is_some_and(|inside| {
                        inside.start <= range.start && range.end <= inside.end
                    })
                });
            }
            Reach::Section => {
                let Some(section) = self.page.caret.spot.section() else { return };
                let family = section..section + open.subtree(section).max(1);
                matches.look_in(pattern, open, &|spot, _| {
                    spot.section().is_some_and(|section| family.contains(&section))
                });
            }
            Reach::Report => matches.look_in(pattern, open, &|_, _| true),
            Reach::Years => {
                for report in project.reports.values() {
                    matches.look_in(pattern, report, &|_, _| true);
                }
            }
        }
        if matches.with.is_some() {
            self.leave_alone(matches);
        }
    }

    /// Takes out the places in reports that may not be changed, and counts them.
    fn leave_alone(&self, matches: &mut Matches) {
        let mut counts: BTreeMap<Year, (usize, String)> = BTreeMap::new();
        matches.found.retain(|place| match self.read_only_in(place.year) {
            None => true,
            Some(why) => {
                counts.entry(place.year).or_insert((0, why)).0 += 1;
                false
            }
        });
        matches.left_alone =
            counts.into_iter().map(|(year, (count, why))| (year, count, why)).collect();
    }
}

/// Opens the list of all places of what is looked for; with other words, of all that would be replaced by them.
pub(super) fn open(state: &mut State, query: &str, with: Option<String>) {
    query.clone_into(&mut state.matches.query);
    state.matches.with = with;
    state.find_matches();
    state.focus.push(Focus::Matches);
}

/// A key while the list is open.
pub(super) fn press(state: &mut State, key: Key) -> Vec<Effect> {
    let page = usize::from(state.sheet_rows()).saturating_sub(3).max(1);
    let last = state.matches.found.len().saturating_sub(1);
    let chosen = &mut state.matches.chosen;
    match key.as_command().code {
        Code::Esc => close(state),
        Code::Char('c') if key.ctrl => close(state),
        Code::Up => *chosen = chosen.saturating_sub(1),
        Code::Down => *chosen = (*chosen + 1).min(last),
        Code::PageUp => *chosen = chosen.saturating_sub(page),
        Code::PageDown => *chosen = (*chosen + page).min(last),
        Code::Home => *chosen = 0,
        Code::End => *chosen = last,
        Code::Char(' ') => take_or_leave(state),
        Code::Tab => {
            state.matches.widen();
            state.find_matches();
        }
        Code::F(2) => {
            state.matches.how = state.matches.how.next();
            state.find.how = state.matches.how;
            state.find_matches();
        }
        Code::Enter if state.matches.with.is_some() => return replace(state),
        Code::Enter => return go(state),
        _ => {}
    }
    Vec::new()
}

/// Leaves the list; where nothing was gone to, the caret is where it was.
fn close(state: &mut State) {
    state.focus.pop();
    state.go_back_from_search();
}

/// Leaves the chosen place as it is, or takes it in again; then the next one is chosen.
fn take_or_leave(state: &mut State) {
    let matches = &mut state.matches;
    if let Some(place) = matches.found.get_mut(matches.chosen).filter(|_| matches.with.is_some()) {
        place.taken = !place.taken;
        matches.chosen = (matches.chosen + 1).min(matches.found.len() - 1);
    }
}

/// Goes to the chosen place, in whichever year it is; F7 and F8 walk on from there.
fn go(state: &mut State) -> Vec<Effect> {
    let Some(place) = state.matches.found.get(state.matches.chosen).cloned() else {
        return Vec::new();
    };
    let turned = state.year() != Some(place.year);
    state.turn_to(place.year);
    state.outline.open_year(place.year);
    state.focus.back_to(Focus::Outline);
    state.focus.push(Focus::Text);
    if let Some(spot) = state.report().and_then(|report| Spot::of(report, place.at)) {
        let in_table = matches!(place.at, TextAt::Caption(_));
        state.page.jump(Caret::at(spot, if in_table { 0 } else { place.range.start }));
    }
    state.search_again();
    state.tell_hits();
    if turned { state.check() } else { Vec::new() }
}

/// Replaces every place that is taken, as one step of all reports.
fn replace(state: &mut State) -> Vec<Effect> {
    let count = state.matches.taken();
    if count == 0 {
        state.warn("没有要替换的：列表里一处也没选中");
        return Vec::new();
    }
    let matches = std::mem::take(&mut state.matches);
    let years = edits(&matches);
    let with = matches.with.clone().unwrap_or_default();
    let what = if with.is_empty() {
        format!("删去“{}”", matches.query)
    } else {
        format!("把“{}”换成“{with}”", matches.query)
    };
    let told = told(state, &matches, &years, count);
    let open = state.year();
    let changed: Vec<Year> = years.iter().map(|(year, _)| *year).collect();
    close(state);
    if state.change_years(&format!("{what}，{count} 处"), years) {
        let undo = match open.filter(|year| changed.contains(year)) {
            Some(_) => "Ctrl-Z 一次撤销".to_owned(),
            None => format!(
                "要撤销，打开 {} 年报按 Ctrl-Z",
                changed.first().copied().unwrap_or_default()
            ),
        };
        state.page.unmark();
        state.tell(format!("已{what}：{told}（{undo}）"));
    }
    let (query, how, reach) = (matches.query, matches.how, matches.reach);
    state.matches = Matches { query, how, reach, with: Some(with), ..Matches::default() };
    Vec::new()
}

/// The change of each report, the last place first, so that the places before it stay where they are.
fn edits(matches: &Matches) -> Vec<(Year, Edit)> {
    let mut years: BTreeMap<Year, Vec<Edit>> = BTreeMap::new();
    for place in matches.found.iter().rev().filter(|place| place.taken) {
        years.entry(place.year).or_default().push(Edit::ReplaceText {
            at: place.at,
            start: place.range.start,
            removed: place.removed.clone(),
            inserted: place.with.clone(),
        });
    }
    years.into_iter().map(|(year, edits)| (year, Edit::Group(edits))).collect()
}

/// How many places of which report, and what was left alone.
fn told(state: &State, matches: &Matches, years: &[(Year, Edit)], count: usize) -> String {
    let mut told = format!("{count} 处");
    if years.len() > 1 || years.first().map(|(year, _)| *year) != state.year() {
        let each = years.iter().map(|(year, edit)| match edit {
            Edit::Group(edits) => format!("{year} 年报 {} 处", edits.len()),
            _ => format!("{year} 年报"),
        });
        told = format!("共 {told}，{}", each.collect::<Vec<_>>().join("、"));
    }
    for (year, count, _) in &matches.left_alone {
        told = format!("{told}；{year} 年报只能查看，{count} 处没改");
    }
    told
}
