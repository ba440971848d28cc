//! All integration tests, linked once.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod bad_tables;
#[cfg(test)]
mod beside;
#[cfg(test)]
mod bringing;
#[cfg(test)]
mod broken;
#[cfg(test)]
mod checks;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod cross;
#[cfg(test)]
mod diff;
#[cfg(test)]
mod disks;
#[cfg(test)]
mod endless;
#[cfg(test)]
mod exchange;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod formulas;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod house;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod lookup;
#[cfg(test)]
mod marks;
#[cfg(test)]
mod mend;
#[cfg(test)]
mod merge;
#[cfg(test)]
mod noting;
#[cfg(test)]
mod office;
#[cfg(test)]
mod pdf;
#[cfg(test)]
mod presets;
#[cfg(test)]
mod prose;
#[cfg(test)]
mod pty;
#[cfg(test)]
mod recovery;
#[cfg(test)]
mod replace;
#[cfg(test)]
mod reviewing;
#[cfg(test)]
mod roll;
#[cfg(test)]
mod run;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod screens;
#[cfg(test)]
mod seed;
#[cfg(test)]
mod sent;
#[cfg(test)]
mod sentences;
#[cfg(test)]
mod shape;
#[cfg(test)]
mod sharing;
#[cfg(test)]
mod sheets;
#[cfg(test)]
mod signing;
#[cfg(test)]
mod speed;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod ties;
#[cfg(test)]
mod traps;
#[cfg(test)]
mod versions;
