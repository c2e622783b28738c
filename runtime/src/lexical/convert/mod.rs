//! Conversions between date and time values and the types of other crates. Each of these crates has its own file and
//! cargo feature.
//!
//! A value without an offset from UTC converts to a civil time, and a value with an offset to an instant. A conversion
//! that would lose or invent an offset fails; call `with_offset` first.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
mod parts;
#[cfg(feature = "time")]
mod time;
