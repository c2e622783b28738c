//! The elements of the module `messages`.

pub(crate) use ews_types::messages::elements as implemented;
pub use ews_types::messages::*;

#[rustfmt::skip]
#[path = "../../../src/generated/messages/elements.rs"]
pub(crate) mod elements;
