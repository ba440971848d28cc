//! What is told of the number at the caret: what it equals, or why nothing is known of it.

use rust_decimal::Decimal;

use crate::app::state::State;
use crate::figures::prose::{Doubt, Figure, Indicator, Role};
use crate::figures::tying::{Source, Tied, Verdict};
use crate::model::{Link, Paragraph, Period};
use crate::project;

use super::{Mark, Standing};

/// What is told of a number, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureLine {
    /// How it stands.
    pub standing: Standing,
    /// What it is and what it equals.
    pub text: String,
}

impl State {
    /// What is to be told of the number at the caret.
    pub fn figure_line(&self) -> Option<FigureLine> {
        let (paragraph, mark) = self.mark_at_caret()?;
        let passage = self.ties.passage(paragraph.id).filter(|known| known.text == paragraph.text);
        let tied = mark
            .figure
            .zip(passage)
            .and_then(|(at, passage)| Some((passage.figures.get(at)?, passage.tied.get(at)?)));
        let link = paragraph.links.iter().find(|link| {
            let bytes = super::bytes_of(&paragraph.text, link);
            bytes.start <= mark.digits.start && mark.digits.end <= bytes.end
        });
        let text = match (link, tied) {
            (Some(link), tied) if tied.is_none_or(|(_, tied)| tied.verdict != Verdict::Wrong) => {
                self.of_link(paragraph, link)
            }
            (_, Some((figure, tied))) => self.of_figure(paragraph, mark, (figure, tied)),
            _ => return None,
        };
        Some(FigureLine { standing: mark.standing, text })
    }

    fn of_link(&self, paragraph: &Paragraph, link: &Link) -> String {
        let said = &link.quote;
        let source = self.named(&link.source);
        let state = self.project().map(|project| project.tied(paragraph, link));
        match state {
            Some(project::Tied::Right) => format!("{said} 关联 {source}，相符。F4 看来源"),
            Some(project::Tied::LookAgain) => {
                format!("{said} 已按 {source} 更新，这一句还要复看；看过选“这一段看过了”")
            }
            Some(project::Tied::Changed { now, .. }) => {
                format!(
                    "{said} 关联 {source}，那里现在是 {now}。“更新关联的数”改过来，或 F4 看来源"
                )
            }
            Some(project::Tied::Astray) => {
                format!("关联记的是“{said}”，这里的字已经不同。选“解除关联”，再按 F3 重新插入")
            }
            Some(project::Tied::Dangling) | None => {
                format!(
                    "{said} 关联的 {} 已经不在了。选“解除关联”，或按 F3 换一个来源",
                    link.source
                )
            }
        }
    }

    /// A source as it is called: 2024 表三 本年新收／总计.
    pub(in crate::app) fn named(&self, source: &crate::model::Source) -> String {
        let report = self.project().and_then(|project| project.reports.get(&source.year));
        let form = report.and_then(|report| self.forms.form(report.form, &source.table));
        let names =
            form.and_then(|form| Some((form.row(&source.row)?, form.column(&source.column)?)));
        let own = || {
            let series = self.project()?.series_of(source)?;
            Some(format!("{} {}", source.year, series.name))
        };
        match names {
            Some((row, column)) => format!("{} {}／{}", source.year, row.brief(), column.brief()),
            None => own().unwrap_or_else(|| source.to_string()),
        }
    }

    fn of_figure(
        &self,
        paragraph: &Paragraph,
        mark: &Mark,
        (figure, tied): (&Figure, &Tied),
    ) -> String {
        let words = paragraph.text.get(mark.bytes.clone()).unwrap_or_default().replace('\n', "");
        let vocabulary = self.ties.vocabulary.as_ref().map(|(_, known)| known);
        let name = vocabulary.map(|known| figure.name(&paragraph.text, known)).unwrap_or_default();
        let name: String = name.chars().take(16).collect();
        let first = tied.sources.first();
        match (tied.verdict, first) {
            (Verdict::Right, Some(source)) => {
                format!("{name} {words} ＝ {}，相符。F4 看来源", equal(figure, source))
            }
            (Verdict::Wrong, Some(_)) => {
                let all = tied.sources.iter().take(3).map(|source| against(figure, source));
                let all = all.collect::<Vec<_>>().join("；");
                format!("{name} {words} 不符：{all}。F4 看来源")
            }
            _ => {
                let known = figure.indicator.and_then(|at| vocabulary?.indicators().get(at));
                let year = self.report().map(|report| report.period);
                format!("{name} {words}：{}", why(figure, known, year))
            }
        }
    }
}

