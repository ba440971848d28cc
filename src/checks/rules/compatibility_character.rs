//! X003 兼容汉字和部首: a character that looks like another and is not found.

use std::ops::Range;

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::runs;
use unicode_normalization::UnicodeNormalization;

#[doc = include_str!("compatibility_character.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "X003",
        name: "文中有兼容汉字或部首字符",
        severity: Severity::Hint,
        basis: "GB 18030—2022《信息技术 中文编码字符集》（依据待核）（兼容汉字与部首另有编码，与规范汉字不是同一个字符）",
        page: include_str!("compatibility_character.md"),
    },
    looks: &[Look::Text(see)],
};

fn is_look_alike(c: char) -> bool {
    // Twelve characters of the compatibility block are no doubles of others.
    const OWN: &str = "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩";
    matches!(c, '\u{2e80}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
        && !OWN.contains(c)
}

fn see(text: &Text<'_>) -> Vec<Slip> {
    runs(text.text, is_look_alike).map(|run| slip(text, run)).collect()
}

fn slip(text: &Text<'_>, run: Range<usize>) -> Slip {
    let found = text.text.get(run.clone()).unwrap_or_default();
    let plain: String = found.nfkc().map(|c| radical(c).unwrap_or(c)).collect();
    let slip = text.slip(run, "是兼容汉字或部首，与同形的常用字不是一个字符，会搜不到");
    if plain.chars().any(is_look_alike) {
        return slip.advise("重新输入这个字");
    }
    slip.becomes(Tier::Sure, &plain)
}

/// Simplified radicals of the supplement, which have no decomposition.
fn radical(c: char) -> Option<char> {
    const PAIRS: [(char, char); 20] = [
        ('⻓', '长'),
        ('⻔', '门'),
        ('⻋', '车'),
        ('⻅', '见'),
        ('⻉', '贝'),
        ('⻘', '青'),
        ('⻚', '页'),
        ('⻛', '风'),
        ('⻜', '飞'),
        ('⻝', '食'),
        ('⻢', '马'),
        ('⻤', '鬼'),
        ('⻥', '鱼'),
        ('⻦', '鸟'),
        ('⻨', '麦'),
        ('⻩', '黄'),
        ('⻬', '齐'),
        ('⻮', '齿'),
        ('⻰', '龙'),
        ('⺠', '民'),
    ];
    PAIRS.iter().find(|(known, _)| *known == c).map(|(_, plain)| *plain)
}
