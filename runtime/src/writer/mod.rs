//! Writes documents. The output is well-formed, whatever the strings contain.

mod any;
mod escape;
mod locals;
mod prefixes;
mod state;
mod tags;
mod written;

#[cfg(feature = "validate")]
pub(crate) use any::{Unwritable, unwritable_name, unwritable_text};
#[cfg(feature = "validate")]
pub(crate) use escape::forbidden_char;
pub use state::Writer;
