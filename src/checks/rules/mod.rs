//! The list of rules, and nothing else.

mod above_bound;
mod blank_or_zero;
mod broken_series;
mod decimal_places;
mod doubtful_amount;
mod empty_section;
mod fallen_signature;
mod falling_total;
mod figure_and_table;
mod hidden_character;
mod left_out;
mod listed_parts;
mod look_again;
mod loose_link;
mod mark_after_heading;
mod missing_number;
mod missing_section;
mod myriad;
mod no_power_to_legislate;
mod not_a_count;
mod not_updated;
mod odd_bound;
mod only_a_total;
mod other_form;
mod other_unit;
mod overridden_total;
mod parts_not_total;
mod parts_over_total;
mod sudden_change;
mod swapped_columns;
mod told_twice;
mod two_values;
mod unbalanced_column;
mod unbalanced_prose;
mod unsettled_conflict;
mod wrong_carry_over;
mod wrong_growth;
mod wrong_number;
mod wrong_share;
mod wrong_total;
mod zero_and_some;

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
    &figure_and_table::RULE,      // F020
    &parts_over_total::RULE,      // F021
    &parts_not_total::RULE,       // F022
    &unbalanced_prose::RULE,      // F023
    &two_values::RULE,            // F024
    &wrong_share::RULE,           // F025
    &wrong_growth::RULE,          // F026
    &zero_and_some::RULE,         // F027
    &missing_number::RULE,        // F028
    &listed_parts::RULE,          // F029
    &told_twice::RULE,            // F030
    &left_out::RULE,              // F031
    &other_unit::RULE,            // F040
    &myriad::RULE,                // F041
    &decimal_places::RULE,        // F042
    &odd_bound::RULE,             // F043
    &falling_total::RULE,         // F044
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
