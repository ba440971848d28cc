//! 折行: the layout of one paragraph in rows, with 避头尾 and what belongs together kept together.
//!
//! One layout serves drawing, caret, selection, mouse and search. The rules, in the order in which they give way:
//!
//! 1. A row never starts with 。，、；：？！ a closing mark, — … ～ · or ％, never ends with an opening mark or ￥, and
//!    —— and …… are never split (禁则).
//! 2. A number with its unit, a date, 第（一）项, 〔2017〕24 号, a URL and a Latin word stay in one row. Where they are
//!    longer than a row they are cut at their own joints.
//! 3. A row that holds no permitted place at all is cut at the margin, whatever stands there; it says so
//!    ([`Row::forced`]). This happens only where the line is too narrow for what it must hold.
//!
//! Nothing is ever dropped: the rows cover every byte. One blank may stand past the margin; more blanks go on in the next
//! row, where they are seen. A row whose single glyph is wider than the line is as wide as that glyph.

mod caret;
mod keep;
mod row;

use std::ops::Range;

use crate::text::width::Widths;

/// The indent of a paragraph's first row: two 汉字.
pub const INDENT: usize = 4;

/// How a paragraph is to be laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Measure {
    /// Columns that a row has; 0 counts as 1.
    pub columns: usize,
    /// Blank cells before the first row: shown, never stored. At most a quarter of the columns is used.
    pub indent: usize,
    /// Whether 。，、 may hang past the margin (标点悬挂).
    pub hanging: bool,
    /// How the terminal draws ambiguous glyphs.
    pub widths: Widths,
}

impl Measure {
    /// A line of this many columns without indent or hanging stops.
    pub fn new(columns: usize, widths: Widths) -> Self {
        Self { columns, indent: 0, hanging: false, widths }
    }

    /// Columns that the screen must have for every row and for the caret behind the last glyph.
    pub fn screen_columns(&self) -> usize {
        self.columns.max(1) + if self.hanging { 3 } else { 2 }
    }

    fn indent_of(&self, first: bool) -> usize {
        if first { self.indent.min(self.columns / 4) } else { 0 }
    }
}

/// One row on the screen: the bytes `start..end` of the paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Byte offset of its first grapheme.
    pub start: usize,
    /// Byte offset after its last grapheme: the next row's start.
    pub end: usize,
    /// Blank cells before the text.
    pub indent: usize,
    /// Columns of the text, without the indent, with what hangs past the margin.
    pub width: usize,
    /// Whether it was cut where no rule permits, because the line is too narrow.
    pub forced: bool,
    /// Its end was decided by the bytes before this offset.
    seen: usize,
}

impl Row {
    /// Its bytes.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Its text within the paragraph it was laid out from.
    pub fn text<'a>(&self, paragraph: &'a str) -> &'a str {
        paragraph.get(self.range()).unwrap_or_default()
    }

    fn moved(self, change: Change) -> Self {
        let to = |offset: usize| (offset + change.inserted).saturating_sub(change.removed);
        Self { start: to(self.start), end: to(self.end), seen: to(self.seen), ..self }
    }
}

/// A replacement in a paragraph: `removed` bytes at `at` have become `inserted` bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Byte offset at which both texts begin to differ.
    pub at: usize,
    /// Bytes taken out.
    pub removed: usize,
    /// Bytes put in.
    pub inserted: usize,
}

/// A paragraph in rows. It has at least one row; an empty paragraph has an empty one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    rows: Vec<Row>,
    measure: Measure,
}

impl Layout {
    /// Lays out a paragraph.
    pub fn new(text: &str, measure: Measure) -> Self {
        let measure = Measure { columns: measure.columns.max(1), ..measure };
        let mut rows = vec![row::row_at(text, 0, measure.indent_of(true), &measure)];
        fill(text, &measure, &mut rows, |_| false);
        Self { rows, measure }
    }

    /// The rows, from the top.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How it was laid out.
    pub fn measure(&self) -> &Measure {
        &self.measure
    }

