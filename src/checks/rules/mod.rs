//! The list of rules, and nothing else.

mod above_bound;
mod blank_or_zero;
mod broken_series;
mod doubtful_amount;
mod empty_section;
mod fallen_signature;
mod hidden_character;
mod look_again;
mod loose_link;
mod mark_after_heading;
mod missing_section;
mod no_power_to_legislate;
mod not_a_count;
mod not_updated;
mod only_a_total;
mod other_form;
mod overridden_total;
mod sudden_change;
mod swapped_columns;
mod unbalanced_column;
mod unsettled_conflict;
mod wrong_carry_over;
mod wrong_number;
mod wrong_total;

use super::rule::Rule;

/// Every rule, by code.
pub static RULES: &[&Rule] = &[
    &wrong_total::RULE,           // F001
    &overridden_total::RULE,      // F002
    &above_bound::RULE,           // F003
    &unbalanced_column::RULE,     // F005
    &not_a_count::RULE,           // F006
    &blank_or_zero::RULE,         // F007
    &only_a_total::RULE,          // F008
    &no_power_to_legislate::RULE, // F009
    &wrong_carry_over::RULE,      // F012
    &broken_series::RULE,         // F013
    &doubtful_amount::RULE,       // F014
    &sudden_change::RULE,         // F015
    &swapped_columns::RULE,       // F016
    &other_form::RULE,            // F018
    &loose_link::RULE,            // F191
    &look_again::RULE,            // F192
    &missing_section::RULE,       // S001
    &wrong_number::RULE,          // S002
    &empty_section::RULE,         // S003
    &mark_after_heading::RULE,    // S005
    &unsettled_conflict::RULE,    // S090
    &fallen_signature::RULE,      // S091
    &hidden_character::RULE,      // X001
    &not_updated::RULE,           // Y090
];
