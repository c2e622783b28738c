//! Writes documents. The output is well-formed for all contents of strings.

mod any;
mod escape;
mod prefixes;
mod state;
mod tags;

pub use state::Writer;
