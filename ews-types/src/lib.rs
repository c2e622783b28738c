//! Every message of Exchange Web Services (EWS) as plain Rust types that read and write its XML.
#![deny(missing_docs)]

#[rustfmt::skip]
mod generated;
pub mod soap;
pub mod xml;

pub use generated::{messages, namespaces, operations, types};
