//! Formulas as they are written by hand, by the names of rows or columns: 低保金+供养资金, 本年比上年.

use std::collections::BTreeMap;

use crate::model::Formula;
use crate::model::Period;
use crate::model::Table;
use crate::text::numeral::half_width;

/// Gives a key to every row that has none: formulas name rows by their keys. It is the row's id, by which places and
/// links already name it.
pub(in crate::app) fn give_keys(table: &mut Table) {
    for row in table.rows.iter_mut().filter(|row| row.key.is_empty()) {
        row.key = row.id.to_string();
    }
}

/// The formula of a row or column as it would be written.
pub(in crate::app) fn written(table: &Table, of_row: bool, at: usize) -> Option<String> {
    let formula = if of_row {
        table.rows.get(at)?.formula.as_ref()?
    } else {
        table.columns.get(at)?.formula.as_ref()?
    };
    let names = Names::of(table, of_row);
    let joined = |keys: &[String], sign: &str| {
        keys.iter().map(|key| names.name(key)).collect::<Vec<_>>().join(sign)
    };
    Some(match formula {
        Formula::Sum(parts) => joined(parts, "+"),
        Formula::Difference { of, less } => format!("{}-{}", names.name(of), joined(less, "-")),
        Formula::Single { until, before } => {
            format!("{}-{}", names.name(until), names.name(before))
        }
        Formula::Share { part, whole, .. } => {
            format!("{}/{}", names.name(part), names.name(whole))
        }
        Formula::Growth { now, base, .. } => format!("{}比{}", names.name(now), names.name(base)),
    })
}

/// Reads a formula for a row or column; none where it shall have none any more.
///
/// # Errors
/// A sentence that says what cannot be read.
pub(in crate::app) fn read(
    table: &Table,
    of_row: bool,
    at: usize,
    text: &str,
) -> Result<Option<Formula>, String> {
    let text = half_width(text);
    let text = text.trim().trim_start_matches('=').trim();
    if matches!(text, "无" | "没有" | "") {
        return Ok(None);
    }
    let names = Names::of(table, of_row);
    if matches!(text, "合计" | "总计" | "小计") {
        let parts = names.beside(table, at);
        return if parts.is_empty() {
            Err("没有可以相加的别的行列".to_owned())
        } else {
            Ok(Some(Formula::Sum(parts)))
        };
    }
    let (keys, signs) = names.split(text)?;
    formula(table, keys, &signs).map(Some)
}

fn formula(table: &Table, keys: Vec<String>, signs: &[char]) -> Result<Formula, String> {
    let all = |sign: char| signs.iter().all(|own| *own == sign);
    match (keys.as_slice(), signs) {
        ([_], _) => Err("公式要写两项以上，如 甲+乙；全部相加写 合计".to_owned()),
        (_, signs) if all('+') && !signs.is_empty() => Ok(Formula::Sum(keys)),
        ([until, before], ['-']) if is_single(table, until, before) => {
            Ok(Formula::Single { until: until.clone(), before: before.clone() })
        }
        ([of, less @ ..], _) if all('-') => {
            Ok(Formula::Difference { of: of.clone(), less: less.to_vec() })
        }
        ([part, whole], ['/']) => {
            Ok(Formula::Share { part: part.clone(), whole: whole.clone(), places: 2 })
        }
        ([now, base], ['比']) => {
            Ok(Formula::Growth { now: now.clone(), base: base.clone(), places: 2 })
        }
        _ => Err("一个公式只能用一种算法：全是 +，全是 -，或者一个 /、一个 比".to_owned()),
    }
}

/// Whether two columns are periods from the same day on, the second within the first.
fn is_single(table: &Table, until: &str, before: &str) -> bool {
    let columns = |key: &str| table.columns.iter().any(|column| column.key == key);
    let period = |key: &str| key.parse::<Period>().ok().filter(|_| columns(key));
    let periods = period(until).zip(period(before));
    periods.is_some_and(|(until, before)| until.from() == before.from() && before.to() < until.to())
}

/// How rows or columns are called in formulas.
struct Names {
    of_row: bool,
    /// Key by name; a name that several have is not among them.
    keys: BTreeMap<String, String>,
    /// Name by key.
    written: BTreeMap<String, String>,
}

impl Names {
    fn of(table: &Table, of_row: bool) -> Self {
        let own: Vec<(&String, &[String])> = if of_row {
            table.rows.iter().map(|row| (&row.key, row.label.as_slice())).collect()
        } else {
            table.columns.iter().map(|column| (&column.key, column.label.as_slice())).collect()
        };
        let plain = |text: &str| half_width(text).trim().to_owned();
        let last = |label: &[String]| plain(label.last().map_or("", String::as_str));
        let (mut keys, mut written) = (BTreeMap::new(), BTreeMap::new());
        for (key, label) in &own {
            let short = last(label);
            let alone = own.iter().filter(|(_, other)| last(other) == short).count() == 1;
            let whole = plain(&label.join(""));
            let name = if alone && !short.is_empty() { short } else { whole.clone() };
            let name = if name.is_empty() { (*key).clone() } else { name };
            keys.insert((*key).clone(), (*key).clone());
            keys.insert(whole, (*key).clone());
            keys.insert(name.clone(), (*key).clone());
            written.insert((*key).clone(), name);
        }
        keys.remove("");
        Self { of_row, keys, written }
    }

