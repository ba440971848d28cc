//! Finding by name and in prose: 汉字, pinyin in full or by initials, Latin in any case, full-width forms as half-width.

use std::cmp::Reverse;
use std::ops::Range;

use crate::text::numeral::half_width_char;
use crate::text::pinyin::{Readings, initial};
use crate::text::punctuation::{is_han, is_mark};

/// What somebody typed to find a name: 社会救助, shjz, shehuijiuzhu, shehuijz, sh救助, shhjzh, SHJZ.
#[derive(Clone)]
pub struct Query {
    folded: Vec<char>,
    readings: Readings,
}

/// A name that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The higher the better: the whole name before its beginning before its middle, 汉字 before syllables before
    /// initials, short names before long ones.
    pub score: u32,
    /// The bytes of the name that were matched, for highlighting.
    pub ranges: Vec<Range<usize>>,
}

/// How one character of a name was matched; the order is that of worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    /// A mark or blank of the name that was not typed.
    Skip,
    Initial,
    Syllable,
    Letter,
}

impl Query {
    /// Prepares what was typed; blanks in it do not count.
    pub fn new(typed: &str) -> Self {
        let folded = typed.chars().map(fold).filter(|c| !c.is_whitespace()).collect();
        Self { folded, readings: Readings::new() }
    }

    /// Whether nothing was typed; then every name is found.
    pub fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    /// Looks for the typed in a name.
    pub fn find(&self, name: &str) -> Option<Hit> {
        let chars: Vec<(usize, char)> = name.char_indices().map(|(at, c)| (at, fold(c))).collect();
        if self.is_empty() {
            return Some(Hit { score: short(chars.len()), ranges: Vec::new() });
        }
        let mut best: Option<Hit> = None;
        for start in 0..chars.len() {
            let mut walk = Walk::from(self, chars.get(start..)?);
            if walk.step(0, 0) {
                let hit = walk.hit(name.len(), start, chars.len());
                best = best.filter(|best| best.score >= hit.score).or(Some(hit));
            }
        }
        best
    }

    /// Every place in prose, as bytes, one after the other without overlap. In prose nothing is stepped over: what was
    /// found is 汉字 beside 汉字.
    pub(super) fn find_all(&self, text: &str) -> Vec<Range<usize>> {
        let chars: Vec<(usize, char)> = text.char_indices().map(|(at, c)| (at, fold(c))).collect();
        let mut found = Vec::new();
        let mut start = 0;
        while let Some(rest) =
            chars.get(start..).filter(|rest| !rest.is_empty() && !self.is_empty())
        {
            let mut walk = Walk { steps_over: false, ..Walk::from(self, rest) };
            if walk.step(0, 0) {
                let end = start + walk.path.len();
                let byte = |at: usize| chars.get(at).map_or(text.len(), |&(byte, _)| byte);
                found.push(byte(start)..byte(end));
                start = end;
            } else {
                start += 1;
            }
        }
        found
    }
}

/// The names that are found, best first, as their place in `names` with the hit. Equally good ones keep their order.
pub fn rank<'a>(query: &Query, names: impl IntoIterator<Item = &'a str>) -> Vec<(usize, Hit)> {
    let found = names.into_iter().enumerate();
    let mut found: Vec<_> = found.filter_map(|(at, name)| Some((at, query.find(name)?))).collect();
    found.sort_by_key(|(_, hit)| Reverse(hit.score));
    found
}

/// One attempt to match the query from a place of the name on.
struct Walk<'a> {
    query: &'a Query,
    chars: &'a [(usize, char)],
    /// Whether marks and blanks of the name need not be typed.
    steps_over: bool,
    /// (name, query) places from which there is no way on.
    dead: Vec<(usize, usize)>,
    path: Vec<By>,
}

impl<'a> Walk<'a> {
    fn from(query: &'a Query, chars: &'a [(usize, char)]) -> Self {
        Self { query, chars, steps_over: true, dead: Vec::new(), path: Vec::new() }
    }

