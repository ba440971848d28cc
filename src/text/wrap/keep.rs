//! Which places of a line may become its end: 禁则 and what is kept together, on top of Unicode's line breaking.

use crate::text::punctuation::{
    ends_no_line, is_closer, is_digit, is_han, is_number_suffix, is_numeral, is_opener,
    starts_no_line,
};

/// What a line end between two graphemes would cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// 禁则: only where the line is too narrow for anything else.
    Never,
    /// Inside what is kept together where it fits: a number with its unit, a date, a Latin word with `/`, a URL.
    Soft,
    /// A place like any other.
    Free,
}

/// What has just been read, as far as it holds the next character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Run {
    #[default]
    None,
    /// A Latin word or an address: digits in it are no number.
    Word,
    /// Digits, with their points and commas.
    Number,
    /// A number and one blank.
    NumberBlank,
    /// A number and ～ — - : or the like; a second number may follow.
    Range,
    /// A number and its unit so far.
    Unit,
    /// 第, and the numerals after it.
    Ordinal,
    /// 第（ and what follows up to the bracket's end.
    OrdinalOpen,
    /// 第（一）: the next character is what is counted.
    OrdinalClosed,
    /// 〔2017〕: the number of the document may follow.
    Year,
}

/// Reads a line from its start and judges each place.
#[derive(Debug, Default)]
pub(super) struct Keeper {
    before: Option<char>,
    run: Run,
}

impl Keeper {
    /// The cost of a break before `next`; `allowed` is Unicode's answer.
    pub(super) fn judge(&self, next: char, allowed: bool) -> Break {
        let Some(before) = self.before else { return Break::Never };
        if next == ' ' {
            return if before == ' ' { Break::Free } else { Break::Never };
        }
        if next == '\u{3000}' {
            return Break::Free;
        }
        if before != ' ' && before.is_ascii_graphic() && next.is_ascii_graphic() {
            return inside_word(before, next, allowed);
        }
        if starts_no_line(next) || ends_no_line(before) {
            return Break::Never;
        }
        if self.holds(before, next) {
            return Break::Soft;
        }
        if allowed || opens_freely(before, next) || closes_freely(before, next) {
            Break::Free
        } else {
            Break::Never
        }
    }

    /// Whether `next` belongs to the number, date or ordinal before it.
    fn holds(&self, before: char, next: char) -> bool {
        match self.run {
            Run::None | Run::Word => is_list_mark(before) || (next == '〔' && is_han(before)),
            Run::Number => is_han(next) || next.is_alphanumeric() || is_number_suffix(next),
            Run::NumberBlank => is_han(next) || next.is_ascii_alphanumeric(),
            Run::Range | Run::Year => is_digit(next),
            Run::Unit => (is_digit(next) && is_date_part(before)) || is_unit_pair(before, next),
            Run::Ordinal => is_han(next) || is_digit(next) || is_opener(next),
            Run::OrdinalOpen | Run::OrdinalClosed => true,
        }
    }

    /// Goes past a grapheme whose first and last characters are these.
    pub(super) fn pass(&mut self, first: char, last: char) {
        self.run = self.after(first);
        self.before = Some(last);
    }

    fn after(&self, c: char) -> Run {
        match self.run {
            _ if c == '第' => Run::Ordinal,
            Run::Ordinal if is_opener(c) => Run::OrdinalOpen,
            Run::Ordinal if is_numeral(c) || is_digit(c) || c == ' ' => Run::Ordinal,
            Run::OrdinalOpen if matches!(c, '）' | ')') => Run::OrdinalClosed,
            Run::OrdinalOpen if is_numeral(c) || is_digit(c) => Run::OrdinalOpen,
            Run::Word if c.is_ascii_graphic() => Run::Word,
            _ if c.is_ascii_alphabetic() => Run::Word,
            _ if is_digit(c) => Run::Number,
            Run::Number if matches!(c, '.' | ',' | '．') => Run::Number,
            // {86}件: signs around a number do not part it from its unit.
            Run::Number if matches!(c, ']' | '}' | '>' | '?') => Run::Number,
            Run::Number if c == ' ' => Run::NumberBlank,
            Run::Number | Run::Unit
                if matches!(c, '～' | '~' | '—' | '–' | '-' | ':' | '：' | '至') =>
            {
                Run::Range
            }
            Run::Number | Run::NumberBlank if is_han(c) => Run::Unit,
            Run::Unit if self.before.is_some_and(|before| is_unit_pair(before, c)) => Run::Unit,
            _ if c == '〕' => Run::Year,
            _ => Run::None,
        }
    }
}

