//! Tests of the runtime with types that the generator wrote or that a test defines. No test needs Exchange Web Services.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod constructs;
mod conversions;
mod debug;
mod drops;
mod features;
mod lexical_facets;
mod ordered;
mod search;
mod soap;
mod spoken;
mod subsets;
mod tolerance;
#[cfg(feature = "validate")]
mod unions;
#[cfg(feature = "validate")]
mod validate;
#[cfg(feature = "validate")]
mod versions;
#[cfg(feature = "yaserde")]
mod yaserde;
