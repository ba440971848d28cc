//! The list of rules, and nothing else.

mod empty_section;
mod hidden_character;
mod mark_after_heading;
mod missing_section;
mod wrong_number;

use super::rule::Rule;

/// Every rule, by code.
pub static RULES: &[&Rule] = &[
    &missing_section::RULE,    // S001
    &wrong_number::RULE,       // S002
    &empty_section::RULE,      // S003
    &mark_after_heading::RULE, // S005
    &hidden_character::RULE,   // X001
];
