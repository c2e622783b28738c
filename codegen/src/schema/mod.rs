//! The components of a set of schema documents, with every reference resolved.

mod builtin;
mod components;
mod constraints;
pub mod pattern;
mod query;
mod resolve;
mod vocabulary;

pub use crate::xsd::QName;
pub use builtin::Builtin;
pub use components::*;
pub(crate) use constraints::Values;
pub(crate) use resolve::{SchemaDocument, resolve};
pub use vocabulary::*;
