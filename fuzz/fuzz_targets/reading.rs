//! The figures of any paragraph: every range lies in the text, on whole characters.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::figures::prose::{Context, Vocabulary, read};

fuzz_target!(|text: &str| {
    let vocabulary = Vocabulary::built_in();
    for figure in read(text, &Context { year: 2024, headings: "" }, &vocabulary) {
        for range in [&figure.bytes, &figure.digits, &figure.label, &figure.channel, &figure.sentence] {
            assert!(text.get(range.clone()).is_some(), "{figure:?}");
        }
    }
});
