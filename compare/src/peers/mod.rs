//! The programs to compare. Each module reads documents with one or two crates, and computes the facts.

pub(crate) mod ews;
pub(crate) mod loops;
pub(crate) mod ours;
pub(crate) mod roxmltree;
pub(crate) mod serde;
pub(crate) mod yaserde;
