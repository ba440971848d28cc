//! The one place where text is padded or cut to a number of cells.
//!
//! A cut is on a whole grapheme and ends in `>`, never in `…`, whose width is open. What comes out is what is drawn:
//! invisible characters are replaced by their marks.

use crate::text::grapheme::graphemes;
use crate::text::visible::visible;
use crate::text::width::Widths;

/// Where a short text stands in its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// 左对齐
    #[default]
    Left,
    /// 居中; an odd cell goes to the right
    Centre,
    /// 右对齐
    Right,
}

/// The text in exactly `cells` columns, padded on the right or cut.
pub fn fit(text: &str, cells: usize, widths: &Widths) -> String {
    fit_to(text, cells, Align::Left, widths)
}

/// The text in exactly `cells` columns, padded as `align` says or cut on the right.
pub fn fit_to(text: &str, cells: usize, align: Align, widths: &Widths) -> String {
    let shown = shorten(text, cells, widths);
    let spare = cells.saturating_sub(widths.of(&shown));
    let left = match align {
        Align::Left => 0,
        Align::Centre => spare / 2,
        Align::Right => spare,
    };
    format!("{}{shown}{}", " ".repeat(left), " ".repeat(spare - left))
}

/// The text in at most `cells` columns: whole, or cut and ending in `>`.
pub fn shorten(text: &str, cells: usize, widths: &Widths) -> String {
    let mut out = String::new();
    let mut kept = 0; // bytes that leave room for `>`
    let mut used = 0;
    for (_, grapheme) in graphemes(text) {
        used += widths.glyph(grapheme);
        if used > cells {
            out.truncate(kept);
            out.extend((cells > 0).then_some('>'));
            return out;
        }
        out.push_str(&visible(grapheme));
        if used < cells {
            kept = out.len();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cuts_and_fills() {
        for (text, cells, want) in [
            ("工业", 6, "工业  "),
            ("工业增加值", 6, "工业> "), // 增 would straddle the edge
            ("工业增加值", 7, "工业增>"),
            ("工业增加值", 10, "工业增加值"),
            ("工业", 1, ">"),
            ("工业", 0, ""),
            ("", 3, "   "),
            ("甲\u{200B}乙", 10, "甲<ZWSP>乙"),
            ("甲\u{200B}乙", 9, "甲<ZWSP>>"),
        ] {
            assert_eq!(fit(text, cells, &Widths::NARROW), want, "{text} in {cells}");
        }
        assert_eq!(fit("“工业”", 6, &Widths::WIDE), "“工> ");
    }

    #[test]
    fn stands_where_it_is_told() {
        for (align, want) in
            [(Align::Left, "合计   "), (Align::Centre, " 合计  "), (Align::Right, "   合计")]
        {
            assert_eq!(fit_to("合计", 7, align, &Widths::NARROW), want);
        }
    }

    proptest! {
        #[test]
        fn always_as_wide_as_asked(text in "\\PC{0,40}", cells in 0usize..60, wide: bool) {
            let widths = if wide { Widths::WIDE } else { Widths::NARROW };
            for align in [Align::Left, Align::Centre, Align::Right] {
                prop_assert_eq!(widths.of(&fit_to(&text, cells, align, &widths)), cells);
            }
        }
    }
}
