//! Writes documents. The output is well-formed for all contents of strings.

mod any;
mod escape;
mod locals;
mod prefixes;
mod state;
mod tags;

pub use state::Writer;
