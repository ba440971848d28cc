//! Text without blanks and with half-width digits, for finding words that offices write in many ways.

/// A text made even, and the way back to the words as printed.
#[derive(Debug)]
pub(super) struct Squeezed<'a> {
    text: &'a str,
    /// No blanks; digits half-width.
    pub(super) plain: String,
    /// For every byte of `plain`, and its end, the byte of `text`.
    at: Vec<usize>,
}

impl<'a> Squeezed<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut squeezed = Self { text, plain: String::new(), at: Vec::new() };
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let c = match c {
                '０'..='９' => {
                    char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c)
                }
                _ => c,
            };
            squeezed.plain.push(c);
            squeezed.at.resize(squeezed.plain.len(), at);
        }
        squeezed.at.push(text.trim_end().len());
        squeezed
    }

    /// The words as printed, of a range of `plain`.
    pub(super) fn printed(&self, from: usize, to: usize) -> &'a str {
        let at = |place: usize| self.at.get(place).copied().unwrap_or(self.text.len());
        self.text.get(at(from)..at(to)).unwrap_or_default().trim()
    }

    /// All years followed by 年: the year, and where in `plain` it stands (年 within).
    pub(super) fn years(&self) -> impl Iterator<Item = (i16, usize, usize)> {
        self.plain.match_indices('年').filter_map(|(at, sign)| {
            let before = self.plain.get(..at)?;
            let start = before.char_indices().rev().nth(3)?.0;
            let year = year(before.get(start..)?)?;
            Some((year, start, at + sign.len()))
        })
    }
}

/// A year from 1949 to 2099 in digits of either script (二〇一七, 二零一七).
fn year(digits: &str) -> Option<i16> {
    let digit = |c: char| match c {
        '零' | '○' => Some(0),
        _ => c.to_digit(10).or_else(|| {
            let place = "〇一二三四五六七八九".chars().position(|sign| sign == c)?;
            u32::try_from(place).ok()
        }),
    };
    let value = digits.chars().try_fold(0, |value, c| Some(value * 10 + digit(c)?))?;
    i16::try_from(value).ok().filter(|year| (1949..2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_years_however_they_are_written() {
        for (text, wanted) in [
            ("示例局 ２０２３ 年年报", vec![(2023, "２０２３ 年")]),
            ("二〇一七年、二零一八年", vec![(2017, "二〇一七年"), (2018, "二零一八年")]),
            ("12年、0012年、3017年", vec![]),
            ("", vec![]),
        ] {
            let squeezed = Squeezed::of(text);
            let found: Vec<_> = squeezed
                .years()
                .map(|(year, from, to)| (year, squeezed.printed(from, to)))
                .collect();
            assert_eq!(found, wanted);
        }
    }
}
