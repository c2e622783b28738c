//! Writes documents: well-formed, whatever the strings contain.

mod any;
mod escape;
mod prefixes;
mod state;
mod tags;

pub use state::Writer;
