//! The trend view (走势): one or several figures over the years, as lines, bars or a table.

use std::sync::Arc;

use crate::figures::prose::Vocabulary;
use crate::project::{Series, Trend};

use super::action::Effect;
use super::focus::Focus;
use super::key::{Code, Key};
use super::state::State;

/// How many figures are shown together.
const MOST: usize = 4;

/// How a trend is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Picture {
    /// 折线
    #[default]
    Lines,
    /// 条形
    Bars,
    /// 表
    Table,
}

impl Picture {
    /// The word shown to the user.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Lines => "折线",
            Self::Bars => "条形",
            Self::Table => "表",
        }
    }

    const fn next(self) -> Self {
        match self {
            Self::Lines => Self::Bars,
            Self::Bars => Self::Table,
            Self::Table => Self::Lines,
        }
    }
}

/// The open trend.
#[derive(Debug, Clone, Default)]
pub struct Trending {
    /// How it is shown.
    pub picture: Picture,
    /// What is shown.
    pub trend: Trend,
    /// Whether by single quarters.
    pub is_quarterly: bool,
    /// First row shown, where there are more than fit.
    pub top: usize,
    series: Vec<Series>,
}

/// Shows a figure; where the view is open already, beside the others.
pub(super) fn show(state: &mut State, series: Series) -> Vec<Effect> {
    let series = Series { name: state.brief(&series), ..series };
    let beside = state.focus.has(Focus::Trend);
    if !beside {
        let picture = state.trending.picture;
        state.trending = Trending { picture, ..Trending::default() };
    }
    let shown = &mut state.trending.series;
    if shown.iter().any(|known| known.key == series.key) {
        state.tell("这个指标已经在图里");
    } else if shown.len() == MOST {
        state.tell(format!("一张图最多放 {MOST} 个指标；按 - 去掉一个再加"));
    } else {
        shown.push(series);
    }
    state.focus.back_to(Focus::Trend);
    reckon(state);
    Vec::new()
}

fn reckon(state: &mut State) {
    let vocabulary: Arc<Vocabulary> = state.vocabulary();
    let Some(project) = state.project() else { return };
    let trending = &state.trending;
    let quarters = trending.is_quarterly.then(|| project.quarterly(&trending.series, &vocabulary));
    let trend = match quarters.flatten() {
        Some(trend) => trend,
        None => project.trend(&trending.series, &vocabulary),
    };
    state.trending.trend = trend;
    state.trending.top = 0;
}

/// A key while the trend is shown.
pub(super) fn press(state: &mut State, key: Key) -> Vec<Effect> {
    let last = state.trending.trend.points.len() * state.trending.trend.curves.len().max(1);
    match key.as_command().code {
        Code::Esc => _ = state.focus.pop(),
        Code::Char('c') if key.ctrl => _ = state.focus.pop(),
        Code::Tab | Code::Right | Code::Char('1') => {
            state.trending.picture = state.trending.picture.next();
            state.trending.top = 0;
        }
        Code::Char('2') => quarters(state),
        Code::Char('3' | '+') | Code::F(3) | Code::Insert => {
            return super::commands::look_up_for_trend(state);
        }
        Code::Char('-') | Code::Delete | Code::Backspace if state.trending.series.len() > 1 => {
            state.trending.series.pop();
            reckon(state);
        }
        Code::Up => state.trending.top = state.trending.top.saturating_sub(1),
        Code::Down => state.trending.top = (state.trending.top + 1).min(last.saturating_sub(1)),
        Code::Char('4') | Code::F(12) => return export(state),
        _ => {}
    }
    Vec::new()
}

/// By single quarters, or by years again.
fn quarters(state: &mut State) {
    state.trending.is_quarterly = !state.trending.is_quarterly;
    if state.trending.is_quarterly {
        let vocabulary = state.vocabulary();
        let series = &state.trending.series;
        let found = state.project().and_then(|project| project.quarterly(series, &vocabulary));
        if found.is_none() {
            state.trending.is_quarterly = false;
            state.tell("没有按季的数：各年年报都没有写一季度、上半年这样的累计数");
        }
    }
    reckon(state);
}

/// Writes the table and the picture beside the project.
fn export(state: &State) -> Vec<Effect> {
    let agency = state.project().map(|project| project.head.agency.name.clone());
    let first = state.trending.series.first().map(|one| one.name.replace(['／', '、'], ""));
    let name = format!("{}{}走势", agency.unwrap_or_default(), first.unwrap_or_default());
    let trend = &state.trending.trend;
    vec![
        Effect::PutBeside {
            name: name.clone(),
            ending: "csv",
            text: crate::export::trend::csv(trend),
        },
        Effect::PutBeside { name, ending: "svg", text: crate::export::trend::svg(trend) },
    ]
}
