//! The elements of the module `types`.

pub(crate) use ews_types::types::elements as implemented;
pub use ews_types::types::*;

#[rustfmt::skip]
#[path = "../../../src/generated/types/elements.rs"]
pub(crate) mod elements;
