//! Valid values of every type, made from the bytes of a fuzzer or a property test. The feature `arbitrary` implements the trait
//! [`Arbitrary`] of the crate `arbitrary` for all generated types.
//!
//! ```
//! use arbitrary::{Arbitrary, Unstructured};
//! use ews_types::messages::elements::FindItem;
//! use ews_types::xml;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let bytes: Vec<u8> = (0..=255).cycle().take(4096).collect();
//! let find = FindItem::arbitrary(&mut Unstructured::new(&bytes))?;
//! assert_eq!(xml::from_str::<FindItem>(&xml::to_string(&find)?)?, find);
//! # Ok(())
//! # }
//! ```
//!
//! Writing and reading a value returns an equal value. The values are valid, with two exceptions: a text made from a pattern may
//! violate other facets of its type, and bounds (`minInclusive` and so on) are respected exactly only for integers.

mod source;
mod texts;
mod values;
mod wildcards;

pub use ::arbitrary::{Arbitrary, Result, Unstructured};

pub use self::source::Source;
pub use self::values::{element, element_from, value};
