//! 年报工作台: write, tie out (勾稽), review and look up the annual reports on government information disclosure.
//!
//! # The floors
//!
//! The package is one house of rooms (modules). A room names only rooms on lower floors; rooms on one floor do not
//! see each other. `tests/it/house.rs` refuses anything else and compares this table with its own.
//!
//! | floor | room | owns |
//! |--:|---|---|
//! | 0 | `text` | Chinese text on a grid: width, fit, wrap (避头尾), numerals, name matching |
//! | 1 | `model` | the report (年报) as data: sections, paragraphs, tables, cells, numbers, periods, ids |
//! | 1 | `editor` | caret, selection and layout of a paragraph being typed |
//! | 2 | `edit` | every change (修改) as data with its inverse; history |
//! | 2 | `forms` | the statutory forms (表式): what a table must look like |
//! | 3 | `figures` | exact arithmetic on tables and prose |
//! | 4 | `checks` | one rule a file; findings (问题) |
//! | 4 | `review` | what is about a report and not in it: comments, waivers, sign-offs |
//! | 5 | `project` | what one project is: agency, people, settings, reports and reviews by year |
//! | 6 | `import` | other formats in: bytes to report |
//! | 6 | `export` | the report out: report to bytes |
//! | 7 | `app` | state, commands, keys; action in, effects out |
//! | 7 | `store` | the project on disk: RON, atomic saving, lock, migrations |
//! | 8 | `ui` | state to cells; themes |
//! | 8 | `wire` | cells to the fewest bytes |
//! | 9 | `runtime` | the loop, the terminal, the workers: where effects happen |
//! | 10 | `cli` | subcommands and exit codes |
//!
//! `app` and `store` stand side by side on purpose: the state cannot touch a file, not even by mistake.

pub mod app;
pub mod checks;
pub mod cli;
pub mod edit;
pub mod editor;
pub mod export;
pub mod figures;
pub mod forms;
pub mod import;
pub mod model;
pub mod project;
pub mod review;
pub mod runtime;
pub mod store;
pub mod text;
pub mod ui;
pub mod wire;