/// What a figure equals, with how it was rounded.
fn equal(figure: &Figure, source: &Source) -> String {
    let (said, value) = (signed(figure), source.value.normalize());
    if value == said.normalize() {
        return if matches!(figure.role, Role::Growth(_) | Role::Difference(_) | Role::Share) {
            format!("{}，正好", source.what)
        } else {
            format!("{} {value}", source.what)
        };
    }
    match figure.role {
        Role::Growth(_) | Role::Share | Role::Times | Role::Rate => format!(
            "{}，算得 {}，四舍五入到 {} 位",
            source.what,
            value.round_dp(said.scale() + 3),
            said.scale()
        ),
        _ => format!("{} {value}（约数）", source.what),
    }
}

/// What a figure should equal, and by how much it does not.
fn against(figure: &Figure, source: &Source) -> String {
    let said = signed(figure);
    let rounded = match figure.role {
        Role::Growth(_) | Role::Share => source.value.round_dp_with_strategy(
            said.scale(),
            rust_decimal::RoundingStrategy::MidpointAwayFromZero,
        ),
        _ => source.value.normalize(),
    };
    let off = said.checked_sub(rounded).map(|off| off.abs().normalize());
    let off = off.map(|off| format!("，差 {off}")).unwrap_or_default();
    format!("{} 是 {rounded}{off}", source.what)
}

fn signed(figure: &Figure) -> Decimal {
    use crate::figures::prose::Way;
    match figure.role {
        Role::Growth(Way::Down) | Role::Difference(Way::Down) => -figure.value,
        _ => figure.value,
    }
}

/// Why nothing is known that a figure should equal.
fn why(figure: &Figure, known: Option<&Indicator>, year: Option<Period>) -> String {
    if !figure.is_sure() {
        let all: Vec<String> = figure.doubts.iter().map(|doubt| doubted(figure, doubt)).collect();
        return format!("待确认，{}", all.join("；"));
    }
    match (figure.role, known) {
        (Role::Growth(_) | Role::Difference(_), _) => {
            "没有去年的数，或者没有认出是哪个数的增减，不能验算".to_owned()
        }
        (Role::Share | Role::Times | Role::Rate, _) => "没有认出分母，不能验算".to_owned(),
        (_, None) => "不是表里的指标，正文别处也没有再说".to_owned(),
        (_, Some(known)) if known.ties.is_empty() => {
            format!("表里没有“{}”这一项，正文别处也没有再说", known.name)
        }
        (_, Some(_))
            if year.is_some_and(|year| figure.period != year && !is_day_of(figure, year)) =>
        {
            format!("说的是 {} 的数，表里是全年的数", figure.period)
        }
        (_, Some(_)) if !figure.is_plain => {
            "前后的词说的只是其中一部分，不与表格的总数比".to_owned()
        }
        (_, Some(_)) => "表里对应的格还没填".to_owned(),
    }
}

fn is_day_of(figure: &Figure, year: Period) -> bool {
    figure.period.from() == figure.period.to() && figure.period.to() == year.to()
}

fn doubted(figure: &Figure, doubt: &Doubt) -> String {
    match doubt {
        Doubt::Period(period) => format!("期间可能是 {}，也可能是 {period}", figure.period),
        Doubt::Pairing => "“分别”前后的项数不同，和哪一项对应".to_owned(),
        Doubt::Grouping => "千分位的位置不对，数值是多少".to_owned(),
        Doubt::Since => "原来的数是什么时候的".to_owned(),
    }
}
