//! Conversions between date and time values and the types of other crates. Each of these crates has its own file and
//! cargo feature.
//!
//! A value with an offset from UTC converts to an instant, and a value without an offset to a civil time. Conversions of a
//! value with an offset to a civil time and of a value without an offset to an instant fail; call `with_offset` first.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
mod parts;
#[cfg(feature = "time")]
mod time;
