//! States and signatures (签批): who may do what next, and which signatures still hold.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::meaning;
use super::record::{Review, SignOff};
use crate::model::{Id, Report, Role, Status};

/// A step from one state of a report to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// What it is called: 送审, 退回起草.
    pub title: &'static str,
    /// The state that it starts from.
    pub from: Status,
    /// The state that it leads to.
    pub to: Status,
    /// Who does it.
    pub role: Role,
    /// Whether it signs every section and table.
    pub signs: bool,
    /// Whether an open 错 stands in its way, and a signature that has fallen.
    pub wants_clean: bool,
}

/// Every step, the next one forward before the ways back.
pub const STEPS: &[Step] = &[
    step("送审", Status::Draft, Status::Submitted, Role::Drafter).signing(),
    step("审核通过", Status::Submitted, Status::Reviewed, Role::Reviewer).signing(),
    step("退回起草", Status::Submitted, Status::Draft, Role::Reviewer),
    step("签发定稿", Status::Reviewed, Status::Approved, Role::Approver).signing().clean(),
    step("退回审核", Status::Reviewed, Status::Submitted, Role::Approver),
    step("发布", Status::Approved, Status::Published, Role::Approver).clean(),
    step("撤回定稿", Status::Approved, Status::Submitted, Role::Approver),
];

const fn step(title: &'static str, from: Status, to: Status, role: Role) -> Step {
    Step { title, from, to, role, signs: false, wants_clean: false }
}

impl Step {
    const fn signing(self) -> Self {
        Self { signs: true, ..self }
    }

    const fn clean(self) -> Self {
        Self { wants_clean: true, ..self }
    }
}

/// The steps that lead on from a state.
pub fn steps(from: Status) -> impl Iterator<Item = &'static Step> {
    STEPS.iter().filter(move |step| step.from == from)
}

impl Review {
    /// Signs every section and table as they stand, and keeps what was signed.
    pub fn sign(&mut self, report: &Report, role: Role, signer: (&str, Timestamp)) {
        let all: Vec<(Id, Role)> = meaning::signed_parts(report).map(|id| (id, role)).collect();
        self.sign_parts(report, &all, signer);
    }

    /// Signs these sections and tables as they stand, each in its role, and keeps what was signed.
    pub fn sign_parts(
        &mut self,
        report: &Report,
        parts: &[(Id, Role)],
        (by, when): (&str, Timestamp),
    ) {
        for (of, role) in parts.iter().copied() {
            if let Some((content, said)) = meaning::of(report, of).zip(meaning::said(report, of)) {
                self.signed.insert(content.clone(), said);
                let (by, login) = (by.to_owned(), String::new());
                self.sign_offs.push(SignOff { of, content, role, by, login, when });
            }
        }
    }
}

impl Review {
    /// Lets go of texts that nothing rests on any more: no signature, no decision, no publication.
    pub fn forget_unsigned(&mut self) {
        let signed = self.sign_offs.iter().map(|one| &one.content);
        let seen = self.seen.iter().map(|one| &one.content);
        let published = self.published.iter().flat_map(|one| one.parts.values());
        let used: BTreeSet<String> = signed.chain(seen).chain(published).cloned().collect();
        self.signed.retain(|content, _| used.contains(content));
    }
}

/// The sections and tables that a role has signed and that say something else now: what it has to look at again.
pub fn fallen(report: &Report, review: &Review, role: Role) -> Vec<Id> {
    let signed = signatures(report, review).into_iter();
    let fallen = signed
        .filter(|(one, standing)| one.role == role && *standing == Standing::Fallen)
        .map(|(one, _)| one.of);
    fallen.collect()
}

/// How a signature stands to what it signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// What was signed stands there unchanged.
    Holds,
    /// Something else stands there now: the signature has fallen (失效).
    Fallen,
    /// The section or table is gone.
    Gone,
}