    /// Goes on from the `at`th character and the `typed`th typed one, the worthiest way first.
    fn step(&mut self, at: usize, typed: usize) -> bool {
        if typed == self.query.folded.len() {
            return true;
        }
        let Some(&(_, c)) = self.chars.get(at) else { return false };
        if self.dead.contains(&(at, typed)) {
            return false;
        }
        for (by, taken) in self.ways(c, at, typed) {
            self.path.push(by);
            if self.step(at + 1, typed + taken) {
                return true;
            }
            self.path.pop();
        }
        self.dead.push((at, typed));
        false
    }

    /// How the character `c` can be matched, and how much of the typed that takes.
    fn ways(&self, c: char, at: usize, typed: usize) -> Vec<(By, usize)> {
        let rest = self.query.folded.get(typed..).unwrap_or_default();
        let mut ways = Vec::new();
        if rest.first() == Some(&c) {
            ways.push((By::Letter, 1));
        }
        if self.steps_over && at > 0 && (c.is_whitespace() || is_mark(c)) {
            ways.push((By::Skip, 0));
        }
        if is_han(c) && rest.first().is_some_and(char::is_ascii_lowercase) {
            self.query.readings.each(c, |syllable| sounds(syllable, rest, &mut ways));
            ways.sort_by_key(|&(by, taken)| Reverse((by, taken)));
            ways.dedup();
        }
        ways
    }

    fn hit(&self, end: usize, start: usize, length: usize) -> Hit {
        let worst =
            self.path.iter().copied().filter(|by| *by != By::Skip).min().unwrap_or(By::Initial);
        let whole = start == 0 && self.path.len() == length;
        let place = if whole {
            6000
        } else if start == 0 {
            3000
        } else {
            0
        };
        let kind = match worst {
            By::Letter => 2000,
            By::Syllable => 1000,
            By::Initial | By::Skip => 0,
        };
        let good = self.path.iter().filter(|by| **by > By::Initial).count().min(99) * 10;
        let score = place + kind + short(length) + u32::try_from(good).unwrap_or_default();
        Hit { score, ranges: self.ranges(end) }
    }

    fn ranges(&self, end: usize) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for (at, _) in self.path.iter().enumerate().filter(|(_, by)| **by != By::Skip) {
            let Some(&(from, _)) = self.chars.get(at) else { continue };
            let to = self.chars.get(at + 1).map_or(end, |&(next, _)| next);
            match ranges.last_mut().filter(|range| range.end == from) {
                Some(range) => range.end = to,
                None => ranges.push(from..to),
            }
        }
        ranges
    }
}

/// The ways in which a syllable matches the letters typed: in full, as far as they go, by its initial.
fn sounds(syllable: &str, rest: &[char], ways: &mut Vec<(By, usize)>) {
    let same = syllable.chars().zip(rest).take_while(|(a, b)| a == *b).count();
    if same == syllable.len() {
        ways.push((By::Syllable, same));
    }
    let letters = initial(syllable).len();
    if same == rest.len() && same > letters {
        ways.push((By::Initial, same)); // still being typed
    }
    ways.extend((1..=letters.min(same)).map(|taken| (By::Initial, taken)));
}

/// What short names gain over long ones.
fn short(length: usize) -> u32 {
    200 - u32::try_from(length.min(200)).unwrap_or(200)
}

/// Full-width as half-width, capitals as small letters.
fn fold(c: char) -> char {
    let c = half_width_char(c);
    let mut small = c.to_lowercase();
    small.next().filter(|_| small.next().is_none()).unwrap_or(c)
}

