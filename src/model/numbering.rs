//! The numbers of headings: 一、（一）1.（1）, derived from place and level.

use crate::text::numeral;

use super::section::Section;

/// The deepest level that the layout of official documents has (GB/T 9704—2012, 7.3.3).
pub const DEEPEST: u8 = 4;

/// The number of the `count`th heading at a level, counted from 1: 一、（二）3.（4）; empty for the preface.
pub fn derived(level: u8, count: u32) -> String {
    match level {
        0 => String::new(),
        1 => format!("{}、", chinese(count)),
        2 => format!("（{}）", chinese(count)),
        3 => format!("{count}."),
        _ => format!("（{count}）"),
    }
}

/// The derived number of every section, in order. A heading that is printed without a number is not counted.
pub fn numbers(sections: &[Section]) -> Vec<String> {
    let mut counts = [0_u32; DEEPEST as usize + 1];
    sections
        .iter()
        .map(|section| {
            if section.number.as_deref() == Some("") {
                return String::new();
            }
            let level = usize::from(section.level.min(DEEPEST));
            for deeper in counts.iter_mut().skip(level + 1) {
                *deeper = 0;
            }
            let count = counts.get_mut(level).map_or(0, |count| {
                *count += 1;
                *count
            });
            derived(section.level, count)
        })
        .collect()
}

/// A counting number in 汉字, or in digits where there are more headings than a report has.
fn chinese(count: u32) -> String {
    numeral::chinese(count).unwrap_or_else(|| count.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(level: u8) -> Section {
        Section { level, ..Section::default() }
    }

    #[test]
    fn follows_place_and_level() {
        let levels = [0, 1, 2, 2, 1, 2, 3, 4, 3];
        let sections: Vec<_> = levels.into_iter().map(heading).collect();
        assert_eq!(
            numbers(&sections),
            ["", "一、", "（一）", "（二）", "二、", "（一）", "1.", "（1）", "2."]
        );
    }

    #[test]
    fn a_heading_without_number_is_not_counted() {
        let annex = Section { number: Some(String::new()), ..heading(1) };
        assert_eq!(numbers(&[heading(1), annex, heading(1)]), ["一、", "", "二、"]);
    }

    #[test]
    fn counts_beyond_ten() {
        for (count, number) in [(10, "十、"), (11, "十一、"), (20, "二十、"), (21, "二十一、")]
        {
            assert_eq!(derived(1, count), number);
        }
    }
}
