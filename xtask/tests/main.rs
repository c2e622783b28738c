//! Tests of the command line, and of the structure of all packages.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod readme;
mod regen;
mod structure;
