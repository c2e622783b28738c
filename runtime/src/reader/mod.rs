//! Reads documents: resolves names, replaces references, and records deviations.

mod again;
mod any;
mod attributes;
mod bindings;
mod cursor;
mod log;
mod memory;
mod scope;
mod state;
mod steps;
mod tags;
mod text;

pub(crate) use super::error::shown;
#[cfg(feature = "arbitrary")]
pub(crate) use super::tokens::is_xml_char;
pub(crate) use again::Mark;
pub(crate) use cursor::Attribute;
pub(crate) use scope::Scope;
pub use state::Reader;
pub use steps::Step;
