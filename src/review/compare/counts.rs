//! How much is different between two reports, and how much is not.

use super::{Comparison, Echo, Paired, Part};

/// How much is different, and how much is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Headings that differ, in words, level or place.
    pub headings: usize,
    /// Paragraphs that differ.
    pub texts: usize,
    /// Cells that differ.
    pub cells: usize,
    /// Paragraphs that are the same.
    pub same_texts: usize,
    /// Cells that are the same.
    pub same_cells: usize,
    /// Paragraphs that only say again what another said.
    pub echoes: usize,
}

impl Counts {
    /// Counts what was found.
    pub fn of(found: &Comparison) -> Self {
        let mut counts = Self::default();
        for part in &found.parts {
            counts.add(part);
        }
        counts
    }

    /// Counts one section.
    pub fn of_part(part: &Part) -> Self {
        let mut counts = Self::default();
        counts.add(part);
        counts
    }

    fn add(&mut self, part: &Part) {
        let bare = Part { blocks: Vec::new(), ..part.clone() };
        self.headings += usize::from(bare.is_changed());
        for block in &part.blocks {
            match block {
                Paired::Text(pair) => {
                    *(if block.is_changed() { &mut self.texts } else { &mut self.same_texts }) += 1;
                    self.echoes += usize::from(pair.echo != Echo::Own);
                }
                Paired::Table(pair) => {
                    self.cells += pair.cells.len();
                    self.same_cells += pair.same;
                }
            }
        }
    }

    /// `标题 1 处、正文 2 段、表格 3 格`, what there is of it; empty where nothing differs.
    pub fn told(&self) -> String {
        let parts =
            [("标题", self.headings, "处"), ("正文", self.texts, "段"), ("表格", self.cells, "格")];
        let there = parts.iter().filter(|(_, count, _)| *count > 0);
        let told: Vec<String> =
            there.map(|(what, count, unit)| format!("{what} {count} {unit}")).collect();
        told.join("、")
    }
}
