//! Where the program meets the world: the loop, the terminal, the workers; here effects happen.

mod desk;
mod effects;
mod exchange;
mod headless;
mod incoming;
pub mod input;
mod keeper;
mod keys;
mod loaded;
mod locks;
mod memory;
mod opening;
mod pace;
pub mod panics;
mod preferences;
mod probe;
pub mod readback;
pub mod reader;
mod session;
mod shared;
pub mod signals;
pub mod surroundings;
pub mod terminal;
mod tty;
mod versions;

pub use headless::Headless;
pub use incoming::Incoming;
pub use loaded::{Loaded, load};
pub use opening::Opening;
pub use preferences::Preferences;
pub use session::run;
pub use tty::Tty;
