//! Labels: the words that say what a number is of, without those around them that say nothing.

use std::ops::Range;

use super::reader::Reader;
use super::scan::{Here, Item, What};
use crate::text::punctuation::is_han;

/// Words at the edges of a label that say nothing of what is counted, the longest first.
const LEADING: &[&str] = &[
    "其中：",
    "其中",
    "我局",
    "我镇",
    "我乡",
    "我街道",
    "我办",
    "我市",
    "我县",
    "我区",
    "本机关",
    "本局",
    "在全市",
    "在全县",
    "在全区",
    "全市",
    "全县",
    "全区",
    "全镇",
    "全局",
    "共计",
    "总共",
    "一共",
    "共",
    "并",
    "及",
    "和",
    "与",
    "或",
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "六是",
    "七是",
    "给",
    "把",
    "以及",
    "还",
    "已",
    "均",
    "各",
    "中有",
    "中的",
    "中",
    "里",
    "有",
    "为",
    "是",
    "的",
    "按照",
    "按",
    "将",
    "对",
    "等",
    "也",
    "又",
    "约",
    "了",
    "总计",
    "合计",
    "累计",
    "分别",
    "同时",
    "同期",
    "另",
    "含",
    "：",
    "，",
    "“",
    "”",
    " ",
    "\u{3000}",
    "\n",
    "、",
];
const TRAILING: &[&str] = &[
    "共计",
    "总共",
    "一共",
    "共有",
    "共",
    "累计",
    "合计",
    "总计",
    "达到了",
    "达到",
    "达",
    "数量为",
    "数量",
    "总数为",
    "总数",
    "为",
    "是",
    "有",
    "约",
    "了",
    "的",
    "数",
    "计",
    "：",
    ":",
    "，",
    "分别",
    "各",
    "“",
    "、",
    " ",
    "\u{3000}",
    "\n",
    "于",
    "到",
    "近",
    "超",
    "原来",
    "原有",
    "由",
    "从",
    "在",
    "（",
    "(",
];

/// Words that stand beside an indicator and do not narrow it.
const FILLERS: &[&str] = &[
    "政府信息公开工作",
    "政府信息公开",
    "信息公开",
    "社会各界",
    "本行政机关",
    "本机关",
    "本单位",
    "办公室",
    "发生",
    "提起",
    "引发",
    "作出",
    "数量",
    "总数",
    "各类",
    "来自",
    "单位",
    "群众",
    "公民",
    "全部",
    "继续",
    "情况",
    "涉及",
    "引起",
    "工作",
    "年度",
    "案件",
    "有关",
    "相关",
    "加上",
    "连同",
    "实际",
    "按期",
    "通过",
    "当事人",
    "被申请",
    "我局",
    "我镇",
    "我乡",
    "我办",
    "我委",
    "我市",
    "我县",
    "我区",
    "全市",
    "全县",
    "全区",
    "全局",
    "期限",
    "期间",
    "范围",
    "办理",
    "组织",
    "举办",
    "召开",
    "开展",
    "参加",
    "接受",
    "提交",
    "决定",
    "数",
    "共",
    "的",
    "等",
    "了",
    "为",
    "是",
    "有",
    "和",
    "并",
    "到",
    "以",
    "已",
    "在",
    "由",
    "被",
    "从",
    "因",
    "市",
    "区",
    "县",
    "镇",
    "局",
    "于",
    "对",
    "中",
    "其",
    "均",
    "向",
];

/// How long the number of a point in a list is, with which a text begins: 2. of 2.3个科室.
fn point(text: &str) -> Option<usize> {
    let digits =
        text.find(|c: char| !c.is_ascii_digit()).filter(|digits| (1..3).contains(digits))?;
    let mark = text.get(digits..)?.chars().next().filter(|c| matches!(c, '.' | '．' | '、'))?;
    Some(digits + mark.len_utf8())
}

