//! Date and time values from and to those of other crates, one file and one feature for each crate.
//!
//! A value without an offset from UTC becomes a civil one, a value with an offset an instant; what would lose or invent an
//! offset fails. `with_offset` makes the intention clear.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
mod parts;
#[cfg(feature = "time")]
mod time;
