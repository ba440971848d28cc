//! The parts that a report of each form generation must have: their titles from the forms, and the words by which their
//! headings are known wherever offices word them otherwise.

use crate::forms::Catalogue;
use crate::model::Form;

/// A part (部分) that the law demands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    /// Its heading as the form words it, without number.
    pub(super) title: &'a str,
    words: &'static Words,
}

/// How a part is recognised.
#[derive(Debug)]
struct Words {
    /// Key of the section in the form.
    key: &'static str,
    /// A heading with one of these words is meant for it,
    any: &'static [&'static str],
    /// unless it has one of these.
    none: &'static [&'static str],
    /// Words by which a paragraph tells the same without a heading; none where only a heading counts.
    told: &'static [&'static str],
}

/// The required parts of a form, in their order.
///
/// Of the 2008 Regulation's six only the first five are asked for: the sixth, 其他需要报告的事项, is there when there is
/// something to tell.
pub(super) fn required(form: Form, forms: &Catalogue) -> Vec<Part<'_>> {
    let words = match form {
        Form::F2008 => OF_2008,
        Form::F2019 | Form::F2021 => OF_2019,
    };
    let sections = forms.sections(form).iter().filter(|section| section.required);
    let part = |key: &str| words.iter().find(|words| words.key == key);
    sections
        .filter_map(|section| Some(Part { title: &section.title, words: part(&section.key)? }))
        .collect()
}

const OF_2008: &[Words] = &[
    Words { key: "disclosure", any: &["主动公开"], none: &[], told: &[] },
    Words {
        key: "applications",
        any: &["依申请", "申请公开", "申请情况"],
        none: &["复议", "诉讼"],
        told: &[],
    },
    Words {
        key: "fees",
        any: &["收费", "减免", "费用", "收支"],
        none: &[],
        told: &["收费", "收取", "减免", "费用"],
    },
    Words { key: "litigation", any: &["复议", "诉讼"], none: &[], told: &[] },
    Words { key: "problems", any: &["问题", "不足", "改进"], none: &[], told: &[] },
];

const OF_2019: &[Words] = &[
    Words {
        key: "overview",
        any: &["总体情况", "概述", "基本情况", "总体工作"],
        none: &[],
        told: &[],
    },
    Words { key: "disclosure", any: &["主动公开"], none: &[], told: &[] },
    Words {
        key: "applications", any: &["收到和处理", "申请"], none: &["复议", "诉讼"], told: &[]
    },
    Words { key: "litigation", any: &["复议", "诉讼"], none: &[], told: &[] },
    Words { key: "problems", any: &["问题", "不足", "改进"], none: &[], told: &[] },
    Words {
        key: "other", any: &["其他", "其它", "需要报告"], none: &["问题"], told: &[]
    },
];

impl Part<'_> {
    /// Whether a heading is meant for this part.
    pub(super) fn is_meant_by(&self, heading: &str) -> bool {
        let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
        has(self.words.any) && !has(self.words.none)
    }

    /// Whether a paragraph tells what belongs there.
    pub(super) fn is_told_by(&self, text: &str) -> bool {
        self.words.told.iter().any(|word| text.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_that_words_are_known_for_is_in_the_form() {
        let forms = Catalogue::built_in();
        for (form, words) in
            [(Form::F2008, OF_2008), (Form::F2019, OF_2019), (Form::F2021, OF_2019)]
        {
            let parts = required(form, &forms);
            assert_eq!(parts.len(), words.len());
            assert!(parts.iter().all(|part| part.is_meant_by(part.title)), "{parts:?}");
        }
    }
}
