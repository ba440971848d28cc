//! Which printed row is which row of a form, and the same of columns: the best match that keeps the order.

use super::label::{Known, NEAR};
use crate::forms::TableForm;

/// The rows and columns of a form, ready to be compared.
#[derive(Debug)]
pub(super) struct Axes<'f> {
    pub(super) form: &'f TableForm,
    pub(super) rows: Vec<Known>,
    pub(super) columns: Vec<Known>,
    /// Plain labels above the innermost, of rows and of columns.
    row_groups: Vec<String>,
    column_groups: Vec<String>,
}

impl<'f> Axes<'f> {
    pub(super) fn of(form: &'f TableForm) -> Self {
        let rows: Vec<Known> = form.rows.iter().map(Known::row).collect();
        let columns: Vec<Known> = form.columns.iter().map(Known::column).collect();
        let groups = |known: &[Known]| {
            let mut groups: Vec<String> = known.iter().flat_map(|own| own.outer.clone()).collect();
            groups.sort();
            groups.dedup();
            groups
        };
        let (row_groups, column_groups) = (groups(&rows), groups(&columns));
        Self { form, rows, columns, row_groups, column_groups }
    }

    /// Whether a plain label only heads a group of rows.
    pub(super) fn is_row_group(&self, plain: &str) -> bool {
        let leaf = self.rows.iter().any(|row| row.leaf() == plain);
        !leaf && self.row_groups.iter().any(|group| group == plain)
    }

    /// Whether a plain label only heads a group of columns.
    pub(super) fn is_column_group(&self, plain: &str) -> bool {
        self.column_groups.iter().any(|group| group == plain)
    }

    /// Whether a plain path belongs into the header.
    pub(super) fn is_header(&self, path: &[String]) -> bool {
        let group = path.last().is_some_and(|leaf| self.is_column_group(leaf));
        group || self.columns.iter().any(|column| column.fits(path) >= NEAR)
    }

    /// Whether the form has one row, which has no label.
    pub(super) fn is_nameless(&self) -> bool {
        matches!(self.rows.as_slice(), [only] if only.is_nameless())
    }
}

/// The known row or column for each printed path; each is given once. Those in order come first, then what is left goes
/// to what fits it best.
pub(in super::super) fn align(paths: &[Vec<String>], known: &[Known]) -> Vec<Option<usize>> {
    let fits: Vec<Vec<u32>> = paths
        .iter()
        .map(|path| known.iter().map(|known| known.fits(path)).collect::<Vec<u32>>())
        .collect();
    let mut found = in_order(&fits, known.len());
    for (at, fits) in fits.iter().enumerate() {
        if found.get(at).is_some_and(Option::is_some) {
            continue;
        }
        let free =
            fits.iter().enumerate().filter(|(own, fit)| **fit > 0 && !found.contains(&Some(*own)));
        let best = free.max_by_key(|(own, fit)| (**fit, std::cmp::Reverse(*own)));
        let best = best.map(|(own, _)| own);
        if let Some(place) = found.get_mut(at) {
            *place = best;
        }
    }
    found
}

/// The heaviest match without crossings.
fn in_order(fits: &[Vec<u32>], known: usize) -> Vec<Option<usize>> {
    // best[i][j]: the weight that the paths from i on can have with the known ones from j on.
    let mut best = vec![vec![0_u32; known + 1]; fits.len() + 1];
    let weight = |best: &[Vec<u32>], i: usize, j: usize| {
        best.get(i).and_then(|row| row.get(j)).copied().unwrap_or_default()
    };
    for (i, row) in fits.iter().enumerate().rev() {
        for (j, fit) in row.iter().enumerate().rev() {
            let skip = weight(&best, i + 1, j).max(weight(&best, i, j + 1));
            let take = if *fit > 0 { fit + weight(&best, i + 1, j + 1) } else { 0 };
            if let Some(place) = best.get_mut(i).and_then(|row| row.get_mut(j)) {
                *place = skip.max(take);
            }
        }
    }
    let mut found = vec![None; fits.len()];
    let (mut i, mut j) = (0, 0);
    while i < fits.len() && j < known {
        let fit = fits.get(i).and_then(|row| row.get(j)).copied().unwrap_or_default();
        let here = weight(&best, i, j);
        if fit > 0 && here == fit + weight(&best, i + 1, j + 1) {
            if let Some(place) = found.get_mut(i) {
                *place = Some(j);
            }
            (i, j) = (i + 1, j + 1);
        } else if here == weight(&best, i + 1, j) {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::label::steps;
    use super::*;
    use crate::forms::Catalogue;
    use crate::model::Form;

    #[test]
    fn labels_that_repeat_are_told_apart_by_their_order() {
        let catalogue = Catalogue::built_in();
        let axes = Axes::of(catalogue.form(Form::F2021, "litigation").unwrap());
        let four = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
        let paths: Vec<Vec<String>> =
            four.iter().cycle().take(15).map(|word| steps(word)).collect();
        let all: Vec<Option<usize>> = (0..15).map(Some).collect();
        assert_eq!(align(&paths, &axes.columns), all);
    }

    #[test]
    fn one_that_stands_elsewhere_is_found_all_the_same() {
        let catalogue = Catalogue::built_in();
        let axes = Axes::of(catalogue.form(Form::F2021, "applications").unwrap());
        let paths = ["总计", "自然人", "商业企业", "小计"].map(steps);
        assert_eq!(align(&paths, &axes.columns), [Some(6), Some(0), Some(1), None]);
    }
}