    /// Follows a change of the paragraph, whose new text this is. Only rows that can have changed are laid out again;
    /// the result is that of [`Layout::new`]. Returns the rows of the new layout that were laid out.
    pub fn edited(&mut self, text: &str, change: Change) -> Range<usize> {
        let first =
            self.rows.iter().position(|row| row.seen > change.at).unwrap_or(self.rows.len() - 1);
        let old = self.rows.split_off(first);
        let start = old.first().map_or(0, |row| row.start);
        self.rows.push(row::row_at(text, start, self.measure.indent_of(start == 0), &self.measure));
        let mut rest =
            old.iter().skip(1).skip_while(|row| row.start < change.at + change.removed).peekable();
        fill(text, &self.measure, &mut self.rows, |start| {
            while rest.next_if(|row| row.moved(change).start < start).is_some() {}
            rest.peek().is_some_and(|row| row.moved(change).start == start)
        });
        let done = self.rows.len();
        if self.rows.last().is_some_and(|row| row.end >= text.len()) {
            return first..done;
        }
        self.rows.extend(rest.map(|row| row.moved(change)));
        first..done
    }
}

/// Lays out rows up to the text's end, or until `known` says that the row starting there is at hand.
fn fill(text: &str, measure: &Measure, rows: &mut Vec<Row>, mut known: impl FnMut(usize) -> bool) {
    while let Some(end) = rows.last().map(|row| row.end).filter(|end| *end < text.len()) {
        if known(end) {
            return;
        }
        rows.push(row::row_at(text, end, 0, measure));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::grapheme::graphemes;
    use crate::text::punctuation::{ends_no_line, starts_no_line};
    use proptest::prelude::*;

    fn rows(text: &str, columns: usize) -> Vec<String> {
        let layout = Layout::new(text, Measure::new(columns, Widths::NARROW));
        layout.rows().iter().map(|row| row.text(text).to_owned()).collect()
    }

    #[test]
    fn wraps() {
        for (text, columns, want) in [
            ("", 8, vec![""]),
            ("政府信息", 8, vec!["政府信息"]), // fits exactly: no empty row
            ("政府信息公开", 8, vec!["政府信息", "公开"]),
            ("政府信息，公开", 8, vec!["政府信", "息，公开"]),
            ("政府信（公开）", 8, vec!["政府信", "（公开）"]),
            ("政府信息“公开”", 10, vec!["政府信息", "“公开”"]),
            ("各级政府——机关", 12, vec!["各级政府——机", "关"]),
            ("各级政府——机关", 9, vec!["各级政", "府——机关"]),
            ("各级政府等……", 11, vec!["各级政府", "等……"]),
            ("公开12345件", 8, vec!["公开", "12345件"]),
            ("共增长3.5%左右", 9, vec!["共增长", "3.5%左右"]),
            ("依照第（一）项", 10, vec!["依照", "第（一）项"]),
            ("见国发〔2017〕24号文", 14, vec!["见国", "发〔2017〕24号", "文"]),
            ("到2017年3月5日止", 12, vec!["到", "2017年3月5日", "止"]),
            ("见 http://a.cn/bb 页", 14, vec!["见 ", "http://a.cn/bb ", "页"]),
            ("http://www.gov.cn/zhengce", 12, vec!["http://", "www.gov.cn/", "zhengce"]),
            ("open government data", 10, vec!["open ", "government ", "data"]),
            ("abcdefghij", 4, vec!["abcd", "efgh", "ij"]),
            ("一   二", 2, vec!["一 ", "  ", "二"]),
            ("。。。。", 4, vec!["。。", "。。"]),
            ("中文", 1, vec!["中", "文"]),
            ("中\u{200B}文", 10, vec!["中\u{200B}文"]),
        ] {
            assert_eq!(rows(text, columns), want, "{text} in {columns}");
        }
    }

    #[test]
    fn stops_hang_by_setting_only() {
        let text = "政府信息。公开";
        let hanging = Measure { hanging: true, ..Measure::new(8, Widths::NARROW) };
        let layout = Layout::new(text, hanging);
        let got: Vec<&str> = layout.rows().iter().map(|row| row.text(text)).collect();
        assert_eq!(got, ["政府信息。", "公开"]);
        assert_eq!(layout.rows()[0].width, 10);
        let text = "政府信息。”公开";
        let layout = Layout::new(text, hanging);
        assert_eq!(layout.rows()[0].text(text), "政府信", "。” cannot hang together");
    }

    #[test]
    fn the_first_row_is_indented() {
        let measure = Measure { indent: INDENT, ..Measure::new(20, Widths::NARROW) };
        let layout = Layout::new("政府信息公开工作年度报告", measure);
        let shape: Vec<(usize, usize)> =
            layout.rows().iter().map(|row| (row.indent, row.width)).collect();
        assert_eq!(shape, [(4, 16), (0, 8)]);
    }

    #[test]
    fn every_scalar_once_and_a_million_of_one_kind() {
        let every: String = ('\0'..=char::MAX).collect();
        let many = 200_000;
        for text in [
            every,
            "a".repeat(many),
            "\u{301}".repeat(many),
            " ".repeat(many),
            "政".repeat(many),
            "。".repeat(many),
        ] {
            let layout = Layout::new(&text, Measure::new(80, Widths::WIDE));
            covers(&layout, &text);
        }
    }

    fn covers(layout: &Layout, text: &str) {
        let mut at = 0;
        for row in layout.rows() {
            assert_eq!(row.start, at);
            at = row.end;
            assert_eq!(
                row.width,
                layout.measure().widths.of(row.text(text)),
                "{:?}",
                row.text(text)
            );
        }
        assert_eq!(at, text.len());
    }

    /// Prose as it comes: official phrases, numbers, quotes, URLs, and things that do not belong there.
    fn prose() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => "[\u{4E00}-\u{4E40}]{1,8}",
            2 => "[，。、；：？！]",
            1 => Just("“公开”".to_owned()),
            1 => Just("（一）".to_owned()),
            1 => Just("第（一）项".to_owned()),
            1 => Just("〔2017〕24 号".to_owned()),
            1 => Just("——".to_owned()),
            1 => Just("……".to_owned()),
            1 => "[0-9]{1,7}(\\.[0-9])?(%|万元|件|年|月)?",
            1 => "[a-zA-Z ]{1,12}",
            1 => Just("http://www.gov.cn/a?b=1".to_owned()),
            1 => "\\PC{1,3}",
            1 => any::<char>().prop_map(String::from),
            1 => Just("👨\u{200D}👩\u{200D}👧🇨🇳e\u{301}\u{200B}①".to_owned()),
        ];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    const KEPT: [&str; 12] = [
        "第（一）项",
        "第二十一条",
        "〔2017〕24 号",
        "http://www.gov.cn/a?b=1",
        "——",
        "……",
        "2017年12月31日",
        "1,024.5万元",
        "12.5%",
        "1—12月",
        "GB/T",
        "35人次",
    ];

    /// Sentences in which nothing is longer than a row of 30 columns.
    fn official() -> impl Strategy<Value = String> {
        let piece = ("[\u{4E10}-\u{4E40}]{2,8}", prop::sample::select(KEPT.to_vec()), "[，。、]?");
        let piece = piece.prop_map(|(plain, kept, stop)| format!("{plain}{kept}{stop}"));
        prop::collection::vec(piece, 1..12).prop_map(|pieces| pieces.concat())
    }

    fn measure() -> impl Strategy<Value = Measure> {
        (20usize..=160, any::<bool>(), any::<bool>(), prop_oneof![Just(0), Just(INDENT)]).prop_map(
            |(columns, wide, hanging, indent)| Measure {
                columns,
                indent,
                hanging,
                widths: if wide { Widths::WIDE } else { Widths::NARROW },
            },
        )
    }

    proptest! {
        #[test]
        fn every_glyph_is_visible_within_the_screen(text in prose(), measure in measure()) {
            let layout = Layout::new(&text, measure);
            covers(&layout, &text);
            for row in layout.rows() {
                prop_assert!(row.indent + row.width < measure.screen_columns());
                prop_assert!(text.is_empty() || row.start < row.end);
                for (_, grapheme) in graphemes(row.text(&text)) {
                    prop_assert!(measure.widths.glyph(grapheme) > 0);
                }
            }
        }

        #[test]
        fn caret_and_cell_are_one_to_one(text in prose(), measure in measure()) {
            let layout = Layout::new(&text, measure);
            let mut cells = std::collections::BTreeSet::new();
            for offset in graphemes(&text).map(|(at, _)| at).chain([text.len()]) {
                let (row, column) = layout.cell_of(&text, offset);
                prop_assert!(cells.insert((row, column)), "two offsets in one cell");
                prop_assert_eq!(layout.offset_at(&text, row, column), offset);
            }
        }

        #[test]
        fn no_rule_is_broken_unless_it_is_said(text in prose(), measure in measure()) {
            let layout = Layout::new(&text, measure);
            for pair in layout.rows().windows(2).filter(|pair| !pair[0].forced) {
                let (upper, lower) = (pair[0].text(&text), pair[1].text(&text));
                let head = lower.chars().next().unwrap();
                let tail = upper.chars().next_back().unwrap();
                let ascii = head.is_ascii_graphic() && tail.is_ascii_graphic();
                prop_assert!(ascii || !starts_no_line(head), "{upper:?} / {lower:?}");
                prop_assert!(ascii || !ends_no_line(tail), "{upper:?} / {lower:?}");
            }
        }

        #[test]
        fn what_belongs_together_stays_together(text in official(), columns in 30usize..100, wide: bool) {
            let widths = if wide { Widths::WIDE } else { Widths::NARROW };
            let layout = Layout::new(&text, Measure::new(columns, widths));
            for pair in layout.rows().windows(2) {
                let (upper, lower) = (pair[0].text(&text), pair[1].text(&text));
                for kept in KEPT {
                    let chars: Vec<char> = kept.chars().collect();
                    let cut = (1..chars.len()).any(|n| {
                        let (head, tail) = chars.split_at(n);
                        upper.ends_with(&String::from_iter(head)) && lower.starts_with(&String::from_iter(tail))
                    });
                    prop_assert!(!cut && !pair[0].forced, "{kept} cut: {upper:?} / {lower:?}");
                }
            }
        }

        #[test]
        fn any_width_and_any_text_is_laid_out(text in "\\PC{0,60}", columns in 0usize..20) {
            let layout = Layout::new(&text, Measure::new(columns, Widths::WIDE));
            covers(&layout, &text);
        }

        #[test]
        fn following_a_change_gives_what_a_new_layout_gives(
            text in prose(), put in prose(), from in 0usize..400, len in 0usize..40, measure in measure(), narrow in 1usize..30,
        ) {
            for measure in [measure, Measure { columns: narrow, ..measure }] {
                let start = text.ceil_char_boundary(from.min(text.len()));
                let end = text.ceil_char_boundary((start + len).min(text.len()));
                let mut after = text.clone();
                after.replace_range(start..end, &put);
                let mut layout = Layout::new(&text, measure);
                layout.edited(&after, Change { at: start, removed: end - start, inserted: put.len() });
                prop_assert_eq!(layout, Layout::new(&after, measure));
            }
        }
    }

    #[test]
    fn a_key_in_a_long_paragraph_lays_out_a_few_rows() {
        let text = "依法主动公开政府信息，保障公民知情权，共12.5万件。".repeat(2_000);
        let layout = Layout::new(&text, Measure::new(76, Widths::NARROW));
        let at = text.ceil_char_boundary(text.len() * 3 / 4);
        let here = layout.row_of(at);
        let mut typed = text.clone();
        typed.insert(at, '新');
        let rows = layout.clone().edited(&typed, Change { at, removed: 0, inserted: 3 });
        assert!(here - rows.start <= 2, "rows above are left alone: {rows:?}, typed in {here}");
        let mut replaced = text.clone();
        replaced.replace_range(at..text.ceil_char_boundary(at + 1), "新");
        let rows = layout.clone().edited(&replaced, Change { at, removed: 3, inserted: 3 });
        assert!(rows.len() <= 4, "rows below as soon as they agree: {rows:?}");
    }
}
