//! Numbers as Chinese writes them: 二十一, 二〇一七, ㉑, and full-width forms (全角) against half-width ones (半角).

use std::borrow::Cow;

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// 1 … 9999 as a heading counts: 一, 十, 十一, 一百零五, 一千零一十. `None` outside that range.
pub fn chinese(number: u32) -> Option<String> {
    if !(1..=9999).contains(&number) {
        return None;
    }
    let mut out = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
        }
        gap = false;
        let bare_ten = unit == 10 && digit == 1 && out.is_empty();
        out.extend(DIGITS.get(digit as usize).filter(|_| !bare_ten));
        out.push_str(name);
    }
    Some(out)
}

/// Reads what [`chinese`] writes, and digits one by one: 二〇一七, 一九. `None` for anything else.
pub fn from_chinese(text: &str) -> Option<u32> {
    if text.chars().all(|c| digit(c).is_some()) { one_by_one(text) } else { by_units(text) }
}

fn one_by_one(text: &str) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    text.chars().try_fold(0_u32, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?))
}

fn by_units(text: &str) -> Option<u32> {
    let mut sum = 0;
    let mut pending = None;
    let mut lowest = 10_000;
    for c in text.chars() {
        if let Some(value) = digit(c) {
            if pending.is_some_and(|before| before != 0) {
                return None;
            }
            pending = Some(value);
            continue;
        }
        let unit = match c {
            '千' => 1000,
            '百' => 100,
            '十' => 10,
            _ => return None,
        };
        let leading_ten = unit == 10 && sum == 0 && pending.is_none();
        let count = if leading_ten { 1 } else { pending.take().filter(|count| *count > 0)? };
        if unit >= lowest {
            return None;
        }
        sum += count * unit;
        lowest = unit;
    }
    match pending {
        Some(0) => None,
        last => Some(sum + last.unwrap_or(0)),
    }
}

fn digit(c: char) -> Option<u32> {
    match c {
        '〇' => Some(0),
        '两' => Some(2),
        _ => DIGITS.iter().position(|known| *known == c).and_then(|at| u32::try_from(at).ok()),
    }
}

/// ⓪ ① … ⑳ ㉑ … ㉟ ㊱ … ㊿; `None` above 50.
pub fn circled(number: u32) -> Option<char> {
    let code = match number {
        0 => 0x24EA,
        1..=20 => 0x2460 + number - 1,
        21..=35 => 0x3251 + number - 21,
        36..=50 => 0x32B1 + number - 36,
        _ => return None,
    };
    char::from_u32(code)
}

/// The number in a circle.
pub fn from_circled(c: char) -> Option<u32> {
    (0..=50).find(|number| circled(*number) == Some(c))
}

/// The half-width form of a character: １ → 1, Ａ → A, ％ → %, the ideographic blank → a blank. Stops that have their own
/// Chinese form (。、《》) have none; ，：；！？（） have.
pub fn half_width_char(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '￥' => '¥',
        _ => c,
    }
}

/// The text in half-width forms, for places where numbers and names are typed.
pub fn half_width(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| half_width_char(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(half_width_char).collect())
}

/// The full-width form of a character: 1 → １, a blank → the ideographic blank.
pub fn full_width_char(c: char) -> char {
    match c {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        '¥' => '￥',
        _ => c,
    }
}

/// The text in full-width forms.
pub fn full_width(text: &str) -> String {
    text.chars().map(full_width_char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_headings_do() {
        for (number, want) in [
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (21, "二十一"),
            (100, "一百"),
            (105, "一百零五"),
            (110, "一百一十"),
            (1001, "一千零一"),
            (1010, "一千零一十"),
            (2017, "二千零一十七"),
            (9999, "九千九百九十九"),
        ] {
            assert_eq!(chinese(number).as_deref(), Some(want));
        }
        assert_eq!((chinese(0), chinese(10_000)), (None, None));
    }

    #[test]
    fn every_heading_number_comes_back() {
        for number in 1..=9999 {
            assert_eq!(chinese(number).and_then(|text| from_chinese(&text)), Some(number));
        }
    }

    #[test]
    fn reads_digits_and_refuses_the_rest() {
        for (text, want) in [
            ("二〇一七", Some(2017)),
            ("二零二四", Some(2024)),
            ("一十二", Some(12)),
            ("两百", Some(200)),
            ("", None),
            ("十百", None),
            ("一二十", None),
            ("零", Some(0)),
            ("第一", None),
            ("十零", None),
            ("九九九九九九九九九九九", None),
        ] {
            assert_eq!(from_chinese(text), want, "{text}");
        }
    }

    #[test]
    fn circles_and_widths_come_back() {
        for number in 0..=50 {
            assert_eq!(circled(number).and_then(from_circled), Some(number));
        }
        assert_eq!(
            [circled(1), circled(21), circled(50), circled(51)],
            [Some('①'), Some('㉑'), Some('㊿'), None]
        );
        assert_eq!(half_width("１，０２４．５％（Ａ）　￥"), "1,024.5%(A) ¥");
        assert!(matches!(half_width("政府。1,024"), Cow::Borrowed(_)));
        let ascii: String = (' '..='~').collect();
        assert_eq!(half_width(&full_width(&ascii)), ascii);
    }
}