/// How many characters are neither of these words nor marks.
fn others(text: &str) -> usize {
    let mut rest = text;
    let mut count = 0;
    while let Some(c) = rest.chars().next() {
        let filler = FILLERS.iter().find(|word| rest.starts_with(*word));
        count += usize::from(filler.is_none() && is_han(c));
        rest = rest.get(filler.map_or(c.len_utf8(), |word| word.len())..).unwrap_or_default();
    }
    count
}

impl Reader<'_> {
    /// Whether the words of a stretch are all of the vocabulary, or say nothing of what is counted.
    pub(super) fn is_plain(&self, stretch: Range<usize>, here: Here<'_>) -> bool {
        let from = self.part.item.min(here.at).saturating_sub(8);
        let near = here.items.get(from..).unwrap_or_default().iter().take(here.at - from + 16);
        let words = near.filter(|item| {
            let inside = stretch.start <= item.bytes.start && item.bytes.end <= stretch.end;
            inside && matches!(item.what, What::Word(_))
        });
        let mut at = stretch.start;
        let mut left = 0;
        for word in words {
            left += others(self.text.get(at..word.bytes.start).unwrap_or_default());
            at = word.bytes.end;
        }
        left + others(self.text.get(at..stretch.end).unwrap_or_default()) <= 1
    }

    /// A label without the words at its edges that say nothing.
    pub(super) fn label(&self, bytes: Range<usize>) -> Range<usize> {
        let (mut from, mut to) = (bytes.start, bytes.end.max(bytes.start));
        if to - from > 90 {
            from = to - 90;
            while !self.text.is_char_boundary(from) {
                from += 1;
            }
        }
        loop {
            let text = self.text.get(from..to).unwrap_or_default();
            if let Some(length) = point(text) {
                from += length;
            } else if let Some(word) = LEADING.iter().find(|word| text.starts_with(*word)) {
                from += word.len();
            } else if let Some(word) = TRAILING.iter().find(|word| text.ends_with(*word)) {
                to -= word.len();
            } else {
                return self.quoted(from..to);
            }
        }
    }

    /// A label with both of its quotation marks: “一网通办”率 and not 一网通办”率.
    fn quoted(&self, label: Range<usize>) -> Range<usize> {
        let text = self.text.get(label.clone()).unwrap_or_default();
        let (first_opens, first_closes) = (text.find('“'), text.find('”'));
        let lacks_opening =
            first_closes.is_some_and(|close| first_opens.is_none_or(|open| open > close));
        let before = self.text.get(..label.start).unwrap_or_default();
        let lacks_closing = text.rfind('“') > text.rfind('”');
        let behind = self.text.get(label.end..).unwrap_or_default();
        let from = if lacks_opening && before.ends_with('“') {
            label.start - '“'.len_utf8()
        } else {
            label.start
        };
        let to = if lacks_closing && behind.starts_with('”') {
            label.end + '”'.len_utf8()
        } else {
            label.end
        };
        from..to
    }

    /// The way by which something was done: 通过门户网站, 在“政务公开栏”上.
    pub(super) fn channel(&self, items: &[Item]) -> Range<usize> {
        let here = items.get(self.part.item..).unwrap_or_default();
        let end = here.first().map_or(self.part.from, |item| item.bytes.start);
        let opening = self.text.get(self.part.from..end.max(self.part.from)).unwrap_or_default();
        let word = ["通过", "利用", "依托", "在"]
            .iter()
            .find_map(|word| opening.rfind(word).map(|at| at + word.len()));
        let Some(from) = word.map(|at| self.part.from + at) else { return 0..0 };
        let text = self.text.get(from..).unwrap_or_default();
        let stop = text.char_indices().take(20).find(|(at, _)| {
            let rest = text.get(*at..).unwrap_or_default();
            [
                "主动公开",
                "公开",
                "发布",
                "公布",
                "上发",
                "上公",
                "上主",
                "采用",
                "更新",
                "，",
                "、",
                "。",
            ]
            .iter()
            .any(|word| rest.starts_with(word))
        });
        stop.map_or(0..0, |(length, _)| from..from + length)
    }
}
