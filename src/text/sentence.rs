//! Sentences (句): where one ends and the next begins.

use std::ops::Range;

use super::punctuation::ends_sentence;

/// The sentences of a paragraph as bytes, without gaps; closing quotes and brackets go with the sentence before them.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut is_over) = (0, false);
    for (at, c) in text.char_indices() {
        let closes = ends_sentence(c) || matches!(c, '”' | '’' | '）' | '》' | '」' | '』');
        if is_over && !closes {
            found.push(start..at);
            (start, is_over) = (at, false);
        }
        is_over |= ends_sentence(c);
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn closing_marks_go_with_their_sentence() {
        let cut = |text: &'static str| -> Vec<&str> {
            sentences(text).into_iter().map(|range| text.get(range).unwrap()).collect()
        };
        assert_eq!(cut("公开28条。回应16次！"), ["公开28条。", "回应16次！"]);
        assert_eq!(cut("他说：“可以。”随后答复。"), ["他说：“可以。”", "随后答复。"]);
        assert_eq!(cut("没有句号"), ["没有句号"]);
        assert_eq!(cut(""), Vec::<&str>::new());
    }

    proptest! {
        #[test]
        fn sentences_are_the_whole_text(text in r"[公开。！？”）a\s]{0,40}") {
            let joined: String = sentences(&text).into_iter().filter_map(|range| text.get(range)).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