/// Latin words, numbers, addresses: a URL may be cut after / ? & = and the like if it is longer than a line.
fn inside_word(before: char, next: char, allowed: bool) -> Break {
    let joint = matches!(before, '/' | '?' | '&' | '=' | '#' | '_' | '-' | '@') && next != before;
    let head = starts_no_line(next) || ends_no_line(before);
    if (joint || allowed) && !head { Break::Soft } else { Break::Never }
}

/// A line may end before a full-width opening mark, where Unicode is undecided or thinks of Latin text.
fn opens_freely(before: char, next: char) -> bool {
    match next {
        '“' | '‘' => !before.is_ascii_alphanumeric(),
        _ => is_opener(next) && !next.is_ascii(),
    }
}

/// A line may end after a full-width closing mark.
fn closes_freely(before: char, next: char) -> bool {
    let chinese = is_han(next) || is_opener(next);
    match before {
        '”' | '’' => chinese,
        _ => is_closer(before) && !before.is_ascii() && (chinese || next.is_ascii_alphanumeric()),
    }
}

/// ① ⑴ ⒈: the mark of an item stays with the item.
fn is_list_mark(c: char) -> bool {
    matches!(c, '①'..='⒛' | '❶'..='❿' | '㈠'..='㈩')
}

fn is_date_part(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '时' | '分')
}

/// Units of two or more characters: 万元, 人次, 平方公里, 工作日.
fn is_unit_pair(before: char, next: char) -> bool {
    match before {
        '十' | '百' | '千' | '万' | '亿' => is_han(next),
        '人' | '件' | '批' | '场' | '架' => next == '次',
        '公' => matches!(next, '里' | '斤' | '顷' | '吨' | '分'),
        '平' | '立' => next == '方',
        '方' => matches!(next, '米' | '公'),
        '美' | '欧' | '日' | '港' => next == '元',
        '个' => matches!(next, '月' | '百'),
        '分' => matches!(next, '钟' | '点'),
        '小' => next == '时',
        '工' => next == '作',
        '作' => next == '日',
        '年' => matches!(next, '度' | '底' | '初' | '末'),
        '月' => matches!(next, '份' | '底'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_linebreak::linebreaks;

    /// The text with `|` at free places and `'` at soft ones.
    fn judged(text: &str) -> String {
        let allowed: Vec<usize> = linebreaks(text).map(|(at, _)| at).collect();
        let mut keeper = Keeper::default();
        let mut out = String::new();
        for (at, c) in text.char_indices() {
            match keeper.judge(c, allowed.contains(&at)) {
                Break::Never => {}
                Break::Soft => out.push('\''),
                Break::Free => out.push('|'),
            }
            keeper.pass(c, c);
            out.push(c);
        }
        out
    }

    #[test]
    fn keeps_together() {
        for (text, want) in [
            ("政府信息，公开", "政|府|信|息，|公|开"),
            ("打造“阳光”政府", "打|造|“阳|光”|政|府"),
            ("“甲”、“乙”", "“甲”、|“乙”"),
            ("公开12.5%和3件", "公|开|12.5%|和|3'件"),
            ("公开{12}件和<3?>份", "公|开|{12}'件|和|<3?'>'份"),
            ("收入1,024.5亿元。", "收|入|1,024.5'亿'元。"),
            ("共1 200人次", "共|1 '200'人'次"),
            ("2017年12月31日止", "2017'年'12'月'31'日|止"),
            ("第（一）项规定", "第'（一）'项|规|定"),
            ("第十二条规定", "第'十'二'条|规|定"),
            ("国发〔2017〕24号文", "国|发'〔2017〕'24'号|文"),
            ("国发〔2017〕24 号", "国|发'〔2017〕'24 '号"),
            ("公开——这是", "公|开——|这|是"),
            ("等……等", "等……|等"),
            ("1—12月", "1—'12'月"),
            ("8：30至9：00", "8：'30'至'9：'00"),
            ("气温25℃以上", "气|温|25℃|以|上"),
            ("http://www.gov.cn/a?b=1", "http://'www.gov.cn/'a?'b='1"),
            ("用 GB/T 9704", "用 |GB/'T |9704"),
            ("it’s ok", "it’s |ok"),
            ("①主动公开", "①'主|动|公|开"),
            ("甲　乙", "甲|　|乙"),
        ] {
            assert_eq!(judged(text), want, "{text}");
        }
    }
}
