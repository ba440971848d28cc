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

/// The start of the sentence after a place; the text's end if there is none.
pub fn next_sentence(text: &str, offset: usize) -> usize {
    let mut starts = sentences(text).into_iter().map(|sentence| sentence.start);
    starts.find(|start| *start > offset).unwrap_or(text.len())
}

/// The start of the last sentence that begins before a place; 0 if there is none.
pub fn previous_sentence(text: &str, offset: usize) -> usize {
    let starts = sentences(text).into_iter().map(|sentence| sentence.start);
    starts.take_while(|start| *start < offset).last().unwrap_or(0)
}

/// The sentence that a place is in; behind the last one, the last one.
pub fn sentence_at(text: &str, offset: usize) -> Range<usize> {
    let all = sentences(text);
    let here = all.iter().find(|sentence| offset < sentence.end).or(all.last());
    here.cloned().unwrap_or(0..0)
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

    #[test]
    fn the_sentence_at_a_place_is_found() {
        let text = "公开28条。回应16次！";
        assert_eq!(text.get(sentence_at(text, 0)), Some("公开28条。"));
        assert_eq!(text.get(sentence_at(text, text.len())), Some("回应16次！"));
        assert_eq!(sentence_at("", 0), 0..0);
    }

    proptest! {
        #[test]
        fn moving_by_sentences_is_steady(text in r"[公开。！？”）a ]{0,40}", at in 0usize..120) {
            let at = text.floor_char_boundary(at.min(text.len()));
            let next = next_sentence(&text, at);
            prop_assert!((next > at || at == text.len()) && text.is_char_boundary(next));
            prop_assert!(previous_sentence(&text, at) < at || at == 0);
        }

        #[test]
        fn sentences_are_the_whole_text(text in r"[公开。！？”）a\s]{0,40}") {
            let joined: String = sentences(&text).into_iter().filter_map(|range| text.get(range)).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
