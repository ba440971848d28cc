//! Whom to ask: the contact block that stands somewhere in the preface.

use crate::model::Contact;

/// What a field is called, how reports name it.
const LABELS: &[(Field, &[&str])] = &[
    (Field::Address, &["联系地址", "通讯地址", "通信地址", "办公地址", "地址"]),
    (Field::Postcode, &["邮政编码", "邮编"]),
    (Field::Telephone, &["联系电话", "咨询电话", "办公电话", "电话号码", "电话"]),
    (Field::Fax, &["传真号码", "传真电话", "传真"]),
    (
        Field::Email,
        &["电子邮箱", "电子邮件", "电子信箱", "邮箱", "E-mail", "E-MAIL", "Email", "email"],
    ),
    (Field::Website, &["网址"]),
    (Field::Office, &["联系单位", "联系部门", "联系科室"]),
];

/// A field of the contact block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Office,
    Address,
    Postcode,
    Telephone,
    Fax,
    Email,
    Website,
}

impl Field {
    /// All of them, in the order in which they are told.
    pub(super) const ALL: [Self; 7] = [
        Self::Office,
        Self::Address,
        Self::Postcode,
        Self::Telephone,
        Self::Fax,
        Self::Email,
        Self::Website,
    ];

    /// The word shown to the user.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Office => "联系单位",
            Self::Address => "地址",
            Self::Postcode => "邮编",
            Self::Telephone => "电话",
            Self::Fax => "传真",
            Self::Email => "电子邮箱",
            Self::Website => "网址",
        }
    }

    /// Where it is kept.
    pub(super) const fn of(self, contact: &mut Contact) -> &mut String {
        match self {
            Self::Office => &mut contact.office,
            Self::Address => &mut contact.address,
            Self::Postcode => &mut contact.postcode,
            Self::Telephone => &mut contact.telephone,
            Self::Fax => &mut contact.fax,
            Self::Email => &mut contact.email,
            Self::Website => &mut contact.website,
        }
    }
}

/// How far from its label a value reaches, in bytes.
const FAR: usize = 600;

/// The fields that a text gives, each as printed.
pub(super) fn read(text: &str) -> Vec<(Field, String)> {
    let mut found: Vec<(Field, String)> = Vec::new();
    for &(field, labels) in LABELS {
        let value = labels.iter().find_map(|label| labelled(text, label, field));
        let value = value.or_else(|| match field {
            Field::Website => website(text),
            Field::Office => office(text),
            _ => None,
        });
        found.extend(value.map(|value| (field, value)));
    }
    found
}

/// What stands behind a label and a colon; the colon may be missing before a number.
fn labelled(text: &str, label: &str, field: Field) -> Option<String> {
    text.match_indices(label).find_map(|(at, _)| {
        let rest = text.get(at + label.len()..)?.trim_start();
        let value = match rest.strip_prefix(['：', ':']) {
            Some(value) => value.trim_start(),
            None if rest.starts_with(|c: char| c.is_ascii_digit()) => rest,
            None => return None,
        };
        let value = value.get(..value.floor_char_boundary(FAR)).unwrap_or_default();
        let value = match field {
            Field::Address | Field::Office => words(value),
            Field::Postcode => run(value, |c| c.is_ascii_digit() || ('０'..='９').contains(&c)),
            Field::Telephone | Field::Fax => phone(value),
            Field::Email | Field::Website => {
                run(value, |c| c.is_ascii_graphic() && !"()<>;,".contains(c))
            }
        };
        (!value.is_empty()).then(|| value.to_owned())
    })
}

/// Words up to the end of the clause, or to the next label.
fn words(text: &str) -> &str {
    let end = text.find(['；', ';', '。', '，', '）', ')', '\n', '\t']).unwrap_or(text.len());
    let labels = LABELS.iter().flat_map(|(_, labels)| labels.iter());
    let next = labels.filter_map(|label| text.find(label).filter(|at| *at > 0)).min();
    text.get(..next.unwrap_or(end).min(end)).unwrap_or_default().trim_end()
}

/// Digits with their dashes and brackets; a closing bracket that was opened before the number is not part of it.
fn phone(text: &str) -> &str {
    let part = |c: char| {
        c.is_ascii_digit() || ('０'..='９').contains(&c) || "-－—（）()/、 转".contains(c)
    };
    let value = run(text, part).trim_end_matches(['、', '/', ' ', '-', '—', '－']);
    let open = value.matches(['（', '(']).count();
    let close = value.matches(['）', ')']).count();
    if close > open { value.trim_end_matches(['）', ')']).trim_end() } else { value }
}

fn run(text: &str, part: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !part(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// The first address of a web site.
fn website(text: &str) -> Option<String> {
    let start = ["http://", "https://", "www."].iter().filter_map(|head| text.find(head)).min()?;
    let value = run(text.get(start..)?, |c| c.is_ascii_graphic() && !"()<>\"".contains(c));
    Some(value.trim_end_matches(['.', ',', ';']).to_owned())
}

/// 请与示例市民政局办公室联系.
fn office(text: &str) -> Option<String> {
    const ENDS: [&str; 10] = ["局", "府", "办", "办公室", "室", "科", "股", "委", "中心", "处"];
    text.match_indices("联系").find_map(|(at, _)| {
        let before = text.get(text.floor_char_boundary(at.saturating_sub(FAR))..at)?.trim_end();
        let clause = before.rsplit(['，', '。', '；', '：', '请']).next()?;
        let name = clause.split_once('与').or_else(|| clause.split_once('向'))?.1.trim();
        let fits = (3..=30).contains(&name.chars().count());
        (fits && ENDS.iter().any(|end| name.ends_with(end))).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_as_printed() {
        let text = "电子版可从示例市人民政府网（http://www.example.gov.cn/xxgk）下载。如有疑问，请直接与示例市民政局办公室联系\
                    （地址：示例市中心区和平路 8 号；邮编 100000；电话：010-5550188；传真：（010）5550199，电子邮箱：mz@example.gov.cn）。";
        let mut contact = Contact::default();
        for (field, value) in read(text) {
            *field.of(&mut contact) = value;
        }
        let Contact { office, address, postcode, telephone, fax, email, website } = contact;
        assert_eq!(office, "示例市民政局办公室");
        assert_eq!(address, "示例市中心区和平路 8 号");
        assert_eq!(postcode, "100000");
        assert_eq!(telephone, "010-5550188");
        assert_eq!(fax, "（010）5550199");
        assert_eq!(email, "mz@example.gov.cn");
        assert_eq!(website, "http://www.example.gov.cn/xxgk");
    }

    #[test]
    fn words_that_are_no_label_are_left_alone() {
        for text in ["开通电话咨询和电子邮箱受理渠道", "网站地址变更 3 次", "加强与群众的联系"]
        {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn labels_without_a_mark_between_them_are_told_apart() {
        let found = read("地址：和平路8号 邮编：100000 电话：010-5550188、5550189）");
        let values: Vec<_> = found.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(values, ["和平路8号", "100000", "010-5550188、5550189"]);
    }
}
