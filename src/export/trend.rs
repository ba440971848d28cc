//! Figures over the years as files: CSV for spreadsheets, SVG for documents.

use std::fmt::Write;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::project::{Curve, Trend};
use quick_xml::escape::escape as xml;

/// Size of the picture and of the margins around the drawing, in pixels.
const WIDE: i64 = 720;
const HIGH: i64 = 360;
const LEFT: i64 = 70;
const RIGHT: i64 = 20;
const TOP: i64 = 20;

/// Height of a line of words below the drawing.
const LINE: i64 = 20;

/// Colours that are told apart in print as well, and dashes for where there is none.
const STROKES: [(&str, &str); 4] =
    [("#1f4e79", ""), ("#b03030", "6 3"), ("#2e7d32", "2 3"), ("#7a5c00", "8 3 2 3")];

/// A row a time, a column a figure; nothing where there is no value. The last column says what must be known of the row.
pub fn csv(trend: &Trend) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let heads = trend.curves.iter().map(Curve::title);
    let row = |first: String, cells: Vec<String>, last: &str| {
        [vec![first], cells, vec![last.to_owned()]].concat()
    };
    let mut rows = vec![row("期间".to_owned(), heads.collect(), "说明")];
    for (at, point) in trend.points.iter().enumerate() {
        let cells = trend
            .curves
            .iter()
            .map(|curve| curve.value(at).map(|value| value.to_string()).unwrap_or_default());
        let note = match (point.is_new_form, point.is_missing) {
            (_, true) => "没有这一年的年报",
            (Some(_), _) => "表式换了，口径可能不同",
            (None, false) => "",
        };
        rows.push(row(point.label.clone(), cells.collect(), note));
    }
    for row in rows {
        // Writing to memory does not fail.
        let _ = writer.write_record(&row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A picture that any browser and word processor shows: an axis, a line a figure broken at gaps, a dashed upright where the
/// form changes, the names below.
pub fn svg(trend: &Trend) -> String {
    let words = trend.curves.len() + trend.notes().len();
    let high = HIGH + LINE * i64::try_from(words).unwrap_or(0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDE}\" height=\"{high}\" viewBox=\"0 0 {WIDE} {high}\" font-family=\"SimSun, 'Noto Serif CJK SC', serif\" font-size=\"13\">\n<rect width=\"{WIDE}\" height=\"{high}\" fill=\"#ffffff\"/>\n"
    );
    let plot = Plot { trend, span: trend.span().unwrap_or_default() };
    plot.axes(&mut out);
    for (curve, stroke) in trend.curves.iter().zip(STROKES.iter().cycle()) {
        plot.curve(curve, *stroke, &mut out);
    }
    let mut y = HIGH;
    for (curve, (colour, dash)) in trend.curves.iter().zip(STROKES.iter().cycle()) {
        let _ = writeln!(
            out,
            "<line x1=\"{LEFT}\" y1=\"{0}\" x2=\"{1}\" y2=\"{0}\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dash}\"/><text x=\"{2}\" y=\"{3}\">{4}</text>",
            y - 4,
            LEFT + 30,
            LEFT + 38,
            y,
            xml(curve.title())
        );
        y += LINE;
    }
    for note in trend.notes() {
        let _ =
            writeln!(out, "<text x=\"{LEFT}\" y=\"{y}\" fill=\"#555555\">{}</text>", xml(&note));
        y += LINE;
    }
    out.push_str("</svg>\n");
    out
}

struct Plot<'a> {
    trend: &'a Trend,
    span: (Decimal, Decimal),
}

