//! S001 缺章节: a part that the form requires is not there, or stands out of its place.

use super::super::finding::{Fix, Mend, Severity, Tier};
use super::super::required::{Part, required};
use super::super::rule::{About, Look, Prescribed, Rule, Slip, Spot};
use crate::forms::Catalogue;
use crate::model::Form;
use crate::model::Report;
use crate::model::Section;
use crate::model::TextAt;

#[doc = include_str!("missing_section.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S001",
        name: "缺章节或章节次序不符",
        severity: Severity::Error,
        basis: "《政府信息公开条例》（国务院令第711号）第五十条、国办公开办函〔2021〕30号；2018年度及以前为条例（国务院令第492号）第三十二条",
        page: include_str!("missing_section.md"),
    },
    looks: &[Look::Prescribed(see)],
};

/// Which section, if any, is meant for each required part.
type Placed<'a> = Vec<(Part<'a>, Option<usize>)>;

fn see(prescribed: &Prescribed<'_>) -> Vec<Slip> {
    let Prescribed { report, forms } = *prescribed;
    if report.sections.iter().all(Section::is_preface) {
        return vec![nothing_at_all(report, forms)];
    }
    let (form, placed) = structure(report, forms);
    let mut slips = missing(report, &placed);
    if form != Form::F2008 {
        slips.extend(misplaced(report, &placed));
    }
    slips
}

fn nothing_at_all(report: &Report, forms: &Catalogue) -> Slip {
    let titles: Vec<&str> = required(report.form, forms).iter().map(|part| part.title).collect();
    Slip {
        at: Spot::Report,
        found: String::new(),
        expected: titles.join("；"),
        message: format!("全文没有一个章节标题，应有{}个部分", titles.len()),
        fixes: Vec::new(),
    }
}

/// The form whose parts are looked for. For 2019 both were lawful (国办公开办函〔2019〕60号), so the better match counts.
fn structure<'a>(report: &Report, forms: &'a Catalogue) -> (Form, Placed<'a>) {
    let lacking = |placed: &Placed<'_>| placed.iter().filter(|(_, at)| at.is_none()).count();
    let (form, own) = (report.form, placed(report, required(report.form, forms), report.form));
    let older = placed(report, required(Form::F2008, forms), Form::F2008);
    if report.year == 2019 && lacking(&older) < lacking(&own) {
        (Form::F2008, older)
    } else {
        (form, own)
    }
}

fn placed<'a>(report: &Report, parts: Vec<Part<'a>>, form: Form) -> Placed<'a> {
    let place = |part: &Part<'_>| {
        if form == Form::F2008 { anywhere(report, part) } else { on_top(report, part) }
    };
    parts.into_iter().map(|part| (part, place(&part))).collect()
}

/// The first heading of the highest level that is meant for the part.
fn on_top(report: &Report, part: &Part<'_>) -> Option<usize> {
    let levels = report.sections.iter().map(|section| section.level);
    let top = levels.filter(|level| *level > 0).min()?;
    report
        .sections
        .iter()
        .position(|section| section.level == top && part.is_meant_by(&section.title))
}

/// A heading of any level, or, as the 2008 Regulation asks for the matter and not for a heading, a sentence on fees.
fn anywhere(report: &Report, part: &Part<'_>) -> Option<usize> {
    let told = |section: &Section| {
        !section.is_preface()
            && (section.paragraphs().any(|paragraph| part.is_told_by(&paragraph.text))
                || section
                    .tables()
                    .any(|table| table.form == "statistics" && part.is_told_by("收费")))
    };
    let headings = report.sections.iter().position(|section| part.is_meant_by(&section.title));
    headings.or_else(|| report.sections.iter().position(told))
}

fn missing(report: &Report, placed: &Placed<'_>) -> Vec<Slip> {
    let mut before: Option<&Section> = None;
    let mut slips = Vec::new();
    for (part, at) in placed {
        if let Some(at) = at {
            before = report.sections.get(*at);
            continue;
        }
        let anchor =
            before.or_else(|| report.sections.iter().find(|section| !section.is_preface()));
        slips.push(Slip {
            at: anchor
                .map_or(Spot::Report, |section| Spot::Text(TextAt::Heading(section.id), 0..0)),
            found: String::new(),
            expected: part.title.to_owned(),
            message: match before {
                Some(section) => format!("缺“{}”，应在“{}”之后", part.title, section.title),
                None => format!("缺“{}”", part.title),
            },
            fixes: vec![Fix {
                tier: Tier::Likely,
                title: format!("加上标题“{}”", part.title),
                edits: vec![Mend::AddSection {
                    after: before.map(|section| section.id),
                    title: part.title.to_owned(),
                }],
            }],
        });
    }
    slips
}

fn misplaced(report: &Report, placed: &Placed<'_>) -> Vec<Slip> {
    let present: Vec<(&Part<'_>, usize)> =
        placed.iter().filter_map(|(part, at)| at.map(|at| (part, at))).collect();
    let places: Vec<usize> = present.iter().map(|(_, at)| *at).collect();
    let kept = longest_rising(&places);
    let mut slips = Vec::new();
    let mut before = None;
    for (part, at) in present {
        if kept.contains(&at) {
            before = Some(part);
            continue;
        }
        let Some(section) = report.sections.get(at) else { continue };
        let place =
            before.map_or("应在最前".to_owned(), |part| format!("应在“{}”之后", part.title));
        slips.push(Slip {
            at: Spot::Text(TextAt::Heading(section.id), 0..0),
            found: section.title.clone(),
            expected: place.clone(),
            message: format!("“{}”次序不对，{place}", section.title),
            fixes: vec![Fix {
                tier: Tier::Told,
                title: format!("把这一节连同下级移动：{place}"),
                edits: Vec::new(),
            }],
        });
    }
    slips
}

/// The longest rising selection of places; what is not in it stands out of order. One heading may serve two parts.
fn longest_rising(places: &[usize]) -> Vec<usize> {
    let mut best: Vec<Vec<usize>> = Vec::new();
    for place in places {
        let rising = |run: &&Vec<usize>| run.last().is_none_or(|last| last <= place);
        let longest = best.iter().filter(rising).max_by_key(|run| run.len());
        let mut run = longest.cloned().unwrap_or_default();
        run.push(*place);
        best.push(run);
    }
    best.into_iter().max_by_key(Vec::len).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_are_called_out_of_order() {
        for (places, kept) in [
            (vec![1, 2, 3], vec![1, 2, 3]),
            (vec![9, 1, 2, 3], vec![1, 2, 3]),
            (vec![1, 3, 3, 2, 4], vec![1, 3, 3, 4]),
            (vec![], vec![]),
        ] {
            assert_eq!(longest_rising(&places), kept);
        }
    }
}