    fn name(&self, key: &str) -> String {
        self.written.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }

    /// Every other row or column of the same unit that follows from nothing.
    fn beside(&self, table: &Table, at: usize) -> Vec<String> {
        if self.of_row {
            let unit = table.rows.get(at).map(|row| &row.unit);
            let rows = table.rows.iter().enumerate().filter(|(own, row)| {
                *own != at && row.formula.is_none() && Some(&row.unit) == unit
            });
            rows.map(|(_, row)| row.key.clone()).collect()
        } else {
            let unit = table.columns.get(at).map(|column| &column.unit);
            let columns = table.columns.iter().enumerate().filter(|(own, column)| {
                *own != at && column.formula.is_none() && Some(&column.unit) == unit
            });
            columns.map(|(_, column)| column.key.clone()).collect()
        }
    }

    /// The keys in a written formula and the signs between them. The longest name that fits is taken, for names may hold
    /// signs themselves (增/减).
    fn split(&self, text: &str) -> Result<(Vec<String>, Vec<char>), String> {
        let what = if self.of_row { "行" } else { "列" };
        let (mut keys, mut signs, mut rest) = (Vec::new(), Vec::new(), text);
        loop {
            rest = rest.trim_start();
            let longest = self.keys.iter().filter(|(name, _)| rest.starts_with(name.as_str()));
            let Some((name, key)) = longest.max_by_key(|(name, _)| name.len()) else {
                let word = rest.split(['+', '-', '/', '比']).next().unwrap_or(rest).trim();
                return Err(format!("没有名为“{word}”的{what}，或者有几{what}都叫这个名字"));
            };
            keys.push(key.clone());
            rest = rest.strip_prefix(name.as_str()).unwrap_or_default().trim_start();
            let mut behind = rest.chars();
            match behind.next() {
                None => return Ok((keys, signs)),
                Some(sign @ ('+' | '-' | '/' | '比')) => signs.push(sign),
                Some(_) => {
                    return Err(format!("“{name}”后面应是 +、-、/ 或 比，却是“{rest}”"));
                }
            }
            rest = behind.as_str();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Column, Row};

    fn table() -> Table {
        let column = |key: &str, label: &str| Column {
            key: key.to_owned(),
            label: vec![label.to_owned()],
            ..Column::default()
        };
        let row = |key: &str, label: &[&str], unit: &str| Row {
            key: key.to_owned(),
            label: label.iter().map(|part| (*part).to_owned()).collect(),
            unit: unit.to_owned(),
            ..Row::default()
        };
        Table {
            columns: vec![
                column("2017Q1", "第一季度"),
                column("2017Q1-Q2", "上半年"),
                column("c3", "本年增/减"),
                column("c4", "第二季度"),
            ],
            rows: vec![
                row("a", &["低保", "资金"], "万元"),
                row("b", &["医疗", "资金"], "万元"),
                row("n", &["低保", "人次"], "人次"),
                row("t", &["总额"], "万元"),
            ],
            ..Table::default()
        }
    }

    #[test]
    fn what_is_written_is_read_and_written_again() {
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
        for (of_row, at, text, formula) in [
            (true, 3, "低保资金+医疗资金", Formula::Sum(keys(&["a", "b"]))),
            (true, 3, "＝低保资金 ＋ b", Formula::Sum(keys(&["a", "b"]))),
            (true, 3, "合计", Formula::Sum(keys(&["a", "b"]))),
            (
                false,
                3,
                "上半年-第一季度",
                Formula::Single { until: "2017Q1-Q2".to_owned(), before: "2017Q1".to_owned() },
            ),
            (
                false,
                3,
                "上半年-本年增/减",
                Formula::Difference { of: "2017Q1-Q2".to_owned(), less: keys(&["c3"]) },
            ),
            (
                true,
                3,
                "低保资金／总额",
                Formula::Share { part: "a".to_owned(), whole: "t".to_owned(), places: 2 },
            ),
            (
                false,
                3,
                "上半年比第一季度",
                Formula::Growth {
                    now: "2017Q1-Q2".to_owned(),
                    base: "2017Q1".to_owned(),
                    places: 2,
                },
            ),
        ] {
            let mut own = table();
            assert_eq!(read(&own, of_row, at, text), Ok(Some(formula.clone())), "{text}");
            if of_row {
                own.rows[at].formula = Some(formula);
            } else {
                own.columns[at].formula = Some(formula);
            }
            let again = written(&own, of_row, at).unwrap();
            let formula = if of_row { &own.rows[at].formula } else { &own.columns[at].formula };
            assert_eq!(read(&own, of_row, at, &again), Ok(formula.clone()), "{again}");
        }
        assert_eq!(read(&table(), true, 3, "无"), Ok(None));
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for (text, why) in [
            ("资金+人次", "没有名为“资金”的行，或者有几行都叫这个名字"),
            ("低保资金", "要写两项以上"),
            ("低保资金+医疗资金-人次", "只能用一种算法"),
            ("低保资金*2", "后面应是 +、-、/ 或 比"),
            ("低保资金+", "没有名为“”的行"),
        ] {
            let refused = read(&table(), true, 3, text).unwrap_err();
            assert!(refused.contains(why), "{text}: {refused}");
        }
    }
}
