//! Arbitrary reviews for the property tests of this room.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::{Strategy, any};
use proptest::prop_oneof;
use proptest::sample::select;

use crate::review::{
    Anchor, Beside, Change, Comment, Correction, Decision, Pending, Published, Remark, Review,
    Seen, SignOff, Stale, Suggestion, Verdict, Waiver,
};

use super::arbitrary::{id, role, table, text, when};

fn anchor() -> impl Strategy<Value = Anchor> {
    prop_oneof![
        (id(), text()).prop_map(|(paragraph, quote)| Anchor::Words { paragraph, quote }),
        (id(), id(), text(), text()).prop_map(|(table, row, column, value)| Anchor::Cell {
            table,
            row,
            column,
            value
        }),
        id().prop_map(Anchor::Section),
        id().prop_map(Anchor::Table),
        text().prop_map(|quote| Anchor::Report { quote }),
    ]
}

fn beside() -> impl Strategy<Value = Beside> {
    (text(), text()).prop_map(|(before, after)| Beside { before, after })
}

fn comment() -> impl Strategy<Value = Comment> {
    let remark = (text(), when(), text()).prop_map(|(by, when, text)| Remark { by, when, text });
    let decision =
        (any::<bool>(), text(), when()).prop_map(|(taken, by, when)| Decision { taken, by, when });
    let suggestion = (text(), of(decision)).prop_map(|(to, decided)| Suggestion { to, decided });
    (id(), anchor(), beside(), vec(remark, 0..3), of(suggestion), any::<bool>()).prop_map(
        |(id, at, beside, thread, suggestion, resolved)| Comment {
            id,
            at,
            beside,
            thread,
            suggestion,
            resolved,
        },
    )
}

fn waiver() -> impl Strategy<Value = Waiver> {
    let said = (text(), text());
    (text(), anchor(), said, text(), text(), when()).prop_map(
        |(rule, at, (found, expected), reason, by, when)| Waiver {
            rule,
            at,
            found,
            expected,
            reason,
            by,
            when,
        },
    )
}

fn change() -> impl Strategy<Value = Change> {
    (id(), id(), of((id(), text())), text(), when(), (text(), text())).prop_map(
        |(section, of, cell, by, when, (was, now))| Change {
            section,
            of,
            cell,
            by,
            when,
            was,
            now,
        },
    )
}

fn published() -> impl Strategy<Value = Published> {
    let parts = proptest::collection::btree_map(id(), text(), 0..3);
    let tables = vec(table(), 0..2);
    (text(), when(), parts, tables).prop_map(|(by, when, parts, tables)| Published {
        by,
        when,
        parts,
        tables,
    })
}

fn correction() -> impl Strategy<Value = Correction> {
    (any::<u32>(), anchor(), beside(), text(), text(), (text(), when())).prop_map(
        |(number, at, beside, to, reason, (by, when))| Correction {
            number,
            at,
            beside,
            to,
            reason,
            by,
            when,
        },
    )
}

/// A review.
pub(super) fn review() -> impl Strategy<Value = Review> {
    let sign_off = (id(), text(), role(), text(), text(), when()).prop_map(
        |(of, content, role, by, login, when)| SignOff { of, content, role, by, login, when },
    );
    let stale = select(vec![Stale::Figure, Stale::Year, Stale::Meeting, Stale::Title]);
    let pending = (id(), text(), vec(stale, 0..3)).prop_map(|(paragraph, quote, why)| Pending {
        paragraph,
        quote,
        why,
    });
    let verdict = select(vec![Verdict::Agreed, Verdict::Returned]);
    let seen = (text(), id(), text(), verdict, when())
        .prop_map(|(by, of, content, verdict, when)| Seen { by, of, content, verdict, when });
    let signed = proptest::collection::btree_map(text(), text(), 0..3);
    let records = (vec(comment(), 0..3), vec(waiver(), 0..3), vec(sign_off, 0..3), signed);
    let more = (vec(change(), 0..3), of(published()), vec(correction(), 0..3));
    (records, vec(seen, 0..3), vec(pending, 0..3), more).prop_map(
        |((comments, waivers, sign_offs, signed), seen, pending, more)| Review {
            comments,
            waivers,
            sign_offs,
            signed,
            seen,
            pending,
            changes: more.0,
            published: more.1,
            corrections: more.2,
        },
    )
}