/// The newest signature of each role under each section and table, with how it stands, in the order they were given.
pub fn signatures<'a>(report: &Report, review: &'a Review) -> Vec<(&'a SignOff, Standing)> {
    let mut newest: Vec<&SignOff> = Vec::new();
    for signature in &review.sign_offs {
        newest.retain(|known| (known.of, known.role) != (signature.of, signature.role));
        newest.push(signature);
    }
    let standing = |signature: &SignOff| match meaning::of(report, signature.of) {
        None => Standing::Gone,
        Some(content) if content == signature.content => Standing::Holds,
        Some(_) => Standing::Fallen,
    };
    newest.into_iter().map(|signature| (signature, standing(signature))).collect()
}

/// The sections and tables whose signature by a role does not hold: fallen, or never given.
pub fn unsigned(report: &Report, review: &Review, role: Role) -> Vec<Id> {
    let signed = signatures(report, review);
    let holds = |id: &Id| {
        signed.iter().any(|(signature, standing)| {
            signature.of == *id && signature.role == role && *standing == Standing::Holds
        })
    };
    meaning::signed_parts(report).filter(|id| !holds(id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, Ids, Paragraph, Section};

    fn report() -> Report {
        let mut report = Report::new(2024, "年报".to_owned()).unwrap();
        report.sections = ["总体情况", "其他"]
            .map(|title| {
                let paragraph =
                    Paragraph { text: format!("{title}：86件。"), ..Paragraph::default() };
                Section {
                    level: 1,
                    title: title.to_owned(),
                    blocks: vec![Block::Paragraph(paragraph)],
                    ..Section::default()
                }
            })
            .to_vec();
        report.give_ids(&mut Ids::of_text("年报"));
        report
    }

    fn signed(report: &Report, by: &str) -> Review {
        let mut review = Review::default();
        review.sign(report, Role::Reviewer, (by, Timestamp::UNIX_EPOCH));
        review
    }

    #[test]
    fn one_changed_digit_drops_the_signature_of_its_section_alone() {
        let mut report = report();
        let review = signed(&report, "李四");
        assert!(unsigned(&report, &review, Role::Reviewer).is_empty());
        let Block::Paragraph(paragraph) = &mut report.sections[1].blocks[0] else {
            panic!("a paragraph")
        };
        paragraph.text = paragraph.text.replace("86", "68");
        let fallen: Vec<Id> = signatures(&report, &review)
            .into_iter()
            .filter(|(_, standing)| *standing == Standing::Fallen)
            .map(|(signature, _)| signature.of)
            .collect();
        assert_eq!(fallen, [report.sections[1].id]);
        assert_eq!(unsigned(&report, &review, Role::Reviewer), [report.sections[1].id]);
        let (signature, _) = signatures(&report, &review)[1];
        assert_eq!(review.signed[&signature.content], "其他\n其他：86件。");
    }

    #[test]
    fn a_new_signature_takes_the_place_of_the_old() {
        let report = report();
        let mut review = signed(&report, "李四");
        review.sign_offs.first_mut().unwrap().content = "别的".to_owned();
        assert_eq!(unsigned(&report, &review, Role::Reviewer).len(), 1);
        review.sign(&report, Role::Reviewer, ("王五", Timestamp::UNIX_EPOCH));
        assert!(unsigned(&report, &review, Role::Reviewer).is_empty());
        assert_eq!(signatures(&report, &review).len(), 2);
        assert_eq!(unsigned(&report, &review, Role::Approver).len(), 2);
    }

    #[test]
    fn every_state_but_the_last_has_a_way_on() {
        let on = |status| steps(status).next().map(|step| step.to);
        assert_eq!(on(Status::Draft), Some(Status::Submitted));
        assert_eq!(on(Status::Submitted), Some(Status::Reviewed));
        assert_eq!(on(Status::Reviewed), Some(Status::Approved));
        assert_eq!(on(Status::Approved), Some(Status::Published));
        assert_eq!(on(Status::Published), None);
        assert!(
            STEPS.iter().filter(|step| step.to >= Status::Approved).all(|step| step.wants_clean)
        );
    }
}
