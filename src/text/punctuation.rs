//! Classes of punctuation marks (标点) that wrapping, words and counting share.
//!
//! After GB/T 15834—2011 《标点符号用法》 5.1 (places of marks), with the half-width forms beside the full-width ones.

/// 前引号、前括号、前书名号: it belongs to what follows.
pub fn is_opener(c: char) -> bool {
    matches!(
        c,
        '（' | '《'
            | '〈'
            | '“'
            | '‘'
            | '「'
            | '『'
            | '【'
            | '〔'
            | '〖'
            | '［'
            | '｛'
            | '('
            | '['
            | '{'
    )
}

/// 后引号、后括号、后书名号: it belongs to what precedes.
pub fn is_closer(c: char) -> bool {
    matches!(
        c,
        '）' | '》'
            | '〉'
            | '”'
            | '’'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '〗'
            | '］'
            | '｝'
            | ')'
            | ']'
            | '}'
    )
}

/// 点号: 。，、；：？！ and their half-width forms.
pub fn is_stop(c: char) -> bool {
    matches!(
        c,
        '。' | '，'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '．'
            | '｡'
            | '､'
            | ','
            | '.'
            | ';'
            | ':'
            | '?'
            | '!'
            | '‼'
            | '⁇'..='⁉'
    )
}

/// 破折号、连接号、省略号 and 间隔号 in the forms that stand in Chinese text.
pub fn is_dash_or_dots(c: char) -> bool {
    matches!(c, '—' | '–' | '―' | '⸺' | '～' | '…' | '⋯' | '‥' | '·' | '・' | '／')
}

/// Signs that belong to the number before them: ％ ‰ ℃ °.
pub fn is_number_suffix(c: char) -> bool {
    matches!(c, '%' | '％' | '‰' | '℃' | '℉' | '°' | '′' | '″')
}

/// What no line may start with (避头).
pub fn starts_no_line(c: char) -> bool {
    is_closer(c)
        || is_stop(c)
        || is_dash_or_dots(c)
        || is_number_suffix(c)
        || matches!(c, '々' | 'ー')
}

/// What no line may end with (避尾).
pub fn ends_no_line(c: char) -> bool {
    is_opener(c) || matches!(c, '￥' | '¥' | '＄' | '$' | '№' | '§' | '＃')
}

/// Stops small enough to hang in the margin (悬挂).
pub fn may_hang(c: char) -> bool {
    matches!(c, '。' | '，' | '、')
}

/// What ends a sentence (句末点号); a half-width full stop is left out, for it also stands in numbers.
pub fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '!' | '?' | '｡')
}

/// A character of any of these classes.
pub fn is_mark(c: char) -> bool {
    is_opener(c)
        || is_closer(c)
        || is_stop(c)
        || is_dash_or_dots(c)
        || is_number_suffix(c)
        || c.is_ascii_punctuation()
}

/// 汉字, with the radicals and the ideographic zero 〇.
pub fn is_han(c: char) -> bool {
    matches!(
        c,
        '\u{2E80}'..='\u{2FD5}'
            | '々'
            | '〇'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFD}'
    )
}

/// A decimal digit, half or full width.
pub fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// A Chinese numeral: 一 … 九, 〇, 零, 十, 百, 千, 两.
pub fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '〇'
            | '零'
            | '十'
            | '百'
            | '千'
            | '两'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mark_is_forbidden_at_both_ends_of_a_line() {
        for c in '\0'..=char::MAX {
            assert!(!(starts_no_line(c) && ends_no_line(c)), "{c}");
            assert!(!(is_opener(c) && is_closer(c)), "{c}");
        }
    }

    #[test]
    fn the_marks_of_the_standard_have_their_places() {
        assert!("。，、；：？！）》”’」』】〕…—～·％".chars().all(starts_no_line));
        assert!("（《“‘「『【〔￥".chars().all(ends_no_line));
        assert!("，。".chars().all(may_hang));
        assert!(!"政府1a".chars().any(|c| starts_no_line(c) || ends_no_line(c)));
    }
}
