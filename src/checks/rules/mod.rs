//! The list of rules, and nothing else.

mod above_bound;
mod address_syntax;
mod applicant_name;
mod bank_card;
mod blank_or_zero;
mod broken_formula;
mod broken_sentence;
mod broken_series;
mod changed_since_public;
mod changed_unit;
mod comma_between_titles;
mod comma_in_approximation;
mod compatibility_character;
mod copied_paragraph;
mod date_writing;
mod decimal_places;
mod done_twice;
mod doubled_approximation;
mod doubled_mark;
mod doubtful_amount;
mod doubtful_identity_number;
mod empty_problems;
mod empty_section;
mod endless_sentence;
mod fallen_signature;
mod falling_total;
mod figure_and_table;
mod former_name;
mod full_width_digits;
mod half_masked_number;
mod half_width_mark;
mod hidden_character;
mod home_address;
mod identity_number;
mod item_left_out;
mod late_publication;
mod left_out;
mod listed_parts;
mod listed_without_count;
mod long_overview;
mod look_again;
mod loose_link;
mod lost_cases;
mod lost_digits;
mod mark_after_heading;
mod mark_after_item;
mod missing_annex;
mod missing_character;
mod missing_comma;
mod missing_number;
mod missing_section;
mod mixed_terms;
mod mobile_number;
mod much_carried;
mod muddled_period;
mod myriad;
mod nested_title;
mod no_own_figures;
mod no_power_to_legislate;
mod no_such_date;
mod not_a_count;
mod not_as_computed;
mod not_updated;
mod nothing_behind;
mod number_cut_off;
mod number_spelling;
mod odd_blank;
mod odd_bound;
mod odd_measure_word;
mod office_word;
mod old_document;
mod old_preface;
mod old_year;
mod only_a_total;
mod other_agency;
mod other_form;
mod other_unit;
mod overdone;
mod overridden_total;
mod overstatement;
mod paragraph_end;
mod part_of_year;
mod parts_not_total;
mod parts_over_total;
mod placeholder;
mod postcode;
mod private_character;
mod range_without_unit;
mod receive_or_accept;
mod repeated_verb;
mod repeated_words;
mod said_twice;
mod shrinking_row;
mod state_among_totals;
mod state_told_as_total;
mod strange_review;
mod sudden_change;
mod swapped_columns;
mod telephone_digits;
mod this_year;
mod told_twice;
mod two_names;
mod two_tables;
mod two_values;
mod unbalanced_column;
mod unbalanced_prose;
mod unequal_lists;
mod uneven_blanks;
mod uneven_growth;
mod uneven_item_ends;
mod uneven_labels;
mod uneven_quarter;
mod unpaired_mark;
mod unsettled_conflict;
mod unsigned;
mod until_or_deadline;
mod unused_short_name;
mod vague_problems;
mod wrong_carry_over;
mod wrong_character;
mod wrong_grouping;
mod wrong_growth;
mod wrong_number;
mod wrong_share;
mod wrong_total;
mod wrong_year_brackets;
mod zero_and_some;

use super::rule::Rule;

