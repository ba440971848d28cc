//! The layouts that are at hand: a paragraph is laid out again only when it or its measure has changed.

use std::collections::HashMap;
use std::hash::Hash;

use crate::text::wrap::{Change, Layout, Measure};

/// Rows kept before the longest unused layouts are dropped; about four megabytes.
const ROWS: usize = 60_000;

/// Layouts of paragraphs by a key of the caller's (a paragraph's id) and by measure.
///
/// The caller tells what has changed, by [`Layouts::edited`] or [`Layouts::forget`]; a text whose length is not that of
/// the layout at hand is laid out anew in any case.
#[derive(Debug)]
pub struct Layouts<K> {
    kept: HashMap<(K, Measure), Kept>,
    /// The measures that are in use: one a pane.
    measures: Vec<Measure>,
    /// Rows in all layouts.
    rows: usize,
    /// Counts the questions, to know which layout was asked for last.
    asked: u64,
}

#[derive(Debug)]
struct Kept {
    layout: Layout,
    asked: u64,
}

impl Kept {
    fn rows(&self) -> usize {
        self.layout.rows().len()
    }

    fn fits(&self, text: &str) -> bool {
        self.layout.rows().last().is_some_and(|row| row.end == text.len())
    }
}

impl<K> Default for Layouts<K> {
    fn default() -> Self {
        Self { kept: HashMap::new(), measures: Vec::new(), rows: 0, asked: 0 }
    }
}

impl<K: Eq + Hash + Clone> Layouts<K> {
    /// The layout of a paragraph, made if it is not at hand.
    pub fn of(&mut self, key: &K, text: &str, measure: Measure) -> &Layout {
        self.make_room();
        self.asked += 1;
        if !self.measures.contains(&measure) {
            self.measures.push(measure);
        }
        let asked = self.asked;
        let known = self.kept.entry((key.clone(), measure)).or_insert_with(|| {
            let layout = Layout::new(text, measure);
            self.rows += layout.rows().len();
            Kept { layout, asked }
        });
        if !known.fits(text) {
            self.rows -= known.rows();
            known.layout = Layout::new(text, measure);
            self.rows += known.rows();
        }
        known.asked = asked;
        &known.layout
    }

    /// Follows a change of a paragraph, whose new text this is.
    pub fn edited(&mut self, key: &K, text: &str, change: Change) {
        for measure in &self.measures {
            if let Some(known) = self.kept.get_mut(&(key.clone(), *measure)) {
                self.rows -= known.rows();
                known.layout.edited(text, change);
                self.rows += known.rows();
            }
        }
    }

    /// Drops what is known of a paragraph.
    pub fn forget(&mut self, key: &K) {
        for measure in &self.measures {
            let gone = self.kept.remove(&(key.clone(), *measure));
            self.rows -= gone.map_or(0, |gone| gone.rows());
        }
    }

    /// Drops everything, as when the window or the terminal's widths have changed.
    pub fn clear(&mut self) {
        self.kept.clear();
        self.measures.clear();
        self.rows = 0;
    }

    /// Drops the half that was not asked for longest, when there is too much.
    fn make_room(&mut self) {
        if self.rows <= ROWS {
            return;
        }
        let mut ages: Vec<u64> = self.kept.values().map(|known| known.asked).collect();
        let middle = ages.len() / 2;
        let young = *ages.select_nth_unstable(middle).1;
        self.kept.retain(|_, known| known.asked > young);
        self.rows = self.kept.values().map(Kept::rows).sum();
        let kept = &self.kept;
        self.measures.retain(|measure| kept.keys().any(|(_, used)| used == measure));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::Widths;

    #[test]
    fn what_is_at_hand_is_what_a_new_layout_would_be() {
        let measure = Measure::new(20, Widths::NARROW);
        let mut layouts = Layouts::default();
        let mut text = "依法主动公开政府信息，保障知情权。".repeat(3);
        assert_eq!(*layouts.of(&1, &text, measure), Layout::new(&text, measure));
        text.insert(6, '；');
        layouts.edited(&1, &text, Change { at: 6, removed: 0, inserted: '；'.len_utf8() });
        assert_eq!(*layouts.of(&1, &text, measure), Layout::new(&text, measure));
        let wide = Measure { widths: Widths::WIDE, ..measure };
        assert_eq!(*layouts.of(&1, &text, wide), Layout::new(&text, wide));
        text.clear();
        assert_eq!(
            *layouts.of(&1, &text, measure),
            Layout::new("", measure),
            "found out by its length"
        );
        layouts.forget(&1);
        assert_eq!(layouts.rows, 0);
    }

    #[test]
    fn keeps_a_bounded_number_of_rows() {
        let measure = Measure::new(4, Widths::NARROW);
        let text = "政府".repeat(10_000);
        let mut layouts = Layouts::default();
        for key in 0..40 {
            layouts.of(&key, &text, measure);
            assert!(layouts.rows <= ROWS + 10_000);
        }
        assert_eq!(layouts.rows, layouts.kept.values().map(Kept::rows).sum::<usize>());
        layouts.clear();
        assert_eq!((layouts.rows, layouts.kept.len()), (0, 0));
    }
}