/// Every place of `query` in a text, as bytes, one after the other without overlap; case and width do not count.
pub fn find_all(text: &str, query: &str) -> Vec<Range<usize>> {
    let wanted: Vec<char> = query.chars().map(fold).collect();
    let Some((first, more)) = wanted.split_first() else { return Vec::new() };
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        if fold(c) != *first || found.last().is_some_and(|range| at < range.end) {
            continue;
        }
        let mut rest = text.get(at..).unwrap_or_default().chars();
        rest.next();
        if more.iter().all(|want| rest.next().map(fold) == Some(*want)) {
            found.push(at..text.len() - rest.as_str().len());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn finds_names_as_they_are_typed() {
        for typed in [
            "社会救助",
            "shjz",
            "shehuijiuzhu",
            "shehjz",
            "shehuij",
            "sh救助",
            "jiuzhu",
            "shhjzh",
            "SHJZ",
            "ｓｈｊｚ",
            "救",
            "she hui",
            "shehuijiuz",
        ] {
            assert!(Query::new(typed).find("社会救助").is_some(), "{typed}");
        }
        for (typed, name) in [
            ("cq", "重庆"),
            ("chongqing", "重庆"),
            ("yinhang", "银行"),
            ("yh", "银行"),
            ("kuaiji", "会计"),
            ("zengzhang", "增长"),
            ("lv", "绿化"),
            ("nvxing", "女性"),
            ("xxgk", "政府信息公开"),
            ("gbt9704", "GB/T 9704"), // marks of the name need not be typed
            ("ysqgk", "依申请公开"),
            ("xian", "西安"),
            ("2017", "２０１７年"),
        ] {
            assert!(Query::new(typed).find(name).is_some(), "{typed} in {name}");
        }
        for typed in ["sjzz", "shehiujiuzhu", "x", "社救", "shejz1"] {
            assert!(Query::new(typed).find("社会救助").is_none(), "{typed}");
        }
    }

    #[test]
    fn the_best_comes_first() {
        let names = ["县社会救助", "社会救助情况", "社会救助", "设会计主管", "生活救治"];
        let order = |typed: &str| -> Vec<&str> {
            rank(&Query::new(typed), names).into_iter().map(|(at, _)| names[at]).collect()
        };
        assert_eq!(order("社会救助"), ["社会救助", "社会救助情况", "县社会救助"]);
        assert_eq!(order("shehuijiuzhu"), ["社会救助", "社会救助情况", "县社会救助"]);
        assert_eq!(
            order("shjz"),
            ["社会救助", "生活救治", "设会计主管", "社会救助情况", "县社会救助"]
        );
        assert_eq!(order("").len(), 5);
    }

    #[test]
    fn what_was_matched_is_told() {
        let ranges = |typed: &str, name: &str| Query::new(typed).find(name).map(|hit| hit.ranges);
        assert_eq!(ranges("zx", "政府、信息"), None);
        assert_eq!(ranges("fx", "政府、信息公开"), Some(vec![3..6, 9..12]));
        assert_eq!(ranges("yf", "一、方案"), Some(vec![0..3, 6..9]));
        assert_eq!(ranges("x", "政府"), None);
    }

    #[test]
    fn finds_in_prose() {
        assert_eq!(find_all("公开，公开。", "公开"), [0..6, 9..15]);
        assert_eq!(find_all("GB/T与ｇｂ／ｔ", "gb/t"), [0..4, 7..19]);
        assert_eq!(find_all("一一一一一", "一一"), [0..6, 6..12]);
        assert!(find_all("公开", "").is_empty());
    }

    proptest! {
        #[test]
        fn a_part_of_a_name_always_finds_it(name in "[\\p{Han}a-zA-Z0-9（），]{1,12}", from in 0usize..12, len in 1usize..6) {
            let typed: String = name.chars().skip(from).take(len).collect();
            let hit = Query::new(&typed).find(&name);
            prop_assert!(hit.is_some());
            for range in hit.unwrap().ranges {
                prop_assert!(name.get(range).is_some());
            }
        }

        #[test]
        fn never_panics(name in "\\PC{0,30}", typed in "\\PC{0,10}") {
            let _ = Query::new(&typed).find(&name);
            for range in find_all(&name, &typed) {
                prop_assert!(name.get(range).is_some());
            }
        }
    }
}
