//! How like two texts are, so that a paragraph finds the one it was made of.

use super::Echo;
use crate::text::numeral::half_width_char;

/// A text without its numbers: what last year's sentence and this year's have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Likeness {
    /// Pairs of neighbouring characters, sorted.
    pairs: Vec<(char, char)>,
}

impl Likeness {
    pub(super) fn of(text: &str) -> Self {
        let plain: Vec<char> = masked(text).chars().collect();
        let mut pairs: Vec<(char, char)> =
            plain.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect();
        pairs.sort_unstable();
        Self { pairs }
    }

    /// Thousandths of what both have, of all that they have: 1000 for equal texts (Dice's coefficient over pairs).
    pub(super) fn to(&self, other: &Self) -> usize {
        let all = self.pairs.len() + other.pairs.len();
        let (mut mine, mut theirs) = (self.pairs.iter().peekable(), other.pairs.iter().peekable());
        let mut both: usize = 0;
        while let (Some(one), Some(two)) = (mine.peek(), theirs.peek()) {
            match one.cmp(two) {
                std::cmp::Ordering::Less => drop(mine.next()),
                std::cmp::Ordering::Greater => drop(theirs.next()),
                std::cmp::Ordering::Equal => {
                    both += 1;
                    mine.next();
                    theirs.next();
                }
            }
        }
        (2000 * both).checked_div(all).unwrap_or(0)
    }
}

/// The text with each number as one `#`, without blanks.
pub(super) fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().map(half_width_char).filter(|c| !c.is_whitespace()) {
        match c {
            // 1,254 and 12.3 are one number; a mark behind a number changes nothing here.
            '0'..='9' | '.' | ',' if out.ends_with('#') => {}
            '0'..='9' => out.push('#'),
            _ => out.push(c),
        }
    }
    out
}

/// Characters without numbers below which two texts may well be the same by chance or by law.
const TELLING: usize = 20;

/// Whether one text only says again what the other said.
pub(super) fn echo(old: &str, new: &str) -> Echo {
    let plain = masked(new);
    if plain.chars().count() < TELLING {
        Echo::Own
    } else if old == new {
        Echo::Verbatim
    } else if masked(old) == plain {
        Echo::Numbers
    } else {
        Echo::Own
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_with_other_numbers_are_the_same() {
        let (old, new) = (
            "全年新收政府信息公开申请79件，上年结转6件，办结80件。",
            "全年新收政府信息公开申请86件，上年结转4件，办结1,087件。",
        );
        assert_eq!(Likeness::of(old).to(&Likeness::of(new)), 1000);
        assert_eq!(echo(old, new), Echo::Numbers);
        assert_eq!(echo(old, old), Echo::Verbatim);
        assert_eq!(echo("无。", "无。"), Echo::Own);
    }

    #[test]
    fn other_sentences_are_not() {
        let one = Likeness::of("全年新收政府信息公开申请79件。");
        let other = Likeness::of("下一步，我局将加强业务培训，提高工作人员能力。");
        assert!(one.to(&other) < 200, "{}", one.to(&other));
        assert_eq!(Likeness::of("").to(&Likeness::of("")), 0);
    }
}
