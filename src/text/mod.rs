//! Chinese text on a grid of cells: how wide it is, where it may break, how it is matched by name.

pub mod width;
