//! Tests of the generator.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod diagnostics;
mod documentation;
mod goldens;
