//! Reads documents: resolves names, replaces references, and records deviations.

mod any;
mod attributes;
mod bindings;
mod cursor;
mod expected;
mod foreign;
mod log;
mod memory;
mod reread;
mod scope;
mod state;
mod steps;
mod tags;
mod text;

#[cfg(feature = "arbitrary")]
pub(crate) use super::tokens::is_xml_char;
#[cfg(feature = "yaserde")]
pub(crate) use bindings::MAX_BINDINGS;
pub(crate) use cursor::Attribute;
pub(crate) use expected::ExpectationKey;
pub(crate) use reread::Mark;
pub(crate) use scope::Scope;
pub use state::Reader;
pub use steps::Step;
pub(crate) use steps::{AFTER_ROOT, NO_ELEMENT, NOT_XML};
