//! Reads a form from its RON text and refuses one that contradicts itself.

use std::collections::{BTreeMap, BTreeSet};

use super::form::TableForm;
use super::identity::{Along, Identity, Relation};
use super::trouble::{FormError, Trouble};
use crate::model::Formula;

impl TableForm {
    /// Reads a form definition, the statutory ones and an office's own alike.
    ///
    /// # Errors
    /// With line and column: text that is no RON of this shape, a key that is double, missing or unknown, an identity
    /// with an empty side, a total that contains itself.
    pub fn read(text: &str) -> Result<Self, FormError> {
        let form: Self = ron::from_str(text)?;
        let place = Place { text };
        form.refuse_empty(&place)?;
        form.refuse_double_keys(&place)?;
        form.refuse_unknown_columns(&place)?;
        for identity in &form.identities {
            form.refuse_bad_identity(identity, &place)?;
        }
        form.refuse_unknown_in_formulas(&place)?;
        form.refuse_cycles(&place)?;
        Ok(form)
    }

    /// The keys that an identity over rows or columns may name.
    fn keys(&self, along: Along) -> Vec<&str> {
        match along {
            Along::Rows => self.rows.iter().map(|row| row.key.as_str()).collect(),
            Along::Columns => self.columns.iter().map(|column| column.key.as_str()).collect(),
        }
    }

    fn refuse_empty(&self, place: &Place) -> Result<(), FormError> {
        let empty = self.key.is_empty() || self.columns.is_empty() || self.rows.is_empty();
        if empty { Err(place.error("key:", "(", Trouble::Empty)) } else { Ok(()) }
    }

    fn refuse_double_keys(&self, place: &Place) -> Result<(), FormError> {
        for (along, field) in [(Along::Columns, "columns:"), (Along::Rows, "rows:")] {
            let mut seen = BTreeSet::new();
            for key in self.keys(along) {
                if key.is_empty() || !seen.insert(key) {
                    return Err(place.second(field, key, Trouble::DoubleKey(key.to_owned())));
                }
            }
        }
        Ok(())
    }

    fn refuse_unknown_columns(&self, place: &Place) -> Result<(), FormError> {
        let unknown = self.rows.iter().flat_map(|row| &row.columns);
        match unknown.into_iter().find(|key| self.column(key).is_none()) {
            Some(key) => {
                let trouble = Trouble::UnknownKey(key.clone(), "列");
                Err(place.error("rows:", &quoted(key), trouble))
            }
            None => Ok(()),
        }
    }

    fn refuse_bad_identity(&self, identity: &Identity, place: &Place) -> Result<(), FormError> {
        let (left, right) = identity.relation.sides();
        if left.is_empty() || right.is_empty() {
            let trouble = Trouble::EmptySide(identity.name.clone());
            return Err(place.error("identities:", &quoted(&identity.name), trouble));
        }
        let (known, what) = match identity.over {
            Along::Rows => (self.keys(Along::Rows), "行"),
            Along::Columns => (self.keys(Along::Columns), "列"),
        };
        match identity.relation.keys().find(|key| !known.contains(key)) {
            Some(key) => {
                let trouble = Trouble::UnknownKey(key.to_owned(), what);
                Err(place.error("identities:", &quoted(key), trouble))
            }
            None => Ok(()),
        }
    }

    fn refuse_unknown_in_formulas(&self, place: &Place) -> Result<(), FormError> {
        let rows = self.rows.iter().filter_map(|row| row.formula.as_ref());
        let columns = self.columns.iter().filter_map(|column| column.formula.as_ref());
        let rows = rows.map(|formula| (formula, Along::Rows, "行"));
        let columns = columns.map(|formula| (formula, Along::Columns, "列"));
        for (formula, along, what) in rows.chain(columns) {
            let known = self.keys(along);
            if let Some(key) = formula.keys().find(|key| !known.contains(key)) {
                let trouble = Trouble::UnknownKey(key.to_owned(), what);
                return Err(place.error("formula:", &quoted(key), trouble));
            }
        }
        Ok(())
    }

    /// A total may not be reached again from its own parts.
    fn refuse_cycles(&self, place: &Place) -> Result<(), FormError> {
        for along in [Along::Rows, Along::Columns] {
            let sums = self.sums(along);
            if let Some(key) = sums.keys().find(|key| reaches_itself(key, &sums)) {
                let trouble = Trouble::Cycle((*key).to_owned());
                return Err(place.error("identities:", &quoted(key), trouble));
            }
        }
        Ok(())
    }

    /// The parts of every total, and what every formula names.
    fn sums(&self, along: Along) -> BTreeMap<&str, Vec<&str>> {
        let mut sums: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let formulas: Vec<(&str, Option<&Formula>)> = match along {
            Along::Rows => {
                self.rows.iter().map(|row| (row.key.as_str(), row.formula.as_ref())).collect()
            }
            Along::Columns => self
                .columns
                .iter()
                .map(|column| (column.key.as_str(), column.formula.as_ref()))
                .collect(),
        };
        for (key, formula) in formulas {
            sums.entry(key).or_default().extend(formula.into_iter().flat_map(Formula::keys));
        }
        for identity in self.identities.iter().filter(|identity| identity.over == along) {
            if let Relation::Sum { total, parts } = &identity.relation {
                sums.entry(total).or_default().extend(parts.iter().map(String::as_str));
            }
        }
        sums
    }
}

