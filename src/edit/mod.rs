//! Every change (修改) to a report as data with its inverse, and the history that undoes and redoes them.

mod change;
mod history;

pub use change::{Edit, EditError};
pub use history::{Change, History, Seat, Step};
