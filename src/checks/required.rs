//! The parts that a report of each form generation must have, and the words by which their headings are known.

use crate::model::Form;

/// A part (部分) that the law demands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// Its heading as the notice words it, without number.
    pub(super) title: &'static str,
    /// A heading with one of these words is meant for it,
    pub(super) any: &'static [&'static str],
    /// unless it has one of these.
    pub(super) none: &'static [&'static str],
    /// Words by which a paragraph tells the same without a heading; none where only a heading counts.
    pub(super) told: &'static [&'static str],
}

/// The required parts of a form, in their order.
///
/// Of the 2008 Regulation's six only the first five are asked for: the sixth, 其他需要报告的事项, is there when there is
/// something to tell.
pub(super) const fn required(form: Form) -> &'static [Part] {
    match form {
        Form::F2008 => OF_2008,
        Form::F2019 | Form::F2021 => OF_2019,
    }
}

const OF_2008: &[Part] = &[
    Part {
        title: "主动公开政府信息的情况", any: &["主动公开"], none: &[], told: &[]
    },
    Part {
        title: "依申请公开政府信息和不予公开政府信息的情况",
        any: &["依申请", "申请公开", "申请情况"],
        none: &["复议", "诉讼"],
        told: &[],
    },
    Part {
        title: "政府信息公开的收费及减免情况",
        any: &["收费", "减免", "费用", "收支"],
        none: &[],
        told: &["收费", "收取", "减免", "费用"],
    },
    Part {
        title: "因政府信息公开申请行政复议、提起行政诉讼的情况",
        any: &["复议", "诉讼"],
        none: &[],
        told: &[],
    },
    Part {
        title: "政府信息公开工作存在的主要问题及改进情况",
        any: &["问题", "不足", "改进"],
        none: &[],
        told: &[],
    },
];

const OF_2019: &[Part] = &[
    Part {
        title: "总体情况",
        any: &["总体情况", "概述", "基本情况", "总体工作"],
        none: &[],
        told: &[],
    },
    Part { title: "主动公开政府信息情况", any: &["主动公开"], none: &[], told: &[] },
    Part {
        title: "收到和处理政府信息公开申请情况",
        any: &["收到和处理", "申请"],
        none: &["复议", "诉讼"],
        told: &[],
    },
    Part {
        title: "政府信息公开行政复议、行政诉讼情况",
        any: &["复议", "诉讼"],
        none: &[],
        told: &[],
    },
    Part {
        title: "存在的主要问题及改进情况",
        any: &["问题", "不足", "改进"],
        none: &[],
        told: &[],
    },
    Part {
        title: "其他需要报告的事项",
        any: &["其他", "其它", "需要报告"],
        none: &["问题"],
        told: &[],
    },
];

impl Part {
    /// Whether a heading is meant for this part.
    pub(super) fn is_meant_by(&self, heading: &str) -> bool {
        let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
        has(self.any) && !has(self.none)
    }

    /// Whether a paragraph tells what belongs there.
    pub(super) fn is_told_by(&self, text: &str) -> bool {
        self.told.iter().any(|word| text.contains(word))
    }
}