/// Every rule, by code.
pub static RULES: &[&Rule] = &[
    &telephone_digits::RULE,         // C001
    &postcode::RULE,                 // C002
    &address_syntax::RULE,           // C003
    &mobile_number::RULE,            // C004
    &identity_number::RULE,          // C005
    &bank_card::RULE,                // C006
    &home_address::RULE,             // C007
    &applicant_name::RULE,           // C008
    &uneven_labels::RULE,            // C009
    &half_masked_number::RULE,       // C010
    &doubtful_identity_number::RULE, // C011
    &wrong_total::RULE,              // F001
    &overridden_total::RULE,         // F002
    &above_bound::RULE,              // F003
    &two_tables::RULE,               // F004
    &unbalanced_column::RULE,        // F005
    &not_a_count::RULE,              // F006
    &blank_or_zero::RULE,            // F007
    &only_a_total::RULE,             // F008
    &no_power_to_legislate::RULE,    // F009
    &nothing_behind::RULE,           // F010
    &lost_cases::RULE,               // F011
    &wrong_carry_over::RULE,         // F012
    &broken_series::RULE,            // F013
    &doubtful_amount::RULE,          // F014
    &sudden_change::RULE,            // F015
    &swapped_columns::RULE,          // F016
    &overdone::RULE,                 // F017
    &other_form::RULE,               // F018
    &much_carried::RULE,             // F019
    &figure_and_table::RULE,         // F020
    &parts_over_total::RULE,         // F021
    &parts_not_total::RULE,          // F022
    &unbalanced_prose::RULE,         // F023
    &two_values::RULE,               // F024
    &wrong_share::RULE,              // F025
    &wrong_growth::RULE,             // F026
    &zero_and_some::RULE,            // F027
    &missing_number::RULE,           // F028
    &listed_parts::RULE,             // F029
    &told_twice::RULE,               // F030
    &left_out::RULE,                 // F031
    &listed_without_count::RULE,     // F032
    &other_unit::RULE,               // F040
    &myriad::RULE,                   // F041
    &decimal_places::RULE,           // F042
    &odd_bound::RULE,                // F043
    &falling_total::RULE,            // F044
    &uneven_growth::RULE,            // F045
    &state_told_as_total::RULE,      // F046
    &broken_formula::RULE,           // F101
    &not_as_computed::RULE,          // F102
    &shrinking_row::RULE,            // F103
    &changed_unit::RULE,             // F104
    &uneven_quarter::RULE,           // F105
    &state_among_totals::RULE,       // F106
    &loose_link::RULE,               // F191
    &look_again::RULE,               // F192
    &date_writing::RULE,             // N001
    &wrong_year_brackets::RULE,      // N002
    &range_without_unit::RULE,       // N003
    &doubled_approximation::RULE,    // N004
    &comma_in_approximation::RULE,   // N005
    &full_width_digits::RULE,        // N006
    &wrong_grouping::RULE,           // N007
    &number_cut_off::RULE,           // N008
    &odd_measure_word::RULE,         // N009
    &half_width_mark::RULE,          // P001
    &unpaired_mark::RULE,            // P002
    &doubled_mark::RULE,             // P003
    &comma_between_titles::RULE,     // P005
    &nested_title::RULE,             // P006
    &uneven_item_ends::RULE,         // P007
    &broken_sentence::RULE,          // P008
    &endless_sentence::RULE,         // P009
    &missing_comma::RULE,            // P010
    &uneven_blanks::RULE,            // P021
    &paragraph_end::RULE,            // P030
    &missing_section::RULE,          // S001
    &wrong_number::RULE,             // S002
    &empty_section::RULE,            // S003
    &missing_annex::RULE,            // S004
    &mark_after_heading::RULE,       // S005
    &mark_after_item::RULE,          // S006
    &item_left_out::RULE,            // S007
    &placeholder::RULE,              // S008
    &empty_problems::RULE,           // S009
    &unequal_lists::RULE,            // S010
    &unused_short_name::RULE,        // S011
    &no_own_figures::RULE,           // S012
    &unsigned::RULE,                 // S013
    &vague_problems::RULE,           // S014
    &number_spelling::RULE,          // S015
    &done_twice::RULE,               // S016
    &long_overview::RULE,            // S017
    &unsettled_conflict::RULE,       // S090
    &fallen_signature::RULE,         // S091
    &changed_since_public::RULE,     // S092
    &strange_review::RULE,           // S093
    &other_agency::RULE,             // T001
    &office_word::RULE,              // T002
    &former_name::RULE,              // T003
    &until_or_deadline::RULE,        // T004
    &receive_or_accept::RULE,        // T005
    &mixed_terms::RULE,              // T006
    &overstatement::RULE,            // T007
    &said_twice::RULE,               // T008
    &two_names::RULE,                // T009
    &wrong_character::RULE,          // T010
    &repeated_words::RULE,           // T020
    &missing_character::RULE,        // T021
    &repeated_verb::RULE,            // T022
    &hidden_character::RULE,         // X001
    &private_character::RULE,        // X002
    &compatibility_character::RULE,  // X003
    &odd_blank::RULE,                // X004
    &lost_digits::RULE,              // X005
    &old_year::RULE,                 // Y001
    &old_document::RULE,             // Y002
    &this_year::RULE,                // Y003
    &copied_paragraph::RULE,         // Y004
    &late_publication::RULE,         // Y005
    &muddled_period::RULE,           // Y006
    &part_of_year::RULE,             // Y007
    &no_such_date::RULE,             // Y010
    &old_preface::RULE,              // Y011
    &not_updated::RULE,              // Y090
];
