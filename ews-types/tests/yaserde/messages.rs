//! The list of global elements, as it is generated, of types that are not.
#![allow(dead_code)]

pub(crate) use ews_types::messages::elements as real;
pub use ews_types::messages::*;

pub(crate) mod xml {
    pub(crate) use crate::cases as elements;
    pub(crate) use crate::ignored as element;
}

#[path = "../../src/generated/messages/elements.rs"]
pub(crate) mod elements;
