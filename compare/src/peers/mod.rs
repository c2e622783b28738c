//! The programs to compare. Each module reads documents and computes their facts, with one or two crates.

pub(crate) mod ews;
pub(crate) mod loops;
pub(crate) mod ours;
pub(crate) mod roxmltree;
pub(crate) mod serde;
pub(crate) mod yaserde;