impl FormError {
    /// The form's own key, where it stands, is taken.
    pub(super) fn at_key(text: &str, key: String) -> Self {
        Place { text }.error("key:", &quoted(&key), Trouble::Taken(key))
    }
}

fn reaches_itself(start: &str, sums: &BTreeMap<&str, Vec<&str>>) -> bool {
    let mut seen = BTreeSet::new();
    let mut next = vec![start];
    while let Some(key) = next.pop() {
        for part in sums.get(key).into_iter().flatten() {
            if *part == start {
                return true;
            }
            if seen.insert(*part) {
                next.push(part);
            }
        }
    }
    false
}

fn quoted(key: &str) -> String {
    format!("\"{key}\"")
}

/// The text of a definition, to find again where something stands that is well-formed but wrong.
struct Place<'a> {
    text: &'a str,
}

impl Place<'_> {
    /// An error at the first `word` after the field.
    fn error(&self, field: &str, word: &str, trouble: Trouble) -> FormError {
        let from = self.text.find(field).unwrap_or(0);
        let at = self.text.match_indices(word).map(|(at, _)| at).find(|at| *at >= from);
        self.at(at.unwrap_or(from), trouble)
    }

    /// An error at the second row or column with this key after the field, or at the first without one.
    fn second(&self, field: &str, key: &str, trouble: Trouble) -> FormError {
        let from = self.text.find(field).unwrap_or(0);
        let word = quoted(key);
        let keys = self.text.match_indices(&word).map(|(at, _)| at);
        let found: Vec<usize> = keys.filter(|at| *at >= from && self.names_a_key(*at)).collect();
        let at = found.get(1).or(found.first()).copied();
        self.at(at.unwrap_or(from), trouble)
    }

    /// Whether what stands there is the value of a field `key`.
    fn names_a_key(&self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or_default().trim_end();
        before.strip_suffix(':').is_some_and(|before| before.trim_end().ends_with("key"))
    }

    fn at(&self, byte: usize, trouble: Trouble) -> FormError {
        let before = self.text.get(..byte).unwrap_or_default();
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        FormError { line: before.matches('\n').count() + 1, column, trouble }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = r#"(
  key: "own", title: "自定表",
  columns: [(key: "c1", label: ["本年"]), (key: "c2", label: ["上年"])],
  rows: [
    (key: "a", label: ["甲"]),
    (key: "b", label: ["乙"], columns: ["c1"]),
    (key: "t", label: ["合计"]),
  ],
  identities: [(code: "S1", name: "合计=甲+乙", over: Rows, relation: Sum(total: "t", parts: ["a", "b"]))],
)"#;

    #[test]
    fn an_office_can_write_its_own() {
        let form = TableForm::read(OWN).unwrap();
        assert_eq!(form.cells().count(), 5);
        assert!(form.has("b", "c1") && !form.has("b", "c2") && !form.has("z", "c1"));
        assert_eq!(form.row("t").unwrap().brief(), "合计");
    }

    #[test]
    fn a_mistake_is_told_with_its_place() {
        for (right, wrong, says) in [
            ("title: \"自定表\",", "", "第 10 行第 1 列：缺字段 title"),
            (
                "label: [\"甲\"]",
                "lable: [\"甲\"]",
                "第 5 行第 16 列：没有“lable”这个字段，可用的有 key、label、short、unit、measure、formula、columns、note、variants、from_memory",
            ),
            ("(key: \"b\"", "(key: \"a\"", "第 6 行第 11 列：键名“a”重复或者为空"),
            ("[\"c1\"]", "[\"c3\"]", "第 6 行第 40 列：没有键名为“c3”的列"),
            ("[\"a\", \"b\"]", "[\"a\", \"x\"]", "第 9 行第 96 列：没有键名为“x”的行"),
            ("[\"a\", \"b\"]", "[\"a\", \"t\"]", "第 9 行第 78 列：“t”的合计绕了一圈又回到自己"),
            ("[\"a\", \"b\"]", "[]", "第 9 行第 35 列：勾稽关系“合计=甲+乙”有一边是空的"),
            (
                "label: [\"合计\"]",
                "label: [\"合计\"], formula: Some(Sum([\"a\", \"z\"]))",
                "第 7 行第 55 列：没有键名为“z”的行",
            ),
            (
                "label: [\"甲\"]",
                "label: [\"甲\"], formula: Some(Difference(of: \"t\", less: [\"b\"]))",
                "第 9 行第 91 列：“a”的合计绕了一圈又回到自己",
            ),
            ("over: Rows", "over: 行", "第 9 行第 51 列：没有“行”这个取值，可用的有 Rows、Columns"),
            ("key: \"own\",", "key: \"own\"，", "第 2 行第 13 列：前面少一个逗号"),
        ] {
            let text = OWN.replace(right, wrong);
            assert_ne!(text, OWN);
            let error = TableForm::read(&text).unwrap_err();
            assert_eq!(error.to_string(), says);
        }
    }
}
