//! The crates that are compared. Each reads a document, and finds the facts in it.

pub(crate) mod ews;
pub(crate) mod loops;
pub(crate) mod ours;
pub(crate) mod roxmltree;
pub(crate) mod serde;
pub(crate) mod yaserde;