impl Plot<'_> {
    const BOTTOM: i64 = HIGH - 50;

    fn x(&self, at: usize) -> i64 {
        let count = i64::try_from(self.trend.points.len()).unwrap_or(1).max(1);
        let at = i64::try_from(at).unwrap_or(0);
        LEFT + (WIDE - LEFT - RIGHT) * (2 * at + 1) / (2 * count)
    }

    fn y(&self, value: Decimal) -> i64 {
        let (low, high) = self.span;
        let room = Decimal::from(Self::BOTTOM - TOP);
        let part = value
            .checked_sub(low)
            .zip(high.checked_sub(low).filter(|span| !span.is_zero()))
            .and_then(|(part, span)| part.checked_div(span)?.checked_mul(room));
        Self::BOTTOM - part.and_then(|part| part.round().to_i64()).unwrap_or(0)
    }

    fn axes(&self, out: &mut String) {
        let (low, high) = self.span;
        let middle = low.checked_add(high).map_or(low, |sum| (sum / Decimal::TWO).normalize());
        for value in [low, middle, high] {
            let y = self.y(value);
            let _ = writeln!(
                out,
                "<line x1=\"{LEFT}\" y1=\"{y}\" x2=\"{}\" y2=\"{y}\" stroke=\"#cccccc\"/><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{value}</text>",
                WIDE - RIGHT,
                LEFT - 6,
                y + 4
            );
        }
        for (at, point) in self.trend.points.iter().enumerate() {
            let x = self.x(at);
            let mark = if point.is_missing { "（无）" } else { "" };
            let _ = writeln!(
                out,
                "<text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{}{mark}</text>",
                Self::BOTTOM + 20,
                xml(&point.label)
            );
            if point.is_new_form.is_some() && at > 0 {
                let between = i64::midpoint(self.x(at - 1), x);
                let _ = writeln!(
                    out,
                    "<line x1=\"{between}\" y1=\"{TOP}\" x2=\"{between}\" y2=\"{}\" stroke=\"#888888\" stroke-dasharray=\"3 3\"/>",
                    Self::BOTTOM
                );
            }
        }
    }

    fn curve(&self, curve: &Curve, (colour, dash): (&str, &str), out: &mut String) {
        let mut run: Vec<String> = Vec::new();
        for at in 0..=self.trend.points.len() {
            if let Some(value) = curve.value(at) {
                let (x, y) = (self.x(at), self.y(value));
                run.push(format!("{x},{y}"));
                let _ = writeln!(
                    out,
                    "<circle cx=\"{x}\" cy=\"{y}\" r=\"3\" fill=\"{colour}\"/><text x=\"{x}\" y=\"{}\" text-anchor=\"middle\" fill=\"{colour}\">{value}</text>",
                    y - 7
                );
            } else {
                if run.len() > 1 {
                    let _ = writeln!(
                        out,
                        "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dash}\"/>",
                        run.join(" ")
                    );
                }
                run.clear();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Form;
    use crate::project::Point;

    fn trend() -> Trend {
        let point = |year: i16, is_new_form, is_missing| Point {
            label: year.to_string(),
            year,
            is_new_form,
            is_missing,
        };
        Trend {
            points: vec![
                point(2019, None, false),
                point(2020, None, false),
                point(2021, None, true),
                point(2022, Some(Form::F2021), false),
            ],
            curves: vec![Curve {
                name: "新收\"<甲>".to_owned(),
                unit: "件".to_owned(),
                values: vec![Some(40.into()), Some(52.into()), None, Some(60.into())],
            }],
        }
    }

    #[test]
    fn a_spreadsheet_gets_gaps_as_blanks() {
        assert_eq!(
            csv(&trend()),
            "期间,\"新收\"\"<甲>（件）\",说明\n2019,40,\n2020,52,\n2021,,没有这一年的年报\n2022,60,\"表式换了，口径可能不同\"\n".replace("\"表式换了，口径可能不同\"", "表式换了，口径可能不同")
        );
    }

    #[test]
    fn a_line_is_broken_at_a_gap() {
        let picture = svg(&trend());
        assert_eq!(picture.matches("<polyline").count(), 1, "one point makes no line");
        assert_eq!(picture.matches("<circle").count(), 3);
        assert!(picture.contains("&lt;甲&gt;") && picture.contains("2021（无）"), "{picture}");
        assert!(picture.contains("stroke-dasharray=\"3 3\""));
        assert!(svg(&Trend::default()).ends_with("</svg>\n"));
    }
}
