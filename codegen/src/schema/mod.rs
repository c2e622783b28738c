//! The components of a set of schema documents, with every reference resolved.

mod builtin;
mod components;
mod constraints;
pub mod pattern;
mod query;
mod resolve;

pub use components::*;
pub use query::WhiteSpace;
pub(crate) use resolve::{SchemaDocument, resolve};
