//! Which of the rules on texts need look at a text at all: those whose words it has, found in one pass.

use aho_corasick::{AhoCorasick, MatchKind};

use super::rule::{Look, Rule, Slip, Text};
use super::rules::RULES;

/// A look at a text.
type See = fn(&Text<'_>) -> Vec<Slip>;

/// The rules on texts, and the words that some of them wait for.
#[derive(Debug)]
pub(super) struct Wanted {
    looks: Vec<(&'static Rule, See)>,
    /// Which looks wait for no word.
    always: Vec<bool>,
    /// The looks that wait for each pattern.
    waiting: Vec<Vec<usize>>,
    finder: Option<AhoCorasick>,
}

impl Wanted {
    /// Every rule of the list.
    pub(super) fn new() -> Self {
        let mut words: Vec<&'static str> = Vec::new();
        let (mut looks, mut always, mut waiting) = (Vec::new(), Vec::new(), Vec::new());
        for rule in RULES {
            for look in rule.looks {
                let (for_words, see): (&[&'static str], See) = match look {
                    Look::Text(see) => (&[], *see),
                    Look::Words(for_words, see) => (for_words, *see),
                    _ => continue,
                };
                for word in for_words {
                    let known = words.iter().position(|known| known == word);
                    let at = known.unwrap_or_else(|| {
                        words.push(word);
                        waiting.push(Vec::new());
                        words.len() - 1
                    });
                    if let Some(list) = waiting.get_mut(at) {
                        let list: &mut Vec<usize> = list;
                        list.push(looks.len());
                    }
                }
                always.push(for_words.is_empty());
                looks.push((*rule, see));
            }
        }
        let finder = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&words).ok();
        Self { looks, always, waiting, finder }
    }

    /// What every rule says of a text, in the order of the list.
    pub(super) fn look(&self, text: &Text<'_>) -> Vec<(&'static Rule, Slip)> {
        let mut wanted = self.always.clone();
        if let Some(finder) = &self.finder {
            for word in finder.find_overlapping_iter(text.text) {
                let looks = self.waiting.get(word.pattern().as_usize());
                for look in looks.into_iter().flatten() {
                    wanted.iter_mut().skip(*look).take(1).for_each(|wanted| *wanted = true);
                }
            }
        }
        let all = self.looks.iter().zip(wanted).filter(|(_, wanted)| *wanted);
        all.flat_map(|((rule, see), _)| see(text).into_iter().map(|slip| (*rule, slip))).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::TextAt;

    /// Pieces of what rules look for, so that few texts say nothing.
    fn pieces() -> impl Strategy<Value = String> {
        let words = RULES.iter().flat_map(|rule| rule.looks).filter_map(|look| match look {
            Look::Words(words, _) => Some(*words),
            _ => None,
        });
        let known: Vec<&str> = words.flatten().copied().collect();
        let any = prop_oneof![3 => prop::sample::select(known).prop_map(str::to_owned), 2 => any::<String>()];
        prop::collection::vec(any, 0..8).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn no_rule_waits_in_vain(text in pieces()) {
            let id = "p".parse().unwrap();
            let text = Text { at: TextAt::Paragraph(id), text: &text, year: 2024 };
            for rule in RULES {
                for look in rule.looks {
                    let Look::Words(words, see) = look else { continue };
                    let has = words.iter().any(|word| text.text.contains(word));
                    prop_assert!(has || see(&text).is_empty(), "{}", rule.about.code);
                }
            }
        }
    }
}
