//! Makes values that the schema allows, of any type, out of bytes that a fuzzer or a property test gives: the feature
//! `arbitrary`, by the crate of that name.
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
//! What comes out reads back equal, and is valid but for strings of built-in types that only their pattern restricts together
//! with other patterns.
mod source;
mod texts;
mod values;
mod wildcards;

pub use ::arbitrary::{Arbitrary, Result, Unstructured};

pub use self::source::Source;
pub use self::values::{element, element_from, value};
