//! The door: hands the arguments to `cli`.

fn main() {}
